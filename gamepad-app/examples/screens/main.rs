//! Every screen of the pad, one after the other, in a window: the very table that `tests/sheets` hangs on its walls. What is
//! pressed, pushed and chosen answers as in the app; there is no receiver, and nothing is kept.
//!
//! `cargo run --example screens` begins with the first; the right arrow key leads to the next and the left one back, and
//! all other keys are the screen's own. `--list` names them all, `--screen NAME` begins with another, `--size`, `--language`,
//! `--text`, `--contrast`, `--left` and `--large` show what a phone and its player may ask for, and `--shot FILE` draws one
//! picture without a window. What the screens are made of shows the theme's example `gallery`.

#[path = "../../tests/support/kinds.rs"]
mod kinds;
mod options;
#[path = "../../tests/sheets/screens.rs"]
mod screens;
mod stage;
#[path = "../../tests/support/story.rs"]
mod story;
#[path = "../../tests/support/mod.rs"]
mod support;
mod turn;

use anyhow::Context;
use bevy::app::AppExit;
use bevy::prelude::*;
use bevy::render::RenderPlugin;
use bevy::window::WindowResolution;
use clap::Parser;
use couchpad_gamepad::{display, pad_plugin};
use couchpad_pictures::Studio;
use options::Options;
use screens::SCREENS;
use std::path::Path;

/// Frames until what moves stands where it belongs.
const FRAMES: u32 = 30;

fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    if options.list {
        for (name, _) in SCREENS {
            println!("{name}");
        }
        return Ok(());
    }
    match &options.shot {
        Some(file) => shoot(&options, file),
        None => show(&options),
    }
}

fn build(app: &mut App, options: &Options) {
    app.insert_resource(options.settings())
        .insert_resource(options.words())
        .insert_resource(options.shown())
        .add_plugins((pad_plugin, stage::plugin, turn::plugin));
}

fn show(options: &Options) -> anyhow::Result<()> {
    display::probe().context("no window can be opened; --shot FILE draws a picture without one")?;
    let window = Window {
        resolution: WindowResolution::new(options.size.x, options.size.y),
        ..default()
    };
    let window = WindowPlugin {
        primary_window: Some(window),
        ..default()
    };
    let render = RenderPlugin {
        // a loop that sleeps would leave out what waits for its shader
        synchronous_pipeline_compilation: true,
        ..default()
    };
    let mut app = App::new();
    app.add_plugins(DefaultPlugins.set(window).set(render));
    build(&mut app, options);
    match app.run() {
        AppExit::Success => Ok(()),
        AppExit::Error(code) => anyhow::bail!("the window ended with status {code}"),
    }
}

fn shoot(options: &Options, file: &Path) -> anyhow::Result<()> {
    let mut studio = Studio::new(options.size.x, options.size.y, |app| build(app, options))?;
    studio.step(FRAMES);
    let picture = studio.shoot()?;
    picture
        .save(file)
        .with_context(|| format!("cannot write {}", file.display()))
}
