//! The machine of the screens before play: events in, screens and effects out; and no dead end anywhere.

use couchpad_core::PadEnd;
use couchpad_core::discovery::Found;
use couchpad_core::doctor::{Finding, Level};
use couchpad_core::protocol::control::{Refusal, VERSION};
use couchpad_core::protocol::{JoinLink, JoinSecret, PublicKey, RoomCode};
use couchpad_gamepad::find::{
    Act, CodeTrouble, Effect, Event, Fault, Finder, News, Proof, Recent, Screen, Unreached, page,
};
use couchpad_gamepad::model::{Connection, PadModel};
use std::collections::{HashSet, VecDeque};
use std::time::Duration;

const KEY: PublicKey = PublicKey([7; 32]);
const NOW: Duration = Duration::from_secs(50);

fn nearby(id: &str, key: u8) -> Found {
    Found {
        id: id.into(),
        name: format!("Screen {id}"),
        addresses: vec![format!("192.168.0.{key}:4455").parse().unwrap()],
        fingerprint: PublicKey([key; 32]).fingerprint(),
        oldest: VERSION,
        newest: VERSION,
        players: 1,
        seats: 8,
        locked: false,
    }
}

fn paired() -> Event {
    Event::Recent(vec![Recent {
        key: KEY,
        name: "Den".into(),
        addresses: vec!["10.0.0.7:4455".parse().unwrap()],
        last_used: 3,
    }])
}

/// A machine that searches, and all that it wanted done.
struct Phone {
    finder: Finder,
    done: Vec<Effect>,
}

impl Phone {
    fn new() -> Self {
        let mut finder = Finder::new(true, true);
        let done = finder.start(None, NOW);
        Self { finder, done }
    }

    fn on(&mut self, event: Event) -> &mut Self {
        self.at(NOW, event)
    }

    fn at(&mut self, now: Duration, event: Event) -> &mut Self {
        self.done.extend(self.finder.on(event, now));
        self
    }

    fn act(&mut self, act: Act) -> &mut Self {
        self.on(Event::Act(act))
    }

    fn news(&mut self, news: News) -> &mut Self {
        self.on(Event::News(news))
    }

    fn choose(id: &str, key: u8) -> Self {
        let mut phone = Self::new();
        phone
            .on(paired())
            .on(Event::Found(nearby(id, key)))
            .act(Act::Nearby(id.into()));
        phone
    }

    fn digits(&mut self, digits: &str) -> &mut Self {
        for digit in digits.chars() {
            self.act(Act::Type(digit));
        }
        self
    }

    fn screen(&self) -> &Screen {
        self.finder.screen()
    }

    /// The proof of the last attempt.
    fn proof(&self) -> Option<&Proof> {
        self.done.iter().rev().find_map(|effect| match effect {
            Effect::Connect(attempt) => Some(&attempt.proof),
            _ => None,
        })
    }

    fn code_trouble(&self) -> Option<CodeTrouble> {
        match self.screen() {
            Screen::Code(entry) => entry.trouble,
            other => panic!("no code is asked for: {other:?}"),
        }
    }
}

fn code(digits: &str) -> Proof {
    Proof::Code(digits.parse::<RoomCode>().unwrap())
}

fn link() -> JoinLink {
    "couchpad://10.0.0.9:4455".parse().unwrap()
}

#[test]
fn a_new_receiver_asks_for_its_code_and_the_sixth_digit_joins() {
    let mut phone = Phone::choose("tv", 1);
    assert!(matches!(phone.screen(), Screen::Code(_)));
    phone.digits("04271");
    assert_eq!(phone.proof(), None);
    phone.digits("9");
    assert_eq!(phone.proof(), Some(&code("042719")));
    phone.news(News::Live);
    assert_eq!(*phone.screen(), Screen::Play { menu: false });
    assert!(phone.done.contains(&Effect::StopSearch));
}

#[test]
fn a_wrong_code_clears_the_digits_and_the_next_one_counts() {
    let mut phone = Phone::choose("tv", 1);
    phone
        .digits("111111")
        .news(News::Refused(Refusal::WrongCode));
    assert_eq!(phone.code_trouble(), Some(CodeTrouble::Wrong));
    let Screen::Code(entry) = phone.screen() else {
        panic!("still the code")
    };
    assert_eq!(entry.digits(), "");
    phone.digits("222222");
    assert_eq!(phone.proof(), Some(&code("222222")));
}

#[test]
fn a_lock_out_counts_down_and_opens_the_keypad_again() {
    let mut phone = Phone::choose("tv", 1);
    let locked = Refusal::LockedOut { seconds: 30 };
    phone.digits("111111").news(News::Refused(locked));
    let until = NOW + Duration::from_secs(30);
    assert_eq!(phone.code_trouble(), Some(CodeTrouble::LockedOut { until }));
    let words =
        |phone: &Phone, now| format!("{:?}", page(&phone.finder, &PadModel::default(), now));
    assert!(words(&phone, NOW).contains("30\\u{a0}s"));
    let later = NOW + Duration::from_millis(12_300);
    assert!(words(&phone, later).contains("18\\u{a0}s"));
    let next = phone.finder.next_change(later).expect("a second passes");
    assert_eq!(next, NOW + Duration::from_secs(13));
    phone.digits("4");
    assert!(matches!(phone.screen(), Screen::Code(e) if e.digits().is_empty()));
    let acts = |now| {
        page(&phone.finder, &PadModel::default(), now)
            .unwrap()
            .acts()
    };
    assert!(!acts(later).contains(&Act::Type('1')));
    assert!(acts(until).contains(&Act::Type('1')));
    assert_eq!(phone.finder.next_change(until), None);
    phone.at(until, Event::Act(Act::Type('4')));
    assert!(matches!(phone.screen(), Screen::Code(e) if e.digits() == "4"));
}

#[test]
fn a_paired_receiver_needs_no_code_whether_it_is_found_or_not() {
    let mut found = Phone::choose("tv", 7);
    assert_eq!(found.proof(), Some(&Proof::Trusted(KEY)));
    assert_eq!(*found.screen(), Screen::Joining { trouble: None });
    let Some(Effect::Connect(attempt)) = found.done.last() else {
        panic!("it connects")
    };
    let at: Vec<_> = attempt.addresses.iter().map(ToString::to_string).collect();
    assert_eq!(at, ["192.168.0.7:4455", "10.0.0.7:4455"]);
    found.news(News::Refused(Refusal::NotPaired));
    assert_eq!(found.code_trouble(), Some(CodeTrouble::Forgotten));

    let mut absent = Phone::new();
    absent.on(paired()).act(Act::Recent(KEY));
    assert_eq!(absent.proof(), Some(&Proof::Trusted(KEY)));
}

#[test]
fn a_receiver_of_another_version_is_not_tried() {
    let mut phone = Phone::new();
    let new = Found {
        oldest: VERSION + 1,
        newest: VERSION + 1,
        ..nearby("tv", 1)
    };
    phone.on(Event::Found(new)).act(Act::Nearby("tv".into()));
    let fault = Fault::Refused(Refusal::UpdatePad);
    assert_eq!(*phone.screen(), Screen::Failure(fault));
    assert_eq!(phone.proof(), None);
}

#[test]
fn the_command_line_leads_to_the_right_screen() {
    let start = |link: JoinLink, code| {
        let mut finder = Finder::new(true, false);
        finder.on(paired(), NOW);
        let effects = finder.start(Some((link, code)), NOW);
        (finder, effects)
    };
    let (finder, effects) = start(link(), None);
    assert!(matches!(finder.screen(), Screen::Code(_)));
    assert_eq!(effects, [Effect::HangUp]);
    let with_code = start(link(), "123456".parse().ok()).1;
    let whole = link().with_pairing(JoinSecret([1; 16]), PublicKey([2; 32]));
    let with_link = start(whole, None).1;
    let trusted = start("couchpad://10.0.0.7:4455".parse().unwrap(), None).1;
    let proof = |effects: &[Effect]| match effects {
        [Effect::Connect(attempt)] => attempt.proof.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(proof(&with_code), code("123456"));
    assert!(matches!(proof(&with_link), Proof::Link(_)));
    assert_eq!(proof(&trusted), Proof::Trusted(KEY));
}

#[test]
fn an_address_is_joined_only_when_it_is_one() {
    let mut phone = Phone::new();
    phone.act(Act::Address).on(Event::Typed("192.168.0".into()));
    phone.act(Act::Join);
    assert!(matches!(phone.screen(), Screen::Address(_)), "not yet");
    phone.digits(".5:44").act(Act::Delete).act(Act::Join);
    assert!(matches!(phone.screen(), Screen::Code(_)));
    phone.digits("000001");
    let Some(Effect::Connect(attempt)) = phone.done.last() else {
        panic!("it connects")
    };
    assert_eq!(attempt.addresses[0].to_string(), "192.168.0.5:4");
}

#[test]
fn a_scanned_picture_joins_and_another_one_says_what_is_wrong() {
    let mut phone = Phone::new();
    phone.act(Act::Scan);
    assert_eq!(phone.done.last(), Some(&Effect::Scan));
    phone.on(Event::Scanned(None));
    assert_eq!(*phone.screen(), Screen::Find);
    let whole = link().with_pairing(JoinSecret([1; 16]), PublicKey([2; 32]));
    phone.on(Event::Scanned(Some(whole.page())));
    assert!(matches!(phone.proof(), Some(Proof::Link(_))));
    phone.on(Event::Scanned(Some("https://example.org/menu".into())));
    assert!(matches!(phone.screen(), Screen::Address(_)));
}

#[test]
fn an_unreached_receiver_is_tried_on_and_says_why() {
    let mut phone = Phone::choose("tv", 1);
    phone
        .digits("123456")
        .news(News::Unreached(Unreached::NoRoute));
    let trouble = Some(Unreached::NoRoute);
    assert_eq!(*phone.screen(), Screen::Joining { trouble });
    phone.act(Act::Why);
    let looked = vec!["192.168.0.1:4455".parse().unwrap()];
    assert_eq!(phone.done.last(), Some(&Effect::Examine(looked)));
    phone
        .news(News::Unreached(Unreached::Refused))
        .act(Act::Back);
    let trouble = Some(Unreached::Refused);
    assert_eq!(*phone.screen(), Screen::Joining { trouble });
    phone.news(News::Live);
    assert_eq!(*phone.screen(), Screen::Play { menu: false });
}

#[test]
fn an_announced_receiver_that_does_not_answer_is_doubted_and_no_other() {
    let mut phone = Phone::choose("tv", 1);
    phone.on(Event::Found(nearby("attic", 2)));
    phone.digits("123456");
    let doubts = |phone: &Phone| -> Vec<_> {
        let doubt = |effect: &Effect| match effect {
            Effect::Doubt(id) => Some(id.clone()),
            _ => None,
        };
        phone.done.iter().filter_map(doubt).collect()
    };
    assert!(doubts(&phone).is_empty(), "nobody waited for it yet");
    phone.news(News::Unreached(Unreached::TimedOut));
    assert_eq!(doubts(&phone), ["tv"]);
    phone.on(Event::Gone("tv".into()));
    phone.news(News::Unreached(Unreached::NoRoute));
    assert_eq!(doubts(&phone), ["tv"], "it is not in the list any more");

    // a typed address of an announced receiver is that receiver
    let mut typed = Phone::new();
    typed.on(Event::Found(nearby("tv", 1))).act(Act::Address);
    typed.on(Event::Typed("192.168.0.1".into())).act(Act::Join);
    typed
        .digits("123456")
        .news(News::Unreached(Unreached::Refused));
    assert_eq!(doubts(&typed), ["tv"]);
}

#[test]
fn what_a_dropped_connection_told_on_its_last_way_changes_nothing() {
    let last_words = [
        News::Live,
        News::Refused(Refusal::WrongCode),
        News::Refused(Refusal::NotPaired),
        News::Refused(Refusal::Full),
        News::Unreached(Unreached::TimedOut),
        News::Impostor,
        News::Ended(PadEnd::Interrupted),
        News::Ended(PadEnd::Kicked),
    ];
    for news in last_words {
        for way_out in [Act::Find, Act::Back] {
            let mut phone = Phone::choose("tv", 7);
            assert_eq!(*phone.screen(), Screen::Joining { trouble: None });
            phone.act(way_out.clone());
            phone.done.clear();
            phone.news(news.clone());
            assert_eq!(*phone.screen(), Screen::Find, "{way_out:?}, then {news:?}");
            assert_eq!(phone.done, [], "{way_out:?}, then {news:?}");
        }
        let mut phone = Phone::choose("tv", 7);
        phone.act(Act::EnterCode).news(news.clone());
        assert_eq!(phone.code_trouble(), None, "the code, then {news:?}");
        // and the next connection is heard
        phone.digits("123456").news(News::Live);
        assert_eq!(*phone.screen(), Screen::Play { menu: false });
    }
}

#[test]
fn who_came_in_with_the_code_comes_back_without_it() {
    for end in [PadEnd::Replaced, PadEnd::Kicked] {
        let mut phone = Phone::choose("tv", 1);
        let key = PublicKey([1; 32]);
        phone.digits("123456").news(News::Paired(key));
        assert_eq!(phone.done.last(), Some(&Effect::LoadRecent));
        phone.news(News::Live).news(News::Ended(end));
        phone.act(Act::TryAgain);
        assert_eq!(phone.proof(), Some(&Proof::Trusted(key)));
        // a receiver that has ended the trust says so, and its code is the way in
        phone.news(News::Refused(Refusal::NotPaired));
        assert_eq!(phone.code_trouble(), Some(CodeTrouble::Forgotten));
        phone.digits("654321");
        assert_eq!(phone.proof(), Some(&code("654321")));
    }
}

#[test]
fn leaving_takes_a_second_deliberate_tap() {
    let mut phone = Phone::choose("tv", 7);
    phone.news(News::Live).act(Act::Back);
    assert_eq!(*phone.screen(), Screen::Play { menu: true });
    assert!(!phone.done.contains(&Effect::Leave));
    phone.act(Act::Back);
    assert_eq!(*phone.screen(), Screen::Play { menu: false });
    phone.act(Act::Menu).act(Act::Leave);
    assert_eq!(*phone.screen(), Screen::Find);
    assert!(phone.done.contains(&Effect::Leave));
    assert_eq!(
        phone.done.last(),
        Some(&Effect::Search),
        "the list fills again"
    );
}

#[test]
fn remembering_is_asked_once_and_answered_there() {
    let mut phone = Phone::choose("tv", 1);
    phone.digits("123456").news(News::Live).act(Act::Menu);
    let pad = PadModel {
        connection: Connection::Live,
        remembered: Some(false),
        ..PadModel::default()
    };
    let offers = |phone: &Phone| {
        let acts = page(&phone.finder, &pad, NOW).unwrap().acts();
        acts.contains(&Act::Remember)
    };
    assert!(offers(&phone));
    phone.act(Act::Remember);
    assert_eq!(phone.done.last(), Some(&Effect::RememberMe));
    assert!(!offers(&phone));
    phone.news(News::Remembered);
    assert!(offers(&phone), "they said no: it may be asked again");
    let told = PadModel { answers: 1, ..pad };
    let shown = |phone: &Phone| format!("{:?}", page(&phone.finder, &told, NOW));
    assert!(shown(&phone).contains("Not this time"));
    phone.act(Act::Remember);
    assert!(shown(&phone).contains("Ask at the big screen"));
    // back from a loss: the receiver may be another run of itself, which never heard the wish
    phone.news(News::Live);
    let acts = page(&phone.finder, &told, NOW).unwrap().acts();
    assert!(acts.contains(&Act::Remember));
}

#[test]
fn a_search_that_failed_begins_again_and_one_that_is_off_does_not() {
    let mut phone = Phone::new();
    phone.on(Event::Found(nearby("tv", 1)));
    phone.on(Event::SearchFailed("no network".into()));
    let words = format!("{:?}", page(&phone.finder, &PadModel::default(), NOW));
    assert!(words.contains("Searching does not work here: no network; enter the address instead."));
    phone.done.clear();
    phone.act(Act::Find);
    assert!(phone.done.contains(&Effect::Search));
    let mut off = Finder::new(false, false);
    assert!(!off.start(None, NOW).contains(&Effect::Search));
}

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
        .chain([News::NoConnection("no threads".into())])
        .map(Event::News);
    let finding = Finding {
        level: Level::Trouble,
        what: "A VPN is on.".into(),
        advice: None,
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
        Event::Examined(vec![finding]),
    ]
    .into_iter()
    .chain(news)
    .collect()
}

/// What the player sees, to tell states apart; the digits typed make no difference.
fn seen(finder: &Finder) -> String {
    let page = page(finder, &PadModel::default(), NOW);
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
        if taps > 4 || !known.insert(seen(&finder)) {
            continue;
        }
        let page = page(&finder, &PadModel::default(), NOW);
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
    let mut states = vec![start];
    let mut known: HashSet<String> = states.iter().map(seen).collect();
    let mut at = 0;
    while at < states.len() && states.len() < 4_000 {
        let state = states[at].clone();
        at += 1;
        let acts = page(&state, &PadModel::default(), NOW).map(|page| page.acts());
        let acts = acts.unwrap_or_else(|| vec![Act::Menu]);
        // one key stands for all of them
        let keys = acts
            .iter()
            .filter(|a| !matches!(a, Act::Type(c) if *c != '1'));
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
        assert!(back <= 2, "{back} taps back: {}", seen(state));
    }
}

#[test]
fn a_full_list_says_so_and_what_to_do_about_it() {
    let mut phone = Phone::new();
    let full = "These are the first 64 that were found.";
    let shown = |phone: &Phone| page(&phone.finder, &PadModel::default(), NOW).unwrap();
    for n in 0..64_u8 {
        assert!(!format!("{:?}", shown(&phone)).contains(full), "{n}");
        assert!(!shown(&phone).acts().contains(&Act::Why));
        phone.on(Event::Found(nearby(&format!("tv {n}"), n)));
    }
    assert!(format!("{:?}", shown(&phone)).contains(full));
    assert!(shown(&phone).acts().contains(&Act::Why));
}
