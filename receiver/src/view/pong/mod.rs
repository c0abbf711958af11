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

use super::{Presenter, shown};
use crate::stage::Stage;
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
    shown::plugin::<Pong, _>(app, (Draw::Court, Draw::Things));
    memory::plugin(app);
    court::plugin(app);
    paddles::plugin(app);
    swarm::plugin(app);
    labels::plugin(app);
    ball::plugin(app);
    flashes::plugin(app);
    words::plugin(app);
}

/// The state of the game on the stage.
fn state(stage: &Stage) -> Option<&State> {
    stage.running::<Pong>().map(|running| running.game.state())
}

/// What a team's things look like.
fn banner(team: Team) -> Mark {
    mark(usize::from(team.mark()))
}
