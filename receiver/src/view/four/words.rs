//! What there is to say about a game of Four in a Row, in words for the window and the terminal. Must not know how they are shown.

use crate::roster::Roster;
use couchpad_games::four::{Ending, Finished, Mode, Phase, Player, Side, State};
use couchpad_games::game::SeatIndex;

/// Names that the line of those who wait has room for.
const NAMED: usize = 4;

/// What a player is called at the beginning of a sentence.
pub(crate) fn name(player: Option<Player>, roster: &Roster) -> String {
    match player {
        Some(Player::Seat(seat)) => name_of_seat(seat, roster),
        _ => "The machine".into(),
    }
}

fn name_of_seat(seat: SeatIndex, roster: &Roster) -> String {
    let card = roster.seat(seat);
    card.map_or_else(|| format!("Bot {}", seat.0 + 1), |card| card.name.clone())
}

/// Which way it is played, and how far it has got.
pub(crate) fn line(state: &State) -> String {
    match state.mode {
        Mode::WinnerStays => {
            // the one that is looked at has been counted already
            let game = state.games + u32::from(state.finished.is_none());
            format!("Game {game}, first with {}", times(state.goal))
        }
        Mode::Tournament => format!("Tournament, round {}", state.round),
    }
}

fn times(wins: u32) -> String {
    match wins {
        1 => "1 win".into(),
        wins => format!("{wins} wins"),
    }
}

/// What a player has won so far, of what counts here.
pub(crate) fn wins(state: &State, side: Side) -> String {
    let own = match (state.mode, state.shown().player(side)) {
        (Mode::Tournament, _) if state.finished.is_none() => {
            state.pair_wins.get(side.index()).copied()
        }
        (_, Some(Player::Seat(seat))) => state.wins.get(seat.index()).copied(),
        (_, Some(Player::Machine)) => Some(state.machine_wins),
        (_, None) => None,
    };
    own.map_or_else(String::new, times)
}

/// What goes on, in one short sentence.
pub(crate) fn goes_on(state: &State, roster: &Roster) -> String {
    if let Some(asking) = state.asking {
        return format!("{} takes a move back?", name(state.player(asking), roster));
    }
    if let Some(side) = state.to_move() {
        return match state.player(side) {
            Some(Player::Seat(seat)) => format!("{} to move", name_of_seat(seat, roster)),
            _ => "The machine thinks".into(),
        };
    }
    state
        .finished
        .as_ref()
        .map_or_else(String::new, |finished| ended(finished, roster))
}

fn ended(finished: &Finished, roster: &Roster) -> String {
    let who = |side: Side| name(finished.players.get(side.index()).copied(), roster);
    match finished.ending {
        Ending::Won(side) => format!("{} wins!", who(side)),
        Ending::Draw => "A draw".into(),
        Ending::Lot(side) => format!("A draw, and the lot falls on {}", who(side)),
    }
}

/// What there is to add to it.
pub(crate) fn beneath(state: &State, roster: &Roster) -> String {
    if let Some(asking) = state.asking {
        return format!("{} decides", name(state.player(asking.other()), roster));
    }
    match (state.phase, state.sides) {
        (Phase::Ready, [Some(left), Some(right)]) => {
            let [left, right] = [left, right].map(|player| name(Some(player), roster));
            format!("Next: {left} and {right}. Press START.")
        }
        _ => String::new(),
    }
}

/// Who waits, the next one first.
pub(crate) fn waits(state: &State, roster: &Roster) -> String {
    if state.queue.is_empty() {
        return String::new();
    }
    let names = state.queue.iter().take(NAMED);
    let names: Vec<_> = names.map(|seat| name_of_seat(*seat, roster)).collect();
    let more = state.queue.len().saturating_sub(NAMED);
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    format!("Then: {}{more}", names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn playing() -> State {
        State {
            phase: Phase::Playing,
            sides: [0, 1].map(|seat| Some(Player::Seat(SeatIndex(seat)))),
            queue: (2..8).map(SeatIndex).collect(),
            goal: 3,
            ..State::default()
        }
    }

    #[test]
    fn it_says_what_goes_on_and_who_waits() {
        let (mut state, roster) = (playing(), Roster::default());
        assert_eq!(goes_on(&state, &roster), "Bot 1 to move");
        assert_eq!(
            waits(&state, &roster),
            "Then: Bot 3, Bot 4, Bot 5, Bot 6 and 2 more"
        );
        state.asking = Some(Side::Right);
        assert_eq!(goes_on(&state, &roster), "Bot 2 takes a move back?");
        assert_eq!(beneath(&state, &roster), "Bot 1 decides");
        state.asking = None;
        state.sides[0] = Some(Player::Machine);
        assert_eq!(goes_on(&state, &roster), "The machine thinks");
    }

    #[test]
    fn it_says_how_it_is_played() {
        let mut state = playing();
        assert_eq!(line(&state), "Game 1, first with 3 wins");
        state.wins[1] = 1;
        assert_eq!(wins(&state, Side::Right), "1 win");
        state.mode = Mode::Tournament;
        state.pair_wins = [2, 0];
        assert_eq!(line(&state), "Tournament, round 1");
        assert_eq!(
            [wins(&state, Side::Left), wins(&state, Side::Right)],
            ["2 wins", "0 wins"]
        );
    }
}
