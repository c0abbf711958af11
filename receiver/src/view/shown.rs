//! When a presenter's systems run: while its game is on the screen, in its own order, and told once of everything that
//! happened. Knows no game.

use super::OnStage;
use crate::stage::{Stage, StepSet};
use bevy::ecs::schedule::InternedSystemSet;
use bevy::prelude::*;
use couchpad_games::game::Game;

/// More than this in one frame is not worth showing; it bounds a frame after a hitch.
const MOST: usize = 128;

/// Run condition: this game is on the screen, and not one that has its rules under another name.
pub(super) fn is_shown<G: Game>(on_stage: Option<Res<State<OnStage>>>, stage: Res<Stage>) -> bool {
    let is_own = stage.entry.manifest.id == G::MANIFEST.id;
    on_stage.is_some() && is_own && stage.running::<G>().is_some()
}

/// Run condition for systems of [`StepSet::Seen`]: a game of this kind has just made a step.
pub(super) fn has_stepped<G: Game>(stage: Res<Stage>) -> bool {
    stage.stepped && stage.running::<G>().is_some()
}

/// What the steps since the last frame told of a game, in their order: several steps may go into one frame, and most frames
/// show no new one.
#[derive(Resource)]
pub(super) struct Happened<G: Game>(Vec<G::Event>);

impl<G: Game> Happened<G> {
    /// The events, the first one first.
    pub(super) fn events(&self) -> &[G::Event] {
        &self.0
    }
}

/// For a presenter that has several parts: its sets run one after the other in each frame that shows the game, and its systems
/// may ask for what has [`Happened`].
pub(super) fn plugin<G: Game, M>(
    app: &mut App,
    sets: impl IntoScheduleConfigs<InternedSystemSet, M>,
) {
    app.insert_resource(Happened::<G>(Vec::new()))
        .configure_sets(Update, sets.chain().run_if(is_shown::<G>))
        .add_systems(
            FixedUpdate,
            collect::<G>.in_set(StepSet::Seen).run_if(has_stepped::<G>),
        )
        .add_systems(PostUpdate, forget::<G>);
}

fn collect<G: Game>(stage: Res<Stage>, mut happened: ResMut<Happened<G>>) {
    if let Some(running) = stage.running::<G>() {
        let room = MOST.saturating_sub(happened.0.len());
        let told = running.outputs.details.iter().take(room);
        happened.0.extend(told.cloned());
    }
}

/// A frame has shown it.
fn forget<G: Game>(mut happened: ResMut<Happened<G>>) {
    if !happened.0.is_empty() {
        happened.0.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_games::arkanoid::Arkanoid;
    use couchpad_games::game::{AnyGame, Inputs, SeatEvent, SeatIndex, Setup};

    /// A stage on which bots have played, and how many events their last steps told.
    fn played(steps: usize) -> Stage {
        let mut stage = Stage::new(*couchpad_games::find("arkanoid").unwrap());
        let mut game: Box<dyn AnyGame> = (stage.entry.begin)(&Setup::new(7));
        game.on_seat(SeatEvent::Taken(SeatIndex(0)));
        stage.stepped = true;
        for _ in 0..steps {
            step(&mut *game);
        }
        stage.game = Some(game);
        stage
    }

    fn step(game: &mut dyn AnyGame) {
        let seats = [game.stand_in(SeatIndex(0))];
        game.step(&Inputs {
            seats: &seats,
            actions: &[],
        });
    }

    #[test]
    fn every_event_is_told_once_and_no_more_than_can_be_shown() {
        let mut app = App::new();
        app.insert_resource(played(0))
            .insert_resource(Happened::<Arkanoid>(Vec::new()));
        let (mut told, mut kept) = (0, 0);
        for number in 0..12_000 {
            let world = app.world_mut();
            let mut stage = world.resource_mut::<Stage>();
            step(&mut **stage.game.as_mut().unwrap());
            told += stage.running::<Arkanoid>().unwrap().outputs.details.len();
            world.run_system_cached(collect::<Arkanoid>).unwrap();
            if number % 3 == 0 {
                kept += world.resource::<Happened<Arkanoid>>().events().len();
                world.run_system_cached(forget::<Arkanoid>).unwrap();
                assert!(world.resource::<Happened<Arkanoid>>().events().is_empty());
            }
        }
        kept += app.world().resource::<Happened<Arkanoid>>().events().len();
        assert!(told > 100, "something happened");
        assert_eq!(kept, told);
        for _ in 0..40_000 {
            let world = app.world_mut();
            let mut stage = world.resource_mut::<Stage>();
            step(&mut **stage.game.as_mut().unwrap());
            world.run_system_cached(collect::<Arkanoid>).unwrap();
        }
        let happened = app.world().resource::<Happened<Arkanoid>>();
        assert_eq!(happened.events().len(), MOST, "after a hitch");
    }

    #[test]
    fn another_game_says_nothing() {
        let mut app = App::new();
        app.insert_resource(played(300));
        let world = app.world_mut();
        let stepped = |world: &mut World| {
            let own = world.run_system_cached(has_stepped::<Arkanoid>).unwrap();
            let other = world.run_system_cached(has_stepped::<couchpad_games::tug::Tug>);
            [own, other.unwrap()]
        };
        assert_eq!(stepped(world), [true, false]);
        world.resource_mut::<Stage>().stepped = false;
        assert_eq!(stepped(world), [false, false]);
    }
}
