//! What one game has asked, the next one knows: it asks something else, and a recording holds it.

use crate::{HURRY, SHORT, Table};
use couchpad_games::game::{
    AnyGame, Game, Inputs, Options, Running, SeatEvent, SeatIndex, SeatInput, Setup,
};
use couchpad_games::replay::{End, Head, Recorder, Replay};
use couchpad_games::tales::questions::Question;
use couchpad_games::tales::{Phase, Tales};

/// Two games in a row, of which the second is told what the first has brought.
#[test]
fn the_next_game_asks_something_else() {
    let options = Options::default().with(0, SHORT).with(1, HURRY);
    let setup = Setup {
        options,
        ..Setup::new(3)
    };
    let mut first = Table::of(&setup, 3);
    assert_eq!(first.game.heard(), [0; 0], "nothing was asked yet");
    first.until(|phase| phase == Phase::Write);
    assert_eq!(first.game.heard().len(), 1);
    first.until(|phase| phase == Phase::Over);
    let heard = first.game.heard();
    assert_eq!(heard.len(), 3);
    let again = Table::of(&setup, 3).game.state().questions.clone();
    assert_eq!(again, first.game.state().questions, "of the same seed");
    let setup = Setup { heard, ..setup };
    let second = Table::of(&setup, 3).game.state().questions.clone();
    assert!(second.iter().all(|question| !again.contains(question)));
}

/// What was heard before is in a recording, and decides again what is asked.
#[test]
fn a_recording_holds_what_was_heard() {
    let setup = Setup {
        options: Options::default().with(0, SHORT).with(1, HURRY),
        heard: Table::of(&Setup::new(3), 3)
            .game
            .state()
            .questions
            .iter()
            .map(Question::mark)
            .collect(),
        ..Setup::new(3)
    };
    let mut game = Running::<Tales>::new(&setup);
    let head = Head {
        game: "tales".into(),
        rules: Tales::MANIFEST.rules,
        setup: setup.clone(),
        from: None,
    };
    let mut recorder = Recorder::new(&head, Tales::MANIFEST.pacing).unwrap();
    let sat = SeatEvent::Taken(SeatIndex(0));
    recorder.seat(sat);
    AnyGame::on_seat(&mut game, sat);
    for _ in 0..200 {
        let seats = [SeatInput::default()];
        let inputs = Inputs::of(&seats);
        AnyGame::step(&mut game, &inputs);
        recorder.step(&inputs, &game);
    }
    recorder.end(End::Stopped, &game);
    let replay = Replay::open(recorder.drain().unwrap()).unwrap();
    assert_eq!(replay.head().setup, setup);
    assert_eq!(replay.check().unwrap().steps, 200);
    assert!(replay.head().setup.heard.len() == 7 && game.game.heard().len() == 1);
}
