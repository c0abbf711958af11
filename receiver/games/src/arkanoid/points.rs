//! What things are worth, and who gets it: bricks, combos, assists, lives. Knows no flight.

use super::Event;
use super::state::{Ball, Brick, BrickKind, Cell, Mode, State, Tally};
use crate::game::{GameEvent, Outputs, SeatIndex};

/// Most lives that a team has at a time.
pub(super) const MOST_LIVES: u32 = 9;
/// The team's points that bring the first life on top.
pub(super) const FIRST_LIFE: i64 = 20_000;
/// And the points from one to the next from there on.
pub(super) const NEXT_LIFE: i64 = 60_000;
/// A capsule's worth.
pub(super) const CAPSULE_POINTS: i32 = 1_000;
/// What silver is worth for each round gets no higher after so many of them.
const DEAREST_ROUND: u32 = 100;
/// The first brick of a flight that is worth more than by itself.
const COMBO_FROM: u32 = 3;
/// What each brick from there on adds.
const COMBO_STEP: i32 = 10;
/// The most that one brick adds.
const COMBO_MOST: i32 = 100;
/// The share of who touched the ball before its owner: one part in so many of the brick's points.
const ASSIST_PART: i32 = 5;

/// What a brick is worth that broke in that round.
pub(super) fn worth(brick: Brick, round: u32) -> i32 {
    match brick.kind {
        BrickKind::Plain => 50 + 10 * i32::from(brick.colour),
        BrickKind::Silver => 50 * round.clamp(1, DEAREST_ROUND) as i32,
        BrickKind::Gold => 0,
    }
}

/// What the brick is worth on top that is the `bricks`th of one flight.
pub(super) fn combo_worth(bricks: u32) -> i32 {
    let further = bricks.saturating_sub(COMBO_FROM - 1).min(COMBO_MOST as u32);
    (further as i32 * COMBO_STEP).min(COMBO_MOST)
}

/// The share in a brick of that worth.
pub(super) const fn assist_worth(worth: i32) -> i32 {
    worth / ASSIST_PART
}

/// Points for the team, and for the player if there is one; less than none where points are lost.
pub(super) fn score(
    state: &mut State,
    seat: Option<SeatIndex>,
    points: i32,
    outputs: &mut Outputs<Event>,
) {
    state.team_score += i64::from(points);
    if let Some(seat) = seat
        && let Some(total) = state.scores.get_mut(seat.index())
    {
        *total += i64::from(points);
        let total = *total;
        outputs.events.push(GameEvent::Score {
            seat,
            points,
            total,
        });
    }
    while let Some(next) = state.next_life
        && state.team_score >= next
    {
        state.next_life = Some(next + NEXT_LIFE);
        win_life(state, outputs);
    }
}

/// One more life, where there are lives and not too many already; whether it was one.
pub(super) fn win_life(state: &mut State, outputs: &mut Outputs<Event>) -> bool {
    match &mut state.lives {
        Some(lives) if *lives < MOST_LIVES => {
            *lives += 1;
            outputs.details.push(Event::LifeWon { left: *lives });
            true
        }
        Some(_) | None => false,
    }
}

/// Notes for the results what somebody did.
pub(super) fn note(state: &mut State, seat: Option<SeatIndex>, what: impl FnOnce(&mut Tally)) {
    if let Some(seat) = seat
        && let Some(tally) = state.tallies.get_mut(seat.index())
    {
        what(tally);
    }
}

/// What a ball's owner wins on top for a brick that it broke, and who has a share in it.
pub(super) fn reward_flight(
    state: &mut State,
    ball: &mut Ball,
    cell: Cell,
    worth: i32,
    outputs: &mut Outputs<Event>,
) {
    ball.combo = ball.combo.saturating_add(1);
    let Some(owner) = ball.owner else {
        return;
    };
    let (bricks, at) = (ball.combo, cell.centre());
    note(state, ball.owner, |tally| {
        tally.best_combo = tally.best_combo.max(bricks);
    });
    let points = combo_worth(bricks);
    if points > 0 {
        outputs.details.push(Event::Combo {
            seat: owner,
            bricks,
            points,
            at,
        });
        score(state, ball.owner, points, outputs);
    }
    // in a race nobody has a share in what others break
    if state.mode != Mode::Versus
        && let Some(seat) = ball.helper
    {
        let points = assist_worth(worth);
        outputs.details.push(Event::Assist { seat, points, at });
        note(state, ball.helper, |tally| {
            tally.assists = tally.assists.saturating_add(1);
        });
        score(state, ball.helper, points, outputs);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn combos_grow_from_the_third_brick_to_a_hundred() {
        let worths = [0, 1, 2, 3, 4, 11, 12, 13, u32::MAX].map(combo_worth);
        assert_eq!(worths, [0, 0, 0, 10, 20, 90, 100, 100, 100]);
    }

    #[test]
    fn bricks_are_worth_their_colour_and_silver_its_round() {
        let of = |kind, colour, round| {
            let brick = Brick {
                kind,
                hits_left: 0,
                colour,
            };
            worth(brick, round)
        };
        let plain: Vec<_> = (0..8).map(|c| of(BrickKind::Plain, c, 7)).collect();
        assert_eq!(plain, [50, 60, 70, 80, 90, 100, 110, 120]);
        let silver = [1, 2, 33, u32::MAX].map(|round| of(BrickKind::Silver, 0, round));
        assert_eq!(silver, [50, 100, 1_650, 5_000]);
        assert_eq!(of(BrickKind::Gold, 0, 9), 0);
        assert_eq!(assist_worth(120), 24);
    }
}
