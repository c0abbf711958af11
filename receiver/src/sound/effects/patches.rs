//! What each effect is made of. The plain brick is the note everything else is tuned to: a C, so that a brick of another
//! colour is another note of one scale, and music and effects go together.

use super::Effect;
use super::layer::{Layer, hold, strike};
use crate::sound::synth::Wave::{Hiss, Noise, Pulse, Saw, Sine, Triangle};

// The notes that are used, in Hz.
const C3: f32 = 130.81;
const G3: f32 = 196.0;
const C4: f32 = 261.63;
const E4: f32 = 329.63;
const G4: f32 = 392.0;
const A4: f32 = 440.0;
const C5: f32 = 523.25;
const D5: f32 = 587.33;
const E5: f32 = 659.26;
const G5: f32 = 783.99;
const A5: f32 = 880.0;
const C6: f32 = 1_046.5;
const E6: f32 = 1_318.5;
const G6: f32 = 1_568.0;
const C7: f32 = 2_093.0;

pub(super) fn layers(effect: Effect) -> Vec<Layer> {
    use Effect as E;
    match effect {
        E::Brick
        | E::Silver
        | E::Gold
        | E::Crumble
        | E::Wall
        | E::Paddle
        | E::Launch
        | E::Stick
        | E::Faster
        | E::Combo
        | E::Assist
        | E::Point => of_the_ball(effect),
        E::Drop
        | E::Slow
        | E::Widen
        | E::Catch
        | E::Split
        | E::Arm
        | E::Shot
        | E::Door
        | E::Through
        | E::Life => of_capsules(effect),
        E::Enemy | E::Pop | E::BossHit | E::BossGone | E::Bolt | E::Out | E::Back => {
            of_enemies(effect)
        }
        E::BallLost | E::LifeLost | E::Round | E::Cleared | E::Won | E::Over | E::Record => {
            of_the_game(effect)
        }
        E::Joined
        | E::Returned
        | E::Dropped
        | E::Left
        | E::Count
        | E::Go
        | E::Pause
        | E::Choose => of_the_room(effect),
    }
}

fn of_the_ball(effect: Effect) -> Vec<Layer> {
    match effect {
        Effect::Silver => vec![
            strike(Triangle, C6, 0.16),
            strike(Sine, C6 * 2.76, 0.2).level(0.45),
            strike(Hiss, 0.0, 0.02).level(0.3),
        ],
        Effect::Gold => vec![
            strike(Pulse(0.5), C4, 0.09).level(0.7).cut(3_500.0),
            strike(Sine, G5 * 1.41, 0.22).level(0.6),
            strike(Sine, C6 * 1.87, 0.14).level(0.35),
        ],
        Effect::Crumble => vec![
            strike(Noise, 0.0, 0.22).cut(2_600.0),
            strike(Noise, 0.0, 0.12).at(0.06).cut(1_500.0).level(0.8),
            strike(Triangle, G3, 0.18).to(C3).level(0.5),
        ],
        Effect::Wall => vec![
            strike(Triangle, G4, 0.05),
            strike(Noise, 0.0, 0.012).cut(4_000.0).level(0.4),
        ],
        Effect::Paddle => vec![
            strike(Triangle, C4, 0.1),
            strike(Pulse(0.5), C5, 0.05).level(0.35).cut(4_000.0),
            strike(Noise, 0.0, 0.015).cut(3_000.0).level(0.4),
        ],
        Effect::Launch => vec![
            strike(Pulse(0.25), G4, 0.16).to(C6).cut(6_000.0),
            strike(Hiss, 0.0, 0.12).swell(0.03).level(0.35),
        ],
        Effect::Stick => vec![
            strike(Sine, E5, 0.07).to(G4),
            strike(Noise, 0.0, 0.03).cut(1_800.0).level(0.6),
        ],
        Effect::Faster => vec![
            strike(Pulse(0.125), A4, 0.07).level(0.8).cut(5_000.0),
            strike(Pulse(0.125), A5, 0.09).at(0.06).cut(5_000.0),
        ],
        Effect::Combo => vec![
            strike(Sine, C6, 0.22),
            strike(Triangle, G6, 0.16).at(0.03).level(0.6),
            strike(Hiss, 0.0, 0.05).level(0.15),
        ],
        Effect::Assist => vec![strike(Sine, E6, 0.1), strike(Sine, G6, 0.12).at(0.05)],
        Effect::Point => vec![strike(Triangle, C5, 0.1), strike(Sine, C6, 0.12).level(0.5)],
        // the plain brick
        _ => vec![
            strike(Pulse(0.25), C5, 0.1).cut(5_500.0),
            strike(Sine, C6, 0.14).level(0.5),
            strike(Noise, 0.0, 0.018).cut(6_000.0).level(0.35),
        ],
    }
}

fn of_capsules(effect: Effect) -> Vec<Layer> {
    match effect {
        Effect::Slow => vec![
            hold(Triangle, A5, 0.36).to(A4).waver(0.02),
            hold(Sine, E5, 0.36).to(E4).level(0.5),
        ],
        Effect::Widen => vec![
            hold(Pulse(0.5), C4, 0.3).to(G4).cut(2_800.0),
            hold(Sine, C5, 0.3).to(G5).level(0.7),
        ],
        Effect::Catch => vec![
            strike(Triangle, G5, 0.1),
            strike(Triangle, D5, 0.1).at(0.07),
            hold(Triangle, G5, 0.16).at(0.14).waver(0.01),
        ],
        Effect::Split => [C5, E5, G5, C6, E6]
            .into_iter()
            .zip(0_u8..)
            .map(|(hz, place)| {
                strike(Pulse(0.25), hz, 0.14)
                    .at(0.045 * f32::from(place))
                    .cut(6_000.0)
            })
            .collect(),
        Effect::Arm => vec![
            hold(Saw, C4, 0.22).to(C5).cut(3_200.0).swell(0.05),
            strike(Pulse(0.125), C6, 0.16)
                .at(0.2)
                .cut(7_000.0)
                .level(0.8),
            strike(Pulse(0.125), G5, 0.12)
                .at(0.26)
                .cut(7_000.0)
                .level(0.7),
        ],
        Effect::Shot => vec![
            strike(Pulse(0.25), 1_900.0, 0.12).to(420.0).cut(7_500.0),
            strike(Hiss, 0.0, 0.04).level(0.3),
        ],
        Effect::Door => vec![
            hold(Triangle, C4, 0.5).to(C5).swell(0.12).waver(0.01),
            strike(Sine, G5, 0.3).at(0.3).level(0.7),
            strike(Sine, C6, 0.4).at(0.42).level(0.8).ring(0.1),
        ],
        Effect::Through => rising(&[C5, E5, G5, C6, E6, G6, C7], 0.06, 0.22, Triangle),
        Effect::Life => rising(&[G5, C6, E6, G6], 0.09, 0.3, Pulse(0.25)),
        // a capsule begins to fall
        _ => vec![
            strike(Sine, C7, 0.16).to(G5),
            strike(Sine, E6, 0.12).at(0.03).level(0.4),
        ],
    }
}

/// One note after the other, the last one longer.
fn rising(notes: &[f32], every: f32, last: f32, wave: crate::sound::synth::Wave) -> Vec<Layer> {
    let count = notes.len();
    let layer = |(hz, number): (&f32, u8)| {
        let is_last = usize::from(number) + 1 == count;
        let length = if is_last { last } else { every * 1.6 };
        let layer = strike(wave, *hz, length)
            .at(every * f32::from(number))
            .cut(6_500.0);
        if is_last { layer.ring(0.12) } else { layer }
    };
    notes.iter().zip(0_u8..).map(layer).collect()
}

fn of_enemies(effect: Effect) -> Vec<Layer> {
    match effect {
        Effect::Pop => vec![
            strike(Sine, G5, 0.14).to(C4),
            strike(Noise, 0.0, 0.1).cut(3_800.0).level(0.6),
            strike(Pulse(0.25), C6, 0.06)
                .at(0.03)
                .level(0.35)
                .cut(6_000.0),
        ],
        Effect::BossHit => vec![
            hold(Saw, 92.0, 0.14).to(70.0).cut(1_800.0),
            strike(Pulse(0.5), 311.0, 0.16)
                .to(233.0)
                .cut(3_000.0)
                .level(0.7),
            strike(Noise, 0.0, 0.07).cut(2_500.0).level(0.6),
        ],
        Effect::BossGone => vec![
            hold(Saw, 185.0, 1.3).to(32.0).cut(1_500.0).waver(0.06),
            strike(Noise, 0.0, 0.5).cut(2_200.0).level(0.9),
            strike(Noise, 0.0, 0.6).at(0.35).cut(1_300.0),
            strike(Noise, 0.0, 1.0).at(0.8).cut(700.0).ring(0.2),
            hold(Sine, 65.4, 1.4).at(0.2).to(28.0).level(0.9).ring(0.2),
        ],
        Effect::Bolt => vec![
            hold(Saw, 880.0, 0.2).to(150.0).cut(2_600.0).waver(0.05),
            strike(Hiss, 0.0, 0.15).level(0.3),
        ],
        Effect::Out => vec![
            strike(Noise, 0.0, 0.35).cut(1_600.0),
            hold(Pulse(0.5), A4, 0.45).to(70.0).cut(2_400.0).level(0.8),
            strike(Pulse(0.5), E4, 0.3)
                .at(0.12)
                .to(55.0)
                .cut(1_800.0)
                .level(0.6),
        ],
        Effect::Back => vec![
            hold(Triangle, C4, 0.18).to(C5),
            strike(Sine, G5, 0.2).at(0.14).level(0.8),
        ],
        // an enemy comes in
        _ => vec![
            hold(Pulse(0.25), 233.0, 0.16)
                .to(311.0)
                .cut(2_600.0)
                .waver(0.06),
            hold(Pulse(0.25), 311.0, 0.16)
                .at(0.15)
                .to(220.0)
                .cut(2_600.0)
                .waver(0.06),
        ],
    }
}

fn of_the_game(effect: Effect) -> Vec<Layer> {
    match effect {
        Effect::BallLost => vec![
            hold(Triangle, A4, 0.34).to(C3),
            strike(Sine, E4, 0.3).to(C3).level(0.5),
        ],
        Effect::LifeLost => vec![
            hold(Pulse(0.5), E4, 0.2).cut(2_600.0),
            hold(Pulse(0.5), 311.13, 0.2).at(0.2).cut(2_400.0),
            hold(Pulse(0.5), 293.66, 0.2).at(0.4).cut(2_200.0),
            hold(Pulse(0.5), 277.18, 0.5)
                .at(0.6)
                .to(130.0)
                .cut(1_800.0)
                .waver(0.03)
                .ring(0.15),
            hold(Sine, 69.0, 0.5).at(0.6).to(45.0).level(0.8),
        ],
        Effect::Round => vec![
            hold(Pulse(0.25), G4, 0.12).cut(4_500.0),
            hold(Pulse(0.25), C5, 0.12).at(0.14).cut(4_500.0),
            hold(Pulse(0.25), E5, 0.12).at(0.28).cut(4_500.0),
            hold(Pulse(0.25), G5, 0.4)
                .at(0.42)
                .cut(4_500.0)
                .waver(0.008)
                .ring(0.2),
            hold(Triangle, C4, 0.4).at(0.42).level(0.8).ring(0.2),
        ],
        Effect::Cleared => [
            rising(&[C5, E5, G5, C6], 0.1, 0.5, Pulse(0.25)),
            vec![
                hold(Triangle, C4, 0.5).at(0.3).ring(0.25),
                hold(Triangle, G4, 0.5).at(0.3).level(0.7).ring(0.25),
                strike(Hiss, 0.0, 0.3).at(0.3).level(0.2),
            ],
        ]
        .concat(),
        Effect::Won => won(),
        // beside a fanfare or an end, and in tune with both
        Effect::Record => [C6, G6, C7, G6, C6, G6, C7]
            .into_iter()
            .zip(0_u8..)
            .map(|(hz, place)| strike(Sine, hz, 0.3).at(0.11 * f32::from(place)).ring(0.2))
            .collect(),
        // the game is over
        _ => vec![
            hold(Triangle, C5, 0.3),
            hold(Triangle, G4, 0.3).at(0.32),
            hold(Triangle, E4, 0.3).at(0.64),
            hold(Sine, A4, 0.3).at(0.96).level(0.7),
            hold(Sine, 207.65, 0.3).at(0.96).level(0.7),
            hold(Triangle, G3, 1.0).at(1.28).ring(0.5),
            hold(Sine, C3, 1.0).at(1.28).level(0.9).ring(0.5),
        ],
    }
}

/// Two fanfares, the second one higher, and a chord that rings out.
fn won() -> Vec<Layer> {
    let mut layers = Vec::new();
    for (hz, at, seconds) in [
        (G4, 0.0, 0.12),
        (C5, 0.14, 0.12),
        (E5, 0.28, 0.12),
        (G5, 0.42, 0.28),
        (E5, 0.72, 0.12),
        (G5, 0.86, 0.12),
        (C6, 1.0, 1.3),
    ] {
        layers.push(
            hold(Pulse(0.25), hz, seconds)
                .at(at)
                .cut(5_000.0)
                .waver(0.006)
                .ring(0.25),
        );
    }
    for hz in [C4, E4, G4] {
        layers.push(hold(Triangle, hz, 1.3).at(1.0).level(0.55).ring(0.4));
    }
    layers.push(hold(Sine, C3, 1.3).at(1.0).level(0.8).ring(0.4));
    layers.push(strike(Hiss, 0.0, 0.8).at(1.0).level(0.25));
    layers
}

fn of_the_room(effect: Effect) -> Vec<Layer> {
    match effect {
        Effect::Joined => vec![
            strike(Triangle, C5, 0.16),
            strike(Triangle, E5, 0.16).at(0.09),
            strike(Triangle, G5, 0.3).at(0.18).ring(0.1),
            strike(Sine, C6, 0.3).at(0.18).level(0.4).ring(0.1),
        ],
        Effect::Returned => vec![
            strike(Triangle, E5, 0.16),
            strike(Triangle, G5, 0.28).at(0.1).ring(0.1),
        ],
        Effect::Dropped => vec![
            hold(Triangle, G4, 0.14).cut(2_000.0),
            hold(Triangle, E4, 0.14).at(0.17).cut(1_800.0),
        ],
        Effect::Left => vec![
            strike(Triangle, G5, 0.16),
            strike(Triangle, E5, 0.16).at(0.09),
            strike(Triangle, C5, 0.3).at(0.18).ring(0.1),
        ],
        Effect::Count => vec![
            hold(Pulse(0.5), A4, 0.09).cut(3_000.0),
            hold(Sine, A5, 0.09).level(0.5),
        ],
        Effect::Go => vec![
            hold(Pulse(0.5), A5, 0.32).cut(4_000.0).ring(0.15),
            hold(Sine, E6, 0.32).level(0.4).ring(0.15),
            hold(Triangle, A4, 0.32).level(0.6).ring(0.15),
        ],
        Effect::Pause => vec![
            hold(Triangle, E5, 0.1).cut(3_000.0),
            hold(Triangle, A4, 0.22).at(0.12).cut(3_000.0).ring(0.1),
        ],
        // something else is chosen
        _ => vec![
            strike(Triangle, C6, 0.06),
            strike(Noise, 0.0, 0.01).cut(5_000.0).level(0.3),
        ],
    }
}
