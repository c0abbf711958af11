//! Where the bar lies that ends the moving: where it is in the way of the fewest controls, and not at all while one of them is
//! on its way. Must not know what is written on it.

use super::{Arranging, board};
use crate::redraw::Awake;
use crate::touch::{Fingers, PadGlass};
use bevy::prelude::*;
use bevy::ui::{ComputedNode, UiGlobalTransform, UiSystems};
use couchpad_theme::TextSize;
use couchpad_theme::space::TOUCH_GAP;
use std::time::Duration;

/// How long a frame is drawn after the bar was put somewhere else.
const TAIL: Duration = Duration::from_millis(50);

/// The node of the bar: at the top of what a thumb reaches, unless it is pushed down.
#[derive(Component, Debug, Clone, Copy)]
pub struct Bar;

/// Where it lies, in dp: fingers there are for its buttons. Empty without a bar.
#[derive(Resource, Debug, Default, Clone, Copy, PartialEq)]
pub(super) struct BarAt(pub(super) Rect);

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<BarAt>()
        .add_systems(PostUpdate, put.after(UiSystems::Layout));
}

fn put(
    arranging: Res<Arranging>,
    (fingers, glass, letters): (Res<Fingers>, Res<PadGlass>, Res<TextSize>),
    mut bars: Query<(&mut Node, &ComputedNode, &UiGlobalTransform), With<Bar>>,
    mut at: ResMut<BarAt>,
    (time, mut awake): (Res<Time>, ResMut<Awake>),
) {
    let Ok((mut node, laid, place)) = bars.single_mut() else {
        at.set_if_neq(BarAt::default());
        return;
    };
    let scale = laid.inverse_scale_factor();
    let rect = Rect::from_center_size(place.translation * scale, laid.size() * scale);
    at.set_if_neq(BarAt(rect));
    let moves = arranging.drag.as_ref().is_some_and(|drag| drag.moves);
    let display = if moves { Display::None } else { Display::Flex };
    let mut changed = node.display != display;
    if changed {
        node.display = display;
    }
    let there = !moves && rect.height() > 0.0;
    if there {
        let board = board(&fingers, &glass, &letters);
        let pieces: Vec<_> = board.pieces().iter().map(|piece| piece.rect).collect();
        let room = glass.0.reach();
        let top = Val::Px((top(&pieces, room, rect) - room.min.y).round());
        changed |= node.margin.top != top;
        if node.margin.top != top {
            node.margin.top = top;
        }
    }
    if changed {
        awake.stay(time.elapsed(), TAIL);
    }
}

/// Where the bar's upper edge is to be, in dp: over as little as possible, and near to where it is.
fn top(pieces: &[Rect], room: Rect, bar: Rect) -> f32 {
    let lowest = (room.max.y - bar.height()).max(room.min.y);
    let beside = pieces.iter().flat_map(|piece| {
        [
            piece.max.y + TOUCH_GAP,
            piece.min.y - TOUCH_GAP - bar.height(),
        ]
    });
    let middle = (room.min.y + lowest) / 2.0;
    let ends = [bar.min.y, middle, room.min.y, lowest];
    let tops = ends.into_iter().chain(beside);
    let tops = tops.filter(|top| (room.min.y..=lowest).contains(top));
    let taken = |top: f32| {
        let at = Rect::new(bar.min.x, top, bar.max.x, top + bar.height());
        let areas = pieces.iter().map(|piece| {
            let part = piece.intersect(at).size();
            part.x * part.y
        });
        areas.sum::<f32>()
    };
    let cost = |top: f32| (taken(top), (top - bar.min.y).abs());
    let mut best = (room.min.y, cost(room.min.y));
    for top in tops {
        let cost = cost(top);
        let less = cost.0 < best.1.0 - 1.0;
        if less || cost.0 <= best.1.0 && cost.1 < best.1.1 {
            best = (top, cost);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Rect = Rect {
        min: Vec2::new(16.0, 16.0),
        max: Vec2::new(344.0, 784.0),
    };

    fn bar(y: f32) -> Rect {
        Rect::new(24.0, y, 336.0, y + 150.0)
    }

    #[test]
    fn it_stays_where_it_is_in_nobodys_way() {
        let low = Rect::new(100.0, 500.0, 200.0, 700.0);
        assert_eq!(top(&[low], ROOM, bar(200.0)), 200.0);
        assert_eq!(top(&[], ROOM, bar(16.0)), 16.0);
    }

    #[test]
    fn it_moves_as_little_as_frees_the_controls() {
        let high = Rect::new(200.0, 16.0, 344.0, 64.0);
        let low = Rect::new(100.0, 500.0, 200.0, 700.0);
        let free = top(&[high, low], ROOM, bar(16.0));
        assert_eq!(free, 64.0 + TOUCH_GAP);
        assert_eq!(
            top(&[high, low], ROOM, bar(500.0)),
            500.0 - TOUCH_GAP - 150.0
        );
    }

    #[test]
    fn it_is_on_the_glass_also_where_there_is_no_room_for_it() {
        let all = Rect::new(0.0, 0.0, 360.0, 800.0);
        for y in [-20.0, 16.0, 300.0, 900.0] {
            let at = top(&[all], ROOM, bar(y));
            assert!((ROOM.min.y..=ROOM.max.y - 150.0).contains(&at), "{at}");
        }
        let flat = Rect::new(16.0, 16.0, 344.0, 100.0);
        assert_eq!(top(&[all], flat, bar(16.0)), 16.0);
    }
}
