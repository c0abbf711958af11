//! The theme drawn for real: the gallery repeats byte for byte, and looks as it was accepted, also as a player may ask for it.

#[path = "../examples/gallery/controller.rs"]
mod controller;
#[path = "../examples/gallery/parts.rs"]
mod parts;
#[path = "../examples/gallery/scene.rs"]
mod scene;

use bevy::prelude::App;
use couchpad_pictures::{Studio, Tolerance, compare};
use couchpad_theme::{Contrast, TextSize};
use image::RgbaImage;

fn gallery(width: u32, height: u32, build: impl FnOnce(&mut App)) -> RgbaImage {
    let mut studio = Studio::new(width, height, build).unwrap_or_else(|error| panic!("{error}"));
    studio.step(30);
    studio.shoot().unwrap_or_else(|error| panic!("{error}"))
}

fn screen() -> RgbaImage {
    gallery(1280, 720, |app| {
        app.add_plugins(scene::plugin);
    })
}

fn controller(contrast: bool, text: f32) -> RgbaImage {
    let (width, height) = (controller::SIZE.x, controller::SIZE.y);
    gallery(width, height, |app| {
        app.add_plugins(controller::plugin)
            .insert_resource(Contrast { high: contrast })
            .insert_resource(TextSize::times_usual(text));
    })
}

fn accepted(picture: &RgbaImage, name: &str) {
    let at = format!("tests/pictures/{name}.png");
    compare(picture, at, Tolerance::default()).unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn the_gallery_repeats_and_looks_as_accepted() {
    let (once, again) = (screen(), screen());
    assert!(
        once == again,
        "two runs of the same app drew different pictures"
    );
    accepted(&once, "gallery");
}

#[test]
fn the_controllers_page_looks_as_accepted() {
    accepted(&controller(false, 1.0), "gallery-controller");
}

#[test]
fn high_contrast_looks_as_accepted() {
    accepted(&controller(true, 1.0), "gallery-contrast");
}

#[test]
fn large_letters_look_as_accepted() {
    accepted(&controller(false, 1.5), "gallery-large");
}
