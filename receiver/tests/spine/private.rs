//! What a game shows one player and nobody else: controls and words, from the game through the receiver to the pad.

use crate::table::{FRAME, Table};
use couchpad_core::protocol::limits::AXES;
use couchpad_core::protocol::{ControlId, PadAction, Profile, SeatIndex, Showing, Shown};
use couchpad_games::game::{
    Area, ControlKind, Game, GameEntry, GameEvent, Inputs, Manifest, Orientation, Outputs, Pacing,
    PadLayout, SeatEvent, SeatInput, SeatPolicy, Setup, Weight, name_of,
};
use couchpad_receiver::flow::{Intent, Screen};
use couchpad_receiver::net::Net;
use serde::{Deserialize, Serialize};
use std::time::Duration;

const SEATS: usize = 2;
/// What the player whose turn it is chooses from.
const ANSWERS: ControlId = ControlId(0);
const WORD: ControlId = ControlId(0);

/// One player answers, the others read who does.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Secrets {
    seated: [bool; SEATS],
    asked: u16,
    answers: u32,
    changes: u32,
}

impl Game for Secrets {
    type State = Self;
    type Event = ();

    const MANIFEST: Manifest = Manifest {
        id: "secrets",
        title: "Secrets",
        blurb: "One answers at a time.",
        rules: 1,
        pacing: Pacing::OnEvent,
        seats: SeatPolicy::Seats(SEATS as u16),
        layout: || show("Secrets"),
        options: &[],
        packs: None,
    };

    fn new(_: &Setup) -> Self {
        Self::default()
    }
    fn on_seat(&mut self, event: SeatEvent) {
        let (seat, here) = match event {
            SeatEvent::Taken(seat) => (seat, true),
            SeatEvent::Left(seat) => (seat, false),
        };
        if let Some(seated) = self.seated.get_mut(seat.index()) {
            *seated = here;
        }
        self.changes += 1;
    }
    fn step(&mut self, inputs: &Inputs<'_>, outputs: &mut Outputs<()>) {
        for action in inputs.actions {
            let is_answer = matches!(
                action.action,
                PadAction::Choose {
                    control: ANSWERS,
                    ..
                }
            );
            if is_answer && action.seat.0 == self.asked {
                self.asked = 1 - self.asked;
                self.answers += 1;
                self.changes += 1;
            }
        }
        if self.answers == 4 {
            outputs.events.push(GameEvent::GameOver { won: true });
        }
    }
    fn state(&self) -> &Self {
        self
    }
    fn checksum(&self) -> u64 {
        u64::from(self.answers)
    }
    fn stand_in(&self, _: SeatIndex) -> SeatInput {
        SeatInput::default()
    }
    fn stand_in_action(&self, seat: SeatIndex) -> Option<PadAction> {
        let (control, option) = (ANSWERS, 0);
        (seat.0 == self.asked).then_some(PadAction::Choose { control, option })
    }
    fn pads(&self) -> u32 {
        self.changes
    }
    fn layout(&self, seat: SeatIndex) -> PadLayout {
        if seat.0 != self.asked {
            return show("Secrets");
        }
        let options = vec![
            format!("Ask {}", name_of(SeatIndex(1 - seat.0))),
            "No".into(),
        ];
        PadLayout::new("Secrets", Orientation::Any).with(
            "",
            Area::new(100, 300, 800, 400),
            ControlKind::Choices { options },
        )
    }
    fn show(&self, seat: SeatIndex, showing: &mut Showing) {
        if seat.0 != self.asked {
            let asked = name_of(SeatIndex(self.asked));
            showing.text(WORD, format!("{} for {asked}", self.answers));
        }
    }
    fn axes(&self, _: SeatIndex) -> [i16; AXES] {
        [0; AXES]
    }
    fn score(&self, _: SeatIndex) -> i64 {
        0
    }
    fn team_score(&self) -> i64 {
        i64::from(self.answers)
    }
    fn is_over(&self) -> bool {
        self.answers >= 4
    }
    fn revive(self) -> Option<Self> {
        Some(self)
    }
}

fn show(title: &str) -> PadLayout {
    let weight = Weight::Primary;
    let area = Area::new(100, 300, 800, 400);
    PadLayout::new(title, Orientation::Any).with("", area, ControlKind::Show { weight })
}

/// The choices on a pad, none where there are no choices.
fn options(table: &mut Table, pad: usize) -> Vec<String> {
    let layout = table.pad(pad).session().layout().cloned();
    let kinds = layout.into_iter().flat_map(|layout| layout.controls);
    let options = kinds.filter_map(|control| match control.kind {
        ControlKind::Choices { options } => Some(options),
        _ => None,
    });
    options.flatten().collect()
}

fn text(table: &Table, seat: u16) -> Option<String> {
    let session = table.app.world().resource::<Net>().session();
    match session.showing(SeatIndex(seat))?.get(WORD)? {
        Shown::Text(text) => Some(text.clone()),
        Shown::Board { .. } => None,
    }
}

fn choose(table: &mut Table, pad: usize) {
    let now = table.now();
    table.pad(pad).session_mut().choose(now, ANSWERS, 0);
    table.settle();
}

fn playing() -> (Table, usize, usize) {
    let mut table = Table::with(GameEntry::of::<Secrets>());
    let (ada, bo) = (table.join("Ada"), table.join("Bo"));
    table.wish(Intent::Start);
    (table, ada, bo)
}

#[test]
fn each_player_has_controls_and_words_of_their_own() {
    let (mut table, ada, bo) = playing();
    assert_eq!(options(&mut table, ada), ["Ask Bo", "No"]);
    assert_eq!(options(&mut table, bo), [""; 0]);
    assert_eq!(text(&table, 0), None);
    assert_eq!(text(&table, 1).as_deref(), Some("0 for Ada"));
    choose(&mut table, bo);
    let answers = table.stage().running::<Secrets>().map(|r| r.game.answers);
    assert_eq!(answers, Some(0), "not asked");
    choose(&mut table, ada);
    assert_eq!(options(&mut table, ada), [""; 0]);
    assert_eq!(options(&mut table, bo), ["Ask Ada", "No"]);
    assert_eq!(text(&table, 0).as_deref(), Some("1 for Bo"));
    assert_eq!(text(&table, 1), None);
    for pad in [ada, bo] {
        assert!(table.labels(pad).contains(&"PAUSE".to_owned()));
    }
}

#[test]
fn a_pause_hides_what_is_private_and_brings_it_back() {
    let (mut table, ada, bo) = playing();
    choose(&mut table, ada);
    table.wish(Intent::Pause);
    assert_eq!(text(&table, 0), None);
    assert_eq!(options(&mut table, bo), [""; 0]);
    table.wish(Intent::Start);
    table.settle();
    assert_eq!(text(&table, 0).as_deref(), Some("1 for Bo"));
    assert_eq!(options(&mut table, bo), ["Ask Ada", "No"]);
}

#[test]
fn a_new_name_is_read_at_once() {
    let (mut table, _, bo) = playing();
    let now = table.now();
    let profile = Profile {
        name: "Beatrix".into(),
        mark: None,
    };
    table.pad(bo).session_mut().set_profile(now, profile);
    table.settle();
    assert_eq!(options(&mut table, 0), ["Ask Beatrix", "No"]);
}

#[test]
fn whoever_is_away_is_stood_in_for_with_choices_too() {
    let (mut table, ada, bo) = playing();
    // they fall silent, and do not leave
    let _silent = [ada, bo].map(|pad| table.pads[pad].take());
    for _ in 0..60 {
        if table.screen() == Screen::Results {
            return;
        }
        table.pass(Duration::from_millis(500).max(FRAME));
    }
    panic!(
        "nobody plays for who is away: {:?} {:?}",
        table.screen(),
        table.stage().running::<Secrets>().map(|r| r.game.answers)
    );
}
