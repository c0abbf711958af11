//! Capsules: when a brick that breaks lets one fall, how it falls, and who catches it. What is in one, `powers` does.

use super::geometry::Vec2;
use super::pace::balls_for;
use super::play::STEP;
use super::points::{self, CAPSULE_POINTS};
use super::state::{
    CAPSULE_SIZE, Capsule, CapsuleKind, Cell, FIELD_HEIGHT, FIELD_WIDTH, MAX_CAPSULES,
    PADDLE_HEIGHT, PADDLE_Y, Paddle, State,
};
use super::{Arkanoid, Event, feel};
use crate::game::{Outputs, SeatIndex};

/// How fast they fall, in units per second.
pub(super) const FALL: f32 = 52.0;
/// One plain brick in so many lets one fall, where one may.
const BRICKS_A_CAPSULE: usize = 6;
/// How often each kind comes, of all of these together, in the order of [`CapsuleKind::ALL`].
const OFTEN: [usize; CapsuleKind::ALL.len()] = [5, 6, 5, 5, 6, 1, 1];

impl Arkanoid {
    /// A plain brick broke: perhaps a capsule falls from there.
    pub(super) fn drop_capsule(&mut self, from: Cell, outputs: &mut Outputs<Event>) {
        if !may_fall(&self.state) || self.dice.below(BRICKS_A_CAPSULE) > 0 {
            return;
        }
        let kind = self.pick_capsule();
        self.last_capsule = Some(kind);
        let (id, at) = (self.next_id, from.centre());
        self.next_id = self.next_id.wrapping_add(1);
        self.state.capsules.push(Capsule { id, kind, at });
        let dropped = Event::CapsuleDropped { id, kind, at };
        outputs.details.push(dropped);
    }

    /// Any kind but that of the last one, and no second door while one is open.
    fn pick_capsule(&mut self) -> CapsuleKind {
        let (last, door) = (self.last_capsule, self.state.door);
        let may_be =
            |kind: &CapsuleKind| Some(*kind) != last && !(door && *kind == CapsuleKind::Break);
        let kinds = CapsuleKind::ALL.into_iter().zip(OFTEN);
        let kinds = kinds.filter(|(kind, _)| may_be(kind));
        let mut roll = self.dice.below(kinds.clone().map(|(_, often)| often).sum());
        for (kind, often) in kinds {
            match roll.checked_sub(often) {
                Some(rest) => roll = rest,
                None => return kind,
            }
        }
        // not to be reached: a roll is below the sum of all
        CapsuleKind::Slow
    }

    /// Lets all fall for a step; those that meet a paddle are caught, those that leave the field are gone.
    pub(super) fn move_capsules(&mut self, outputs: &mut Outputs<Event>) {
        let mut index = 0;
        while let Some(capsule) = self.state.capsules.get_mut(index) {
            capsule.at.y += FALL * STEP;
            let capsule = *capsule;
            let catcher = catcher(&self.state.paddles, capsule.at);
            if let Some(seat) = catcher {
                self.state.capsules.remove(index);
                self.catch_capsule(seat, &capsule, outputs);
            } else if capsule.at.y > FIELD_HEIGHT + CAPSULE_SIZE.y {
                self.state.capsules.remove(index);
            } else {
                index += 1;
            }
        }
    }

    fn catch_capsule(&mut self, seat: SeatIndex, capsule: &Capsule, outputs: &mut Outputs<Event>) {
        let (kind, at) = (capsule.kind, capsule.at);
        outputs
            .details
            .push(Event::CapsuleCaught { seat, kind, at });
        feel::capsule(seat, outputs);
        points::note(&mut self.state, Some(seat), |tally| {
            tally.capsules = tally.capsules.saturating_add(1);
        });
        points::score(&mut self.state, Some(seat), CAPSULE_POINTS, outputs);
        self.empower(seat, kind, outputs);
    }
}

/// Whether there is room for one more: never in the boss's round nor while more balls fly than were served, and at most one
/// for each paddle in play.
fn may_fall(state: &State) -> bool {
    let catchers = state.paddles.iter().filter(|p| p.plays()).count();
    state.boss.is_none()
        && state.balls.len() <= balls_for(state.paddles.len())
        && state.capsules.len() < catchers.min(MAX_CAPSULES)
}

/// Whose paddle a capsule there touches; of several the one whose middle is nearest.
fn catcher(paddles: &[Paddle], at: Vec2) -> Option<SeatIndex> {
    if (at.y - PADDLE_Y).abs() > (PADDLE_HEIGHT + CAPSULE_SIZE.y) / 2.0 {
        return None;
    }
    let off = |paddle: &Paddle| (paddle.x - at.x).abs();
    let touching = paddles
        .iter()
        .filter(|paddle| paddle.plays() && off(paddle) <= (paddle.width + CAPSULE_SIZE.x) / 2.0);
    let nearest = touching.min_by(|a, b| off(a).total_cmp(&off(b)))?;
    Some(nearest.seat)
}

/// Whether these can be the capsules of a game that is read from a file.
pub(super) fn are_sound(state: &State) -> bool {
    let is_alone = |id: u32| state.capsules.iter().filter(|c| c.id == id).count() == 1;
    let is_sound = |capsule: &Capsule| {
        (0.0..=FIELD_WIDTH).contains(&capsule.at.x)
            && (0.0..=FIELD_HEIGHT + CAPSULE_SIZE.y).contains(&capsule.at.y)
            && is_alone(capsule.id)
    };
    state.capsules.len() <= MAX_CAPSULES && state.capsules.iter().all(is_sound)
}
