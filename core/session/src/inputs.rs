//! What a pad's states and commands make of one seat's input: edges from commands alone, holds as a lease, axes behind
//! a fence while the pad has yet to hear that the game moved them. Must not know links or who sits where.
//!
//! Commands and states travel on two lanes, so either may overtake the other. A command names the state that was the
//! last one sent when it happened. A press is therefore in every *later* state until the button comes up: a later
//! state without the bit ends the hold, also when it arrives before the press (the game then sees the press and no
//! hold). The named state itself was made before the press and ends nothing.

use crate::Time;
use couchpad_protocol::limits::BUTTONS;
use couchpad_protocol::{ButtonIndex, PadState, SeatInput, is_newer};

/// Without a state for so long, held buttons are released.
pub(crate) const LEASE: Time = Time::from_millis(250);

/// Whether a pad's axes are believed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Fence {
    /// Yes.
    #[default]
    Open,
    /// The game moved them; the pad was not told yet.
    Pending,
    /// It was told, in this message of ours. That a state has the very values proves nothing: they may be old ones.
    Told(u32),
    /// It has heard: states that it made from here on count.
    Since(u32),
}

/// The fingers of one pad as far as they are known.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Hands {
    /// Pressed, and no release told to the game yet. More than `held`: a hold may end before its press arrives.
    open: u32,
    /// Per button, the state that its last press named.
    named: [u16; BUTTONS],
    /// The newest state under the present layout: its number and held bits.
    newest: Option<(u16, u32)>,
    lease: Time,
    fence: Fence,
}

impl Hands {
    /// Takes a state: newer than all before, made under the present layout.
    pub(crate) fn state(&mut self, seat: &mut SeatInput, state: &PadState, arrived: Time) {
        if self.admits_axes(state) {
            seat.axes = state.axes;
        }
        self.newest = Some((state.sequence, state.held));
        self.lease = self.lease.max(arrived + LEASE);
        let ended = self.older_than(state.sequence, seat.held & !state.held);
        self.let_go(seat, ended);
    }

    /// Those of the buttons whose press was before the state `sequence` was made.
    fn older_than(&self, sequence: u16, bits: u32) -> u32 {
        if bits == 0 {
            return 0;
        }
        let named = (0..).zip(&self.named);
        let older = named.filter(|(_, named)| is_newer(sequence, **named));
        bits & older.fold(0, |mask, (index, _)| mask | ButtonIndex(index).bit())
    }

    fn admits_axes(&mut self, state: &PadState) -> bool {
        let opens = match self.fence {
            Fence::Open => true,
            Fence::Pending | Fence::Told(_) => false,
            Fence::Since(from) => state.pad_time.wrapping_sub(from) as i32 >= 0,
        };
        if opens {
            self.fence = Fence::Open;
        }
        opens
    }

    /// A button went down; `named` is the state that the command names.
    pub(crate) fn press(
        &mut self,
        seat: &mut SeatInput,
        button: ButtonIndex,
        named: u16,
        arrived: Time,
    ) {
        let bit = button.bit();
        seat.pressed |= bit;
        self.open |= bit;
        if let Some(place) = self.named.get_mut(usize::from(button.0)) {
            *place = named;
        }
        let is_over = self
            .newest
            .is_some_and(|(sequence, held)| is_newer(sequence, named) && held & bit == 0);
        if !is_over {
            seat.held |= bit;
            self.lease = self.lease.max(arrived + LEASE);
        }
    }

    /// A button came up.
    pub(crate) fn release(&mut self, seat: &mut SeatInput, button: ButtonIndex) {
        self.let_go(seat, self.open & button.bit());
    }

    /// All buttons are up.
    pub(crate) fn release_all(&mut self, seat: &mut SeatInput) {
        self.let_go(seat, self.open);
    }

    fn let_go(&mut self, seat: &mut SeatInput, bits: u32) {
        seat.held &= !bits;
        seat.released |= bits;
        self.open &= !bits;
    }

    /// Releases everything when the lease has run out. Whether anything was held.
    pub(crate) fn expire(&mut self, seat: &mut SeatInput, now: Time) -> bool {
        let runs_out = seat.held != 0 && now >= self.lease;
        if runs_out {
            self.let_go(seat, seat.held);
        }
        runs_out
    }

    /// When the lease of what is held runs out.
    pub(crate) fn lease(&self, seat: &SeatInput) -> Option<Time> {
        (seat.held != 0).then_some(self.lease)
    }

    /// Another layout, or other fingers: nothing known of the old ones counts. The axes are the layout's.
    pub(crate) fn start_anew(&mut self, seat: &mut SeatInput) {
        *self = Self::default();
        seat.held = 0;
        seat.clear_edges();
    }

    /// The game moved the axes; what the pad says of them counts only after it has heard.
    pub(crate) const fn fence(&mut self) {
        self.fence = Fence::Pending;
    }

    /// The pad is told the axes in message `number`.
    pub(crate) fn told(&mut self, number: u32) {
        if self.fence != Fence::Open {
            self.fence = Fence::Told(number);
        }
    }

    /// The pad had received our messages up to `received` when its clock showed `pad_time`.
    pub(crate) const fn acknowledged(&mut self, received: u32, pad_time: u32) {
        if let Fence::Told(number) = self.fence
            && received >= number
        {
            self.fence = Fence::Since(pad_time);
        }
    }

    /// Whether the pad was told about its axes and may not have heard.
    pub(crate) const fn is_waiting(&self) -> bool {
        matches!(self.fence, Fence::Told(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_protocol::limits::AXES;

    const A: ButtonIndex = ButtonIndex(0);
    const T: Time = Time::from_secs(5);

    fn state(sequence: u16, held: u32) -> PadState {
        PadState {
            sequence,
            held,
            ..PadState::default()
        }
    }

    #[test]
    fn a_press_and_a_release_in_one_step_are_both_seen() {
        let (mut hands, mut seat) = (Hands::default(), SeatInput::default());
        hands.press(&mut seat, A, 1, T);
        hands.release(&mut seat, A);
        assert_eq!((seat.pressed, seat.released, seat.held), (1, 1, 0));
    }

    #[test]
    fn a_state_ends_a_hold_and_never_begins_one() {
        let (mut hands, mut seat) = (Hands::default(), SeatInput::default());
        hands.state(&mut seat, &state(1, 1), T);
        assert_eq!((seat.pressed, seat.held), (0, 0));
        hands.press(&mut seat, A, 1, T);
        hands.state(&mut seat, &state(2, 1), T);
        assert_eq!(seat.held, 1);
        hands.state(&mut seat, &state(3, 0), T);
        assert_eq!((seat.held, seat.released), (0, 1));
        seat.clear_edges();
        hands.release(&mut seat, A);
        assert_eq!(seat.released, 0, "one press, one release");
    }

    #[test]
    fn a_press_that_comes_late_is_an_edge_and_no_stuck_hold() {
        let (mut hands, mut seat) = (Hands::default(), SeatInput::default());
        hands.state(&mut seat, &state(9, 0), T);
        hands.press(&mut seat, A, 7, T);
        assert_eq!((seat.pressed, seat.held), (1, 0));
        hands.release(&mut seat, A);
        assert_eq!(seat.released, 1);
    }

    #[test]
    fn a_state_from_before_the_press_ends_nothing() {
        let (mut hands, mut seat) = (Hands::default(), SeatInput::default());
        hands.press(&mut seat, A, 7, T);
        hands.state(&mut seat, &state(6, 0), T);
        hands.state(&mut seat, &state(7, 0), T);
        assert_eq!(seat.held, 1, "overtaken by the press");
        hands.state(&mut seat, &state(8, 0), T);
        assert_eq!(seat.held, 0);
    }

    #[test]
    fn the_named_state_ends_nothing() {
        let (mut hands, mut seat) = (Hands::default(), SeatInput::default());
        hands.state(&mut seat, &state(7, 0), T);
        hands.press(&mut seat, A, 7, T);
        assert_eq!(seat.held, 1);
    }

    #[test]
    fn a_hold_is_a_lease() {
        let (mut hands, mut seat) = (Hands::default(), SeatInput::default());
        hands.press(&mut seat, A, 1, T);
        hands.state(&mut seat, &state(2, 1), T + LEASE / 2);
        assert!(!hands.expire(&mut seat, T + LEASE));
        assert_eq!(hands.lease(&seat), Some(T + LEASE / 2 + LEASE));
        assert!(hands.expire(&mut seat, T + LEASE * 2));
        assert_eq!((seat.held, seat.released), (0, 1));
        hands.state(&mut seat, &state(3, 1), T + LEASE * 2);
        assert_eq!(seat.held, 0, "only a press begins a hold");
    }

    #[test]
    fn axes_wait_until_the_pad_has_heard() {
        let (mut hands, mut seat) = (Hands::default(), SeatInput::default());
        let moved = |sequence, pad_time, x| PadState {
            axes: [x; AXES],
            pad_time,
            ..state(sequence, 0)
        };
        hands.fence();
        hands.state(&mut seat, &moved(1, 100, 5), T);
        hands.told(4);
        hands.state(&mut seat, &moved(2, 200, 5), T);
        hands.acknowledged(3, 250);
        hands.state(&mut seat, &moved(3, 300, 5), T);
        hands.acknowledged(4, 400);
        hands.state(&mut seat, &moved(4, 399, 5), T);
        assert_eq!(seat.axes[0], 0);
        hands.state(&mut seat, &moved(5, 400, 6), T);
        assert_eq!(seat.axes[0], 6);
    }
}
