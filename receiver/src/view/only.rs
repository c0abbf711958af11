//! Something of which there is one on the screen: made from what it shows, and made anew whenever that changes. Knows nothing of
//! what it looks like.

use super::OnStage;
use bevy::ecs::system::SystemParam;
use bevy::prelude::*;

/// The one thing that carries a `T`: whatever it was made from.
#[derive(SystemParam)]
pub(super) struct Only<'w, 's, T: Component + PartialEq> {
    commands: Commands<'w, 's>,
    shown: Query<'w, 's, (Entity, &'static T)>,
}

impl<T: Component + PartialEq> Only<'_, '_, T> {
    /// Leaves what is shown as it is, if it was made from just that. Else takes it away, and has `draw` make another one, unless
    /// nothing is wanted. It goes with the game.
    pub(super) fn show(
        &mut self,
        wanted: impl Into<Option<T>>,
        draw: impl FnOnce(&T, &mut EntityCommands<'_>),
    ) {
        let wanted = wanted.into();
        if self.shown.iter().next().map(|(_, shown)| shown) == wanted.as_ref() {
            return;
        }
        for (entity, _) in &self.shown {
            self.commands.entity(entity).despawn();
        }
        if let Some(wanted) = wanted {
            let mut made = self.commands.spawn(DespawnOnExit(OnStage));
            draw(&wanted, &mut made);
            made.insert(wanted);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy::ecs::system::RunSystemOnce;

    #[derive(Component, PartialEq)]
    struct Sign(&'static str);

    #[derive(Component)]
    struct Letter;

    fn put_up(world: &mut World, words: Option<&'static str>) -> Vec<(Entity, usize)> {
        let write = move |mut only: Only<Sign>| {
            only.show(words.map(Sign), |sign, made| {
                made.with_children(|made| {
                    for _ in sign.0.chars() {
                        made.spawn(Letter);
                    }
                });
            });
        };
        world.run_system_once(write).unwrap();
        let mut shown = world.query_filtered::<(Entity, &Children), With<Sign>>();
        let all = shown.iter(world);
        all.map(|(entity, letters)| (entity, letters.len()))
            .collect()
    }

    #[test]
    fn it_is_made_anew_only_when_it_would_look_otherwise() {
        let world = &mut World::new();
        let first = put_up(world, Some("one"));
        assert_eq!(first.len(), 1);
        assert_eq!(put_up(world, Some("one")), first);
        let second = put_up(world, Some("three"));
        assert_eq!((second.len(), second[0].1), (1, 5));
        assert_ne!(second[0].0, first[0].0);
        assert!(put_up(world, None).is_empty());
        let letters = world.query::<&Letter>().iter(world).count();
        assert_eq!(letters, 0, "what it was made of goes with it");
    }
}
