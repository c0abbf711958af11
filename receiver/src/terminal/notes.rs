//! Short words at places of the game that stay for a moment: what happened there. The presenter of the game leaves them
//! and draws them; this knows no game and no look but the colour.

use super::presenters;
use crate::flow::Screen;
use crate::roster::Roster;
use crate::stage::{Stage, StepSet};
use bevy::prelude::*;
use couchpad_theme::colour::Swatch;

/// Notes at once, at most; beyond that the oldest goes.
const NOTES: usize = 24;

/// A thing that notes are about: what it is, and of which player or other thing.
pub type About = (&'static str, Option<u16>);

/// Words that stay at a place for a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// What they are about; there is one note about a thing at a time.
    pub about: About,
    /// What they say.
    pub words: String,
    /// In which colour.
    pub colour: Swatch,
    /// Where, in the game's own measure: to the right, and down.
    pub at: (f32, f32),
    /// The step of the game from which on they are gone.
    until: u64,
}

/// The notes of the running game, the newest last.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct Notes {
    notes: Vec<Note>,
    /// Steps of the game that they are of; falls when a new one begins.
    now: u64,
}

impl Notes {
    /// After each step of the game on the stage: lets go what is over, and lets its presenter leave what is new.
    pub fn follow(&mut self, stage: &Stage, roster: &Roster) {
        if stage.steps < self.now {
            self.notes.clear();
        }
        self.now = stage.steps;
        self.notes.retain(|note| note.until > self.now);
        presenters::take_notes(stage, roster, self);
    }

    /// Leaves words at a place for so many steps, in place of those about the same thing that are still there.
    pub fn leave(
        &mut self,
        about: About,
        words: String,
        colour: Swatch,
        at: (f32, f32),
        steps: u64,
    ) {
        self.notes.retain(|note| note.about != about);
        if self.notes.len() >= NOTES {
            self.notes.remove(0);
        }
        let until = self.now + steps;
        self.notes.push(Note {
            about,
            words,
            colour,
            at,
            until,
        });
    }

    /// What is to be read now, the newest first.
    pub fn newest_first(&self) -> impl Iterator<Item = &Note> {
        self.notes.iter().rev()
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Notes>()
        .add_systems(FixedUpdate, follow.in_set(StepSet::Seen))
        .add_systems(OnEnter(Screen::Lobby), forget);
}

fn follow(stage: Res<Stage>, roster: Res<Roster>, mut notes: ResMut<Notes>) {
    if stage.stepped {
        notes.follow(&stage, &roster);
    }
}

fn forget(mut notes: ResMut<Notes>) {
    *notes = Notes::default();
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_theme::colour::TEXT;

    fn stage(steps: u64) -> Stage {
        let mut stage = Stage::new(couchpad_games::games()[0]);
        stage.steps = steps;
        stage
    }

    fn words(notes: &Notes) -> Vec<&str> {
        notes.newest_first().map(|note| &*note.words).collect()
    }

    #[test]
    fn notes_go_when_their_time_is_over_or_another_game_begins() {
        let mut notes = Notes::default();
        notes.follow(&stage(100), &Roster::default());
        notes.leave(("a", None), "short".to_owned(), TEXT, (0.0, 0.0), 5);
        notes.leave(("b", None), "long".to_owned(), TEXT, (0.0, 0.0), 500);
        notes.follow(&stage(104), &Roster::default());
        assert_eq!(words(&notes), ["long", "short"]);
        notes.follow(&stage(105), &Roster::default());
        assert_eq!(words(&notes), ["long"]);
        notes.follow(&stage(1), &Roster::default());
        assert!(words(&notes).is_empty());
    }

    #[test]
    fn there_are_never_many() {
        let mut notes = Notes::default();
        for n in 0..1_000 {
            notes.leave(("a", Some(n)), n.to_string(), TEXT, (0.0, 0.0), 9);
        }
        let words = words(&notes);
        assert_eq!((words.len(), words[0]), (NOTES, "999"));
    }

    #[test]
    fn who_says_the_same_again_has_only_one_of_it() {
        let mut notes = Notes::default();
        for (player, said) in [(1, "x3"), (2, "x3"), (1, "x4")] {
            let about = ("combo", Some(player));
            notes.leave(about, said.to_owned(), TEXT, (0.0, 0.0), 9);
        }
        assert_eq!(words(&notes), ["x4", "x3"]);
    }
}
