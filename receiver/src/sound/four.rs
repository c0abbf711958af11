//! Four in a Row's sounds: a disc is heard where and when it lands, higher the higher it lies. Decides nothing.

use super::{Cue, Effect, Presenter, up_the_scale};
use crate::flow::Screen;
use crate::stage::{Stage, StepSet};
use bevy::prelude::*;
use couchpad_games::four::{COLUMNS, Cell, Ending, Event, Four, ROWS, Side};
use couchpad_games::game::Game;

pub(super) const PRESENTER: Presenter = Presenter {
    game: Four::MANIFEST.id,
    plugin,
    tune: |_| None,
};

/// How far to the side the outer columns are heard: a full turn would tire.
const ASIDE: f32 = 0.65;
/// What a disc that falls by one cell takes, in sixtieths of a second; the more cells, the less each.
const FALL: f32 = 11.5;

/// What is heard later, and in how many runs of the step's system.
type Later = Vec<(u32, Cue)>;

fn plugin(app: &mut App) {
    // what bots play in an empty lobby is for the eye: the room may be asleep
    let is_played = in_state(Screen::Playing);
    app.add_systems(FixedUpdate, play.in_set(StepSet::Seen).run_if(is_played));
}

fn play(stage: Res<Stage>, mut later: Local<Later>, mut cues: MessageWriter<Cue>) {
    for (runs, _) in later.iter_mut() {
        *runs = runs.saturating_sub(1);
    }
    cues.write_batch(
        later
            .extract_if(.., |(runs, _)| *runs == 0)
            .map(|(_, cue)| cue),
    );
    let Some(running) = stage.running::<Four>().filter(|_| stage.stepped) else {
        return;
    };
    for event in &running.outputs.details {
        match cue(event) {
            (_, None) => {}
            (0, Some(cue)) => {
                cues.write(cue);
            }
            (runs, Some(cue)) => later.push((runs, cue)),
        }
    }
}

/// What this sounds like, and how much later.
fn cue(event: &Event) -> (u32, Option<Cue>) {
    let now = |effect| (0, Some(Cue::plain(effect)));
    match *event {
        Event::Began => now(Effect::Round),
        Event::Dropped { cell, .. } => (lands_after(cell), Some(landing(cell))),
        Event::Full(_) => now(Effect::Gold),
        Event::Asked(side) => (0, Some(of(side, Effect::Choose))),
        Event::Refused(side) => (0, Some(of(side, Effect::Wall))),
        Event::TakenBack { side, .. } => (0, Some(of(side, Effect::Back))),
        Event::Urged { .. } => now(Effect::Point),
        // once the last disc lies
        Event::Ended(Ending::Won(_)) => (
            lands_after(Cell { column: 0, row: 0 }),
            Some(Cue::plain(Effect::Cleared)),
        ),
        Event::Ended(_) => (
            lands_after(Cell { column: 0, row: 0 }),
            Some(Cue::plain(Effect::Out)),
        ),
        Event::Walkover(_) => now(Effect::Through),
    }
}

fn lands_after(cell: Cell) -> u32 {
    let cells = ROWS.saturating_sub(cell.row) as f32;
    (FALL * cells.sqrt()) as u32
}

fn landing(cell: Cell) -> Cue {
    let aside = 2.0 * cell.column as f32 / (COLUMNS - 1) as f32 - 1.0;
    let cue = Cue::plain(Effect::Stick).from(ASIDE * aside);
    cue.higher(up_the_scale(cell.row))
}

fn of(side: Side, effect: Effect) -> Cue {
    Cue::plain(effect).from(match side {
        Side::Left => -ASIDE,
        Side::Right => ASIDE,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dropped(column: usize, row: usize) -> (u32, Cue) {
        let side = Side::Left;
        let cell = Cell { column, row };
        let (runs, cue) = cue(&Event::Dropped { side, cell });
        (runs, cue.unwrap())
    }

    #[test]
    fn a_disc_is_heard_where_and_when_it_lands() {
        let (low, high) = (dropped(0, 0), dropped(6, 5));
        assert!(low.0 > high.0 && high.0 > 5 && low.0 < 40);
        assert!(low.1.pan < 0.0 && high.1.pan > 0.0);
        assert!(low.1.semitones < high.1.semitones);
        assert_eq!(dropped(3, 2).1.pan, 0.0);
    }

    #[test]
    fn the_end_is_heard_once_the_last_disc_lies() {
        let (runs, ended) = cue(&Event::Ended(Ending::Won(Side::Right)));
        assert!(runs >= dropped(3, 0).0);
        assert_eq!(ended.map(|cue| cue.effect), Some(Effect::Cleared));
    }
}
