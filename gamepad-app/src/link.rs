//! Bevy and the [`Pad`] handle: actions go out in the frame in which they were made, news come in right after. The
//! network itself runs on the handle's own thread, also while Bevy sleeps.

use crate::find::{Attempt, Proof};
use crate::identity::Me;
use crate::model::PadModel;
use crate::news;
use crate::touch::{Action, PadSystems};
use bevy::app::AppExit;
use bevy::prelude::*;
use bevy::window::AppLifecycle;
use couchpad_core::protocol::Profile;
use couchpad_core::session::PadConfig;
use couchpad_core::session::pairing::Credential;
use couchpad_core::transport::Wake;
use couchpad_core::{Pad, PadError, PadOptions, Target};
use std::sync::Arc;

/// The way to the receiver.
#[derive(Resource)]
pub struct Link(Pad);

impl Link {
    /// Begins to connect; returns at once. `wake` is called from another thread whenever there is news.
    ///
    /// # Errors
    /// [`PadError`].
    pub fn open(attempt: &Attempt, me: &Me, wake: Wake) -> Result<Self, PadError> {
        let profile = Profile {
            name: me.name.clone(),
            mark: None,
        };
        let credential = match attempt.proof.clone() {
            Proof::Link(pairing) => Credential::Link(pairing),
            Proof::Code(code) => Credential::Code(code),
            Proof::Trusted(key) => Credential::Trusted(key),
        };
        let target = Target {
            addresses: attempt.addresses.clone(),
            credential,
        };
        let options = PadOptions {
            identity: Some(Arc::clone(&me.identity)),
            profile,
            wake: Some(wake),
            session: PadConfig::default().at_rate(me.rate),
            transport: me.transport.or(attempt.transport),
            ..Default::default()
        };
        Pad::connect(target, options).map(Self)
    }

    /// Does what the player did.
    pub fn send(&self, action: Action) {
        match action {
            Action::Axis(axis, value) => self.0.set_axis(axis, value),
            Action::Press(button) => self.0.press(button),
            Action::Release(button) => self.0.release(button),
            Action::Choose { control, option } => self.0.choose(control, option),
            Action::Text { control, text } => self.0.text(control, text),
            Action::Touching(touching) => self.0.set_touching(touching),
            // opens a field on the glass, and is no matter of the receiver's
            Action::Edit(_) => {}
        }
    }

    /// Takes all news into the model. Gives whether there were any.
    pub fn receive(&self, model: &mut PadModel, now: std::time::Duration) -> bool {
        let mut any = false;
        while let Some(update) = self.0.poll() {
            tracing::debug!(?update, "news");
            // taken anew each time: it must not be older than the update
            news::apply(model, update, &self.0.view(), now);
            any = true;
        }
        // last, and not in place of the rest
        news::measure(model, &self.0.view()) || any
    }

    /// The player wants this pairing to last; somebody at the receiver has to agree.
    pub fn remember_me(&self) {
        self.0.remember_me();
    }

    /// The player leaves: the seat is free. Dropping the link waits for a moment until the receiver knows.
    pub fn leave(&self) {
        self.0.leave();
    }
}

/// Carries actions and news, where there is a [`Link`].
pub fn plugin(app: &mut App) {
    app.add_systems(
        PreUpdate,
        (
            send.in_set(PadSystems::Send),
            receive.in_set(PadSystems::Receive),
        )
            .run_if(resource_exists::<Link>),
    )
    .add_systems(First, sleep.run_if(resource_exists::<Link>))
    .add_systems(Last, leave.run_if(resource_exists::<Link>));
}

fn send(link: Res<Link>, mut actions: MessageReader<Action>) {
    for action in actions.read() {
        link.send(action.clone());
    }
}

fn receive(link: Res<Link>, time: Res<Time>, mut model: ResMut<PadModel>) {
    // not a change unless there is one: who draws looks at that
    let known = model.bypass_change_detection();
    if link.receive(known, time.elapsed()) {
        model.set_changed();
    }
}

/// A phone says so before it lets the app sleep. The seat stays, and is not waited for in vain; the sockets do not outlive it.
fn sleep(
    link: Res<Link>,
    time: Res<Time>,
    mut turns: MessageReader<AppLifecycle>,
    mut model: ResMut<PadModel>,
    mut asleep: Local<bool>,
) {
    for turn in turns.read() {
        match turn {
            AppLifecycle::WillSuspend => {
                link.0.away();
                *asleep = true;
            }
            AppLifecycle::Running if *asleep => {
                *asleep = false;
                link.0.back();
                link.0.relink();
                news::came_back(&mut model, time.elapsed());
            }
            _ => {}
        }
    }
}

fn leave(link: Res<Link>, mut exits: MessageReader<AppExit>) {
    if exits.read().next().is_some() {
        link.leave();
    }
}
