//! One game: dropping, winning, drawing, taking back, urging.

use crate::table::{A, B, C, FULL, QUICK, Table};
use couchpad_games::four::{ASKS, Cell, Ending, Event, Phase, Player, Side};
use couchpad_games::game::{Game, GameEvent, PadAction, SeatAction, SeatIndex, Tint, Turn};

fn mover(table: &Table) -> SeatIndex {
    table.mover().seat().unwrap()
}

fn other(seat: SeatIndex) -> SeatIndex {
    SeatIndex(1 - seat.0)
}

#[test]
fn two_take_turns_and_discs_fall() {
    let mut table = Table::new(&[A, B]);
    let first = mover(&table);
    table.drop_disc(3);
    let side = table.state().side_of(first).unwrap();
    let cell = Cell { column: 3, row: 0 };
    assert!(table.told(Event::Dropped { side, cell }));
    assert_eq!(mover(&table), other(first));
    table.drop_disc(3);
    let cell = Cell { column: 3, row: 1 };
    let side = side.other();
    assert!(table.told(Event::Dropped { side, cell }));
    assert_eq!(mover(&table), first);
}

#[test]
fn whoever_is_not_to_move_moves_nothing() {
    let mut table = Table::new(&[A, B, C]);
    let first = mover(&table);
    let (control, _) = table.choices(first).unwrap();
    let before = table.game.checksum();
    for seat in [other(first), C, SeatIndex(7), SeatIndex(900)] {
        let action = PadAction::Choose { control, option: 2 };
        table.step(&[], &[SeatAction { seat, action }]);
    }
    // and there are no more columns than there are
    let action = PadAction::Choose { control, option: 7 };
    let seat = first;
    table.step(&[], &[SeatAction { seat, action }]);
    assert_eq!(table.game.checksum(), before);
}

#[test]
fn a_second_tap_is_not_the_next_move() {
    let mut table = Table::new(&[A]);
    if table.mover() == Player::Machine {
        table.waits();
    }
    let (control, _) = table.choices(A).unwrap();
    let tap = SeatAction {
        seat: A,
        action: PadAction::Choose { control, option: 3 },
    };
    let before = table.state().board.len();
    table.step(&[], &[tap.clone(), tap.clone()]);
    assert_eq!(table.state().board.len(), before + 1);
    assert_eq!(table.game.wakes(), Some(54), "the machine takes its time");
    table.waits();
    assert_eq!(table.state().board.len(), before + 2);
    assert_eq!(
        table.game.wakes(),
        None,
        "people think as long as they like"
    );
}

#[test]
fn a_full_column_is_told_and_costs_nothing() {
    let mut table = Table::new(&[A, B]);
    table.drop_all(&[2; 6]);
    let seat = mover(&table);
    table.drop_disc(2);
    assert!(table.told(Event::Full(seat)));
    assert_eq!(table.state().full, Some(2));
    assert_eq!((mover(&table), table.state().board.len()), (seat, 6));
    table.drop_disc(3);
    assert_eq!(table.state().full, None);
}

#[test]
fn four_in_a_row_win() {
    let mut table = Table::new(&[A, B]);
    let first = mover(&table);
    table.drop_all(&QUICK);
    let side = table.state().side_of(first).unwrap();
    assert!(table.told(Event::Ended(Ending::Won(side))));
    assert_eq!(table.state().phase, Phase::Ready);
    assert_eq!(
        (table.game.score(first), table.game.score(other(first))),
        (1, 0)
    );
    let finished = table.state().finished.as_ref().unwrap();
    assert!(finished.board.is_won());
    let good = |event: &GameEvent| matches!(event, GameEvent::Glow(g) if g.seat == first && g.tint == Tint::Good);
    assert!(table.outputs.events.iter().any(good));
}

#[test]
fn a_full_board_is_a_draw() {
    let mut table = Table::new(&[A, B]);
    let first = table.state().first;
    table.drop_all(&FULL);
    assert!(table.told(Event::Ended(Ending::Draw)));
    assert_eq!(table.game.score(A) + table.game.score(B), 0);
    assert_eq!(table.state().phase, Phase::Ready);
    assert_eq!(table.state().first, first.other(), "the other one begins");
}

#[test]
fn one_presses_start_and_the_next_game_begins() {
    let mut table = Table::new(&[A, B, C]);
    let first = mover(&table);
    table.drop_all(&QUICK);
    assert_eq!(
        table.pair_sorted(),
        if first == A { [A, C] } else { [B, C] }
    );
    assert!(
        !table.has(other(first), "START"),
        "who queues starts nothing"
    );
    assert_eq!(table.game.turn(C), Turn::Yours);
    assert!(table.choices(C).is_none(), "one looks at what was first");
    table.press(C, "START");
    assert_eq!(table.state().phase, Phase::Playing);
    assert!(table.state().finished.is_none());
    assert_eq!(mover(&table), C, "who is new begins");
}

#[test]
fn a_move_is_taken_back_if_the_other_one_allows_it() {
    let mut table = Table::new(&[A, B]);
    let seat = mover(&table);
    assert!(!table.has(seat, "UNDO"), "there is nothing to take back");
    table.drop_disc(3);
    let side = table.state().side_of(seat).unwrap();
    table.press(seat, "UNDO");
    assert!(table.told(Event::Asked(side)));
    assert_eq!(table.game.turn(other(seat)), Turn::Yours);
    let (_, answers) = table.choices(other(seat)).unwrap();
    assert_eq!(
        answers,
        ["ALLOW", "NO"],
        "there is no move until that is answered"
    );
    table.choose(other(seat), "ALLOW");
    assert!(table.told(Event::TakenBack { side, moves: 1 }));
    assert!(table.state().board.is_empty());
    assert_eq!(mover(&table), seat);
}

#[test]
fn an_answered_move_is_taken_back_with_its_answer() {
    let mut table = Table::new(&[A, B]);
    let seat = mover(&table);
    table.drop_all(&[3, 4, 5, 6]);
    table.press(seat, "UNDO");
    table.choose(other(seat), "ALLOW");
    assert_eq!(table.state().board.len(), 2);
    assert_eq!(mover(&table), seat);
}

#[test]
fn no_is_no_and_who_asked_may_think_better_of_it() {
    let mut table = Table::new(&[A, B]);
    let seat = mover(&table);
    table.drop_disc(3);
    let side = table.state().side_of(seat).unwrap();
    table.press(seat, "UNDO");
    table.choose(other(seat), "NO");
    assert!(table.told(Event::Refused(side)));
    assert_eq!((mover(&table), table.state().board.len()), (other(seat), 1));
    table.press(seat, "UNDO");
    table.press(seat, "NEVER MIND");
    assert_eq!(table.state().asking, None);
    assert_eq!((mover(&table), table.state().board.len()), (other(seat), 1));
}

#[test]
fn nobody_asks_for_ever() {
    let mut table = Table::new(&[A, B]);
    let seat = mover(&table);
    table.drop_disc(3);
    for _ in 0..ASKS {
        table.press(seat, "UNDO");
        table.choose(other(seat), "NO");
    }
    assert!(!table.has(seat, "UNDO"));
    assert_eq!(
        table.state().asks_left[table.state().side_of(seat).unwrap().index()],
        0
    );
}

#[test]
fn the_machine_lets_people_take_back() {
    let mut table = Table::new(&[A]);
    while table.mover() == Player::Machine {
        table.waits();
    }
    let before = table.state().board.clone();
    table.drop_disc(3);
    table.press(A, "UNDO");
    assert_eq!(table.state().board, before, "while it thinks");
    table.drop_disc(3);
    table.waits();
    table.press(A, "UNDO");
    assert_eq!(table.state().board, before, "and after it has moved");
}

#[test]
fn whoever_waits_may_urge_once_in_a_move() {
    let mut table = Table::new(&[A, B, C]);
    let seat = mover(&table);
    table.press(C, "HURRY");
    assert!(table.told(Event::Urged { by: C, whom: seat }));
    let shakes =
        |event: &GameEvent| matches!(event, GameEvent::Shakes { seat: s, .. } if *s == seat);
    assert!(table.outputs.events.iter().any(shakes));
    assert!(!table.has(C, "HURRY") && table.has(other(seat), "HURRY"));
    assert!(!table.has(seat, "HURRY"), "nobody urges themselves");
    table.drop_disc(3);
    assert!(table.has(C, "HURRY"), "another move");
    table.press(C, "HURRY");
    let whom = other(seat);
    assert!(table.told(Event::Urged { by: C, whom }));
}

#[test]
fn sides_are_two() {
    assert_eq!(Side::Left.other(), Side::Right);
    assert_eq!(Side::BOTH.map(Side::index), [0, 1]);
}
