//! What a picture of Arkanoid costs on the software renderer, from an empty field to the fullest. Measures and prints; the
//! budget is in docs/performance.md. On an otherwise quiet machine:
//!
//! `cargo test --workspace --release --test pictures -- --ignored --nocapture frame_time`

use super::arkanoid::{everything, full, one_ball, posed};
use super::{eight, studio_with};
use bevy::render::render_resource::PollType;
use bevy::render::renderer::RenderDevice;
use couchpad_receiver::flow::Screen;
use couchpad_receiver::stage::Stage;
use std::time::{Duration, Instant};

/// Pictures before any counts, and pictures that do.
const WARM: u32 = 20;
const COUNTED: u32 = 90;

/// What it is called, and how it is set.
type Scene = (&'static str, fn() -> Stage);

#[test]
#[ignore = "measures; nothing to pass or fail"]
fn frame_time() {
    let scenes: [Scene; 4] = [
        ("one ball, no bricks", || posed(8, one_ball)),
        ("252 bricks, one ball", || posed(8, full)),
        ("252 bricks, and everything else", || {
            posed(8, |state| {
                full(state);
                everything(state);
            })
        }),
        ("round 1, and everything else", || posed(8, everything)),
    ];
    for (width, height) in [(1280, 720), (1920, 1080)] {
        for (name, scene) in scenes {
            let mut studio = studio_with(width, height, eight(), Screen::Playing, scene());
            let mut times: Vec<_> = (0..WARM + COUNTED)
                .map(|_| {
                    let begun = Instant::now();
                    studio.step(1);
                    // until the picture is drawn: else the device would fall behind unseen
                    let device = studio.app().world().resource::<RenderDevice>();
                    device.poll(PollType::wait_indefinitely()).expect("drawn");
                    begun.elapsed()
                })
                .skip(WARM as usize)
                .collect();
            times.sort_unstable();
            let at = |share: f32| millis(times[(share * (times.len() - 1) as f32) as usize]);
            println!(
                "{width}x{height} {name}: p50 {} ms, p95 {} ms",
                at(0.5),
                at(0.95)
            );
        }
    }
}

fn millis(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f32() * 1e3)
}
