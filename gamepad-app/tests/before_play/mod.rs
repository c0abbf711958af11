//! The screens before play as they are drawn, each against the picture that was accepted.

use crate::story::{self, act, digits, news};
use couchpad_core::discovery::Found;
use couchpad_core::doctor::{Finding, Level};
use couchpad_core::protocol::Phase;
use couchpad_core::protocol::PublicKey;
use couchpad_core::protocol::control::Refusal;
use couchpad_gamepad::find::{Act, Event, Finder, Forgets, News, Recent, Unreached};
use couchpad_gamepad::model::{Connection, PadModel};
use couchpad_gamepad::pad_plugin;
use couchpad_pictures::{Studio, Tolerance, compare};
use std::time::Duration;

const START: Duration = Duration::ZERO;
/// Time that the studio lets pass before the shot.
const FRAMES: u32 = 30;

fn look(width: u32, height: u32, finder: Finder, pad: PadModel, name: &str) {
    let mut studio = Studio::new(width, height, |app| {
        app.insert_resource(finder)
            .insert_resource(pad)
            .add_plugins(pad_plugin);
    })
    .expect("a software Vulkan driver");
    studio.step(FRAMES);
    let picture = studio.shoot().expect("a picture");
    let word = Tolerance {
        channel: 8,
        pixels: 0.0003,
    };
    let accepted = format!("tests/pictures/{name}.png");
    compare(&picture, accepted, word).expect("the accepted picture");
}

fn screen(width: u32, height: u32, finder: Finder, name: &str) {
    look(width, height, finder, PadModel::default(), name);
}

fn searching() -> Finder {
    let mut finder = Finder::new(true, false);
    finder.start(None, START);
    finder
}

fn then(finder: Finder, events: impl IntoIterator<Item = Event>) -> Finder {
    story::then(finder, START, events)
}

fn typed(finder: Finder, code: &str) -> Finder {
    then(finder, digits(code))
}

fn couch(id: &str, name: &str, players: u16) -> Found {
    Found {
        players,
        ..story::couch(id, name, 1)
    }
}

fn playing() -> PadModel {
    PadModel {
        axes: [0; 8],
        ..story::playing(0)
    }
}

fn recent(key: u8, name: &str, at: &str) -> Recent {
    Recent {
        key: PublicKey([key; 32]),
        name: name.into(),
        addresses: vec![at.parse().unwrap()],
        last_used: key.into(),
    }
}

/// Some of every kind.
fn filled() -> Finder {
    let kitchen = Found {
        fingerprint: PublicKey([2; 32]).fingerprint(),
        locked: true,
        ..couch("b", "Kitchen", 5)
    };
    let old = Found {
        fingerprint: PublicKey([3; 32]).fingerprint(),
        oldest: 0,
        newest: 0,
        ..couch("c", "Grandma's television", 0)
    };
    then(
        searching(),
        [
            Event::Recent(vec![
                recent(1, "Living room", "192.168.0.5:4455"),
                recent(9, "Summer house", "10.0.0.7:4455"),
            ]),
            Event::Found(couch("a", "Living room", 2)),
            Event::Found(kitchen),
            Event::Found(old),
        ],
    )
}

fn asked_for_the_code() -> Finder {
    let name = couch("a", "Living room", 2);
    then(
        searching(),
        [Event::Found(name), act(Act::Nearby("a".into()))],
    )
}

#[test]
fn searching_for_receivers() {
    screen(412, 915, searching(), "find-searching");
}

#[test]
fn nothing_found() {
    let mut finder = Finder::new(true, false);
    // so long ago that the player is told what to check
    finder.start(None, START);
    let mut studio = Studio::new(412, 915, |app| {
        app.insert_resource(finder).add_plugins(pad_plugin);
    })
    .expect("a software Vulkan driver");
    studio.step(200);
    let picture = studio.shoot().expect("a picture");
    compare(
        &picture,
        "tests/pictures/find-empty.png",
        Tolerance::default(),
    )
    .expect("the accepted picture");
}

#[test]
fn a_list_of_receivers() {
    screen(412, 915, filled(), "find-filled");
}

#[test]
fn a_list_on_its_side_with_a_scanner() {
    let mut finder = Finder::new(true, true);
    finder.start(None, START);
    let found = Event::Found(couch("a", "Living room", 2));
    let other = Event::Found(couch("b", "Living room", 0));
    screen(800, 360, then(finder, [found, other]), "find-wide");
}

#[test]
fn a_search_that_does_not_work() {
    let failed = Event::SearchFailed("no network".into());
    screen(360, 800, then(searching(), [failed]), "find-failed");
}

#[test]
fn a_code_partly_typed() {
    let finder = typed(asked_for_the_code(), "0427");
    screen(412, 915, finder, "code-typed");
}

#[test]
fn a_code_on_its_side() {
    let finder = typed(asked_for_the_code(), "0427");
    screen(800, 360, finder, "code-wide");
}

#[test]
fn a_wrong_code() {
    let finder = typed(asked_for_the_code(), "042719");
    let wrong = news(News::Refused(Refusal::WrongCode));
    screen(412, 915, then(finder, [wrong]), "code-wrong");
}

#[test]
fn locked_out() {
    let finder = typed(asked_for_the_code(), "042719");
    let locked = news(News::Refused(Refusal::LockedOut { seconds: 30 }));
    screen(360, 800, then(finder, [locked]), "code-locked-out");
}

#[test]
fn an_address_being_typed() {
    let finder = then(searching(), [act(Act::Address)]);
    let wrong = then(finder.clone(), [Event::Typed("192.168.0".into())]);
    screen(412, 915, wrong, "address-typed");
    let whole = then(finder, [Event::Typed("192.168.0.5:4455".into())]);
    screen(800, 360, whole, "address-wide");
}

#[test]
fn a_failure() {
    let refused = news(News::Refused(Refusal::RoomLocked));
    let finder = typed(asked_for_the_code(), "042719");
    screen(412, 915, then(finder, [refused]), "failure");
    let impostor = then(
        filled(),
        [act(Act::Nearby("a".into())), news(News::Impostor)],
    );
    screen(800, 360, impostor, "failure-wide");
}

#[test]
fn nobody_answers() {
    let chosen = [
        act(Act::Recent(PublicKey([9; 32]))),
        news(News::Unreached(Unreached::TimedOut)),
    ];
    let pad = PadModel {
        connection: Connection::Connecting { attempt: 2 },
        unreached: Some(Unreached::TimedOut),
        ..PadModel::default()
    };
    look(360, 800, then(filled(), chosen), pad, "unreached");
}

#[test]
fn the_doctor_has_looked() {
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
    let finder = then(searching(), [act(Act::Why), Event::Examined(findings)]);
    screen(412, 915, finder, "doctor");
}

fn joined() -> Finder {
    then(typed(asked_for_the_code(), "042719"), [news(News::Live)])
}

#[test]
fn the_sheet_over_play() {
    let open = then(joined(), [act(Act::Menu)]);
    look(360, 800, open.clone(), playing(), "sheet");
    let asked = then(open, [act(Act::Remember)]);
    look(800, 360, asked, playing(), "sheet-wide");
}

#[test]
fn play_with_a_way_to_the_sheet() {
    look(360, 800, joined(), playing(), "play-joined");
}

#[test]
fn waiting_in_the_lobby_with_a_way_to_the_sheet() {
    let pad = PadModel {
        layout: None,
        phase: Phase::Lobby,
        ..playing()
    };
    look(360, 800, joined(), pad, "waiting-joined");
}

fn tuned() -> Finder {
    then(filled().for_player("Ada"), [act(Act::Tune)])
}

#[test]
fn a_new_player_is_asked_who_plays() {
    let stranger = || Finder::new(true, false).for_a_new_player(7);
    screen(360, 640, stranger(), "who-plays");
    screen(800, 360, stranger(), "who-plays-wide");
}

#[test]
fn the_settings() {
    screen(412, 915, tuned(), "settings");
    screen(800, 360, tuned(), "settings-wide");
}

#[test]
fn asked_whether_to_forget() {
    let asked = then(tuned(), [act(Act::Forget(Forgets::Everything))]);
    screen(360, 640, asked, "forget");
}
