//! Light, for where it is earned: the ball, a hit, "your turn".

use crate::colour::Swatch;
use crate::texture::{self, Texel};
use bevy::asset::uuid_handle;
use bevy::prelude::*;
use bevy::ui::gradients::{BackgroundGradient, ColorStop, LinearGradient};

const GLOW: Handle<Image> = uuid_handle!("6f1d31f5-55a1-4ec0-8c7a-000000000010");
const SIDE: u32 = 128;
/// Stops of an edge's fade: enough that nobody sees the corners of the curve.
const EDGE_STOPS: usize = 8;

/// A round white light that fades to nothing at the edge of its square; tint it.
pub const fn glow_image() -> Handle<Image> {
    GLOW
}

/// Light on the field: so wide in world units, `strength` 0 to 1. Put it behind (lower z) what glows.
pub fn glow_sprite(colour: Swatch, diameter: f32, strength: f32) -> Sprite {
    Sprite {
        image: GLOW,
        color: colour.faded(strength),
        custom_size: Some(Vec2::splat(diameter)),
        ..default()
    }
}

/// Light behind something in the UI: a child that lies centred under its parent's middle and takes no room. `diameter` in units.
pub fn glow_node(colour: Swatch, diameter: f32, strength: f32) -> impl Bundle {
    let half = Val::Px(-diameter / 2.0);
    let node = Node {
        position_type: PositionType::Absolute,
        left: Val::Percent(50.0),
        top: Val::Percent(50.0),
        margin: UiRect {
            left: half,
            top: half,
            ..default()
        },
        ..super::square(diameter)
    };
    let image = ImageNode::new(GLOW).with_color(colour.faded(strength));
    (node, image, ZIndex(-1))
}

/// Light that comes in from one edge of a node and fades `reach` units in: the pad's link health. `towards` is the direction
/// in which it fades, in radians: 0 up (light along the bottom edge), a quarter turn right, and so on clockwise.
pub fn edge_glow(colour: Swatch, strength: f32, reach: f32, towards: f32) -> BackgroundGradient {
    let stops = (0..=EDGE_STOPS).map(|i| {
        let share = i as f32 / EDGE_STOPS as f32;
        ColorStop::new(colour.faded(strength * fade(share)), Val::Px(reach * share))
    });
    BackgroundGradient::from(LinearGradient::new(towards, stops.collect()))
}

/// Light left at a share of the way out: all at 0, none at 1. Steep, because screens mix light linearly and eyes do not:
/// a gentler tail would end in a visible rim.
fn fade(share: f32) -> f32 {
    (1.0 - share).max(0.0).powi(4)
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(PreStartup, make_glow);
}

fn make_glow(mut images: ResMut<Assets<Image>>) -> Result {
    images.insert(&GLOW, texture::picture(SIDE, light))?;
    Ok(())
}

/// Bright in the middle, a long soft tail that reaches exactly nothing at the rim.
fn light(at: Vec2, side: f32) -> Texel {
    let distance = (at - 0.5).length() * 2.0;
    Texel {
        tone: 1.0,
        alpha: fade(distance) + dither(at * side),
    }
}

/// Less than half a step of alpha, in a fixed 4 x 4 order: dark rooms show the rings of a plain 8-bit fade.
fn dither(pixel: Vec2) -> f32 {
    const ORDER: [[f32; 4]; 4] = [
        [0.0, 8.0, 2.0, 10.0],
        [12.0, 4.0, 14.0, 6.0],
        [3.0, 11.0, 1.0, 9.0],
        [15.0, 7.0, 13.0, 5.0],
    ];
    let row = &ORDER[pixel.y as usize % 4];
    ((row[pixel.x as usize % 4] + 0.5) / 16.0 - 0.5) / 255.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn light_is_full_in_the_middle_and_nothing_at_the_rim() {
        assert!(light(Vec2::splat(0.5), 128.0).alpha > 0.99);
        for rim in [Vec2::new(0.0, 0.5), Vec2::new(0.5, 1.0), Vec2::ZERO] {
            let alpha = light(rim, 128.0).alpha;
            assert!(alpha * 255.0 < 0.5, "nothing once rounded");
        }
        let ray: Vec<_> = (0..32)
            .map(|i| light(Vec2::new(0.5 + i as f32 / 64.0, 0.5), 8.0).alpha)
            .collect();
        let slack = 1.0 / 255.0;
        assert!(ray.windows(2).all(|pair| pair[1] <= pair[0] + slack));
    }
}
