//! Tall Tales in the window: the question with its gap, who is done, the answers, what comes out about each, and how it stands.
//! Reads the stage and writes only its own entities and [`Facts`]. Shows nothing that is not for everybody's eyes.
//!
//! `sheet` says what there is to read, `page` lays it out and is made anew whenever that changes, `moves` moves what moves.

mod emblem;
mod fit;
mod moves;
mod page;
mod parts;
mod sheet;

use super::only::Only;
use super::shown::is_shown;
use super::{Arrangement, Facts, Presenter};
use crate::roster::Roster;
use crate::stage::Stage;
use bevy::prelude::*;
use couchpad_games::game::Game;
use couchpad_games::tales::{State, Tales};
use sheet::Sheet;

pub(super) const PRESENTER: Presenter = Presenter {
    game: Tales::MANIFEST.id,
    plugin,
    emblem: emblem::emblem,
};

/// The page over the game's area, and what it was drawn from.
#[derive(Component, PartialEq)]
struct Page {
    rect: Rect,
    sheet: Sheet,
}

fn plugin(app: &mut App) {
    let systems = (build, moves::count, moves::enter, moves::grow, say);
    app.add_systems(Update, systems.chain().run_if(is_shown::<Tales>));
}

/// The running game, if it is one of these.
fn state(stage: &Stage) -> Option<&State> {
    Some(stage.running::<Tales>()?.game.state())
}

fn build(
    (arrangement, roster, stage): (Res<Arrangement>, Res<Roster>, Res<Stage>),
    mut shown: Only<Page>,
) {
    let Some(state) = state(&stage) else {
        return;
    };
    let page = Page {
        rect: arrangement.game,
        sheet: Sheet::of(state, &roster),
    };
    shown.show(page, page::draw);
}

fn say(stage: Res<Stage>, mut facts: ResMut<Facts>) {
    if let Some(state) = state(&stage) {
        let line = state.line();
        facts.set_if_neq(Facts { line, lives: None });
    }
}
