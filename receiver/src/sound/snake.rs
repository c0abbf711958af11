//! Snake's sounds: turns, meals and collisions from the side where they happen, every player on a note of their own, and the
//! walls that come closer. Decides nothing.

use super::{Cue, Effect, Presenter, up_the_scale};
use crate::flow::Screen;
use crate::stage::{Stage, StepSet};
use bevy::prelude::*;
use couchpad_games::game::Game;
use couchpad_games::snake::{Cell, Event, Snakes, State};

pub(super) const PRESENTER: Presenter = Presenter {
    game: Snakes::MANIFEST.id,
    plugin,
    tune: |_| None,
};

/// How far to the side the field's edges are heard: a full turn would tire.
const WIDTH: f32 = 0.65;
/// Of its loudness, a turn: there are many.
const TURNED: f32 = 0.45;

fn plugin(app: &mut App) {
    // what bots play in an empty lobby is for the eye: the room may be asleep
    let is_played = in_state(Screen::Playing);
    app.add_systems(FixedUpdate, play.in_set(StepSet::Seen).run_if(is_played));
}

fn play(stage: Res<Stage>, mut cues: MessageWriter<Cue>) {
    if !stage.stepped {
        return;
    }
    if let Some(running) = stage.running::<Snakes>() {
        let state = running.game.state();
        let events = running.outputs.details.iter();
        cues.write_batch(events.filter_map(|event| cue(event, state)));
    }
}

/// What this sounds like, if it is heard.
fn cue(event: &Event, state: &State) -> Option<Cue> {
    let plain = |effect| Some(Cue::plain(effect));
    let at = |effect, cell: Cell| Some(at(effect, cell, state));
    match *event {
        Event::Ready { .. } => plain(Effect::Round),
        Event::Started => plain(Effect::Go),
        Event::Turned { seat, at: cell } if state.players.get(seat)?.seated => {
            Some(of(seat, at(Effect::Wall, cell)?).softer(TURNED))
        }
        Event::Turned { .. } => None,
        Event::Eaten { seat, at: cell } => Some(of(seat, at(Effect::Point, cell)?)),
        Event::Out { at: cell, .. } => at(Effect::Out, cell),
        Event::Back { at: cell, .. } => at(Effect::Back, cell),
        // each ring is heard a step higher
        Event::Closed { rings } => {
            Some(Cue::plain(Effect::Crumble).higher(up_the_scale(rings.into())))
        }
        Event::Faster => plain(Effect::Faster),
        Event::Decided { .. } => plain(Effect::Cleared),
    }
}

/// From that far right on the field.
fn at(effect: Effect, cell: Cell, state: &State) -> Cue {
    let columns = f32::from(state.field.columns.max(1));
    let share = (f32::from(cell.x) + 0.5) / columns;
    Cue::plain(effect).from(WIDTH * (2.0 * share - 1.0))
}

/// A little different for each player.
fn of(seat: usize, cue: Cue) -> Cue {
    cue.higher(up_the_scale(seat % 8))
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_games::game::{Inputs, Running, SeatEvent, SeatIndex, Setup};
    use std::collections::HashSet;

    /// Everything that is heard of a quick game that bots play.
    fn heard(players: u16) -> Vec<Cue> {
        let mut setup = Setup::new(3);
        setup.options = setup.options.with(1, 2);
        let mut running = Running::<Snakes>::new(&setup);
        let seats = (0..players).map(SeatIndex);
        seats
            .clone()
            .for_each(|seat| running.game.on_seat(SeatEvent::Taken(seat)));
        let mut heard = Vec::new();
        while !running.game.is_over() {
            let inputs: Vec<_> = seats
                .clone()
                .map(|seat| running.game.stand_in(seat))
                .collect();
            running.outputs.clear();
            running.game.step(
                &Inputs {
                    seats: &inputs,
                    actions: &[],
                },
                &mut running.outputs,
            );
            let state = running.game.state();
            let events = running.outputs.details.iter();
            heard.extend(events.filter_map(|event| cue(event, state)));
        }
        heard
    }

    #[test]
    fn a_game_is_heard_from_its_begin_to_its_end() {
        let heard = heard(4);
        let effects: HashSet<_> = heard.iter().map(|cue| cue.effect).collect();
        for effect in [
            Effect::Round,
            Effect::Go,
            Effect::Wall,
            Effect::Point,
            Effect::Out,
            Effect::Crumble,
            Effect::Cleared,
        ] {
            assert!(effects.contains(&effect), "{effect:?}: {effects:?}");
        }
        assert!(heard.iter().all(|cue| cue.pan.abs() <= WIDTH));
        assert!(heard.iter().any(|cue| cue.pan < -0.2) && heard.iter().any(|cue| cue.pan > 0.2));
    }

    #[test]
    fn a_wild_snake_turns_without_a_sound() {
        let mut running = Running::<Snakes>::new(&Setup::new(1));
        running.game.on_seat(SeatEvent::Taken(SeatIndex(0)));
        let turned = |seat| Event::Turned {
            seat,
            at: Cell::new(3, 3),
        };
        let state = running.game.state();
        assert!(cue(&turned(0), state).is_some());
        assert!(cue(&turned(1), state).is_none());
    }
}
