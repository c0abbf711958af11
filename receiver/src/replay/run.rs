//! `couchpad replay`: reads the file, and shows or checks it. Opens no network.

use super::check;
use super::watch::{self, Watch};
use crate::app;
use crate::cli::{Display, ReplayArgs};
use crate::flow::Screen;
use crate::opening::{self, IsOpen};
use crate::options::{ReducedMotion, ScreenShake, Shown, SoundOptions, Surroundings, show};
use crate::settings::Settings;
use crate::signals::{self, EndWish};
use crate::stage::Stage;
use crate::{logging, screens, sound, terminal, view};
use anyhow::Context as _;
use bevy::prelude::*;
use couchpad_games::replay::{REPLAY_BYTES, Replay};
use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::process::ExitCode;

/// The game goes another way, or the file is no sound replay.
const NOT_THE_SAME: u8 = 1;
/// It could not start as asked.
const ASKED_WRONG: u8 = 2;

/// Shows or checks the recording, and says what is wrong with it.
#[must_use]
pub fn run(args: &ReplayArgs, settings: &Settings) -> ExitCode {
    let told = |error: anyhow::Error, status: u8| {
        eprintln!("couchpad: {error:#}");
        ExitCode::from(status)
    };
    let bytes = match read(&args.file) {
        Ok(bytes) => bytes,
        Err(error) => return told(error, ASKED_WRONG),
    };
    let file = || args.file.display().to_string();
    let replay = match Replay::open(bytes) {
        Ok(replay) => replay,
        Err(error) => return told(anyhow::Error::new(error).context(file()), NOT_THE_SAME),
    };
    if args.check {
        return match check::check(&replay, &mut std::io::stdout()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => told(anyhow::Error::new(error).context(file()), NOT_THE_SAME),
        };
    }
    match watch(args, settings, replay) {
        Ok(exit) => exit,
        Err(error) => told(error, ASKED_WRONG),
    }
}

/// No more than a replay can be, whatever the file is.
fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    let cannot = || {
        let path = path.display();
        format!("{path} cannot be read; give a file that was made with --record")
    };
    let file = File::open(path).with_context(cannot)?;
    let most = u64::try_from(REPLAY_BYTES + 1)?;
    let mut bytes = Vec::new();
    file.take(most)
        .read_to_end(&mut bytes)
        .with_context(cannot)?;
    Ok(bytes)
}

fn watch(args: &ReplayArgs, settings: &Settings, replay: Replay) -> anyhow::Result<ExitCode> {
    let shown = shown(args, settings)?;
    if shown == Shown::Terminal {
        terminal::check_size()?;
    }
    let log = logging::open(shown)?;
    let end = EndWish::listen().context("the system does not let us hear its signals")?;
    let (watch, stage) = Watch::new(replay, args.speed.unwrap_or_default())?;
    let opened = Opened {
        watch,
        stage,
        end,
        reduced: args.reduced_motion || settings.reduced_motion.unwrap_or(false),
        shake: settings.screen_shake.unwrap_or(true),
    };
    let exit = match shown {
        Shown::Window => opening::guard(|is_open| window(args, settings, opened, is_open).run())?,
        Shown::Terminal | Shown::Nowhere => in_terminal(opened).run(),
    };
    if let Some(log) = log {
        eprintln!("The log of this run is in {}", log.display());
    }
    Ok(match exit {
        AppExit::Success => ExitCode::SUCCESS,
        AppExit::Error(code) => ExitCode::from(code.get()),
    })
}

/// A replay wants somebody to see it.
fn shown(args: &ReplayArgs, settings: &Settings) -> anyhow::Result<Shown> {
    let set = settings.display.filter(|set| *set != Display::None);
    let asked = args.display.or(set).unwrap_or_default();
    match show(asked, None, Surroundings::look())? {
        Shown::Nowhere => anyhow::bail!(
            "there is nowhere to show it: start it in a terminal, or add --check, which shows nothing"
        ),
        shown => Ok(shown),
    }
}

/// What either view needs.
struct Opened {
    watch: Watch,
    stage: Stage,
    end: EndWish,
    reduced: bool,
    shake: bool,
}

fn window(args: &ReplayArgs, settings: &Settings, opened: Opened, is_open: IsOpen) -> App {
    let mut app = App::new();
    let fullscreen = args.fullscreen || settings.window.fullscreen.unwrap_or(false);
    let size = args.size.or(settings.window.size).unwrap_or_default();
    app::open_window(&mut app, size, fullscreen);
    spine(&mut app, opened);
    let sound = SoundOptions {
        wanted: true,
        asked: false,
        muted: false,
        settings: settings.sound.into(),
    };
    if let (Some(sound), _) = sound::open(sound, None) {
        sound::replay_plugin(&mut app, sound);
    }
    app.insert_resource(is_open).add_plugins((
        opening::plugin,
        screens::replay_plugin,
        view::plugin,
    ));
    app
}

fn in_terminal(opened: Opened) -> App {
    let mut app = App::new();
    app::without_window(&mut app);
    spine(&mut app, opened);
    app.add_plugins(terminal::plugin);
    app
}

fn spine(app: &mut App, opened: Opened) {
    app.insert_state(Screen::Playing)
        .insert_resource(ReducedMotion(opened.reduced))
        .insert_resource(ScreenShake(opened.shake))
        .insert_resource(opened.watch)
        .insert_resource(opened.stage)
        .insert_resource(opened.end)
        .add_message::<crate::flow::Intent>()
        .add_message::<crate::flow::GameNews>()
        .add_plugins((watch::plugin, signals::plugin));
}
