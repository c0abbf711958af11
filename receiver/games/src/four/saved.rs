//! What an evening that was read from a file must be like, so that it can go on. Knows no file.

use super::state::{Mode, Phase, Player, SEATS, Side, State};
use super::{ASKS, Four};
use crate::game::SeatIndex;

/// No evening counts further than this.
const MOST: u32 = 1 << 20;
/// No wins end an evening that are more than these.
const GOALS: std::ops::RangeInclusive<u32> = 1..=5;

impl Four {
    /// The evening, if one can have come to this.
    pub(super) fn revived(self) -> Option<Self> {
        let state = &self.state;
        (has_sound_numbers(state) && has_sound_places(state) && is_sound_at_board(state))
            .then_some(self)
    }
}

fn has_sound_numbers(state: &State) -> bool {
    let counts = [state.games, state.machine_wins, state.draws, state.round];
    let each = state
        .wins
        .iter()
        .chain(&state.since)
        .chain(&state.pair_wins);
    GOALS.contains(&state.goal)
        && (1..=MOST).contains(&state.round)
        && counts.iter().chain(each).all(|count| *count <= MOST)
        && state
            .streaks
            .iter()
            .all(|(now, most)| now <= most && *most <= MOST)
        && state
            .points
            .iter()
            .all(|points| (0..=i64::from(MOST)).contains(points))
        && state.asks_left.iter().all(|asks| *asks <= ASKS)
        && state
            .full
            .is_none_or(|column| usize::from(column) < super::COLUMNS)
}

/// Everybody is in one place, and sits somewhere.
fn has_sound_places(state: &State) -> bool {
    let at_board = state
        .sides
        .iter()
        .flatten()
        .filter_map(|player| player.seat());
    let mut places: Vec<SeatIndex> = at_board.chain(state.queue.iter().copied()).collect();
    places.extend(&state.through);
    let each_once = places.iter().all(|seat| {
        let times = places.iter().filter(|other| *other == seat).count();
        state.is_seated(*seat) && times == 1
    });
    let is_queue_only = state.mode == Mode::WinnerStays;
    each_once && !(is_queue_only && (!state.through.is_empty() || state.round > 1))
}

/// The game under way can go on, and the one before has ended.
fn is_sound_at_board(state: &State) -> bool {
    let machines = state
        .sides
        .iter()
        .flatten()
        .filter(|p| **p == Player::Machine);
    let is_finished_sound = state.finished.as_ref().is_none_or(|finished| {
        let known = |player: &Player| player.seat().is_none_or(|seat| seat.index() < SEATS);
        finished.players.iter().all(known) && (finished.board.is_won() || finished.board.is_full())
    });
    let is_asking_sound = state.asking.is_none_or(|side| {
        let is_person = |side: Side| matches!(state.player(side), Some(Player::Seat(_)));
        is_person(side) && is_person(side.other()) && !state.board.is_empty()
    });
    let is_phase_sound = match state.phase {
        Phase::Empty => state.board.is_empty() && state.asking.is_none(),
        Phase::Ready => state.board.is_empty() && state.asking.is_none(),
        Phase::Playing => state.finished.is_none(),
        Phase::Over => state.board.is_empty() && state.sides == [None; 2],
    };
    machines.count() < 2
        && !state.board.is_won()
        && !state.board.is_full()
        && is_finished_sound
        && is_asking_sound
        && is_phase_sound
}
