//! The README's moving picture: some seconds that the stand-ins play, as an animated PNG. Made by hand and committed:
//!
//! `cargo test --workspace --test pictures -- --ignored --nocapture film`

use super::play::four_playing;
use super::{scout, studio_with};
use bevy::prelude::*;
use couchpad_pictures::Studio;
use couchpad_receiver::flow::Screen;
use couchpad_receiver::options::ScreenShake;
use couchpad_receiver::view::Arrangement;
use image::RgbaImage;
use std::collections::HashMap;
use std::fs::File;
use std::io::BufWriter;

const FILM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/pictures/arkanoid.png");
const SIZE: UVec2 = UVec2::new(960, 540);
/// Pictures a second: every other one that the game draws.
const RATE: u32 = 30;
const SECONDS: u32 = 8;
/// Colours, and one more for what stays as it was.
const COLOURS: usize = 250;
/// Largest film, in bytes.
const LARGEST: u64 = 3_000_000;

/// Nothing of a film but its colours' places in the palette.
type Indices = Vec<u8>;

#[test]
fn the_film_is_a_moving_picture_that_a_page_can_carry() {
    let file = File::open(FILM).expect("the film is committed");
    assert!(file.metadata().expect("readable").len() <= LARGEST);
    let reader = png::Decoder::new(std::io::BufReader::new(file));
    let reader = reader.read_info().expect("a PNG");
    let frames = reader.info().animation_control().expect("moves").num_frames;
    assert_eq!(frames, RATE * SECONDS);
}

#[test]
#[ignore = "takes some minutes and writes docs/pictures/arkanoid.png"]
fn film() {
    let steps = u64::from(SECONDS) * 240;
    let looks = usize::try_from(steps / 24).expect("few");
    let moment = scout::best(4, 1..9, scout::over(looks, scout::richness));
    let stage = scout::before(4, moment, steps);
    let mut studio = studio_with(SIZE.x, SIZE.y, four_playing(), Screen::Playing, stage);
    // what stands still costs nothing
    studio.app().insert_resource(ScreenShake(false));
    let pictures: Vec<_> = (0..RATE * SECONDS).map(|_| next(&mut studio)).collect();
    write(&pictures);
    let size = std::fs::metadata(FILM).expect("written").len();
    println!("{} pictures, {size} bytes", pictures.len());
    assert!(size <= LARGEST, "{size} bytes are too many");
}

/// The field alone: the players' strip would be too small to read.
fn next(studio: &mut Studio) -> RgbaImage {
    studio.step(60 / RATE);
    let all = studio.snap().unwrap_or_else(|error| panic!("{error}"));
    let game = studio.app().world().resource::<Arrangement>().game;
    let scale = SIZE.y as f32 / couchpad_receiver::view::area::HEIGHT;
    let (from, size) = (game.min * scale, game.size() * scale);
    // whole pixels, and the walls' outer edges
    let (from, size) = (from.round().as_uvec2(), size.round().as_uvec2());
    image::imageops::crop_imm(&all, from.x, from.y, size.x, size.y).to_image()
}

fn write(pictures: &[RgbaImage]) {
    let palette = palette(pictures);
    let (width, height) = pictures[0].dimensions();
    let mut encoder = png::Encoder::new(
        BufWriter::new(File::create(FILM).expect("the folder is there")),
        width,
        height,
    );
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(palette.iter().flatten().copied().collect::<Vec<u8>>());
    encoder.set_trns([0_u8].as_slice());
    encoder.set_compression(png::Compression::High);
    encoder.set_filter(png::Filter::NoFilter);
    encoder
        .set_animated(pictures.len() as u32, 0)
        .expect("pictures");
    encoder.set_frame_delay(1, RATE as u16).expect("moves");
    encoder.set_blend_op(png::BlendOp::Over).expect("moves");
    encoder.set_dispose_op(png::DisposeOp::None).expect("moves");
    let mut writer = encoder.write_header().expect("written");
    let mut nearest = HashMap::new();
    let mut shown: Option<Indices> = None;
    for picture in pictures {
        let now = indices(picture, &palette, &mut nearest);
        let (place, data) = match &shown {
            None => (URect::new(0, 0, width, height), now.clone()),
            Some(before) => changes(before, &now, width),
        };
        if shown.is_some() {
            let size = place.size();
            // the place goes first: a large frame must not stand out of the picture for a moment
            writer.reset_frame_position().expect("moves");
            writer.set_frame_dimension(size.x, size.y).expect("fits");
            writer
                .set_frame_position(place.min.x, place.min.y)
                .expect("fits");
        }
        writer.write_image_data(&data).expect("written");
        shown = Some(now);
    }
    writer.finish().expect("written");
}

/// The smallest rectangle around what changed, and in it only that.
fn changes(before: &[u8], now: &[u8], width: u32) -> (URect, Indices) {
    let at = |n: usize| UVec2::new(n as u32 % width, n as u32 / width);
    let changed = (0..now.len()).filter(|n| before[*n] != now[*n]).map(at);
    let place = changed.fold(None, |place: Option<URect>, at| {
        let pixel = URect::from_corners(at, at + 1);
        Some(place.map_or(pixel, |place| place.union(pixel)))
    });
    let place = place.unwrap_or(URect::new(0, 0, 1, 1));
    let mut data = Vec::new();
    for y in place.min.y..place.max.y {
        for x in place.min.x..place.max.x {
            let n = (y * width + x) as usize;
            data.push(if before[n] == now[n] { 0 } else { now[n] });
        }
    }
    (place, data)
}

fn indices(
    picture: &RgbaImage,
    palette: &[[u8; 3]],
    nearest: &mut HashMap<[u8; 3], u8>,
) -> Indices {
    let index = |colour: [u8; 3]| {
        let far = |known: &[u8; 3]| -> u32 {
            let each = known
                .iter()
                .zip(colour)
                .map(|(a, b)| u32::from(a.abs_diff(b)).pow(2));
            each.sum()
        };
        let known = palette.iter().enumerate().skip(1);
        let (n, _) = known.min_by_key(|(_, known)| far(known)).expect("colours");
        n as u8
    };
    let pixels = picture.pixels().map(|p| [p.0[0], p.0[1], p.0[2]]);
    pixels
        .map(|colour| *nearest.entry(colour).or_insert_with(|| index(colour)))
        .collect()
}

/// The colours of some of the pictures, in boxes that are cut at their middle until there are enough.
fn palette(pictures: &[RgbaImage]) -> Vec<[u8; 3]> {
    let mut counts: HashMap<[u8; 3], u32> = HashMap::new();
    for picture in pictures.iter().step_by(8) {
        for pixel in picture.pixels() {
            *counts
                .entry([pixel.0[0], pixel.0[1], pixel.0[2]])
                .or_default() += 1;
        }
    }
    let mut all: Vec<_> = counts.into_iter().collect();
    all.sort_unstable();
    let mut boxes = vec![all];
    while boxes.len() < COLOURS {
        let widest = boxes
            .iter()
            .enumerate()
            .max_by_key(|(_, colours)| weight(colours));
        let (n, _) = widest.expect("at least one");
        if boxes[n].len() < 2 {
            break;
        }
        let mut colours = boxes.swap_remove(n);
        let (channel, _) = spread(&colours);
        colours.sort_unstable_by_key(|(colour, _)| colour[channel]);
        let total: u64 = colours.iter().map(|(_, count)| root(*count)).sum();
        let mut so_far = 0;
        let cut = colours.iter().position(|(_, count)| {
            so_far += root(*count);
            so_far * 2 >= total
        });
        let cut = cut.unwrap_or(0).clamp(0, colours.len() - 2) + 1;
        let rest = colours.split_off(cut);
        boxes.extend([colours, rest]);
    }
    // the first one is what stays as it was
    [[0; 3]]
        .into_iter()
        .chain(boxes.iter().map(|colours| mean(colours)))
        .collect()
}

/// Rare colours count for more than their pixels: a ball is small.
fn root(count: u32) -> u64 {
    u64::from(count.isqrt()) + 1
}

fn weight(colours: &[([u8; 3], u32)]) -> u64 {
    let pixels: u64 = colours.iter().map(|(_, count)| root(*count)).sum();
    u64::from(spread(colours).1).pow(2) * pixels
}

/// The channel in which colours differ most, and by how much.
fn spread(colours: &[([u8; 3], u32)]) -> (usize, u8) {
    let of = |channel: usize| {
        let tones = colours.iter().map(|(colour, _)| colour[channel]);
        let (low, high) = (tones.clone().min(), tones.max());
        high.unwrap_or(0) - low.unwrap_or(0)
    };
    let all = [0, 1, 2].map(|channel| (channel, of(channel)));
    all.into_iter()
        .max_by_key(|(_, wide)| *wide)
        .unwrap_or((0, 0))
}

fn mean(colours: &[([u8; 3], u32)]) -> [u8; 3] {
    let total: u64 = colours.iter().map(|(_, count)| u64::from(*count)).sum();
    [0, 1, 2].map(|channel| {
        let sum: u64 = colours
            .iter()
            .map(|(colour, count)| u64::from(colour[channel]) * u64::from(*count))
            .sum();
        (sum / total.max(1)) as u8
    })
}
