//! What happens in the model's world, as its dice decide: players play, the receiver tells, links break, seats change hands.

use super::actor::Numbered;
use super::world::World;
use crate::kit::protocol::limits::AXES;
use crate::kit::protocol::{
    ControlId, Lane, Orientation, PadId, PadLayout, Phase, SeatIndex, Showing, Shown, ToPad, Turn,
};
use crate::kit::session::{Audience, LinkDown};

impl World {
    pub(super) fn deed(&mut self) {
        let n = self.dice.roll(self.actors.len() as u64) as usize;
        match self.dice.roll(100) {
            0..45 => self.play(n),
            45..65 => self.tell(n),
            65..72 if self.plan.buttons => self.conduct(n),
            72..76 if self.plan.cuts => self.cut(n),
            76..78 if self.plan.cuts => self.open_second_link(n),
            78..80 if self.plan.cuts => self.actors[n].away_or_back(self.now),
            80..82 if self.plan.cuts => self.black_out(n),
            82..84 if self.plan.restarts => self.restart(n),
            84..86 if self.plan.turnover => self.turn_over(n),
            _ => {
                let by = self.dice.roll(60) as i16;
                self.actors[n].swipe(self.now, by);
            }
        }
        self.pump();
    }

    fn play(&mut self, n: usize) {
        let actor = &mut self.actors[n];
        match self.dice.roll(6) {
            0 if self.plan.buttons => actor.toggle(self.now, self.dice.roll(4) as u8),
            1 if self.plan.buttons => actor.lift(self.now),
            2 if !actor.is_away => actor.text(self.now),
            3 => actor.app(self.now, self.dice.roll(3_000) as usize),
            4 => actor.session.set_touching(self.now, self.dice.roll(2) == 0),
            _ => actor.swipe(self.now, self.dice.roll(60) as i16),
        }
    }

    fn tell(&mut self, n: usize) {
        let pad = self.actors[n].pad;
        let seat = SeatIndex(self.dice.roll(3) as u16);
        match self.dice.roll(9) {
            0 => {
                let phases = [Phase::Lobby, Phase::Playing, Phase::Playing, Phase::Paused];
                let phase = phases[self.dice.roll(4) as usize];
                self.host.set_phase(self.now, phase);
            }
            1 => {
                let score = (self.dice.roll(100) as i64, self.dice.roll(1_000) as i64);
                self.host.set_score(self.now, seat, score.0, score.1);
                if seat.index() < self.host.seats().len() {
                    self.scores.insert(seat, score);
                }
            }
            2 => self.host.rumble(self.now, seat, 200, 50),
            3 => {
                let turn = [Turn::Free, Turn::Yours][self.dice.roll(2) as usize];
                self.host.set_turn(self.now, seat, turn);
            }
            4 => {
                let seconds = self.dice.roll(4) as u8;
                self.host.set_countdown(self.now, seconds);
            }
            5 => {
                let showing = self.showing();
                self.host.set_showing(self.now, seat, showing);
            }
            _ => self.send_to(pad),
        }
    }

    /// A few words and a board, or only one of them, or nothing.
    fn showing(&mut self) -> Showing {
        let mut showing = Showing::default();
        if self.dice.roll(3) > 0 {
            let points = self.dice.roll(1_000);
            showing.text(ControlId(0), format!("{points} points"));
        }
        if self.dice.roll(3) > 0 {
            let mut cells = vec![0; 400];
            cells[self.dice.roll(400) as usize] = 1 + self.dice.roll(30) as u8;
            let columns = 20;
            showing.set(ControlId(1), Shown::Board { columns, cells });
        }
        showing
    }

    fn send_to(&mut self, pad: PadId) {
        let number = self.sent_to.get(&pad).copied().unwrap_or(0) + 1;
        let mut bytes = Numbered { memory: 0, number }.bytes();
        bytes.resize(8 + self.dice.roll(4_000) as usize, 9);
        let taken = if number.is_multiple_of(2) {
            let message = ToPad::App { channel: 2, bytes };
            self.host.send(self.now, pad, &message)
        } else {
            let reliably = (2, Lane::Ordered);
            let sent = self.host.message(self.now, self.now, pad, reliably, &bytes);
            sent.is_ok()
        };
        if taken {
            self.sent_to.insert(pad, number);
        }
    }

    fn conduct(&mut self, n: usize) {
        let pad = self.actors[n].pad;
        match self.dice.roll(6) {
            0 => self.show_layout(Audience::Seated),
            1 => self.show_layout(Audience::Waiting),
            2 => self.show_layout(Audience::All),
            3 => self.show_layout(Audience::Pad(pad)),
            4 => {
                let name = ["Ada", "Bo", "Cy"][self.dice.roll(3) as usize];
                self.actors[n].rename(self.now, name);
            }
            _ => {
                let seat = SeatIndex(self.dice.roll(3) as u16);
                let x = self.dice.roll(20_000) as i16 - 10_000;
                self.host.set_axes(self.now, seat, [x; AXES]);
                self.checks.axes_moved(Some(seat));
            }
        }
    }

    pub(super) fn show_layout(&mut self, audience: Audience) {
        self.layouts += 1;
        let title = format!("Layout {}", self.layouts);
        let layout = PadLayout::new(title.clone(), Orientation::Any);
        let start = self.dice.roll(4_000) as i16 - 2_000;
        let axes = |seat: Option<SeatIndex>| [start + seat.map_or(0, |s| s.0 as i16); AXES];
        self.host
            .set_layout(self.now, audience, layout, axes)
            .unwrap();
        self.checks.axes_moved(None);
        match audience {
            Audience::Seated => self.titles[0] = Some(title),
            Audience::Waiting => self.titles[1] = Some(title),
            Audience::All => self.titles = [Some(title.clone()), Some(title)],
            Audience::Pad(pad) => {
                self.own_titles.insert(pad);
            }
        }
    }

    /// The link breaks; the host may notice at once, or only by the next link.
    fn cut(&mut self, n: usize) {
        let Some(id) = self.actors[n].link else {
            return;
        };
        self.end_link(id);
        let causes = [LinkDown::Quit, LinkDown::TimedOut, LinkDown::Reset];
        if let Some(cause) = causes.get(self.dice.roll(5) as usize) {
            self.host.link_down(self.now, id, *cause);
        }
    }

    fn open_second_link(&mut self, n: usize) {
        if self.actors[n].link.is_some() {
            self.open_link(n);
        }
    }

    fn black_out(&mut self, n: usize) {
        let until = self.now + self.dice.millis(100, 4_000);
        let id = self.actors[n].link;
        if let Some((_, link)) = id.and_then(|id| self.links.get_mut(&id)) {
            link.black_out(until);
        }
    }

    fn restart(&mut self, n: usize) {
        let seed = self.dice.roll(u64::MAX >> 20) << 8 | n as u64;
        self.actors[n].restart(self.now, seed);
        if let Some(id) = self.actors[n].link {
            self.end_link(id);
        }
        if self.dice.roll(2) == 0 {
            self.host.control_lost(self.now, self.actors[n].pad);
        }
        // if it was kicked meanwhile this makes another pad, for which nobody dials: it goes away by itself
        self.admit(Some(self.actors[n].secret));
    }

    fn turn_over(&mut self, n: usize) {
        self.checks.seats_moved();
        match self.dice.roll(3) {
            0 => {
                let seats = 1 + self.dice.roll(4) as u16;
                self.host.set_seats(self.now, seats);
                self.scores.retain(|seat, _| seat.0 < seats);
            }
            1 => self.host.kick(self.now, self.actors[n].pad),
            _ => {
                // a player who left comes back as somebody else
                let seed = self.dice.roll(u64::MAX >> 20) << 8 | n as u64;
                self.actors[n].session.leave(self.now);
                self.pump();
                for _ in 0..20 {
                    self.step();
                    self.checks.seats_moved();
                }
                self.actors[n].restart(self.now, seed);
                if let Some(id) = self.actors[n].link {
                    self.end_link(id);
                }
            }
        }
        self.checks.seats_moved();
    }
}
