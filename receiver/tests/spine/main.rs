//! The receiver's spine, in process and as a process: flow, events, bad input. One program, so that it is linked once.

mod bad_input;
mod bots;
mod chat;
mod doctor;
mod door;
mod evening;
mod feedback;
mod flow;
mod guests;
mod headless;
mod heard;
mod idle;
mod keyboard;
mod killed;
mod levels;
mod pads;
mod private;
mod process;
mod recording;
mod room;
mod scores;
#[cfg(all(target_os = "linux", feature = "sound"))]
mod sound;
mod table;
mod turns;
