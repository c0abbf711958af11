//! A walk through every screen there is: from each a few taps lead back to the list.

use super::{KEY, NOW, link, nearby, paired};
use couchpad_core::PadEnd;
use couchpad_core::discovery::Found;
use couchpad_core::doctor::{Finding, Level};
use couchpad_core::protocol::control::Refusal;
use couchpad_gamepad::find::{Act, Event, Finder, News, Screen, Unreached, page};
use couchpad_gamepad::model::PadModel;
use couchpad_gamepad::settings::Settings;
use couchpad_gamepad::words::Words;
use std::collections::{HashSet, VecDeque};

/// Taps from the settings of a player in a game: out of them, to the game, to its sheet, and out of that.
const FARTHEST: usize = 5;

/// Everything that can happen, for a walk through all screens.
fn happenings() -> Vec<Event> {
    let old = Found {
        oldest: 0,
        newest: 0,
        ..nearby("old", 3)
    };
    let locked = Found {
        locked: true,
        ..nearby("locked", 4)
    };
    let refusals = [
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
    let unreached = [Unreached::Refused, Unreached::TimedOut, Unreached::NoRoute];
    let ends = [
        PadEnd::Left,
        PadEnd::Kicked,
        PadEnd::Replaced,
        PadEnd::Interrupted,
    ];
    let news = refusals
        .map(News::Refused)
        .into_iter()
        .chain(unreached.map(News::Unreached))
        .chain(ends.map(News::Ended))
        .chain([News::Live, News::Impostor, News::Remembered])
        .chain([News::Paired(KEY)])
        .chain([News::NoConnection])
        .map(Event::News);
    let finding = Finding {
        level: Level::Trouble,
        what: "A VPN is on.".into(),
        advice: None,
        about: None,
    };
    [
        paired(),
        Event::Found(nearby("new", 1)),
        Event::Found(nearby("paired", 7)),
        Event::Found(old),
        Event::Found(locked),
        Event::Gone("new".into()),
        Event::SearchFailed("no network".into()),
        Event::SearchForbidden,
        Event::Scanned(None),
        Event::Scanned(Some("nonsense".into())),
        Event::Scanned(Some(link().to_string())),
        Event::Typed("192.168.0.5".into()),
        Event::Typed("123456".into()),
        Event::Named("Ada".into()),
        Event::Forgotten,
        Event::Examined(vec![finding]),
    ]
    .into_iter()
    .chain(news)
    .collect()
}

/// What the player sees, to tell states apart; the digits typed make no difference.
fn seen(finder: &Finder) -> String {
    let page = page(
        finder,
        &PadModel::default(),
        &Settings::default(),
        &Words::default(),
        NOW,
    );
    format!("{:?} {:?}", finder.screen(), page)
}

/// How many taps lead to the list from here, tapping everything that can be tapped.
fn taps_to_the_list(from: &Finder) -> Option<usize> {
    let mut queue = VecDeque::from([(from.clone(), 0)]);
    let mut known = HashSet::new();
    while let Some((finder, taps)) = queue.pop_front() {
        if *finder.screen() == Screen::Find {
            return Some(taps);
        }
        if taps > FARTHEST || !known.insert(seen(&finder)) {
            continue;
        }
        let page = page(
            &finder,
            &PadModel::default(),
            &Settings::default(),
            &Words::default(),
            NOW,
        );
        // without a page the pad itself is there, and its header opens the sheet
        let acts = page.map_or_else(|| vec![Act::Menu], |page| page.acts());
        for act in acts {
            let mut next = finder.clone();
            next.on(Event::Act(act), NOW);
            queue.push_back((next, taps + 1));
        }
    }
    None
}

#[test]
fn there_is_no_dead_end() {
    let mut start = Finder::new(true, true);
    start.start(None, NOW);
    let mut stranger = Finder::new(true, true).for_a_new_player(7);
    stranger.start(None, NOW);
    let mut states = vec![start, stranger];
    let mut known: HashSet<String> = states.iter().map(seen).collect();
    let mut at = 0;
    while at < states.len() && states.len() < 4_000 {
        let state = states[at].clone();
        at += 1;
        let acts = page(
            &state,
            &PadModel::default(),
            &Settings::default(),
            &Words::default(),
            NOW,
        )
        .map(|page| page.acts());
        let acts = acts.unwrap_or_else(|| vec![Act::Menu]);
        // one key stands for all of them, one colour too, and one name is as good as another
        let keys = acts.iter().filter(|act| match act {
            Act::Type(letter) => *letter == '1',
            Act::Mark(mark) => *mark == 0,
            Act::Another | Act::Choose(_) => false,
            _ => true,
        });
        let taps = keys.cloned().map(Event::Act);
        for event in taps.chain(happenings()).collect::<Vec<_>>() {
            let mut next = state.clone();
            next.on(event, NOW);
            if known.insert(seen(&next)) {
                states.push(next);
            }
        }
    }
    assert!(
        states.len() > 300,
        "a walk that saw something: {}",
        states.len()
    );
    for state in &states {
        let taps = taps_to_the_list(state);
        let back = taps.unwrap_or_else(|| panic!("no way on: {}", seen(state)));
        let is_itself = state.screen().base() == state.screen();
        let most = if is_itself { 2 } else { FARTHEST };
        assert!(back <= most, "{back} taps back: {}", seen(state));
    }
}
