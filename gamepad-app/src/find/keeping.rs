//! What the player says about themselves and this phone, carried out and kept: who plays, what they chose, what is forgotten,
//! and where the seat is that this app goes back to. Must not know pages.

use super::comeback::Comeback;
use super::model::{Effect, Event, Forgets};
use super::outside::{Outside, hang_up};
use super::{Deed, Happened, Snag};
use crate::identity::Me;
use crate::link::Link;
use crate::model::PadModel;
use crate::settings::{Choice, Settings};
use crate::words::Words;
use bevy::app::AppExit;
use bevy::prelude::*;
use std::time::{SystemTime, UNIX_EPOCH};

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Settings>()
        .init_resource::<Words>()
        .add_systems(
            Last,
            (keep_settings, note_seat, leave_no_seat)
                .chain()
                .run_if(resource_exists::<Outside>),
        );
}

/// Now, in unix seconds.
pub(super) fn unix_now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.unwrap_or_default().as_secs()
}

/// Carries out what is this room's; gives back what is not.
pub(super) fn carry_out(world: &mut World, effect: Effect) -> Option<Effect> {
    match effect {
        Effect::Rename(name) => rename(world, &name),
        Effect::Choose(choice) => choose(world, choice),
        Effect::Forget(Forgets::Receivers) => {
            world.resource::<Outside>().me.forget_receivers();
        }
        Effect::Forget(Forgets::Everything) => forget_everything(world),
        Effect::Quit => {
            world.write_message(AppExit::Success);
        }
        other => return Some(other),
    }
    None
}

/// The receiver that is on hears it, too.
fn rename(world: &mut World, name: &str) {
    world.resource_mut::<Outside>().me.rename(name);
    name.clone_into(&mut world.resource_mut::<PadModel>().name);
    tell_who(world);
}

fn tell_who(world: &World) {
    if let Some(link) = world.get_resource::<Link>() {
        link.set_profile(world.resource::<Outside>().me.profile());
    }
}

/// A colour is wished for also where it is the same again: it may be free by now.
fn choose(world: &mut World, choice: Choice) {
    world.resource_mut::<Settings>().choose(choice);
    if let Choice::Mark(_) = choice {
        let settings = world.resource::<Settings>().clone();
        world.resource_mut::<Outside>().me.choose(&settings);
        tell_who(world);
    }
}

fn forget_everything(world: &mut World) {
    hang_up(world);
    let forgotten = world.resource_mut::<Outside>().me.forget_everything();
    let event = match forgotten {
        Ok(()) => {
            *world.resource_mut::<Settings>() = Settings::default();
            let name = world.resource::<Outside>().me.name.clone();
            world.resource_mut::<PadModel>().name = name;
            Event::Forgotten
        }
        Err(fault) => {
            tracing::warn!("nothing was forgotten: {fault}");
            Event::Trouble(Snag::NotForgotten)
        }
    };
    world.write_message(Happened(event));
}

/// What was chosen is kept as soon as it is known who plays, whoever changed it.
fn keep_settings(settings: Res<Settings>, mut outside: ResMut<Outside>) {
    if settings.is_changed() {
        outside.bypass_change_detection().me.choose(&settings);
    }
}

/// As long as this app is at a receiver, its record says so. Not while it closes: until its good-bye is out it is live.
fn note_seat(
    link: Option<Res<Link>>,
    (model, outside): (Res<PadModel>, Res<Outside>),
    mut exits: MessageReader<AppExit>,
    (mut noted, mut closes): (Local<Option<Comeback>>, Local<bool>),
) {
    *closes |= exits.read().count() > 0;
    let is_there = link.is_some() && model.is_live() && !*closes;
    let there = model.paired.filter(|_| is_there);
    let Some(receiver) = there else {
        return;
    };
    let seen = unix_now();
    let fresh = noted.is_some_and(|noted| noted.receiver == receiver && !noted.is_due(seen));
    if !fresh || outside.me.comeback().is_none() {
        let now = Comeback { receiver, seen };
        outside.me.keep_comeback(Some(&now));
        *noted = Some(now);
    }
}

/// Who leaves, whom the receiver did not let in or sent away, and who closes the app, has no seat to go back to.
fn leave_no_seat(
    mut deeds: MessageReader<Deed>,
    mut exits: MessageReader<AppExit>,
    outside: Res<Outside>,
) {
    let left = |deed: &Deed| matches!(deed.0, Effect::HangUp | Effect::Leave);
    let left = deeds.read().any(left);
    let closed = exits.read().count() > 0;
    if left || closed {
        outside.me.keep_comeback(None);
    }
}

/// What the player chose the last time, and what to tell of it.
pub fn settings_of(me: &mut Me) -> (Settings, Option<Snag>) {
    use crate::settings::record::Damage;
    let usual = Settings {
        mark: me.mark,
        ..Settings::default()
    };
    let (settings, trouble) = match me.settings() {
        Ok(settings) => (settings.unwrap_or(usual), None),
        Err(Damage::Damaged) => (usual, Some(Snag::ChoicesDamaged)),
        Err(Damage::Newer) => (usual, Some(Snag::ChoicesNewer)),
    };
    me.mark = settings.mark;
    (settings, trouble)
}
