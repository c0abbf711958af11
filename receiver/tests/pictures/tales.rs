//! Tall Tales in the window, at every moment that looks different, for few and for many, wide and narrow.

use super::tall_tales::{Moment, stage};
use super::{card, looks_like, roster, studio_with};
use bevy::prelude::*;
use couchpad_pictures::Studio;
use couchpad_protocol::PadId;
use couchpad_receiver::flow::Screen;
use couchpad_receiver::roster::{Card, Roster};
use couchpad_theme::motion::Motion;

/// Frames until everything has come in; the game makes few steps in them.
const SOON: u32 = 12;

/// So many players, all well.
fn people(count: u16) -> Roster {
    const MORE: [&str; 8] = [
        "Zoë", "Ravi", "Ingrid", "Tomás", "Nele", "Kwame", "Yuki", "Olga",
    ];
    let cards = (0..count).map(|seat| match seat.checked_sub(8) {
        None => card(seat),
        Some(more) => Card {
            pad: PadId(u32::from(seat) + 1),
            name: MORE[usize::from(more)].into(),
            seat: couchpad_protocol::SeatIndex(seat),
            mark: u8::try_from(seat).expect("few"),
            ..card(0)
        },
    });
    Roster {
        seats: 16,
        ..roster(cards.collect())
    }
}

fn show(size: (u32, u32), players: u16, moment: Moment) -> Studio {
    let (width, height) = size;
    let stage = stage(players, moment);
    let mut studio = studio_with(width, height, people(players), Screen::Playing, stage);
    studio.app().insert_resource(Time::<Fixed>::from_hz(20.0));
    studio.step(SOON);
    studio
}

const WIDE: (u32, u32) = (1280, 720);
const NARROW: (u32, u32) = (800, 600);

#[test]
fn five_write_their_lies() {
    looks_like(
        &mut show(WIDE, 5, Moment::Writing),
        "tests/pictures/tales_writing.png",
    );
}

#[test]
fn five_pick_an_answer() {
    looks_like(
        &mut show(WIDE, 5, Moment::Picking),
        "tests/pictures/tales_picking.png",
    );
}

#[test]
fn sixteen_pick_in_a_narrow_window() {
    looks_like(
        &mut show(NARROW, 16, Moment::Picking),
        "tests/pictures/tales_picking_narrow.png",
    );
}

#[test]
fn sixteen_write() {
    looks_like(
        &mut show(NARROW, 16, Moment::Writing),
        "tests/pictures/tales_writing_narrow.png",
    );
}

#[test]
fn a_lie_comes_out() {
    looks_like(
        &mut show(WIDE, 5, Moment::Lie),
        "tests/pictures/tales_lie.png",
    );
}

#[test]
fn the_truth_comes_out() {
    looks_like(
        &mut show(WIDE, 5, Moment::Truth),
        "tests/pictures/tales_truth.png",
    );
}

#[test]
fn a_truth_that_many_find_leaves_room_for_the_word() {
    looks_like(
        &mut show(NARROW, 16, Moment::Truth),
        "tests/pictures/tales_truth_narrow.png",
    );
}

#[test]
fn points_are_shown() {
    looks_like(
        &mut show(WIDE, 16, Moment::Scores),
        "tests/pictures/tales_scores.png",
    );
}

#[test]
fn with_reduced_motion_all_is_there_at_once() {
    let mut studio = show(NARROW, 3, Moment::Suspense);
    studio.app().world_mut().resource_mut::<Motion>().reduced = true;
    studio.step(2);
    looks_like(&mut studio, "tests/pictures/tales_still.png");
}
