//! What a game is given: who comes and goes, and what everybody does in a step. Must not know how it got here.

use couchpad_protocol::{ButtonIndex, ControlId, PadAction, SeatIndex, SeatInput};

/// A change of who sits where. Seats that are taken when a game begins are told to it before its first step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeatEvent {
    /// A player sat down.
    Taken(SeatIndex),
    /// The player left for good; the seat may be taken again.
    Left(SeatIndex),
}

impl SeatEvent {
    /// Which seat it is about; it may be one that the game does not have.
    #[must_use]
    pub const fn seat(self) -> SeatIndex {
        match self {
            Self::Taken(seat) | Self::Left(seat) => seat,
        }
    }

    /// Whether somebody sits there from now on.
    #[must_use]
    pub const fn is_taken(self) -> bool {
        matches!(self, Self::Taken(_))
    }
}

/// The first so many seats, in order.
///
/// ```
/// use couchpad_games::game::{SeatIndex, seats};
///
/// assert_eq!(seats(3).last(), Some(SeatIndex(2)));
/// ```
pub fn seats(
    count: usize,
) -> impl DoubleEndedIterator<Item = SeatIndex> + ExactSizeIterator + Clone {
    let count = u16::try_from(count).unwrap_or(u16::MAX);
    (0..count).map(SeatIndex)
}

/// A discrete action of a player, for games that ask (choices, text).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatAction {
    /// Who.
    pub seat: SeatIndex,
    /// What.
    pub action: PadAction,
}

/// The inputs of one step, the same for every machine that replays it. By default nobody does anything.
#[derive(Clone, Copy, Debug, Default)]
pub struct Inputs<'a> {
    /// One per seat, by [`SeatIndex`]; a seat beyond the end has no input.
    pub seats: &'a [SeatInput],
    /// Choices and texts since the last step, in order.
    pub actions: &'a [SeatAction],
}

impl<'a> Inputs<'a> {
    /// What is pressed and steered, where nobody chooses or writes anything.
    #[must_use]
    pub const fn of(seats: &'a [SeatInput]) -> Self {
        Self {
            seats,
            actions: &[],
        }
    }

    /// The input of one seat; neutral if there is none.
    #[must_use]
    pub fn seat(&self, seat: SeatIndex) -> SeatInput {
        self.seats.get(seat.index()).copied().unwrap_or_default()
    }

    /// Whether a button went down there since the last step.
    #[must_use]
    pub fn pressed(&self, seat: SeatIndex, button: ButtonIndex) -> bool {
        self.seat(seat).pressed(button)
    }

    /// What was chosen and written there since the last step, in order.
    pub fn actions_of(&self, seat: SeatIndex) -> impl Iterator<Item = &PadAction> {
        let own = self.actions.iter().filter(move |done| done.seat == seat);
        own.map(|done| &done.action)
    }

    /// The last answer that was chosen there since the last step, at this control: its place in the options that the control had
    /// when it was chosen, which may be none of those that it has now.
    #[must_use]
    pub fn chosen(&self, seat: SeatIndex, at: ControlId) -> Option<usize> {
        let choice = |action: &PadAction| match *action {
            PadAction::Choose { control, option } if control == at => Some(usize::from(option)),
            _ => None,
        };
        self.actions_of(seat).filter_map(choice).last()
    }

    /// The last text that was sent there since the last step, at this control; at most
    /// [`TEXT_BYTES`](couchpad_protocol::limits::TEXT_BYTES) long, otherwise anything.
    #[must_use]
    pub fn written(&self, seat: SeatIndex, at: ControlId) -> Option<&str> {
        let text = |action| match action {
            &PadAction::Text { control, ref text } if control == at => Some(text.as_str()),
            _ => None,
        };
        self.actions_of(seat).filter_map(text).last()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_seat_chose_and_wrote_last_counts() {
        let did = |seat, action| SeatAction {
            seat: SeatIndex(seat),
            action,
        };
        let choose = |control, option| PadAction::Choose {
            control: ControlId(control),
            option,
        };
        let text = |text: &str| PadAction::Text {
            control: ControlId(2),
            text: text.into(),
        };
        let actions = [
            did(0, choose(1, 3)),
            did(1, choose(1, 5)),
            did(0, text("one")),
            did(0, choose(1, 4)),
            did(0, text("two")),
        ];
        let inputs = Inputs {
            seats: &[],
            actions: &actions,
        };
        let at = |seat, control| inputs.chosen(SeatIndex(seat), ControlId(control));
        assert_eq!((at(0, 1), at(1, 1)), (Some(4), Some(5)));
        assert_eq!((at(0, 2), at(2, 1)), (None, None));
        let written = |seat| inputs.written(SeatIndex(seat), ControlId(2));
        assert_eq!((written(0), written(1)), (Some("two"), None));
        assert_eq!(inputs.actions_of(SeatIndex(0)).count(), 4);
        assert!(!inputs.pressed(SeatIndex(0), ButtonIndex(0)));
    }

    #[test]
    fn news_of_a_seat_is_taken_apart() {
        let (taken, left) = (
            SeatEvent::Taken(SeatIndex(4)),
            SeatEvent::Left(SeatIndex(5)),
        );
        assert_eq!((taken.seat(), taken.is_taken()), (SeatIndex(4), true));
        assert_eq!((left.seat(), left.is_taken()), (SeatIndex(5), false));
    }

    #[test]
    fn there_are_as_many_seats_as_a_number_can_count() {
        assert!(seats(2).eq([SeatIndex(0), SeatIndex(1)]));
        assert_eq!((seats(0).len(), seats(1 << 20).len()), (0, 65_535));
    }
}
