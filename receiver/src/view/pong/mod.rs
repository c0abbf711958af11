//! Crowd Pong in the window. Start here; then `memory` for what is kept from step to step, `court` for scale and ground, and
//! one file for each thing that is drawn. Reads the stage and writes only its own entities and [`Facts`](super::Facts).

mod ball;
mod court;
mod emblem;
mod flashes;
mod labels;
mod memory;
mod paddles;
mod swarm;
mod words;

use super::{OnStage, Presenter};
use crate::stage::{Stage, StepSet};
use bevy::prelude::*;
use couchpad_games::game::Game;
use couchpad_games::pong::{Pong, State, Team};
use couchpad_theme::Mark;
use couchpad_theme::players::mark;

pub(super) const PRESENTER: Presenter = Presenter {
    game: Pong::MANIFEST.id,
    plugin,
    emblem: emblem::spawn,
};

/// When in a frame the presenter does what.
#[derive(SystemSet, Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Draw {
    /// The court is there and of the right size.
    Court,
    /// Everything on it is where it should be.
    Things,
}

fn plugin(app: &mut App) {
    app.init_resource::<memory::Memory>()
        .configure_sets(
            Update,
            (Draw::Court, Draw::Things)
                .chain()
                .run_if(in_state(OnStage))
                .run_if(is_running),
        )
        .add_systems(
            FixedUpdate,
            memory::remember.in_set(StepSet::Seen).run_if(is_running),
        )
        .add_systems(Update, memory::forget.after(Draw::Things));
    court::plugin(app);
    paddles::plugin(app);
    swarm::plugin(app);
    labels::plugin(app);
    ball::plugin(app);
    flashes::plugin(app);
    words::plugin(app);
}

fn is_running(stage: Res<Stage>) -> bool {
    stage.running::<Pong>().is_some()
}

/// The state of the game on the stage.
fn state(stage: &Stage) -> Option<&State> {
    stage.running::<Pong>().map(|running| running.game.state())
}

/// What a team's things look like.
fn banner(team: Team) -> Mark {
    mark(usize::from(team.mark()))
}
