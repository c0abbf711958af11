//! What holds for Snake whoever plays it: whole games by stand-ins and by the blind, people who come and go, and what their
//! pads say. The rules of one move are tried by name in the game itself.

mod games;
mod people;
mod table;
