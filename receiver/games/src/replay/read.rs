//! Reads a replay block by block, and each block thing by thing. Anything may be in it. Plays nothing.

use super::bytes::{Bytes, unfolded};
use super::record::{EDGES, HELD, LONGEST_RUN, chained, tag};
use super::{
    BLOCK_BYTES, End, HEAD_BYTES, Head, MAGIC, PACK_BYTES, Player, REPLAY_BYTES, ReplayError,
};
use crate::game::{PadAction, SeatAction, SeatEvent, SeatIndex, SeatInput};
use couchpad_protocol::{clean_name, decode, limits};
use std::ops::Range;
use std::sync::Arc;

/// One thing that stands in a replay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Thing {
    Seat(SeatEvent),
    Player(Player),
    Action(SeatAction),
    Input(SeatIndex, Change),
    /// So many steps; what was pressed or sent counts in the first.
    Steps(u64),
    Check(u64),
    End(End, u64),
}

/// How a seat's input changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Change {
    axes: [i16; limits::AXES],
    held: u32,
    pressed: u32,
    released: u32,
}

impl Change {
    /// The input after it; `None`: no pad says that.
    pub(super) fn after(self, before: SeatInput) -> Option<SeatInput> {
        let mut axes = before.axes;
        for (axis, by) in axes.iter_mut().zip(self.axes) {
            *axis = axis.wrapping_add(by);
        }
        let is_sound = axes.iter().all(|axis| *axis != i16::MIN);
        is_sound.then_some(SeatInput {
            axes,
            held: before.held ^ self.held,
            pressed: self.pressed,
            released: self.released,
        })
    }
}

/// Reads one thing after the other.
#[derive(Clone, Debug)]
pub(super) struct Reader {
    bytes: Arc<[u8]>,
    /// Where the next block begins.
    next: usize,
    /// What is left of the present one.
    block: Range<usize>,
    sum: u64,
    /// A seat beyond has no business here.
    seats: u16,
}

/// Something is there that nobody wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Damaged;

impl Reader {
    /// Reads the head.
    pub(super) fn open(bytes: Arc<[u8]>) -> Result<(Head, Self), ReplayError> {
        if bytes.len() > REPLAY_BYTES {
            return Err(ReplayError::TooLarge);
        }
        let magic = bytes.first_chunk::<8>().ok_or(ReplayError::NoReplay)?;
        if magic != MAGIC {
            let is_ours = magic.split_last().map(|(_, name)| name)
                == MAGIC.split_last().map(|(_, name)| name);
            return Err(if is_ours {
                ReplayError::OtherVersion
            } else {
                ReplayError::NoReplay
            });
        }
        let mut reader = Self {
            bytes,
            next: MAGIC.len(),
            block: 0..0,
            sum: 0,
            seats: 0,
        };
        let damaged = |Damaged| ReplayError::Damaged { step: 0 };
        if !reader.turn(HEAD_BYTES).map_err(damaged)? {
            return Err(damaged(Damaged));
        }
        let head = reader.bytes.get(std::mem::take(&mut reader.block));
        let head = head.and_then(|head| decode::<Head>(head, HEAD_BYTES).ok());
        let head = head.ok_or(ReplayError::Damaged { step: 0 })?;
        let pack = head.setup.pack.as_deref().unwrap_or_default();
        if pack.len() > PACK_BYTES {
            return Err(ReplayError::TooLarge);
        }
        Ok((head, reader))
    }

    /// From now on nothing is believed of seats beyond.
    pub(super) fn limit_seats(&mut self, seats: u16) {
        self.seats = seats;
    }

    /// The next thing; `None`: the recording goes no further.
    pub(super) fn next(&mut self) -> Result<Option<Thing>, Damaged> {
        while self.block.is_empty() {
            if !self.turn(BLOCK_BYTES)? {
                return Ok(None);
            }
        }
        let block = self.bytes.get(self.block.clone()).ok_or(Damaged)?;
        let mut rest = Bytes(block);
        let thing = self.thing(&mut rest).ok_or(Damaged)?;
        self.block.start = self.block.end - rest.0.len();
        Ok(Some(thing))
    }

    /// Whether nothing follows.
    pub(super) fn is_at_end(&self) -> bool {
        self.block.is_empty() && self.next == self.bytes.len()
    }

    /// Goes on to the next block; `false`: there is none that is whole.
    fn turn(&mut self, most: usize) -> Result<bool, Damaged> {
        let mut rest = Bytes(self.bytes.get(self.next..).unwrap_or_default());
        let (Some(length), Some(sum)) = (rest.fixed32(), rest.fixed64()) else {
            return Ok(false);
        };
        let length = usize::try_from(length).map_err(|_| Damaged)?;
        if length == 0 || length > most {
            return Err(Damaged);
        }
        let Some(block) = rest.take(length) else {
            return Ok(false);
        };
        self.sum = chained(self.sum, block);
        if self.sum != sum {
            return Err(Damaged);
        }
        self.next = self.bytes.len() - rest.0.len();
        self.block = self.next - length..self.next;
        Ok(true)
    }

    fn thing(&self, from: &mut Bytes<'_>) -> Option<Thing> {
        Some(match from.byte()? {
            tag::TAKEN => Thing::Seat(SeatEvent::Taken(self.seat(from)?)),
            tag::LEFT => Thing::Seat(SeatEvent::Left(self.seat(from)?)),
            tag::PLAYER => Thing::Player(self.player(from)?),
            tag::ACTION => Thing::Action(self.action(from)?),
            tag::INPUT => Thing::Input(self.seat(from)?, change(from)?),
            tag::STEPS => {
                let steps = from.number()?;
                Thing::Steps((1..=LONGEST_RUN).contains(&steps).then_some(steps)?)
            }
            tag::CHECK => Thing::Check(from.fixed64()?),
            tag::OVER => Thing::End(End::Over, from.fixed64()?),
            tag::STOPPED => Thing::End(End::Stopped, from.fixed64()?),
            _ => return None,
        })
    }

    fn seat(&self, from: &mut Bytes<'_>) -> Option<SeatIndex> {
        let seat = from.small::<u16>()?;
        (seat < self.seats).then_some(SeatIndex(seat))
    }

    fn player(&self, from: &mut Bytes<'_>) -> Option<Player> {
        let (seat, mark) = (self.seat(from)?, from.byte()?);
        let length = from.small::<usize>()?;
        let name = std::str::from_utf8(from.take(length)?).ok()?;
        let is_clean = clean_name(name) == name;
        is_clean.then(|| Player {
            seat,
            mark,
            name: name.to_owned(),
        })
    }

    fn action(&self, from: &mut Bytes<'_>) -> Option<SeatAction> {
        let seat = self.seat(from)?;
        let length = from.small::<usize>()?;
        let bytes = from.take(length)?;
        let action: PadAction = decode(bytes, BLOCK_BYTES).ok()?;
        action.is_valid().then_some(SeatAction { seat, action })
    }
}

fn change(from: &mut Bytes<'_>) -> Option<Change> {
    let what = from.number()?;
    if what == 0 || what >= EDGES << 1 {
        return None;
    }
    let mut change = Change {
        axes: [0; limits::AXES],
        held: 0,
        pressed: 0,
        released: 0,
    };
    for (at, axis) in change.axes.iter_mut().enumerate() {
        if what & (1 << at) != 0 {
            *axis = unfolded(from.number()?)?;
        }
    }
    if what & HELD != 0 {
        change.held = from.small()?;
    }
    if what & EDGES != 0 {
        change.pressed = from.small()?;
        change.released = from.small()?;
    }
    Some(change)
}
