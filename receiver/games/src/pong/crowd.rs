//! Who plays for whom: whoever comes joins the smaller team, and between two points the larger one lends its newest. Must not
//! know votes nor the ball.

use super::state::{SEATS, State, Team, Voter};
use couchpad_protocol::SeatIndex;

impl State {
    /// The team that needs a player most: the smaller one, else the one that is behind.
    fn neediest(&self) -> Team {
        let [sun, sky] = self.sizes;
        match sun.cmp(&sky) {
            std::cmp::Ordering::Less => Team::Sun,
            std::cmp::Ordering::Greater => Team::Sky,
            std::cmp::Ordering::Equal => self.leader().map_or(Team::Sun, Team::other),
        }
    }

    /// Somebody sits down there.
    pub(super) fn seat(&mut self, seat: SeatIndex) {
        if seat.index() >= SEATS || self.voter(seat).is_some() {
            return;
        }
        if self.voters.len() <= seat.index() {
            self.voters.resize(seat.index() + 1, None);
        }
        let came = self.voters.iter().flatten().map(|voter| voter.came);
        let came = came.max().map_or(0, |last| last.saturating_add(1));
        let team = self.neediest();
        if let Some(place) = self.voters.get_mut(seat.index()) {
            *place = Some(Voter::new(team, came));
            self.sizes[team.index()] += 1;
        }
    }

    /// Somebody leaves.
    pub(super) fn free(&mut self, seat: SeatIndex) {
        let left = self.voters.get_mut(seat.index()).and_then(Option::take);
        if let Some(voter) = left {
            self.sizes[voter.team.index()] -= 1;
        }
    }

    /// Evens the teams out: the newest of the larger one change sides until both are of a size, or nearly.
    pub(super) fn balance(&mut self, mut moved: impl FnMut(SeatIndex, Team)) {
        while self.sizes[0].abs_diff(self.sizes[1]) > 1 {
            let to = self.neediest();
            let voters = (0..).map(SeatIndex).zip(&mut self.voters);
            let voters = voters.filter_map(|(seat, voter)| Some((seat, voter.as_mut()?)));
            let newest = voters
                .filter(|(_, voter)| voter.team != to)
                .max_by_key(|(_, voter)| voter.came);
            let Some((seat, voter)) = newest else {
                return;
            };
            voter.team = to;
            self.sizes[to.index()] += 1;
            self.sizes[to.other().index()] -= 1;
            moved(seat, to);
        }
    }

    /// Whether everybody is counted where they play.
    pub(super) fn are_sizes_right(&self) -> bool {
        let of = |team| {
            self.players()
                .filter(|(_, voter)| voter.team == team)
                .count()
        };
        Team::ALL.map(of) == self.sizes.map(usize::from)
    }
}
