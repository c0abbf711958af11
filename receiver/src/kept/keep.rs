//! When the evening is written: at once when a seat, the screen, the lock, the chosen game or who is muted changes, once a second in play,
//! and once a minute otherwise, so that it is not taken for an old one. Must not know files.

use super::comeback::{Endurance, Waiting};
use super::{Keeper, Kept, KeptGame};
use crate::chat::Silence;
use crate::flow::Screen;
use crate::game_host::GameHost;
use crate::identity::unix_now;
use crate::local_players::Keyboards;
use crate::net::{Net, NetSet, PadNews};
use crate::room::Say;
use crate::stage::Stage;
use bevy::prelude::*;
use std::time::Duration;

/// How often a running game is written.
const IN_PLAY: Duration = Duration::from_secs(1);
/// How often what does not change is.
const AT_REST: Duration = Duration::from_secs(60);
/// The shortest time between two: a crowd that joins at once is not written one by one.
const SHORTEST: Duration = Duration::from_millis(100);

/// What was written last, and when.
#[derive(Resource, Default)]
struct Written {
    at: Option<Duration>,
    /// Something happened since.
    is_due: bool,
    /// Whether the room was locked, and which game was chosen: nobody tells of these.
    known: (bool, &'static str),
    /// There is a file.
    is_there: bool,
}

pub(super) fn plugin(app: &mut App) {
    // a file of before is there until it is known that there is nothing to keep
    let written = Written {
        is_there: true,
        ..Written::default()
    };
    app.insert_resource(written).add_systems(
        PostUpdate,
        (keep, tell_trouble)
            .chain()
            .after(NetSet::Send)
            .run_if(resource_exists::<Keeper>),
    );
    app.add_systems(
        Last,
        forget_at_exit
            .after(bevy::window::exit_on_all_closed)
            .run_if(resource_exists::<Keeper>),
    );
}

#[expect(clippy::too_many_arguments, reason = "everything that is kept")]
fn keep(
    time: Res<Time<Real>>,
    screen: Res<State<Screen>>,
    stage: Res<Stage>,
    host: Res<GameHost>,
    keyboards: Keyboards<'_>,
    (endurance, waiting): (Res<Endurance>, Res<Waiting>),
    (net, silence): (Res<Net>, Res<Silence>),
    mut news: MessageReader<PadNews>,
    mut written: ResMut<Written>,
    mut keeper: ResMut<Keeper>,
) {
    keeper.hand_over();
    let known = (net.session().is_locked(), stage.entry.manifest.id);
    let is_news = std::mem::replace(&mut written.known, known) != known;
    written.is_due |=
        news.read().count() > 0 || screen.is_changed() || silence.is_changed() || is_news;
    let now = time.elapsed();
    let every = match screen.get() {
        Screen::Playing => IN_PLAY,
        _ => AT_REST,
    };
    let least = if written.is_due { SHORTEST } else { every };
    if written.at.is_some_and(|at| now.saturating_sub(at) < least) {
        return;
    }
    written.at = Some(now);
    written.is_due = false;
    if net.session().pads().next().is_none() {
        if std::mem::take(&mut written.is_there) {
            keeper.forget();
        }
        return;
    }
    written.is_there = true;
    // one that waits for everybody to be back was not paused by anybody
    let is_paused = *screen.get() == Screen::Paused && !waiting.0;
    keeper.keep(Kept {
        written: unix_now(),
        crashes: endurance.crashes,
        chosen: stage.entry.manifest.id.to_owned(),
        keyboards: keyboards.pads(),
        session: net.session().save(),
        game: game(&stage, &host, is_paused),
        silence: silence.clone(),
    });
}

/// The running game, if it is worth going on with.
fn game(stage: &Stage, host: &GameHost, paused: bool) -> Option<KeptGame> {
    let game = stage.game.as_deref().filter(|game| !game.is_over())?;
    Some(KeptGame {
        saved: game.save()?,
        setup: stage.setup.clone(),
        steps: stage.steps,
        won: host.is_won(),
        book: host.book().collect(),
        paused,
    })
}

/// Whoever ends the receiver in order ends its evening.
fn forget_at_exit(exits: MessageReader<AppExit>, mut keeper: ResMut<Keeper>) {
    if !exits.is_empty() {
        keeper.forget();
    }
}

fn tell_trouble(keeper: Res<Keeper>, mut is_told: Local<bool>, mut say: MessageWriter<Say>) {
    let Some(trouble) = keeper.take_trouble() else {
        return;
    };
    tracing::warn!("the evening is not kept: {trouble}");
    // it fails every second, and one sentence is enough
    if !std::mem::replace(&mut *is_told, true) {
        let words = format!("A crash now would cost seats and points: {trouble}.");
        say.write(Say(words));
    }
}
