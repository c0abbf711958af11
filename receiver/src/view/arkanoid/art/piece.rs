//! The pieces of the sheet: how large each is and who paints it.

use super::ink::Pen;
use super::{bricks, capsules, creatures, owl, things};
use bevy::math::{Vec2, Vec3, Vec4};
use couchpad_games::arkanoid::{BRICK_COLOURS, CapsuleKind};
use couchpad_theme::players::MARKS;

/// One small picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in super::super) enum Piece {
    /// A plain brick of a colour, below [`BRICK_COLOURS`].
    Plain(u8),
    /// A silver brick that takes so many hits, 1 to [`RIVETS`](super::RIVETS).
    Silver(u8),
    /// A gold brick.
    Gold,
    /// A white brick, for light over any.
    Blank,
    /// A glint over a brick, below [`GLINTS`](super::GLINTS).
    Glint(u8),
    /// A shard, one of four.
    Shard(u8),
    /// A capsule.
    Capsule(CapsuleKind),
    /// The enemies.
    Jelly,
    /// See [`Piece::Jelly`].
    Cog,
    /// See [`Piece::Jelly`].
    Planet,
    /// An enemy's face.
    Face,
    /// The boss, and what moves on it.
    Owl,
    /// Cracks in the boss.
    Cracks,
    /// One of its pupils.
    Pupil,
    /// Its left eye, shut.
    Lid,
    /// Its right brow.
    Brow,
    /// Its beak.
    Beak,
    /// What opens below the beak.
    Jaw,
    /// A ball's rim; white.
    Rim,
    /// A ball.
    Ball,
    /// The left end of a paddle; white.
    Cap,
    /// Light and shade over a paddle.
    Gloss,
    /// A laser's barrel.
    Barrel,
    /// The left half of a claw.
    Hook,
    /// What a wider paddle wears at its left end.
    Winglet,
    /// A bolt of the boss.
    Bolt,
    /// A laser's shot; white.
    Shot,
    /// A piece of wall that stands.
    Wall,
    /// The left half of a gate.
    Leaf,
    /// This way; white.
    Chevron,
    /// A grain of light; white.
    Spark,
    /// A round light; white.
    Glow,
    /// A ring; white.
    Ring,
    /// A tail that fades upwards; white.
    Beam,
    /// A long bar with round ends; white.
    Bar,
}

/// Pixels for a field unit: about what a screen of 1080 lines shows, and a little more.
const PIXELS: f32 = 6.0;

impl Piece {
    /// All of them, large ones first: they are shelved in this order.
    pub(super) fn all() -> Vec<Self> {
        let mut all = vec![
            Self::Owl,
            Self::Cracks,
            Self::Glow,
            Self::Ring,
            Self::Lid,
            Self::Bar,
        ];
        all.extend([Self::Wall, Self::Jelly, Self::Cog, Self::Planet, Self::Beam]);
        all.extend([Self::Beak, Self::Bolt, Self::Chevron, Self::Shot]);
        all.extend([Self::Pupil, Self::Brow]);
        all.extend((0..BRICK_COLOURS).map(Self::Plain));
        all.extend((1..=bricks::RIVETS).map(Self::Silver));
        all.extend([Self::Gold, Self::Blank]);
        all.extend((0..bricks::GLINTS).map(Self::Glint));
        all.extend(CapsuleKind::ALL.map(Self::Capsule));
        all.extend([Self::Jaw, Self::Barrel, Self::Cap, Self::Hook]);
        all.extend([Self::Rim, Self::Ball, Self::Winglet, Self::Gloss]);
        all.extend([Self::Face, Self::Leaf, Self::Spark]);
        all.extend((0..4).map(Self::Shard));
        all
    }

    /// What it covers of the field, in field units.
    pub(in super::super) const fn size(self) -> Vec2 {
        match self {
            Self::Plain(_) | Self::Silver(_) | Self::Gold | Self::Blank | Self::Glint(_) => {
                bricks::SIZE
            }
            Self::Shard(_) | Self::Spark => things::SPARK,
            Self::Capsule(_) => capsules::SIZE,
            Self::Jelly | Self::Cog | Self::Planet => creatures::SIZE,
            Self::Face => creatures::FACE,
            Self::Owl | Self::Cracks => owl::SIZE,
            Self::Pupil => owl::PUPIL,
            Self::Lid => owl::LID,
            Self::Brow => owl::BROW,
            Self::Beak => owl::BEAK,
            Self::Jaw => owl::JAW,
            Self::Rim | Self::Ball => things::BALL,
            Self::Cap => things::CAP,
            Self::Gloss => things::GLOSS,
            Self::Barrel => things::BARREL,
            Self::Hook => things::HOOK,
            Self::Winglet => things::WINGLET,
            Self::Bolt => things::BOLT,
            Self::Shot => things::SHOT,
            Self::Wall => things::WALL,
            Self::Leaf => things::LEAF,
            Self::Chevron => things::CHEVRON,
            Self::Glow => things::GLOW,
            Self::Ring => things::RING,
            Self::Beam => things::BEAM,
            Self::Bar => things::BAR,
        }
    }

    /// Pixels for a field unit.
    pub(super) const fn pixels(self) -> f32 {
        match self {
            // thin lines, and much of nothing
            Self::Cracks => 4.0,
            Self::Glow | Self::Ring | Self::Beam => 4.0,
            _ => PIXELS,
        }
    }

    /// Its colour at a point.
    pub(super) fn paint(self, pen: Pen) -> Vec4 {
        match self {
            Self::Plain(colour) => bricks::plain(pen, colour, brick_colour(colour)),
            Self::Silver(hits) => bricks::silver(pen, hits),
            Self::Gold => bricks::gold(pen),
            Self::Blank => bricks::blank(pen),
            Self::Glint(frame) => bricks::glint(pen, frame),
            Self::Shard(which) => bricks::shard(pen, which),
            Self::Capsule(kind) => capsules::capsule(pen, kind),
            Self::Jelly => creatures::jelly(pen),
            Self::Cog => creatures::cog(pen),
            Self::Planet => creatures::planet(pen),
            Self::Face => creatures::face(pen),
            Self::Owl => owl::body(pen),
            Self::Cracks => owl::cracks(pen),
            Self::Pupil => owl::pupil(pen),
            Self::Lid => owl::lid(pen),
            Self::Brow => owl::brow(pen),
            Self::Beak => owl::beak(pen),
            Self::Jaw => owl::jaw(pen),
            _ => self.paint_thing(pen),
        }
    }

    fn paint_thing(self, pen: Pen) -> Vec4 {
        match self {
            Self::Rim => things::rim(pen),
            Self::Ball => things::ball(pen),
            Self::Cap => things::cap(pen),
            Self::Gloss => things::gloss(pen),
            Self::Barrel => things::barrel(pen),
            Self::Hook => things::hook(pen),
            Self::Winglet => things::winglet(pen),
            Self::Bolt => things::bolt(pen),
            Self::Shot => things::shot(pen),
            Self::Wall => things::wall(pen),
            Self::Leaf => things::leaf(pen),
            Self::Chevron => things::chevron(pen),
            Self::Glow => things::glow(pen),
            Self::Ring => things::ring(pen),
            Self::Beam => things::beam(pen),
            Self::Bar => things::bar(pen),
            _ => things::spark(pen),
        }
    }
}

/// Bricks have the players' colours, which people can tell apart.
fn brick_colour(colour: u8) -> Vec3 {
    let mark = MARKS[usize::from(colour) % MARKS.len()];
    Vec3::from(mark.colour.rgb.map(f32::from)) / 255.0
}
