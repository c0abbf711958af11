//! Arkanoid as a whole, seen from outside.

mod plays;
mod repeats;
mod table;
