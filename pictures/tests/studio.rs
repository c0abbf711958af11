//! The studio at work: what a window would show is in the picture, and time passes only when told.

use bevy::input::ButtonState;
use bevy::input::touch::TouchPhase;
use bevy::prelude::*;
use couchpad_pictures::Studio;
use image::{Rgba, RgbaImage};
use std::time::Duration;

const SIDE: u32 = 64;
const ROOM: Color = Color::srgb(0.0, 0.0, 1.0);
const BLUE: Rgba<u8> = Rgba([0, 0, 255, 255]);
const RED: Rgba<u8> = Rgba([255, 0, 0, 255]);
const GREEN: Rgba<u8> = Rgba([0, 255, 0, 255]);

fn studio(build: impl FnOnce(&mut App)) -> Studio {
    let studio = Studio::new(SIDE, SIDE, |app| {
        app.insert_resource(ClearColor(ROOM));
        build(app);
    });
    studio.unwrap_or_else(|error| panic!("{error}"))
}

fn shot(studio: &mut Studio) -> RgbaImage {
    studio.shoot().unwrap_or_else(|error| panic!("{error}"))
}

fn red_square(mut commands: Commands) {
    commands.spawn(Camera2d);
    commands.spawn(Sprite::from_color(
        Color::srgb(1.0, 0.0, 0.0),
        Vec2::splat(8.0),
    ));
}

#[test]
fn a_window_camera_and_its_ui_end_up_in_the_picture() {
    let mut studio = studio(|app| {
        app.add_systems(Startup, |mut commands: Commands| {
            commands.spawn(Camera2d);
            let half = Node {
                width: Val::Percent(50.0),
                height: Val::Percent(100.0),
                ..default()
            };
            commands.spawn((half, BackgroundColor(Color::srgb(0.0, 1.0, 0.0))));
        });
    });
    let picture = shot(&mut studio);
    assert_eq!(picture.dimensions(), (SIDE, SIDE));
    assert_eq!(*picture.get_pixel(5, 60), GREEN);
    assert_eq!(*picture.get_pixel(60, 5), BLUE);
}

#[test]
fn steps_move_time_and_shots_do_not() {
    let mut studio = studio(|app| {
        app.add_systems(Startup, red_square);
        // To the right, 60 pixels a second: one pixel a step.
        app.add_systems(
            Update,
            |time: Res<Time>, mut squares: Query<&mut Transform, With<Sprite>>| {
                for mut square in &mut squares {
                    square.translation.x += 60.0 * time.delta_secs();
                }
            },
        );
    });
    let at_rest = shot(&mut studio);
    assert_eq!(*at_rest.get_pixel(32, 32), RED);
    assert!(at_rest == shot(&mut studio), "a shot moved time");
    studio.step(20);
    let moved = shot(&mut studio);
    assert_eq!(*moved.get_pixel(32, 32), BLUE);
    assert_eq!(*moved.get_pixel(52, 32), RED);
    let elapsed = studio.app().world().resource::<Time>().elapsed();
    assert!(
        elapsed.abs_diff(Duration::from_secs(1) / 3) < Duration::from_micros(1),
        "{elapsed:?}"
    );
}

#[test]
fn fingers_and_keys_reach_the_app() {
    let mut studio = studio(|app| {
        app.add_systems(Startup, red_square);
        app.add_systems(
            Update,
            |touches: Res<Touches>,
             keys: Res<ButtonInput<KeyCode>>,
             mut room: ResMut<ClearColor>| {
                let touched = touches.iter().any(|t| t.position() == Vec2::new(3.0, 4.0));
                if touched && keys.pressed(KeyCode::Enter) {
                    room.0 = Color::srgb(0.0, 1.0, 0.0);
                }
            },
        );
    });
    studio.touch(1, TouchPhase::Started, Vec2::new(3.0, 4.0));
    studio.step(1);
    assert_eq!(*shot(&mut studio).get_pixel(0, 0), BLUE);
    studio.key(KeyCode::Enter, ButtonState::Pressed);
    studio.step(1);
    assert_eq!(*shot(&mut studio).get_pixel(0, 0), GREEN);
}

/// Run again with the drivers hidden, this very test must fail, and say what to install.
#[cfg(target_os = "linux")]
#[test]
fn without_a_driver_the_studio_says_what_to_install() {
    const CHILD: &str = "COUCHPAD_PICTURES_WITHOUT_DRIVER";
    if std::env::var_os(CHILD).is_some() {
        drop(studio(|_| {}));
        return;
    }
    let me = std::env::current_exe().expect("this test's own path");
    let child = std::process::Command::new(me)
        .args([
            "--exact",
            "without_a_driver_the_studio_says_what_to_install",
            "--nocapture",
        ])
        .env(CHILD, "1")
        .env("VK_DRIVER_FILES", "/nonexistent/driver.json")
        .env("VK_ICD_FILENAMES", "/nonexistent/driver.json")
        .output()
        .expect("the test starts again");
    let said = String::from_utf8_lossy(&child.stderr);
    assert!(
        !child.status.success(),
        "a studio opened without any driver: {said}"
    );
    assert!(said.contains("cargo xtask setup --for test"), "{said}");
    assert!(said.contains("mesa-vulkan-drivers"), "{said}");
}
