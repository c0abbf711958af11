//! Bevy's side of the shell: what the app wants of the phone, told when it changes; what the phone tells, put where the app
//! looks. Does nothing without a [`Device`]. Must not know which system the phone has.

use super::desk::Platform;
use super::feel;
use super::lean;
use super::log::shared_log;
use super::said;
use super::shell::{Permission, PermissionAnswer, ScreenOrientation, TextField, TextKind};
use super::texts::{self, Lines, OpenField};
use super::wishes::OfSystem;
use crate::find::outside::{Inbox, Scanner};
use crate::find::{Ask, Deed, Effect, Event, Finder, Screen, Snag};
use crate::model::{Connection, PadModel};
use crate::place;
use crate::redraw::Awake;
use crate::settings::Settings;
use crate::touch::{PadSystems, SafeInsets};
use crate::words::Words;
use bevy::prelude::*;
use bevy::window::{AppLifecycle, PrimaryWindow};
use couchpad_core::protocol::Orientation;
use std::sync::Arc;
use std::time::Duration;

/// Longest link or address that may be typed, in bytes.
const ADDRESS_BYTES: u32 = 1_024;
/// Longest name that may be typed, in bytes; it is cut to what is shown later.
const NAME_BYTES: u32 = 96;
/// How long everything is drawn anew after the system had taken the glass away.
const BACK: Duration = Duration::from_secs(1);

/// The phone that the app runs on.
#[derive(Resource, Clone)]
pub struct Device(pub Arc<Platform>);

impl Scanner for Device {
    fn scan(&self, inbox: Inbox) {
        let asked = self.0.scan({
            let inbox = inbox.clone();
            move |text, trouble| {
                let snag = trouble.map(Snag::Scanner);
                inbox.bring(snag.map_or(Event::Scanned(text), Event::Trouble));
            }
        });
        if asked.is_none() {
            inbox.bring(Event::Scanned(None));
        }
    }
}

/// Carries between app and shell, where there is a [`Device`].
pub fn plugin(app: &mut App) {
    app.init_resource::<Lines>()
        .init_resource::<OfSystem>()
        .init_resource::<Settings>()
        .init_resource::<Words>()
        .init_resource::<OpenField>()
        .add_systems(
            First,
            (take_insets, take_wishes, lean::take, draw_again).run_if(resource_exists::<Device>),
        )
        .add_systems(
            PreUpdate,
            (
                texts::take_lines.in_set(PadSystems::Touch),
                carry_out.after(PadSystems::Find).before(PadSystems::Place),
                texts::open_field.after(PadSystems::Place),
            )
                .run_if(resource_exists::<Device>),
        )
        .add_systems(
            Last,
            (keep_posture, lean::want, said::follow).run_if(resource_exists::<Device>),
        );
    feel::plugin(app);
}

/// Physical pixels become dp.
fn take_insets(
    device: Res<Device>,
    windows: Query<&Window, With<PrimaryWindow>>,
    mut safe: ResMut<SafeInsets>,
) {
    let Ok(window) = windows.single() else {
        return;
    };
    let scale = window.resolution.scale_factor().max(f32::MIN_POSITIVE);
    let physical = device.0.insets();
    safe.set_if_neq(SafeInsets(place::Insets {
        left: physical.left / scale,
        top: physical.top / scale,
        right: physical.right / scale,
        bottom: physical.bottom / scale,
    }));
}

/// What the player changed in the system's settings counts from the next frame on.
fn take_wishes(device: Res<Device>, mut wishes: ResMut<OfSystem>) {
    wishes.set_if_neq(OfSystem(device.0.wishes()));
}

/// Nothing that was drawn outlasts a sleep.
fn draw_again(
    time: Res<Time>,
    mut turns: MessageReader<AppLifecycle>,
    awake: Option<ResMut<Awake>>,
) {
    let back = turns.read().any(|turn| *turn == AppLifecycle::Running);
    if let Some(mut awake) = awake.filter(|_| back) {
        awake.stay(time.elapsed(), BACK);
    }
}

/// What the screens before play want of the shell.
fn carry_out(
    device: Res<Device>,
    inbox: Option<Res<Inbox>>,
    words: Res<Words>,
    mut deeds: MessageReader<Deed>,
) {
    for Deed(effect) in deeds.read() {
        if let (Effect::Ask(ask), Some(inbox)) = (effect, &inbox) {
            carry(&device.0, Inbox::clone(inbox), ask, &words);
        }
    }
}

fn carry(platform: &Platform, inbox: Inbox, ask: &Ask, words: &Words) {
    match ask {
        Ask::Network => {
            platform.ask(Permission::LocalNetwork, move |answer| {
                let allowed = answer == PermissionAnswer::Granted;
                inbox.bring(Event::NetworkAllowed(allowed));
            });
        }
        Ask::Address(typed) => {
            platform.edit(address(typed.0.clone(), words), move |text| {
                inbox.bring(Event::Scanned(text));
            });
        }
        Ask::Name(name) => {
            platform.edit(named(name.clone(), words), move |text| {
                text.into_iter()
                    .for_each(|name| inbox.bring(Event::Named(name)));
            });
        }
        // what the shell throws is logged, and nothing else follows from it
        Ask::Settings => drop(platform.call("open_settings", |shell| shell.open_settings())),
        Ask::Log => {
            let log = shared_log(&platform.about(), &platform.wishes());
            drop(platform.call("share_log", |shell| shell.share_log(log)));
        }
    }
}

fn address(text: String, words: &Words) -> TextField {
    TextField {
        title: words.say("field-address"),
        hint: "192.168.0.5:4455".into(),
        text,
        max_bytes: ADDRESS_BYTES,
        kind: TextKind::Address,
    }
}

fn named(text: String, words: &Words) -> TextField {
    TextField {
        title: words.say("field-name"),
        hint: words.say("field-name-hint"),
        text,
        max_bytes: NAME_BYTES,
        kind: TextKind::Name,
    }
}

/// How the phone is to behave now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Posture {
    awake: bool,
    playing: bool,
    orientation: ScreenOrientation,
}

fn posture(finder: &Finder, model: &PadModel) -> Posture {
    let on_the_way = matches!(
        model.connection,
        Connection::Connecting { .. } | Connection::Live | Connection::Lost { .. }
    );
    let at_the_pad = matches!(
        finder.screen(),
        Screen::Play { .. } | Screen::Arrange { .. } | Screen::Joining { .. }
    );
    Posture {
        awake: on_the_way && at_the_pad,
        playing: finder.plays() && model.shows_controls(),
        orientation: orientation(finder, model),
    }
}

/// As the controls want it, as long as they are there: also under a sheet or the settings, which are no reason to turn the
/// picture.
fn orientation(finder: &Finder, model: &PadModel) -> ScreenOrientation {
    let at_the_pad = matches!(finder.screen().base(), Screen::Play { .. });
    let is_there = at_the_pad && model.shows_controls();
    let layout = model.layout.as_ref().filter(|_| is_there);
    match layout.map(|layout| layout.orientation) {
        Some(Orientation::Portrait) => ScreenOrientation::Portrait,
        Some(Orientation::Landscape) => ScreenOrientation::Landscape,
        Some(Orientation::Any) | None => ScreenOrientation::Any,
    }
}

fn keep_posture(
    device: Res<Device>,
    (finder, model): (Res<Finder>, Res<PadModel>),
    mut told: Local<Posture>,
) {
    let wanted = posture(&finder, &model);
    let before = std::mem::replace(&mut *told, wanted);
    if before.awake != wanted.awake {
        let on = wanted.awake;
        drop(device.0.call("keep_awake", |shell| shell.keep_awake(on)));
    }
    if before.playing != wanted.playing {
        let on = wanted.playing;
        drop(device.0.call("set_playing", |shell| shell.set_playing(on)));
    }
    if before.orientation != wanted.orientation {
        let turn = wanted.orientation;
        drop(
            device
                .0
                .call("set_orientation", |shell| shell.set_orientation(turn)),
        );
    }
}
