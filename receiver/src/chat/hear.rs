//! Takes what players say into the room, and out of it again.

use super::rules::{Bubble, Patience, Said, put};
use super::{Chat, ChatNews, Told};
use crate::flow::Screen;
use crate::net::{Net, NetSet, PadNews};
use crate::room::{Guest, Room};
use bevy::prelude::*;
use couchpad_core::protocol::{Place, SeatIndex, Tint};
use couchpad_core::session::{HostEvent, HostEventKind, PadView};
use std::time::Duration;
use unicode_segmentation::UnicodeSegmentation;

/// How long a phone's edge says that it was too much, in milliseconds.
const TOO_MUCH: u16 = 400;

/// What each may still say.
#[derive(Resource, Default)]
struct Shares(Patience);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Shares>()
        .add_systems(PreUpdate, (hear, fade).chain().in_set(NetSet::Heard));
}

fn hear(
    (time, screen): (Res<Time<Real>>, Res<State<Screen>>),
    room: Res<Room>,
    mut net: ResMut<Net>,
    mut shares: ResMut<Shares>,
    mut chat: ResMut<Chat>,
    mut pads: MessageReader<PadNews>,
    mut news: MessageWriter<ChatNews>,
) {
    let now = time.elapsed();
    for PadNews(event) in pads.read() {
        if matches!(event.kind, HostEventKind::Left { .. }) {
            shares.0.forget(event.pad);
            silence(&mut chat, |bubble| bubble.pad == event.pad);
        }
        let Some(said) = said(event, *screen.get()) else {
            continue;
        };
        if room.quiet || room.muted.contains(&event.pad) {
            continue;
        }
        if !shares.0.allows(now, event.pad, &said) {
            refuse(&mut net, now, event.seat);
            continue;
        }
        if let Some(pad) = net.session().pad(event.pad) {
            let (guest, what) = (Guest::of(&pad), told(&said));
            news.write(ChatNews { guest, what });
            put(&mut chat.bubbles, bubble(&pad, said, now));
        }
    }
}

/// What this event says. A seated player's answers in play are the game's business.
fn said(event: &HostEvent, screen: Screen) -> Option<Said> {
    let HostEventKind::Action { action } = &event.kind else {
        return None;
    };
    let is_talk = match screen {
        Screen::Lobby | Screen::Results => true,
        Screen::Playing | Screen::Paused => event.seat.is_none(),
    };
    is_talk.then(|| Said::of(action)).flatten()
}

fn told(said: &Said) -> Told {
    match said {
        Said::Emote(emote) => Told::Emote(*emote),
        Said::Text(text) => Told::Text {
            letters: text.graphemes(true).count(),
        },
    }
}

fn bubble(pad: &PadView<'_>, said: Said, now: Duration) -> Bubble {
    let mark = match pad.place {
        Place::Seated { mark, .. } => Some(mark),
        Place::Waiting { .. } => None,
    };
    Bubble {
        pad: pad.id,
        name: pad.name.to_owned(),
        seat: pad.seat(),
        mark,
        until: now + said.stays(),
        said,
    }
}

/// The phone shows that this was too much, so that nobody wonders where it went.
fn refuse(net: &mut Net, now: Duration, seat: Option<SeatIndex>) {
    if let Some(seat) = seat {
        net.session_mut().glow(now, seat, Tint::Bad, TOO_MUCH);
    }
}

/// Takes bubbles away: those that have been there for long enough, and those of whom nobody hears any more.
fn fade(time: Res<Time<Real>>, room: Res<Room>, mut chat: ResMut<Chat>) {
    let now = time.elapsed();
    let is_over =
        |bubble: &Bubble| bubble.until <= now || room.quiet || room.muted.contains(&bubble.pad);
    silence(&mut chat, is_over);
}

fn silence(chat: &mut ResMut<Chat>, is_over: impl Fn(&Bubble) -> bool) {
    if chat.bubbles.iter().any(&is_over) {
        chat.bubbles.retain(|bubble| !is_over(bubble));
    }
}
