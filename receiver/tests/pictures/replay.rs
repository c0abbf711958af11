//! A replay in the window: what stands under it, and the keys that move it.

use super::keys::press;
use super::{NAMES, SETTLED, looks_like};
use bevy::prelude::*;
use couchpad_games::game::{Inputs, SeatEvent, Setup, seats};
use couchpad_games::replay::{End, Head, Player, Recorder, Replay};
use couchpad_pictures::Studio;
use couchpad_receiver::flow::{GameNews, Intent, Screen};
use couchpad_receiver::replay::{self, Speed, Watch};
use couchpad_receiver::{screens, view};

/// How long the recording is, in seconds.
const LENGTH: u32 = 34;
const PLAYERS: usize = 3;

/// Arkanoid, played by the stand-ins of its seats.
fn recorded() -> Replay {
    let entry = couchpad_games::find("arkanoid").expect("Arkanoid is registered");
    let head = Head {
        game: entry.manifest.id.into(),
        rules: entry.manifest.rules,
        setup: Setup::new(8),
        from: None,
    };
    let mut recorder = Recorder::new(&head, entry.manifest.pacing).expect("a head");
    let mut game = (entry.begin)(&head.setup);
    for seat in seats(PLAYERS) {
        recorder.seat(SeatEvent::Taken(seat));
        game.on_seat(SeatEvent::Taken(seat));
        recorder.player(&Player {
            seat,
            mark: seat.0 as u8,
            name: NAMES[seat.index()].into(),
        });
    }
    for _ in 0..LENGTH * 240 {
        let wishes: Vec<_> = seats(PLAYERS).map(|seat| game.stand_in(seat)).collect();
        let inputs = Inputs::of(&wishes);
        game.step(&inputs);
        recorder.step(&inputs, &*game);
    }
    recorder.end(End::Stopped, &*game);
    Replay::open(recorder.drain().expect("a recording")).expect("it is whole")
}

fn cinema(width: u32, height: u32) -> Studio {
    let (watch, stage) = Watch::new(recorded(), Speed::Once).expect("it can be shown");
    let studio = Studio::new(width, height, |app| {
        app.insert_state(Screen::Playing)
            .add_message::<Intent>()
            .add_message::<GameNews>()
            .insert_resource(watch)
            .insert_resource(stage)
            .add_plugins((replay::watch_plugin, screens::replay_plugin, view::plugin));
    });
    studio.unwrap_or_else(|error| panic!("{error}"))
}

fn place(studio: &mut Studio) -> String {
    studio.app().world().resource::<Watch>().place()
}

#[test]
fn the_bar_under_a_replay_says_where_it_is_and_how_it_goes() {
    let mut studio = cinema(1280, 720);
    press(&mut studio, KeyCode::Space);
    for key in [KeyCode::ArrowRight, KeyCode::ArrowRight, KeyCode::ArrowUp] {
        press(&mut studio, key);
    }
    studio.step(SETTLED);
    assert_eq!(place(&mut studio), "0:20 of 0:34", "it stands still");
    looks_like(&mut studio, "tests/pictures/replay.png");
    // back from a kept state, and on at twice the speed
    press(&mut studio, KeyCode::ArrowLeft);
    press(&mut studio, KeyCode::Space);
    studio.step(120);
    assert_eq!(place(&mut studio), "0:14 of 0:34");
    assert_eq!(studio.app().world().resource::<Watch>().state(), "2 ×");
}

#[test]
fn the_bar_fits_a_narrow_window_and_tells_the_end() {
    let mut studio = cinema(800, 600);
    for _ in 0..4 {
        press(&mut studio, KeyCode::ArrowRight);
    }
    studio.step(SETTLED);
    assert_eq!(place(&mut studio), "0:34 of 0:34");
    looks_like(&mut studio, "tests/pictures/replay_narrow.png");
}
