//! A replay on the stage: plays it at the speed that is wished for, forwards and back. The views draw the stage as in play, and
//! what [`Watch`] says. There is no network. Must not know how anything is drawn.

use super::waymarks::Waymarks;
use super::words;
use crate::flow::Screen;
use crate::game_host::rate;
use crate::roster::{Card, Presence, Roster};
use crate::stage::{Stage, StepSet};
use bevy::app::RunFixedMainLoopSystems;
use bevy::prelude::*;
use couchpad_core::protocol::PadId;
use couchpad_games::game::AnyGame;
use couchpad_games::replay::{End, Play, Player, Replay, ReplayError, Turn};
use std::time::Duration;

/// How far one wish jumps.
pub const JUMP: Duration = Duration::from_secs(10);
/// The longest time that one frame catches up on, in time of the frame.
const CATCH_UP: Duration = Duration::from_millis(100);

/// How fast a replay is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Speed {
    /// A quarter.
    Quarter,
    /// Half.
    Half,
    /// As it was played.
    #[default]
    Once,
    /// Twice.
    Twice,
    /// Four times.
    Fourfold,
    /// Eight times.
    Eightfold,
}

impl Speed {
    /// All of them, slowest first.
    pub const ALL: [Self; 6] = [
        Self::Quarter,
        Self::Half,
        Self::Once,
        Self::Twice,
        Self::Fourfold,
        Self::Eightfold,
    ];

    /// As it is written.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Quarter => "0.25",
            Self::Half => "0.5",
            Self::Once => "1",
            Self::Twice => "2",
            Self::Fourfold => "4",
            Self::Eightfold => "8",
        }
    }

    const fn times(self) -> f32 {
        match self {
            Self::Quarter => 0.25,
            Self::Half => 0.5,
            Self::Once => 1.0,
            Self::Twice => 2.0,
            Self::Fourfold => 4.0,
            Self::Eightfold => 8.0,
        }
    }

    fn next(self, by: isize) -> Self {
        let at = Self::ALL.iter().position(|speed| *speed == self);
        let to = at.unwrap_or(0).saturating_add_signed(by);
        let last = Self::ALL.len() - 1;
        Self::ALL.get(to.min(last)).copied().unwrap_or(self)
    }
}

/// What whoever watches wishes for. Views write it for keys.
#[derive(Message, Clone, Copy, Debug, PartialEq, Eq)]
pub enum WatchWish {
    /// Stand still, or go on; at the end: from the beginning.
    TogglePause,
    /// Faster by one of [`Speed::ALL`].
    Faster,
    /// Slower by one.
    Slower,
    /// [`JUMP`] forwards.
    Forwards,
    /// [`JUMP`] back.
    Back,
    /// From the beginning.
    Restart,
    /// Close the program.
    Quit,
}

/// How the replay fares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It goes on.
    Running,
    /// There is nothing more; `None`: the recording was cut short.
    Ended(Option<End>),
    /// The game goes another way than it went, or the file is damaged: nothing more is shown.
    Failed(ReplayError),
}

/// The replay that is watched.
#[derive(Resource)]
pub struct Watch {
    replay: Replay,
    play: Play,
    marks: Waymarks,
    speed: Speed,
    is_paused: bool,
    fate: Fate,
}

impl Watch {
    /// Begins with the replay's beginning.
    ///
    /// # Errors
    /// As [`Replay::begin`].
    pub fn new(replay: Replay, speed: Speed) -> Result<(Self, Stage), ReplayError> {
        let (mut game, mut play) = replay.begin()?;
        play.make_ready(&mut *game)?;
        let stage = Stage {
            game: Some(game),
            setup: replay.head().setup.clone(),
            steps: before(&replay),
            ..Stage::new(*replay.entry())
        };
        let watch = Self {
            replay,
            play,
            marks: Waymarks::default(),
            speed,
            is_paused: false,
            fate: Fate::Running,
        };
        Ok((watch, stage))
    }

    /// How fast it is shown.
    #[must_use]
    pub fn speed(&self) -> Speed {
        self.speed
    }

    /// Whether it stands still because somebody wished so.
    #[must_use]
    pub fn is_paused(&self) -> bool {
        self.is_paused
    }

    /// How it fares.
    #[must_use]
    pub fn fate(&self) -> &Fate {
        &self.fate
    }

    /// Where it is, and how long it is in all: "0:34 of 5:12".
    #[must_use]
    pub fn place(&self) -> String {
        let manifest = self.replay.entry().manifest;
        let clock = |steps| words::clock(words::played(manifest, steps));
        let (now, all) = (self.play.steps(), self.replay.steps());
        format!("{} of {}", clock(now), clock(all))
    }

    /// How far it is, 0.0 to 1.0.
    #[must_use]
    pub fn share(&self) -> f32 {
        let all = self.replay.steps().max(1);
        (self.play.steps() as f64 / all as f64) as f32
    }

    /// What there is to say about it, in a few words.
    #[must_use]
    pub fn state(&self) -> String {
        match &self.fate {
            Fate::Running if self.is_paused => "paused".into(),
            Fate::Running => format!("{} ×", self.speed.word()),
            Fate::Ended(Some(_)) => "the end".into(),
            Fate::Ended(None) => "cut short here".into(),
            Fate::Failed(error) => error.to_string(),
        }
    }

    /// Makes a step, if there is one to make. Tells whether it did.
    fn step(&mut self, game: &mut dyn AnyGame) -> bool {
        if self.fate != Fate::Running {
            return false;
        }
        match self.play.step(game) {
            Ok(Turn::Stepped) => {
                self.marks.pass(game, &self.play);
                return true;
            }
            Ok(Turn::Ended(end)) => self.fate = Fate::Ended(end),
            Err(error) => self.fate = Fate::Failed(error),
        }
        false
    }

    /// Shows it from this step on. From the nearest place whose game is kept, or else from the beginning, it goes there as fast as
    /// it goes; how many steps it took comes back.
    fn seek(&mut self, to: u64, stage: &mut Stage) -> u64 {
        if let Some((game, play)) = self.nearest(to) {
            (stage.game, self.play) = (Some(game), play);
            self.fate = Fate::Running;
        }
        let from = self.play.steps();
        if let Some(game) = stage.game.as_deref_mut() {
            while self.play.steps() < to && self.step(game) {}
            if let Err(error) = self.play.make_ready(game) {
                self.fate = Fate::Failed(error);
            }
        }
        stage.steps = before(&self.replay) + self.play.steps();
        // where it was before is no place to come from
        stage.alpha = 1.0;
        self.play.steps() - from
    }

    /// Where to go on from for that step; `None`: from here.
    fn nearest(&self, to: u64) -> Option<(Box<dyn AnyGame>, Play)> {
        let here = self.play.steps();
        if to >= here {
            return self.marks.before(to, Some(here));
        }
        let kept = self.marks.before(to, None);
        kept.or_else(|| self.replay.begin().ok())
    }

    fn jump(&self, forwards: bool) -> u64 {
        let steps = u64::from(rate(self.replay.entry().manifest.pacing)) * JUMP.as_secs();
        let now = self.play.steps();
        if forwards {
            (now + steps).min(self.replay.steps())
        } else {
            now.saturating_sub(steps)
        }
    }
}

/// Steps that the game had made before the recording began.
fn before(replay: &Replay) -> u64 {
    replay.head().from.as_ref().map_or(0, |from| from.steps)
}

/// Plays the [`Watch`] on the [`Stage`]; wants both.
pub fn plugin(app: &mut App) {
    app.init_resource::<Roster>()
        .add_message::<WatchWish>()
        .configure_sets(FixedUpdate, (StepSet::Step, StepSet::Seen).chain())
        .add_systems(Startup, pace)
        .add_systems(PreUpdate, (heed, seat_players).chain())
        .add_systems(FixedUpdate, step.in_set(StepSet::Step))
        .add_systems(
            RunFixedMainLoop,
            set_alpha.in_set(RunFixedMainLoopSystems::AfterFixedMainLoop),
        );
}

fn pace(stage: Res<Stage>, mut fixed: ResMut<Time<Fixed>>, mut time: ResMut<Time<Virtual>>) {
    fixed.set_timestep_hz(f64::from(rate(stage.entry.manifest.pacing)));
    time.set_max_delta(CATCH_UP);
}

fn heed(
    mut wishes: MessageReader<WatchWish>,
    mut watch: ResMut<Watch>,
    mut stage: ResMut<Stage>,
    mut time: ResMut<Time<Virtual>>,
    mut exit: MessageWriter<AppExit>,
) {
    for wish in wishes.read() {
        match wish {
            WatchWish::TogglePause if watch.fate != Fate::Running => go(&mut watch, 0, &mut stage),
            WatchWish::TogglePause => watch.is_paused = !watch.is_paused,
            WatchWish::Faster => watch.speed = watch.speed.next(1),
            WatchWish::Slower => watch.speed = watch.speed.next(-1),
            WatchWish::Forwards | WatchWish::Back => {
                let to = watch.jump(*wish == WatchWish::Forwards);
                go(&mut watch, to, &mut stage);
            }
            WatchWish::Restart => go(&mut watch, 0, &mut stage),
            WatchWish::Quit => {
                exit.write(AppExit::Success);
            }
        }
    }
    let speed = watch.speed.times();
    if time.relative_speed() != speed {
        time.set_relative_speed(speed);
    }
}

fn go(watch: &mut Watch, to: u64, stage: &mut Stage) {
    let steps = watch.seek(to, stage);
    tracing::debug!("jumped to step {to} of the replay, over {steps} of them");
}

fn step(screen: Res<State<Screen>>, mut watch: ResMut<Watch>, mut stage: ResMut<Stage>) {
    stage.stepped = false;
    if watch.is_paused || *screen.get() != Screen::Playing {
        return;
    }
    let stage = &mut *stage;
    if let Some(game) = stage.game.as_deref_mut()
        && watch.step(game)
    {
        stage.steps += 1;
        stage.stepped = true;
    }
}

fn set_alpha(fixed: Res<Time<Fixed>>, watch: Res<Watch>, mut stage: ResMut<Stage>) {
    if !watch.is_paused && watch.fate == Fate::Running {
        stage.alpha = fixed.overstep_fraction();
    }
}

/// Those who played have their cards.
fn seat_players(watch: Res<Watch>, stage: Res<Stage>, mut roster: ResMut<Roster>) {
    let now = Roster {
        cards: watch.play.players().iter().map(card).collect(),
        waiting: 0,
        seats: usize::from(stage.entry.manifest.seats.seats()),
    };
    roster.set_if_neq(now);
}

fn card(player: &Player) -> Card {
    Card {
        pad: PadId(u32::from(player.seat.0)),
        name: player.name.clone(),
        seat: player.seat,
        mark: player.mark,
        presence: Presence::Here,
        rtt: None,
        loss: 0.0,
        cause: None,
        tcp: false,
        local: false,
        standing_in: false,
    }
}

#[cfg(test)]
pub(super) mod tests;
