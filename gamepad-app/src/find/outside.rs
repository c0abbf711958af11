//! Does what the machine wants done: connects and hangs up, searches, scans, lets the doctor look. Slow things happen on
//! threads of their own, and what they find comes back through the [`Inbox`]. Must not know what follows from it.

use super::{Attempt, Deed, Effect, Event, Finder, Happened, News, keeping};
use crate::identity::Me;
use crate::link::Link;
use crate::lookout::Lookout;
use crate::model::{Connection, PadModel};
use crate::touch::PadSystems;
use bevy::prelude::*;
use couchpad_core::discovery::{BrowseEvent, Browser};
use couchpad_core::doctor::{About, Finding, Level};
use couchpad_core::protocol::PublicKey;
use couchpad_core::transport::Wake;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// Events that other threads bring; each wakes the loop.
#[derive(Resource, Clone)]
pub struct Inbox {
    events: Arc<Mutex<Vec<Event>>>,
    wake: Wake,
}

impl Inbox {
    /// An empty one. `wake` is called from other threads.
    #[must_use]
    pub fn new(wake: Wake) -> Self {
        let events = Arc::default();
        Self { events, wake }
    }

    /// Brings an event, from any thread.
    pub fn bring(&self, event: Event) {
        let mut events = self.events.lock().unwrap_or_else(PoisonError::into_inner);
        events.push(event);
        drop(events);
        self.wake();
    }

    /// Wakes the loop without an event.
    pub fn wake(&self) {
        (self.wake)();
    }

    fn take(&self) -> Vec<Event> {
        let mut events = self.events.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *events)
    }
}

/// Reads the picture on a big screen. Phones bring one; a desktop has none.
pub trait Scanner: Send + Sync {
    /// Opens the scanner and returns at once; what it reads, or that it was closed, goes to the inbox as
    /// [`Event::Scanned`].
    fn scan(&self, inbox: Inbox);
}

/// Looks for what may be in the way to these addresses. May take seconds; it is called on a thread of its own.
pub type Examine = Arc<dyn Fn(&[SocketAddr]) -> Vec<Finding> + Send + Sync>;

/// Begins a search for receivers, or says why there is none.
pub type Browse = Arc<dyn Fn(Wake) -> Result<Box<dyn Browser>, String> + Send + Sync>;

/// The search that is on.
#[derive(Resource)]
struct Searching(Mutex<Box<dyn Browser>>);

/// The search for a receiver that went in play.
#[derive(Resource, Default)]
struct OnLookout(Mutex<Lookout>);

/// What the screens before play have of the world.
#[derive(Resource, Clone)]
pub struct Outside {
    /// Who this controller is.
    pub me: Me,
    /// Called from other threads when the loop should look.
    pub wake: Wake,
    /// The search.
    pub browse: Browse,
    /// The doctor.
    pub examine: Examine,
    /// The scanner, where there is one.
    pub scanner: Option<Arc<dyn Scanner>>,
}

/// What the connection was known to be when the machine last heard of it.
#[derive(Resource, Default, Debug, Clone, PartialEq)]
struct Told {
    connection: Option<Connection>,
    unreached: Option<super::Unreached>,
    paired: Option<PublicKey>,
    answers: u32,
}

/// Carries deeds out, where there is an [`Outside`].
pub fn plugin(app: &mut App) {
    keeping::plugin(app);
    app.init_resource::<Told>().init_resource::<OnLookout>();
    app.add_systems(
        PreUpdate,
        (
            (empty_inbox, listen, hear, look_out)
                .before(PadSystems::Find)
                .after(PadSystems::Receive),
            carry_out.after(PadSystems::Find).before(PadSystems::Place),
        )
            .run_if(resource_exists::<Outside>),
    );
}

fn empty_inbox(inbox: Option<Res<Inbox>>, mut out: MessageWriter<Happened>) {
    let events = inbox.map(|inbox| inbox.take()).unwrap_or_default();
    out.write_batch(events.into_iter().map(Happened));
}

/// What the search found.
fn listen(searching: Option<ResMut<Searching>>, mut out: MessageWriter<Happened>) {
    let Some(mut searching) = searching else {
        return;
    };
    let browser = searching.bypass_change_detection().0.get_mut();
    let browser = browser.unwrap_or_else(PoisonError::into_inner);
    while let Some(event) = browser.poll() {
        out.write(Happened(match event {
            BrowseEvent::Found(found) => Event::Found(found),
            BrowseEvent::Gone(id) => Event::Gone(id),
            BrowseEvent::Failed(reason) => failed(reason),
        }));
    }
}

/// A receiver that went may announce itself elsewhere.
fn look_out(
    link: Option<Res<Link>>,
    model: Res<PadModel>,
    finder: Res<Finder>,
    outside: Res<Outside>,
    time: Res<Time>,
    mut lookout: ResMut<OnLookout>,
) {
    let lookout = lookout.bypass_change_detection().0.get_mut();
    let lookout = lookout.unwrap_or_else(PoisonError::into_inner);
    let Some(link) = link.filter(|_| finder.may_search()) else {
        *lookout = Lookout::default();
        return;
    };
    let begin = || (outside.browse)(Arc::clone(&outside.wake));
    if let Some(addresses) = lookout.turn(&model, time.elapsed(), begin) {
        link.also_at(addresses);
    }
}

/// What changed in the connection becomes news.
fn hear(
    link: Option<Res<Link>>,
    model: Res<PadModel>,
    mut told: ResMut<Told>,
    mut out: MessageWriter<Happened>,
) {
    if link.is_none() || !model.is_changed() {
        return;
    }
    let now = Told {
        connection: Some(model.connection),
        unreached: model.unreached,
        paired: model.paired,
        answers: model.answers,
    };
    let before = std::mem::replace(&mut *told, now.clone());
    out.write_batch(news(&before, &now).map(|news| Happened(Event::News(news))));
}

fn news(before: &Told, now: &Told) -> impl Iterator<Item = News> {
    let connection = now
        .connection
        .filter(|_| now.connection != before.connection);
    let changed = connection.and_then(|connection| match connection {
        Connection::Live => Some(News::Live),
        Connection::Refused(refusal) => Some(News::Refused(refusal)),
        Connection::Impostor => Some(News::Impostor),
        Connection::Ended(end) => Some(News::Ended(end)),
        Connection::Connecting { .. } | Connection::Lost { .. } => None,
    });
    let unreached = now.unreached.filter(|_| now.unreached != before.unreached);
    let paired = now.paired.filter(|_| now.paired != before.paired);
    let answered = now.answers != before.answers;
    unreached
        .map(News::Unreached)
        .into_iter()
        .chain(paired.map(News::Paired))
        .chain(answered.then_some(News::Remembered))
        .chain(changed)
}

fn carry_out(world: &mut World, mut cursor: Local<bevy::ecs::message::MessageCursor<Deed>>) {
    let deeds: Vec<_> = {
        let messages = world.resource::<Messages<Deed>>();
        cursor.read(messages).cloned().collect()
    };
    for Deed(effect) in deeds {
        let Some(effect) = keeping::carry_out(world, effect) else {
            continue;
        };
        match effect {
            Effect::Connect(attempt) => connect(world, &attempt),
            Effect::HangUp => hang_up(world),
            Effect::Leave => leave(world),
            Effect::Search => search(world),
            Effect::StopSearch => {
                world.remove_resource::<Searching>();
            }
            Effect::Doubt(id) => doubt(world, &id),
            Effect::LoadRecent => {
                let recent = world.resource::<Outside>().me.recent();
                tell(world, Event::Recent(recent));
            }
            Effect::Scan => scan(world),
            Effect::Examine(addresses) => examine(world, addresses),
            // the shell's, and what is carried out elsewhere
            Effect::Ask(_)
            | Effect::Rename(_)
            | Effect::Choose(_)
            | Effect::Forget(_)
            | Effect::KeepArrangement
            | Effect::PutBack
            | Effect::Quit => {}
            Effect::RememberMe => {
                if let Some(link) = world.get_resource::<Link>() {
                    link.remember_me();
                }
            }
        }
    }
}

fn doubt(world: &mut World, id: &str) {
    if let Some(mut searching) = world.get_resource_mut::<Searching>() {
        let browser = searching.0.get_mut();
        browser.unwrap_or_else(PoisonError::into_inner).doubt(id);
    }
}

fn tell(world: &mut World, event: Event) {
    world.write_message(Happened(event));
}

fn connect(world: &mut World, attempt: &Attempt) {
    hang_up(world);
    let Outside { me, wake, .. } = world.resource::<Outside>().clone();
    match Link::open(attempt, &me, wake) {
        Ok(link) => world.insert_resource(link),
        Err(fault) => {
            tracing::warn!("no connection begins: {fault}");
            tell(world, Event::News(News::NoConnection));
        }
    }
}

/// Drops the connection beside this thread: its good-bye takes a moment.
pub(super) fn hang_up(world: &mut World) {
    if let Some(link) = world.remove_resource::<Link>() {
        link.hang_up();
    }
    let name = world.resource::<Outside>().me.name.clone();
    *world.resource_mut::<PadModel>() = PadModel {
        name,
        ..PadModel::default()
    };
    *world.resource_mut::<Told>() = Told::default();
}

fn leave(world: &mut World) {
    if let Some(link) = world.get_resource::<Link>() {
        link.leave();
    }
    hang_up(world);
}

fn search(world: &mut World) {
    let Outside { browse, wake, .. } = world.resource::<Outside>().clone();
    match browse(wake) {
        Ok(browser) => world.insert_resource(Searching(Mutex::new(browser))),
        Err(reason) => tell(world, failed(reason)),
    }
}

/// The log has the system's words, whatever the player reads.
fn failed(reason: String) -> Event {
    tracing::warn!("searching does not work: {reason}");
    Event::SearchFailed(reason)
}

fn scan(world: &mut World) {
    let scanner = world.resource::<Outside>().scanner.clone();
    if let (Some(scanner), Some(inbox)) = (scanner, world.get_resource::<Inbox>()) {
        scanner.scan(inbox.clone());
    }
}

fn examine(world: &mut World, addresses: Vec<SocketAddr>) {
    let examine = Arc::clone(&world.resource::<Outside>().examine);
    let Some(inbox) = world.get_resource::<Inbox>().cloned() else {
        return;
    };
    let look = move || inbox.bring(Event::Examined(examine(&addresses)));
    if let Err(fault) = thread::Builder::new().name("doctor".into()).spawn(look) {
        tracing::warn!("nothing was examined: {fault}");
        let what = format!("This phone is too busy to look ({fault}).");
        let finding = Finding {
            level: Level::Trouble,
            what,
            advice: Some("Close other apps, then look again.".into()),
            about: Some(About::TooBusy {
                reason: fault.to_string(),
            }),
        };
        tell(world, Event::Examined(vec![finding]));
    }
}

/// The machine as this run begins, and what it wants done first: what was named, else the way back to a seat that this app
/// had until it was ended, else the list.
pub fn begin(world: &mut World, mut finder: Finder, wish: Option<super::Wish>) {
    let start = std::time::Duration::ZERO;
    let me = world.resource::<Outside>().me.clone();
    finder.on(Event::Recent(me.recent()), start);
    let there = me
        .comeback()
        .filter(|there| there.is_fresh(keeping::unix_now()));
    let effects = match there {
        Some(there) if wish.is_none() => finder.start_back(&there.receiver, start),
        _ => finder.start(wish, start),
    };
    world.insert_resource(finder);
    for effect in effects {
        world.write_message(Deed(effect));
    }
}
