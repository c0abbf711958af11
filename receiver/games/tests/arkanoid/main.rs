//! Arkanoid as a whole, seen from outside.

mod foes;
mod joining;
mod modes;
mod plays;
mod referee;
mod repeats;
mod rules;
mod table;
