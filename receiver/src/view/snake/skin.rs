//! What is drawn along a snake's line: a band with its player's pattern on it, that is soft at its edges and thin at its tail.
//! Pure arithmetic: a mesh's points from a line's.

use super::way::Piece;
use bevy::asset::RenderAssetUsages;
use bevy::mesh::{Indices, PrimitiveTopology};
use bevy::prelude::*;

/// Half the width of a snake, in cells: what is left between two shows that they are two.
pub(super) const HALF: f32 = 0.37;
/// Half the width of its tail's end.
const TAIL: f32 = 0.12;
/// How much of a snake's end grows thinner, in cells.
const TAPER: f32 = 1.8;
/// Width of the soft edge, in cells: about a pixel on a full field.
const SOFT: f32 = 0.05;
/// Cells that one tile of the pattern covers.
const TILE: f32 = 1.1;

/// A mesh with nothing in it, to be filled.
pub(super) fn bare() -> Mesh {
    let mut mesh = Mesh::new(
        PrimitiveTopology::TriangleList,
        RenderAssetUsages::default(),
    );
    Band::default().fill(&mut mesh);
    mesh
}

/// Points of a mesh.
#[derive(Default)]
pub(super) struct Band {
    positions: Vec<[f32; 3]>,
    uvs: Vec<[f32; 2]>,
    colours: Vec<[f32; 4]>,
    indices: Vec<u32>,
}

impl Band {
    /// Along these pieces, which end at `end` cells from the head; `opacity` 0 to 1.
    pub(super) fn along(pieces: &[Piece], end: f32, opacity: f32) -> Self {
        let mut band = Self::default();
        for piece in pieces {
            band.piece(piece, end, opacity);
        }
        band
    }

    fn piece(&mut self, piece: &Piece, end: f32, opacity: f32) {
        for (number, point) in piece.iter().enumerate() {
            let before = piece.get(number.wrapping_sub(1)).unwrap_or(point).at;
            let after = piece.get(number + 1).unwrap_or(point).at;
            let side = (after - before).normalize_or_zero().perp();
            let half = half_width(end - point.along);
            let first = self.positions.len() as u32;
            for (offset, shown) in [
                (-half - SOFT / 2.0, 0.0),
                (-half + SOFT / 2.0, opacity),
                (half - SOFT / 2.0, opacity),
                (half + SOFT / 2.0, 0.0),
            ] {
                let at = point.at + side * offset;
                self.positions.push([at.x, at.y, 0.0]);
                self.uvs.push([0.5 + offset / TILE, point.along / TILE]);
                self.colours.push([1.0, 1.0, 1.0, shown]);
            }
            if number > 0 {
                self.stitch(first - 4, first);
            }
        }
    }

    /// Joins four points across the band to the next four.
    fn stitch(&mut self, one: u32, two: u32) {
        for side in 0..3 {
            let [a, b, c, d] = [one + side, one + side + 1, two + side, two + side + 1];
            self.indices.extend([a, c, b, b, c, d]);
        }
    }

    /// Puts them into a mesh, in place of what was there. A mesh without a point has no place on the graphics card: where
    /// there is nothing to see there is a triangle without area.
    pub(super) fn fill(mut self, mesh: &mut Mesh) {
        if self.positions.is_empty() {
            self.positions.extend([[0.0; 3]; 3]);
            self.uvs.extend([[0.0; 2]; 3]);
            self.colours.extend([[0.0; 4]; 3]);
            self.indices.extend([0, 1, 2]);
        }
        let normals = vec![[0.0, 0.0, 1.0]; self.positions.len()];
        mesh.insert_attribute(Mesh::ATTRIBUTE_POSITION, self.positions);
        mesh.insert_attribute(Mesh::ATTRIBUTE_NORMAL, normals);
        mesh.insert_attribute(Mesh::ATTRIBUTE_UV_0, self.uvs);
        mesh.insert_attribute(Mesh::ATTRIBUTE_COLOR, self.colours);
        mesh.insert_indices(Indices::U32(self.indices));
    }
}

/// Half the width so far before the tail's end.
fn half_width(left: f32) -> f32 {
    let share = (left / TAPER).clamp(0.0, 1.0);
    TAIL + (HALF - TAIL) * (share * (2.0 - share))
}

#[cfg(test)]
mod tests {
    use super::super::way::Point;
    use super::*;

    #[test]
    fn a_band_is_as_wide_as_a_snake_and_thin_at_its_tail() {
        let piece: Piece = (0..6)
            .map(|n| Point {
                at: Vec2::new(-(n as f32), 0.0),
                along: n as f32,
            })
            .collect();
        let band = Band::along(&[piece], 5.0, 1.0);
        assert_eq!(band.positions.len(), 24);
        assert_eq!(band.indices.len(), 5 * 18);
        let width = |n: usize| (band.positions[4 * n + 1][1] - band.positions[4 * n + 2][1]).abs();
        assert!((width(0) - (2.0 * HALF - SOFT)).abs() < 1e-4);
        assert!(width(4) < width(2) && width(5) < width(4));
        assert!(
            band.indices
                .iter()
                .all(|i| (*i as usize) < band.positions.len())
        );
        let clear = band.colours.iter().filter(|colour| colour[3] == 0.0);
        assert_eq!(clear.count(), 12, "both edges");
    }
}
