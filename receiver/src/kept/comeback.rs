//! Goes on with an evening that did not end in order: its game stands in pause until everybody is back, or somebody goes
//! on; one that a player had paused waits for a player. Must not know where it was kept.

use super::{Kept, KeptGame};
use crate::chat::Silence;
use crate::flow::{GameNews, Intent, Screen};
use crate::game_host::GameHost;
use crate::local_players::{KeyboardsBefore, SLOTS};
use crate::net::{Net, NetSet};
use crate::room::{Guest, Say};
use crate::stage::Stage;
use bevy::prelude::*;
use couchpad_core::protocol::PadId;
use couchpad_games::game::{AnyGame, GameEntry};
use std::time::Duration;

/// After so many panics without a while of play between, the game itself is what ends the receiver.
pub(super) const CRASHES: u8 = 3;
/// Played on for so long, a game has shown that it does not.
const ENDURED: Duration = Duration::from_secs(10);

/// What there is to go on with.
#[derive(Resource, Default)]
pub struct Comeback {
    crashes: u8,
    keyboards: [Option<PadId>; SLOTS],
    silence: Silence,
    game: Option<Box<Before>>,
}

/// A game of before.
struct Before {
    entry: GameEntry,
    running: Box<dyn AnyGame>,
    kept: KeptGame,
}

/// Seats of before wait for those who had them.
#[derive(Message, Clone, Debug, PartialEq, Eq)]
pub struct Restored(pub Vec<Guest>);

/// How the game of before fares.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Endurance {
    /// How often a panic has ended the receiver, without a while of play between.
    pub(super) crashes: u8,
    played: Duration,
}

/// The game waits for everybody to be back, and not for a player.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Waiting(pub(super) bool);

impl Comeback {
    /// Nothing but keyboard players, who find their seats.
    #[must_use]
    pub fn at_keyboards(before: KeyboardsBefore) -> Self {
        Self {
            keyboards: before.0,
            ..Self::default()
        }
    }

    /// What was kept, but for its game.
    #[must_use]
    pub fn of(kept: &Kept) -> Self {
        Self {
            crashes: kept.crashes,
            keyboards: kept.keyboards,
            silence: kept.silence.clone(),
            game: None,
        }
    }

    pub(super) fn put(&mut self, entry: GameEntry, running: Box<dyn AnyGame>, kept: KeptGame) {
        self.game = Some(Box::new(Before {
            entry,
            running,
            kept,
        }));
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Comeback>()
        .init_resource::<Endurance>()
        .init_resource::<Waiting>()
        .add_message::<Restored>()
        .add_systems(Startup, come_back)
        .add_systems(OnExit(Screen::Paused), stop_waiting)
        .add_systems(
            PreUpdate,
            (endure, go_on_when_all_are_back).in_set(NetSet::Heard),
        );
}

#[expect(clippy::too_many_arguments, reason = "everything that is restored")]
fn come_back(
    mut comeback: ResMut<Comeback>,
    mut endurance: ResMut<Endurance>,
    mut waiting: ResMut<Waiting>,
    (mut keyboards, mut silence): (ResMut<KeyboardsBefore>, ResMut<Silence>),
    net: Res<Net>,
    mut stage: ResMut<Stage>,
    mut host: ResMut<GameHost>,
    mut fixed: ResMut<Time<Fixed>>,
    mut next: ResMut<NextState<Screen>>,
    mut restored: MessageWriter<Restored>,
    mut news: MessageWriter<GameNews>,
    mut say: MessageWriter<Say>,
) {
    let guests = guests(&net);
    if guests.is_empty() {
        return;
    }
    keyboards.0 = comeback.keyboards;
    *silence = std::mem::take(&mut comeback.silence).among(net.session());
    restored.write(Restored(guests));
    let Some(before) = comeback.game.take() else {
        return;
    };
    let Before {
        entry,
        running,
        kept,
    } = *before;
    endurance.crashes = comeback.crashes;
    let (game, seed) = (entry.manifest.id, kept.setup.seed);
    host.go_on(&mut stage, entry, running, &kept, &mut fixed);
    waiting.0 = !kept.paused;
    next.set(Screen::Paused);
    news.write(GameNews::Restored { game, seed });
    let words = if kept.paused {
        "The game was paused. It goes on when somebody presses RESUME."
    } else {
        "The game goes on when everybody is back, or when somebody presses RESUME."
    };
    say.write(Say(words.into()));
}

fn guests(net: &Net) -> Vec<Guest> {
    net.session().pads().map(|pad| Guest::of(&pad)).collect()
}

fn stop_waiting(mut waiting: ResMut<Waiting>) {
    waiting.0 = false;
}

fn endure(
    time: Res<Time<Virtual>>,
    screen: Res<State<Screen>>,
    stage: Res<Stage>,
    mut endurance: ResMut<Endurance>,
) {
    let is_played = *screen.get() == Screen::Playing && stage.countdown.is_none();
    if endurance.crashes > 0 && is_played {
        endurance.played += time.delta();
        if endurance.played >= ENDURED {
            *endurance = Endurance::default();
        }
    }
}

fn go_on_when_all_are_back(
    screen: Res<State<Screen>>,
    waiting: Res<Waiting>,
    net: Res<Net>,
    mut intents: MessageWriter<Intent>,
) {
    if !waiting.0 || *screen.get() != Screen::Paused {
        return;
    }
    let mut seats = net
        .session()
        .seats()
        .iter()
        .filter(|seat| seat.pad.is_some())
        .peekable();
    if seats.peek().is_some() && seats.all(|seat| seat.present) {
        intents.write(Intent::Start);
    }
}
