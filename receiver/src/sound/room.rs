//! Who comes and goes, in sounds.

use super::{Cue, Effect, up_the_scale};
use crate::chat::ChatNews;
use crate::flow::Screen;
use crate::net::PadNews;
use crate::room::RoomNews;
use bevy::prelude::*;
use couchpad_core::protocol::PadId;
use couchpad_core::session::{HostEvent, HostEventKind};
use std::collections::HashSet;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(
        PostUpdate,
        (hear_pads, hear_room, hear_talk).before(super::speak),
    );
}

/// The pads that dropped: the end of the wait for one is no news to anybody.
fn hear_pads(
    mut news: MessageReader<PadNews>,
    mut cues: MessageWriter<Cue>,
    mut missing: Local<HashSet<PadId>>,
) {
    cues.write_batch(
        news.read()
            .filter_map(|PadNews(news)| cue(news, &mut missing)),
    );
}

fn cue(news: &HostEvent, missing: &mut HashSet<PadId>) -> Option<Cue> {
    let effect = match news.kind {
        HostEventKind::Joined => Effect::Joined,
        HostEventKind::Lost { .. } => {
            missing.insert(news.pad);
            Effect::Dropped
        }
        HostEventKind::Resumed => {
            missing.remove(&news.pad);
            Effect::Returned
        }
        HostEventKind::Left { .. } if missing.remove(&news.pad) => return None,
        HostEventKind::Left { .. } => Effect::Left,
        _ => return None,
    };
    let seat = news.seat.map_or(0, |seat| seat.index() % 8);
    // an octave would be the same note again: four players up, and then a little lower
    Some(Cue::plain(effect).higher(up_the_scale(seat % 4)))
}

fn hear_room(mut news: MessageReader<RoomNews>, mut cues: MessageWriter<Cue>) {
    let asks = news
        .read()
        .filter(|news| matches!(news, RoomNews::Asked(_)));
    cues.write_batch(asks.map(|_| Cue::plain(Effect::Count)));
}

/// One sound a frame for all that is said, and none in play.
fn hear_talk(
    screen: Res<State<Screen>>,
    mut news: MessageReader<ChatNews>,
    mut cues: MessageWriter<Cue>,
) {
    let said = news.read().last();
    if let Some(news) = said.filter(|_| *screen.get() != Screen::Playing) {
        let seat = news.guest.seat.map_or(0, |seat| seat.index() % 4);
        let cue = Cue::plain(Effect::Choose).higher(up_the_scale(5 + seat));
        cues.write(Cue { gain: 0.6, ..cue });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_core::protocol::SeatIndex;
    use couchpad_core::session::{LeftReason, LostReason};

    fn heard(missing: &mut HashSet<PadId>, kind: HostEventKind) -> Option<Effect> {
        let news = HostEvent {
            pad: PadId(1),
            name: "Ada".into(),
            seat: Some(SeatIndex(0)),
            kind,
        };
        cue(&news, missing).map(|cue| cue.effect)
    }

    #[test]
    fn whoever_dropped_is_not_heard_to_leave_as_well() {
        let missing = &mut HashSet::new();
        let lost = || HostEventKind::Lost {
            reason: LostReason::Reset,
        };
        let left = |reason| HostEventKind::Left { reason };
        assert_eq!(heard(missing, HostEventKind::Joined), Some(Effect::Joined));
        assert_eq!(heard(missing, lost()), Some(Effect::Dropped));
        assert_eq!(
            heard(missing, HostEventKind::Resumed),
            Some(Effect::Returned)
        );
        assert_eq!(heard(missing, lost()), Some(Effect::Dropped));
        assert_eq!(heard(missing, left(LeftReason::Expired)), None);
        assert_eq!(heard(missing, left(LeftReason::Quit)), Some(Effect::Left));
        assert_eq!(heard(missing, HostEventKind::Renamed), None);
    }
}
