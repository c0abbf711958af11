//! Writes a replay as the game goes on: only what changes, a checksum every second, in blocks that stand for themselves, so
//! that nothing but the last second is lost where the receiver is killed.

use super::bytes::{folded, put};
use super::{BLOCK_BYTES, End, HEAD_BYTES, Head, MAGIC, PACK_BYTES, Player, ReplayError};
use crate::checksum::Checksum;
use crate::game::{AnyGame, Inputs, Pacing, SeatAction, SeatEvent, SeatIndex, SeatInput};
use couchpad_protocol::{encode, limits};

/// What stands in a block: each begins with one of these.
pub(super) mod tag {
    pub(in super::super) const TAKEN: u8 = 0;
    pub(in super::super) const LEFT: u8 = 1;
    pub(in super::super) const PLAYER: u8 = 2;
    pub(in super::super) const ACTION: u8 = 3;
    pub(in super::super) const INPUT: u8 = 4;
    pub(in super::super) const STEPS: u8 = 5;
    pub(in super::super) const CHECK: u8 = 6;
    pub(in super::super) const OVER: u8 = 7;
    pub(in super::super) const STOPPED: u8 = 8;
}

/// In what a seat's input changed, beside its axes, which are the bits from 0 on.
pub(super) const HELD: u64 = 1 << limits::AXES;
/// Buttons went down or came up.
pub(super) const EDGES: u64 = HELD << 1;
/// The longest line of steps without a change: every checksum ends one.
pub(super) const LONGEST_RUN: u64 = 1 << 16;
/// Games that wait for events have a checksum every so many steps.
const ON_EVENT_STEPS: u32 = 60;
/// Room that is left in a block for the longest thing that stands in it.
const LONGEST_THING: usize = 2 * 1024;

/// A recording under way. What it has ready is [`drained`](Self::drain) now and then.
#[derive(Clone, Debug)]
pub struct Recorder {
    /// As they were written.
    before: Vec<SeatInput>,
    block: Vec<u8>,
    ready: Vec<u8>,
    /// Of the blocks so far.
    sum: u64,
    /// Steps that are made and not written.
    run: u64,
    /// Steps between two checksums, and until the next.
    every: u32,
    until_check: u32,
    is_ended: bool,
}

impl Recorder {
    /// Begins a recording; the game has made no step since what the head says.
    ///
    /// # Errors
    /// [`ReplayError::TooLarge`]: the pack or the saved game is.
    pub fn new(head: &Head, pacing: Pacing) -> Result<Self, ReplayError> {
        let pack = head.setup.pack.as_deref().unwrap_or_default();
        if pack.len() > PACK_BYTES {
            return Err(ReplayError::TooLarge);
        }
        let bytes = encode(head, HEAD_BYTES).map_err(|_| ReplayError::TooLarge)?;
        let every = match pacing {
            Pacing::Fixed(hz) => hz.clamp(1, 1_000),
            Pacing::OnEvent => ON_EVENT_STEPS,
        };
        let mut recorder = Self {
            before: Vec::new(),
            block: bytes,
            ready: MAGIC.to_vec(),
            sum: 0,
            run: 0,
            every,
            until_check: every,
            is_ended: false,
        };
        recorder.close();
        Ok(recorder)
    }

    /// Somebody sat down or left, before the next step.
    pub fn seat(&mut self, event: SeatEvent) {
        let (tag, seat) = match event {
            SeatEvent::Taken(seat) => (tag::TAKEN, seat),
            SeatEvent::Left(seat) => (tag::LEFT, seat),
        };
        self.write(tag, |block| put(block, u64::from(seat.0)));
    }

    /// Who plays in a seat from now on.
    pub fn player(&mut self, player: &Player) {
        let name = couchpad_protocol::clean_name(&player.name);
        self.write(tag::PLAYER, |block| {
            put(block, u64::from(player.seat.0));
            block.push(player.mark);
            put(block, name.len() as u64);
            block.extend_from_slice(name.as_bytes());
        });
    }

    /// The game has made a step with these inputs.
    pub fn step(&mut self, inputs: &Inputs<'_>, game: &dyn AnyGame) {
        for action in inputs.actions {
            self.action(action);
        }
        let seats = inputs.seats.len().max(self.before.len());
        for seat in (0..seats).map_while(|at| u16::try_from(at).ok().map(SeatIndex)) {
            self.input(seat, inputs.seat(seat));
        }
        self.run += 1;
        self.until_check -= 1;
        if self.until_check == 0 {
            self.settle(game);
        }
    }

    /// Writes a checksum and ends the block, if there is anything to write: what was recorded so far is ready.
    pub fn settle(&mut self, game: &dyn AnyGame) {
        self.until_check = self.every;
        if self.run == 0 && self.block.is_empty() {
            return;
        }
        let sum = game.checksum().to_le_bytes();
        self.write(tag::CHECK, |block| block.extend_from_slice(&sum));
        self.close();
    }

    /// Ends the recording: nothing is written any more.
    pub fn end(&mut self, end: End, game: &dyn AnyGame) {
        let tag = match end {
            End::Over => tag::OVER,
            End::Stopped => tag::STOPPED,
        };
        let sum = game.checksum().to_le_bytes();
        self.write(tag, |block| block.extend_from_slice(&sum));
        self.close();
        self.is_ended = true;
    }

    /// Whether it has ended.
    #[must_use]
    pub fn is_ended(&self) -> bool {
        self.is_ended
    }

    /// What is ready to be kept, to be put after what was ready before.
    pub fn drain(&mut self) -> Option<Vec<u8>> {
        (!self.ready.is_empty()).then(|| std::mem::take(&mut self.ready))
    }

    fn action(&mut self, action: &SeatAction) {
        // nothing longer ever reaches a game
        let Ok(bytes) = encode(&action.action, LONGEST_THING / 2) else {
            return;
        };
        self.write(tag::ACTION, |block| {
            put(block, u64::from(action.seat.0));
            put(block, bytes.len() as u64);
            block.extend_from_slice(&bytes);
        });
    }

    fn input(&mut self, seat: SeatIndex, now: SeatInput) {
        let before = self.before.get(seat.index()).copied().unwrap_or_default();
        let what = changes(&before, &now);
        if what == 0 {
            return;
        }
        if self.before.len() <= seat.index() {
            self.before.resize(seat.index() + 1, SeatInput::default());
        }
        self.before[seat.index()] = SeatInput {
            pressed: 0,
            released: 0,
            ..now
        };
        self.write(tag::INPUT, |block| {
            put(block, u64::from(seat.0));
            put(block, what);
            for (at, (axis, was)) in now.axes.iter().zip(before.axes).enumerate() {
                if what & (1 << at) != 0 {
                    put(block, folded(axis.wrapping_sub(was)));
                }
            }
            if what & HELD != 0 {
                put(block, u64::from(now.held ^ before.held));
            }
            if what & EDGES != 0 {
                put(block, u64::from(now.pressed));
                put(block, u64::from(now.released));
            }
        });
    }

    /// Writes one thing, after the steps before it.
    fn write(&mut self, tag: u8, what: impl FnOnce(&mut Vec<u8>)) {
        if self.is_ended {
            return;
        }
        while self.run > 0 {
            let run = self.run.min(LONGEST_RUN);
            self.block.push(tag::STEPS);
            put(&mut self.block, run);
            self.run -= run;
        }
        self.block.push(tag);
        what(&mut self.block);
        if self.block.len() > BLOCK_BYTES - LONGEST_THING {
            self.close();
        }
    }

    fn close(&mut self) {
        let Ok(length) = u32::try_from(self.block.len()) else {
            return;
        };
        if length == 0 || self.is_ended {
            return;
        }
        self.sum = chained(self.sum, &self.block);
        self.ready.extend_from_slice(&length.to_le_bytes());
        self.ready.extend_from_slice(&self.sum.to_le_bytes());
        self.ready.append(&mut self.block);
    }
}

/// A block's sum, which is that of all blocks before it, too.
pub(super) fn chained(before: u64, block: &[u8]) -> u64 {
    let mut sum = Checksum::default();
    sum.u64(before);
    sum.bytes(block);
    sum.finish()
}

/// In what these differ, as bits; buttons that went down or came up are always a difference.
fn changes(before: &SeatInput, now: &SeatInput) -> u64 {
    let axes = now.axes.iter().zip(before.axes).enumerate();
    let mut what = axes
        .filter(|(_, (now, before))| *now != before)
        .fold(0, |what, (at, _)| what | (1 << at));
    if now.held != before.held {
        what |= HELD;
    }
    if now.pressed | now.released != 0 {
        what |= EDGES;
    }
    what
}
