//! Many players at once, in numbers: where their cards would be a wall, screens say how many there are, and how the teams stand.
//! Must not know how that looks.

use super::{Card, Presence, Roster};
use couchpad_games::game::{AnyGame, SeatIndex, Team};

/// More players than this are a crowd: no screen has room for a card of each.
pub const CROWD: usize = 16;
/// Names of those who came last.
const NEWEST: usize = 3;
/// A link that loses more than this share is a bad one.
const LOSS: f32 = 0.1;

/// A crowd.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Crowd {
    /// How many are seated.
    pub players: usize,
    /// How many of them are not heard of.
    pub away: usize,
    /// How many have a bad link.
    pub troubled: usize,
    /// How many wait for a seat.
    pub waiting: usize,
    /// Who came last, the newest first.
    pub newest: Vec<String>,
    /// The teams of the running game, if it has any.
    pub sides: Vec<Side>,
}

/// A team, and how many play for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Side {
    /// Its name, mark and points.
    pub team: Team,
    /// How many play for it.
    pub players: usize,
}

impl Crowd {
    /// What is to be said where there is no room for everybody; `None` where there is.
    #[must_use]
    pub fn of(roster: &Roster, game: Option<&dyn AnyGame>) -> Option<Self> {
        let cards = &roster.cards;
        if cards.len() <= CROWD {
            return None;
        }
        let seats = cards.iter().map(|card| card.seat);
        Some(Self {
            players: cards.len(),
            away: cards.iter().filter(|card| is_away(card)).count(),
            troubled: cards.iter().filter(|card| is_troubled(card)).count(),
            waiting: roster.waiting,
            newest: newest(cards),
            sides: game.map_or_else(Vec::new, |game| sides(game, seats)),
        })
    }

    /// What is not as it should be, in a few words each.
    #[must_use]
    pub fn troubles(&self) -> Vec<String> {
        let said = [
            (self.away, "away"),
            (self.troubled, "with a bad link"),
            (self.waiting, "waiting"),
        ];
        let said = said.into_iter().filter(|(count, _)| *count > 0);
        said.map(|(count, words)| format!("{count} {words}"))
            .collect()
    }
}

/// The teams of a game, of which these seats are taken.
#[must_use]
pub fn sides(game: &dyn AnyGame, seats: impl Iterator<Item = SeatIndex>) -> Vec<Side> {
    let teams = (0..u8::MAX).map_while(|number| game.team(number));
    let mut sides: Vec<_> = teams.map(|team| Side { team, players: 0 }).collect();
    for number in seats.filter_map(|seat| game.team_of(seat)) {
        if let Some(side) = sides.get_mut(usize::from(number)) {
            side.players += 1;
        }
    }
    sides
}

fn is_away(card: &Card) -> bool {
    matches!(card.presence, Presence::Away | Presence::Offline)
}

fn is_troubled(card: &Card) -> bool {
    card.presence == Presence::Here && (card.cause.is_some() || card.loss >= LOSS)
}

/// Pads are numbered as they come.
fn newest(cards: &[Card]) -> Vec<String> {
    let mut last: Vec<&Card> = Vec::with_capacity(NEWEST + 1);
    for card in cards {
        let at = last.partition_point(|other| other.pad.0 > card.pad.0);
        if at < NEWEST {
            last.insert(at, card);
            last.truncate(NEWEST);
        }
    }
    last.into_iter().map(|card| card.name.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screens::test_card;
    use couchpad_core::protocol::PadId;
    use couchpad_games::game::{SeatEvent, Setup};

    fn roster(players: u16) -> Roster {
        let card = |seat: u16| Card {
            pad: PadId(u32::from(seat * 7 % 100)),
            name: format!("P{seat}"),
            seat: SeatIndex(seat),
            ..test_card()
        };
        Roster {
            cards: (0..players).map(card).collect(),
            ..Roster::default()
        }
    }

    #[test]
    fn sixteen_have_cards_and_more_are_a_crowd() {
        assert_eq!(Crowd::of(&roster(16), None), None);
        let mut many = roster(40);
        many.cards[3].presence = Presence::Offline;
        many.cards[5].loss = 0.4;
        many.waiting = 2;
        let crowd = Crowd::of(&many, None).unwrap();
        assert_eq!(
            crowd.troubles(),
            ["1 away", "1 with a bad link", "2 waiting"]
        );
        assert_eq!(crowd.newest, ["P14", "P28", "P13"]);
        assert_eq!((crowd.players, crowd.sides.len()), (40, 0));
    }

    #[test]
    fn the_teams_of_a_game_are_counted() {
        let mut game = (couchpad_games::find("pong").unwrap().begin)(&Setup::new(1));
        let many = roster(41);
        for card in &many.cards {
            game.on_seat(SeatEvent::Taken(card.seat));
        }
        let crowd = Crowd::of(&many, Some(&*game)).unwrap();
        let told: Vec<_> = crowd
            .sides
            .iter()
            .map(|side| (side.team.name, side.players))
            .collect();
        assert_eq!(told, [("SUN", 21), ("SKY", 20)]);
        let tug = (couchpad_games::find("tug").unwrap().begin)(&Setup::new(1));
        assert!(sides(&*tug, (0..8).map(SeatIndex)).is_empty());
    }
}
