//! Every component of the theme in every state, on one page.
//!
//! `cargo run --example gallery` opens a window; with `--shot FILE` it draws a picture without one.

mod scene;

use bevy::prelude::*;
use couchpad_pictures::Studio;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<_> = std::env::args_os().skip(1).collect();
    let outcome = match args.as_slice() {
        [] => {
            App::new()
                .add_plugins((DefaultPlugins, scene::plugin))
                .run();
            Ok(())
        }
        [flag, file] if flag == "--shot" => shoot(Path::new(file)),
        _ => Err("usage: gallery [--shot FILE.png]".into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn shoot(file: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let mut studio = Studio::new(1920, 1080, |app| {
        app.add_plugins(scene::plugin);
    })?;
    studio.step(30);
    let picture = studio.shoot()?;
    picture
        .save(file)
        .map_err(|error| format!("cannot write {}: {error}", file.display()))?;
    Ok(())
}
