//! Arkanoid in the window. Start reading here; then `memory` for what is kept from step to step, `field` for scale and
//! walls, and one file for each thing that is drawn. Reads the stage and writes only its own entities and [`Facts`].

mod balls;
mod brick_art;
mod bricks;
mod effects;
mod emblem;
mod field;
mod hits;
mod memory;
mod paddles;
mod words;

use super::{OnStage, Presenter};
use crate::roster::Roster;
use crate::stage::{Stage, StepSet};
use bevy::prelude::*;
use couchpad_games::arkanoid::Arkanoid;
use couchpad_games::game::{Game, SeatIndex};
use couchpad_theme::Mark;
use couchpad_theme::players::mark;

pub(super) const PRESENTER: Presenter = Presenter {
    game: Arkanoid::MANIFEST.id,
    plugin,
    emblem: emblem::spawn,
};

/// When in a frame the presenter does what.
#[derive(SystemSet, Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Draw {
    /// The field is there and of the right size.
    Field,
    /// Everything on it is where it should be.
    Things,
}

fn plugin(app: &mut App) {
    app.init_resource::<memory::Memory>()
        .configure_sets(
            Update,
            (Draw::Field, Draw::Things)
                .chain()
                .run_if(in_state(OnStage))
                .run_if(is_running),
        )
        .add_systems(
            FixedUpdate,
            memory::remember.in_set(StepSet::Seen).run_if(is_running),
        );
    brick_art::plugin(app);
    field::plugin(app);
    bricks::plugin(app);
    paddles::plugin(app);
    balls::plugin(app);
    effects::plugin(app);
    hits::plugin(app);
    words::plugin(app);
}

fn is_running(stage: Res<Stage>) -> bool {
    stage.running::<Arkanoid>().is_some()
}

/// The mark of whoever sits there: as the card says, else the seat's own.
fn mark_of(roster: &Roster, seat: SeatIndex) -> Mark {
    let number = roster
        .seat(seat)
        .map_or(seat.index(), |card| usize::from(card.mark));
    mark(number)
}
