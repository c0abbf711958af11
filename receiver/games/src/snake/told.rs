//! What players get for what they do: points, what they feel in their hands, and what they read on their controllers.

use super::event::Event;
use super::modes::Mode;
use super::state::{Fate, Phase, State};
use super::{Snakes, control};
use crate::game::{
    GameEvent, Glow, Highlight, Outputs, Rumble, SeatIndex, Shake, Shakes, Showing, Tint, name_of,
};

/// Points for a fruit.
pub const FRUIT: u32 = 1;
/// Points for each other one that is out while one is not.
pub const OUTLIVED: u32 = 2;
/// Points for another one who ran into one's snake.
pub const CATCH: u32 = 3;
/// Points for the last one of a round.
pub const LAST: u32 = 10;

/// Out: a blow, and its echo.
const BLOW: Shakes = Shakes::new(&[Shake::new(230, 200).then(80), Shake::new(120, 100)]);
/// A round that was won: up, up and away.
const FANFARE: Shakes = Shakes::new(&[
    Shake::new(90, 60).then(60),
    Shake::new(140, 60).then(60),
    Shake::new(220, 160),
]);
const GLOW_MILLIS: u16 = 600;

/// Nobody makes more.
pub(super) const MOST_POINTS: u32 = 1 << 24;

fn seat_index(seat: usize) -> SeatIndex {
    SeatIndex(u16::try_from(seat).unwrap_or(u16::MAX))
}

fn glow(seat: usize, tint: Tint) -> GameEvent {
    GameEvent::Glow(Glow {
        seat: seat_index(seat),
        tint,
        millis: GLOW_MILLIS,
    })
}

fn shakes(seat: usize, shakes: Shakes) -> GameEvent {
    let seat = seat_index(seat);
    GameEvent::Shakes { seat, shakes }
}

/// A fruit is felt as a light tap.
pub(super) fn meal(seat: usize, outputs: &mut Outputs<Event>) {
    outputs.events.push(GameEvent::Rumble(Rumble {
        seat: seat_index(seat),
        strength: 90,
        millis: 35,
    }));
}

/// Out.
pub(super) fn out(seat: usize, outputs: &mut Outputs<Event>) {
    outputs.events.push(shakes(seat, BLOW));
    outputs.events.push(glow(seat, Tint::Bad));
}

/// A round is won.
pub(super) fn triumph(seat: usize, outputs: &mut Outputs<Event>) {
    outputs.events.push(shakes(seat, FANFARE));
    outputs.events.push(glow(seat, Tint::Good));
}

impl Snakes {
    /// Gives points to who sits there, if somebody does; of a wild snake only the round's are counted.
    pub(super) fn award(&mut self, seat: usize, points: u32, outputs: &mut Outputs<Event>) {
        let player = &mut self.state.players[seat];
        player.round_points = (player.round_points + points).min(MOST_POINTS);
        self.state.shown = self.state.shown.wrapping_add(1);
        if !player.seated {
            return;
        }
        player.points = (player.points + i64::from(points)).min(i64::from(MOST_POINTS));
        outputs.events.push(GameEvent::Score {
            seat: seat_index(seat),
            points: i32::try_from(points).unwrap_or(i32::MAX),
            total: player.points,
        });
    }
}

/// What the pad of this seat says.
pub(super) fn show(state: &State, seat: usize, showing: &mut Showing) {
    let Some(player) = state.players.get(seat).filter(|player| player.seated) else {
        return;
    };
    let words = match (state.phase, player.snake.fate) {
        (Phase::Ready(_), Fate::Alive) => {
            format!("Get ready!\nRound {} of {}", state.round, state.rounds)
        }
        (Phase::Decided(_) | Phase::Over, _) => decided(state, seat),
        (_, Fate::Alive) => {
            format!(
                "Length {}\n{}",
                player.snake.length(),
                standing(state, seat)
            )
        }
        (_, Fate::Out(_)) if state.mode == Mode::Feast => "Out! You are back soon.".to_owned(),
        (_, Fate::Out(_)) => {
            let place = player.place.unwrap_or(1);
            format!("Out! {} in this round.", ordinal(place.into()))
        }
        (_, Fate::None) if state.mode == Mode::Feast => "You are on soon.".to_owned(),
        (_, Fate::None) => "You are in from the next round on.".to_owned(),
    };
    showing.text(control::WORDS, words);
}

fn decided(state: &State, seat: usize) -> String {
    let verdict = match state.winner.map(usize::from) {
        Some(winner) if winner == seat => "You win the round!".to_owned(),
        Some(winner) if state.players.get(winner).is_some_and(|p| p.seated) => {
            format!("{} wins the round.", name_of(seat_index(winner)))
        }
        Some(_) => "The wild snake wins the round.".to_owned(),
        None => "Nobody wins the round.".to_owned(),
    };
    format!("{verdict}\n{}", standing(state, seat))
}

/// "3rd of 5, 24 points".
fn standing(state: &State, seat: usize) -> String {
    let points = state.players.get(seat).map_or(0, |player| player.points);
    let unit = if points == 1 { "point" } else { "points" };
    let players = state.seated().count();
    if players < 2 {
        return format!("{points} {unit}");
    }
    let place = ordinal(state.standing(seat));
    format!("{place} of {players}, {points} {unit}")
}

/// "1st", "2nd", "3rd", "4th".
#[must_use]
pub fn ordinal(number: usize) -> String {
    let end = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{end}")
}

/// What there is to be proud of: what one is best at among all that sit, in the order of what is rarest.
pub(super) fn highlight(state: &State, seat: usize) -> Option<Highlight> {
    let own = state.players.get(seat).filter(|player| player.seated)?;
    let is_best = |of: fn(&super::Player) -> u32| {
        of(own) > 0
            && state
                .seated()
                .all(|other| of(&state.players[other]) <= of(own))
    };
    let crowd = state.seated().count() > 1;
    let (title, count) = if is_best(|player| player.rounds) {
        ("Rounds won", own.rounds)
    } else if crowd && is_best(|player| player.caught) {
        ("Most caught", own.caught)
    } else if crowd && is_best(|player| player.longest.into()) {
        ("Longest snake", own.longest.into())
    } else if crowd && is_best(|player| player.fruit) {
        ("Most fruit", own.fruit)
    } else {
        ("Fruit", own.fruit)
    };
    Some(Highlight { title, count }).filter(|highlight| highlight.count > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_said_as_people_say_them() {
        let said: Vec<_> = [1, 2, 3, 4, 11, 12, 13, 16, 21, 102].map(ordinal).into();
        assert_eq!(
            said,
            [
                "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "16th", "21st", "102nd"
            ]
        );
    }
}
