//! Players who do anything, at any moment: nothing panics, nothing gets lost, and every evening ends.

use couchpad_games::four::{Four, Phase, Player, SEATS, Side};
use couchpad_games::game::{
    Area, ButtonIndex, ControlKind, Game, Inputs, Options, Outputs, PadAction, SeatAction,
    SeatEvent, SeatIndex, SeatInput, Setup, Weight,
};
use proptest::prelude::*;

fn seats() -> impl Iterator<Item = SeatIndex> {
    (0..SEATS as u16).map(SeatIndex)
}

/// Something that a player does to whatever is on the phone: the number says what.
fn blindly(game: &Four, seat: SeatIndex, number: u16) -> (SeatInput, Option<SeatAction>) {
    let layout = game.layout(seat);
    let mut input = SeatInput::default();
    let mut chosen = None;
    let Some(control) = layout
        .controls
        .get(usize::from(number) % layout.controls.len())
    else {
        return (input, None);
    };
    match &control.kind {
        ControlKind::Button { button, .. } => input.pressed = button.bit(),
        ControlKind::Choices { options } => {
            let option = (usize::from(number >> 4) % options.len()) as u8;
            let control = control.id;
            let action = PadAction::Choose { control, option };
            chosen = Some(SeatAction { seat, action });
        }
        _ => {}
    }
    (input, chosen)
}

fn is_sound(game: &Four) {
    let state = game.state();
    let mut places: Vec<_> = state.queue.iter().chain(&state.through).copied().collect();
    places.extend(
        state
            .sides
            .iter()
            .flatten()
            .filter_map(|player| player.seat()),
    );
    let count = places.len();
    places.sort();
    places.dedup();
    assert_eq!(places.len(), count, "nobody is in two places");
    assert!(places.iter().all(|seat| state.is_seated(*seat)));
    let machines = Side::BOTH
        .into_iter()
        .filter(|s| state.player(*s) == Some(Player::Machine));
    assert!(machines.count() < 2);
    for seat in seats() {
        // the receiver adds PAUSE
        let (area, pause) = (Area::new(820, 20, 160, 110), ButtonIndex::PAUSE);
        let layout = game
            .layout(seat)
            .button("PAUSE", area, pause, Weight::Quiet);
        assert_eq!(layout.validate(), Ok(()));
    }
}

fn step(game: &mut Four, outputs: &mut Outputs<<Four as Game>::Event>, does: &[(u16, u16)]) {
    let mut inputs = [SeatInput::default(); SEATS];
    let mut actions = Vec::new();
    for (seat, number) in does {
        let seat = SeatIndex(*seat);
        let (input, action) = blindly(game, seat, *number);
        inputs[seat.index()].pressed |= input.pressed;
        actions.extend(action);
    }
    outputs.clear();
    let inputs = Inputs {
        seats: &inputs,
        actions: &actions,
    };
    game.step(&inputs, outputs);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn whatever_people_do_everybody_is_somewhere(
        seed: u64,
        mode in 0..2_u8,
        length in 0..3_u8,
        deeds in prop::collection::vec((0..8_u16, any::<u16>(), 0..40_u8), 0..400),
    ) {
        let options = Options::default().with(0, mode).with(1, length).with(2, 1);
        let mut game = Four::new(&Setup { options, ..Setup::new(seed) });
        let mut outputs = Outputs::default();
        for (seat, number, kind) in deeds {
            match kind {
                0..=1 => game.on_seat(SeatEvent::Taken(SeatIndex(seat))),
                2 => game.on_seat(SeatEvent::Left(SeatIndex(seat))),
                _ => {}
            }
            let again = game.clone();
            step(&mut game, &mut outputs, &[(seat, number)]);
            is_sound(&game);
            if kind == 3 && !again.is_over() {
                // saved at that moment, it goes on in the same way
                let mut again = again.revive().expect("it can have come to this");
                step(&mut again, &mut Outputs::default(), &[(seat, number)]);
                prop_assert_eq!(again.checksum(), game.checksum());
            }
        }
    }

    /// Nobody knows what they do, and nobody leaves: it ends all the same.
    #[test]
    fn blind_players_come_to_an_end(
        seed: u64,
        mode in 0..2_u8,
        players in 1..=8_u16,
    ) {
        let options = Options::default().with(0, mode).with(2, 1);
        let mut game = Four::new(&Setup { options, ..Setup::new(seed) });
        (0..players).for_each(|seat| game.on_seat(SeatEvent::Taken(SeatIndex(seat))));
        let mut outputs = Outputs::default();
        let mut number = seed;
        let mut steps = 0;
        while !game.is_over() {
            number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let seat = (number >> 40) as u16 % players;
            step(&mut game, &mut outputs, &[(seat, (number >> 20) as u16)]);
            steps += 1;
            prop_assert!(steps < 200_000, "{:?}", game.state());
        }
        prop_assert_eq!(game.state().phase, Phase::Over);
        prop_assert!(game.team_score() > 0);
    }
}
