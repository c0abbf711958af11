//! Couchpad-Pair v1 from outside: both sides, in virtual time, without sockets.

mod common;
mod modes;
mod wrong;
