//! A closed padlock, for rooms that let nobody new in. Always with a word beside it.

use crate::colour::Swatch;
use bevy::prelude::*;

/// Width of the body and of the bow above it, and how thick the bow is, as shares of the height.
const BODY: f32 = 0.84;
const BOW: f32 = 0.58;
const BAR: f32 = 0.12;
/// Heights of the two, as shares of the whole.
const BODY_HEIGHT: f32 = 0.56;
const BOW_HEIGHT: f32 = 1.0 - BODY_HEIGHT;

/// A padlock of this height in units, in one colour.
pub fn padlock(colour: Swatch, size: f32) -> impl Bundle {
    let whole = Node {
        width: Val::Px(size * BODY),
        height: Val::Px(size),
        flex_direction: FlexDirection::Column,
        align_items: AlignItems::Center,
        flex_shrink: 0.0,
        ..default()
    };
    let bar = Val::Px(size * BAR);
    let bow = Node {
        width: Val::Px(size * BOW),
        height: Val::Px(size * BOW_HEIGHT),
        border: UiRect {
            bottom: Val::ZERO,
            ..UiRect::all(bar)
        },
        border_radius: BorderRadius::top(Val::Px(size * BOW / 2.0)),
        ..default()
    };
    let body = Node {
        width: Val::Percent(100.0),
        height: Val::Px(size * BODY_HEIGHT),
        border_radius: BorderRadius::all(Val::Px(size * 0.09)),
        ..default()
    };
    (
        whole,
        children![
            (bow, BorderColor::all(colour.color())),
            (body, BackgroundColor(colour.color())),
        ],
    )
}
