//! Every component of the theme in every state: as the big screen has them, and as the controller has them.
//!
//! `cargo run --example gallery` opens a window; `--page controller` shows the other page, `--contrast` and `--text 200` show
//! what a player may ask for, and `--shot FILE` draws a picture without a window. The apps' own screens, made of these, hang
//! side by side in `gamepad-app/tests/sheets` and `receiver/tests/pictures`; the controller's, with all that only it has, can
//! be touched in `cargo run --example screens`.

mod controller;
mod parts;
mod scene;

use bevy::prelude::*;
use couchpad_pictures::Studio;
use couchpad_theme::{Contrast, TextSize};
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str =
    "usage: gallery [--page screen|controller] [--contrast] [--text PERCENT] [--shot FILE.png]";

/// What is asked for.
#[derive(Default)]
struct Asked {
    controller: bool,
    contrast: bool,
    text: Option<u16>,
    shot: Option<PathBuf>,
}

impl Asked {
    fn read(mut args: impl Iterator<Item = OsString>) -> Option<Self> {
        let mut asked = Self::default();
        while let Some(flag) = args.next() {
            match flag.to_str()? {
                "--page" => match args.next()?.to_str()? {
                    "screen" => asked.controller = false,
                    "controller" => asked.controller = true,
                    _ => return None,
                },
                "--contrast" => asked.contrast = true,
                "--text" => asked.text = Some(args.next()?.to_str()?.parse().ok()?),
                "--shot" => asked.shot = Some(args.next()?.into()),
                _ => return None,
            }
        }
        Some(asked)
    }

    fn build(&self, app: &mut App) {
        if self.controller {
            app.add_plugins(controller::plugin);
        } else {
            app.add_plugins(scene::plugin);
        }
        let percent = self.text.unwrap_or(100);
        app.insert_resource(TextSize::times_usual(f32::from(percent) / 100.0))
            .insert_resource(Contrast {
                high: self.contrast,
            });
    }

    fn size(&self) -> UVec2 {
        if self.controller {
            controller::SIZE
        } else {
            UVec2::new(1920, 1080)
        }
    }
}

fn main() -> ExitCode {
    let Some(asked) = Asked::read(std::env::args_os().skip(1)) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    let outcome = match &asked.shot {
        None => {
            let mut app = App::new();
            app.add_plugins(DefaultPlugins);
            asked.build(&mut app);
            app.run();
            Ok(())
        }
        Some(file) => shoot(&asked, file),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn shoot(asked: &Asked, file: &PathBuf) -> Result<(), Box<dyn std::error::Error>> {
    let UVec2 { x, y } = asked.size();
    let mut studio = Studio::new(x, y, |app| asked.build(app))?;
    studio.step(30);
    let picture = studio.shoot()?;
    picture
        .save(file)
        .map_err(|error| format!("cannot write {}: {error}", file.display()))?;
    Ok(())
}
