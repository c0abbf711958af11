//! What lies where on the pages: which thing is under a place, and which list. Must not know who asks.

use super::model::Act;
use super::press::{Scrolls, Tap};
use bevy::ecs::query::QueryData;
use bevy::ecs::system::SystemParam;
use bevy::prelude::*;
use bevy::ui::{
    ComputedNode, ComputedStackIndex, OverrideClip, UiGlobalTransform, clip_check_recursive,
};

/// Where a node was laid last.
#[derive(QueryData)]
pub(crate) struct Laid {
    node: &'static ComputedNode,
    place: &'static UiGlobalTransform,
    height: &'static ComputedStackIndex,
}

impl LaidItem<'_, '_> {
    /// A place in dp, as the node's pixels, if the node is under it.
    fn under(&self, at: Vec2) -> Option<Vec2> {
        let pixels = at / self.node.inverse_scale_factor();
        self.node
            .contains_point(*self.place, pixels)
            .then_some(pixels)
    }

    /// How far a list is to be pushed so that the whole of it can be seen, in dp; its upper end, where not all fits.
    pub(super) fn beyond(&self, list: &LaidItem<'_, '_>) -> f32 {
        let edges = |laid: &LaidItem<'_, '_>| {
            let half = laid.node.size().y / 2.0;
            let middle = laid.place.translation.y;
            (middle - half, middle + half)
        };
        let ((top, bottom), (first, last)) = (edges(self), edges(list));
        let by = if top < first {
            top - first
        } else {
            (bottom - last).max(0.0).min(top - first)
        };
        by * self.node.inverse_scale_factor()
    }
}

/// What lies where.
#[derive(SystemParam)]
pub(crate) struct Pages<'w, 's> {
    taps: Query<'w, 's, (Entity, &'static Tap, Laid)>,
    lists: Query<'w, 's, (Entity, Laid), With<Scrolls>>,
    clips: Query<
        'w,
        's,
        (
            &'static ComputedNode,
            &'static UiGlobalTransform,
            &'static Node,
        ),
    >,
    parents: Query<'w, 's, &'static ChildOf, Without<OverrideClip>>,
}

impl Pages<'_, '_> {
    /// The topmost thing under a place in dp.
    pub(super) fn tap_at(&self, at: Vec2) -> Option<&Tap> {
        let under = self.taps.iter().filter(|(entity, _, laid)| {
            laid.under(at).is_some_and(|pixels| {
                clip_check_recursive(pixels, *entity, &self.clips, &self.parents)
            })
        });
        let top = under.max_by_key(|(_, _, laid)| laid.height.0);
        top.map(|(_, tap, _)| tap)
    }

    /// The node that does this.
    pub(super) fn tap_of(&self, act: &Act) -> Option<&Tap> {
        let mut taps = self.taps.iter().map(|(_, tap, _)| tap);
        taps.find(|tap| tap.act() == Some(act))
    }

    pub(super) fn list_at(&self, at: Vec2) -> Option<Entity> {
        let mut lists = self.lists.iter();
        let under = lists.find(|(_, laid)| laid.under(at).is_some());
        under.map(|(entity, _)| entity)
    }
}
