//! A game that shows something on the pad, and never the same for long. Must not know how it travels.

use super::World;
use crate::protocol::{ControlId, SeatIndex, Showing, Shown};

impl World {
    /// Shows something else at each step. When the blackout is over the game rests until the pad has caught up.
    pub(super) fn show(&mut self) {
        if !self.plan.shows {
            return;
        }
        let is_light = self.dark.is_some_and(|(_, light)| self.now >= light);
        if is_light && self.figures.missed.is_empty() {
            let before = *self.game.shown_by_light.get_or_insert(self.pad.shown);
            if self.shows_the_same() {
                self.figures.missed.push(self.pad.shown - before);
            }
        } else if self.player.swipes {
            self.game.shown += 1;
            let mut cells = vec![0; 400];
            cells[self.game.shown % 400] = 1;
            let mut showing = Showing::default();
            let columns = 20;
            showing.set(ControlId(1), Shown::Board { columns, cells });
            showing.text(ControlId(2), format!("step {}", self.game.shown));
            (self.host.session).set_showing(self.now, SeatIndex(0), showing);
        }
    }

    pub(super) fn shows_the_same(&self) -> bool {
        self.host.session.showing(SeatIndex(0)) == Some(self.pad.session.showing())
    }
}
