//! What each phone shows, and that it shows nobody else's secrets.

use crate::Table;
use couchpad_games::game::{ControlKind, Game, SeatIndex};
use couchpad_games::tales::{ANSWER, Phase};

fn kind(table: &Table, seat: u16) -> Option<ControlKind> {
    let layout = table.game.layout(SeatIndex(seat));
    assert_eq!(layout.validate(), Ok(()));
    let control = layout.controls.into_iter().find(|c| c.id == ANSWER);
    control.map(|c| c.kind)
}

/// All that a phone shows, in one text.
fn all(table: &Table, seat: u16) -> String {
    let (prompt, note) = table.shown(seat);
    let options = match kind(table, seat) {
        Some(ControlKind::Choices { options }) => options.join("\n"),
        _ => String::new(),
    };
    format!("{prompt}\n{note}\n{options}")
}

#[test]
fn a_phone_leads_through_a_question() {
    let mut table = Table::new(3);
    table.step(&[], None);
    assert_eq!(table.shown(0).0, "Round 1");
    table.until_write();
    assert!(table.shown(0).0.ends_with("is ____."));
    assert!(matches!(kind(&table, 0), Some(ControlKind::Text { .. })));
    table.write(0, "truth");
    assert_eq!(
        table.shown(0).1,
        "That is the truth! Write something that is not."
    );
    table.write(0, "apple");
    let written = ("You wrote:\nAPPLE".into(), "Waiting for P1 and P2.".into());
    assert_eq!((table.shown(0), kind(&table, 0)), (written, None));
    table.write(1, "banana");
    assert_eq!(table.shown(0).1, "Waiting for P2.");
    table.step(&[], Some(2));
    assert!(
        table
            .shown(2)
            .0
            .starts_with("The house wrote for you:\nHOUSE")
    );
    table.until_pick();
    assert_eq!(table.shown(0).1, "Which one is true?");
    let Some(ControlKind::Choices { options }) = kind(&table, 0) else {
        panic!("nothing to pick");
    };
    assert_eq!(options, table.offered(0));
    table.pick(0, "BANANA");
    table.pick(1, "TRUTH");
    table.pick(2, "APPLE");
    assert_eq!(table.shown(2).1, "Everybody is done.");
    table.until(|phase| matches!(phase, Phase::Reveal(_)));
    assert_eq!(
        table.shown(0),
        ("You picked:\nBANANA".into(), String::new())
    );
    table.until_scores();
    assert_eq!(table.shown(1).0, "Place 1\n1,500 points");
    assert_eq!(table.shown(2).1, "1. P1 1,500\n2. P0 500\n3. P2 0");
}

#[test]
fn it_says_who_fooled_whom_once_the_big_screen_has() {
    let mut table = Table::new(3);
    table.until_write();
    table.write(0, "apple");
    table.write(1, "banana");
    table.write(2, "cherry");
    table.until_pick();
    table.pick(1, "APPLE");
    table.pick(2, "APPLE");
    table.pick(0, "TRUTH");
    table.until(|phase| phase == Phase::Reveal(0));
    let told = |table: &Table| [0, 1].map(|seat| table.shown(seat));
    for ((prompt, note), text) in told(&table).into_iter().zip(["TRUTH", "APPLE"]) {
        assert_eq!(
            (prompt, note),
            (format!("You picked:\n{text}"), String::new())
        );
    }
    while !table.game.state().is_out() {
        table.step(&[], None);
    }
    let [fooler, fooled] = told(&table);
    assert_eq!(fooler.1, "You fooled P1 and P2!\n+1,000");
    assert_eq!(fooled.0, "P0 fooled you:\nAPPLE");
    assert_eq!(fooler.0, "You picked:\nTRUTH", "that is not out yet");
    table.until_scores();
    assert_eq!(table.game.score(SeatIndex(0)), 2_000);
}

#[test]
fn no_phone_shows_what_another_wrote_before_the_answers_are_mixed() {
    let mut table = Table::new(4);
    table.until_write();
    table.write(0, "secret tree");
    for seat in 1..4 {
        assert!(!all(&table, seat).contains("SECRET"));
        assert!(!all(&table, seat).contains("TRUTH"));
    }
    assert!(all(&table, 0).contains("SECRET"));
    assert!(
        table.game.state().answers.is_empty(),
        "nor does the big screen"
    );
    table.until_pick();
    table.pick(0, "TRUTH");
    let picks = (1..4).map(|seat| all(&table, seat));
    assert!(picks.into_iter().all(|text| !text.contains("picked")));
}

#[test]
fn whoever_has_no_seat_is_shown_nothing() {
    let mut table = Table::new(3);
    table.until_write();
    for seat in [9, 16, 999] {
        assert_eq!(table.shown(seat), (String::new(), String::new()));
        assert_eq!(kind(&table, seat), None);
    }
}
