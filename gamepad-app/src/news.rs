//! What the pad session tells becomes what the pad knows. Pure: the window and the windowless bot feed it the same way.

mod trouble;

pub use trouble::{came_back, measure};

use crate::model::{Connection, Count, Glow, Notice, PadModel, Rumble};
use couchpad_core::protocol::{Phase, Shakes, Turn};
use couchpad_core::session::PadEvent;
use couchpad_core::{PadUpdate, PadView};
use std::sync::Arc;
use std::time::Duration;

/// Takes one update into the model. `view` is the session's snapshot, at least as new as the update; `now` is the owner's clock.
pub fn apply(model: &mut PadModel, update: PadUpdate, view: &PadView, now: Duration) {
    match update {
        PadUpdate::Connecting { attempt } => connecting(model, attempt),
        PadUpdate::Connected { fresh } => connected(model, fresh),
        // Before the first meeting there is nothing to lose.
        PadUpdate::Lost { reason } if model.met => {
            model.connection = Connection::Lost { reason, attempt: 0 };
        }
        PadUpdate::Lost { .. } => {}
        PadUpdate::Refused(refusal) => model.connection = Connection::Refused(refusal),
        PadUpdate::Ended { reason } => model.connection = Connection::Ended(reason),
        PadUpdate::Impostor => model.connection = Connection::Impostor,
        PadUpdate::Unreachable { reason } => model.unreached = Some(reason.into()),
        PadUpdate::Paired {
            receiver,
            name,
            remembered,
        } => {
            model.paired = Some(receiver);
            model.receiver = Some(name);
            model.remembered = Some(remembered);
        }
        PadUpdate::Remembered(remembered) => {
            model.remembered = Some(remembered);
            model.answers += 1;
        }
        PadUpdate::Session(event) => told(model, event, view, now),
        PadUpdate::Transport(kind) => model.transport = Some(kind),
    }
}

fn connecting(model: &mut PadModel, now: u32) {
    match &mut model.connection {
        Connection::Lost { attempt, .. } | Connection::Connecting { attempt } => *attempt = now,
        Connection::Live | Connection::Refused(_) | Connection::Impostor | Connection::Ended(_) => {
            model.connection = Connection::Connecting { attempt: now };
        }
    }
}

fn connected(model: &mut PadModel, fresh: bool) {
    model.connection = Connection::Live;
    model.unreached = None;
    model.met = true;
    if fresh {
        // All that it told before is void; it tells it anew.
        model.layout = None;
        model.showing = Arc::default();
        model.place = None;
        model.score = None;
        model.notice = None;
        (model.rumble, model.glow, model.turn, model.count) = (None, None, None, None);
    }
}

fn told(model: &mut PadModel, event: PadEvent, view: &PadView, now: Duration) {
    match event {
        PadEvent::Layout => {
            model.layout.clone_from(&view.layout);
            model.showing.clone_from(&view.showing);
            start_from(model, view.axes);
        }
        PadEvent::Showing => model.showing.clone_from(&view.showing),
        PadEvent::Axes(axes) => start_from(model, axes),
        PadEvent::Place(place) => model.place = Some(place),
        PadEvent::Phase(phase) => enter(model, phase),
        PadEvent::Name(name) => model.name = name,
        PadEvent::Score { own, team } => model.score = Some((own, team)),
        PadEvent::Notice(text) => {
            let (cause, at) = (None, now);
            model.notice = Some(Notice { text, cause, at });
        }
        PadEvent::Rumble { strength, millis } => {
            let shakes = Shakes::once(strength, millis);
            model.rumble = Some(Rumble { shakes, at: now });
        }
        PadEvent::Shakes(shakes) => model.rumble = Some(Rumble { shakes, at: now }),
        PadEvent::Glow { tint, millis } => {
            let length = Duration::from_millis(millis.into());
            let at = now;
            model.glow = Some(Glow { tint, length, at });
        }
        PadEvent::Turn(turn) => {
            let is_new = model.turn.is_none();
            match turn {
                Turn::Yours if is_new => model.turn = Some(now),
                Turn::Yours => {}
                Turn::Free => model.turn = None,
            }
        }
        PadEvent::Countdown(seconds) => count(model, seconds, now),
        // The updates around it say what follows.
        PadEvent::Cause(cause) => trouble::ail(model, cause, now),
        PadEvent::Live { .. } | PadEvent::Closing(_) => {}
        // No program of the player's own is here to read them.
        PadEvent::App { .. } | PadEvent::Message(_) | PadEvent::Undelivered { .. } => {}
    }
}

/// A countdown is over where nothing is played.
fn enter(model: &mut PadModel, phase: Phase) {
    model.phase = phase;
    if !phase.is_live() {
        model.count = None;
    }
}

/// The end of a countdown is said only to who has seen it.
fn count(model: &mut PadModel, seconds: u8, now: Duration) {
    let was_counting = model.count.is_some_and(|count| count.seconds > 0);
    let is_said = seconds > 0 || (was_counting && model.phase.is_live());
    model.count = is_said.then_some(Count { seconds, at: now });
}

fn start_from(model: &mut PadModel, axes: [i16; couchpad_core::protocol::limits::AXES]) {
    model.axes = axes;
    model.axes_told += 1;
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_core::protocol::{Orientation, PadLayout, PublicKey, Shake, Tint};
    use couchpad_core::{PadEnd, PadLoss, Unreachable};

    fn after(updates: impl IntoIterator<Item = PadUpdate>) -> PadModel {
        let view = PadView {
            layout: Some(PadLayout::new("Arkanoid", Orientation::Any).into()),
            axes: [700, 0, 0, 0, 0, 0, 0, 0],
            ..Default::default()
        };
        let mut model = PadModel::default();
        for update in updates {
            apply(&mut model, update, &view, Duration::from_secs(9));
        }
        model
    }

    const MET: PadUpdate = PadUpdate::Connected { fresh: true };

    #[test]
    fn tries_are_counted_before_and_after_the_first_meeting() {
        let attempt = |attempt| PadUpdate::Connecting { attempt };
        let reason = PadLoss::Silent;
        let early = after([attempt(1), PadUpdate::Lost { reason }, attempt(2)]);
        assert_eq!(early.connection, Connection::Connecting { attempt: 2 });
        let late = after([attempt(1), MET, PadUpdate::Lost { reason }, attempt(3)]);
        assert_eq!(late.connection, Connection::Lost { reason, attempt: 3 });
        assert!(late.met);
    }

    #[test]
    fn a_layout_comes_with_its_start_values_and_a_fresh_session_forgets_it() {
        let layout = || PadUpdate::Session(PadEvent::Layout);
        let model = after([MET, layout()]);
        assert_eq!((model.axes[0], model.axes_told), (700, 1));
        assert_eq!(
            model.layout.map(|l| l.title.clone()),
            Some("Arkanoid".into())
        );
        let resumed = after([MET, layout(), PadUpdate::Connected { fresh: false }]);
        assert!(resumed.layout.is_some());
        assert!(after([MET, layout(), MET]).layout.is_none());
    }

    #[test]
    fn what_the_receiver_tells_is_known() {
        let model = after([
            MET,
            PadUpdate::Session(PadEvent::Name("Ada (2)".into())),
            PadUpdate::Session(PadEvent::Phase(Phase::Playing)),
            PadUpdate::Session(PadEvent::Score { own: 3, team: 9 }),
            PadUpdate::Session(PadEvent::Notice("Round 2".into())),
            PadUpdate::Ended {
                reason: PadEnd::Kicked,
            },
        ]);
        assert_eq!(model.name, "Ada (2)");
        assert_eq!((model.phase, model.score), (Phase::Playing, Some((3, 9))));
        assert_eq!(model.notice.map(|n| n.at), Some(Duration::from_secs(9)));
        assert_eq!(model.connection, Connection::Ended(PadEnd::Kicked));
    }

    #[test]
    fn what_is_felt_and_seen_is_known_and_a_fresh_session_forgets_it() {
        let told = |events: &[PadEvent]| {
            let events = events.iter().cloned().map(PadUpdate::Session);
            after([MET].into_iter().chain(events))
        };
        let at = Duration::from_secs(9);
        let beat = Shakes::new(&[Shake::new(9, 80).then(40), Shake::new(5, 60)]);
        let glow = PadEvent::Glow {
            tint: Tint::Good,
            millis: 300,
        };
        let events = [
            PadEvent::Shakes(beat),
            glow,
            PadEvent::Turn(Turn::Yours),
            PadEvent::Countdown(2),
        ];
        let model = told(&events);
        assert_eq!(model.rumble, Some(Rumble { shakes: beat, at }));
        let length = Duration::from_millis(300);
        let tint = Tint::Good;
        assert_eq!(model.glow, Some(Glow { tint, length, at }));
        assert_eq!(
            (model.turn, model.count.map(|c| c.seconds)),
            (Some(at), Some(2))
        );
        assert!(!model.is_turn(), "nothing is played, and there is no seat");
        let forgotten = after(
            [MET]
                .into_iter()
                .chain(events.map(PadUpdate::Session))
                .chain([MET]),
        );
        assert_eq!(forgotten, after([MET, MET]));
        let one = told(&[PadEvent::Rumble {
            strength: 7,
            millis: 30,
        }]);
        let shakes = Shakes::once(7, 30);
        assert_eq!(one.rumble, Some(Rumble { shakes, at }));
    }

    #[test]
    fn a_countdown_ends_with_a_word_for_who_saw_it_and_with_none_in_a_pause() {
        let after = |events: &[PadEvent]| {
            let play = PadUpdate::Session(PadEvent::Phase(Phase::Playing));
            let events = events.iter().cloned().map(PadUpdate::Session);
            let model = after([MET, play].into_iter().chain(events));
            model.count.map(|count| count.seconds)
        };
        let number = PadEvent::Countdown;
        assert_eq!(after(&[number(3), number(2)]), Some(2));
        assert_eq!(after(&[number(1), number(0)]), Some(0));
        assert_eq!(
            after(&[number(0)]),
            None,
            "of a countdown that it never saw"
        );
        assert_eq!(after(&[number(1), number(0), number(0)]), None);
        let pause = PadEvent::Phase(Phase::Paused);
        assert_eq!(after(&[number(2), pause.clone()]), None);
        assert_eq!(after(&[number(2), pause, number(0)]), None);
    }

    #[test]
    fn a_receiver_that_let_us_in_has_a_name_and_an_answer_counts_though_it_is_no() {
        let paired = PadUpdate::Paired {
            receiver: PublicKey([1; 32]),
            name: "Den".into(),
            remembered: false,
        };
        let unreached = PadUpdate::Unreachable {
            reason: Unreachable::TimedOut,
        };
        let asked = after([unreached.clone(), paired.clone(), MET]);
        assert_eq!(asked.receiver.as_deref(), Some("Den"));
        assert_eq!(asked.paired, Some(PublicKey([1; 32])));
        assert_eq!((asked.remembered, asked.answers), (Some(false), 0));
        assert_eq!(asked.unreached, None, "it was reached");
        assert!(after([unreached]).unreached.is_some());
        let refused = after([paired, PadUpdate::Remembered(false)]);
        assert_eq!((refused.remembered, refused.answers), (Some(false), 1));
        assert_eq!(
            after([PadUpdate::Impostor]).connection,
            Connection::Impostor
        );
    }
}
