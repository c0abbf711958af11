//! A running game as it was kept. Apart from the others, since whoever reads those knows no game.

use couchpad_games::game::{AnyGame, Inputs, SeatEvent, SeatIndex, SeatInput};
use couchpad_games::saved::SavedGame;
use couchpad_protocol::limits::AXES;

/// Steps that a game must go on for.
const STEPS: u32 = 240;

/// A byte that chooses the game, 0 for none, and its state; with 0 a kept game with its name and checksum. True if there is a
/// game to go on with. Then it goes on, and is kept and read as it is.
pub(crate) fn saved_game(data: &[u8]) -> bool {
    let Some((choice, state)) = data.split_first() else {
        return false;
    };
    let games = couchpad_games::games();
    let game = match usize::from(*choice) % (games.len() + 1) {
        0 => whole(state),
        // a checksum would keep out every changed copy
        n => games.get(n - 1).and_then(|entry| (entry.read)(state)),
    };
    game.is_some_and(|mut game| {
        check(&mut *game);
        true
    })
}

fn whole(bytes: &[u8]) -> Option<Box<dyn AnyGame>> {
    let saved: SavedGame = couchpad_protocol::decode(bytes, bytes.len()).ok()?;
    let (entry, game) = saved.load().ok()?;
    assert_eq!(entry.manifest.id, saved.game);
    Some(game)
}

fn check(game: &mut dyn AnyGame) {
    let count = game.manifest().seats.seats().min(16);
    let mut seats = vec![SeatInput::default(); usize::from(count)];
    let last = SeatIndex(count.saturating_sub(1));
    for step in 0..STEPS {
        for (n, input) in (0_u32..).zip(&mut seats) {
            let swing = (step * 311 + n * 7_001) % 32_000;
            input.axes = [swing as i16 * if n % 2 == 0 { 1 } else { -1 }; AXES];
            input.pressed = (step + n) % 3;
            input.held = (step / 7 + n) % 4;
        }
        if step % 60 == 30 {
            game.on_seat(SeatEvent::Left(SeatIndex(1)));
            game.on_seat(SeatEvent::Taken(last));
        }
        let actions = &[];
        game.step(&Inputs {
            seats: &seats,
            actions,
        });
        let _ = (game.stand_in(last), game.score(last), game.axes(last));
    }
    let _ = (game.is_over(), game.team_score());
    if let Some(kept) = game.save() {
        let (_, again) = kept.load().expect("what was kept is read");
        assert_eq!(again.checksum(), game.checksum());
        assert_eq!(again.save(), Some(kept));
    }
}
