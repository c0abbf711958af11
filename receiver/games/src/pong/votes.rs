//! What a team wants: everybody's vote, whose votes count, and the mean that no few can pull away. Must not know the ball.

use super::state::{Both, FLASH, STILL, State, Team, Voter, Wiggle};
use super::{STANDS_IN, VOTE};
use couchpad_protocol::{SeatIndex, SeatInput};

/// A vote must come back so far for it to be a turn.
const TURN: i32 = 4_000;
/// So many turns are a wiggle.
pub(super) const TURNS: u8 = 4;
/// Steps after which turns are forgotten.
pub(super) const FADE: u8 = 36;

/// What the teams want, by what everybody does now. `None` where nobody plays.
pub(super) fn tally(state: &State, scratch: &mut Vec<i16>) -> Both<Option<i16>> {
    Team::ALL.map(|team| {
        // who is there and moves; else who is there; else whoever stands in
        let counts: [fn(&Voter) -> bool; 3] =
            [Voter::is_fresh, |voter| !voter.is_stand_in, |_| true];
        counts.into_iter().find_map(|counts| {
            let voters = state.voters.iter().flatten();
            let voters = voters.filter(|voter| voter.team == team && counts(voter));
            scratch.clear();
            scratch.extend(voters.map(|voter| voter.vote));
            robust_mean(scratch)
        })
    })
}

/// The interquartile mean: the lowest quarter and the highest quarter of the votes are left out, of three or more at least one
/// each; the mean of the rest is what the team wants. So whoever wants something else altogether has to be a quarter of the
/// team to be noticed, and half of it to be obeyed. `None` of no votes.
pub(super) fn robust_mean(votes: &mut [i16]) -> Option<i16> {
    votes.sort_unstable();
    let count = votes.len();
    let out = if count < 3 { 0 } else { (count / 4).max(1) };
    let middle = votes.get(out..count - out)?;
    let sum: i64 = middle.iter().map(|vote| i64::from(*vote)).sum();
    let mean = sum.checked_div(i64::try_from(middle.len()).ok()?)?;
    i16::try_from(mean).ok()
}

impl Voter {
    pub(super) fn new(team: Team, came: u32) -> Self {
        Self {
            team,
            vote: 0,
            still: STILL,
            is_stand_in: false,
            flash: 0,
            on_the_ball: 0,
            came,
            wiggle: Wiggle::default(),
        }
    }

    /// Takes note of what the player does. Tells whether the mark begins to flash.
    pub(super) fn hear(&mut self, input: SeatInput) -> bool {
        let vote = input.axes.get(usize::from(VOTE.0)).copied();
        let vote = vote.unwrap_or(0).max(-i16::MAX);
        self.is_stand_in = input.held(STANDS_IN);
        self.still = if vote == self.vote {
            (self.still + 1).min(STILL)
        } else {
            0
        };
        self.vote = vote;
        self.flash = self.flash.saturating_sub(1);
        let flashes = self.wiggle.follow(vote) && self.flash == 0;
        if flashes {
            self.flash = FLASH;
        }
        flashes
    }
}

impl Wiggle {
    /// Follows a vote. Tells whether it has turned often enough, soon enough.
    fn follow(&mut self, vote: i16) -> bool {
        self.fades = self.fades.saturating_sub(1);
        if self.fades == 0 {
            self.turns = 0;
        }
        let way = i32::from(vote) - i32::from(self.from);
        if way == 0 || (way > 0) == self.is_down {
            self.from = vote;
            return false;
        }
        if way.abs() < TURN {
            return false;
        }
        self.is_down = !self.is_down;
        self.from = vote;
        self.fades = FADE;
        self.turns += 1;
        let is_wiggle = self.turns >= TURNS;
        if is_wiggle {
            self.turns = 0;
        }
        is_wiggle
    }
}

impl State {
    /// Takes note of what everybody does; who wiggles is told.
    pub(super) fn hear(
        &mut self,
        input: impl Fn(SeatIndex) -> SeatInput,
        mut flashed: impl FnMut(SeatIndex, Team),
    ) {
        for (seat, voter) in (0..).map(SeatIndex).zip(&mut self.voters) {
            if let Some(voter) = voter
                && voter.hear(input(seat))
            {
                flashed(seat, voter.team);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn mean(votes: &[i16]) -> Option<i16> {
        robust_mean(&mut votes.to_vec())
    }

    #[test]
    fn one_is_obeyed_two_meet_in_the_middle_and_of_three_the_middle_one_counts() {
        assert_eq!(mean(&[]), None);
        assert_eq!(mean(&[700]), Some(700));
        assert_eq!(mean(&[700, -100]), Some(300));
        assert_eq!(mean(&[-32_767, 900, 1_000]), Some(900));
    }

    #[test]
    fn the_lowest_and_the_highest_quarter_do_not_count() {
        assert_eq!(
            mean(&[-30_000, -20_000, 1, 2, 3, 4, 9_000, 30_000]),
            Some(2)
        );
        assert_eq!(mean(&[-i16::MAX; 1_000]), Some(-i16::MAX));
    }

    proptest! {
        /// Fewer than a quarter can do what they like.
        #[test]
        fn few_cannot_pull_the_paddle_away(
            honest in prop::collection::vec(-9_000_i16..9_000, 3..200),
            wild in prop::collection::vec(-32_767_i16.., 0..60),
        ) {
            let wild = &wild[..wild.len().min(honest.len() / 4)];
            let all: Vec<_> = honest.iter().chain(wild).copied().collect();
            let mean = mean(&all).expect("there are votes");
            let (low, high) = (honest.iter().min().unwrap(), honest.iter().max().unwrap());
            prop_assert!((*low..=*high).contains(&mean), "{mean}");
        }

        #[test]
        fn the_order_of_votes_does_not_matter(mut votes in prop::collection::vec(-32_767_i16.., 1..40)) {
            let one = mean(&votes);
            votes.reverse();
            prop_assert_eq!(mean(&votes), one);
        }
    }

    fn moved(voter: &mut Voter, vote: i16) -> bool {
        let mut input = SeatInput::default();
        input.axes[0] = vote;
        voter.hear(input)
    }

    #[test]
    fn a_wiggle_flashes_and_a_sweep_does_not() {
        let mut voter = Voter::new(Team::Sun, 0);
        let sweep = (0..400).map(|n: i32| (n * 80) as i16);
        assert!(!sweep.into_iter().any(|vote| moved(&mut voter, vote)));
        let wiggle = [0, 9_000, 0, 9_000, 0, 9_000].map(|vote| moved(&mut voter, vote));
        assert_eq!(wiggle.iter().filter(|flashes| **flashes).count(), 1);
        assert!((FLASH - 6..=FLASH).contains(&voter.flash));
    }

    #[test]
    fn slow_turns_are_no_wiggle() {
        let mut voter = Voter::new(Team::Sun, 0);
        for turn in 0..20 {
            let vote = [0, 20_000][turn % 2];
            for _ in 0..=FADE {
                assert!(!moved(&mut voter, vote));
            }
        }
    }

    #[test]
    fn a_vote_is_fresh_from_its_first_move_until_it_has_stood_still() {
        let mut voter = Voter::new(Team::Sun, 0);
        moved(&mut voter, 0);
        assert!(!voter.is_fresh(), "who has not moved has not voted");
        moved(&mut voter, 1);
        (0..STILL - 1).for_each(|_| {
            assert!({
                moved(&mut voter, 1);
                voter.is_fresh()
            })
        });
        moved(&mut voter, 1);
        assert!(!voter.is_fresh());
    }
}
