//! The demonstration: a game that bots play on the stage. Nobody hears of it: no events, no points, no high score.

use crate::game_host::rate;
use crate::stage::Stage;
use bevy::prelude::*;
use couchpad_games::game::{
    AnyGame, GameEntry, Inputs, Options, SeatEvent, SeatIndex, SeatInput, Setup,
};

/// How many bots play, show after show.
const PLAYERS: [u16; 4] = [2, 4, 3, 1];

/// Begins the demonstration of a show. Each is another one, and goes through the ways to play the game.
pub(super) fn begin(stage: &mut Stage, show: u64, fixed: &mut Time<Fixed>) {
    let entry = stage.entry;
    let setup = setup(entry, show);
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

fn setup(entry: GameEntry, show: u64) -> Setup {
    let ways = entry
        .manifest
        .options
        .first()
        .map_or(1, |option| option.values.len());
    let way = show % u64::try_from(ways).unwrap_or(1).max(1);
    Setup {
        options: Options::default().with(0, u8::try_from(way).unwrap_or(0)),
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

/// One step, by the bots of all seats.
pub(super) fn step(mut stage: ResMut<Stage>, mut inputs: Local<Vec<SeatInput>>) {
    let stage = &mut *stage;
    let seats = stage.entry.manifest.seats.seats();
    let Some(game) = stage.game.as_deref_mut().filter(|game| !game.is_over()) else {
        return;
    };
    inputs.clear();
    inputs.extend((0..seats).map(|seat| game.stand_in(SeatIndex(seat))));
    game.step(&Inputs {
        seats: &inputs,
        actions: &[],
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

    #[test]
    fn shows_differ_and_bots_play_them() {
        for entry in couchpad_games::games() {
            for show in 0..4 {
                let mut stage = Stage::new(*entry);
                begin(&mut stage, show, &mut Time::<Fixed>::default());
                let mut app = App::new();
                let before = stage.game.as_deref().map(|game| game.checksum());
                app.insert_resource(stage).add_systems(Update, step);
                (0..1_200).for_each(|_| app.update());
                let stage = app.world().resource::<Stage>();
                assert!(stage.steps >= 1_000 && !is_over(stage), "{show}");
                let after = stage.game.as_deref().map(|game| game.checksum());
                assert_ne!(before, after);
            }
        }
        let arkanoid = couchpad_games::games()[0];
        assert_ne!(setup(arkanoid, 0), setup(arkanoid, 1));
    }
}
