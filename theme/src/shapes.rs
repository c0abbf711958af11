//! The players' eight shapes: as outlines, as meshes for the field, as tintable pictures for cards and buttons.

use crate::patterns::Pattern;
use crate::players::{Mark, mark};
use crate::texture::{self, Texel, coverage};
use bevy::asset::{RenderAssetUsages, uuid::Uuid};
use bevy::mesh::{Indices, PrimitiveTopology};
use bevy::prelude::*;
use std::f32::consts::{FRAC_PI_2, TAU};
use std::marker::PhantomData;

/// A player's shape. Each fills about the same area of a square of side 1 around the origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// ●
    Circle,
    /// ▲
    Triangle,
    /// ■
    Square,
    /// ◆
    Diamond,
    /// ★
    Star,
    /// ⬢
    Hexagon,
    /// ✚
    Cross,
    /// ☾
    Crescent,
}

/// Side of a shape's picture in pixels; smaller sizes come from its mip levels.
const PICTURE_SIDE: u32 = 128;
/// Cycles of a pattern tile across a shape's picture.
const TILES_ACROSS: f32 = 2.0;
/// Points on a full round of a curved outline.
const ROUND: usize = 64;
const CIRCLE_RADIUS: f32 = 0.45;
/// The crescent: a disc less a second disc, both given as centre x and radius.
const MOON: (f32, f32) = (-0.02, 0.47);
const BITE: (f32, f32) = (0.21, 0.39);

impl Shape {
    /// All eight, in seat order.
    pub const ALL: [Self; 8] = [
        Self::Circle,
        Self::Triangle,
        Self::Square,
        Self::Diamond,
        Self::Star,
        Self::Hexagon,
        Self::Cross,
        Self::Crescent,
    ];

    /// The shape's name in a sentence.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Circle => "circle",
            Self::Triangle => "triangle",
            Self::Square => "square",
            Self::Diamond => "diamond",
            Self::Star => "star",
            Self::Hexagon => "hexagon",
            Self::Cross => "cross",
            Self::Crescent => "crescent",
        }
    }

    /// A character of this shape, one terminal cell wide.
    pub const fn glyph(self) -> char {
        match self {
            Self::Circle => '●',
            Self::Triangle => '▲',
            Self::Square => '■',
            Self::Diamond => '◆',
            Self::Star => '★',
            Self::Hexagon => '⬢',
            Self::Cross => '✚',
            Self::Crescent => '☾',
        }
    }

    /// The same as an outline, for a second player of this shape; the crescent looks the other way.
    pub const fn hollow_glyph(self) -> char {
        match self {
            Self::Circle => '○',
            Self::Triangle => '△',
            Self::Square => '□',
            Self::Diamond => '◇',
            Self::Star => '☆',
            Self::Hexagon => '⬡',
            Self::Cross => '✙',
            Self::Crescent => '☽',
        }
    }

    /// The outline in the square from -0.5 to 0.5, y up, counter-clockwise, first point not repeated.
    pub fn outline(self) -> Vec<Vec2> {
        match self {
            Self::Circle => ring(ROUND, CIRCLE_RADIUS, 0.0),
            Self::Triangle => ring(3, 0.52, FRAC_PI_2)
                .iter()
                .map(|p| *p - Vec2::Y * 0.09)
                .collect(),
            Self::Square => ring(4, 0.55, TAU / 8.0),
            Self::Diamond => ring(4, 0.5, FRAC_PI_2),
            Self::Star => star(5, 0.5, 0.23),
            Self::Hexagon => ring(6, 0.48, FRAC_PI_2),
            Self::Cross => cross(0.45, 0.16),
            Self::Crescent => crescent(),
        }
    }

    /// Distance from a point (same square, y up) to the outline, negative inside.
    fn distance(self, at: Vec2, outline: &[Vec2]) -> f32 {
        match self {
            Self::Circle => at.length() - CIRCLE_RADIUS,
            Self::Crescent => {
                let moon = at.distance(Vec2::X * MOON.0) - MOON.1;
                let bite = at.distance(Vec2::X * BITE.0) - BITE.1;
                moon.max(-bite)
            }
            _ => polygon_distance(at, outline),
        }
    }

    /// The shape as a flat mesh of size 1 with texture coordinates over its square, for `Mesh2d`.
    pub fn mesh(self) -> Mesh {
        let outline = self.outline();
        let uvs: Vec<[f32; 2]> = outline.iter().map(|p| [p.x + 0.5, 0.5 - p.y]).collect();
        let positions: Vec<[f32; 3]> = outline.iter().map(|p| [p.x, p.y, 0.0]).collect();
        let normals = vec![[0.0, 0.0, 1.0]; positions.len()];
        Mesh::new(
            PrimitiveTopology::TriangleList,
            RenderAssetUsages::default(),
        )
        .with_inserted_attribute(Mesh::ATTRIBUTE_POSITION, positions)
        .with_inserted_attribute(Mesh::ATTRIBUTE_NORMAL, normals)
        .with_inserted_attribute(Mesh::ATTRIBUTE_UV_0, uvs)
        .with_inserted_indices(Indices::U32(triangulate(&outline)))
    }

    /// The mesh that the plugin has made of this shape.
    pub const fn mesh_handle(self) -> Handle<Mesh> {
        handle(MESHES + self as u128)
    }

    /// A white picture of the shape, plain, to be tinted. Good from 8 to 256 pixels.
    pub const fn plain_image(self) -> Handle<Image> {
        handle(PLAIN + self as u128)
    }

    /// A white picture of the shape in the pattern of the same seat, to be tinted. Good from 16 to 256 pixels.
    pub const fn filled_image(self) -> Handle<Image> {
        let own = crate::players::MARKS[self as usize];
        own.image()
    }

    fn draw(self, pattern: Pattern) -> Image {
        let outline = self.outline();
        texture::picture(PICTURE_SIDE, |at, side| {
            let point = Vec2::new(at.x - 0.5, 0.5 - at.y);
            Texel {
                tone: pattern.tone(at * TILES_ACROSS, side / TILES_ACROSS),
                alpha: coverage(self.distance(point, &outline) * side),
            }
        })
    }
}

impl Mark {
    /// A white picture of the mark's shape in its pattern, to be tinted with its colour; there for the first 64 marks, in any
    /// team's colour. Good from 16 to 256 pixels.
    pub const fn image(self) -> Handle<Image> {
        let patterns = Pattern::ALL.len() as u128;
        handle(FILLED + self.shape as u128 * patterns + self.pattern as u128)
    }
}

// Fixed handles: whatever draws a mark needs no access to assets.
const MESHES: u128 = 0x6f1d_31f5_55a1_4ec0_8c7a_0000_0000_0100;
const PLAIN: u128 = MESHES + 0x100;
const FILLED: u128 = MESHES + 0x200;

const fn handle<A: Asset>(id: u128) -> Handle<A> {
    Handle::Uuid(Uuid::from_u128(id), PhantomData)
}

pub(crate) fn plugin(app: &mut App) {
    app.add_systems(PreStartup, make_shapes);
}

fn make_shapes(mut meshes: ResMut<Assets<Mesh>>, mut images: ResMut<Assets<Image>>) -> Result {
    for shape in Shape::ALL {
        meshes.insert(&shape.mesh_handle(), shape.mesh())?;
        images.insert(&shape.plain_image(), shape.draw(Pattern::Solid))?;
    }
    // later rounds of marks have the same pairs of shape and pattern
    for mark in (0..2 * Shape::ALL.len()).map(mark) {
        images.insert(&mark.image(), mark.shape.draw(mark.pattern))?;
    }
    Ok(())
}

fn ring(points: usize, radius: f32, start: f32) -> Vec<Vec2> {
    let step = TAU / points as f32;
    (0..points)
        .map(|i| Vec2::from_angle(start + step * i as f32) * radius)
        .collect()
}

fn star(points: usize, outer: f32, inner: f32) -> Vec<Vec2> {
    let step = TAU / (2 * points) as f32;
    (0..2 * points)
        .map(|i| {
            let radius = if i % 2 == 0 { outer } else { inner };
            Vec2::from_angle(FRAC_PI_2 + step * i as f32) * radius - Vec2::Y * 0.03
        })
        .collect()
}

fn cross(reach: f32, half: f32) -> Vec<Vec2> {
    let quarter = [
        Vec2::new(reach, -half),
        Vec2::new(reach, half),
        Vec2::new(half, half),
    ];
    (0..4)
        .flat_map(|turn| quarter.map(|p| (0..turn).fold(p, |p, _| p.perp())))
        .collect()
}

/// The moon's long arc round its left side, then back along the bite.
fn crescent() -> Vec<Vec2> {
    let gap = BITE.0 - MOON.0;
    // Where the two circles meet, seen from each centre.
    let x = (gap * gap + MOON.1 * MOON.1 - BITE.1 * BITE.1) / (2.0 * gap);
    let y = (MOON.1 * MOON.1 - x * x).max(0.0).sqrt();
    let horn = Vec2::new(x, y).to_angle();
    let bite_horn = Vec2::new(x - gap, y).to_angle();
    let half = ROUND / 2;
    let arc = |centre: f32, radius: f32, from: f32, to: f32| {
        (0..half).map(move |i| {
            let share = i as f32 / half as f32;
            Vec2::X * centre + Vec2::from_angle(from + (to - from) * share) * radius
        })
    };
    arc(MOON.0, MOON.1, horn, TAU - horn)
        .chain(arc(BITE.0, BITE.1, TAU - bite_horn, bite_horn))
        .collect()
}

/// Distance from a point to a simple polygon, negative inside.
fn polygon_distance(at: Vec2, outline: &[Vec2]) -> f32 {
    let mut nearest = f32::MAX;
    let mut inside = false;
    let before = outline.iter().cycle().skip(outline.len().saturating_sub(1));
    for (&b, &a) in outline.iter().zip(before) {
        let (edge, to) = (b - a, at - a);
        let along = (to.dot(edge) / edge.length_squared()).clamp(0.0, 1.0);
        nearest = nearest.min((to - edge * along).length_squared());
        if (a.y > at.y) != (b.y > at.y) && to.x < edge.x * to.y / edge.y {
            inside = !inside;
        }
    }
    let distance = nearest.sqrt();
    if inside { -distance } else { distance }
}

/// Cuts a simple counter-clockwise polygon into triangles by clipping ears; for the few points that shapes have.
fn triangulate(outline: &[Vec2]) -> Vec<u32> {
    let mut left: Vec<usize> = (0..outline.len()).collect();
    let mut triangles = Vec::with_capacity(outline.len() * 3);
    while left.len() >= 3 {
        let count = left.len();
        let corner = |i: usize| {
            [
                left[(i + count - 1) % count],
                left[i],
                left[(i + 1) % count],
            ]
        };
        let ear = (0..count)
            .find(|&i| is_ear(corner(i), &left, outline))
            .unwrap_or(0);
        triangles.extend(corner(ear).map(|point| point as u32));
        left.remove(ear);
    }
    triangles
}

fn is_ear([a, b, c]: [usize; 3], left: &[usize], outline: &[Vec2]) -> bool {
    let turn =
        |p: usize, q: usize, r: usize| (outline[q] - outline[p]).perp_dot(outline[r] - outline[p]);
    turn(a, b, c) > 0.0
        && left
            .iter()
            .filter(|&&p| p != a && p != b && p != c)
            .all(|&p| turn(a, b, p) < 0.0 || turn(b, c, p) < 0.0 || turn(c, a, p) < 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(outline: &[Vec2]) -> f32 {
        let next = outline.iter().cycle().skip(1);
        outline
            .iter()
            .zip(next)
            .map(|(a, b)| a.perp_dot(*b))
            .sum::<f32>()
            / 2.0
    }

    #[test]
    fn outlines_fit_their_square_and_turn_left() {
        for shape in Shape::ALL {
            let outline = shape.outline();
            assert!(
                outline.iter().all(|p| p.abs().max_element() <= 0.5 + 1e-4),
                "{shape:?}"
            );
            assert!(
                area(&outline) > 0.2,
                "{shape:?} covers only {}",
                area(&outline)
            );
        }
    }

    #[test]
    fn meshes_cover_exactly_the_outline() {
        for shape in Shape::ALL {
            let outline = shape.outline();
            let triangles = triangulate(&outline);
            assert_eq!(triangles.len(), (outline.len() - 2) * 3, "{shape:?}");
            let covered: f32 = triangles
                .chunks(3)
                .map(|t| [0, 1, 2].map(|i| outline[t[i] as usize]))
                .map(|[a, b, c]| (b - a).perp_dot(c - a).abs() / 2.0)
                .sum();
            assert!(
                (covered - area(&outline)).abs() < 1e-4,
                "{shape:?}: {covered}"
            );
        }
    }

    #[test]
    fn pictures_agree_with_the_outline() {
        for shape in Shape::ALL {
            let outline = shape.outline();
            let side = 64;
            let mut inside = 0;
            for y in 0..side {
                for x in 0..side {
                    let at = Vec2::new(x as f32 + 0.5, y as f32 + 0.5) / side as f32 - 0.5;
                    let exact = shape.distance(at, &outline);
                    let traced = polygon_distance(at, &outline);
                    inside += i32::from(exact < 0.0);
                    let same_side = (exact < 0.0) == (traced < 0.0);
                    assert!(
                        same_side || exact.abs() < 0.01,
                        "{shape:?} at {at}: {exact} {traced}"
                    );
                }
            }
            let share = inside as f32 / (side * side) as f32;
            assert!((share - area(&outline)).abs() < 0.02, "{shape:?}: {share}");
        }
    }

    #[test]
    fn handles_differ() {
        let plain = Shape::ALL.into_iter().map(Shape::plain_image);
        let filled = (0..16).map(|seat| mark(seat).image());
        let mut ids: Vec<_> = plain.chain(filled).map(|image| image.id()).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 24);
        let own = Shape::ALL.map(Shape::filled_image);
        assert!((0..8).all(|seat| own[seat] == mark(seat).image()));
        assert!((16..64).all(|seat| mark(seat).image() == mark(seat % 16).image()));
    }
}
