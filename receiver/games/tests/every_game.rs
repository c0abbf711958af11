//! What holds for every game on the list.

use couchpad_games::game::{
    AnyGame, Inputs, Pacing, SeatAction, SeatEvent, SeatIndex, SeatInput, Setup,
};
use couchpad_games::{find, games};
use couchpad_protocol::{ButtonIndex, ControlKind};

#[test]
fn ids_are_plain_and_unique() {
    for game in games() {
        let id = game.manifest.id;
        assert!(!id.is_empty() && id.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'));
        assert_eq!(games().iter().filter(|g| g.manifest.id == id).count(), 1);
        assert!(find(id).is_some_and(|g| std::ptr::eq(g.manifest, game.manifest)));
    }
    assert!(find("no-such-game").is_none());
}

#[test]
fn manifests_make_sense() {
    for game in games() {
        let manifest = game.manifest;
        assert!(!manifest.title.is_empty() && manifest.blurb.ends_with('.'));
        assert!(manifest.seats.seats() > 0);
        assert_ne!(manifest.pacing, Pacing::Fixed(0));
    }
}

#[test]
fn layouts_are_valid_and_leave_the_receivers_buttons_alone() {
    for game in games() {
        let layout = (game.manifest.layout)();
        assert_eq!(layout.validate(), Ok(()), "{}", game.manifest.id);
        let system = |b: &ButtonIndex| b.is_system();
        for control in &layout.controls {
            let buttons = match &control.kind {
                ControlKind::Button { button, .. } => vec![*button],
                ControlKind::DPad {
                    up,
                    down,
                    left,
                    right,
                } => vec![*up, *down, *left, *right],
                _ => Vec::new(),
            };
            assert!(
                !buttons.iter().any(system),
                "{}: {control:?}",
                game.manifest.id
            );
        }
    }
}

#[test]
fn seats_that_do_not_exist_and_double_news_change_nothing() {
    for entry in games() {
        let mut game = (entry.begin)(&Setup::new(1));
        game.on_seat(SeatEvent::Taken(SeatIndex(0)));
        let before = game.checksum();
        game.on_seat(SeatEvent::Taken(SeatIndex(0)));
        game.on_seat(SeatEvent::Left(SeatIndex(1)));
        for seat in [entry.manifest.seats.seats(), u16::MAX] {
            game.on_seat(SeatEvent::Taken(SeatIndex(seat)));
            game.on_seat(SeatEvent::Left(SeatIndex(seat)));
            assert_eq!(game.stand_in(SeatIndex(seat)), SeatInput::default());
            assert_eq!(game.score(SeatIndex(seat)), 0);
        }
        assert_eq!(game.checksum(), before, "{}", entry.manifest.id);
    }
}

/// One step, in which somebody stands in for the player of this seat.
fn stand_in(game: &mut dyn AnyGame, seat: SeatIndex) {
    let action = game.stand_in_action(seat);
    let actions: Vec<_> = action
        .map(|action| SeatAction { seat, action })
        .into_iter()
        .collect();
    game.step(&Inputs {
        seats: &[game.stand_in(seat)],
        actions: &actions,
    });
}

#[test]
fn a_game_that_is_over_stays_as_it_is() {
    for entry in games() {
        let mut game = (entry.begin)(&Setup::new(9));
        game.on_seat(SeatEvent::Taken(SeatIndex(0)));
        let neutral = Inputs {
            seats: &[],
            actions: &[],
        };
        let mut steps = 0;
        // where nothing goes on without somebody, nobody moves means that somebody stands in
        let is_stood_in = entry.manifest.pacing == Pacing::OnEvent;
        while !game.is_over() {
            if is_stood_in {
                stand_in(&mut *game, SeatIndex(0));
            } else {
                game.step(&neutral);
            }
            steps += 1;
            assert!(steps < 5_000_000, "{} never ends", entry.manifest.id);
        }
        let told = game.events().iter();
        let over = told.filter(|e| matches!(e, couchpad_games::game::GameEvent::GameOver { .. }));
        assert_eq!(over.count(), 1);
        let score = game.team_score();
        game.on_seat(SeatEvent::Taken(SeatIndex(1)));
        for _ in 0..1_000 {
            game.step(&neutral);
            assert!(game.events().is_empty() && game.is_over());
        }
        assert_eq!(game.team_score(), score);
    }
}
