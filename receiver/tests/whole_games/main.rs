//! Every game on the list, played from the lobby to its results by bots that are processes of their own, over real links on
//! loopback: without a display, in the window and in the terminal. A new game is played here as soon as it is on the list.
//!
//! What would take long is shortened by the game's own options: of each one the value is taken that is called one of
//! [`SHORT`](evening::SHORT), where it has such a value.

mod evening;
#[cfg(target_os = "linux")]
#[path = "../../../gamepad-app/tests/screen/mod.rs"]
mod screen;
#[cfg(target_os = "linux")]
mod terminal;
#[cfg(target_os = "linux")]
mod window;

use couchpad_games::games;
use evening::{Evening, Started};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Long enough for any game on a busy machine, from the start of its receiver to its end.
const PATIENCE: Duration = Duration::from_secs(300);

/// The tests take turns: together they would keep each other from being in time.
static TURN: Mutex<()> = Mutex::new(());

/// Plays all games, so many at once, and says which did not come to their end.
fn play_all(at_once: usize, play: impl Fn(&'static str) + Sync) {
    // one that failed says nothing about the next
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let waiting: Mutex<Vec<_>> = Mutex::new(games().iter().rev().collect());
    let failed = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..at_once {
            scope.spawn(|| {
                while let Some(game) = next(&waiting) {
                    let id = game.manifest.id;
                    let played =
                        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| play(id)));
                    if played.is_err() {
                        failed.lock().expect("nobody panics in here").push(id);
                    }
                }
            });
        }
    });
    let failed = failed.into_inner().expect("nobody panicked in there");
    assert!(failed.is_empty(), "these failed, see above: {failed:?}");
}

fn next<T>(waiting: &Mutex<Vec<T>>) -> Option<T> {
    waiting.lock().expect("nobody panics in here").pop()
}

#[test]
fn every_game_is_played_from_the_lobby_to_its_end_by_bots_over_loopback() {
    play_all(4, |id| {
        let mut evening = Evening::start(id, "none", Started::Plainly);
        evening.play_to_the_end(PATIENCE, |_, _| {});
        evening.close();
    });
}
