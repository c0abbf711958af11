//! Couchpad's pad: a touch app that shows whatever controls a receiver asks for, and sends what fingers do to them.
//!
//! The rooms: [`touch`] turns fingers into actions, [`arrange`] lets the player move what they are for, [`model`] holds what the
//! pad knows, [`pad`] and [`screens`] draw it,
//! [`bot`] plays in place of fingers, [`link`] is the way to the receiver, [`platform`] the phone around the app. [`run`] is all
//! that a desktop's `main` calls; a phone's shell comes in by way of `entry`. The library of an app carries the session's
//! bindings as well.

pub mod a11y;
pub mod arrange;
pub mod bot;
pub mod cli;
pub mod display;
mod entry;
pub mod find;
pub mod headless;
pub mod identity;
pub mod link;
pub mod look;
pub mod lookout;
pub mod model;
pub mod news;
pub mod pad;
pub mod phone;
pub mod place;
pub mod platform;
pub mod redraw;
pub mod saying;
pub mod screens;
pub mod settings;
mod shaders;
pub mod signals;
pub mod touch;
pub mod window;
pub mod words;

use bevy::prelude::*;
use cli::Options;
use display::Display;
use identity::Me;

uniffi::setup_scaffolding!();
couchpad_ffi::uniffi_reexport_scaffolding!();

/// The pad without window and network: model, touch, picture. Add Bevy's own plugins first.
pub fn pad_plugin(app: &mut App) {
    app.add_plugins((
        couchpad_theme::pad_plugin,
        model::plugin,
        settings::plugin,
        words::plugin,
        look::plugin,
        touch::plugin,
        redraw::plugin,
        pad::plugin,
        screens::plugin,
        find::plugin,
        arrange::plugin,
        a11y::plugin,
    ));
}

/// Runs the pad as asked, until it ends.
///
/// # Errors
/// What failed while it ran, in words for the player; a [`cli::CannotStart`] where it did not even begin.
pub fn run(options: &Options) -> anyhow::Result<()> {
    let me = Me::of(options)?;
    match options.display {
        Display::Window => window::show(options, me),
        Display::None => headless::play(options, &me),
    }
}
