//! From buttons to turns: what a player presses waits until the snake can turn, so that quick turns one after another all
//! count. Knows no field.

use super::state::Heading;
use crate::game::{ButtonIndex, SeatInput};
use serde::{Deserialize, Serialize};

/// Turns that wait at most: a U-turn, and one more.
const WAITING: usize = 3;
/// Two neighbouring directions that go down within so many steps, the first still held, are one thumb that is not quite
/// straight: only the first counts, until it is let go.
const ONE_THUMB_STEPS: u8 = 4;

/// The button of a direction.
#[must_use]
pub const fn button(heading: Heading) -> ButtonIndex {
    ButtonIndex(heading as u8)
}

/// A turn that was taken in just now, and what came with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Thumb {
    /// What counted.
    first: Heading,
    /// Steps in which a second direction does not.
    steps_left: u8,
    /// A second direction that did not count, and would if the first were let go.
    second: Option<Heading>,
}

/// What a player wants to do next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Turns {
    waiting: [Option<Heading>; WAITING],
    thumb: Option<Thumb>,
}

impl Turns {
    /// Nothing waits any more.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Takes in what a player did since the last step; `heading` is where the snake goes now.
    pub(super) fn listen(&mut self, input: &SeatInput, heading: Heading) {
        let is_held = |way: Heading| input.held & button(way).bit() != 0;
        if let Some(thumb) = &mut self.thumb {
            thumb.steps_left = thumb.steps_left.saturating_sub(1);
            let (first, second) = (thumb.first, thumb.second);
            if !is_held(first) {
                self.thumb = None;
                if let Some(second) = second.filter(|second| is_held(*second)) {
                    self.want(second, heading);
                }
            }
        }
        let last = self.last(heading);
        let mut pressed = Heading::ALL
            .into_iter()
            .filter(|way| input.pressed & button(*way).bit() != 0);
        // of two at once, the one that is a turn counts
        let Some(first) = pressed.clone().find(|way| way.is_across(last)) else {
            return;
        };
        self.press(first, heading, input);
        // two taps that a slow network brought together: round, not straight on
        if pressed.any(|way| way == last.back()) && !is_held(first) {
            self.press(last.back(), heading, input);
        }
    }

    fn press(&mut self, way: Heading, heading: Heading, input: &SeatInput) {
        let is_held = |way: Heading| input.held & button(way).bit() != 0;
        if let Some(thumb) = &mut self.thumb
            && thumb.steps_left > 0
            && thumb.first.is_across(way)
        {
            thumb.second = Some(way);
            return;
        }
        if self.want(way, heading) {
            self.thumb = is_held(way).then_some(Thumb {
                first: way,
                steps_left: ONE_THUMB_STEPS,
                second: None,
            });
        }
    }

    /// Puts a turn behind those that wait, if it is one and there is room.
    fn want(&mut self, way: Heading, heading: Heading) -> bool {
        if !way.is_across(self.last(heading)) {
            return false;
        }
        let free = self.waiting.iter_mut().find(|turn| turn.is_none());
        free.is_some_and(|free| {
            *free = Some(way);
            true
        })
    }

    /// Where the snake goes after all that waits.
    fn last(&self, heading: Heading) -> Heading {
        let last = self.waiting.iter().rev().find_map(|turn| *turn);
        last.unwrap_or(heading)
    }

    /// The next turn, if there is one. It is taken away.
    pub(super) fn next(&mut self, heading: Heading) -> Option<Heading> {
        let next = self.waiting[0].take();
        self.waiting.rotate_left(1);
        next.filter(|way| way.is_across(heading))
    }

    /// Whether nothing waits.
    pub(super) fn is_empty(&self) -> bool {
        self.waiting.iter().all(Option::is_none)
    }

    /// Whether what was read from a file can have come up: no gap among those that wait.
    pub(super) fn is_sound(&self) -> bool {
        let gap = self.waiting.iter().position(Option::is_none);
        gap.is_none_or(|gap| self.waiting[gap..].iter().all(Option::is_none))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Heading::{Down, Left, Right, Up};

    /// Everything that waits after these steps: what goes down in each, and what is held then.
    fn waiting(heading: Heading, steps: &[(&[Heading], &[Heading])]) -> Vec<Heading> {
        let bits = |ways: &[Heading]| ways.iter().fold(0, |bits, way| bits | button(*way).bit());
        let mut turns = Turns::default();
        for (pressed, held) in steps {
            let (pressed, held) = (bits(pressed), bits(held));
            let input = SeatInput {
                pressed,
                held,
                ..SeatInput::default()
            };
            turns.listen(&input, heading);
        }
        assert!(turns.is_sound());
        turns.waiting.into_iter().flatten().collect()
    }

    #[test]
    fn quick_turns_wait_for_each_other() {
        let taps: &[(&[Heading], &[Heading])] = &[(&[Up], &[]), (&[Left], &[]), (&[Down], &[])];
        assert_eq!(waiting(Right, taps), [Up, Left, Down]);
        assert_eq!(
            waiting(Right, &[taps, &[(&[Right], &[])]].concat()),
            [Up, Left, Down]
        );
    }

    #[test]
    fn two_taps_of_one_step_turn_round() {
        assert_eq!(waiting(Right, &[(&[Left, Up], &[])]), [Up, Left]);
        assert_eq!(waiting(Right, &[(&[Right, Up], &[])]), [Up]);
    }

    #[test]
    fn nobody_turns_back_or_where_they_go_already() {
        assert_eq!(waiting(Right, &[(&[Left], &[]), (&[Right], &[])]), []);
        assert_eq!(waiting(Up, &[(&[Left], &[]), (&[Right], &[])]), [Left]);
    }

    #[test]
    fn a_thumb_that_is_not_quite_straight_turns_once() {
        // up and a little to the right, or to the right and a little up
        let crooked: &[(&[Heading], &[Heading])] = &[(&[Up], &[Up]), (&[Right], &[Up, Right])];
        assert_eq!(waiting(Right, crooked), [Up]);
        assert_eq!(waiting(Right, &[(&[Up, Right], &[Up, Right])]), [Up]);
        assert_eq!(
            waiting(Right, &[(&[Right], &[Right]), (&[Up], &[Up, Right])]),
            [Up]
        );
        let both = [Up, Left];
        assert_eq!(waiting(Right, &[(&both, &both)]), [Up]);
        let lifted = [crooked, &[(&[], &[])]].concat();
        assert_eq!(waiting(Right, &lifted), [Up]);
    }

    #[test]
    fn a_thumb_that_goes_round_a_corner_turns_twice() {
        let corner: &[(&[Heading], &[Heading])] = &[
            (&[Up], &[Up]),
            (&[Right], &[Up, Right]),
            (&[], &[Right]),
            (&[], &[]),
        ];
        assert_eq!(waiting(Right, corner), [Up, Right]);
        // slowly, the second counts while the first is still held
        let slow = [
            &[(&[Up][..], &[Up][..])][..],
            &[(&[][..], &[Up][..]); 4],
            &[(&[Left], &[Up, Left])],
        ];
        assert_eq!(waiting(Right, &slow.concat()), [Up, Left]);
    }
}
