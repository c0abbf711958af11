//! Hangs the screens side by side on one picture and holds it against the accepted one. One app shows all of them, one after
//! the other, as on a phone: what a screen leaves behind would show on the next.

use crate::screens::{SCREENS, Scene};
use bevy::input::touch::TouchPhase;
use bevy::math::Vec2;
use bevy::time::{Time, Virtual};
use bevy::ui::{ComputedNode, Node, OverflowAxis, ScrollPosition};
use couchpad_gamepad::pad_plugin;
use couchpad_gamepad::settings::{MotionWish, Settings};
use couchpad_gamepad::words::Words;
use couchpad_pictures::{Studio, Tolerance, compare};
use image::{Rgba, RgbaImage, imageops};
use std::time::Duration;

/// Between the screens, in pixels of the sheet.
const GAP: u32 = 8;
/// No sheet is wider, in pixels.
const WIDEST: u32 = 1700;
/// What is behind them.
const WALL: Rgba<u8> = Rgba([62, 66, 78, 255]);
/// How long the app has been running when the first screen comes: whatever happens after a while has happened.
const BEFORE: Duration = Duration::from_secs(60);
/// Frames that a screen gets: what was spawned is laid out, painted, and its letters are there.
const FRAMES: u32 = 2;
/// Steps of a channel that become one.
const GRAIN: u8 = 8;
/// A word that differs on one of the screens must not pass for a rounding.
const SHEET: Tolerance = Tolerance {
    channel: 12,
    pixels: 0.00005,
};

/// A glass, and how much smaller it hangs on the wall: what share of its size, in hundredths.
#[derive(Clone, Copy)]
pub(crate) struct Glass {
    width: u32,
    height: u32,
    share: u32,
}

impl Glass {
    /// So many dp wide and high, and so many hundredths of it on the sheet.
    pub(crate) const fn new(width: u32, height: u32, share: u32) -> Self {
        Self {
            width,
            height,
            share,
        }
    }

    fn cell(self) -> (u32, u32) {
        (
            self.width * self.share / 100,
            self.height * self.share / 100,
        )
    }

    fn columns(self) -> u32 {
        ((WIDEST - GAP) / (self.cell().0 + GAP)).clamp(1, SCREENS.len() as u32)
    }
}

/// Draws every screen as a player with these settings sees it, and compares.
pub(crate) fn hang(name: &str, glass: Glass, settings: Settings, words: Words) {
    let settings = Settings {
        // a pulse would be at another point with every screen more
        motion: MotionWish::Reduced,
        ..settings
    };
    let mut studio = Studio::new(glass.width, glass.height, |app| {
        app.insert_resource(settings)
            .insert_resource(words)
            .add_plugins(pad_plugin);
    })
    .expect("a software Vulkan driver");
    let mut clock = studio.app().world_mut().resource_mut::<Time<Virtual>>();
    clock.advance_by(BEFORE);
    studio.step(1);
    let (width, height) = glass.cell();
    let columns = glass.columns();
    let rows = (SCREENS.len() as u32).div_ceil(columns);
    let mut wall = RgbaImage::from_pixel(
        GAP + columns * (width + GAP),
        GAP + rows * (height + GAP),
        WALL,
    );
    for (at, (_, scene)) in SCREENS.iter().enumerate() {
        let picture = show(&mut studio, glass, *scene);
        let small = imageops::thumbnail(&picture, width, height);
        let at = at as u32;
        let x = GAP + at % columns * (width + GAP);
        let y = GAP + at / columns * (height + GAP);
        imageops::replace(&mut wall, &small, x.into(), y.into());
    }
    thin(&mut wall);
    compare(&wall, format!("tests/sheets/{name}.png"), SHEET)
        .unwrap_or_else(|error| panic!("{error}"));
}

fn show(studio: &mut Studio, glass: Glass, scene: fn(Duration) -> Scene) -> RgbaImage {
    let now = studio.app().world().resource::<Time>().elapsed();
    let scene = scene(now);
    studio
        .app()
        .insert_resource(scene.finder)
        .insert_resource(scene.pad);
    studio.step_unseen(FRAMES);
    let size = Vec2::new(glass.width as f32, glass.height as f32);
    let places: Vec<_> = scene.fingers.iter().map(|share| *share * size).collect();
    if !places.is_empty() {
        touch(studio, &places, TouchPhase::Started);
        studio.step_unseen(FRAMES);
    }
    if scene.pushed {
        push(studio);
    }
    let picture = studio.snap().expect("a picture");
    if !places.is_empty() {
        touch(studio, &places, TouchPhase::Ended);
        studio.step_unseen(1);
    }
    picture
}

/// Everything that can be pushed goes as far up as it goes.
fn push(studio: &mut Studio) {
    let world = studio.app().world_mut();
    let mut lists = world.query::<(&mut ScrollPosition, &ComputedNode, &Node)>();
    for (mut position, node, style) in lists.iter_mut(world) {
        if style.overflow.y == OverflowAxis::Scroll {
            let most = (node.content_size().y - node.size().y) * node.inverse_scale_factor();
            position.y = most.max(0.0);
        }
    }
}

/// As few colours as eyes do not miss: soft lights are most of a sheet's bytes.
fn thin(wall: &mut RgbaImage) {
    for pixel in wall.pixels_mut() {
        for channel in &mut pixel.0 {
            *channel = channel.saturating_add(GRAIN / 2) / GRAIN * GRAIN;
        }
        pixel.0[3] = 255;
    }
}

fn touch(studio: &mut Studio, places: &[Vec2], phase: TouchPhase) {
    for (finger, place) in places.iter().enumerate() {
        studio.touch(finger as u64 + 1, phase, *place);
    }
}
