//! Whatever players do, and whoever comes and goes: the game holds.

use crate::{HURRY, PACK, SHORT, Table};
use couchpad_games::game::{
    ControlId, Game, GameEvent, Options, PadAction, PadLayout, SeatAction, SeatIndex, Setup,
    Showing,
};
use couchpad_games::tales::{OFFERED, Phase, Tales};
use proptest::prelude::*;

/// Something that happens between two steps, and how many steps follow.
#[derive(Clone, Debug)]
enum Doing {
    Write(u16, String),
    Choose(u16, u8, u8),
    Help(u16),
    Sit(u16),
    Leave(u16),
    Wait(u16),
    StandIns,
}

fn doing() -> impl Strategy<Value = Doing> {
    let seat = 0..18_u16;
    let text = prop_oneof![
        "[a-c]{0,3}",
        "the truth",
        "verity",
        ".{0,60}",
        "house (one|two)"
    ];
    prop_oneof![
        4 => (seat.clone(), text).prop_map(|(s, t)| Doing::Write(s, t)),
        4 => (seat.clone(), 0..4_u8, 0..12_u8).prop_map(|(s, c, o)| Doing::Choose(s, c, o)),
        1 => (0..16_u16).prop_map(Doing::Help),
        1 => seat.clone().prop_map(Doing::Sit),
        1 => seat.prop_map(Doing::Leave),
        3 => (0..250_u16).prop_map(Doing::Wait),
        3 => Just(Doing::StandIns),
    ]
}

fn table(seed: u64, players: u16) -> Table {
    let setup = Setup {
        seed,
        options: Options::default().with(0, SHORT).with(1, HURRY),
        pack: Some(PACK.to_owned()),
        heard: Vec::new(),
    };
    Table::of(&setup, players)
}

fn do_it(table: &mut Table, doing: &Doing) {
    match doing.clone() {
        Doing::Write(seat, text) => table.write(seat, &text),
        Doing::Choose(seat, control, option) => {
            let control = ControlId(control);
            table.act(seat, PadAction::Choose { control, option });
        }
        Doing::Help(seat) => table.step(&[], Some(seat)),
        Doing::Sit(seat) => table.sit(seat),
        Doing::Leave(seat) => table.leave(seat),
        Doing::Wait(steps) => (0..steps).for_each(|_| table.step(&[], None)),
        Doing::StandIns => {
            let seats = (0..18).map(SeatIndex);
            let actions = seats.filter_map(|seat| {
                let action = table.game.stand_in_action(seat)?;
                Some(SeatAction { seat, action })
            });
            let actions: Vec<_> = actions.collect();
            table.step(&actions, None);
        }
    }
}

/// What all phones have.
fn phones(game: &Tales) -> Vec<(PadLayout, Showing)> {
    let seats = (0..17).map(SeatIndex);
    let phones = seats.map(|seat| {
        let mut showing = Showing::default();
        game.show(seat, &mut showing);
        (game.layout(seat), showing)
    });
    phones.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_same_doings_make_the_same_game_and_no_phone_changes_unheard(
        seed: u64,
        players in 0..5_u16,
        doings in prop::collection::vec(doing(), 0..60),
    ) {
        let (mut one, mut other) = (table(seed, players), table(seed, players));
        for doing in &doings {
            let before = (one.game.pads(), phones(&one.game));
            do_it(&mut one, doing);
            do_it(&mut other, doing);
            prop_assert_eq!(one.game.checksum(), other.game.checksum());
            let after = (one.game.pads(), phones(&one.game));
            prop_assert!(before.0 != after.0 || before.1 == after.1, "{:?} {:?}", doing, one.phase());
            for (layout, _) in &after.1 {
                prop_assert_eq!(layout.validate(), Ok(()));
            }
            prop_assert!(one.game.clone().revive().is_some(), "{:?}", one.game.state());
        }
    }

    #[test]
    fn points_are_those_that_were_told_and_the_truth_is_always_there(
        seed: u64,
        players in 1..16_u16,
        doings in prop::collection::vec(doing(), 20..80),
    ) {
        let mut table = table(seed, players);
        let mut total = [0; 16];
        for doing in &doings {
            table.events.clear();
            do_it(&mut table, doing);
            if let Doing::Leave(seat) | Doing::Sit(seat) = doing {
                let seat = usize::from(*seat);
                if seat < 16 && table.game.score(SeatIndex(seat as u16)) == 0 {
                    total[seat] = 0;
                }
            }
            for event in &table.events {
                if let GameEvent::Score { seat, points, total: told } = event {
                    total[seat.index()] += i64::from(*points);
                    prop_assert_eq!(total[seat.index()], *told);
                }
            }
            if table.phase() == Phase::Pick {
                let state = table.game.state();
                for player in state.here().iter() {
                    let offered = table.game.offered(player);
                    prop_assert!((2..=OFFERED).contains(&offered.len()));
                    let answers = offered.iter().map(|at| &state.answers[usize::from(*at)]);
                    prop_assert!(answers.clone().any(|answer| answer.is_true));
                    prop_assert!(answers.clone().all(|answer| !answer.writers.has(player)));
                }
            }
        }
    }
}
