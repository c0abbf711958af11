//! Bevy and the [`Session`], which the shell around the app has in its hands, too: actions go out in the frame in which they
//! were made, news come in right after. The network itself runs on the pad's own thread, also while Bevy sleeps.

use crate::find::{Attempt, Proof};
use crate::identity::Me;
use crate::model::{Connection, PadModel};
use crate::news;
use crate::touch::{Action, PadSystems};
use bevy::app::AppExit;
use bevy::prelude::*;
use bevy::window::AppLifecycle;
use couchpad_core::protocol::Profile;
use couchpad_core::session::PadConfig;
use couchpad_core::session::pairing::Credential;
use couchpad_core::transport::Wake;
use couchpad_core::{Pad, PadError, PadLoss, PadOptions, PadUpdate, Target};
use couchpad_ffi::{Session, Tap};
use std::sync::Arc;

/// Whether a window that is not in front any more means that the app is. An iPhone says so of any message that slides over
/// it, too; there the shell alone tells the session when the app leaves the screen.
const LEAVES_WITH_ITS_WINDOW: bool = !cfg!(target_os = "ios");

/// Of tries up to this one each is news; of those that follow every so many.
const COUNTED: u32 = 10;

/// The way to the receiver.
#[derive(Resource)]
pub struct Link {
    session: Arc<Session>,
    tap: Tap,
}

impl Link {
    /// Begins to connect; returns at once. `wake` is called from another thread whenever there is news.
    ///
    /// # Errors
    /// [`PadError`].
    pub fn open(attempt: &Attempt, me: &Me, wake: Wake) -> Result<Self, PadError> {
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
            profile: me.profile(),
            session: PadConfig::default().at_rate(me.rate),
            transport: me.transport.or(attempt.transport),
            ..Default::default()
        };
        let session = me.session();
        let tap = session.tap_heeding(wake, is_worth_a_picture);
        session.connect(target, options)?;
        Ok(Self { session, tap })
    }

    /// Does what the player did.
    pub fn send(&self, action: Action) {
        self.session.with_pad(|pad| match action {
            Action::Axis(axis, value) => pad.set_axis(axis, value),
            Action::Press(button) => pad.press(button),
            Action::Release(button) => pad.release(button),
            Action::Choose { control, option } => pad.choose(control, option),
            Action::Text { control, text } => pad.text(control, text),
            Action::Touching(touching) => pad.set_touching(touching),
            // opens a field on the glass, and is no matter of the receiver's
            Action::Edit(_) => {}
        });
    }

    /// Takes all news into the model. Gives whether there were any.
    pub fn receive(&self, model: &mut PadModel, now: std::time::Duration) -> bool {
        let mut any = false;
        while let Some(update) = self.tap.poll() {
            tracing::debug!(?update, "news");
            let is_back = ends_sleep(model, &update);
            // taken anew each time: it must not be older than the update
            news::apply(model, update, &self.tap.view(), now);
            if is_back {
                news::came_back(model, now);
            }
            any = true;
        }
        // last, and not in place of the rest
        news::measure(model, &self.tap.view(), now) || any
    }

    /// The receiver is said to be there, too: see [`Pad::also_at`].
    pub fn also_at(&self, addresses: Vec<std::net::SocketAddr>) {
        self.session.with_pad(|pad| pad.also_at(addresses));
    }

    /// The player wants to be somebody else: another name, another colour.
    pub fn set_profile(&self, profile: Profile) {
        self.session.with_pad(|pad| pad.set_profile(profile));
    }

    /// The player wants this pairing to last; somebody at the receiver has to agree.
    pub fn remember_me(&self) {
        self.session.remember_me();
    }

    /// The player leaves: the seat is free. Dropping the link waits for a moment until the receiver knows.
    pub fn leave(&self) {
        self.session.with_pad(Pad::leave);
    }

    /// Closes the connection without waiting for the receiver's word; a seat that was not left stays for a while.
    pub fn hang_up(self) {
        self.session.hang_up();
    }
}

/// Whether the app is to look at once. A controller that waits for its receiver tries every second, maybe all night: each try
/// is counted, and the glass is not drawn anew for every one.
fn is_worth_a_picture(update: &PadUpdate) -> bool {
    match update {
        PadUpdate::Connecting { attempt } => *attempt < COUNTED || attempt.is_multiple_of(COUNTED),
        _ => true,
    }
}

/// Whether a phone that slept plays on with this, in the seat that it had. Bevy need not have heard of the sleep: an iPhone's
/// shell tells the session of it by itself.
const fn ends_sleep(model: &PadModel, update: &PadUpdate) -> bool {
    let slept = matches!(
        model.connection,
        Connection::Lost {
            reason: PadLoss::Suspended,
            ..
        }
    );
    slept && matches!(update, PadUpdate::Connected { fresh: false })
}

impl Drop for Link {
    fn drop(&mut self) {
        self.session.close();
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
fn sleep(link: Res<Link>, mut turns: MessageReader<AppLifecycle>, mut asleep: Local<bool>) {
    for turn in turns.read() {
        match turn {
            AppLifecycle::WillSuspend if !LEAVES_WITH_ITS_WINDOW => {
                link.session.release_all();
            }
            AppLifecycle::WillSuspend => {
                link.session.suspend();
                *asleep = true;
            }
            AppLifecycle::Running if *asleep => {
                *asleep = false;
                link.session.resume();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_night_of_tries_is_few_pictures_and_everything_else_is_one() {
        let tries = 1..=30_000;
        let worth = tries.filter(|&attempt| is_worth_a_picture(&PadUpdate::Connecting { attempt }));
        assert_eq!(worth.count(), 9 + 3_000);
        for other in [
            PadUpdate::Connected { fresh: false },
            PadUpdate::Impostor,
            PadUpdate::Lost {
                reason: PadLoss::Silent,
            },
        ] {
            assert!(is_worth_a_picture(&other), "{other:?}");
        }
    }

    #[test]
    fn only_the_first_news_after_a_sleep_end_it() {
        let mut model = PadModel {
            met: true,
            ..PadModel::default()
        };
        let mut ends = |reason, fresh| {
            let attempt = 1;
            model.connection = Connection::Lost { reason, attempt };
            ends_sleep(&model, &PadUpdate::Connected { fresh })
        };
        assert!(ends(PadLoss::Suspended, false));
        assert!(!ends(PadLoss::Suspended, true), "it begins anew");
        assert!(!ends(PadLoss::Silent, false), "nobody's fault");
        model.connection = Connection::Live;
        assert!(!ends_sleep(&model, &PadUpdate::Connected { fresh: false }));
    }
}
