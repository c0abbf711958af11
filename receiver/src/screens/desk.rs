//! The desk: what the person at the receiver can do about the room by key, which question is open, and what there is to
//! say. The same for window and terminal, which only draw it. In play all of it waits, so that no slip and no question
//! gets into a game.

mod guests;

pub use guests::Search;
pub(crate) use guests::{Guest, List};

use crate::flow::{Intent, Screen};
use crate::room::Room;
use crate::roster::Roster;
use bevy::prelude::*;
use couchpad_protocol::PadId;
use guests::Found;

/// The question that is open at the receiver.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Desk {
    /// None.
    #[default]
    Clear,
    /// Who is to be sent away? A seat's number answers.
    Whom(Search),
    /// Is this one really to be sent away? Yes or no.
    Sure(PadId),
    /// Whom is nobody to hear, or to hear again? A seat's number answers, or T for everybody.
    Mute(Search),
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
    /// The Enter key.
    Enter,
    /// The Tab key.
    Tab,
    /// The Backspace key.
    Backspace,
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

/// What is asked or said over the screen; one at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Matter {
    /// Who is to be sent away?
    Whom(List),
    /// Is this one really to be sent away?
    Sure(Guest),
    /// Whom is nobody to hear?
    Mute {
        /// Who can be chosen.
        list: List,
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
            Self::Whom(search) => self.heed_number(stroke, hall, search),
            Self::Mute(search) => self.heed_number(stroke, hall, search),
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
            ('k', _) if !hall.guests().is_empty() => self.turn(Self::Whom(Search::default())),
            ('t', _) => self.turn(Self::Mute(Search::default())),
            ('y' | 'n', Some(ask)) => Heard::Wish(Intent::Remember {
                pad: ask.pad,
                yes: letter == 'y',
            }),
            _ => Heard::NotMine,
        }
    }

    fn heed_number(&mut self, stroke: Stroke, hall: Hall<'_>, search: Search) -> Heard {
        let guests = hall.guests();
        match stroke {
            Stroke::Printed('t') if matches!(self, Self::Mute(_)) => {
                *self = Self::Clear;
                Heard::Wish(Intent::MuteAll)
            }
            Stroke::Escape | Stroke::Printed('k' | 'n' | 't') => self.turn(Self::Clear),
            Stroke::Printed(letter) => {
                let figure = letter.to_digit(10).and_then(|n| usize::try_from(n).ok());
                match figure.map(|figure| search.typed(figure, &guests)) {
                    None => Heard::NotMine,
                    // a number that nobody has is a slip: the question stays
                    Some(Found::Nobody) => Heard::Done,
                    Some(Found::Some(search)) => self.look_on(search),
                    Some(Found::One(pad)) => self.choose(pad),
                }
            }
            Stroke::Enter if search.is_begun() => match search.exact(&guests) {
                Some(pad) => self.choose(pad),
                None => Heard::Done,
            },
            Stroke::Backspace if search.is_begun() => self.look_on(search.back()),
            Stroke::Tab => match search.turned(&guests) {
                Some(search) => self.look_on(search),
                None => Heard::NotMine,
            },
            Stroke::Enter | Stroke::Backspace => Heard::NotMine,
        }
    }

    /// The same question, further on.
    fn look_on(&mut self, to: Search) -> Heard {
        match self {
            Self::Whom(search) | Self::Mute(search) => *search = to,
            Self::Clear | Self::Sure(_) => {}
        }
        Heard::Done
    }

    /// The answer to the question whom.
    fn choose(&mut self, pad: PadId) -> Heard {
        let asked = std::mem::take(self);
        Heard::Wish(match asked {
            Self::Mute(_) => Intent::Mute(pad),
            _ => Intent::Kick(pad),
        })
    }

    fn heed_answer(&mut self, stroke: Stroke, pad: PadId) -> Heard {
        match stroke {
            Stroke::Printed('y') => {
                *self = Self::Clear;
                Heard::Wish(Intent::Kick(pad))
            }
            Stroke::Escape | Stroke::Printed('n') => self.turn(Self::Clear),
            _ => Heard::NotMine,
        }
    }

    fn turn(&mut self, to: Self) -> Heard {
        *self = to;
        Heard::Done
    }

    /// The same, or clear where the question has answered itself: play goes on, or whom it is about has left.
    pub(crate) fn tidied(self, hall: Hall<'_>) -> Self {
        let stands = match self {
            Self::Clear | Self::Mute(_) => true,
            Self::Whom(_) => !hall.guests().is_empty(),
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
    /// What is to be asked or said now. In play, nothing.
    pub(crate) fn matter(&self, desk: Desk) -> Option<Matter> {
        if self.screen == Screen::Playing {
            return None;
        }
        match desk {
            Desk::Whom(search) => return Some(Matter::Whom(search.list(&self.guests()))),
            Desk::Mute(search) => {
                return Some(Matter::Mute {
                    list: search.list(&self.guests()),
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
mod tests;
