//! Snake in the window. Start reading here; then `way` for the line that a snake lies on, `skin` for what is drawn along it,
//! `field` for scale, ground and walls, and one file for each other thing that is drawn. Reads the stage and writes only its
//! own entities and [`Facts`](super::Facts).

mod bodies;
mod emblem;
mod field;
mod fruit;
mod heads;
mod names;
mod skin;
mod sparks;
mod way;
mod words;

use super::{Presenter, shown};
use crate::roster::Roster;
use bevy::prelude::*;
use couchpad_games::game::{Game, SeatIndex};
use couchpad_games::snake::{Snakes, State};
use couchpad_theme::Mark;
use couchpad_theme::colour::{QUIET, Swatch};
use couchpad_theme::patterns::Pattern;
use couchpad_theme::players::mark;

pub(super) const PRESENTER: Presenter = Presenter {
    game: Snakes::MANIFEST.id,
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
    shown::plugin::<Snakes, _>(app, (Draw::Field, Draw::Things));
    field::plugin(app);
    fruit::plugin(app);
    bodies::plugin(app);
    heads::plugin(app);
    sparks::plugin(app);
    names::plugin(app);
    words::plugin(app);
}

/// How one snake is told from the others.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Look {
    colour: Swatch,
    pattern: Pattern,
    /// The mark of whoever sits there; a wild snake has none.
    mark: Option<Mark>,
}

/// The look of the snake in a seat.
fn look(state: &State, roster: &Roster, seat: usize) -> Look {
    let is_wild = state.players.get(seat).is_none_or(|player| !player.seated);
    if is_wild {
        return Look {
            colour: QUIET,
            pattern: Pattern::Solid,
            mark: None,
        };
    }
    let card = u16::try_from(seat)
        .ok()
        .and_then(|seat| roster.seat(SeatIndex(seat)));
    let own = mark(card.map_or(seat, |card| usize::from(card.mark)));
    Look {
        colour: own.colour,
        pattern: own.pattern,
        mark: Some(own),
    }
}

/// What the player in a seat is called.
fn name(state: &State, roster: &Roster, seat: usize) -> String {
    let is_wild = state.players.get(seat).is_none_or(|player| !player.seated);
    if is_wild {
        return "The wild snake".into();
    }
    let card = u16::try_from(seat)
        .ok()
        .and_then(|seat| roster.seat(SeatIndex(seat)));
    card.map_or_else(|| mark(seat).name(), |card| card.name.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_games::game::{SeatEvent, Setup};

    #[test]
    fn a_wild_snake_is_grey_and_has_no_mark() {
        let mut game = Snakes::new(&Setup::new(7));
        (0..2).for_each(|seat| game.on_seat(SeatEvent::Taken(SeatIndex(seat))));
        let (state, roster) = (game.state(), Roster::default());
        assert_eq!(look(state, &roster, 0).mark, Some(mark(0)));
        assert_eq!(look(state, &roster, 5).mark, None);
        assert_eq!(look(state, &roster, 99).colour, QUIET);
        assert_eq!(name(state, &roster, 1), "sky triangle");
        assert_eq!(name(state, &roster, 5), "The wild snake");
    }
}
