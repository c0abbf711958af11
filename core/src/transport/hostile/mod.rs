//! Hostile bytes against the real netcode and renet, behind the guard, at both ends: nothing panics (tests run with
//! overflow checks), nothing changes, and who is connected stays so. Generic exhaustive and random input, no sockets.

mod forgery;
mod host;
mod pad;
mod payloads;
mod rig;
