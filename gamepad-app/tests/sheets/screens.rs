//! The table of all screens, and what the pad knows on each of them.

use crate::kinds::every_other;
use crate::story::{act, couch, digits, news, playing, then};
use crate::support::button;
use bevy::math::Vec2;
use couchpad_core::discovery::Found;
use couchpad_core::doctor::{Finding, Level};
use couchpad_core::protocol::control::Refusal;
use couchpad_core::protocol::{
    Area, ButtonIndex, Orientation, PadLayout, Phase, Place, PublicKey, Tint, Weight,
};
use couchpad_core::session::Cause;
use couchpad_core::{LinkKind, PadEnd, PadLoss};
use couchpad_gamepad::find::{Act, Event, Finder, Forgets, News, Recent, Unreached};
use couchpad_gamepad::model::{Connection, Count, Glow, Notice, PadModel};
use std::time::Duration;

/// What is on the glass.
pub(crate) struct Scene {
    pub(crate) finder: Finder,
    pub(crate) pad: PadModel,
    /// Where fingers rest, in shares of the glass.
    pub(crate) fingers: Vec<Vec2>,
    /// Whether what can be pushed is pushed to its end.
    pub(crate) pushed: bool,
}

/// A screen's name, and what it shows when it comes at that time on the app's clock.
pub(crate) type Entry = (&'static str, fn(Duration) -> Scene);

/// Every screen, in the order in which they hang.
pub(crate) const SCREENS: &[Entry] = &[
    ("a new player", |_| {
        before(Finder::new(true, true).in_a_shell().for_a_new_player(7))
    }),
    ("find: searching", |now| before(searching(now))),
    ("find: nothing there", |_| before(searching(Duration::ZERO))),
    ("settings", |now| before(tuned(now))),
    ("settings: pushed to its end", |now| Scene {
        pushed: true,
        ..before(tuned(now))
    }),
    ("who plays", |now| {
        before(then(tuned(now), now, [act(Act::Player)]))
    }),
    ("forget everything", |now| {
        let forget = act(Act::Forget(Forgets::Everything));
        before(then(tuned(now), now, [forget]))
    }),
    ("find: some of every kind", |now| before(filled(now))),
    ("find: not allowed to search", |now| {
        before(then(searching(now), now, [Event::SearchForbidden]))
    }),
    ("code: partly typed", |now| before(typed(now, "0427"))),
    ("code: a wrong one", |now| before(wrong_code(now))),
    ("address", |now| {
        let typed = Event::Typed("192.168.0.5:4455".into());
        let at = then(searching(now), now, [act(Act::Address), typed]);
        before(at)
    }),
    ("joining", joining),
    ("joining: nobody answers", unreached),
    ("failure: locked", |now| {
        before(refused(now, Refusal::RoomLocked))
    }),
    ("failure: another receiver", |now| {
        let chosen = [act(Act::Nearby("a".into())), news(News::Impostor)];
        before(then(filled(now), now, chosen))
    }),
    ("doctor", |now| before(examined(now))),
    ("lobby", |now| joined(now, lobby())),
    ("lobby without controls", |now| {
        let pad = PadModel {
            layout: None,
            phase: Phase::Lobby,
            score: None,
            ..playing(0)
        };
        joined(now, pad)
    }),
    ("waiting for a seat", |now| {
        let pad = PadModel {
            place: Some(Place::Waiting { ahead: 2 }),
            layout: None,
            score: None,
            ..playing(0)
        };
        joined(now, pad)
    }),
    ("play", |now| joined(now, playing(0))),
    ("play: every other control", |now| {
        let pad = PadModel {
            layout: Some(every_other().into()),
            ..playing(2)
        };
        joined(now, pad)
    }),
    ("play: a weak link", |now| joined(now, weak())),
    ("play: a crowded Wi-Fi, and a line", |now| {
        let text = "Big screen is slow. Close other programs on its computer.".into();
        let pad = PadModel {
            cause: Some(Cause::WifiCongested),
            notice: Some(Notice {
                text,
                cause: None,
                at: now,
            }),
            ..playing(4)
        };
        joined(now, pad)
    }),
    ("play: your turn, and a glow", |now| {
        let glow = Glow {
            tint: Tint::Good,
            length: Duration::from_secs(5),
            at: now,
        };
        let pad = PadModel {
            turn: Some(now),
            glow: Some(glow),
            ..playing(5)
        };
        joined(now, pad)
    }),
    ("play: the countdown", |now| {
        let count = Count {
            seconds: 2,
            at: now,
        };
        let pad = PadModel {
            count: Some(count),
            ..playing(7)
        };
        joined(now, pad)
    }),
    ("the sheet over play", |now| {
        let scene = joined(now, playing(0));
        Scene {
            finder: then(scene.finder, now, [act(Act::Menu)]),
            ..scene
        }
    }),
    ("the controls being moved", |now| {
        let scene = joined(now, playing(0));
        Scene {
            finder: then(scene.finder, now, [act(Act::Menu), act(Act::Arrange)]),
            ..scene
        }
    }),
    ("connection lost in play", |now| lost(now, 2)),
    ("connection lost for long", |now| lost(now, 14)),
    ("closed", |now| {
        let pad = PadModel {
            connection: Connection::Ended(PadEnd::Kicked),
            ..playing(1)
        };
        joined(now, pad)
    }),
    ("play: fingers", |now| Scene {
        fingers: vec![Vec2::new(0.2, 0.5), Vec2::new(0.5, 0.785)],
        ..joined(now, playing(6))
    }),
];

fn before(finder: Finder) -> Scene {
    let pad = PadModel {
        name: "Ada".into(),
        ..PadModel::default()
    };
    Scene {
        finder,
        pad,
        fingers: Vec::new(),
        pushed: false,
    }
}

fn joined(now: Duration, pad: PadModel) -> Scene {
    let finder = then(typed(now, "042719"), now, [news(News::Live)]);
    Scene {
        finder,
        pad,
        fingers: Vec::new(),
        pushed: false,
    }
}

/// On a phone, with a scanner.
fn searching(since: Duration) -> Finder {
    let mut finder = Finder::new(true, true).in_a_shell().for_player("Ada");
    finder.start(None, since);
    finder
}

fn tuned(now: Duration) -> Finder {
    then(searching(now), now, [act(Act::Tune)])
}

fn recent(key: u8, name: &str) -> Recent {
    Recent {
        key: PublicKey([key; 32]),
        name: name.into(),
        addresses: vec![([10, 0, 0, 7], 4455).into()],
        last_used: key.into(),
    }
}

fn filled(now: Duration) -> Finder {
    let kitchen = Found {
        locked: true,
        ..couch("b", "Kitchen", 2)
    };
    let old = Found {
        oldest: 0,
        newest: 0,
        players: 0,
        ..couch("c", "Grandma's television", 3)
    };
    let events = [
        Event::Recent(vec![recent(1, "Living room"), recent(9, "Summer house")]),
        Event::Found(couch("a", "Living room", 1)),
        Event::Found(kitchen),
        Event::Found(old),
    ];
    then(searching(now), now, events)
}

fn typed(now: Duration, code: &str) -> Finder {
    let chosen = [
        Event::Found(couch("a", "Living room", 1)),
        act(Act::Nearby("a".into())),
    ];
    then(searching(now), now, chosen.into_iter().chain(digits(code)))
}

fn refused(now: Duration, refusal: Refusal) -> Finder {
    then(typed(now, "042719"), now, [news(News::Refused(refusal))])
}

fn wrong_code(now: Duration) -> Finder {
    refused(now, Refusal::WrongCode)
}

fn joining(now: Duration) -> Scene {
    let chosen = act(Act::Recent(PublicKey([9; 32])));
    before(then(filled(now), now, [chosen]))
}

fn unreached(now: Duration) -> Scene {
    let why = Unreached::TimedOut;
    let scene = joining(now);
    Scene {
        finder: then(scene.finder, now, [news(News::Unreached(why))]),
        pad: PadModel {
            connection: Connection::Connecting { attempt: 2 },
            unreached: Some(why),
            ..scene.pad
        },
        ..scene
    }
}

fn examined(now: Duration) -> Finder {
    let finding = |level, what: &str, advice: Option<&str>| Finding {
        level,
        what: what.into(),
        advice: advice.map(str::to_owned),
        about: None,
    };
    let findings = vec![
        finding(
            Level::Good,
            "This phone has the address 192.168.0.17 in a local network (wlan0).",
            None,
        ),
        finding(
            Level::Note,
            "A VPN is on (tun0).",
            Some("Turn it off while you play, if the big screen cannot be reached."),
        ),
        finding(
            Level::Trouble,
            "Nothing answers to a search for devices.",
            Some(
                "The Wi-Fi may keep its devices apart (“guest network”, “isolation”): join its main network.",
            ),
        ),
    ];
    let events = [act(Act::Why), Event::Examined(findings)];
    then(searching(now), now, events)
}

fn lobby() -> PadModel {
    let start = button(ButtonIndex::START, Weight::Primary);
    let layout = PadLayout::new("Lobby", Orientation::Any).with(
        "START",
        Area::new(250, 660, 500, 160),
        start,
    );
    PadModel {
        layout: Some(layout.into()),
        phase: Phase::Lobby,
        score: None,
        ..playing(3)
    }
}

fn weak() -> PadModel {
    PadModel {
        name: "Maximiliana Theodora Ama".into(),
        rtt: Some(Duration::from_millis(140)),
        transport: Some(LinkKind::Tcp),
        score: Some((-12_345, 67_890)),
        ..playing(4)
    }
}

fn lost(now: Duration, attempt: u32) -> Scene {
    let pad = PadModel {
        connection: Connection::Lost {
            reason: PadLoss::Silent,
            attempt,
        },
        ..playing(6)
    };
    joined(now, pad)
}
