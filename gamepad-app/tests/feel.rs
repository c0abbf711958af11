//! What a feel costs and what it is good for, in figures: the tables of docs/touch.md are these, and stay true by this test.

mod support;

use bevy::math::Vec2;
use couchpad_core::protocol::{Area, ControlKind, Gain, OneEuro};
use couchpad_gamepad::place::{Glass, Plan};
use couchpad_gamepad::touch::feel::Steady;
use couchpad_gamepad::touch::{FingerId, TouchSurface};
use std::fmt::Write;
use std::time::Duration;
use support::{X, arkanoid};

/// Arkanoid's travel on a phone that is 360 dp wide: from end to end, in dp.
const WAY: f64 = 216.0;
/// What a resting finger trembles by, standard deviation in dp: half a pixel of an ordinary phone's digitiser, made up, since
/// it is the share removed that counts.
const TREMBLE: f64 = 0.5;

/// A filter's parameters: cutoff at rest in hertz, and by how many hertz it rises for each way a second.
const TRIED: [(f64, f64); 5] = [
    (1.0, 0.0),
    (1.0, 20.0),
    (3.0, 60.0),
    (5.0, 100.0),
    (10.0, 200.0),
];

fn hint((min_cutoff, beta): (f64, f64)) -> OneEuro {
    OneEuro {
        min_cutoff: (min_cutoff * 10.0) as u16,
        beta: (beta * 10.0) as u16,
    }
}

/// The same numbers every time, evenly from -1 to 1 (SplitMix64).
fn chance(seed: u64) -> f64 {
    let mut z = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^= z >> 31;
    (z >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
}

/// Noise of that standard deviation, near enough to a normal one: the sum of twelve even ones.
fn noise(sample: u64, deviation: f64) -> f64 {
    let sum: f64 = (0..12).map(|n| chance(sample * 12 + n)).sum();
    sum / 2.0 * deviation
}

fn deviation(values: &[f64]) -> f64 {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let squares = values.iter().map(|v| (v - mean) * (v - mean));
    (squares.sum::<f64>() / count).sqrt()
}

fn times(rate: u32) -> impl Iterator<Item = Duration> {
    (1_u32..).map(move |n| Duration::from_secs(n.into()) / rate)
}

/// The share of a resting finger's trembling that is gone.
fn removed(hint: OneEuro, rate: u32) -> f64 {
    let mut filter = Steady::resting(0.0);
    let samples = || (0..20_000_u64).map(|n| noise(n, TREMBLE / WAY));
    let heard: Vec<_> = samples().collect();
    let told = times(rate).zip(samples());
    let told: Vec<_> = told.map(|(now, v)| filter.follow(hint, now, v)).collect();
    1.0 - deviation(&told[2_000..]) / deviation(&heard[2_000..])
}

/// How far the axis is behind a finger that has been going at so many ways a second for long, in milliseconds.
fn behind(hint: OneEuro, rate: u32, ways_a_second: f64) -> f64 {
    let mut filter = Steady::resting(0.0);
    let mut late = 0.0;
    for now in times(rate).take(10 * rate as usize) {
        let at = ways_a_second * now.as_secs_f64();
        late = (at - filter.follow(hint, now, at)) / ways_a_second;
    }
    late * 1000.0
}

/// A reach as hands make it: half the way in 0.2 s, as even as can be (minimum jerk).
fn reach(now: f64) -> f64 {
    let share = (now / 0.2).clamp(0.0, 1.0);
    0.5 * share * share * share * (share * (share * 6.0 - 15.0) + 10.0)
}

/// How much later the axis is half there than the finger, in a reach that begins at rest, in milliseconds.
fn late_in_a_reach(hint: OneEuro, rate: u32) -> f64 {
    let mut filter = Steady::resting(0.0);
    let (mut before, mut since) = (0.0, 0.0);
    for now in times(rate) {
        let seconds = now.as_secs_f64();
        let told = filter.follow(hint, now, reach(seconds));
        if told >= 0.25 {
            let share = (0.25 - before) / (told - before);
            return (since + share * (seconds - since) - 0.1) * 1000.0;
        }
        (before, since) = (told, seconds);
    }
    unreachable!("it gets there")
}

fn smoothing_table() -> String {
    let mut table = String::from(
        "| cutoff at rest | rise | values a second | trembling gone | behind at 1/4 way a second | at 2 ways | in a reach |\n\
         | --- | --- | --- | --- | --- | --- | --- |\n",
    );
    for tried in TRIED {
        for rate in [60, 120] {
            let hint = hint(tried);
            let _ = writeln!(
                table,
                "| {} Hz | {} Hz | {rate} | {:.0} % | {:.1} ms | {:.1} ms | {:.1} ms |",
                tried.0,
                tried.1,
                removed(hint, rate) * 100.0,
                behind(hint, rate, 0.25),
                behind(hint, rate, 2.0),
                late_in_a_reach(hint, rate),
            );
        }
    }
    table
}

/// A finger that goes half the way in one time and comes back to the same spot in another: how far off the axis is then, as a
/// share of its way.
fn astray(gain: Gain, out_in: f64, back_in: f64) -> f64 {
    const RATE: u32 = 120;
    let feel = ControlKind::Feel {
        axis: X,
        gain,
        smoothing: None,
    };
    let layout = arkanoid().with("", Area::ALL, feel);
    let mut surface = TouchSurface::default();
    let mut actions = Vec::new();
    surface.set_plan(
        Plan::new(&layout, &Glass::plain(360.0, 800.0)),
        &mut actions,
    );
    let finger = FingerId::Touch(1);
    let mut clock = times(RATE);
    let mut frame = |surface: &mut TouchSurface, at: f64| {
        surface.begin_frame(clock.next().expect("time goes on"));
        let at = Vec2::new((60.0 + at * WAY) as f32, 300.0);
        surface.moved(finger, at, &mut Vec::new());
        surface.end_frame(&mut Vec::new());
    };
    // near one end: neither way may be cut short by the other
    surface.set_axes([-30_000; 8]);
    surface.down(finger, Vec2::new(60.0, 300.0), &mut actions);
    for (seconds, there) in [(out_in, true), (back_in, false)] {
        let frames = (seconds * f64::from(RATE)) as u32;
        for n in 1..=frames {
            let share = reach(0.2 * f64::from(n) / f64::from(frames));
            frame(&mut surface, if there { share } else { 0.5 - share });
        }
        // a moment's rest
        (0..12).for_each(|_| frame(&mut surface, if there { 0.5 } else { 0.0 }));
    }
    f64::from(i32::from(surface.axes()[0]) + 30_000) / 2.0 / 32_767.0
}

/// Arkanoid's field in its own units, and how wide a paddle is for one player and among eight.
const FIELD: f64 = 280.0;
const PADDLES: [f64; 2] = [36.0, 17.0];
/// A ball still meets a paddle that is so far off beyond its half.
const BALL: f64 = 2.5;
/// How well a thumb goes half a way in 0.2 s: standard deviation of where it ends, as a share of that. Made up, on the good
/// side of what hands do in Fitts' experiments.
const THUMB: f64 = 0.03;

/// What a filter makes of the last moment before a ball comes down.
struct AtTheBall {
    /// How far a thumb that waits is off, standard deviation in the field's units.
    waiting: f64,
    /// How far one that reaches over half the field is off when its ball comes down.
    reaching: f64,
    /// The share of balls that go by a reaching thumb's paddle, for each of [`PADDLES`].
    missed: [f64; 2],
}

/// Lets a thumb reach over half the field at the last moment: its ball comes down when the reach is between six tenths and
/// all done.
fn at_the_ball(hint: Option<OneEuro>, rate: u32) -> AtTheBall {
    const BALLS: u64 = 20_000;
    const BEFORE: f64 = 0.1;
    let mut off = [Vec::new(), Vec::new()];
    for ball in 0..BALLS {
        let scale = 1.0 + noise(ball + 1_000_000, THUMB);
        let due = BEFORE + 0.2 * (0.8 + 0.2 * chance(ball + 2_000_000));
        let phase = (chance(ball + 3_000_000) + 1.0) / 2.0 / f64::from(rate);
        let mut filter = Steady::resting(0.0);
        let mut told = 0.0;
        let mut waited = 0.0;
        for (n, now) in times(rate).enumerate() {
            let seconds = now.as_secs_f64() - phase;
            if seconds >= due {
                break;
            }
            let tremble = noise(ball * 64 + n as u64, TREMBLE / WAY);
            let at = scale * reach((seconds - BEFORE).max(0.0)) + tremble;
            told = hint.map_or(at, |hint| filter.follow(hint, now, at));
            if seconds < BEFORE {
                waited = told;
            }
        }
        let way = FIELD - PADDLES[0];
        off[0].push(waited * way);
        off[1].push((told - 0.5) * way);
    }
    let square = |values: &[f64]| values.iter().map(|v| v * v).sum::<f64>() / values.len() as f64;
    let missed = |width: f64| {
        let by = off[1].iter().filter(|off| off.abs() > width / 2.0 + BALL);
        by.count() as f64 / BALLS as f64
    };
    AtTheBall {
        waiting: square(&off[0]).sqrt(),
        reaching: square(&off[1]).sqrt(),
        missed: PADDLES.map(missed),
    }
}

fn ball_table() -> String {
    let mut table = String::from(
        "| smoothing | values a second | off, waiting | off, reaching | balls missed, 1 player | balls missed, 8 players |\n\
         | --- | --- | --- | --- | --- | --- |\n",
    );
    let tried = TRIED.iter().map(|tried| Some(*tried));
    for tried in std::iter::once(None).chain(tried) {
        for rate in [60, 120] {
            let met = at_the_ball(tried.map(hint), rate);
            let name = tried.map_or("none".to_owned(), |(rest, rise)| {
                format!("{rest} Hz, {rise} Hz")
            });
            let [one, eight] = met.missed;
            let _ = writeln!(
                table,
                "| {name} | {rate} | {:.2} | {:.2} | {:.2} % | {:.2} % |",
                met.waiting,
                met.reaching,
                one * 100.0,
                eight * 100.0,
            );
        }
    }
    table
}

const BY_SPEED: [(u16, u16); 3] = [(100, 100), (80, 120), (60, 160)];

fn gain_table() -> String {
    let mut table = String::from(
        "| slow | fast | one dp of a slow thumb | off after half the way out (0.2 s) and back (0.6 s) |\n\
         | --- | --- | --- | --- |\n",
    );
    for (slow, fast) in BY_SPEED {
        let gain = Gain::BySpeed {
            slow,
            fast,
            from: 500,
            to: 3_000,
        };
        let _ = writeln!(
            table,
            "| {slow} % | {fast} % | {:.2} % of the way | {:.1} % of the way |",
            f64::from(slow) / WAY,
            astray(gain, 0.2, 0.6).abs() * 100.0,
        );
    }
    table
}

#[test]
fn the_tables_of_the_documentation_are_these() {
    let text = include_str!("../../docs/touch.md");
    for table in [smoothing_table(), gain_table()] {
        println!("{table}");
        assert!(text.contains(&table), "docs/touch.md is to say:\n{table}");
    }
}

#[test]
fn arkanoid_misses_more_balls_with_any_smoothing() {
    let table = ball_table();
    println!("{table}");
    let text = include_str!("../../docs/arkanoid.md");
    assert!(
        text.contains(&table),
        "docs/arkanoid.md is to say:\n{table}"
    );
    for rate in [60, 120] {
        let plain = at_the_ball(None, rate);
        for tried in TRIED {
            let smooth = at_the_ball(Some(hint(tried)), rate);
            assert!(smooth.waiting < plain.waiting, "{tried:?} at {rate}");
            for (smooth, plain) in smooth.missed.iter().zip(plain.missed) {
                assert!(*smooth > plain, "{tried:?} at {rate}");
            }
        }
    }
}

#[test]
fn smoothing_takes_noise_away_and_time_and_both_are_known() {
    for tried in TRIED {
        for rate in [60, 120] {
            let hint = hint(tried);
            let gone = removed(hint, rate);
            assert!((0.05..0.95).contains(&gone), "{tried:?} at {rate}: {gone}");
            assert!(late_in_a_reach(hint, rate) > 0.0);
            assert!(behind(hint, rate, 2.0) <= behind(hint, rate, 0.25) + 1e-6);
        }
    }
    // a filter that always lets the same through is behind by its time constant
    let plain = behind(hint((1.0, 0.0)), 120, 1.0);
    assert!(
        (plain - 1000.0 / std::f64::consts::TAU).abs() < 0.1,
        "{plain}"
    );
}
