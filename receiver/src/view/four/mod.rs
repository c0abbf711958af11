//! Four in a Row in the window: the board, through which discs fall, between the two who play, and whoever waits beneath. Reads
//! the stage and writes only its own entities and [`Facts`]. While people think nothing here changes, so nothing is drawn.

mod board;
mod coin;
mod emblem;
mod fall;
mod head;
pub(crate) mod words;

use super::shown::is_shown;
use super::{Arrangement, Presenter};
use crate::roster::Roster;
use crate::stage::Stage;
use bevy::prelude::*;
use couchpad_games::four::{COLUMNS, Cell, Four, Player, ROWS, State};
use couchpad_games::game::Game;
use couchpad_theme::Mark;
use couchpad_theme::players::mark;

pub(super) const PRESENTER: Presenter = Presenter {
    game: Four::MANIFEST.id,
    plugin,
    emblem: emblem::emblem,
};

/// Height of what stands above the board, in units: who plays, and what goes on.
const HEAD: f32 = 136.0;
/// Of the columns' numbers.
const NUMBERS: f32 = 48.0;
/// Of the line beneath: who waits.
const FOOT: f32 = 52.0;
/// Thickness of the board's frame.
const FRAME: f32 = 14.0;

fn plugin(app: &mut App) {
    let systems = (
        board::build,
        head::build,
        board::follow,
        fall::fall,
        head::say,
    );
    app.add_systems(Update, systems.chain().run_if(is_shown::<Four>))
        .add_systems(Startup, board::make_plate);
}

fn state(stage: &Stage) -> Option<&State> {
    Some(stage.running::<Four>()?.game.state())
}

/// What goes where, in units from the top left corner of the game.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Plan {
    /// The game's own part of the window.
    page: Rect,
    /// Side of a cell.
    cell: f32,
    /// The board without its frame.
    board: Rect,
}

impl Plan {
    fn of(arrangement: &Arrangement) -> Self {
        let page = arrangement.game;
        let room = page.size() - Vec2::new(2.0 * FRAME, HEAD + NUMBERS + FOOT + 2.0 * FRAME);
        let cells = Vec2::new(COLUMNS as f32, ROWS as f32);
        let cell = (room / cells).min_element().max(8.0).floor();
        let size = cell * cells;
        let left = (page.width() - size.x) / 2.0;
        let corner = Vec2::new(left.floor(), HEAD + NUMBERS + FRAME);
        Self {
            page,
            cell,
            board: Rect::from_corners(corner, corner + size),
        }
    }

    /// Where a cell lies.
    fn place(&self, cell: Cell) -> Rect {
        let down = ROWS.saturating_sub(cell.row + 1) as f32;
        let at = self.board.min + Vec2::new(cell.column as f32, down) * self.cell;
        Rect::from_corners(at, at + self.cell)
    }
}

/// How a player's discs look: in their mark, or, the machine's, with none.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Look {
    Mark(Mark),
    Machine,
}

/// How this player's discs look. Where nobody has joined, bots play with the marks of their seats.
fn look(player: Player, roster: &Roster) -> Look {
    match player {
        Player::Machine => Look::Machine,
        Player::Seat(seat) => {
            let own = roster.seat(seat).map(|card| usize::from(card.mark));
            Look::Mark(mark(own.unwrap_or(seat.index())))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_has_room_in_any_window() {
        for (w, h) in [
            (1280.0, 720.0),
            (800.0, 600.0),
            (3440.0, 1440.0),
            (1024.0, 768.0),
        ] {
            for arrangement in [Arrangement::of(w / h), Arrangement::in_lobby(w / h)] {
                let plan = Plan::of(&arrangement);
                let framed = plan.board.inflate(FRAME);
                let page = plan.page.size();
                assert!(framed.min.cmpge(Vec2::ZERO).all(), "{w}x{h}: {plan:?}");
                assert!(
                    framed.max.x <= page.x && framed.max.y + FOOT <= page.y,
                    "{w}x{h}: {plan:?}"
                );
                assert!(
                    plan.cell >= 60.0,
                    "readable from the couch: {w}x{h}: {plan:?}"
                );
            }
        }
    }

    #[test]
    fn the_lowest_row_lies_at_the_bottom() {
        let plan = Plan::of(&Arrangement::default());
        let lowest = plan.place(Cell { column: 0, row: 0 });
        let highest = plan.place(Cell { column: 6, row: 5 });
        assert_eq!(
            (lowest.min.x, lowest.max.y),
            (plan.board.min.x, plan.board.max.y)
        );
        assert_eq!(
            (highest.max.x, highest.min.y),
            (plan.board.max.x, plan.board.min.y)
        );
    }
}
