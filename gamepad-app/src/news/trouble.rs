//! What the pad has to say of its link: what is wrong, and what to do about it, once in a while. Must not know how that is shown.

use crate::model::{Notice, PadModel, Trouble};
use couchpad_core::PadView;
use couchpad_core::session::Cause;
use std::time::Duration;

/// How long the same advice is not given again.
const ADVICE: Duration = Duration::from_secs(60);
/// How long a link does badly before that is said: most of it passes.
const WEAK: Duration = Duration::from_secs(3);

/// Takes the measures of the link, if a player could see the difference: a well link is drawn the same whatever its
/// milliseconds are, and is not drawn anew for them. Gives whether anything is to be drawn.
pub fn measure(model: &mut PadModel, view: &PadView, now: Duration) -> bool {
    let before = model.health();
    let measured = PadModel {
        connection: model.connection,
        rtt: view.health.rtt,
        loss: view.health.loss,
        ..PadModel::default()
    };
    let health = measured.health();
    let is_seen = before != health && (before.bars() != 3 || health.bars() != 3);
    if is_seen {
        (model.rtt, model.loss) = (view.health.rtt, view.health.loss);
    }
    suffer(model, now) || is_seen
}

/// A link that does badly for a while, and nobody knows why, is told of, too.
fn suffer(model: &mut PadModel, now: Duration) -> bool {
    let is_weak = model.is_live() && model.health().bars() == 1 && model.trouble().is_none();
    if !is_weak {
        model.weak = None;
        return false;
    }
    let since = *model.weak.get_or_insert(now);
    now >= since + WEAK && say(model, Trouble::Unnamed, now)
}

/// The receiver has found out what is wrong; the header goes on saying it.
pub(super) fn ail(model: &mut PadModel, cause: Option<Cause>, now: Duration) {
    model.cause = cause;
    if let Some(cause) = model.trouble() {
        say(model, Trouble::Named(cause), now);
    }
}

/// Says once in a while what is wrong and what to do about it. Gives whether it did.
fn say(model: &mut PadModel, trouble: Trouble, now: Duration) -> bool {
    let known = model.advised;
    if known.is_some_and(|(told, at)| told == trouble && now < at + ADVICE) {
        return false;
    }
    model.advised = Some((trouble, now));
    model.notice = Some(advice(trouble, now));
    true
}

/// What is wrong, and what to do about it: in English for who has no glass.
fn advice(trouble: Trouble, at: Duration) -> Notice {
    let [what, advice] = match trouble {
        Trouble::Named(cause) => [cause.on_pad(), cause.advice()],
        Trouble::Unnamed => ["Slow connection", "Move closer to the router, or use 5 GHz"],
    };
    Notice {
        text: format!("{what}. {advice}."),
        cause: Some(trouble),
        at,
    }
}

/// The app is in front again. In the middle of play the player hears that it matters.
pub fn came_back(model: &mut PadModel, now: Duration) {
    if model.phase.is_live() && model.is_seated() {
        model.notice = Some(advice(Trouble::Named(Cause::AppInBackground), now));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Connection;

    fn met() -> PadModel {
        PadModel {
            connection: Connection::Live,
            met: true,
            ..PadModel::default()
        }
    }

    #[test]
    fn a_cause_is_said_once_in_a_while_with_what_to_do() {
        let mut model = met();
        let tell = |model: &mut PadModel, cause, seconds| {
            ail(model, cause, Duration::from_secs(seconds));
            model
                .notice
                .as_ref()
                .map(|n| (n.at.as_secs(), n.text.clone()))
        };
        let crowded = "Wi-Fi is crowded. Pause downloads, or use 5 GHz.";
        let said = tell(&mut model, Some(Cause::WifiCongested), 10);
        assert_eq!(said, Some((10, crowded.to_owned())));
        assert_eq!(model.trouble(), Some(Cause::WifiCongested));
        tell(&mut model, None, 20);
        assert_eq!(model.trouble(), None);
        let again = tell(&mut model, Some(Cause::WifiCongested), 30);
        assert_eq!(again.map(|n| n.0), Some(10), "it was said just now");
        let other = tell(&mut model, Some(Cause::FarAway), 31).map(|n| n.0);
        assert_eq!(other, Some(31));
        let later = tell(&mut model, Some(Cause::FarAway), 95).map(|n| n.0);
        assert_eq!(later, Some(95));
        tell(&mut model, Some(Cause::AppInBackground), 99);
        assert_eq!(model.trouble(), None, "who reads it is back");
        assert_eq!(model.notice.map(|n| n.at.as_secs()), Some(95));
    }

    #[test]
    fn a_well_link_is_not_drawn_anew_for_a_millisecond() {
        let mut model = met();
        let rtt = |millis| PadView {
            health: couchpad_core::session::Health {
                rtt: Some(Duration::from_millis(millis)),
                ..Default::default()
            },
            ..Default::default()
        };
        let now = Duration::ZERO;
        assert!(!measure(&mut model, &rtt(7), now));
        assert!(measure(&mut model, &rtt(70), now));
        assert!(!measure(&mut model, &rtt(70), now), "nothing new");
        assert!(measure(&mut model, &rtt(7), now));
    }

    #[test]
    fn a_link_that_does_badly_for_a_while_is_told_of_though_nobody_knows_why() {
        let mut model = met();
        let mut at = |millis, seconds| {
            let view = PadView {
                health: couchpad_core::session::Health {
                    rtt: Some(Duration::from_millis(millis)),
                    ..Default::default()
                },
                ..Default::default()
            };
            measure(&mut model, &view, Duration::from_secs(seconds));
            let said = model.notice.as_ref().and_then(|notice| notice.cause);
            (
                said,
                model.notice.as_ref().map(|notice| notice.at.as_secs()),
            )
        };
        assert_eq!(at(200, 10), (None, None));
        assert_eq!(at(200, 12), (None, None), "it may pass");
        let unnamed = Some(Trouble::Unnamed);
        assert_eq!(at(200, 13), (unnamed, Some(13)));
        assert_eq!(at(250, 60), (unnamed, Some(13)), "it was said just now");
        assert_eq!(at(250, 73), (unnamed, Some(73)));
        // better for a moment: it begins anew
        at(10, 134);
        assert_eq!(at(250, 135), (unnamed, Some(73)));
        assert_eq!(at(250, 138), (unnamed, Some(138)));
    }
}
