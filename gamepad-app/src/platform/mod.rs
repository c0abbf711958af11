//! The app and the phone around it: what the native shell does for the app ([`Shell`]), what it tells the app (the functions
//! below), and the adapter between that and Bevy. On a desktop there is no shell, and none of this does anything.
//!
//! Calls come from any thread, in both directions, and none of them waits: questions have numbers, and answers come later.

mod adapter;
mod desk;
mod feel;
mod lean;
mod log;
mod said;
mod shell;
mod texts;
mod tilt;
mod wishes;

#[cfg(test)]
mod tests;

pub use adapter::{Device, plugin};
pub use desk::Platform;
pub use log::{log_plugin, shared_log};
pub use shell::{
    Gravity, Haptic, Insets, Permission, PermissionAnswer, ScreenOrientation, Shell, ShellAbout,
    ShellError, ShellWords, SystemWishes, TextField, TextKind,
};
pub use wishes::OfSystem;

use std::sync::Arc;

/// Brings the shell. Once, before the app itself starts.
///
/// # Errors
/// There is a shell already.
#[uniffi::export]
pub fn attach_shell(shell: Arc<dyn Shell>, about: ShellAbout) -> Result<(), ShellError> {
    Platform::shared().attach(shell, about)
}

/// What the shell is to say now, in the language that the app speaks: to be asked for each time.
#[must_use]
#[uniffi::export]
pub fn shell_words() -> ShellWords {
    Platform::shared().words()
}

/// What the system keeps of each edge, in physical pixels; whenever that changes.
#[uniffi::export]
pub fn set_insets(insets: Insets) {
    Platform::shared().set_insets(insets);
}

/// What the player asks of every app. Once before the app itself starts, and whenever any of it changes.
#[uniffi::export]
pub fn set_wishes(wishes: SystemWishes) {
    Platform::shared().set_wishes(wishes);
}

/// Which way is down, after `set_tilt`. As often as the sensor tells; what is too often does no harm.
#[uniffi::export]
pub fn set_gravity(gravity: Gravity) {
    Platform::shared().set_gravity(gravity);
}

/// Answers `scan`: what was read. Neither text nor trouble: the player closed the scanner. Trouble in words for the player.
#[uniffi::export]
pub fn scanned(request: u64, text: Option<String>, trouble: Option<String>) {
    Platform::shared().scanned(request, text, trouble);
}

/// Answers `ask_permission`.
#[uniffi::export]
pub fn permission_answered(request: u64, answer: PermissionAnswer) {
    Platform::shared().permission_answered(request, answer);
}

/// Answers `edit_text`: the line; none: the player cancelled.
#[uniffi::export]
pub fn text_edited(request: u64, text: Option<String>) {
    Platform::shared().text_edited(request, text);
}

/// A link was opened outside the app. At any time, also before the app runs; the newest counts.
#[uniffi::export]
pub fn open_link(link: String) {
    Platform::shared().open_link(link);
}

/// The system's own way back was taken: the app goes back by one screen.
#[uniffi::export]
pub fn back_pressed() {
    Platform::shared().back_pressed();
}
