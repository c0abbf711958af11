//! What players get of it: a point of their own for each return that they voted for, and what their phones let them feel and see.
//! Must not know how the ball flies.

use super::state::{BALL, STILL, State, Team, Voter, place};
use crate::game::{GameEvent, Glow, Rumble, SeatIndex, Shake, Shakes, Showing, Tint};
use couchpad_protocol::ControlId;

/// So many players of a team are told of each of its returns. A crowd is told of points alone: it would shake all the time, and
/// the air is for its votes.
const FEW: u16 = 32;
/// A return, in the hands of those who wanted it.
const STRENGTH: u8 = 90;
const MILLIS: u16 = 45;
/// A point that was made.
const MADE: Shakes = Shakes::new(&[Shake::new(110, 70).then(60), Shake::new(190, 160)]);
/// The other team's colours from now on.
const MOVED: Shakes = Shakes::new(&[Shake::new(200, 90).then(90), Shake::new(200, 90)]);
/// How long an edge glows after a point.
const GLOW: u16 = 600;

impl State {
    fn is_on_the_ball(&self, voter: &Voter, team: Team, y: f32) -> bool {
        let reach = self.paddle(team).half + BALL;
        voter.team == team && voter.still < STILL && (place(voter.vote) - y).abs() <= reach
    }

    /// Counts the return for everybody who voted for it.
    pub(super) fn reward(&mut self, team: Team, y: f32, events: &mut Vec<GameEvent>) {
        let is_told = self.sizes[team.index()] <= FEW;
        for at in 0..self.voters.len() {
            let voter = self.voters.get(at).copied().flatten();
            let Some(voter) = voter.filter(|voter| self.is_on_the_ball(voter, team, y)) else {
                continue;
            };
            let on_the_ball = voter.on_the_ball.saturating_add(1);
            if let Some(place) = self.voters.get_mut(at) {
                *place = Some(Voter {
                    on_the_ball,
                    ..voter
                });
            }
            if let Some(seat) = u16::try_from(at).ok().map(SeatIndex).filter(|_| is_told) {
                let total = i64::from(on_the_ball);
                events.push(GameEvent::Score {
                    seat,
                    points: 1,
                    total,
                });
                let (strength, millis) = (STRENGTH, MILLIS);
                events.push(GameEvent::Rumble(Rumble {
                    seat,
                    strength,
                    millis,
                }));
            }
        }
    }

    /// Tells everybody of a point: light for all, and a shake for those who made it.
    pub(super) fn tell_point(&self, team: Team, events: &mut Vec<GameEvent>) {
        for (seat, voter) in self.players() {
            let is_own = voter.team == team;
            let tint = if is_own { Tint::Good } else { Tint::Bad };
            let millis = GLOW;
            events.push(GameEvent::Glow(Glow { seat, tint, millis }));
            if is_own {
                events.push(GameEvent::Shakes { seat, shakes: MADE });
            }
        }
    }

    /// What stands on a player's phone: for whom they play, under which number, and how it stands.
    pub(super) fn show(&self, seat: SeatIndex, at: ControlId, showing: &mut Showing) {
        let Some(voter) = self.voter(seat) else {
            return;
        };
        let number = u32::from(seat.0) + 1;
        let (own, other) = (voter.team, voter.team.other());
        let [mine, theirs] = [own, other].map(|team| self.points[team.index()]);
        let name = own.name();
        let text = format!(
            "You are {name} {number}\n{name} {mine} : {theirs} {}",
            other.name()
        );
        showing.text(at, text);
    }
}

/// A player who plays for another team from now on.
pub(super) fn moved(seat: SeatIndex, to: Team) -> [GameEvent; 2] {
    let shakes = MOVED;
    [GameEvent::Shakes { seat, shakes }, in_colours(seat, to)]
}

/// A phone in its team's colour: the mark flashes, or the team is another one.
pub(super) fn in_colours(seat: SeatIndex, team: Team) -> GameEvent {
    GameEvent::Glow(Glow {
        seat,
        tint: Tint::Mark(team.mark()),
        millis: GLOW,
    })
}
