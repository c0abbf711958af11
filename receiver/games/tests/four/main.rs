//! Four in a Row, as its players meet it: the rules by name, evenings from beginning to end, and what the machine is worth.

mod evenings;
mod machines;
mod moves;
mod phones;
mod table;
mod wild;
