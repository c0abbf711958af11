//! Every page and every status that there is.

mod in_play;

use crate::story::{self, act, digits, news};
use couchpad_core::PadEnd;
use couchpad_core::discovery::Found;
use couchpad_core::doctor::{About, Finding, Level};
use couchpad_core::protocol::PublicKey;
use couchpad_core::protocol::control::{Refusal, VERSION};
use couchpad_gamepad::find::{Act, Event, Finder, News, Recent, Snag, Unreached};
use couchpad_gamepad::model::{Connection, PadModel};
use couchpad_gamepad::words::Words;
use std::net::SocketAddr;
use std::time::Duration;

/// What is on the glass.
pub(crate) type Scene = (Finder, PadModel);

const START: Duration = Duration::ZERO;

/// Names, and what receivers send: in whatever language they are.
pub(crate) const FROM_OUTSIDE: &[&str] = &[
    "Ada",
    "Robo Taco",
    "Living room",
    "Summer house",
    "Arkanoid",
    "LAUNCH",
    "PAUSE",
    "TCP",
    "English",
    "Deutsch",
    "Français",
    "Español",
    "Polski",
    "Українська",
];

const REFUSALS: [Refusal; 12] = [
    Refusal::UpdatePad,
    Refusal::UpdateReceiver,
    Refusal::Full,
    Refusal::Mode,
    Refusal::Closing,
    Refusal::Malformed,
    Refusal::WrongCode,
    Refusal::LockedOut { seconds: 30 },
    Refusal::RoomLocked,
    Refusal::NotPaired,
    Refusal::WrongLink,
    Refusal::Busy,
];
const ENDS: [PadEnd; 4] = [
    PadEnd::Left,
    PadEnd::Kicked,
    PadEnd::Replaced,
    PadEnd::Interrupted,
];
const UNREACHED: [Unreached; 7] = [
    Unreached::Refused,
    Unreached::TimedOut,
    Unreached::NoRoute,
    Unreached::Forbidden,
    Unreached::NoDatagrams,
    Unreached::HungUp,
    Unreached::Other,
];

pub(crate) fn all(words: &Words) -> Vec<(String, Scene)> {
    let mut scenes = before(words);
    scenes.extend(on_the_way());
    scenes.extend(failures());
    scenes.extend(in_play::connected());
    scenes.extend(in_play::chosen());
    scenes
}

fn named(name: &str, scene: Scene) -> (String, Scene) {
    (name.to_owned(), scene)
}

fn with(finder: Finder, pad: PadModel) -> Scene {
    (finder, pad)
}

fn then(finder: Finder, events: impl IntoIterator<Item = Event>) -> Finder {
    story::then(finder, START, events)
}

fn couch(id: &str, key: u8) -> Found {
    Found {
        players: 1,
        ..story::couch(id, "Living room", key)
    }
}

fn idle() -> PadModel {
    PadModel {
        name: "Ada".into(),
        ..PadModel::default()
    }
}

fn searching() -> Finder {
    let mut finder = Finder::new(true, true).in_a_shell().for_player("Ada");
    finder.start(None, START);
    finder
}

fn paired() -> Event {
    let of = |key: u8, addresses: &[&str]| Recent {
        key: PublicKey([key; 32]),
        name: "Summer house".into(),
        addresses: addresses.iter().flat_map(|at| at.parse()).collect(),
        last_used: key.into(),
    };
    Event::Recent(vec![
        of(1, &["192.168.0.5:4455"]),
        of(9, &["10.0.0.7:4455"]),
        of(8, &[]),
    ])
}

/// Some receivers of every kind.
pub(crate) fn list() -> Scene {
    let old = Found {
        oldest: 0,
        newest: 0,
        players: 3,
        seats: 0,
        ..couch("b", 2)
    };
    let new = Found {
        oldest: VERSION + 1,
        newest: VERSION + 1,
        players: 0,
        locked: true,
        ..couch("c", 3)
    };
    let found = [couch("a", 1), old, new].map(Event::Found);
    (then(then(searching(), [paired()]), found), idle())
}

fn asked() -> Finder {
    then(
        searching(),
        [Event::Found(couch("a", 1)), act(Act::Nearby("a".into()))],
    )
}

fn typed() -> Finder {
    then(asked(), digits("042719"))
}

fn before(words: &Words) -> Vec<(String, Scene)> {
    let mut long_ago = Finder::new(true, true).in_a_shell();
    long_ago.start(None, START);
    let many = (0..70).map(|n: u8| Event::Found(couch(&n.to_string(), n)));
    let off = words.say("shell-search-off");
    let camera = words.say("shell-camera-refused");
    let system = || "os error 11".to_owned();
    let snag = |snag| then(searching(), [Event::Trouble(snag)]);
    let pages = [
        ("searching", searching()),
        ("forbidden", then(searching(), [Event::SearchForbidden])),
        ("failed", then(searching(), [Event::SearchFailed(system())])),
        ("off", then(searching(), [Event::SearchFailed(off)])),
        ("camera", snag(Snag::Scanner(camera))),
        ("camera's own", snag(Snag::Scanner(system()))),
        ("not forgotten", snag(Snag::NotForgotten)),
        ("nothing kept", snag(Snag::NothingKept)),
        ("choices damaged", snag(Snag::ChoicesDamaged)),
        ("choices newer", snag(Snag::ChoicesNewer)),
        ("not searching", {
            let mut finder = Finder::new(false, false);
            finder.start(None, START);
            finder
        }),
        ("many", then(searching(), many)),
        ("code", asked()),
        ("code checked", typed()),
        ("address", then(searching(), [act(Act::Address)])),
    ];
    let mut scenes: Vec<_> = pages
        .map(|(name, page)| named(name, with(page, idle())))
        .into();
    scenes.push(named("list", list()));
    for typed in [
        "192.168.0.5:4455",
        "192.168.0.5",
        "http://a.b/c",
        "1.2.3.4:x",
        "couchpad://x",
    ] {
        let events = [act(Act::Address), Event::Typed(typed.into())];
        scenes.push((
            format!("address {typed}"),
            (then(searching(), events), idle()),
        ));
    }
    let found = findings().map(|(level, about)| Finding {
        level,
        what: String::new(),
        advice: None,
        about: Some(about),
    });
    let looked = then(searching(), [act(Act::Why)]);
    scenes.push(named("doctor looks", with(looked.clone(), idle())));
    scenes.push(named(
        "doctor at ease",
        with(then(looked.clone(), [Event::Examined(Vec::new())]), idle()),
    ));
    scenes.push(named(
        "doctor",
        with(then(looked, [Event::Examined(found.into())]), idle()),
    ));
    scenes
}

fn findings() -> [(Level, About); 18] {
    let at: SocketAddr = "192.168.0.5:4455".parse().expect("an address");
    let interface = || "wlan0".to_owned();
    let reason = || "os error 11".to_owned();
    let (own, all) = (at.ip(), vec![at.ip(), at.ip()]);
    [
        (
            Level::Good,
            About::Addresses {
                interface: interface(),
                addresses: all,
            },
        ),
        (
            Level::Trouble,
            About::NoAddress {
                interface: interface(),
                own,
            },
        ),
        (
            Level::Trouble,
            About::Unplugged {
                interface: interface(),
            },
        ),
        (Level::Trouble, About::NoNetwork),
        (
            Level::Note,
            About::SeveralNetworks {
                interfaces: vec![interface(), interface()],
            },
        ),
        (
            Level::Note,
            About::VpnCarriesAll {
                interface: interface(),
            },
        ),
        (
            Level::Note,
            About::VpnBeside {
                interface: interface(),
            },
        ),
        (Level::Note, About::NobodyAnnounces),
        (Level::Good, About::AnnouncementsArrive),
        (
            Level::Note,
            About::AnnouncementsUnheard { reason: reason() },
        ),
        (Level::Good, About::Answers(at)),
        (Level::Trouble, About::PadTooOld(at)),
        (Level::Trouble, About::ReceiverTooOld(at)),
        (Level::Trouble, About::NotListening(at)),
        (Level::Trouble, About::Stranger(at)),
        (Level::Trouble, About::SilentNear(at)),
        (Level::Trouble, About::SilentFar(at)),
        (Level::Trouble, About::TooBusy { reason: reason() }),
    ]
}

fn on_the_way() -> Vec<(String, Scene)> {
    let chosen = || then(list().0, [act(Act::Nearby("a".into()))]);
    let mut scenes = Vec::new();
    for attempt in [1, 3, 42] {
        let connection = Connection::Connecting { attempt };
        let pad = PadModel {
            connection,
            ..idle()
        };
        scenes.push((format!("connecting {attempt}"), (chosen(), pad)));
    }
    for why in UNREACHED {
        let pad = PadModel {
            connection: Connection::Connecting { attempt: 42 },
            unreached: Some(why),
            ..idle()
        };
        let finder = then(chosen(), [news(News::Unreached(why))]);
        scenes.push((format!("unreached {why:?}"), (finder, pad)));
    }
    scenes
}

fn failures() -> Vec<(String, Scene)> {
    let refused = REFUSALS.map(News::Refused).into_iter();
    let ended = ENDS.map(News::Ended).into_iter();
    let others = [News::Impostor, News::NoConnection];
    let all = refused.chain(ended).chain(others);
    let mut scenes: Vec<_> = all
        .map(|told| {
            let name = format!("{told:?}");
            (name, with(then(typed(), [news(told)]), idle()))
        })
        .collect();
    // a program that connects the pad by itself has the cover alone
    let covers = REFUSALS
        .map(Connection::Refused)
        .into_iter()
        .chain(ENDS.map(Connection::Ended))
        .chain([Connection::Impostor]);
    scenes.extend(covers.map(|connection| {
        let pad = PadModel {
            connection,
            ..idle()
        };
        (format!("{connection:?}"), (Finder::default(), pad))
    }));
    scenes
}
