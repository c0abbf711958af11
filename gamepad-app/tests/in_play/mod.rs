//! What a player sees of the game and of the link while playing, each against the picture that was accepted, and what it must
//! not hide.

use crate::support::{arkanoid, button};
use crate::{accept, playing, studio};
use bevy::math::Vec2;
use couchpad_core::PadLoss;
use couchpad_core::protocol::{
    Area, AxisIndex, ButtonIndex, ControlKind, Orientation, PadLayout, Phase, Tint, Weight,
};
use couchpad_gamepad::model::{Connection, Count, Glow, Notice, PadModel, Trouble};
use couchpad_gamepad::settings::Settings;
use couchpad_gamepad::touch::TiltNow;
use couchpad_theme::Motion;
use std::time::Duration;

const START: Duration = Duration::ZERO;

fn look(width: u32, height: u32, model: PadModel, name: &str) {
    let accepted = format!("tests/pictures/{name}.png");
    accept(&mut studio(width, height, model), &accepted);
}

/// A game that waits for its player.
fn called(mark: u8) -> PadModel {
    PadModel {
        turn: Some(START),
        ..playing(mark)
    }
}

fn counting(seconds: u8) -> PadModel {
    let count = Count { seconds, at: START };
    PadModel {
        count: Some(count),
        ..playing(1)
    }
}

fn paused() -> PadModel {
    let resume = button(ButtonIndex::PAUSE, Weight::Primary);
    let area = Area::new(150, 250, 700, 400);
    let layout = PadLayout::new("Paused", Orientation::Any).with("RESUME", area, resume);
    PadModel {
        phase: Phase::Paused,
        layout: Some(layout.into()),
        ..playing(1)
    }
}

fn lost(model: PadModel, attempt: u32) -> PadModel {
    let reason = PadLoss::Silent;
    PadModel {
        connection: Connection::Lost { reason, attempt },
        ..model
    }
}

#[test]
fn your_turn_upright() {
    look(360, 800, called(0), "turn-upright");
}

#[test]
fn your_turn_on_its_side() {
    look(800, 360, called(3), "turn-wide");
}

#[test]
fn a_countdown_upright() {
    look(360, 800, counting(3), "countdown-upright");
}

#[test]
fn a_countdown_on_its_side() {
    look(800, 360, counting(2), "countdown-wide");
}

#[test]
fn its_end_says_so() {
    look(360, 800, counting(0), "countdown-go");
}

#[test]
fn a_bad_link_on_its_side() {
    let mut model = playing(4);
    model.rtt = Some(Duration::from_millis(240));
    model.loss = 0.2;
    // said once it has lasted, with what to do
    model.notice = Some(Notice {
        text: String::new(),
        cause: Some(Trouble::Unnamed),
        at: START,
    });
    look(800, 360, model, "bad-link-wide");
}

#[test]
fn reconnecting_counts_on_its_side() {
    look(800, 360, lost(playing(1), 4), "lost-wide");
}

#[test]
fn no_button_shines_through_the_words_on_a_low_phone() {
    look(360, 740, lost(paused(), 3), "lost-paused");
}

/// A controller that is leaned to the right; nothing lies where the stick would.
#[test]
fn leaning_the_phone_steers_and_says_so() {
    let tilt = ControlKind::Tilt {
        x: Some(AxisIndex(0)),
        y: Some(AxisIndex(1)),
        range: 30,
    };
    let layout = PadLayout::new("Maze", Orientation::Any)
        .with("", Area::new(100, 200, 800, 400), tilt)
        .button(
            "JUMP",
            Area::new(250, 690, 500, 190),
            ButtonIndex(0),
            Weight::Primary,
        );
    let model = PadModel {
        layout: Some(layout.into()),
        axes_told: 0,
        ..playing(4)
    };
    let mut studio = studio(360, 800, model);
    let settings = Settings {
        tilt: true,
        ..Settings::default()
    };
    studio.app().insert_resource(settings);
    for lean in [Vec2::ZERO, Vec2::new(0.4, -0.1)] {
        studio.app().insert_resource(TiltNow(Some(lean)));
        studio.step(10);
    }
    accept(&mut studio, "tests/pictures/play-lean.png");
}

/// Where letters are twice as large and controls lie to the very top: the header shrinks, and lies on none.
#[test]
fn the_largest_letters_over_controls_up_to_the_top() {
    let slider = ControlKind::Slider { axis: AxisIndex(0) };
    let layout = PadLayout::new("Quiz", Orientation::Any)
        .choices("", Area::new(0, 130, 1000, 250), ["Paris", "Rome", "Oslo"])
        .text_line("", Area::new(0, 400, 1000, 80), "Say something")
        .with("", Area::new(0, 510, 1000, 100), slider);
    let model = PadModel {
        layout: Some(layout.into()),
        ..playing(2)
    };
    let mut studio = studio(360, 800, model);
    let settings = Settings {
        text: 200,
        ..Settings::default()
    };
    studio.app().insert_resource(settings);
    studio.step(30);
    accept(&mut studio, "tests/pictures/full-large.png");
}

#[test]
fn a_lost_ball_lights_the_edge() {
    let (tint, length) = (Tint::Bad, Duration::from_secs(2));
    let at = START;
    let model = PadModel {
        glow: Some(Glow { tint, length, at }),
        ..playing(2)
    };
    look(360, 800, model, "glow");
}

/// What stands still is drawn the same, however long one looks.
#[test]
fn a_turn_a_number_and_a_glow_stand_still_where_motion_is_reduced() {
    let (tint, length) = (Tint::Good, Duration::from_secs(9));
    let glow = Glow {
        tint,
        length,
        at: START,
    };
    let count = Count {
        seconds: 3,
        at: START,
    };
    for model in [
        called(0),
        counting(3),
        PadModel {
            glow: Some(glow),
            ..playing(2)
        },
        PadModel {
            count: Some(count),
            layout: Some(arkanoid().into()),
            ..called(5)
        },
    ] {
        let mut studio = studio(240, 480, model);
        studio.app().insert_resource(Motion { reduced: true });
        studio.step(2);
        let first = studio.shoot().expect("a picture");
        for _ in 0..2 {
            studio.step(11);
            assert!(studio.shoot().expect("a picture") == first, "it moves");
        }
    }
}
