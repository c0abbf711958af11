//! A link over TCP as the host's two threads share it: what arrived waits for the driver, what is to be sent waits for the
//! control thread. Bounded both ways: a pad that sends more than the driver takes is not read any more, so that TCP's own
//! back-pressure stops it. Must not know connections or sessions.

use crate::protocol::Lane;
use crate::protocol::control::LinkFrame;
use crate::transport::lanes::Clogged;
use crate::transport::tcp_lanes::TcpLanes;
use parking_lot::Mutex;
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Instant;

/// `Ordered` frames that wait for the driver before the connection is left unread.
const ORDERED: usize = 256;
/// `Latest` frames that wait for the driver: half a second of a pad at its highest rate. Of more, the oldest go.
const LATEST: usize = 64;

/// A frame of a pad, and when it arrived.
#[derive(Debug)]
pub(crate) struct Arrived {
    pub(crate) at: Instant,
    pub(crate) frame: LinkFrame,
}

#[derive(Debug, Default)]
struct Queues {
    to_host: VecDeque<Arrived>,
    latest: usize,
    /// The control thread waits until the driver has taken what there is.
    held_up: bool,
    to_pad: TcpLanes,
    /// The control thread has been asked to send.
    asked: bool,
    /// The pad said good-bye.
    quit: bool,
    /// The host is done with it.
    closed: bool,
}

/// One thread's hold on a link.
#[derive(Clone, Debug, Default)]
pub(crate) struct TcpQueues(Arc<Mutex<Queues>>);

impl PartialEq for TcpQueues {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for TcpQueues {}

// the control thread's side
impl TcpQueues {
    /// Whether more may be read. If not, the driver asks for it once there is room.
    pub(crate) fn has_room(&self) -> bool {
        let queues = &mut *self.0.lock();
        queues.held_up = queues.to_host.len() - queues.latest >= ORDERED;
        !queues.held_up
    }

    /// A frame has arrived.
    pub(crate) fn arrived(&self, at: Instant, frame: LinkFrame) {
        let queues = &mut *self.0.lock();
        if frame.lane == Lane::Latest {
            queues.latest += 1;
            if queues.latest > LATEST {
                queues.latest -= 1;
                let oldest = queues
                    .to_host
                    .iter()
                    .position(|old| old.frame.lane == Lane::Latest);
                oldest.and_then(|at| queues.to_host.remove(at));
            }
        }
        queues.to_host.push_back(Arrived { at, frame });
    }

    /// The pad says good-bye.
    pub(crate) fn quit(&self) {
        self.0.lock().quit = true;
    }

    /// The next frame to write, and whether the host has closed the link once there is none.
    pub(crate) fn next_to_pad(&self) -> Result<LinkFrame, bool> {
        let queues = &mut *self.0.lock();
        queues.to_pad.pop().ok_or_else(|| {
            queues.asked = false;
            queues.closed
        })
    }
}

// the driver's side
impl TcpQueues {
    /// What has arrived since the last call, and whether the control thread waits for just that.
    pub(crate) fn take(&self) -> (VecDeque<Arrived>, bool) {
        let queues = &mut *self.0.lock();
        queues.latest = 0;
        let held_up = std::mem::take(&mut queues.held_up);
        (std::mem::take(&mut queues.to_host), held_up)
    }

    /// Whether the pad said good-bye.
    pub(crate) fn has_quit(&self) -> bool {
        self.0.lock().quit
    }

    /// A frame for the pad. True: the control thread is to be told.
    ///
    /// # Errors
    /// [`Clogged`]: the pad has not read for so long that its connection is to be cut.
    pub(crate) fn send(&self, lane: Lane, bytes: Vec<u8>) -> Result<bool, Clogged> {
        let queues = &mut *self.0.lock();
        if !queues.closed {
            queues.to_pad.push(lane, bytes)?;
        }
        Ok(!std::mem::replace(&mut queues.asked, true))
    }

    /// No more frames: what waits is still sent. The control thread is to be told.
    pub(crate) fn close(&self) {
        self.0.lock().closed = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(lane: Lane, number: u32) -> LinkFrame {
        let bytes = number.to_le_bytes().to_vec();
        LinkFrame { lane, bytes }
    }

    fn numbers(taken: &VecDeque<Arrived>, lane: Lane) -> Vec<u32> {
        let of_lane = taken.iter().filter(|arrived| arrived.frame.lane == lane);
        let number = |arrived: &Arrived| arrived.frame.bytes[..].try_into().unwrap();
        of_lane.map(|a| u32::from_le_bytes(number(a))).collect()
    }

    #[test]
    fn nothing_ordered_is_lost_and_the_reader_stops_in_time() {
        let queues = TcpQueues::default();
        let (mut sent, mut got) = (0, Vec::new());
        for _ in 0..10 {
            while queues.has_room() {
                queues.arrived(Instant::now(), frame(Lane::Ordered, sent));
                queues.arrived(Instant::now(), frame(Lane::Latest, sent));
                sent += 1;
            }
            let (taken, held_up) = queues.take();
            assert!(held_up && taken.len() <= ORDERED + LATEST);
            let latest = numbers(&taken, Lane::Latest);
            assert_eq!(latest.last(), Some(&(sent - 1)), "the newest stays");
            got.extend(numbers(&taken, Lane::Ordered));
            assert!(!queues.take().1, "told once");
        }
        assert_eq!(got, (0..sent).collect::<Vec<_>>());
    }

    #[test]
    fn a_flood_of_latest_frames_holds_nobody_up_and_stays_bounded() {
        let queues = TcpQueues::default();
        for number in 0..10_000 {
            assert!(queues.has_room());
            queues.arrived(Instant::now(), frame(Lane::Latest, number));
        }
        let (taken, held_up) = queues.take();
        let newest: Vec<u32> = (10_000 - LATEST as u32..10_000).collect();
        assert_eq!(numbers(&taken, Lane::Latest), newest);
        assert!(!held_up);
    }

    #[test]
    fn the_control_thread_is_told_once_and_of_the_end_last() {
        let queues = TcpQueues::default();
        assert_eq!(queues.send(Lane::Ordered, vec![1]), Ok(true));
        assert_eq!(queues.send(Lane::Ordered, vec![2]), Ok(false));
        queues.close();
        assert_eq!(queues.send(Lane::Ordered, vec![3]), Ok(false));
        let written = [queues.next_to_pad(), queues.next_to_pad()];
        assert_eq!(written.map(|frame| frame.unwrap().bytes), [[1], [2]]);
        assert_eq!(queues.next_to_pad(), Err(true));
    }
}
