//! Who can be asked about at the desk, and how one of them is found: by the number of the seat, typed figure by figure, or by
//! turning pages. Knows no question.

use super::Hall;
use couchpad_protocol::PadId;

/// Guests that a page has room for.
const PAGE: usize = 8;

/// What was typed, and which page was turned to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// The beginning of a seat's number; 0 is none.
    typed: usize,
    /// Counted from 0.
    page: usize,
}

/// Someone who can be sent away or muted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Guest {
    /// The number of the seat, counted from 1.
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

/// The page that is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct List {
    /// Who is on it, by number.
    pub(crate) guests: Vec<Guest>,
    /// The beginning of a number that was typed, and whether somebody has just that.
    typed: Option<(usize, bool)>,
    /// Which page, counted from 1, and of how many.
    page: (usize, usize),
}

/// What a figure does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// Nobody's number begins so.
    Nobody,
    /// The beginning of several numbers, or not all of one.
    Some(Search),
    /// This one's number, and of no other the beginning.
    One(PadId),
}

impl Hall<'_> {
    /// Who can be sent away, or muted, by number. Players at the receiver's own keyboard leave by themselves.
    pub(crate) fn guests(&self) -> Vec<Guest> {
        let cards = self.roster.cards.iter();
        cards
            .filter(|card| !card.local)
            .map(|card| Guest {
                number: card.seat.index() + 1,
                pad: card.pad,
                mark: card.mark,
                name: card.name.clone(),
                muted: self.room.muted.contains(&card.pad),
            })
            .collect()
    }
}

impl Search {
    /// Whether something was typed.
    pub(super) const fn is_begun(self) -> bool {
        self.typed > 0
    }

    /// Types one more figure.
    pub(super) fn typed(self, figure: usize, guests: &[Guest]) -> Found {
        let typed = self.typed.saturating_mul(10).saturating_add(figure);
        let mut begin = guests.iter().filter(|guest| begins(guest.number, typed));
        match (begin.next(), begin.next()) {
            (None, _) => Found::Nobody,
            (Some(one), None) if one.number == typed => Found::One(one.pad),
            _ => Found::Some(Self { typed, page: 0 }),
        }
    }

    /// Takes the last figure back.
    pub(super) const fn back(self) -> Self {
        Self {
            typed: self.typed / 10,
            page: 0,
        }
    }

    /// Whose number was typed.
    pub(super) fn exact(self, guests: &[Guest]) -> Option<PadId> {
        let exact = guests.iter().find(|guest| guest.number == self.typed);
        exact.map(|guest| guest.pad)
    }

    /// Turns to the next page, after the last to the first; `None` where there is one only.
    pub(super) fn turned(self, guests: &[Guest]) -> Option<Self> {
        let pages = self.list(guests).page.1;
        (pages > 1).then(|| Self {
            page: (self.page + 1) % pages,
            ..self
        })
    }

    /// The page that is shown.
    pub(super) fn list(self, guests: &[Guest]) -> List {
        let found = guests
            .iter()
            .filter(|guest| begins(guest.number, self.typed));
        let found: Vec<_> = found.collect();
        let pages = found.len().div_ceil(PAGE).max(1);
        // pages become fewer when guests leave
        let page = self.page.min(pages - 1);
        let shown = found.into_iter().skip(page * PAGE).take(PAGE);
        List {
            guests: shown.cloned().collect(),
            typed: self
                .is_begun()
                .then(|| (self.typed, self.exact(guests).is_some())),
            page: (page + 1, pages),
        }
    }
}

/// Whether the number begins with these figures; with none every number does.
fn begins(number: usize, figures: usize) -> bool {
    let all = std::iter::successors(Some(number), |left| (*left > 9).then_some(left / 10));
    figures == 0 || all.into_iter().any(|beginning| beginning == figures)
}

impl List {
    /// The keys that find somebody who is not on the page, and what they do; none where all are.
    pub(crate) fn keys(&self) -> Vec<(&'static str, String)> {
        let mut keys = Vec::new();
        let (page, pages) = self.page;
        match self.typed {
            None if pages > 1 => keys.push(("0–9", "a seat's number".to_owned())),
            None => {}
            Some((number, is_whole)) => {
                if is_whole {
                    keys.push(("Enter", format!("number {number}")));
                }
                keys.push(("Backspace", format!("not {number}")));
            }
        }
        if pages > 1 {
            keys.push(("Tab", format!("more, {page} of {pages}")));
        }
        keys
    }
}
