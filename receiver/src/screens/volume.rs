//! The keys that turn the sound louder, softer and off, and what says in the screen's band how loud it is after one of them.
//! Where the receiver has no sound, nothing of it is there.

use super::band::Loudness;
use super::nodes::{one_line, row, show_if};
use super::printed::printed;
use crate::sound::{Volume, VolumeWish};
use bevy::ecs::system::ScheduleSystem;
use bevy::input::keyboard::KeyboardInput;
use bevy::prelude::*;
use couchpad_theme::colour::{GROUND, PRESSED, QUIET, TEXT};
use couchpad_theme::space::{CORNER, grid};
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{hint, strong};
use std::time::Duration;

/// How long it stands after the last press.
const STANDS: Duration = Duration::from_millis(1_600);
/// Parts of the bar.
const PARTS: u8 = 10;

/// Until when it is said how loud it is, on the app's clock.
#[derive(Resource, Default)]
struct Until(Option<Duration>);

/// What says how loud it is.
#[derive(Component)]
struct Panel;

/// One part of its bar, counted from 0.
#[derive(Component)]
struct Part(u8);

/// Its words.
#[derive(Component)]
struct Words;

/// A place for the keys' hint; empty until it is known that there is sound.
#[derive(Component, Clone, Copy, PartialEq)]
enum Place {
    /// For all of them.
    Wide,
    /// For one.
    Narrow,
}

pub(super) fn plugin(app: &mut App) {
    add(app, press.pipe(turn));
}

/// In a replay + and - are for its speed.
pub(super) fn replay_plugin(app: &mut App) {
    let switches = |In(wishes): In<Vec<VolumeWish>>, out: MessageWriter<VolumeWish>| {
        let switches =
            |wish: &VolumeWish| matches!(wish, VolumeWish::ToggleSound | VolumeWish::ToggleMusic);
        turn(In(wishes.into_iter().filter(switches).collect()), out);
    };
    add(app, press.pipe(switches));
}

fn add<M>(app: &mut App, keys: impl IntoScheduleConfigs<ScheduleSystem, M>) {
    app.init_resource::<Until>().add_message::<VolumeWish>();
    app.add_systems(
        Update,
        (keys, (show, follow, fill_hints).chain())
            .chain()
            .run_if(resource_exists::<Volume>),
    );
}

fn turn(In(wishes): In<Vec<VolumeWish>>, mut out: MessageWriter<VolumeWish>) {
    out.write_batch(wishes);
}

/// Says which keys are for the sound, where there is any.
pub(super) fn offer(parent: &mut ChildSpawnerCommands) {
    parent.spawn((unseen(), Place::Wide));
}

/// The same where there is little room.
pub(super) fn offer_switch(parent: &mut ChildSpawnerCommands) {
    parent.spawn((unseen(), Place::Narrow));
}

fn unseen() -> Node {
    Node {
        display: Display::None,
        ..row(3.0)
    }
}

fn fill_hints(
    mut commands: Commands,
    mut places: Query<(Entity, &mut Node, &Place), Added<Place>>,
) {
    for (entity, mut node, place) in &mut places {
        node.display = Display::Flex;
        commands.entity(entity).with_children(|line| match place {
            Place::Narrow => hint(line, &["M"], "sound"),
            Place::Wide => {
                hint(line, &["M"], "sound on, off");
                hint(line, &["+", "−"], "volume");
            }
        });
    }
}

fn press(
    held: Res<ButtonInput<KeyCode>>,
    mut keys: MessageReader<KeyboardInput>,
) -> Vec<VolumeWish> {
    let shift = held.any_pressed([KeyCode::ShiftLeft, KeyCode::ShiftRight]);
    let other = held.any_pressed([
        KeyCode::ControlLeft,
        KeyCode::ControlRight,
        KeyCode::AltLeft,
        KeyCode::AltRight,
    ]);
    let pressed = keys.read().filter(|key| key.state.is_pressed() && !other);
    pressed.filter_map(|key| wish(key, shift)).collect()
}

/// A key that is held goes on turning, but does not switch on and off.
fn wish(key: &KeyboardInput, shift: bool) -> Option<VolumeWish> {
    match key.key_code {
        KeyCode::NumpadAdd => return Some(VolumeWish::Louder),
        KeyCode::NumpadSubtract => return Some(VolumeWish::Softer),
        _ => {}
    }
    match printed(key)? {
        'm' if key.repeat => None,
        'm' if shift => Some(VolumeWish::ToggleMusic),
        'm' => Some(VolumeWish::ToggleSound),
        // on many keyboards + is above =, and nobody presses Shift for it
        '+' | '=' => Some(VolumeWish::Louder),
        '-' | '_' => Some(VolumeWish::Softer),
        _ => None,
    }
}

fn show(
    mut commands: Commands,
    time: Res<Time<Real>>,
    mut until: ResMut<Until>,
    mut wishes: MessageReader<VolumeWish>,
    mut places: Query<(Entity, &mut Node, Has<Panel>), With<Loudness>>,
) {
    let now = time.elapsed();
    if wishes.read().count() > 0 {
        until.0 = Some(now + STANDS);
    } else if until.0.is_some_and(|until| now >= until) {
        until.0 = None;
    }
    for (entity, mut node, is_there) in &mut places {
        if is_there == until.0.is_some() {
            continue;
        }
        show_if(&mut node, !is_there);
        let mut place = commands.entity(entity);
        if is_there {
            place.despawn_children().remove::<Panel>();
        } else {
            place.insert(Panel).with_children(panel);
        }
    }
}

fn panel(place: &mut ChildSpawnerCommands) {
    let panel = Node {
        padding: UiRect::axes(grid(2.5), grid(1.0)),
        border_radius: BorderRadius::all(Val::Px(CORNER)),
        ..row(3.0)
    };
    let ground = BackgroundColor(GROUND.towards(PRESSED, 0.85).color());
    place.spawn((panel, ground)).with_children(|panel| {
        panel.spawn((one_line(strong("", Step::Body, TEXT)), Words));
        panel.spawn(row(0.75)).with_children(|bar| {
            for number in 0..PARTS {
                bar.spawn(part(number));
            }
        });
    });
}

fn part(number: u8) -> impl Bundle {
    let node = Node {
        width: grid(1.25),
        height: grid(3.0),
        border_radius: BorderRadius::all(grid(0.5)),
        ..default()
    };
    (node, BackgroundColor::default(), Part(number))
}

/// Keeps the panel at what is heard.
fn follow(
    volume: Res<Volume>,
    mut words: Query<&mut Text, With<Words>>,
    mut parts: Query<(&Part, &mut BackgroundColor)>,
) {
    for mut words in &mut words {
        words.set_if_neq(Text(volume.words()));
    }
    for (part, mut colour) in &mut parts {
        let swatch = match part.0 * (100 / PARTS) < volume.all {
            true if volume.muted => QUIET,
            true => TEXT,
            false => PRESSED,
        };
        colour.set_if_neq(BackgroundColor(swatch.color()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy::input::ButtonState;
    use bevy::input::keyboard::{Key, NativeKey};
    use bevy::time::TimeUpdateStrategy;

    fn key(key_code: KeyCode, text: &str, repeat: bool) -> KeyboardInput {
        let logical_key = match text {
            "" => Key::Unidentified(NativeKey::Unidentified),
            text => Key::Character(text.into()),
        };
        KeyboardInput {
            key_code,
            logical_key,
            state: ButtonState::Pressed,
            text: None,
            repeat,
            window: Entity::PLACEHOLDER,
        }
    }

    #[test]
    fn keys_turn_the_sound() {
        use VolumeWish::{Louder, Softer, ToggleMusic, ToggleSound};
        for (code, text, shift, wished) in [
            (KeyCode::KeyM, "m", false, Some(ToggleSound)),
            (KeyCode::KeyM, "M", true, Some(ToggleMusic)),
            (KeyCode::KeyM, "ь", false, Some(ToggleSound)),
            (KeyCode::Equal, "+", true, Some(Louder)),
            (KeyCode::Equal, "=", false, Some(Louder)),
            (KeyCode::BracketRight, "+", false, Some(Louder)),
            (KeyCode::Minus, "-", false, Some(Softer)),
            (KeyCode::NumpadAdd, "", false, Some(Louder)),
            (KeyCode::NumpadSubtract, "", false, Some(Softer)),
            (KeyCode::KeyN, "n", false, None),
        ] {
            assert_eq!(wish(&key(code, text, false), shift), wished, "{text}");
        }
        assert_eq!(wish(&key(KeyCode::KeyM, "m", true), false), None);
        assert_eq!(wish(&key(KeyCode::Minus, "-", true), false), Some(Softer));
    }

    fn panels(app: &mut App) -> usize {
        let mut query = app.world_mut().query::<&Panel>();
        query.iter(app.world()).count()
    }

    #[test]
    fn it_is_shown_for_a_moment_and_only_where_there_is_sound() {
        let mut app = App::new();
        let second = TimeUpdateStrategy::ManualDuration(Duration::from_secs(1));
        app.add_plugins(MinimalPlugins)
            .insert_resource(second)
            .init_resource::<ButtonInput<KeyCode>>()
            .add_message::<KeyboardInput>();
        plugin(&mut app);
        let softer = || key(KeyCode::Minus, "-", false);
        app.world_mut().write_message(softer());
        app.update();
        assert_eq!(panels(&mut app), 0);
        app.init_resource::<Volume>();
        app.world_mut().spawn((Node::default(), Loudness));
        app.world_mut().write_message(softer());
        app.update();
        assert_eq!(panels(&mut app), 1);
        app.world_mut().write_message(softer());
        app.update();
        app.update();
        assert_eq!(panels(&mut app), 1, "another press keeps it there");
        app.update();
        app.update();
        assert_eq!(panels(&mut app), 0);
    }
}
