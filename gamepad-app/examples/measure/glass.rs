//! From an event at the display to the host's session, through the window, its loop and its frames, over real sockets: as the
//! pad is used. xdotool's word to the display server is the event; the mouse is a finger there. What arrives has its place on the
//! axis, so that every single event is found again.

use crate::couch::{Couch, until};
use crate::program::{HEIGHT, Program, display};
use crate::screen::Display;
use crate::{at, ms};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Where the thumb goes from and to, in pixels.
const FROM: u16 = 60;
const REACH: u16 = 100;
/// Single motions of a thumb that rested, so that the loop sleeps before each.
const SINGLE: u16 = 40;
/// How long it rests: longer than the pad goes on drawing.
const REST: Duration = Duration::from_millis(420);
/// Sweeps of a thumb that moves all the time.
const SWEEPS: u16 = 10;
/// 120 events a second, as a quick screen tells them.
const EVERY: Duration = Duration::from_nanos(8_333_333);
/// By how much of the axis a rounded position may be off.
const ROUNDED: f64 = 3.0;

/// An event: when it was told, and where on the axis it leads.
type Told = (Instant, f64);
/// When the host's session was seen to be somewhere.
type Seen = (Instant, i16);

/// Prints how long it takes.
pub(crate) fn measure() -> anyhow::Result<()> {
    let mut display = display()?;
    let couch = Couch::new()?;
    let link = couch.link().to_string();
    let program = Program::start(&display, &["--no-discovery", "--join", &link])?;
    couch.until_joined()?;
    couch.play()?;
    thread::sleep(Duration::from_secs(3));
    let axis = Axis::of(&couch, &mut display)?;
    let single = watch(&couch, || axis.single(&mut display));
    tell("single", single, &[]);
    let before = program.drawn().len();
    let moving = watch(&couch, || axis.sweeps(&mut display));
    let drawn = program.drawn();
    tell(
        "moving",
        moving,
        &lengths(drawn.get(before..).unwrap_or_default()),
    );
    Ok(())
}

/// Which pixel is where on the axis.
struct Axis {
    zero: f64,
    a_pixel: f64,
}

impl Axis {
    /// Puts the thumb down, and moves it once to and fro.
    fn of(couch: &Couch, display: &mut Display) -> anyhow::Result<Self> {
        point(display, 0);
        thread::sleep(REST);
        display.does("mousedown 1");
        thread::sleep(REST);
        let zero = f64::from(until("no seat", || couch.position())?);
        point(display, REACH);
        thread::sleep(REST);
        let end = f64::from(until("no seat", || couch.position())?);
        point(display, 0);
        thread::sleep(REST);
        let a_pixel = (end - zero) / f64::from(REACH);
        anyhow::ensure!(
            a_pixel > 2.0 * ROUNDED,
            "the thumb moves nothing: {zero} to {end}"
        );
        Ok(Self { zero, a_pixel })
    }

    fn at(&self, pixel: u16) -> f64 {
        self.zero + self.a_pixel * f64::from(pixel)
    }

    fn go(&self, display: &mut Display, pixel: u16) -> Told {
        let now = Instant::now();
        point(display, pixel);
        (now, self.at(pixel))
    }

    /// A pixel at a time, and a rest before each.
    fn single(&self, display: &mut Display) -> Vec<Vec<Told>> {
        let step = |pixel: u16| {
            // another moment of the display's frame each time
            thread::sleep(REST + Duration::from_micros(u64::from(pixel) * 7_300 % 16_000));
            self.go(display, pixel)
        };
        vec![(1..=SINGLE).map(step).collect()]
    }

    /// To and fro without a rest but at the ends, where everything arrives before it turns.
    fn sweeps(&self, display: &mut Display) -> Vec<Vec<Told>> {
        let mut sweeps = Vec::new();
        for sweep in 0..SWEEPS {
            point(display, if sweep % 2 == 0 { 0 } else { REACH });
            thread::sleep(REST);
            let begun = Instant::now();
            let step = |number: u16| {
                thread::sleep((EVERY * u32::from(number)).saturating_sub(begun.elapsed()));
                let back = sweep % 2 == 1;
                self.go(display, if back { REACH - number } else { number })
            };
            sweeps.push((1..=REACH).map(step).collect());
        }
        sweeps
    }
}

fn point(display: &mut Display, pixel: u16) {
    display.points_at(f32::from(FROM + pixel), HEIGHT as f32 * 0.5);
}

/// How long each event took, while somebody looks at the session all the time.
fn watch(couch: &Couch, act: impl FnOnce() -> Vec<Vec<Told>>) -> (Vec<Duration>, usize) {
    let is_over = AtomicBool::new(false);
    let (told, seen) = thread::scope(|scope| {
        let looking = scope.spawn(|| look(couch, &is_over));
        let told = act();
        thread::sleep(REST);
        is_over.store(true, Ordering::Relaxed);
        (told, looking.join().unwrap_or_default())
    });
    let mut times = Vec::new();
    let mut lost = 0;
    for sweep in &told {
        let rises = sweep.last().map(|(_, at)| *at) > sweep.first().map(|(_, at)| *at);
        for event in sweep {
            match arrival(event, rises, &seen) {
                Some(at) => times.push(at.saturating_duration_since(event.0)),
                None => lost += 1,
            }
        }
    }
    times.sort_unstable();
    (times, lost)
}

fn look(couch: &Couch, is_over: &AtomicBool) -> Vec<Seen> {
    let mut seen: Vec<Seen> = Vec::new();
    while !is_over.load(Ordering::Relaxed) {
        if let Some(at) = couch.position()
            && seen.last().is_none_or(|(_, last)| *last != at)
        {
            seen.push((Instant::now(), at));
        }
        thread::sleep(Duration::from_micros(50));
    }
    seen
}

/// When the session first was where the event leads, or beyond it: the newest position counts.
fn arrival((told, to): &Told, rises: bool, seen: &[Seen]) -> Option<Instant> {
    let is_there = |at: f64| {
        if rises {
            at >= to - ROUNDED
        } else {
            at <= to + ROUNDED
        }
    };
    let mut later = seen.iter().filter(|(when, _)| when >= told);
    later
        .find(|(_, at)| is_there(f64::from(*at)))
        .map(|(when, _)| *when)
}

/// How long each frame took while the thumb moved; the pauses at the ends of its sweeps are none.
fn lengths(drawn: &[Instant]) -> Vec<Duration> {
    let pairs = drawn.windows(2).filter_map(|pair| match pair {
        [from, to] => Some(to.saturating_duration_since(*from)),
        _ => None,
    });
    let mut lengths: Vec<_> = pairs.filter(|length| *length < REST / 4).collect();
    lengths.sort_unstable();
    lengths
}

fn tell(what: &str, (times, lost): (Vec<Duration>, usize), frames: &[Duration]) {
    let longest = times.last().copied().unwrap_or_default();
    let (p50, p99, max) = (at(&times, 0.5), at(&times, 0.99), ms(longest));
    println!(
        "event to session, {what}: p50 {p50:.2} ms, p99 {p99:.2} ms, longest {max:.2} ms; {} events, {lost} lost",
        times.len()
    );
    let (f50, f99) = (at(frames, 0.5), at(frames, 0.99));
    if !frames.is_empty() {
        println!("a frame meanwhile: p50 {f50:.2} ms, p99 {f99:.2} ms");
    }
    println!(
        "{{\"bench\":\"glass\",\"thumb\":\"{what}\",\"p50_ms\":{p50:.2},\"p99_ms\":{p99:.2},\"max_ms\":{max:.2},\"events\":{},\"lost\":{lost},\"frame_p50_ms\":{},\"frame_p99_ms\":{}}}",
        times.len(),
        json(f50),
        json(f99)
    );
}

/// JSON has no number for what is none.
fn json(value: f64) -> String {
    if value.is_finite() {
        format!("{value:.2}")
    } else {
        "null".into()
    }
}
