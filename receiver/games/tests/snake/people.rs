//! People who come and go, and what their pads say.

use crate::table::{Hands, Table, setup};
use couchpad_games::game::{ControlKind, Game, GameEvent, SeatIndex, Setup, name_of};
use couchpad_games::snake::{Event, Fate, Heading, Phase, SEATS, Snakes, button};

#[test]
fn who_is_alone_gets_a_wild_snake_and_two_get_none() {
    let alone = Table::new(&Setup::new(1), &[5], Hands::StandIns);
    assert_eq!(alone.state().alive().collect::<Vec<_>>(), [0, 5]);
    let two = Table::new(&Setup::new(1), &[5, 7], Hands::StandIns);
    assert_eq!(two.state().alive().collect::<Vec<_>>(), [5, 7]);
}

#[test]
fn nothing_happens_while_nobody_is_there() {
    let mut table = Table::new(&Setup::new(1), &[0], Hands::StandIns);
    (0..400).for_each(|_| table.step());
    table.leave(0);
    let before = table.game.checksum();
    (0..400).for_each(|_| table.step());
    assert_eq!(table.game.checksum(), before);
    table.sit(3);
    table.step();
    assert_ne!(table.game.checksum(), before);
}

#[test]
fn who_leaves_leaves_a_wild_snake_that_somebody_else_may_tame() {
    let mut table = Table::new(&Setup::new(1), &[0, 1, 2], Hands::StandIns);
    table.play_until(|state| state.round_steps == 60);
    table.leave(2);
    let before = table.state().players[2].snake.head();
    assert!(before.is_some(), "it is still there");
    (0..60).for_each(|_| table.step());
    let after = table.state().players[2].snake.head();
    assert!(
        after.is_some() && after != before,
        "and finds its way itself"
    );
    assert_eq!(table.game.score(SeatIndex(2)), table.told[2]);
    let body = table.state().players[2].snake.body.clone();
    table.sit(2);
    assert_eq!(table.state().players[2].snake.body, body);
    assert_eq!(
        table.game.score(SeatIndex(2)),
        0,
        "its new player begins anew"
    );
}

#[test]
fn who_comes_while_all_get_ready_is_in_and_who_comes_later_waits() {
    let mut table = Table::new(&Setup::new(1), &[0, 1], Hands::StandIns);
    (0..20).for_each(|_| table.step());
    table.sit(2);
    assert!(table.state().players[2].snake.is_alive());
    assert_eq!(table.state().alive().count(), 3);
    table.play_until(|state| state.round_steps == 60);
    table.sit(3);
    assert_eq!(table.state().players[3].snake.fate, Fate::None);
    assert_eq!(table.says(3), "You are in from the next round on.");
    table.play_until(|state| state.round == 2);
    assert!(table.state().players[3].snake.is_alive());
}

#[test]
fn in_a_feast_who_comes_late_is_in_at_once() {
    let mut table = Table::new(&setup(1, &[("mode", "feast")]), &[0, 1], Hands::StandIns);
    table.play_until(|state| state.round_steps == 60);
    table.sit(9);
    (0..120).for_each(|_| table.step());
    assert!(table.state().players[9].snake.is_alive());
}

#[test]
fn pads_say_how_it_goes_and_only_when_it_is_something_else() {
    let mut table = Table::new(&Setup::new(4), &[0, 1, 2], Hands::StandIns);
    assert_eq!(table.says(0), "Get ready!\nRound 1 of 3");
    let mut seen = Vec::new();
    let says = |table: &Table| [0, 1, 2].map(|seat| table.says(seat));
    let mut said = (table.game.pads(), says(&table));
    while !table.game.is_over() {
        table.step();
        let now = (table.game.pads(), says(&table));
        if now.0 == said.0 {
            assert_eq!(now.1, said.1, "nobody was told");
        } else {
            seen.extend(now.1.clone());
        }
        said = now;
    }
    for words in [
        "Length 4\n",
        "of 3, ",
        " points",
        "Out! 3rd in this round.",
        "wins the round.",
        "You win",
    ] {
        assert!(seen.iter().any(|text| text.contains(words)), "{words}");
    }
    let winner = table.state().winner.expect("somebody won the last round");
    let other = u16::from((winner + 1) % 3);
    let name = name_of(SeatIndex(winner.into()));
    assert!(
        table
            .says(other)
            .starts_with(&format!("{name} wins the round."))
    );
    assert!(table.says(winner.into()).starts_with("You win the round!"));
}

#[test]
fn nobody_else_is_told_anything() {
    let table = Table::new(&Setup::new(4), &[0], Hands::StandIns);
    for seat in [1, SEATS as u16, u16::MAX] {
        assert_eq!(table.says(seat), "");
    }
}

#[test]
fn who_is_out_feels_it() {
    let mut table = Table::new(&Setup::new(4), &[0, 1], Hands::Asleep);
    let mut felt = Vec::new();
    while felt.is_empty() {
        table.step();
        let out = table
            .outputs
            .details
            .iter()
            .filter_map(|event| match event {
                Event::Out { seat, .. } => Some(*seat),
                _ => None,
            });
        for seat in out {
            let own = |event: &&GameEvent| match event {
                GameEvent::Shakes { seat: own, .. } => own.index() == seat,
                GameEvent::Glow(glow) => glow.seat.index() == seat,
                _ => false,
            };
            felt.push(table.outputs.events.iter().filter(own).count());
        }
    }
    assert!(felt.iter().all(|count| *count >= 2), "{felt:?}");
}

#[test]
fn the_whole_glass_below_the_words_steers() {
    let layout = (Snakes::MANIFEST.layout)();
    let cross = layout
        .controls
        .iter()
        .find_map(|control| match control.kind {
            ControlKind::DPad {
                up,
                down,
                left,
                right,
            } => Some((control.area, [up, right, down, left])),
            _ => None,
        });
    let (area, buttons) = cross.expect("there is a cross");
    assert_eq!(buttons, Heading::ALL.map(button));
    assert_eq!((area.w, area.y + area.h), (1000, 1000));
}

#[test]
fn the_winner_of_a_round_can_be_proud_of_it() {
    let mut table = Table::new(&Setup::new(8), &[0, 1, 2, 3], Hands::StandIns);
    table.play_until(|state| matches!(state.phase, Phase::Decided(_)) && state.winner.is_some());
    let winner = table.state().winner.map_or(0, u16::from);
    let proud = table.game.highlight(SeatIndex(winner)).unwrap();
    assert_eq!((proud.title, proud.count), ("Rounds won", 1));
    let others = (0..4).filter(|seat| *seat != winner);
    for highlight in others.filter_map(|seat| table.game.highlight(SeatIndex(seat))) {
        assert_ne!(highlight.title, "Rounds won");
    }
}
