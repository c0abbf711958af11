//! Steps the running game: feeds it the seats' inputs, tells it who sits down and leaves, lets a bot stand in for who
//! dropped, and hands out what the game says. Must not know screens' looks nor how inputs arrived.

mod feedback;
mod pads;

mod seat_book;
mod ticks;

use crate::flow::{GameNews, Intent, Screen};
use crate::kept::KeptGame;
use crate::net::{Net, NetSet, PadNews};
use crate::stage::{Stage, StepSet};
use bevy::app::RunFixedMainLoopSystems;
use bevy::prelude::*;
use couchpad_core::protocol::{PadId, SeatIndex};
use couchpad_core::session::HostEventKind;
use couchpad_games::game::{
    AnyGame, GameEntry, GameEvent, Inputs, Pacing, SeatAction, SeatEvent, SeatInput, Setup,
};
use couchpad_games::replay::{End, Recorder};
use seat_book::{SeatBook, SeatChange};
use std::time::Duration;

/// How often an `OnEvent` game is asked whether something happened, per second.
const EVENT_HZ: u32 = 60;
/// Every so many of those runs a stand-in may act in an `OnEvent` game: once a second is quick enough for a person.
const STAND_IN_EVERY: u64 = EVENT_HZ as u64;
/// The longest time that one frame catches up on. After a longer hitch the game goes on from where it was, instead of
/// falling ever further behind.
const CATCH_UP: Duration = Duration::from_millis(100);

/// What the game host remembers of the running game. The game itself is on the [`Stage`].
#[derive(Resource, Default)]
pub struct GameHost {
    book: SeatBook,
    inputs: Vec<SeatInput>,
    /// The inputs of the run before, for telling whether an axis moved.
    before: Vec<SeatInput>,
    actions: Vec<SeatAction>,
    /// Time of play so far; stands still in pauses.
    played: Duration,
    /// Runs of the step system so far, with and without a step.
    runs: u64,
    /// Runs since the last step.
    waited: u32,
    /// A seat was taken or left since the last step.
    seats_changed: bool,
    /// Points or players have changed since the pads were last told their points.
    scored: bool,
    /// The game said that the players won.
    won: bool,
    /// Hears everything that the game is given.
    recorder: Option<Recorder>,
}

/// How the game host treats drops.
#[derive(Resource, Clone, Copy, Debug, Default)]
pub struct DropPolicy {
    /// Pause when a pad drops, and let no bot stand in.
    pub pause: bool,
}

/// Steps games; wants [`Net`] and [`Stage`].
pub fn plugin(app: &mut App) {
    app.init_resource::<GameHost>()
        .init_resource::<DropPolicy>()
        .configure_sets(FixedUpdate, (StepSet::Step, StepSet::Seen).chain())
        .add_systems(Startup, bound_catch_up)
        .add_systems(
            PreUpdate,
            (count_time, follow_seats, queue_actions)
                .chain()
                .in_set(NetSet::Heard),
        )
        .add_systems(FixedUpdate, step.in_set(StepSet::Step))
        .add_systems(
            RunFixedMainLoop,
            set_alpha.in_set(RunFixedMainLoopSystems::AfterFixedMainLoop),
        );
    ticks::plugin(app);
    feedback::plugin(app);
    pads::plugin(app);
}

/// The fixed rate at which a game of this pacing is run.
#[must_use]
pub fn rate(pacing: Pacing) -> u32 {
    match pacing {
        Pacing::Fixed(hz) => hz.max(1),
        Pacing::OnEvent => EVENT_HZ,
    }
}

impl GameHost {
    /// Puts a new game on the stage. Those who sit there now are told to it by the next `follow_seats`, before its
    /// first step.
    pub fn begin(
        &mut self,
        stage: &mut Stage,
        entry: GameEntry,
        setup: Setup,
        fixed: &mut Time<Fixed>,
    ) {
        *self = Self::default();
        stage.entry = entry;
        stage.game = Some((entry.begin)(&setup));
        stage.setup = setup;
        stage.steps = 0;
        stage.alpha = 0.0;
        stage.countdown = None;
        stage.outcome = None;
        pace(entry, fixed);
    }

    /// Puts a game of before back on the stage. Who has left since is told to it by the next `follow_seats`.
    pub fn go_on(
        &mut self,
        stage: &mut Stage,
        entry: GameEntry,
        running: Box<dyn AnyGame>,
        kept: &KeptGame,
        fixed: &mut Time<Fixed>,
    ) {
        *self = Self {
            book: SeatBook::of(&kept.book),
            scored: true,
            won: kept.won,
            ..Self::default()
        };
        *stage = Stage {
            game: Some(running),
            setup: kept.setup.clone(),
            steps: kept.steps,
            ..Stage::new(entry)
        };
        pace(entry, fixed);
    }

    /// Whoever sat in the last game sits in none any more: the next on the stage is not theirs, and is not told that they left.
    pub fn forget_seats(&mut self) {
        self.book = SeatBook::default();
    }

    /// From now on this one hears everything that the game is given; `None`: nobody does. It ends with the game.
    pub fn record(&mut self, recorder: Option<Recorder>) {
        self.recorder = recorder;
    }

    /// The recorder that hears what the game is given.
    pub fn recorder(&mut self) -> Option<&mut Recorder> {
        self.recorder.as_mut()
    }

    /// The game is about to leave the stage, or the receiver to end.
    pub fn end_recording(&mut self, game: &dyn AnyGame, end: End) {
        if let Some(recorder) = &mut self.recorder {
            recorder.end(end, game);
        }
    }

    /// Who sits in each seat, as the running game was told.
    pub fn book(&self) -> impl Iterator<Item = Option<PadId>> + '_ {
        self.book.pads()
    }

    /// Whether the running game said that the players won.
    #[must_use]
    pub fn is_won(&self) -> bool {
        self.won
    }

    /// Whether a bot plays for this seat.
    #[must_use]
    pub fn is_standing_in(&self, seat: SeatIndex, policy: DropPolicy) -> bool {
        !policy.pause && self.book.needs_stand_in(seat, self.played)
    }

    /// Makes the inputs of one step. Tells whether anything in them happened, for `OnEvent` games.
    fn gather(&mut self, seats: &[SeatInput], game: &dyn AnyGame, policy: DropPolicy) -> bool {
        std::mem::swap(&mut self.inputs, &mut self.before);
        self.inputs.clear();
        self.inputs.extend_from_slice(seats);
        let may_stand_in =
            game.manifest().pacing != Pacing::OnEvent || self.runs.is_multiple_of(STAND_IN_EVERY);
        for (at, input) in (0..).map(SeatIndex).zip(&mut self.inputs) {
            if may_stand_in && !policy.pause && self.book.needs_stand_in(at, self.played) {
                *input = game.stand_in(at);
                let action = game.stand_in_action(at);
                let action = action.map(|action| SeatAction { seat: at, action });
                self.actions.extend(action);
            }
        }
        let edges = |input: &SeatInput| input.pressed | input.released != 0;
        self.waited = self.waited.saturating_add(1);
        let wakes = game.wakes().is_some_and(|after| self.waited >= after);
        std::mem::take(&mut self.seats_changed)
            || wakes
            || !self.actions.is_empty()
            || self.inputs.iter().any(edges)
            || self
                .inputs
                .iter()
                .map(|i| i.axes)
                .ne(self.before.iter().map(|i| i.axes))
    }
}

/// The game's own rate from now on, with nothing to catch up on.
fn pace(entry: GameEntry, fixed: &mut Time<Fixed>) {
    fixed.set_timestep_hz(f64::from(rate(entry.manifest.pacing)));
    let owed = fixed.overstep();
    fixed.discard_overstep(owed);
}

fn bound_catch_up(mut time: ResMut<Time<Virtual>>) {
    time.set_max_delta(CATCH_UP);
}

fn count_time(
    screen: Res<State<Screen>>,
    stage: Res<Stage>,
    time: Res<Time<Virtual>>,
    mut host: ResMut<GameHost>,
) {
    if *screen.get() == Screen::Playing && stage.countdown.is_none() {
        host.played += time.delta();
    }
}

/// Tells the game who sat down or left, gives returning pads their start values, and pauses where that is wished.
fn follow_seats(
    time: Res<Time<Real>>,
    screen: Res<State<Screen>>,
    policy: Res<DropPolicy>,
    mut host: ResMut<GameHost>,
    mut stage: ResMut<Stage>,
    mut net: ResMut<Net>,
    mut intents: MessageWriter<Intent>,
) {
    let Some(game) = stage.bypass_change_detection().game.as_deref_mut() else {
        return;
    };
    let host = &mut *host;
    let mut changes = Vec::new();
    host.book
        .observe(net.session().seats(), host.played, |change| {
            changes.push(change)
        });
    for change in changes {
        match change {
            SeatChange::Game(event) => {
                game.on_seat(event);
                if let Some(recorder) = &mut host.recorder {
                    recorder.seat(event);
                }
                host.seats_changed = true;
                host.scored = true;
                if let SeatEvent::Taken(seat) = event {
                    net.session_mut()
                        .set_axes(time.elapsed(), seat, game.axes(seat));
                }
            }
            SeatChange::Returned(seat) => {
                net.session_mut()
                    .set_axes(time.elapsed(), seat, game.axes(seat));
            }
            SeatChange::Dropped(_) => {
                if policy.pause && *screen.get() == Screen::Playing {
                    intents.write(Intent::Pause);
                }
            }
        }
    }
}

/// Keeps choices and texts for the next step; like presses, those of a countdown are no moves.
fn queue_actions(
    screen: Res<State<Screen>>,
    stage: Res<Stage>,
    mut news: MessageReader<PadNews>,
    mut host: ResMut<GameHost>,
) {
    let is_played = *screen.get() == Screen::Playing && stage.countdown.is_none();
    for PadNews(event) in news.read() {
        if let (HostEventKind::Action { action }, Some(seat)) = (&event.kind, event.seat)
            && is_played
        {
            host.actions.push(SeatAction {
                seat,
                action: action.clone(),
            });
        }
    }
}

/// One step of the running game, if it is to make one.
fn step(
    screen: Res<State<Screen>>,
    policy: Res<DropPolicy>,
    mut host: ResMut<GameHost>,
    mut stage: ResMut<Stage>,
    mut net: ResMut<Net>,
    mut news: MessageWriter<GameNews>,
) {
    let stage = &mut *stage;
    stage.stepped = false;
    let Some(game) = stage.game.as_deref_mut() else {
        return;
    };
    if *screen.get() != Screen::Playing || game.is_over() {
        return;
    }
    if stage.countdown.is_some() {
        // what is pressed meanwhile is no move of the game
        net.session_mut().clear_edges();
        return;
    }
    host.runs += 1;
    let happened = host.gather(net.session().inputs(), game, *policy);
    if game.manifest().pacing == Pacing::OnEvent && !happened {
        return;
    }
    let host = &mut *host;
    let inputs = Inputs {
        seats: &host.inputs,
        actions: &host.actions,
    };
    game.step(&inputs);
    host.waited = 0;
    if let Some(recorder) = &mut host.recorder {
        recorder.step(&inputs, game);
    }
    net.session_mut().clear_edges();
    host.actions.clear();
    for event in game.events() {
        // a crowd's points are not told one by one, but with the round
        host.scored |= matches!(
            event,
            GameEvent::Score { .. } | GameEvent::RoundCleared { .. }
        );
        host.won |= matches!(event, GameEvent::GameOver { won: true });
    }
    news.write_batch(game.events().iter().copied().map(GameNews::Step));
    stage.steps += 1;
    stage.stepped = true;
}

fn set_alpha(screen: Res<State<Screen>>, fixed: Res<Time<Fixed>>, mut stage: ResMut<Stage>) {
    if *screen.get() == Screen::Playing && stage.countdown.is_none() {
        stage.alpha = fixed.overstep_fraction();
    }
}
