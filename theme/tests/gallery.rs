//! The theme drawn for real: the gallery repeats byte for byte, and looks as it was accepted.

#[path = "../examples/gallery/scene.rs"]
mod scene;

use couchpad_pictures::{Studio, Tolerance, compare};
use image::RgbaImage;

fn gallery() -> RgbaImage {
    let mut studio = Studio::new(640, 360, |app| {
        app.add_plugins(scene::plugin);
    })
    .unwrap_or_else(|error| panic!("{error}"));
    studio.step(30);
    studio.shoot().unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn the_gallery_repeats_and_looks_as_accepted() {
    let (once, again) = (gallery(), gallery());
    assert!(
        once == again,
        "two runs of the same app drew different pictures"
    );
    compare(&once, "tests/pictures/gallery.png", Tolerance::default())
        .unwrap_or_else(|error| panic!("{error}"));
}
