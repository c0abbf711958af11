//! How something comes in: from a little to the side, in 240 ms, gently at the end. At once when motion is reduced.

use bevy::prelude::*;
use bevy::window::RequestRedraw;
use couchpad_theme::Motion;
use couchpad_theme::motion::SAY;
use couchpad_theme::space::GRID;
use std::time::Duration;

/// From how far it comes, in units.
const WAY: f32 = 4.0 * GRID;

/// Put it on a UI node that has just come; it is gone once the node has arrived.
#[derive(Component, Default)]
pub(super) struct Arriving {
    since: Option<Duration>,
    delay: Duration,
}

impl Arriving {
    /// One of several that come one after the other.
    pub(super) fn nth(number: usize) -> Self {
        let number = u32::try_from(number).unwrap_or(0).min(8);
        Self {
            since: None,
            delay: Duration::from_millis(40) * number,
        }
    }
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(PostUpdate, glide.before(bevy::ui::UiSystems::Propagate));
}

fn glide(
    mut commands: Commands,
    time: Res<Time>,
    motion: Res<Motion>,
    mut nodes: Query<(Entity, &mut Arriving, &mut UiTransform)>,
    mut redraw: MessageWriter<RequestRedraw>,
) {
    let now = time.elapsed();
    for (entity, mut arriving, mut transform) in &mut nodes {
        let since = *arriving.since.get_or_insert(now) + arriving.delay;
        let share = motion.progress(now.saturating_sub(since), SAY);
        transform.translation = Val2::px(-WAY * (1.0 - share), 0.0);
        transform.scale = Vec2::splat(0.96 + 0.04 * share);
        // A window that draws only when something happens would stop halfway.
        redraw.write(RequestRedraw);
        if share >= 1.0 {
            commands.entity(entity).remove::<Arriving>();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy::time::TimeUpdateStrategy;

    fn shift_after(frames: u32, motion: Motion) -> (Val, bool) {
        let mut app = App::new();
        app.add_plugins((bevy::time::TimePlugin, plugin))
            .add_message::<RequestRedraw>()
            .insert_resource(motion)
            .insert_resource(TimeUpdateStrategy::ManualDuration(Duration::from_millis(
                20,
            )));
        let id = app
            .world_mut()
            .spawn((Node::default(), Arriving::default()))
            .id();
        for _ in 0..frames {
            app.update();
        }
        let node = app.world().entity(id);
        let shift = node
            .get::<UiTransform>()
            .map_or(Val::Auto, |t| t.translation.x);
        (shift, node.contains::<Arriving>())
    }

    #[test]
    fn it_arrives_in_240_ms_and_then_rests() {
        assert_eq!(shift_after(1, Motion::default()), (Val::Px(-WAY), true));
        let (halfway, still_moving) = shift_after(6, Motion::default());
        assert!(still_moving && halfway != Val::Px(0.0) && halfway != Val::Px(-WAY));
        assert_eq!(shift_after(14, Motion::default()), (Val::Px(0.0), false));
    }

    #[test]
    fn reduced_motion_puts_it_there_at_once() {
        assert_eq!(
            shift_after(1, Motion { reduced: true }),
            (Val::Px(0.0), false)
        );
    }
}
