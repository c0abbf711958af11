//! What players see on their phones.

use crate::table::{A, B, C, D, QUICK, Table};
use couchpad_games::game::{
    ControlId, Game, Orientation, SeatIndex, Showing, Shown, cell, name_of, with_names,
};

fn shown(table: &Table, seat: SeatIndex) -> Showing {
    let mut showing = Showing::default();
    table.game.show(seat, &mut showing);
    showing
}

fn words(table: &Table, seat: SeatIndex) -> String {
    let names = ["Ada", "Bo", "Cy", "Di"];
    match shown(table, seat).get(ControlId(0)) {
        Some(Shown::Text(text)) => {
            let text = with_names(text, |seat| names[seat.index()].to_owned());
            assert!(!text.is_empty());
            text
        }
        other => panic!("{other:?}"),
    }
}

fn board(table: &Table, seat: SeatIndex) -> Vec<u8> {
    match shown(table, seat).get(ControlId(1)) {
        Some(Shown::Board { columns: 7, cells }) => cells.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn seven_columns_are_on_the_phone_whose_turn_it_is_and_on_no_other() {
    let mut table = Table::new(&[A, B, C]);
    for column in [3, 3, 4, 2] {
        let mover = table.mover().seat().unwrap();
        for seat in [A, B, C] {
            let choices = table.choices(seat).map(|(_, options)| options);
            let is_mover = seat == mover;
            assert_eq!(choices.is_some(), is_mover);
            if let Some(options) = choices {
                assert_eq!(options, ["1", "2", "3", "4", "5", "6", "7"]);
            }
        }
        table.drop_disc(column);
    }
}

#[test]
fn columns_and_answers_are_never_taken_for_each_other() {
    let mut table = Table::new(&[A, B]);
    let seat = table.mover().seat().unwrap();
    let (columns, _) = table.choices(seat).unwrap();
    table.drop_disc(3);
    table.press(seat, "UNDO");
    let (answers, _) = table.choices(SeatIndex(1 - seat.0)).unwrap();
    assert_ne!(columns, answers);
}

#[test]
fn every_layout_is_sound_and_changes_are_told() {
    let mut table = Table::new(&[A, B, C]);
    let sight = |table: &Table| {
        [A, B, C, D].map(|seat| {
            let layout = table.game.layout(seat);
            assert_eq!(layout.validate(), Ok(()), "{layout:?}");
            assert_eq!(layout.orientation, Orientation::Any);
            (layout, shown(table, seat))
        })
    };
    let mut before = (sight(&table), table.game.pads());
    let mut look = |table: &Table| {
        let now = (sight(table), table.game.pads());
        assert!(now.0 == before.0 || now.1 != before.1, "{now:?}");
        before = now;
    };
    for column in [3, 3, 4] {
        table.drop_disc(column);
        look(&table);
    }
    let asking = SeatIndex(1 - table.mover().seat().unwrap().0);
    table.press(asking, "UNDO");
    look(&table);
    table.press(C, "HURRY");
    look(&table);
    table.choose(SeatIndex(1 - asking.0), "ALLOW");
    look(&table);
    table.comes(D);
    look(&table);
    table.leaves(C);
    look(&table);
    table.leaves(asking);
    look(&table);
    table.win(D);
    look(&table);
    table.press(D, "START");
    look(&table);
}

#[test]
fn the_board_is_on_every_phone_with_its_last_disc_bright() {
    let mut table = Table::new(&[A, B, C]);
    let first = table.mover().seat().unwrap();
    table.drop_all(&[3, 0]);
    let second = 1 - first.0 as u8;
    for seat in [A, B, C] {
        let cells = board(&table, seat);
        assert_eq!(cells.len(), 42);
        assert_eq!(cells[35 + 3], cell::of(first.0 as u8));
        assert_eq!(cells[35], cell::of(second) + cell::BRIGHT);
        assert_eq!(cells.iter().filter(|c| **c != cell::EMPTY).count(), 2);
    }
}

#[test]
fn four_in_line_are_bright() {
    let mut table = Table::new(&[A, B]);
    table.drop_all(&QUICK);
    let bright = board(&table, B);
    let bright = bright.iter().filter(|c| **c & cell::BRIGHT != 0);
    assert_eq!(bright.count(), 4);
}

#[test]
fn the_machines_discs_belong_to_nobody() {
    let mut table = Table::new(&[A]);
    while table.mover().seat().is_none() {
        table.waits();
    }
    table.drop_disc(3);
    table.waits();
    let solid = board(&table, A).into_iter().filter(|c| *c == cell::SOLID);
    assert!((1..=2).contains(&solid.count()));
}

#[test]
fn phones_say_what_goes_on() {
    let mut table = Table::new(&[A, B, C, D]);
    let first = table.mover().seat().unwrap();
    let (name, second) = (["Ada", "Bo"][first.index()], SeatIndex(1 - first.0));
    assert_eq!(words(&table, first), "Choose a column.");
    assert_eq!(words(&table, second), format!("{name} is to move."));
    assert!(words(&table, C).ends_with("You are next."));
    assert!(words(&table, D).ends_with("1 before you."));
    table.drop_disc(6);
    assert_eq!(
        words(&table, second),
        format!("{name} chose 7. Choose a column.")
    );
    table.press(first, "UNDO");
    let asks = format!("{name} would like to take the last move back.");
    assert_eq!(words(&table, second), asks);
    table.choose(second, "ALLOW");
    table.drop_all(&QUICK);
    assert_eq!(words(&table, first), "You won! Next you play Cy.");
    assert_eq!(
        words(&table, C),
        format!("{name} won. Next you play {name}.")
    );
    assert!(name_of(first) != name_of(second));
}
