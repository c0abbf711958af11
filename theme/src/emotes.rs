//! What players can say without a word: five small pictures, drawn here, so that no program needs a font that has them.
//! Must not know who shows one, nor when.

use crate::colour::Swatch;
use crate::texture::{self, Texel, coverage};
use bevy::asset::uuid::Uuid;
use bevy::prelude::*;
use std::marker::PhantomData;

/// One of the pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Emote {
    /// A thumb that points up.
    Yes,
    /// A heart.
    Love,
    /// A face that laughs with its eyes shut.
    Laugh,
    /// A face with a round mouth.
    Wow,
    /// A face with a tear.
    Sad,
}

/// Side of a picture in pixels; smaller sizes come from its mip levels.
const PICTURE_SIDE: u32 = 128;
/// How bright lines on a picture are.
const LINE: f32 = 0.16;
const FACE: f32 = 0.46;

impl Emote {
    /// All of them, in the order in which controllers show them.
    pub const ALL: [Self; 5] = [Self::Yes, Self::Love, Self::Laugh, Self::Wow, Self::Sad];

    /// The character that means it, for layouts: a controller that does not draw it may have a font that does.
    ///
    /// ```
    /// use couchpad_theme::emotes::Emote;
    /// for emote in Emote::ALL {
    ///     assert_eq!(Emote::of(emote.symbol()), Some(emote));
    /// }
    /// assert_eq!(Emote::of("START"), None);
    /// ```
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Yes => "👍",
            Self::Love => "❤",
            Self::Laugh => "😂",
            Self::Wow => "😮",
            Self::Sad => "😢",
        }
    }

    /// The picture that a text stands for, if it is nothing but its character.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|emote| emote.symbol() == text)
    }

    /// What it says, in one or two words: "thumbs up". For screen readers and for programs.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Yes => "thumbs up",
            Self::Love => "love",
            Self::Laugh => "laugh",
            Self::Wow => "wow",
            Self::Sad => "sad",
        }
    }

    /// The same in two plain characters, for terminals.
    #[must_use]
    pub const fn ascii(self) -> &'static str {
        match self {
            Self::Yes => "+1",
            Self::Love => "<3",
            Self::Laugh => "XD",
            Self::Wow => ":O",
            Self::Sad => ":(",
        }
    }

    /// Its colour.
    #[must_use]
    pub const fn colour(self) -> Swatch {
        match self {
            Self::Love => Swatch::hex(0xFF5A7A),
            _ => Swatch::hex(0xFFD23F),
        }
    }

    /// A white picture with dark lines, to be tinted. Good from 16 to 256 pixels.
    #[must_use]
    pub const fn image(self) -> Handle<Image> {
        Handle::Uuid(Uuid::from_u128(PICTURES + self as u128), PhantomData)
    }

    /// Distances from a point (the square from -0.5 to 0.5, y up) to the outline and to the lines on it, negative inside.
    fn distances(self, at: Vec2) -> (f32, f32) {
        match self {
            Self::Yes => thumb(at),
            Self::Love => (heart(at), f32::MAX),
            Self::Laugh => (at.length() - FACE, shut_eyes(at).min(grin(at))),
            Self::Wow => (at.length() - FACE, eyes(at, 0.06).min(round_mouth(at))),
            Self::Sad => (
                at.length() - FACE,
                eyes(at, 0.05).min(frown(at)).min(tear(at)),
            ),
        }
    }

    fn draw(self) -> Image {
        texture::picture(PICTURE_SIDE, |at, side| {
            let (outline, lines) = self.distances(Vec2::new(at.x - 0.5, 0.5 - at.y));
            Texel {
                tone: 1.0 - (1.0 - LINE) * coverage(lines * side),
                alpha: coverage(outline * side),
            }
        })
    }
}

/// An emote of this size in units.
pub fn emote_node(emote: Emote, size: f32) -> impl Bundle {
    let node = Node {
        width: Val::Px(size),
        height: Val::Px(size),
        flex_shrink: 0.0,
        ..default()
    };
    let image = ImageNode::new(emote.image()).with_color(emote.colour().color());
    (node, image)
}

// Fixed handles: whatever draws an emote needs no access to assets.
const PICTURES: u128 = 0x6f1d_31f5_55a1_4ec0_8c7a_0000_0000_0900;

pub(crate) fn plugin(app: &mut App) {
    app.add_systems(PreStartup, make_pictures);
}

fn make_pictures(mut images: ResMut<Assets<Image>>) -> Result {
    for emote in Emote::ALL {
        images.insert(&emote.image(), emote.draw())?;
    }
    Ok(())
}

/// To the line between two points with round ends, so thick to either side.
fn stroke(at: Vec2, from: Vec2, to: Vec2, half: f32) -> f32 {
    let (way, off) = (to - from, at - from);
    let along = (off.dot(way) / way.length_squared()).clamp(0.0, 1.0);
    (off - way * along).length() - half
}

/// To a box with round corners around a point.
fn rounded(at: Vec2, middle: Vec2, half: Vec2, radius: f32) -> f32 {
    let off = (at - middle).abs() - half + radius;
    off.max(Vec2::ZERO).length() + off.max_element().min(0.0) - radius
}

/// To the upper half of a ring's line around a point, so thick to either side; `down`: to the lower half.
fn arc(at: Vec2, middle: Vec2, radius: f32, half: f32, down: bool) -> f32 {
    let mut off = at - middle;
    if down {
        off.y = -off.y;
    }
    if off.y >= 0.0 {
        (off.length() - radius).abs() - half
    } else {
        off.x = off.x.abs();
        off.distance(Vec2::X * radius) - half
    }
}

fn thumb(at: Vec2) -> (f32, f32) {
    let fist = rounded(at, Vec2::new(0.13, -0.14), Vec2::new(0.29, 0.27), 0.09);
    let up = stroke(at, Vec2::new(-0.04, 0.04), Vec2::new(0.06, 0.38), 0.1);
    let cuff = rounded(at, Vec2::new(-0.345, -0.16), Vec2::new(0.105, 0.25), 0.05);
    let fingers = [-0.01, -0.14, -0.27]
        .map(|y| stroke(at, Vec2::new(0.22, y), Vec2::new(0.42, y), 0.013))
        .into_iter()
        .fold(f32::MAX, f32::min);
    (fist.min(up).min(cuff), fingers)
}

/// After Inigo Quilez' exact distance to a heart, made smaller and set in the middle.
fn heart(at: Vec2) -> f32 {
    const SIZE: f32 = 0.78;
    let at = Vec2::new(at.x.abs(), at.y + 0.43) / SIZE;
    let distance = if at.x + at.y > 1.0 {
        at.distance(Vec2::new(0.25, 0.75)) - 2.0_f32.sqrt() / 4.0
    } else {
        let tip = at.distance(Vec2::Y);
        let side = (at - 0.5 * (at.x + at.y).max(0.0)).length();
        tip.min(side) * (at.x - at.y).signum()
    };
    distance * SIZE
}

fn eyes(at: Vec2, radius: f32) -> f32 {
    Vec2::new(at.x.abs(), at.y).distance(Vec2::new(0.16, 0.12)) - radius
}

/// Two arches.
fn shut_eyes(at: Vec2) -> f32 {
    let at = Vec2::new(at.x.abs(), at.y);
    arc(at, Vec2::new(0.18, 0.07), 0.085, 0.024, false)
}

/// The lower half of a disc.
fn grin(at: Vec2) -> f32 {
    let at = at - Vec2::new(0.0, -0.04);
    (at.length() - 0.27).max(at.y)
}

fn round_mouth(at: Vec2) -> f32 {
    let at = at - Vec2::new(0.0, -0.16);
    (Vec2::new(at.x, at.y * 0.8)).length() - 0.11
}

fn frown(at: Vec2) -> f32 {
    arc(at, Vec2::new(0.0, -0.28), 0.13, 0.026, false)
}

/// A drop below the right eye.
fn tear(at: Vec2) -> f32 {
    let at = at - Vec2::new(0.2, -0.1);
    let drop = at.length() - 0.06;
    let tip = stroke(at, Vec2::new(0.0, 0.1), Vec2::ZERO, 0.02);
    drop.min(tip)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn each_is_told_from_the_others_in_every_way() {
        let all = || Emote::ALL.into_iter();
        assert_eq!(all().map(Emote::symbol).collect::<HashSet<_>>().len(), 5);
        assert_eq!(all().map(Emote::word).collect::<HashSet<_>>().len(), 5);
        assert_eq!(all().map(Emote::ascii).collect::<HashSet<_>>().len(), 5);
        let ids: HashSet<_> = all().map(|emote| emote.image().id()).collect();
        assert_eq!(ids.len(), 5);
        assert!(all().all(|emote| emote.ascii().len() == 2));
    }

    #[test]
    fn pictures_fill_their_square_and_do_not_leave_it() {
        for emote in Emote::ALL {
            let side = 64;
            let mut inside = 0;
            for (x, y) in (0..side).flat_map(|y| (0..side).map(move |x| (x, y))) {
                let at = Vec2::new(x as f32 + 0.5, y as f32 + 0.5) / side as f32 - 0.5;
                let (outline, _) = emote.distances(at);
                inside += i32::from(outline < 0.0);
                let is_edge = x == 0 || y == 0 || x == side - 1 || y == side - 1;
                assert!(!is_edge || outline > 0.0, "{emote:?} is cut at {at}");
            }
            let share = inside as f32 / (side * side) as f32;
            assert!((0.35..0.8).contains(&share), "{emote:?} covers {share}");
        }
    }

    #[test]
    fn lines_are_part_of_the_picture() {
        for emote in Emote::ALL {
            let side = 64;
            for (x, y) in (0..side).flat_map(|y| (0..side).map(move |x| (x, y))) {
                let at = Vec2::new(x as f32 + 0.5, y as f32 + 0.5) / side as f32 - 0.5;
                let (outline, lines) = emote.distances(at);
                assert!(
                    lines >= 0.0 || outline < 0.02,
                    "{emote:?}: a line outside at {at}"
                );
            }
        }
    }
}
