//! The pad in a window: Bevy's plugins around the pad's own, a phone-shaped window, and when to end.

use crate::bot::{BEAT, Bot, Sight};
use crate::cli::{Options, WindowSize, any_seed};
use crate::find::outside::{self, Inbox, Outside, Scanner};
use crate::find::{Event, Finder, Snag, settings_of};
use crate::identity::Me;
use crate::link;
use crate::model::PadModel;
use crate::pad_plugin;
use crate::platform::{self, Device, Platform};
use crate::redraw::Awake;
use crate::shaders;
use crate::signals::EndWish;
use crate::touch::{Action, Fingers, PadSystems};
use crate::words::{Locales, Words};
use anyhow::Context;
use bevy::app::PluginGroupBuilder;
use bevy::app::{AppExit, TerminalCtrlCHandlerPlugin};
use bevy::log::LogPlugin;
use bevy::prelude::*;
use bevy::render::pipelined_rendering::PipelinedRenderingPlugin;
use bevy::window::{
    Monitor, PresentMode, PrimaryMonitor, PrimaryWindow, ScreenEdge, WindowResolution,
};
use bevy::winit::{EventLoopProxyWrapper, WinitUserEvent};
use couchpad_core::discovery::Scope;
use couchpad_core::doctor::examine_pad;
use couchpad_core::transport::Wake;
use std::sync::Arc;
use std::time::Duration;

/// A common phone, in dp.
const PHONE: WindowSize = WindowSize {
    width: 412,
    height: 915,
};
/// The share of a monitor's height that the window may take.
const ROOM: f32 = 0.86;
/// Never drawn smaller than this: below, the window gets shorter instead.
const SMALLEST: f32 = 0.75;

/// Pixels between two windows that lie side by side.
const GAP: u32 = 8;
/// Pixels that are left free for a window's title, above it.
const TITLE_BAR: u32 = 40;

/// How this run is to go.
#[derive(Resource)]
struct Run {
    exit_after: Option<Duration>,
}

/// How the window is to lie on the monitor.
#[derive(Resource)]
struct Wishes {
    is_fitted: bool,
    place: Option<u16>,
}

/// The bot, where one plays.
#[derive(Resource)]
struct Player(Bot);

/// Shows the pad until it is closed. Blocks; on a desktop it must be called from the main thread.
///
/// # Errors
/// This device has no room for a connection, or the window's loop ended badly.
pub fn show(options: &Options, me: Me) -> anyhow::Result<()> {
    show_in(options, me, Arc::default(), None)
}

/// The same in a phone's shell. `trouble` is told to the player.
///
/// # Errors
/// See [`show`].
pub fn show_in(
    options: &Options,
    me: Me,
    platform: Arc<Platform>,
    trouble: Option<Snag>,
) -> anyhow::Result<()> {
    let mut app = App::new();
    app.add_plugins(plugins(options, &me.name, &platform));
    let proxy = (**app.world().resource::<EventLoopProxyWrapper>()).clone();
    let wake = move || {
        // a loop that has ended needs no waking
        let _ = proxy.send_event(WinitUserEvent::WakeUp);
    };
    let wish = if platform.has_shell() {
        // an app is not ended by signals
        EndWish::default()
    } else {
        EndWish::listen(wake.clone()).context("the system's signals cannot be heard")?
    };
    let wake: Wake = Arc::new(wake);
    shaders::attend(&mut app, Arc::clone(&wake));
    let model = PadModel {
        name: me.name.clone(),
        ..default()
    };
    let run = Run {
        exit_after: options.exit_after,
    };
    app.insert_resource(model)
        .insert_resource(wish)
        .insert_resource(run)
        .add_plugins((pad_plugin, link::plugin, outside::plugin, platform::plugin))
        .add_systems(Update, end_when_asked);
    begin(&mut app, options, me, wake, (platform, trouble));
    app.insert_resource(Wishes {
        is_fitted: options.size.is_none(),
        place: options.place,
    })
    .add_systems(Update, (fit_monitor, entitle));
    if let Some(seed) = options.bot {
        app.insert_resource(Player(Bot::new(seed)))
            .add_systems(PreUpdate, drive_bot.in_set(PadSystems::Touch));
    }
    match app.run() {
        AppExit::Success => Ok(()),
        AppExit::Error(code) => anyhow::bail!("the window ended with status {code}"),
    }
}

/// What a program on a desktop does by itself, an app has from Bevy: the log, and the ways to end.
fn plugins(options: &Options, name: &str, platform: &Platform) -> PluginGroupBuilder {
    let plugins = DefaultPlugins
        .set(window_plugin(options, name))
        // a frame of latency for throughput that a pad does not need
        .disable::<PipelinedRenderingPlugin>();
    if platform.has_shell() {
        return plugins.set(platform::log_plugin());
    }
    plugins
        .disable::<LogPlugin>()
        .disable::<TerminalCtrlCHandlerPlugin>()
}

/// The screens before play, with what this machine has for them.
fn begin(
    app: &mut App,
    options: &Options,
    mut me: Me,
    wake: Wake,
    (platform, trouble): (Arc<Platform>, Option<Snag>),
) {
    let mut locales = Locales::of_system(options.language);
    if platform.has_shell() {
        locales.hear_shell(&platform.locale());
    }
    let (settings, damage) = settings_of(&mut me);
    let words = Words::of(locales.choose(settings.language));
    app.insert_resource(settings)
        .insert_resource(locales)
        .insert_resource(words);
    let inbox = Inbox::new(Arc::clone(&wake));
    let session = me.session();
    let mut finder = Finder::new(options.discovery, false).for_player(&me.name);
    if me.is_new() && options.bot.is_none() {
        finder = finder.for_a_new_player(any_seed());
    }
    let mut scanner: Option<Arc<dyn Scanner>> = None;
    if platform.has_shell() {
        let device = Device(Arc::clone(&platform));
        scanner = Some(Arc::new(device.clone()));
        app.insert_resource(device);
        finder = finder.in_a_shell().that_leans(platform.has_tilt());
    }
    app.insert_resource(inbox.clone()).insert_resource(Outside {
        me,
        wake,
        browse: Arc::new(move |wake| session.browse(wake)),
        examine: Arc::new(|at| examine_pad(at, Some(Scope::Everywhere)).findings),
        scanner,
    });
    let wish = options.join.clone().map(|link| (link, options.code));
    if let Some(trouble) = trouble.or(damage) {
        finder.on(Event::Trouble(trouble), Duration::ZERO);
    }
    outside::begin(app.world_mut(), finder, wish);
    // what the shell has told already comes after that
    platform.run(inbox);
}

fn window_plugin(options: &Options, name: &str) -> WindowPlugin {
    let size = options.size.unwrap_or(PHONE);
    let window = Window {
        title: format!("{name} · Couchpad controller"),
        name: Some("couchpad-gamepad".to_owned()),
        resolution: WindowResolution::new(size.width, size.height),
        resize_constraints: bevy::window::WindowResizeConstraints {
            min_width: 240.0,
            min_height: 240.0,
            ..default()
        },
        present_mode: PresentMode::AutoVsync,
        desired_maximum_frame_latency: std::num::NonZero::new(1),
        // what only an iPhone has: thumbs that swipe from its edges play
        prefers_home_indicator_hidden: true,
        prefers_status_bar_hidden: true,
        preferred_screen_edges_deferring_system_gestures: ScreenEdge::All,
        ..default()
    };
    WindowPlugin {
        primary_window: Some(window),
        ..default()
    }
}

/// Once the monitor is known: a window that is taller than fits is drawn smaller, the controls keep their proportions;
/// and a window with a place of its own goes there, where the system lets it.
fn fit_monitor(
    mut done: Local<bool>,
    wishes: Res<Wishes>,
    monitors: Query<(&Monitor, Has<PrimaryMonitor>)>,
    mut windows: Query<&mut Window, With<PrimaryWindow>>,
) {
    let largest = monitors.iter().max_by_key(|(_, primary)| *primary);
    let (Some((monitor, _)), Ok(mut window)) = (largest, windows.single_mut()) else {
        return;
    };
    if std::mem::replace(&mut *done, true) {
        return;
    }
    let own = window.resolution.base_scale_factor();
    let room = monitor.physical_height as f32 * ROOM;
    let (scale, height) = fit(own, room);
    if wishes.is_fitted && scale < own {
        window.resolution.set_scale_factor_override(Some(scale));
        window.resolution.set(PHONE.width as f32, height);
    }
    if let Some(number) = wishes.place {
        let at = place(
            number,
            monitor.physical_size(),
            window.resolution.physical_size(),
        );
        window.position = WindowPosition::At(monitor.physical_position + at);
    }
}

/// Where the window of that number goes, in pixels from the monitor's corner: from the right edge to the left, and when
/// the row is full again from the right, a little lower.
fn place(number: u16, monitor: UVec2, window: UVec2) -> IVec2 {
    let stride = (window.x + GAP).max(1);
    let a_row = (monitor.x / stride).max(1);
    let (row, column) = (u32::from(number) / a_row, u32::from(number) % a_row);
    let left = monitor.x.saturating_sub((column + 1) * stride);
    let top = TITLE_BAR + row * TITLE_BAR;
    IVec2::new(left.cast_signed(), top.cast_signed())
}

/// Pixels per dp and the height in dp, for so many pixels of room.
fn fit(own: f32, room: f32) -> (f32, f32) {
    let tall = PHONE.height as f32;
    let scale = (room / tall).min(own).max(own * SMALLEST);
    (scale, tall.min(room / scale).max(240.0))
}

/// The window says whose it is, in the player's language.
fn entitle(
    words: Res<Words>,
    outside: Res<Outside>,
    mut windows: Query<&mut Window, With<PrimaryWindow>>,
) {
    if !(words.is_changed() || outside.is_changed()) {
        return;
    }
    let name = [("name", outside.me.name.as_str().into())];
    let title = words.with("window-title", &name);
    for mut window in &mut windows {
        if window.title != title {
            window.title.clone_from(&title);
        }
    }
}

fn end_when_asked(
    run: Res<Run>,
    wish: Res<EndWish>,
    (time, shown): (Res<Time<Real>>, Res<Time>),
    mut awake: ResMut<Awake>,
    mut exit: MessageWriter<AppExit>,
) {
    let left = run.exit_after.map(|end| end.saturating_sub(time.elapsed()));
    if left.is_some_and(|left| left.is_zero()) || wish.is_set() {
        exit.write(AppExit::Success);
    } else if let Some(left) = left {
        awake.look_in(shown.elapsed(), left);
    }
}

/// The bot plays unless a person's finger is on the glass.
fn drive_bot(
    time: Res<Time>,
    model: Res<PadModel>,
    mut player: ResMut<Player>,
    mut fingers: ResMut<Fingers>,
    mut awake: ResMut<Awake>,
    mut out: MessageWriter<Action>,
) {
    let mut sight = Sight::of(&model);
    sight.seated &= !fingers.0.touching();
    let mut actions = Vec::new();
    player.0.act(time.elapsed(), sight, &mut actions);
    if sight.seated {
        awake.stay(time.elapsed(), 4 * BEAT);
    }
    if !actions.is_empty() {
        actions.iter().for_each(|action| fingers.0.show(action));
        out.write_batch(actions);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_fits_any_monitor() {
        assert_eq!(fit(1.0, 1200.0), (1.0, 915.0));
        let (scale, height) = fit(1.0, 800.0);
        assert!((scale * height - 800.0).abs() < 0.5 && height == 915.0);
        let (scale, height) = fit(2.0, 600.0);
        assert_eq!(scale, 1.5);
        assert!((scale * height - 600.0).abs() < 0.5);
    }

    #[test]
    fn windows_lie_side_by_side_from_the_right() {
        let at = |number| place(number, UVec2::new(1920, 1080), UVec2::new(412, 900));
        assert_eq!(at(0), IVec2::new(1500, 40));
        assert_eq!(at(3), IVec2::new(240, 40));
        assert_eq!(at(4), IVec2::new(1500, 80), "the row is full");
        assert_eq!(place(7, UVec2::new(300, 600), UVec2::new(412, 900)).x, 0);
    }
}
