//! Many pads on one thread: when each has its turn, when its finger moves, and what it saw. Must not know how pads talk.

use crate::figures::Times;
use anyhow::{Context, Result, bail};
use couchpad_core::protocol::{AxisIndex, Profile};
use couchpad_core::{PadDriver, PadOptions, PadUpdate, Target, Unreachable};
use mio::unix::SourceFd;
use mio::{Events, Interest, Poll, Token};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::net::{IpAddr, Ipv4Addr, UdpSocket};
use std::ops::AddAssign;
use std::os::fd::AsRawFd;
use std::sync::Once;
use std::time::{Duration, Instant};

/// Pads that are on their way in at once, of all threads: a receiver holds 64 connections that have proven nothing.
pub(crate) const JOINING: usize = 24;
/// Pads that share an address: a receiver holds five such connections of one.
const PER_ADDRESS: usize = 4;
/// Time for all to be there.
const JOIN_DEADLINE: Duration = Duration::from_secs(60);

/// What the pads are to do.
#[derive(Clone)]
pub(crate) struct Plan {
    /// Where they go.
    pub(crate) target: Target,
    /// The number of the first one: it decides names and addresses.
    pub(crate) first: usize,
    /// How many they are.
    pub(crate) pads: usize,
    /// How many of them are on their way in at once.
    pub(crate) joining: usize,
    /// How often each finger moves, a second.
    pub(crate) rate: f64,
    /// It goes up and down, instead of trembling in the middle.
    pub(crate) vote: bool,
}

/// What they saw since they were asked before.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// Pads that had a working link at the end.
    pub(crate) joined: usize,
    /// Inputs that were sent while it was measured.
    pub(crate) sent: u64,
    /// How many of them never arrived, as the receiver tells each pad.
    pub(crate) lost: u64,
    /// Times that a pad lost its link.
    pub(crate) links_lost: u64,
    /// Round trips that the receiver told.
    pub(crate) rtt: Times,
    /// Median and 99th percentile of each pad's inputs' ages that the receiver told.
    pub(crate) age: (Times, Times),
    /// What became of pads that were turned away, of the first one.
    pub(crate) trouble: Option<String>,
}

impl AddAssign for Seen {
    fn add_assign(&mut self, other: Self) {
        self.joined += other.joined;
        self.sent += other.sent;
        self.lost += other.lost;
        self.links_lost += other.links_lost;
        self.rtt += other.rtt;
        self.age.0 += other.age.0;
        self.age.1 += other.age.1;
        self.trouble = self.trouble.take().or(other.trouble);
    }
}

struct Pad {
    driver: PadDriver,
    connected: bool,
    /// When it has its next turn at the latest.
    due: Instant,
    /// When its finger moves next.
    touch: Instant,
    moves: u64,
    /// Moves while it was measured.
    sent: u64,
}

/// See the module.
pub(crate) struct Swarm {
    plan: Plan,
    period: Duration,
    poll: Poll,
    pads: Vec<Pad>,
    turns: BinaryHeap<Reverse<(Instant, usize)>>,
    connected: usize,
    /// Fingers move.
    is_playing: bool,
    /// What is seen counts.
    is_measuring: bool,
    seen: Seen,
    /// Why nobody answers, as it was told last.
    unreachable: Option<Unreachable>,
}

/// Says at once, and once for all threads, that nobody answers: else a link that leads nowhere would look like a slow one.
fn tell_once(reason: Unreachable) {
    static TOLD: Once = Once::new();
    TOLD.call_once(|| {
        let patience = JOIN_DEADLINE.as_secs();
        eprintln!("The controllers do not get in; they try for {patience} s. {reason}");
    });
}

impl Swarm {
    /// None of them has begun.
    pub(crate) fn new(plan: Plan) -> Result<Self> {
        let period = Duration::try_from_secs_f64(1.0 / plan.rate).context("the rate")?;
        Ok(Self {
            plan,
            period,
            poll: Poll::new()?,
            pads: Vec::new(),
            turns: BinaryHeap::new(),
            connected: 0,
            is_playing: false,
            is_measuring: false,
            seen: Seen::default(),
            unreachable: None,
        })
    }

    /// They join. How long it took until all that ever joined had. Fails if one is turned away, or none gets in.
    pub(crate) fn join(&mut self) -> Result<Duration> {
        let start = Instant::now();
        while self.connected < self.plan.pads && start.elapsed() < JOIN_DEADLINE {
            let on_their_way = self.pads.len() - self.connected;
            if self.pads.len() < self.plan.pads && on_their_way < self.plan.joining {
                self.begin()?;
            } else {
                self.step(Instant::now() + Duration::from_millis(20))?;
            }
            if let Some(trouble) = self.seen.trouble.take() {
                bail!("a controller was turned away: {trouble}");
            }
        }
        if self.connected == 0 {
            let reason = self.unreachable.unwrap_or(Unreachable::TimedOut);
            let patience = JOIN_DEADLINE.as_secs();
            bail!("no controller got in within {patience} s. {reason}");
        }
        Ok(start.elapsed())
    }

    /// They play for so long, and tell of it. Links that broke before, unmeasured, are told, too.
    pub(crate) fn measure(&mut self, time: Duration) -> Result<Seen> {
        self.is_measuring = true;
        self.play(time)?;
        self.sum_up();
        self.is_measuring = false;
        Ok(std::mem::take(&mut self.seen))
    }

    fn begin(&mut self) -> Result<()> {
        let index = self.pads.len();
        let number = self.plan.first + index;
        let options = PadOptions {
            profile: Profile {
                name: format!("Swarm {number}"),
                mark: None,
            },
            from: self
                .plan
                .target
                .addresses
                .first()
                .and_then(|a| source(a.ip(), number)),
            ..PadOptions::default()
        };
        let driver = PadDriver::connect(self.plan.target.clone(), options)?;
        let mut fd = SourceFd(&driver.as_raw_fd());
        self.poll
            .registry()
            .register(&mut fd, Token(index), Interest::READABLE)?;
        let now = Instant::now();
        self.pads.push(Pad {
            driver,
            connected: false,
            due: now,
            // spread, as people are
            touch: now + self.period.mul_f64(index as f64 / self.plan.pads as f64),
            moves: 0,
            sent: 0,
        });
        self.turns.push(Reverse((now, index)));
        Ok(())
    }

    /// They play for so long, and nobody looks.
    pub(crate) fn play(&mut self, time: Duration) -> Result<()> {
        let end = Instant::now() + time;
        if !self.is_playing {
            self.is_playing = true;
            let now = Instant::now();
            for index in 0..self.pads.len() {
                let phase = index as f64 / self.pads.len() as f64;
                if let Some(pad) = self.pads.get_mut(index) {
                    pad.touch = now + self.period.mul_f64(phase);
                    self.turns.push(Reverse((pad.touch, index)));
                    pad.due = pad.touch.min(pad.due);
                }
            }
        }
        let mut looked = Instant::now();
        while Instant::now() < end {
            self.step(end)?;
            if looked.elapsed() >= Duration::from_secs(1) {
                looked = Instant::now();
                self.look();
            }
        }
        Ok(())
    }

    /// Waits until something is due or has arrived, at most until then, and sees to it.
    fn step(&mut self, until: Instant) -> Result<()> {
        let mut events = Events::with_capacity(1_024);
        let next = self
            .turns
            .peek()
            .map_or(until, |Reverse((at, _))| until.min(*at));
        let wait = next.saturating_duration_since(Instant::now());
        if let Err(error) = self.poll.poll(&mut events, Some(wait))
            && error.kind() != std::io::ErrorKind::Interrupted
        {
            return Err(error).context("waiting for the receiver");
        }
        for event in &events {
            self.serve(event.token().0);
        }
        let now = Instant::now();
        while let Some(Reverse((at, index))) = self.turns.peek().copied() {
            if at > now {
                break;
            }
            self.turns.pop();
            // of several entries of one pad only the newest counts
            if self.pads.get(index).is_some_and(|pad| pad.due == at) {
                self.serve(index);
            }
        }
        Ok(())
    }

    fn serve(&mut self, index: usize) {
        let (is_playing, is_measuring, period) = (self.is_playing, self.is_measuring, self.period);
        let Some(pad) = self.pads.get_mut(index) else {
            return;
        };
        let now = Instant::now();
        if is_playing && pad.connected && pad.touch <= now {
            let vote = self.plan.vote.then_some(index + self.plan.first);
            pad.move_finger(now, period, vote);
            pad.sent += u64::from(is_measuring);
        }
        let patience = pad.driver.turn();
        let touch = (is_playing && pad.connected).then_some(pad.touch);
        let turn = patience.map(|patience| Instant::now() + patience);
        if let Some(due) = touch.into_iter().chain(turn).min() {
            pad.due = due;
            self.turns.push(Reverse((due, index)));
        }
        self.hear(index);
    }

    fn hear(&mut self, index: usize) {
        let Some(pad) = self.pads.get_mut(index) else {
            return;
        };
        while let Some(update) = pad.driver.poll() {
            let is_connected = match &update {
                PadUpdate::Connected { .. } => true,
                PadUpdate::Lost { .. } => {
                    self.seen.links_lost += 1;
                    false
                }
                PadUpdate::Unreachable { reason } => {
                    tell_once(*reason);
                    self.unreachable = Some(*reason);
                    continue;
                }
                PadUpdate::Refused(_) | PadUpdate::Impostor | PadUpdate::Ended { .. } => {
                    self.seen.trouble = update.advice().or_else(|| Some(format!("{update:?}")));
                    false
                }
                _ => continue,
            };
            self.connected += usize::from(is_connected);
            self.connected -= usize::from(pad.connected);
            pad.connected = is_connected;
        }
    }

    /// What the receiver has told by now.
    fn look(&mut self) {
        if !self.is_measuring {
            return;
        }
        let (rtt, age) = (&mut self.seen.rtt, &mut self.seen.age);
        for pad in &self.pads {
            let health = pad.driver.view().health;
            health.rtt.into_iter().for_each(|time| rtt.add(time));
            health.age_p50.into_iter().for_each(|time| age.0.add(time));
            health.age_p99.into_iter().for_each(|time| age.1.add(time));
        }
    }

    fn sum_up(&mut self) {
        self.look();
        self.seen.joined = self.connected;
        for pad in &mut self.pads {
            let sent = std::mem::take(&mut pad.sent);
            self.seen.sent += sent;
            let loss = f64::from(pad.driver.view().health.loss);
            self.seen.lost += (sent as f64 * loss).round() as u64;
        }
    }
}

impl Pad {
    /// Trembles, or goes up and down as the voter with this number does.
    fn move_finger(&mut self, now: Instant, period: Duration, vote: Option<usize>) {
        self.touch += period;
        if self.touch <= now {
            // this machine is too slow: what is late is not made up for
            self.touch = now + period;
        }
        self.moves += 1;
        if let Some(number) = vote {
            self.driver
                .set_axis(AxisIndex(0), swept(number, self.moves, period));
            return;
        }
        let value = i16::try_from(self.moves % 30_000).unwrap_or_default();
        // never the same as before, since what does not change is not sent
        let sign = if self.moves.is_multiple_of(2) { 1 } else { -1 };
        self.driver.set_axis(AxisIndex(0), sign * (value + 1));
    }
}

/// Where the finger of a voter is: everybody goes up and down at a pace of their own, in about three seconds, and never rests.
fn swept(number: usize, moves: u64, period: Duration) -> i16 {
    let seconds = moves as f64 * period.as_secs_f64();
    let turns = seconds / (2.5 + (number % 17) as f64 / 16.0) + number as f64 * 0.618;
    // a triangle from -1 to 1
    let place = 4.0 * (turns.fract() - 0.5).abs() - 1.0;
    (place * 30_000.0) as i16
}

/// Loopback addresses for receivers on this machine; for others, what the system chooses.
fn source(receiver: IpAddr, number: usize) -> Option<IpAddr> {
    let is_here = receiver.is_ipv4() && UdpSocket::bind((receiver, 0)).is_ok();
    let place = u32::try_from(number / PER_ADDRESS).ok()?;
    // from 127.1.0.1 on
    let address = Ipv4Addr::from(0x7f01_0001_u32.checked_add(place)?);
    is_here.then_some(address.into())
}
