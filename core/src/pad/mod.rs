//! A pad: a handle whose calls never block, around a thread that owns the session, the control connection
//! and the link. Must not know how anything is drawn or touched.

mod access;
mod backoff;
mod dial;
mod driver;
mod fallback;
mod link;
mod news;
mod race;
mod shared;
mod target;
mod unreachable;
mod worker;

pub use driver::PadDriver;
pub use news::{PadEnd, PadLoss, PadUpdate, PadView};
pub use target::Target;
pub use unreachable::Unreachable;

use crate::easy::{Held, Load};
use crate::identity::{IdentityError, PadIdentity};
use crate::protocol::{AxisIndex, ButtonIndex, ControlId, Profile, Transport};
use crate::session::PadConfig;
use crate::transport::Wake;
use shared::{Act, Shared};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// How long dropping a pad waits for its good-bye to leave.
const GOODBYE: Duration = Duration::from_millis(100);
/// The same when the player has left and the host is still to acknowledge it.
const LEAVING: Duration = Duration::from_millis(600);

/// How long suspending waits for the thread: a little longer than the thread waits for the receiver.
const SUSPENDING: Duration = Duration::from_millis(400);

/// Who joins, and how the owner hears of it.
#[derive(Clone, Default)]
pub struct PadOptions {
    /// Which device this is, and which receivers it knows: a seat goes only to the device that holds it. `None`: one that
    /// is new and forgotten with the pad.
    pub identity: Option<Arc<PadIdentity>>,
    /// Who the player wants to be.
    pub profile: Profile,
    /// Called from the pad's thread when [`Pad::poll`] has something. Must return at once.
    pub wake: Option<Wake>,
    /// How the session behaves; [`PadConfig::at_rate`] for more than 120 states a second.
    pub session: PadConfig,
    /// What play may travel on. A join link may have a wish of its own: see [`Transport::or`].
    pub transport: Transport,
    /// The address of this machine to connect from, where it has several. `None`: the system chooses. An address of the
    /// other family than the receiver's is not used for it.
    pub from: Option<IpAddr>,
}

/// Why a pad cannot even begin.
#[derive(Debug, thiserror::Error)]
pub enum PadError {
    /// The system gives no thread, no poll or no random numbers.
    #[error(
        "this device has no room for the controller's connection: close other programs and try again ({0})"
    )]
    System(#[from] io::Error),
    /// No identity could be made.
    #[error(transparent)]
    Identity(#[from] IdentityError),
}

/// A pad. It connects, and reconnects, by itself until it is dropped, the player leaves, or the receiver sends it away.
///
/// Dropping it closes the link; the seat stays the player's for a while. Only [`leave`](Self::leave) frees it.
pub struct Pad {
    shared: Arc<Shared>,
}

impl Pad {
    /// Starts to connect to a receiver. Returns at once: how it goes is told by [`poll`](Self::poll).
    ///
    /// # Errors
    /// See [`PadError`].
    pub fn connect(target: Target, options: PadOptions) -> Result<Self, PadError> {
        let identity = match &options.identity {
            Some(identity) => Arc::clone(identity),
            None => Arc::new(PadIdentity::ephemeral()?),
        };
        let (poll, waker) = worker::poll()?;
        let shared = Arc::new(Shared::new(waker, options.wake.clone()));
        let worker = worker::Worker::new(poll, target, identity, options, Arc::clone(&shared))?;
        thread::Builder::new()
            .name("couchpad-pad".to_owned())
            .spawn(move || worker.run())?;
        Ok(Self { shared })
    }

    /// Moves an axis to an absolute value, -32767 to 32767 from end to end.
    pub fn set_axis(&self, axis: AxisIndex, value: i16) {
        self.shared.act(Act::Axis(axis, value));
    }

    /// A button went down.
    pub fn press(&self, button: ButtonIndex) {
        self.shared.act(Act::Press(button));
    }

    /// A button came up.
    pub fn release(&self, button: ButtonIndex) {
        self.shared.act(Act::Release(button));
    }

    /// All buttons came up, as when the app loses the touches.
    pub fn release_all(&self) {
        self.shared.act(Act::ReleaseAll);
    }

    /// Whether a finger is on the glass.
    pub fn set_touching(&self, touching: bool) {
        self.shared.act(Act::Touching(touching));
    }

    /// One of a control's answers was chosen.
    pub fn choose(&self, control: ControlId, option: u8) {
        self.shared.act(Act::Choose(control, option));
    }

    /// A line was typed.
    pub fn text(&self, control: ControlId, text: String) {
        self.shared.act(Act::Text(control, text));
    }

    /// The app goes to the background: the silence that follows is meant.
    pub fn away(&self) {
        self.shared.act(Act::Away);
    }

    /// The app is in front again.
    pub fn back(&self) {
        self.shared.act(Act::Back);
    }

    /// The system is about to suspend the app: all buttons come up, the receiver is told that the player is away and has a
    /// moment to hear it, then every socket is closed. Waits for that, 0.4 s at most. The seat stays, and the pad does nothing
    /// before [`resume`](Self::resume). Whether the receiver is known to have heard it; `false` also where there was no
    /// connection. [`PadUpdate::Lost`] follows where there was one.
    pub fn suspend(&self) -> bool {
        self.shared.suspend(SUSPENDING)
    }

    /// The app is in front again: connects anew at once, with a fresh socket and a fresh token, to the same seat. Nothing
    /// happens to a pad that was not suspended.
    pub fn resume(&self) {
        self.shared.act(Act::Resume);
    }

    /// Opens a fresh socket at once, as after a suspension or when the network has changed. The seat stays.
    pub fn relink(&self) {
        self.shared.act(Act::Relink);
    }

    /// The receiver that let this pad in may be at these addresses now, best first, besides those that the pad knows: somebody
    /// has seen it announce itself there. The next attempts call them, too, and one under way takes them in; eight at most, in
    /// place of those that were told of before. Whoever answers there has to prove to be that receiver, and a "no" from there
    /// ends nothing. Changes nothing while the pad is connected, and nothing for a pad that was never let in.
    pub fn also_at(&self, addresses: impl IntoIterator<Item = SocketAddr>) {
        let addresses = addresses.into_iter().take(dial::MOST_TOLD).collect();
        self.shared.act(Act::AlsoAt(addresses));
    }

    /// The player changed the name or the mark.
    pub fn set_profile(&self, profile: Profile) {
        self.shared.act(Act::Profile(profile));
    }

    /// The player wants this pairing to outlast the evening. [`PadUpdate::Remembered`] follows once somebody at the receiver
    /// has said so.
    pub fn remember_me(&self) {
        self.shared.act(Act::RememberMe);
    }

    /// Bytes for the program at the other end, reliably. Where too much waits already they are dropped and nobody is told:
    /// [`easy::Pad::send`](crate::easy::Pad::send) tells.
    pub fn app(&self, channel: u8, bytes: Vec<u8>) {
        self.shared.act(Act::App(channel, bytes));
    }

    /// Programs' messages, all at once: they share datagrams.
    pub(crate) fn messages(&self, held: Vec<Held>) {
        self.shared.act(Act::Messages(held));
    }

    /// Programs' messages that wait for the host's word, or for the thread.
    pub(crate) fn load(&self) -> Load {
        self.shared.load()
    }

    /// How many messages of programs were thrown away since the last call, because nobody polled.
    #[must_use]
    pub fn take_missed(&self) -> u64 {
        self.shared.take_missed()
    }

    /// The pad's clock: the time since it started, by which [`Message::made`](crate::session::Message::made) is told.
    #[must_use]
    pub fn now(&self) -> Duration {
        self.shared.start().elapsed()
    }

    /// The player leaves for good: the seat is free. [`PadUpdate::Ended`] follows.
    pub fn leave(&self) {
        self.shared.act(Act::Leave);
    }

    /// The next thing that happened.
    #[must_use]
    pub fn poll(&self) -> Option<PadUpdate> {
        self.shared.next_update()
    }

    /// How things stand now.
    #[must_use]
    pub fn view(&self) -> PadView {
        self.shared.view()
    }

    /// How often its thread has woken: what a pad costs that does nothing.
    #[must_use]
    pub fn turns(&self) -> u64 {
        self.shared.turns()
    }

    /// Whether it has ended: [`PadUpdate::Ended`], [`Refused`](PadUpdate::Refused) or [`Impostor`](PadUpdate::Impostor) was
    /// the last thing that happened. It does not call any more; whoever wants to try again makes another pad.
    #[must_use]
    pub fn is_ended(&self) -> bool {
        self.shared.is_over()
    }
}

impl Drop for Pad {
    fn drop(&mut self) {
        let patience = if self.shared.is_leaving() {
            LEAVING
        } else {
            GOODBYE
        };
        self.shared.stop(patience);
    }
}
