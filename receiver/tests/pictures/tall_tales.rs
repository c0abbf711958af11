//! An evening of Tall Tales at the moments that are worth a picture, for the window's and the terminal's: people who write and
//! pick what is told here.

use couchpad_games::game::{
    AnyGame, Game, Inputs, Options, PadAction, Running, SeatAction, SeatEvent, SeatIndex, Setup,
};
use couchpad_games::tales::{ANSWER, Phase, State, Tales};
use couchpad_receiver::stage::Stage;

/// What is asked, so that the pictures stay when our own questions change.
const PACK: &str = "couchpad-questions 1
name: Pictures
topic: Animals
question: Wombats are the only animals whose droppings are shaped like ____.
truth: cubes
lies: stars; rings; pears; commas
topic: Words
question: The dot over a small i is called a ____.
truth: tittle
lies: jot; pip; iota; speckle
topic: Places
question: The national animal of Scotland is the ____.
truth: unicorn
lies: sheep; haggis; otter; red deer
";
/// What the players write.
const LIES: [&str; 16] = [
    "perfect little pyramids",
    "bananas",
    "Christmas trees",
    "the letter W",
    "doughnuts",
    "eggs",
    "chess pieces, mostly pawns",
    "pine cones",
    "coins",
    "arrows",
    "snowflakes",
    "question marks",
    "buttons",
    "marbles",
    "half moons",
    "other wombats",
];

/// A moment of the game.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moment {
    /// The first round is announced.
    Round,
    /// The first three have written.
    Writing,
    /// All can pick, and the first two have.
    Picking,
    /// The first lie has come up.
    Suspense,
    /// It is out who wrote it.
    Lie,
    /// The truth is out.
    Truth,
    /// The points are shown.
    Scores,
}

fn state(stage: &Stage) -> &State {
    stage
        .running::<Tales>()
        .expect("it is Tall Tales")
        .game
        .state()
}

/// A game of so many players at that moment. It stands still; step it as slowly as it goes.
pub(crate) fn stage(players: u16, moment: Moment) -> Stage {
    let setup = Setup {
        seed: 3,
        options: Options::default().with(0, 1),
        pack: Some(PACK.to_owned()),
        heard: Vec::new(),
    };
    let mut stage = Stage::new(*couchpad_games::find("tales").expect("registered"));
    let mut game: Box<dyn AnyGame> = Box::new(Running::<Tales>::new(&setup));
    (0..players).for_each(|seat| game.on_seat(SeatEvent::Taken(SeatIndex(seat))));
    stage.game = Some(game);
    while !is_wombats(&mut stage, players) {}
    lead(&mut stage, players, moment);
    stage
}

/// Plays on until the question about wombats is asked.
fn is_wombats(stage: &mut Stage, players: u16) -> bool {
    step(stage, &[]);
    let state = state(stage);
    let asked = state.asked().map(|question| question.topic.clone());
    if asked.as_deref() == Some("Animals") {
        return true;
    }
    let stand_ins: Vec<_> = (0..players).map(SeatIndex).collect();
    let game = stage.game.as_deref().expect("there is one");
    let actions: Vec<_> = stand_ins
        .into_iter()
        .filter_map(|seat| {
            let action = game.stand_in_action(seat)?;
            Some(SeatAction { seat, action })
        })
        .collect();
    step(stage, &actions);
    false
}

fn lead(stage: &mut Stage, players: u16, moment: Moment) {
    if moment == Moment::Round {
        (0..20).for_each(|_| step(stage, &[]));
        return;
    }
    until(stage, |state| state.phase == Phase::Write);
    let writers = if moment == Moment::Writing {
        3
    } else {
        players
    };
    for seat in 0..writers {
        write(stage, seat);
    }
    if moment == Moment::Writing {
        (0..320).for_each(|_| step(stage, &[]));
        return;
    }
    until(stage, |state| state.phase == Phase::Pick);
    let pickers = if moment == Moment::Picking {
        2
    } else {
        players
    };
    for seat in 0..pickers {
        pick(stage, seat);
    }
    match moment {
        Moment::Suspense => until(stage, |state| matches!(state.phase, Phase::Reveal(_))),
        Moment::Lie => until(stage, |state| {
            state.phase == Phase::Reveal(1) && state.is_out()
        }),
        Moment::Truth => until(stage, |state| {
            let truth = state.telling().and_then(|at| state.answers.get(at));
            truth.is_some_and(|answer| answer.is_true) && state.is_out()
        }),
        Moment::Scores => until(stage, |state| state.phase == Phase::Scores),
        _ => {}
    }
    (0..12).for_each(|_| step(stage, &[]));
}

fn until(stage: &mut Stage, is_there: impl Fn(&State) -> bool) {
    for _ in 0..10_000 {
        if is_there(state(stage)) {
            return;
        }
        step(stage, &[]);
    }
    panic!("it never comes to this");
}

fn write(stage: &mut Stage, seat: u16) {
    let text = LIES[usize::from(seat) % LIES.len()].to_owned();
    act(
        stage,
        seat,
        PadAction::Text {
            control: ANSWER,
            text,
        },
    );
}

/// Every other player knows; the rest are fooled by one or the other.
fn pick(stage: &mut Stage, seat: u16) {
    let running = stage.running::<Tales>().expect("it is Tall Tales");
    let answers = &running.game.state().answers;
    let offered = running.game.offered(usize::from(seat));
    let wanted = |at: &u8| {
        let answer = &answers[usize::from(*at)];
        match seat {
            1 | 3 => answer.text.starts_with("PERFECT"),
            2 => answer.text == "BANANAS",
            _ => answer.is_true,
        }
    };
    let option = offered.iter().position(wanted).unwrap_or(0) as u8;
    act(
        stage,
        seat,
        PadAction::Choose {
            control: ANSWER,
            option,
        },
    );
}

fn act(stage: &mut Stage, seat: u16, action: PadAction) {
    let seat = SeatIndex(seat);
    step(stage, &[SeatAction { seat, action }]);
}

fn step(stage: &mut Stage, actions: &[SeatAction]) {
    let game = stage.game.as_deref_mut().expect("there is one");
    game.step(&Inputs {
        seats: &[],
        actions,
    });
    stage.steps += 1;
    stage.stepped = true;
}
