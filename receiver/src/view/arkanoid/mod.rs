//! Arkanoid in the window. Start reading here; then `memory` for what is kept from step to step, `field` for scale and
//! walls, `art` for what everything is painted from, and one file for each thing that is drawn. Reads the stage and writes
//! only its own entities and [`Facts`].

mod art;
mod balls;
mod boss;
mod bricks;
mod capsules;
mod emblem;
mod enemies;
mod field;
mod gates;
mod hits;
mod memory;
mod notes;
mod paddles;
mod particles;
mod shake;
mod shots;
mod waiting;
mod words;

use super::{Presenter, shown};
use crate::roster::Roster;
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
    /// What happened since the last frame is taken note of.
    Events,
    /// The field is there and of the right size.
    Field,
    /// Everything on it is where it should be.
    Things,
}

fn plugin(app: &mut App) {
    shown::plugin::<Arkanoid, _>(app, (Draw::Events, Draw::Field, Draw::Things));
    memory::plugin(app);
    art::plugin(app);
    field::plugin(app);
    gates::plugin(app);
    bricks::plugin(app);
    paddles::plugin(app);
    balls::plugin(app);
    capsules::plugin(app);
    shots::plugin(app);
    enemies::plugin(app);
    boss::plugin(app);
    particles::plugin(app);
    hits::plugin(app);
    notes::plugin(app);
    shake::plugin(app);
    waiting::plugin(app);
    words::plugin(app);
}

/// The mark of whoever sits there: as the card says, else the seat's own.
fn mark_of(roster: &Roster, seat: SeatIndex) -> Mark {
    let number = roster
        .seat(seat)
        .map_or(seat.index(), |card| usize::from(card.mark));
    mark(number)
}
