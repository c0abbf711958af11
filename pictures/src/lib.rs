//! Rendering tests: draws a Bevy app without a window, and compares the picture with the accepted one.
//!
//! Owns the offscreen set-up, the shutter and the comparison. Must not know any app: it gets a closure that adds plugins.
//!
//! ```no_run
//! use bevy::prelude::*;
//! use couchpad_pictures::{Studio, Tolerance, compare};
//!
//! # fn lobby(app: &mut App) {}
//! let mut studio = Studio::new(640, 360, |app| {
//!     app.add_plugins(lobby);
//! })
//! .expect("a software Vulkan driver");
//! studio.step(30);
//! compare(&studio.shoot().unwrap(), "tests/pictures/lobby.png", Tolerance::default()).unwrap();
//! ```
//!
//! # What makes the pictures repeat
//!
//! * Time is counted, not measured: each [`Studio::step`] is 1/60 s. A shot waits in frames in which no time passes.
//! * Shaders are compiled before the shot, multisampling is off, rendering is not pipelined.
//! * On Linux and Windows the software renderer is asked for, so that a machine's own graphics card does not matter. Still
//!   another version of it may round differently: that is what [`Tolerance`] is for.
//!
//! # The app under test
//!
//! It opens its cameras on the primary window as always. There is a window entity of the asked size, which no system ever
//! shows; the studio turns every such camera to its own image. Touches and keys go in as messages. The mouse does not
//! reach Bevy's own `Interaction`, which looks for a cursor on a real window.
//!
//! Several studios may live in one process, one after the other or side by side: they share one graphics device. A
//! [`Studio`] stays on the thread that made it.

mod compare;
mod device;
mod studio;

pub use compare::{PictureDiff, Tolerance, compare};
pub use device::NoRenderer;
pub use studio::{NoPicture, Studio};
