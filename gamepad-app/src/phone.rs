//! The app in a phone's shell: who it is comes from the shell's store, and what a command line says elsewhere is fixed. Must
//! not know which system the phone has.

use crate::cli::{Options, Who};
use crate::display::Display;
use crate::identity::Me;
use crate::platform::Platform;
use crate::window;
use couchpad_core::Transport;
use couchpad_ffi::Session;

/// Runs the app until the system ends it. Gives the process's exit status; the log says why it is not 0.
#[must_use]
pub fn main() -> i32 {
    match play() {
        Ok(()) => 0,
        Err(error) => {
            tracing::error!("the app has ended: {error:#}");
            1
        }
    }
}

fn play() -> anyhow::Result<()> {
    let (me, trouble) = Me::of_phone(Session::shared())?;
    window::show_in(&Options::phone(), me, Platform::shared(), trouble)
}

impl Options {
    /// What a phone does: the player chooses whom to join, on the glass.
    #[must_use]
    pub fn phone() -> Self {
        Self {
            join: None,
            code: None,
            transport: Transport::Auto,
            rate: crate::cli::USUAL_RATE,
            identity: Who::Nobody,
            discovery: true,
            name: None,
            language: None,
            display: Display::Window,
            bot: None,
            exit_after: None,
            size: None,
            place: None,
        }
    }
}
