//! Identities on disk, as programs use them: whose files they are, what outlives a kill, what a damaged file costs, how
//! long a pairing lasts, and that two processes never share one.

mod damage;
mod evening;
mod files;
mod notes;
mod pads;
mod processes;
mod room;
