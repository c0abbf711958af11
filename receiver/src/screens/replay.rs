//! What stands under a replay: where it is, how fast it goes, and the keys that change it; and those keys.

use super::nodes::{one_line, row};
use super::printed::printed;
use super::window::ToggleFullscreen;
use crate::replay::{Fate, Watch, WatchWish};
use bevy::input::keyboard::KeyboardInput;
use bevy::prelude::*;
use couchpad_theme::colour::{BAD, PRESSED, QUIET, Swatch, TEXT};
use couchpad_theme::space::grid;
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{hint, strong, text};

/// Width of the line that fills as the replay goes on.
const LINE: f32 = 30.0;

/// Words that follow the replay.
#[derive(Component, Clone, Copy)]
enum Said {
    State,
    Place,
}

/// The part of the line that is filled.
#[derive(Component)]
struct Filled;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Startup, build)
        .add_systems(Update, (wish, say, fill));
}

fn build(mut commands: Commands) {
    let place = Node {
        position_type: PositionType::Absolute,
        width: Val::Percent(100.0),
        bottom: grid(1.0),
        justify_content: JustifyContent::Center,
        ..default()
    };
    commands.spawn(place).with_children(|bottom| {
        bottom.spawn(row(2.0)).with_children(|line| {
            line.spawn((one_line(strong("", Step::Small, TEXT)), Said::State));
            progress(line);
            line.spawn((one_line(text("", Step::Small, QUIET)), Said::Place));
            hint(line, &["Space"], "pause");
            hint(line, &["←", "→"], "10 s");
            hint(line, &["↑", "↓"], "speed");
            hint(line, &["Esc"], "end");
        });
    });
}

fn progress(parent: &mut ChildSpawnerCommands) {
    let whole = Node {
        width: grid(LINE),
        height: grid(1.0),
        border_radius: BorderRadius::MAX,
        ..default()
    };
    let filled = Node {
        height: Val::Percent(100.0),
        border_radius: BorderRadius::MAX,
        ..default()
    };
    parent
        .spawn((whole, BackgroundColor(PRESSED.color())))
        .with_child((filled, BackgroundColor(TEXT.color()), Filled));
}

fn say(watch: Res<Watch>, mut words: Query<(&Said, &mut Text, &mut TextColor)>) {
    for (said, mut words, mut ink) in &mut words {
        let (now, colour): (String, Swatch) = match said {
            Said::State if matches!(watch.fate(), Fate::Failed(_)) => (watch.state(), BAD),
            Said::State => (watch.state(), TEXT),
            Said::Place => (watch.place(), QUIET),
        };
        words.set_if_neq(Text(now));
        ink.set_if_neq(TextColor(colour.color()));
    }
}

fn fill(watch: Res<Watch>, mut lines: Query<&mut Node, With<Filled>>) {
    let width = Val::Percent(100.0 * watch.share());
    for mut line in &mut lines {
        if line.width != width {
            line.width = width;
        }
    }
}

fn wish(
    held: Res<ButtonInput<KeyCode>>,
    mut keys: MessageReader<KeyboardInput>,
    mut wishes: MessageWriter<WatchWish>,
    mut fullscreen: MessageWriter<ToggleFullscreen>,
) {
    let alt = held.any_pressed([KeyCode::AltLeft, KeyCode::AltRight]);
    for key in keys.read().filter(|key| key.state.is_pressed()) {
        let is_fullscreen = key.key_code == KeyCode::F11 || alt && key.key_code == KeyCode::Enter;
        match meaning(key) {
            _ if is_fullscreen && !key.repeat => {
                fullscreen.write(ToggleFullscreen);
            }
            // whoever holds a key wants to go on through the replay, and nothing else again and again
            Some(wish) if !key.repeat || is_on_the_way(wish) => {
                wishes.write(wish);
            }
            _ => {}
        }
    }
}

fn is_on_the_way(wish: WatchWish) -> bool {
    matches!(wish, WatchWish::Forwards | WatchWish::Back)
}

fn meaning(key: &KeyboardInput) -> Option<WatchWish> {
    Some(match key.key_code {
        KeyCode::Space | KeyCode::Enter => WatchWish::TogglePause,
        KeyCode::ArrowRight => WatchWish::Forwards,
        KeyCode::ArrowLeft => WatchWish::Back,
        KeyCode::ArrowUp => WatchWish::Faster,
        KeyCode::ArrowDown => WatchWish::Slower,
        KeyCode::Home => WatchWish::Restart,
        KeyCode::Escape => WatchWish::Quit,
        _ => match printed(key)? {
            'p' => WatchWish::TogglePause,
            'r' => WatchWish::Restart,
            '+' | '=' => WatchWish::Faster,
            '-' => WatchWish::Slower,
            'q' => WatchWish::Quit,
            _ => return None,
        },
    })
}
