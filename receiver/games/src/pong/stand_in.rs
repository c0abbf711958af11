//! What somebody decent would vote: for players who are away, and for a side on which nobody plays. Everybody is off by some
//! of their own, another bit with each return, so that many together are better than one. Rolls no dice.

use super::state::{HEIGHT, State, Team, vote_for};
use crate::game::SeatIndex;

/// How far from the paddle's middle a team of stand-ins wants to meet the ball, at most: so it goes everywhere.
const SLICE: f32 = 80.0;
/// How far off a stand-in is besides, at most.
const OFF: f32 = 55.0;
/// How far off whoever plays for an empty side is: it is alone, and to be beaten.
const OFF_ALONE: f32 = 60.0;
/// How far a stand-in's thumb goes in a step.
const THUMB: i16 = 1_500;

impl State {
    /// Where it would be best to be, with an error that depends on who asks.
    fn aim(&self, team: Team, who: u32, off: f32) -> f32 {
        match self.ball.meets(team) {
            Some(y) => y + SLICE * self.error(nobody(team)) + off * self.error(who),
            None => HEIGHT / 2.0 + 0.5 * off * self.error(who),
        }
    }

    /// From -1 to 1, another one for everybody and after each return and point.
    fn error(&self, who: u32) -> f32 {
        let [sun, sky] = self.points;
        let moment = u64::from(self.returns) << 32 ^ u64::from(sun) << 16 ^ u64::from(sky);
        // SplitMix64, made from its public description: every bit of the input changes about half of the output's
        let mut mixed = moment ^ (u64::from(who) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 40) as f32 / (1 << 23) as f32 - 1.0
    }

    /// Where a side without players wants its paddle.
    pub(super) fn wanted_alone(&self, team: Team) -> f32 {
        self.aim(team, nobody(team.other()), OFF_ALONE)
    }

    /// The vote of a stand-in; `None` where nobody sits.
    pub(super) fn stand_in_vote(&self, seat: SeatIndex) -> Option<i16> {
        let voter = self.voter(seat)?;
        let aim = vote_for(self.aim(voter.team, seat.0.into(), OFF));
        let way = aim.saturating_sub(voter.vote).clamp(-THUMB, THUMB);
        Some(voter.vote.saturating_add(way).max(-i16::MAX))
    }
}

/// Who is asked for what a team has in common: a number that no seat has.
fn nobody(team: Team) -> u32 {
    0x1_0000 + team.index() as u32
}
