//! High scores: kept per game, way to play, levels and number of players; a day's draw has its own. A game counts when it is over, not when it was
//! ended before, and not when bots alone have played it. Must not know how they are shown.

mod class;
mod command;
mod day;
mod file;
mod keeper;
mod table;
mod witness;

pub use class::{Class, PackName};
pub use command::{ScoresCommand, run};
pub use day::Day;
pub use file::RECORD;
pub use table::{Board, PLACES, Place, Table};

use crate::flow::day_of;
use crate::net::NetSet;
use crate::room::Say;
use crate::stage::{Outcome, Stage, Standings};
use bevy::prelude::*;
use couchpad_core::identity::FileStore;
use couchpad_games::game::{AnyGame, Ranked};
use keeper::Keeper;
use std::sync::Arc;
use witness::Witness;

/// The high scores of this receiver, and who has played the running game. Without a store they end with the program.
#[derive(Resource, Default)]
pub struct Scores {
    table: Table,
    keeper: Option<Keeper>,
    witness: Witness,
}

/// Follows the players of each game; wants the roster and the flow.
pub fn plugin(app: &mut App) {
    app.init_resource::<Scores>()
        .add_systems(PreUpdate, witness::watch.after(NetSet::Heard))
        .add_systems(PostUpdate, hear_keeper);
}

impl Scores {
    /// Those that are kept in this store, and what the player should know about them.
    #[must_use]
    pub fn open(store: Option<&Arc<FileStore>>) -> (Self, Option<String>) {
        let Some(store) = store else {
            return Default::default();
        };
        let (table, note) = file::read_or_set_aside(store);
        let keeper = Keeper::new(Arc::clone(store));
        let scores = Self {
            table,
            keeper: keeper.ok(),
            witness: Witness::default(),
        };
        (scores, note)
    }

    /// High scores that are not kept.
    #[must_use]
    pub fn of(table: Table) -> Self {
        Self {
            table,
            ..Self::default()
        }
    }

    /// All of them.
    #[must_use]
    pub const fn table(&self) -> &Table {
        &self.table
    }

    /// Enters the game that is over, if it counts, and says in its outcome where it stands. `now` is in unix seconds.
    pub fn enter(&mut self, stage: &Stage, outcome: &mut Outcome, now: u64) {
        let league = stage.game.as_deref().and_then(AnyGame::league);
        let (Some(league), Some(players)) = (league, self.witness.players()) else {
            return;
        };
        let class = Class::of(stage.entry.manifest, league.id, &stage.setup, players)
            .of_day(day_of(stage.setup.seed, now));
        let new = match league.of {
            Ranked::Team => self.enter_team(&class, outcome, now),
            Ranked::Player => self.enter_players(&class, outcome, now),
        };
        if let (Some(keeper), false) = (&self.keeper, new.is_empty()) {
            keeper.keep(&class, new.clone());
        }
        let places = self.table.board(&class).map_or(&[][..], Board::places);
        outcome.standings = Some(Standings {
            new: places.iter().map(|place| new.contains(place)).collect(),
            places: places.to_vec(),
            class,
        });
    }

    fn enter_team(&mut self, class: &Class, outcome: &mut Outcome, now: u64) -> Vec<Place> {
        let names: Vec<_> = outcome.scores.iter().map(|s| s.name.clone()).collect();
        let place = Place::new(outcome.team, &names, outcome.won, now);
        outcome.record = self.table.enter(class, place.clone());
        outcome.record.map(|_| place).into_iter().collect()
    }

    fn enter_players(&mut self, class: &Class, outcome: &mut Outcome, now: u64) -> Vec<Place> {
        let mut new = Vec::new();
        // the last first: a place is not pushed down by one that is entered after it
        for score in outcome.scores.iter_mut().rev() {
            let names = [score.name.clone()];
            let place = Place::new(score.points, &names, outcome.won, now);
            if self.table.enter(class, place.clone()).is_some() {
                new.push(place);
            }
        }
        let board = self.table.board(class);
        for score in &mut outcome.scores {
            let is_in = |place: &Place| new.contains(place) && place.names.contains(&score.name);
            score.record = board
                .filter(|board| board.places().iter().any(is_in))
                .map(|board| board.rank(score.points));
        }
        new
    }
}

/// Takes in what the file holds now: it may have been cleared meanwhile.
fn hear_keeper(mut scores: ResMut<Scores>, mut say: MessageWriter<Say>) {
    let Some(kept) = scores.keeper.as_ref().and_then(Keeper::take) else {
        return;
    };
    match kept.table {
        Ok(table) => scores.table = table,
        Err(error) => {
            tracing::warn!("high scores are not kept: {error}");
            say.write(Say(format!("The high score could not be kept: {error}.")));
        }
    }
    if let Some(note) = kept.note {
        tracing::warn!("{note}");
        say.write(Say(format!("{note}.")));
    }
}
