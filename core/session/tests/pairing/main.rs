//! Couchpad-Pair v1 from outside: both sides, in virtual time, without sockets.

mod any_frames;
mod channel;
mod common;
mod guessing;
mod modes;
mod tampering;
mod wrong;
