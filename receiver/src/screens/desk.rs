//! The desk: what the person at the receiver can do about the room by key, which question is open, and what there is to
//! say. The same for window and terminal, which only draw it. In play all of it waits, so that no slip and no question
//! gets into a game.

use crate::flow::{Intent, Screen};
use crate::room::Room;
use crate::roster::Roster;
use bevy::prelude::*;
use couchpad_protocol::PadId;

/// Seats that have a number key.
const NUMBERED: usize = 8;

/// The question that is open at the receiver.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Desk {
    /// None.
    #[default]
    Clear,
    /// Who is to be sent away? A seat's number answers.
    Whom,
    /// Is this one really to be sent away? Yes or no.
    Sure(PadId),
    /// Whom is nobody to hear, or to hear again? A seat's number answers, or T for everybody.
    Mute,
}

/// What the desk can see.
#[derive(Clone, Copy)]
pub(crate) struct Hall<'a> {
    /// What the receiver is doing.
    pub(crate) screen: Screen,
    /// The room.
    pub(crate) room: &'a Room,
    /// Who is here.
    pub(crate) roster: &'a Roster,
}

/// A key press.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stroke {
    /// What is printed on the key, in lower case.
    Printed(char),
    /// The Escape key.
    Escape,
}

/// Whether a key press was meant for the desk, and what it wishes for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Heard {
    /// It means something to somebody else, or nothing.
    NotMine,
    /// It opened or closed a question.
    Done,
    /// It wishes for this.
    Wish(Intent),
}

/// Someone who can be sent away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Guest {
    /// The number key.
    pub(crate) number: usize,
    /// The controller.
    pub(crate) pad: PadId,
    /// The player's colour and shape.
    pub(crate) mark: u8,
    /// The player's name.
    pub(crate) name: String,
    /// Nothing that this one says is shown.
    pub(crate) muted: bool,
}

/// What is asked or said over the screen; one at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Matter {
    /// Who is to be sent away?
    Whom(Vec<Guest>),
    /// Is this one really to be sent away?
    Sure(Guest),
    /// Whom is nobody to hear?
    Mute {
        /// Who can be chosen.
        guests: Vec<Guest>,
        /// Nobody is heard now.
        all: bool,
    },
    /// Is this controller to be remembered?
    Remember {
        /// Which.
        pad: PadId,
        /// Its player's name.
        name: String,
    },
    /// Something that just happened to the room.
    News(String),
}

impl Desk {
    /// Takes a key press, unless it is not for the desk.
    pub(crate) fn heed(&mut self, stroke: Stroke, hall: Hall<'_>) -> Heard {
        if hall.screen == Screen::Playing {
            return Heard::NotMine;
        }
        let now = *self;
        match now {
            Self::Clear => self.heed_clear(stroke, hall),
            Self::Whom | Self::Mute => self.heed_number(stroke, hall),
            Self::Sure(pad) => self.heed_answer(stroke, pad),
        }
    }

    fn heed_clear(&mut self, stroke: Stroke, hall: Hall<'_>) -> Heard {
        let Stroke::Printed(letter) = stroke else {
            return Heard::NotMine;
        };
        let ask = hall.room.asks.first();
        match (letter, ask) {
            ('c', _) => Heard::Wish(Intent::NewCode),
            ('h', _) => Heard::Wish(Intent::ToggleHidden),
            ('o', _) => Heard::Wish(Intent::ToggleLock),
            ('r', _) => Heard::Wish(Intent::NewLink),
            ('k', _) if !hall.guests().is_empty() => self.turn(Self::Whom),
            ('t', _) => self.turn(Self::Mute),
            ('y' | 'n', Some(ask)) => Heard::Wish(Intent::Remember {
                pad: ask.pad,
                yes: letter == 'y',
            }),
            _ => Heard::NotMine,
        }
    }

    fn heed_number(&mut self, stroke: Stroke, hall: Hall<'_>) -> Heard {
        let letter = match stroke {
            Stroke::Printed('t') if *self == Self::Mute => {
                *self = Self::Clear;
                return Heard::Wish(Intent::MuteAll);
            }
            Stroke::Escape | Stroke::Printed('k' | 'n' | 't') => return self.turn(Self::Clear),
            Stroke::Printed(letter) => letter,
        };
        let number = letter.to_digit(10).and_then(|n| usize::try_from(n).ok());
        let guests = hall.guests();
        let guest = guests.iter().find(|guest| Some(guest.number) == number);
        match (guest, number) {
            (Some(guest), _) => {
                let asked = std::mem::take(self);
                Heard::Wish(match asked {
                    Self::Mute => Intent::Mute(guest.pad),
                    _ => Intent::Kick(guest.pad),
                })
            }
            // a number that nobody has is a slip: the question stays
            (None, Some(_)) => Heard::Done,
            (None, None) => Heard::NotMine,
        }
    }

    fn heed_answer(&mut self, stroke: Stroke, pad: PadId) -> Heard {
        match stroke {
            Stroke::Printed('y') => {
                *self = Self::Clear;
                Heard::Wish(Intent::Kick(pad))
            }
            Stroke::Escape | Stroke::Printed('n') => self.turn(Self::Clear),
            Stroke::Printed(_) => Heard::NotMine,
        }
    }

    fn turn(&mut self, to: Self) -> Heard {
        *self = to;
        Heard::Done
    }

    /// The same, or clear where the question has answered itself: play goes on, or whom it is about has left.
    pub(crate) fn tidied(self, hall: Hall<'_>) -> Self {
        let stands = match self {
            Self::Clear | Self::Mute => true,
            Self::Whom => !hall.guests().is_empty(),
            Self::Sure(pad) => hall.guests().iter().any(|guest| guest.pad == pad),
        };
        if stands && hall.screen != Screen::Playing {
            self
        } else {
            Self::Clear
        }
    }
}

impl Hall<'_> {
    /// Who can be sent away, or muted, by number. Players at the receiver's own keyboard leave by themselves.
    pub(crate) fn guests(&self) -> Vec<Guest> {
        let cards = self.roster.cards.iter();
        cards
            .filter(|card| !card.local && card.seat.index() < NUMBERED)
            .map(|card| Guest {
                number: card.seat.index() + 1,
                pad: card.pad,
                mark: card.mark,
                name: card.name.clone(),
                muted: self.room.muted.contains(&card.pad),
            })
            .collect()
    }

    /// What is to be asked or said now. In play, nothing.
    pub(crate) fn matter(&self, desk: Desk) -> Option<Matter> {
        if self.screen == Screen::Playing {
            return None;
        }
        match desk {
            Desk::Whom => return Some(Matter::Whom(self.guests())),
            Desk::Mute => {
                return Some(Matter::Mute {
                    guests: self.guests(),
                    all: self.room.quiet,
                });
            }
            Desk::Sure(pad) => {
                let guests = self.guests();
                return guests.into_iter().find(|g| g.pad == pad).map(Matter::Sure);
            }
            Desk::Clear => {}
        }
        let ask = self.room.asks.first().map(|ask| Matter::Remember {
            pad: ask.pad,
            name: ask.name.clone(),
        });
        ask.or_else(|| self.room.news.clone().map(Matter::News))
    }
}

impl Matter {
    /// The question or the news in one sentence.
    pub(crate) fn sentence(&self) -> String {
        match self {
            Self::Whom(_) => "Who is to leave the room?".into(),
            Self::Mute { .. } => "Whose messages are not to be shown?".into(),
            Self::Sure(guest) => format!("Send {} away?", guest.name),
            Self::Remember { name, .. } => format!("Remember {name}'s phone on this receiver?"),
            Self::News(news) => news.clone(),
        }
    }

    /// What follows from a yes, where that does not go without saying.
    pub(crate) fn detail(&self) -> Option<&'static str> {
        match self {
            Self::Remember { .. } => Some("It can then come back any evening without the code."),
            Self::Sure(_) | Self::Whom(_) => Some("The seat is free at once for somebody else."),
            Self::Mute { .. } => Some("The same again shows them again."),
            Self::News(_) => None,
        }
    }

    /// What yes and no wish for, where that is the question.
    pub(crate) fn answers(&self) -> Option<(Intent, Option<Intent>)> {
        match *self {
            Self::Sure(Guest { pad, .. }) => Some((Intent::Kick(pad), None)),
            Self::Remember { pad, .. } => {
                let answer = |yes| Intent::Remember { pad, yes };
                Some((answer(true), Some(answer(false))))
            }
            Self::Whom(_) | Self::Mute { .. } | Self::News(_) => None,
        }
    }
}

/// Closes a question that has answered itself.
pub(crate) fn tidy(
    screen: Res<State<Screen>>,
    room: Res<Room>,
    roster: Res<Roster>,
    mut desk: ResMut<Desk>,
) {
    let hall = Hall {
        screen: *screen.get(),
        room: &room,
        roster: &roster,
    };
    let now = desk.tidied(hall);
    desk.set_if_neq(now);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::room::Ask;
    use crate::screens::player::test_card;
    use couchpad_games::game::SeatIndex;

    fn roster(seats: &[u16]) -> Roster {
        let card = |seat: &u16| crate::roster::Card {
            pad: PadId(100 + u32::from(*seat)),
            seat: SeatIndex(*seat),
            ..test_card()
        };
        Roster {
            cards: seats.iter().map(card).collect(),
            ..Roster::default()
        }
    }

    /// What the strokes do one after the other, and the question that is open at the end.
    fn after(strokes: &str, screen: Screen, room: &Room, roster: &Roster) -> (Vec<Heard>, Desk) {
        let mut desk = Desk::Clear;
        let hall = Hall {
            screen,
            room,
            roster,
        };
        let stroke = |letter| match letter {
            '\u{1b}' => Stroke::Escape,
            letter => Stroke::Printed(letter),
        };
        let heard = strokes
            .chars()
            .map(|c| desk.heed(stroke(c), hall))
            .collect();
        (heard, desk)
    }

    #[test]
    fn letters_wish_things_of_the_room_everywhere_but_in_play() {
        let (room, roster) = (Room::default(), roster(&[0]));
        for screen in [Screen::Lobby, Screen::Paused, Screen::Results] {
            let (heard, _) = after("chor", screen, &room, &roster);
            let wishes = [
                Intent::NewCode,
                Intent::ToggleHidden,
                Intent::ToggleLock,
                Intent::NewLink,
            ];
            assert_eq!(heard, wishes.map(Heard::Wish));
        }
        let (heard, desk) = after("chork1yntt", Screen::Playing, &room, &roster);
        assert!(heard.iter().all(|heard| *heard == Heard::NotMine));
        assert_eq!(desk, Desk::Clear);
    }

    #[test]
    fn sending_away_takes_two_keys_and_a_seat_that_somebody_has() {
        let (room, roster) = (Room::default(), roster(&[0, 2]));
        let (heard, desk) = after("k3", Screen::Lobby, &room, &roster);
        let gone = Heard::Wish(Intent::Kick(PadId(102)));
        assert_eq!((heard[1], desk), (gone, Desk::Clear));
        let (heard, desk) = after("k2", Screen::Lobby, &room, &roster);
        assert_eq!((heard[1], desk), (Heard::Done, Desk::Whom));
        let (_, desk) = after("k\u{1b}", Screen::Lobby, &room, &roster);
        assert_eq!(desk, Desk::Clear);
        let (heard, _) = after("3", Screen::Lobby, &room, &roster);
        assert_eq!(heard, [Heard::NotMine], "a number alone does nothing");
    }

    #[test]
    fn muting_takes_two_keys_for_one_and_for_all() {
        let (room, roster) = (Room::default(), roster(&[0, 2]));
        let (heard, desk) = after("t3", Screen::Results, &room, &roster);
        let mute = Heard::Wish(Intent::Mute(PadId(102)));
        assert_eq!((heard[1], desk), (mute, Desk::Clear));
        let (heard, desk) = after("tt", Screen::Lobby, &room, &roster);
        assert_eq!(
            (heard[1], desk),
            (Heard::Wish(Intent::MuteAll), Desk::Clear)
        );
        let (heard, desk) = after("t2", Screen::Lobby, &room, &roster);
        assert_eq!(
            (heard[1], desk),
            (Heard::Done, Desk::Mute),
            "nobody sits there"
        );
        let (heard, desk) = after("kt", Screen::Lobby, &room, &roster);
        assert_eq!((heard[1], desk), (Heard::Done, Desk::Clear));
        // those who wait talk, too
        let nobody = Roster::default();
        let (heard, _) = after("tt", Screen::Lobby, &room, &nobody);
        assert_eq!(heard[1], Heard::Wish(Intent::MuteAll));
    }

    #[test]
    fn keyboard_players_and_empty_rooms_are_not_asked_about() {
        let mut roster = roster(&[0]);
        roster.cards[0].local = true;
        let (heard, desk) = after("k", Screen::Lobby, &Room::default(), &roster);
        assert_eq!((heard[0], desk), (Heard::NotMine, Desk::Clear));
    }

    #[test]
    fn a_question_closes_when_its_player_leaves_or_play_goes_on() {
        let (room, here) = (Room::default(), roster(&[0]));
        let hall = |screen, roster| Hall {
            screen,
            room: &room,
            roster,
        };
        let sure = Desk::Sure(PadId(100));
        assert_eq!(sure.tidied(hall(Screen::Paused, &here)), sure);
        assert_eq!(sure.tidied(hall(Screen::Playing, &here)), Desk::Clear);
        let nobody = roster(&[]);
        assert_eq!(sure.tidied(hall(Screen::Lobby, &nobody)), Desk::Clear);
        assert_eq!(Desk::Whom.tidied(hall(Screen::Lobby, &nobody)), Desk::Clear);
    }

    #[test]
    fn the_oldest_wish_to_be_remembered_is_answered_first_and_waits_in_play() {
        let ask = |pad, name: &str| Ask {
            pad: PadId(pad),
            name: name.into(),
        };
        let room = Room {
            asks: vec![ask(7, "Ada"), ask(8, "Bo")],
            news: Some("There is a new room code.".into()),
            ..Room::default()
        };
        let roster = roster(&[0]);
        let (heard, _) = after("yn", Screen::Results, &room, &roster);
        let answer = |yes| Intent::Remember { pad: PadId(7), yes };
        assert_eq!(heard, [answer(true), answer(false)].map(Heard::Wish));
        let matter = |screen| {
            let hall = Hall {
                screen,
                room: &room,
                roster: &roster,
            };
            hall.matter(Desk::Clear)
        };
        assert_eq!(matter(Screen::Playing), None);
        let asked = matter(Screen::Lobby).map(|m| m.sentence());
        assert_eq!(
            asked.as_deref(),
            Some("Remember Ada's phone on this receiver?")
        );
        let (heard, _) = after("yn", Screen::Lobby, &Room::default(), &roster);
        assert_eq!(heard, [Heard::NotMine; 2], "nobody asked");
    }
}
