//! What is kept of a game when it is over: whose points are ranked, and what each player can be proud of. That is to be the
//! best of all at something if possible, and at something else than the others. Reads the tallies, decides nothing of the
//! game.

use super::state::{MAX_PADDLES, Mode, State, Tally};
use crate::game::{Highlight, League, Ranked, SeatIndex};

/// The high scores that a game of this mode counts for.
pub(super) const fn league(mode: Mode) -> League {
    match mode {
        Mode::Coop => League {
            id: "coop",
            of: Ranked::Team,
        },
        Mode::Versus => League {
            id: "versus",
            of: Ranked::Player,
        },
        Mode::Endless => League {
            id: "endless",
            of: Ranked::Team,
        },
    }
}

/// One thing that can be counted of a player.
struct Feat {
    /// What it is called for whoever has most of it, and for anybody else.
    titles: [&'static str; 2],
    /// So much of it is a good game's worth: what makes different things comparable.
    usual: u32,
    count: fn(&Tally) -> u32,
}

/// What is counted; of two that are worth as much, the earlier one is told.
const FEATS: [Feat; 6] = [
    Feat {
        titles: ["Most bricks", "Bricks"],
        usual: 60,
        count: |tally| tally.bricks,
    },
    Feat {
        titles: ["Longest combo", "Best combo"],
        usual: 8,
        count: |tally| tally.best_combo,
    },
    Feat {
        titles: ["Most saves", "Saves"],
        usual: 60,
        count: |tally| tally.saves,
    },
    Feat {
        titles: ["Most assists", "Assists"],
        usual: 12,
        count: |tally| tally.assists,
    },
    Feat {
        titles: ["Most capsules", "Capsules"],
        usual: 6,
        count: |tally| tally.capsules,
    },
    Feat {
        titles: ["Most enemies", "Enemies"],
        usual: 5,
        count: |tally| tally.enemies,
    },
];

/// Worths are counted in thousandths of what is usual.
const SCALE: u64 = 1_000;
/// Having less choice by one thing counts for more than any worth.
const CHOICE: u64 = 1 << 48;

impl Feat {
    fn worth(&self, count: u32) -> u64 {
        u64::from(count) * SCALE / u64::from(self.usual.max(1))
    }
}

/// Everybody who plays or waits, with what was given to them.
struct Hall {
    seats: [Option<SeatIndex>; MAX_PADDLES],
    given: [Option<usize>; MAX_PADDLES],
}

/// What the player in this seat can be proud of; `None` for somebody who has done nothing, or does not sit there.
pub(super) fn of(state: &State, seat: SeatIndex) -> Option<Highlight> {
    let hall = Hall::of(state);
    let at = hall.seats.iter().position(|other| *other == Some(seat))?;
    let feat = FEATS.get(hall.given.get(at).copied().flatten()?)?;
    let count = hall.count(state, at, feat);
    let most = (0..MAX_PADDLES).all(|other| hall.count(state, other, feat) <= count);
    let is_alone = hall.seats.iter().flatten().count() < 2;
    let [best, any] = feat.titles;
    Some(Highlight {
        title: if most && !is_alone { best } else { any },
        count,
    })
}

impl Hall {
    fn of(state: &State) -> Self {
        let mut hall = Self {
            seats: [None; MAX_PADDLES],
            given: [None; MAX_PADDLES],
        };
        let playing = state.paddles.iter().map(|paddle| paddle.seat);
        let here = playing.chain(state.waiting.iter().copied());
        for (place, seat) in hall.seats.iter_mut().zip(here) {
            *place = Some(seat);
        }
        // first what somebody is the best of all in, the clearest lead first; then what is left for the others
        while hall.give(state, Self::lead) {}
        while hall.give(state, Self::share) {}
        while hall.give(state, Self::anything) {}
        hall
    }

    /// Gives the most that there is to give; `false` where that is nothing.
    fn give(&mut self, state: &State, merit: fn(&Self, &State, usize, usize) -> u64) -> bool {
        let mut best = (0, 0, 0);
        for at in 0..MAX_PADDLES {
            let is_waiting = matches!(
                (self.seats.get(at), self.given.get(at)),
                (Some(Some(_)), Some(None))
            );
            for feat in (0..FEATS.len()).filter(|_| is_waiting) {
                let merit = merit(self, state, at, feat);
                if merit > best.0 {
                    best = (merit, at, feat);
                }
            }
        }
        let (merit, at, feat) = best;
        if let Some(given) = self.given.get_mut(at).filter(|_| merit > 0) {
            *given = Some(feat);
            return true;
        }
        false
    }

    fn count(&self, state: &State, at: usize, feat: &Feat) -> u32 {
        let seat = self.seats.get(at).copied().flatten();
        let tally = seat.and_then(|seat| state.tallies.get(seat.index()));
        tally.map_or(0, feat.count)
    }

    fn is_given(&self, feat: usize) -> bool {
        self.given.contains(&Some(feat))
    }

    /// How far this one is ahead of all others in something that nobody has been given; more than nothing where they are
    /// level.
    fn lead(&self, state: &State, at: usize, number: usize) -> u64 {
        let Some(feat) = FEATS.get(number).filter(|_| !self.is_given(number)) else {
            return 0;
        };
        let own = self.count(state, at, feat);
        let others = (0..MAX_PADDLES).filter(|other| *other != at);
        let next = others.map(|other| self.count(state, other, feat)).max();
        match own.checked_sub(next.unwrap_or(0)) {
            Some(lead) if own > 0 => feat.worth(lead) + 1,
            _ => 0,
        }
    }

    /// How good this one was at something that nobody has been given; whoever has the least choice of such things comes
    /// first, so that as many as can be get something of their own.
    fn share(&self, state: &State, at: usize, number: usize) -> u64 {
        let is_left = |number: usize| !self.is_given(number);
        let merit = self.anything(state, at, number);
        if merit == 0 || !is_left(number) {
            return 0;
        }
        let has = |number: &usize| is_left(*number) && self.anything(state, at, *number) > 0;
        let choice = (0..FEATS.len()).filter(has).count();
        merit.min(CHOICE - 1) + CHOICE * (FEATS.len() - choice) as u64
    }

    fn anything(&self, state: &State, at: usize, number: usize) -> u64 {
        let Some(feat) = FEATS.get(number) else {
            return 0;
        };
        match self.count(state, at, feat) {
            0 => 0,
            count => feat.worth(count) + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arkanoid::Arkanoid;
    use crate::game::{Game, SeatEvent, Setup};
    use proptest::prelude::*;

    fn state(tallies: &[Tally]) -> State {
        let mut game = Arkanoid::new(&Setup::new(1));
        for (seat, _) in (0..).zip(tallies) {
            game.on_seat(SeatEvent::Taken(SeatIndex(seat)));
        }
        let mut state = game.state().clone();
        for (own, tally) in state.tallies.iter_mut().zip(tallies) {
            *own = *tally;
        }
        state
    }

    fn told(tallies: &[Tally]) -> Vec<Option<(&'static str, u32)>> {
        let state = state(tallies);
        let seats = (0..).map(SeatIndex).take(tallies.len());
        seats
            .map(|seat| of(&state, seat).map(|h| (h.title, h.count)))
            .collect()
    }

    const NOTHING: Tally = Tally {
        bricks: 0,
        saves: 0,
        lost: 0,
        capsules: 0,
        enemies: 0,
        assists: 0,
        best_combo: 0,
    };

    #[test]
    fn everybody_is_the_best_at_something() {
        let tallies = [
            Tally {
                bricks: 90,
                saves: 40,
                best_combo: 9,
                ..NOTHING
            },
            Tally {
                bricks: 60,
                saves: 70,
                best_combo: 4,
                ..NOTHING
            },
            Tally {
                bricks: 20,
                saves: 20,
                assists: 3,
                ..NOTHING
            },
        ];
        let expected = [
            Some(("Longest combo", 9)),
            Some(("Most saves", 70)),
            Some(("Most assists", 3)),
        ];
        assert_eq!(told(&tallies), expected);
    }

    #[test]
    fn whoever_is_best_at_nothing_is_told_what_they_did() {
        let good = Tally {
            bricks: 90,
            saves: 70,
            lost: 0,
            capsules: 9,
            enemies: 9,
            assists: 9,
            best_combo: 9,
        };
        let fair = Tally {
            bricks: 30,
            ..NOTHING
        };
        let told = told(&[good, fair]);
        assert!(told[0].is_some_and(|(title, _)| title.starts_with("Most")));
        assert_eq!(told[1], Some(("Bricks", 30)));
    }

    #[test]
    fn one_player_alone_is_not_the_best_of_all() {
        let alone = Tally {
            bricks: 30,
            best_combo: 8,
            ..NOTHING
        };
        assert_eq!(told(&[alone]), [Some(("Best combo", 8))]);
        assert_eq!(told(&[NOTHING]), [None]);
    }

    #[test]
    fn a_seat_that_nobody_has_is_proud_of_nothing() {
        let state = state(&[Tally {
            bricks: 9,
            ..NOTHING
        }]);
        assert_eq!(of(&state, SeatIndex(1)), None);
        assert_eq!(of(&state, SeatIndex(900)), None);
    }

    fn tally() -> impl Strategy<Value = Tally> {
        let few = || 0..12_u32;
        (few(), few(), few(), few(), few(), few()).prop_map(
            |(bricks, saves, capsules, enemies, assists, best_combo)| Tally {
                bricks,
                saves,
                lost: 0,
                capsules,
                enemies,
                assists,
                best_combo,
            },
        )
    }

    proptest! {
        #[test]
        fn what_is_told_is_true(tallies in proptest::collection::vec(tally(), 1..=8)) {
            let told = told(&tallies);
            for (tally, told) in tallies.iter().zip(&told) {
                let Some((title, count)) = told else {
                    prop_assert_eq!(*tally, NOTHING);
                    continue;
                };
                let feat = FEATS.iter().find(|feat| feat.titles.contains(title)).unwrap();
                prop_assert_eq!((feat.count)(tally), *count);
                prop_assert!(*count > 0);
                let most = tallies.iter().map(feat.count).max();
                prop_assert_eq!(*title == feat.titles[0], most == Some(*count) && tallies.len() > 1);
            }
            // no two are told the same while something else is left that either of them did
            for (at, one) in told.iter().enumerate() {
                for other in told.iter().take(at).flatten() {
                    if one.is_some_and(|one| one.0 == other.0) {
                        let names: Vec<_> = told.iter().flatten().map(|told| told.0).collect();
                        let is_left = |feat: &&Feat| !feat.titles.iter().any(|title| names.contains(title));
                        let could = FEATS.iter().filter(is_left).any(|feat| (feat.count)(&tallies[at]) > 0);
                        prop_assert!(!could);
                    }
                }
            }
        }

        #[test]
        fn whatever_is_counted_is_harmless(counts in any::<[u32; 6]>()) {
            let [bricks, saves, capsules, enemies, assists, best_combo] = counts;
            let tally = Tally { bricks, saves, lost: 0, capsules, enemies, assists, best_combo };
            told(&[tally, NOTHING, tally]);
        }
    }
}
