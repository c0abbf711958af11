//! One pad, one host, and a link that does to their datagrams what a seed decides, in virtual time; a player who never
//! rests, and a game that looks 60 times a second. Checks what was promised and notes how old things are.

mod end;
mod shown;

use super::figures::Figures;
use super::host_end::{HostEnd, socket};
use super::pad_end::PadEnd;
use crate::protocol::{AxisIndex, ButtonIndex, ControlId, LinkId, PadAction, ToPad};
use crate::session::{HostEventKind, PadEvent, Presence, Time};
use crate::transport::impair::{DatagramLink, End, Impairment};
use rand_core::{Rng, SeedableRng};
use rand_pcg::Pcg64Mcg;

const SWIPE: AxisIndex = AxisIndex(0);
const FIRE: ButtonIndex = ButtonIndex(0);
/// A finger that moves on a 120 Hz screen.
const MOVE: Time = Time::from_nanos(8_333_334);
const GAME_STEP: Time = Time::from_nanos(16_666_667);
/// How long everybody has to settle before the play counts, and after it.
const START: Time = Time::from_secs(20);
const REST: Time = Time::from_secs(5);
/// Silence after which a pad in play tries another link, and the time that this one has.
const SILENCE: Time = Time::from_secs(5);
const HANDSHAKE: Time = Time::from_millis(2_500);

/// What happens in one world.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plan {
    pub(super) impairment: Impairment,
    pub(super) seconds: u64,
    /// The link is dead for so long, and up to a second more, once.
    pub(super) blackout: Option<Time>,
    /// Whether netcode seals what travels; without it links open at once.
    pub(super) sealed: bool,
    /// Whether the game shows something on the pad that never rests.
    pub(super) shows: bool,
}

/// Everything that the player did, by number, and how much of it the game has seen.
#[derive(Default)]
struct Player {
    /// When each value of the axis was made.
    moves: Vec<Time>,
    commands: Vec<Time>,
    apps: u32,
    next_move: Time,
    next_command: Time,
    next_app: Time,
    swipes: bool,
    fires: bool,
}

#[derive(Default)]
struct Game {
    position: usize,
    commands: usize,
    apps: u32,
    apps_at_pad: u32,
    next_step: Time,
    /// How often it has shown something else.
    shown: usize,
    /// Bytes of it that had come to the pad when the blackout ended.
    shown_by_light: Option<usize>,
}

pub(super) struct World {
    plan: Plan,
    now: Time,
    seed: u64,
    dice: Pcg64Mcg,
    host: HostEnd,
    pad: PadEnd,
    net: DatagramLink,
    links: u64,
    opened: Time,
    dark: Option<(Time, Time)>,
    player: Player,
    game: Game,
    figures: Figures,
    stuck: u32,
}

impl World {
    pub(super) fn new(seed: u64, plan: Plan) -> Self {
        let mut host = HostEnd::new(seed, plan.sealed);
        let link = LinkId(1);
        if !plan.sealed {
            host.open_plain(Time::ZERO, link);
        }
        let pad = PadEnd::open(Time::ZERO, seed ^ 0x5eed, link, host.token().as_ref());
        Self {
            plan,
            now: Time::ZERO,
            seed,
            dice: Pcg64Mcg::seed_from_u64(seed.wrapping_add(1)),
            host,
            pad,
            net: DatagramLink::new(seed, plan.impairment),
            links: 1,
            opened: Time::ZERO,
            dark: None,
            player: Player::default(),
            game: Game::default(),
            figures: Figures::default(),
            stuck: 0,
        }
    }

    /// Plays, lets everything settle, and checks that nothing is missing.
    pub(super) fn run(mut self) -> Figures {
        self.begin();
        let start = self.now;
        let end = start + Time::from_secs(self.plan.seconds);
        let mut blackout = self.plan.blackout.map(|length| {
            let at = start + roll(&mut self.dice, 500, 1_000);
            (at, length + roll(&mut self.dice, 0, 1_000))
        });
        while self.now < end {
            if let Some((at, length)) = blackout.filter(|(at, _)| *at <= self.now) {
                blackout = None;
                self.dark = Some((at, at + length));
                self.net.black_out(at + length);
            }
            self.step(end);
        }
        self.player.swipes = false;
        self.player.fires = false;
        self.net.set_impairment(Impairment::default());
        let end = self.now + REST;
        while self.now < end {
            self.step(end);
        }
        self.agree();
        self.figures.links = self.links;
        self.figures.worlds = 1;
        self.figures
    }

    /// Until the game sees what the finger does.
    fn begin(&mut self) {
        self.player.swipes = true;
        while self.game.position == 0 {
            assert!(self.now < START, "they do not come together");
            self.step(START);
        }
        self.player.fires = true;
        self.figures = Figures::default();
        // no game looks at the very moment of a move
        self.game.next_step = self.now + roll(&mut self.dice, 0, 10_000) / 600;
    }

    // time

    fn step(&mut self, end: Time) {
        let next = self.next();
        // two wishes for the same moment are fine, a hundred thousand are a loop
        self.stuck = if next > self.now { 0 } else { self.stuck + 1 };
        assert!(self.stuck < 100_000, "time stands still");
        self.now = next.clamp(self.now, end);
        let is_deed = self.act();
        let is_wake = |at: Option<Time>, now| at.is_some_and(|at| at <= now);
        if is_deed
            || is_wake(self.net.next_arrival(End::Pad), self.now)
            || is_wake(self.pad.next_wake(), self.now)
        {
            self.pad_turn();
        }
        if is_deed
            || is_wake(self.net.next_arrival(End::Host), self.now)
            || is_wake(self.host.next_wake(), self.now)
        {
            self.host_turn();
        }
        if self.now >= self.game.next_step {
            self.game.next_step = self.now + GAME_STEP;
            self.game_step();
        }
        self.mind_link();
    }

    fn next(&mut self) -> Time {
        let player = &self.player;
        let swipe = player.swipes.then_some(player.next_move);
        let fire = player
            .fires
            .then_some(player.next_command.min(player.next_app));
        let arrivals = [End::Host, End::Pad].map(|end| self.net.next_arrival(end));
        arrivals
            .into_iter()
            .flatten()
            .chain(self.host.next_wake())
            .chain(self.pad.next_wake())
            .chain([self.game.next_step])
            .chain(swipe)
            .chain(fire)
            .min()
            .unwrap_or_default()
    }

    // the player

    /// Whether the player did anything.
    fn act(&mut self) -> bool {
        let now = self.now;
        let swipes = self.player.swipes && now >= self.player.next_move;
        if swipes {
            self.player.next_move = now + MOVE;
            self.player.moves.push(now);
            let value = self.player.moves.len() as i16;
            self.pad.session.set_axis(now, SWIPE, value);
        }
        let fires = self.player.fires && now >= self.player.next_command;
        if fires {
            self.player.next_command = now + roll(&mut self.dice, 20, 180);
            self.fire();
        }
        let talks = self.player.fires && now >= self.player.next_app;
        if talks {
            self.player.next_app = now + roll(&mut self.dice, 100, 300);
            self.talk();
        }
        swipes || fires || talks
    }

    /// A numbered command, and an edge.
    fn fire(&mut self) {
        let (now, session) = (self.now, &mut self.pad.session);
        self.player.commands.push(now);
        let number = self.player.commands.len();
        session.text(now, ControlId(0), number.to_string());
        match number % 2 {
            1 => session.press(now, FIRE),
            _ => session.release(now, FIRE),
        }
    }

    /// A numbered message each way.
    fn talk(&mut self) {
        self.player.apps += 1;
        let bytes = self.player.apps.to_le_bytes().to_vec();
        assert!(self.pad.session.app(self.now, 1, bytes.clone()));
        let message = ToPad::App { channel: 2, bytes };
        assert!(self.host.session.send(self.now, self.host.pad, &message));
    }

    fn pad_turn(&mut self) {
        let now = self.now;
        let (pad, net, datagrams) = (&mut self.pad, &mut self.net, &mut self.figures.datagrams);
        let mut send = |net: &mut DatagramLink, bytes: &[u8]| {
            *datagrams += 1;
            net.send(now, End::Host, bytes);
        };
        pad.flush(now, |bytes| send(net, bytes));
        while let Some((_, datagram)) = net.receive(now, End::Pad) {
            pad.receive(now, datagram);
        }
        pad.session.tick(now);
        pad.flush(now, |bytes| send(net, bytes));
        while let Some(event) = pad.session.poll_event() {
            match event {
                PadEvent::App { bytes, .. } => {
                    self.game.apps_at_pad += 1;
                    assert_eq!(
                        bytes,
                        self.game.apps_at_pad.to_le_bytes(),
                        "to the pad, in order"
                    );
                }
                // the layout's values: the finger goes on where it was
                PadEvent::Axes(_) => {
                    let value = self.player.moves.len() as i16;
                    pad.session.set_axis(now, SWIPE, value);
                }
                PadEvent::Closing(closing) => panic!("{closing:?}"),
                _ => {}
            }
        }
    }

    /// Gives up a link on which nothing is heard, as the pad's worker does.
    fn mind_link(&mut self) {
        let silent = self.now.saturating_sub(self.pad.heard()) > SILENCE;
        let is_over = silent || (!self.pad.is_up() && self.now > self.opened + HANDSHAKE);
        if !is_over {
            return;
        }
        self.links += 1;
        self.opened = self.now;
        let link = LinkId(self.links);
        self.net = DatagramLink::new(self.seed ^ self.links << 32, self.plan.impairment);
        if let Some((_, light)) = self.dark {
            self.net.black_out(light);
        }
        if !self.plan.sealed {
            self.host.open_plain(self.now, link);
        }
        self.pad.reopen(self.now, link, self.host.token().as_ref());
    }

    // the game

    fn host_turn(&mut self) {
        let (now, from) = (self.now, socket(LinkId(self.links)));
        self.host.advance(now);
        while let Some((at, datagram)) = self.net.receive(now, End::Host) {
            let net = &mut self.net;
            self.host.receive(at, from, datagram, |bytes| {
                net.send(now, End::Pad, bytes);
            });
        }
        let net = &mut self.net;
        self.host.flush(now, |bytes| {
            net.send(now, End::Pad, bytes);
        });
        while let Some(event) = self.host.session.poll_event() {
            match event.kind {
                HostEventKind::Action { action } => self.take_command(&action),
                HostEventKind::App { bytes, .. } => {
                    self.game.apps += 1;
                    assert_eq!(bytes, self.game.apps.to_le_bytes(), "to the host, in order");
                }
                HostEventKind::Left { reason } => panic!("the seat is gone: {reason:?}"),
                _ => {}
            }
        }
        self.look();
    }

    fn take_command(&mut self, action: &PadAction) {
        let PadAction::Text { text, .. } = action else {
            panic!("{action:?} was never sent");
        };
        let number: usize = text.parse().unwrap();
        assert!(
            number > self.game.commands,
            "{number} again, or out of order"
        );
        let made = self.player.commands[number - 1];
        // a blackout makes commands too old: those are dropped, and counted by whoever dropped them
        assert!(
            number == self.game.commands + 1 || self.dark.is_some(),
            "one is lost before {number}"
        );
        self.game.commands = number;
        if !self.is_dark_between(made) {
            self.figures.latencies.push(self.now - made);
        }
    }

    /// Whether the link was dead at any time between `from` and now.
    fn is_dark_between(&self, from: Time) -> bool {
        self.dark
            .is_some_and(|(dark, light)| from < light + Time::from_secs(1) && self.now >= dark)
    }

    /// Positions never go back.
    fn look(&mut self) {
        let position = self.host.session.inputs()[0].axes[0] as usize;
        assert!(
            position >= self.game.position,
            "{position} after {}",
            self.game.position
        );
        self.game.position = position;
        let here = self.host.session.pad(self.host.pad).map(|pad| pad.presence);
        if let Some((_, light)) = self.dark
            && self.figures.backs.is_empty()
            && here == Some(Presence::Here)
            && self
                .player
                .moves
                .get(position.wrapping_sub(1))
                .is_some_and(|made| *made >= light)
        {
            self.figures.backs.push(self.now - light);
        }
    }

    fn game_step(&mut self) {
        self.host.session.clear_edges();
        self.show();
        let Some(made) = self.player.moves.get(self.game.position.wrapping_sub(1)) else {
            return;
        };
        if self.player.swipes && !self.is_dark_between(*made) {
            self.figures.ages.push(self.now - *made);
        }
    }
}

fn roll(dice: &mut Pcg64Mcg, from: u64, to: u64) -> Time {
    Time::from_millis(from + dice.next_u64() % (to - from))
}
