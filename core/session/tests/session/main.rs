//! Both sessions together over perfect links: what a receiver and its players live through, and what the hostile try.

mod admission;
mod call_to_play;
mod common;
mod controls;
mod cues;
mod evening;
mod health;
mod holds;
mod hostile;
mod killed;
mod relay;
mod restart;
mod shown;
