//! The window's presenters, one per game. They read the stage and never write it.
//!
//! A presenter draws its game into [`Arrangement::game`], tells the screens its [`Facts`], and gives the lobby its big
//! picture. Adding one: a file like `tug` or a folder like `arkanoid`, and a line in `PRESENTERS`. A game without one gets `plain`.

pub mod area;
mod arkanoid;
pub(crate) mod four;
mod lettering;
mod only;
mod plain;
mod pong;
pub(crate) mod qr;
pub(crate) mod said;
mod shown;
mod snake;
mod still;
mod tales;
#[cfg(test)]
mod tests;
mod tug;

pub use area::Arrangement;

use crate::attract::{self, Attract};
use crate::flow::Screen;
use crate::stage::Stage;
use bevy::prelude::*;

/// What draws one game.
pub(crate) struct Presenter {
    /// The game's id.
    game: &'static str,
    /// Adds the systems that draw it while it is on the stage.
    plugin: fn(&mut App),
    /// Spawns its big picture for the lobby, as a child that fills the width it gets.
    emblem: fn(&mut ChildSpawnerCommands),
}

/// All presenters, one line each.
const PRESENTERS: &[Presenter] = &[
    arkanoid::PRESENTER,
    tug::PRESENTER,
    snake::PRESENTER,
    four::PRESENTER,
    pong::PRESENTER,
    tales::PRESENTER,
];

/// A game is on the screen: running, paused, or played by bots beside an empty lobby.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct OnStage;

impl ComputedStates for OnStage {
    type SourceStates = (Screen, Option<Attract>);

    fn compute((screen, attract): (Screen, Option<Attract>)) -> Option<Self> {
        let is_shown = match screen {
            Screen::Playing | Screen::Paused => true,
            Screen::Lobby => attract == Some(Attract::Demo),
            Screen::Results => false,
        };
        is_shown.then_some(Self)
    }
}

/// A game is on the screen and goes on: it does not stand still in a pause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Moving;

impl ComputedStates for Moving {
    type SourceStates = (Screen, Option<Attract>);

    fn compute((screen, attract): (Screen, Option<Attract>)) -> Option<Self> {
        let is_moving = match screen {
            Screen::Playing => true,
            Screen::Lobby => attract == Some(Attract::Demo),
            Screen::Paused | Screen::Results => false,
        };
        is_moving.then_some(Self)
    }
}

/// People play, or pause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AtPlay;

impl ComputedStates for AtPlay {
    type SourceStates = Screen;

    fn compute(screen: Screen) -> Option<Self> {
        matches!(screen, Screen::Playing | Screen::Paused).then_some(Self)
    }
}

/// What a game wants said beside the field. Written by its presenter, shown by the screens.
#[derive(Resource, Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Where the game stands, in a few words: "Round 2 of 5".
    pub line: String,
    /// The lives that are left and how many there were, if the game counts any.
    pub lives: Option<(u32, u32)>,
}

/// Adds the presenters to a windowed app; wants the theme, and [`Screen`] as a state.
pub fn plugin(app: &mut App) {
    attract::init(app);
    app.init_resource::<Facts>()
        .add_computed_state::<OnStage>()
        .add_computed_state::<Moving>()
        .add_computed_state::<AtPlay>()
        .add_systems(OnExit(OnStage), forget_facts);
    area::plugin(app);
    lettering::plugin(app);
    plain::plugin(app);
    for presenter in PRESENTERS {
        (presenter.plugin)(app);
    }
}

/// Spawns the big picture of a game, as a child that fills the width it gets.
pub fn emblem(game: &str, parent: &mut ChildSpawnerCommands) {
    match presenter(game) {
        Some(presenter) => (presenter.emblem)(parent),
        None => plain::emblem(parent),
    }
}

fn presenter(game: &str) -> Option<&'static Presenter> {
    PRESENTERS.iter().find(|presenter| presenter.game == game)
}

/// Whether the game on the stage has no presenter of its own.
fn is_plain(stage: Res<Stage>) -> bool {
    presenter(stage.entry.manifest.id).is_none()
}

fn forget_facts(mut facts: ResMut<Facts>) {
    *facts = Facts::default();
}
