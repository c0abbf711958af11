//! Puts the Bevy app together: the same spine for every display, and around it a window, a terminal or nothing.

use crate::announce::{self, Announced};
use crate::attract::{self, Patience};
use crate::choices::{Choices, Remembered};
use crate::cli::WindowSize;
use crate::flow::{self, Seeds};
use crate::game_host::{self, DropPolicy};
use crate::heard::{self, Heard};
use crate::kept::{Comeback, Keeper};
use crate::local_players::{self, KeyboardName};
use crate::net::{self, Net};
use crate::opening::{self, IsOpen};
use crate::options::{Options, ReducedMotion, ScreenShake, Shown};
use crate::replay::{self, Recording};
use crate::room::Say;
use crate::scores::{self, Scores};
use crate::signals::{self, EndWish, ExitAfter};
use crate::sound::{self, Sound};
use crate::stage::Stage;
use crate::telling::{self, Teller};
use crate::{
    chat, choices, kept, redraw, room, roster, runner, screens, terminal, transports, view,
};
use bevy::app::{PluginGroup, TerminalCtrlCHandlerPlugin};
use bevy::log::LogPlugin;
use bevy::prelude::*;
use bevy::render::pipelined_rendering::PipelinedRenderingPlugin;
use bevy::state::app::StatesPlugin;
use bevy::window::{MonitorSelection, WindowMode};
use couchpad_games::game::GameEntry;

/// Everything that a run needs and that is opened before the app is.
pub struct Opened {
    /// The network.
    pub net: Net,
    /// Where events go, if anywhere.
    pub teller: Option<Teller>,
    /// Set when the system wants us to end.
    pub end: EndWish,
    /// The seeds of the games.
    pub seeds: Seeds,
    /// Set once a window stands.
    pub is_open: IsOpen,
    /// What the local network hears of it, if anything.
    pub announced: Option<Announced>,
    /// What the start has to say to whoever is at the receiver.
    pub notes: Vec<String>,
    /// An evening to go on with.
    pub comeback: Comeback,
    /// What plays sound, if any is wanted.
    pub sound: Option<Sound>,
    /// Keeps this evening, if there is a place for it.
    pub keeper: Option<Keeper>,
    /// How the games are to be played.
    pub choices: Choices,
    /// Where that is remembered, if there is a place for it.
    pub remembered: Option<Remembered>,
    /// What games have brought before.
    pub heard: Heard,
    /// Where the games are recorded, if they are.
    pub recording: Option<Recording>,
    /// The high scores.
    pub scores: Scores,
}

/// The whole app for these options.
pub fn build(options: &Options, opened: Opened) -> App {
    let mut app = App::new();
    match options.shown {
        Shown::Window => open_window(&mut app, options.size, options.fullscreen),
        Shown::Terminal | Shown::Nowhere => without_window(&mut app),
    }
    add_spine(&mut app, opened.net, options.game, opened.seeds);
    app.insert_resource(DropPolicy {
        pause: options.pause_on_drop,
    })
    .insert_resource(KeyboardName(options.name.clone()))
    .insert_resource(ReducedMotion(options.reduced_motion))
    .insert_resource(ScreenShake(options.screen_shake))
    .insert_resource(opened.comeback)
    .insert_resource(opened.choices)
    .insert_resource(opened.heard)
    .insert_resource(opened.scores)
    .insert_resource(opened.end)
    .insert_resource(opened.is_open);
    app.world_mut()
        .write_message_batch(opened.notes.into_iter().map(Say));
    if let Some(keeper) = opened.keeper {
        app.insert_resource(keeper);
    }
    if let Some(recording) = opened.recording {
        app.insert_resource(recording);
    }
    if let Some(remembered) = opened.remembered {
        app.insert_resource(remembered);
    }
    if let Some(sound) = opened.sound {
        sound::plugin(&mut app, sound);
    }
    if let Some(announced) = opened.announced {
        app.insert_resource(announced);
    }
    if let Some(limit) = options.exit_after {
        app.insert_resource(ExitAfter(limit));
    }
    if let Some(teller) = opened.teller {
        app.insert_resource(teller);
    }
    match options.shown {
        Shown::Window => {
            app.insert_resource(Patience(options.attract)).add_plugins((
                opening::plugin,
                redraw::plugin,
                screens::plugin,
                view::plugin,
            ));
        }
        Shown::Terminal => {
            app.insert_resource(Patience(options.attract))
                .add_plugins(terminal::plugin);
        }
        Shown::Nowhere => {
            app.add_plugins(flow::unattended_plugin);
        }
    }
    app
}

/// What every display has in common, on top of Bevy's own time and states.
pub fn add_spine(app: &mut App, net: Net, game: GameEntry, seeds: Seeds) {
    app.insert_resource(net)
        .insert_resource(Stage::new(game))
        .insert_resource(seeds)
        .init_resource::<KeyboardName>()
        .init_resource::<ReducedMotion>()
        .add_plugins((
            net::plugin,
            flow::plugin,
            game_host::plugin,
            (room::plugin, chat::plugin),
            roster::plugin,
            local_players::plugin,
            transports::plugin,
            telling::plugin,
            announce::plugin,
            signals::plugin,
            kept::plugin,
            (choices::plugin, heard::plugin),
            scores::plugin,
            attract::plugin,
            replay::plugin,
        ));
}

/// Adds Bevy with a window.
pub(crate) fn open_window(app: &mut App, size: WindowSize, fullscreen: bool) {
    let mode = if fullscreen {
        WindowMode::BorderlessFullscreen(MonitorSelection::Current)
    } else {
        WindowMode::Windowed
    };
    let primary = Window {
        title: "Couchpad".into(),
        name: Some("couchpad".into()),
        resolution: (size.width, size.height).into(),
        mode,
        ..default()
    };
    let plugins = DefaultPlugins
        .set(WindowPlugin {
            primary_window: Some(primary),
            ..default()
        })
        .build()
        // the log and Ctrl-C are our own; a frame drawn at once is worth more than one drawn beside the next
        .disable::<LogPlugin>()
        .disable::<TerminalCtrlCHandlerPlugin>()
        .disable::<PipelinedRenderingPlugin>();
    app.add_plugins(plugins);
}

/// Adds Bevy without one.
pub(crate) fn without_window(app: &mut App) {
    app.add_plugins((MinimalPlugins, StatesPlugin));
    runner::install(app);
}
