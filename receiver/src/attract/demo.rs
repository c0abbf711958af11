//! The demonstration: a game that bots play on the stage. Nobody hears of it: no events, no points, no high score.

use crate::choices::Choices;
use crate::game_host::rate;
use crate::stage::Stage;
use bevy::prelude::*;
use couchpad_games::game::{
    AnyGame, GameEntry, Inputs, Options, Pacing, SeatAction, SeatEvent, SeatIndex, SeatInput, Setup,
};

/// How many bots play, show after show.
const PLAYERS: [u16; 4] = [2, 4, 3, 1];

/// How long bots think about their moves where a game waits for them, in sixtieths of a second.
const THINKING: u32 = 75;

/// Begins the demonstration of a show. Each is another one, and goes through the ways to play the game, with the pack that is
/// chosen for it.
pub(super) fn begin(stage: &mut Stage, choices: &Choices, show: u64, fixed: &mut Time<Fixed>) {
    let entry = stage.entry;
    let setup = setup(entry, choices, show);
    let mut game = (entry.begin)(&setup);
    for seat in 0..players(entry, show) {
        game.on_seat(SeatEvent::Taken(SeatIndex(seat)));
    }
    *stage = Stage {
        game: Some(game),
        setup,
        ..Stage::new(entry)
    };
    fixed.set_timestep_hz(f64::from(rate(entry.manifest.pacing)));
    let owed = fixed.overstep();
    fixed.discard_overstep(owed);
}

fn setup(entry: GameEntry, choices: &Choices, show: u64) -> Setup {
    let ways = entry
        .manifest
        .options
        .first()
        .map_or(1, |option| option.values.len());
    let way = show % u64::try_from(ways).unwrap_or(1).max(1);
    Setup {
        options: Options::default().with(0, u8::try_from(way).unwrap_or(0)),
        pack: choices
            .pack(entry.manifest)
            .map(|pack| pack.text.to_string()),
        ..Setup::new(show)
    }
}

fn players(entry: GameEntry, show: u64) -> u16 {
    let place = usize::try_from(show % PLAYERS.len() as u64).unwrap_or(0);
    let players = PLAYERS.get(place).copied().unwrap_or(1);
    players.min(entry.manifest.seats.seats())
}

/// Ends it: the stage is empty, as in a lobby.
pub(super) fn end(stage: &mut Stage) {
    *stage = Stage::new(stage.entry);
}

/// Whether there is none that goes on.
pub(super) fn is_over(stage: &Stage) -> bool {
    stage.game.as_deref().is_none_or(AnyGame::is_over)
}

/// What the bots do in a step, kept for its memory; and how long ago the last one was.
#[derive(Default)]
pub(super) struct Deeds {
    inputs: Vec<SeatInput>,
    actions: Vec<SeatAction>,
    waited: u32,
}

/// One step, by the bots of all seats. A game that waits for events waits for bots too, who think as people do.
pub(super) fn step(mut stage: ResMut<Stage>, mut deeds: Local<Deeds>) {
    let stage = &mut *stage;
    stage.stepped = false;
    let Some(game) = stage.game.as_deref_mut().filter(|game| !game.is_over()) else {
        return;
    };
    let deeds = &mut *deeds;
    deeds.waited = deeds.waited.saturating_add(1);
    let rests = game.manifest().pacing == Pacing::OnEvent
        && deeds.waited < game.wakes().unwrap_or(THINKING);
    if rests {
        return;
    }
    deeds.waited = 0;
    let seats = (0..game.manifest().seats.seats()).map(SeatIndex);
    deeds.inputs.clear();
    deeds
        .inputs
        .extend(seats.clone().map(|seat| game.stand_in(seat)));
    deeds.actions.clear();
    deeds.actions.extend(seats.filter_map(|seat| {
        let action = game.stand_in_action(seat)?;
        Some(SeatAction { seat, action })
    }));
    game.step(&Inputs {
        seats: &deeds.inputs,
        actions: &deeds.actions,
    });
    stage.steps += 1;
    stage.stepped = true;
}

pub(super) fn set_alpha(fixed: Res<Time<Fixed>>, mut stage: ResMut<Stage>) {
    stage.alpha = fixed.overstep_fraction();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::choices::Pack;

    #[test]
    fn what_is_chosen_to_play_with_is_shown() {
        let arkanoid = couchpad_games::games()[0];
        let text = "couchpad-levels 1\nname: Castle\n\nround: Gate\n3.............\n";
        let mut choices = Choices::default();
        let round = |choices: &Choices| {
            let mut stage = Stage::new(arkanoid);
            begin(&mut stage, choices, 0, &mut Time::<Fixed>::default());
            let running = stage.running::<couchpad_games::arkanoid::Arkanoid>();
            let state = couchpad_games::game::Game::state(&running.unwrap().game);
            state.title.name.clone()
        };
        assert_ne!(round(&choices), "Gate");
        let pack = Pack {
            name: "Castle".into(),
            text: text.into(),
        };
        choices.play_with(arkanoid.manifest, pack);
        assert_eq!(round(&choices), "Gate");
    }

    #[test]
    fn shows_differ_and_bots_play_them() {
        for entry in couchpad_games::games() {
            for show in 0..4 {
                let mut stage = Stage::new(*entry);
                let choices = Choices::default();
                begin(&mut stage, &choices, show, &mut Time::<Fixed>::default());
                let mut app = App::new();
                let before = stage.game.as_deref().map(|game| game.checksum());
                app.insert_resource(stage).add_systems(Update, step);
                (0..1_200).for_each(|_| app.update());
                let stage = app.world().resource::<Stage>();
                let least = match entry.manifest.pacing {
                    Pacing::Fixed(_) => 1_000,
                    Pacing::OnEvent => 10,
                };
                let is_shown = stage.steps >= least || is_over(stage);
                assert!(is_shown, "{} {show}", entry.manifest.id);
                let after = stage.game.as_deref().map(|game| game.checksum());
                assert_ne!(before, after);
            }
        }
        let arkanoid = couchpad_games::games()[0];
        let setup = |show| setup(arkanoid, &Choices::default(), show);
        assert_ne!(setup(0), setup(1));
    }
}
