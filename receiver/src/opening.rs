//! Words what goes wrong while a window opens. Bevy and winit panic without a usable display or graphics driver; to the
//! player that is a line that says what to do. From the first frame on a panic is a panic again.

use bevy::app::AppExit;
use bevy::prelude::*;
use std::any::Any;
use std::panic::{
    AssertUnwindSafe, PanicHookInfo, catch_unwind, resume_unwind, set_hook, take_hook,
};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether the window stands.
#[derive(Resource, Clone, Debug, Default)]
pub struct IsOpen(Arc<AtomicBool>);

/// The window did not open.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the window cannot be opened ({reason}): check DISPLAY and the graphics driver (on Debian: mesa-vulkan-drivers), or start with --display terminal or none"
)]
pub struct CannotOpen {
    /// What the panic said, in one line.
    pub reason: String,
}

/// Runs what opens a window and then runs it; `run` gives [`plugin`] the [`IsOpen`].
///
/// # Errors
/// [`CannotOpen`] when it panicked before the first frame. Later panics go on their way.
pub fn guard(run: impl FnOnce(IsOpen) -> AppExit) -> Result<AppExit, CannotOpen> {
    let is_open = IsOpen::default();
    let loud = Arc::new(take_hook());
    set_hook(hook(is_open.clone(), Arc::clone(&loud)));
    let outcome = catch_unwind(AssertUnwindSafe(|| run(is_open.clone())));
    set_hook(Box::new(move |info| loud(info)));
    outcome.map_err(|panic| {
        if is_open.0.load(Ordering::Relaxed) {
            resume_unwind(panic);
        }
        CannotOpen {
            reason: reason(panic.as_ref()),
        }
    })
}

type Hook = Box<dyn Fn(&PanicHookInfo<'_>) + Sync + Send>;

/// Silent until the window stands.
fn hook(is_open: IsOpen, loud: Arc<Hook>) -> Hook {
    Box::new(move |info| {
        if is_open.0.load(Ordering::Relaxed) {
            loud(info);
        } else {
            tracing::debug!("while the window opens: {info}");
        }
    })
}

fn reason(panic: &(dyn Any + Send)) -> String {
    let text = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no reason is known");
    // what follows are the libraries' own file names and addresses
    let sentence = text.split(['\n', '(', '!']).next().unwrap_or_default();
    sentence.trim().chars().take(100).collect()
}

/// Notes the first frame.
pub fn plugin(app: &mut App) {
    app.add_systems(Last, note_first_frame);
}

fn note_first_frame(is_open: Option<Res<IsOpen>>) {
    if let Some(is_open) = is_open {
        is_open.0.store(true, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_worded_before_the_first_frame_and_goes_on_after_it() {
        let refused = guard(|_| panic!("no {}\nmore", "display"));
        assert_eq!(refused.unwrap_err().reason, "no display");
        let later = catch_unwind(|| {
            guard(|is_open| {
                is_open.0.store(true, Ordering::Relaxed);
                panic!("a mistake in play")
            })
        });
        assert!(later.is_err());
        assert_eq!(guard(|_| AppExit::Success), Ok(AppExit::Success));
    }
}
