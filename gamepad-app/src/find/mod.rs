//! Before play: finding a receiver, proving that one is in its room, and every way back from what goes wrong. The machine
//! ([`Finder`]) is pure; fingers, keys and other threads feed it, and what it wants done outside goes out as [`Deed`]s.

mod acts;
mod comeback;
mod draw;
mod entry;
mod fault;
mod focus;
mod goal;
mod hidden;
mod keeping;
mod keys;
mod model;
pub mod outside;
mod page;
mod player;
mod press;
mod receivers;
mod snag;
mod steps;
mod tune;
mod under;

pub use comeback::Comeback;
pub use entry::{AddressEntry, CodeEntry, CodeTrouble};
pub use fault::{Fault, Told, Unreached, Way};
pub use goal::{Attempt, Goal, Proof};
pub use hidden::Hidden;
pub use keeping::settings_of;
pub use model::{Act, Ask, EMPTY_AFTER, Effect, Event, Finder, Forgets, News, Screen, Search};
pub use page::{
    Block, Button, Choosable, Diagnosis, Ground, Ink, OneOf, Page, Row, Stepper, Switch, Who, page,
};
pub use player::PlayerEntry;
pub use press::{HOLD, Tapped};
pub(crate) use press::{Scrolls, Tap};
pub use receivers::{Receivers, Recent, misfit};
pub use snag::Snag;

use crate::settings::Settings;
use crate::touch::{Action, Covered, Fingers, PadSystems};
use crate::words::Words;
use bevy::prelude::*;
use couchpad_core::protocol::{JoinLink, RoomCode};

/// What the player named at the start: a receiver, and the digits on its screen where they are known.
pub type Wish = (JoinLink, Option<RoomCode>);

/// Something happened that the machine is to hear of.
#[derive(Message, Debug, Clone, PartialEq, Eq)]
pub struct Happened(pub Event);

/// Something is to be done outside.
#[derive(Message, Debug, Clone, PartialEq, Eq)]
pub struct Deed(pub Effect);

/// The screens before play. Add the theme, the touch and the model, too.
pub fn plugin(app: &mut App) {
    app.init_resource::<Finder>()
        .init_resource::<Settings>()
        .init_resource::<Words>()
        .add_message::<Happened>()
        .add_message::<Deed>()
        .add_systems(
            PreUpdate,
            (
                (press::read, focus::read, keys::read)
                    .chain()
                    .in_set(PadSystems::Touch),
                (step, cover).chain().in_set(PadSystems::Find),
            ),
        );
    press::plugin(app);
    focus::plugin(app);
    draw::plugin(app);
}

/// All that happened, in order, through the machine.
fn step(
    time: Res<Time>,
    mut tapped: MessageReader<Tapped>,
    mut happened: MessageReader<Happened>,
    mut finder: ResMut<Finder>,
    mut deeds: MessageWriter<Deed>,
) {
    if tapped.is_empty() && happened.is_empty() {
        return;
    }
    let before = finder.clone();
    let machine = finder.bypass_change_detection();
    let acts = tapped.read().map(|tapped| Event::Act(tapped.0.clone()));
    let others = happened.read().map(|happened| happened.0.clone());
    for event in acts.chain(others) {
        deeds.write_batch(machine.on(event, time.elapsed()).into_iter().map(Deed));
    }
    if *machine != before {
        // what was typed hides itself
        tracing::debug!(screen = ?machine.screen(), nearby = machine.receivers.nearby().len(), "screen");
        finder.set_changed();
    }
}

/// Fingers are for the pad's controls only while no screen is over them; what they hold is let go when one comes.
fn cover(
    finder: Res<Finder>,
    mut covered: ResMut<Covered>,
    mut fingers: ResMut<Fingers>,
    mut out: MessageWriter<Action>,
) {
    if covered.0 == finder.plays() {
        covered.0 = !finder.plays();
        let mut actions = Vec::new();
        fingers.0.cancel_all(&mut actions);
        out.write_batch(actions);
    }
}
