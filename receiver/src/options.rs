//! What this run is to do: the flags where there are any, else the settings, else the defaults; checked against each
//! other. Asks the system only what it has to show the game on.

use crate::choices::{ChoiceError, Choices};
use crate::cli::{
    BindWish, Cli, Display, EventFormat, MAX_CAP, OptionWish, SeedWish, WindowSize,
    parse_receiver_name,
};
use crate::levels::OWN;
use crate::settings::Settings;
use crate::sound::Volume;
use bevy::prelude::Resource;
use couchpad_games::game::{GameEntry, Manifest};
use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::Duration;

/// Seconds that the seat of a pad that dropped waits for it, unless the settings say otherwise.
const SEAT_HOLD: u64 = 120;
/// Seconds after which a lobby without anybody shows a demonstration, unless the settings say otherwise.
const ATTRACT: u64 = 60;

/// Show still versions of everything that moves for show.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReducedMotion(pub bool);

/// Let blows shake the field, unless motion is reduced.
#[derive(Resource, Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScreenShake(pub bool);

impl Default for ScreenShake {
    fn default() -> Self {
        Self(true)
    }
}

/// Where the game is shown, once that is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// In a window.
    Window,
    /// In the terminal.
    Terminal,
    /// Nowhere.
    Nowhere,
}

/// What is heard in this run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SoundOptions {
    /// Sound is to be played at all.
    pub wanted: bool,
    /// A flag asked for it.
    pub asked: bool,
    /// A flag asked for silence until somebody turns sound on.
    pub muted: bool,
    /// What the settings say, and the usual where they do not.
    pub settings: Volume,
}

/// What this run is to do.
#[derive(Clone)]
pub struct Options {
    /// Where the game is shown.
    pub shown: Shown,
    /// Where to listen, as far as somebody said it.
    pub bind: BindWish,
    /// The settings said so, not a flag.
    pub bind_set: bool,
    /// What controllers call this receiver; clean.
    pub receiver_name: String,
    /// Announce the receiver in the local network.
    pub discovery: bool,
    /// The Android package that the receiver's page offers.
    pub package: Option<PathBuf>,
    /// The game to begin with.
    pub game: GameEntry,
    /// A flag named the game: it counts more than that of an evening to go on with.
    pub game_asked: bool,
    /// Where the games' seeds come from, if that is said.
    pub seed: Option<SeedWish>,
    /// What the flags say about how the game to begin with is played; the game has these options.
    pub asked: Vec<OptionWish>,
    /// What the settings say about any game that has such options.
    pub set: Vec<OptionWish>,
    /// The levels that a flag asks for.
    pub levels: Option<String>,
    /// The levels that the settings ask for.
    pub levels_set: Option<String>,
    /// Where the games are recorded, if they are.
    pub record: Option<PathBuf>,
    /// How events are written, if they are.
    pub events: Option<EventFormat>,
    /// The file that they are written to, instead of standard output.
    pub events_to: Option<PathBuf>,
    /// Close after this long.
    pub exit_after: Option<Duration>,
    /// The most pads that are admitted.
    pub cap: usize,
    /// How long the seat of a pad that dropped waits for it.
    pub seat_hold: Duration,
    /// Pause when a pad drops.
    pub pause_on_drop: bool,
    /// The name of a player at the keyboard.
    pub name: String,
    /// The window's size.
    pub size: WindowSize,
    /// Fill the screen.
    pub fullscreen: bool,
    /// Still versions of everything that moves for show.
    pub reduced_motion: bool,
    /// Let blows shake the field.
    pub screen_shake: bool,
    /// After how long a lobby without anybody shows a demonstration, if ever.
    pub attract: Option<Duration>,
    /// What is heard, and whether anything is.
    pub sound: SoundOptions,
}

/// Why it cannot be done. Each says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OptionsError {
    /// A window without a display.
    #[error(
        "there is no display for a window: set DISPLAY or WAYLAND_DISPLAY, or start with --display terminal or none"
    )]
    NoDisplay,
    /// A terminal view without a terminal.
    #[error(
        "standard input and output are not a terminal: start it in one, or with --display window or none"
    )]
    NoTerminal,
    /// Events would be drawn over the terminal view.
    #[error(
        "--events needs standard output for itself, where the terminal view draws: add --display none (or window), or --events-to FILE"
    )]
    EventsInTerminal,
    /// No game is registered at all, or the settings name one that went.
    #[error("there is no game to play: build the receiver with at least one")]
    NoGame,
    /// Levels, and a way to play that has none.
    #[error(
        "--levels: {game} goes on for ever with --option {option}={value}, on levels of its own; leave out one of the two"
    )]
    Endless {
        /// The game's title.
        game: &'static str,
        /// The option's id.
        option: String,
        /// What was asked for.
        value: String,
    },
    /// The game is not played like that; its source says why.
    #[error("--option")]
    Option(#[from] ChoiceError),
}

/// What there is to show the game on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Surroundings {
    /// A display for windows.
    pub display: bool,
    /// Standard input and output are a terminal.
    pub terminal: bool,
}

impl Surroundings {
    /// What the system has.
    #[must_use]
    pub fn look() -> Self {
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let always = cfg!(any(target_os = "macos", target_os = "windows"));
        Self {
            display: always || set("DISPLAY") || set("WAYLAND_DISPLAY"),
            terminal: std::io::stdin().is_terminal() && std::io::stdout().is_terminal(),
        }
    }
}

impl Options {
    /// Settles everything: flags win over settings.
    ///
    /// # Errors
    /// See [`OptionsError`].
    pub fn settle(
        cli: Cli,
        settings: Settings,
        around: Surroundings,
    ) -> Result<Self, OptionsError> {
        let display = cli.display.or(settings.display).unwrap_or_default();
        let on_output = cli.events.filter(|_| cli.events_to.is_none());
        let shown = show(display, on_output, around)?;
        let game_asked = cli.game.is_some();
        let game = match cli.game.or(settings.game) {
            Some(id) => couchpad_games::find(&id).copied(),
            None => couchpad_games::games().first().copied(),
        };
        let game = game.ok_or(OptionsError::NoGame)?;
        check_wishes(&game, &cli.options, cli.levels.as_deref())?;
        let cap = cli.cap.or(settings.cap).unwrap_or(MAX_CAP);
        Ok(Self {
            shown,
            bind_set: cli.bind.is_none() && settings.bind.is_some(),
            bind: cli.bind.or(settings.bind).unwrap_or_default(),
            receiver_name: cli
                .receiver_name
                .or(settings.receiver_name)
                .unwrap_or_else(machine_name),
            discovery: !cli.no_discovery && settings.discovery.unwrap_or(true),
            package: cli.package,
            game,
            game_asked,
            seed: cli.seed,
            asked: cli.options,
            set: settings.options,
            levels: cli.levels,
            levels_set: settings.levels,
            record: cli.record,
            events: cli.events,
            events_to: cli.events_to,
            exit_after: cli.exit_after,
            cap: usize::try_from(cap).unwrap_or(usize::MAX),
            seat_hold: Duration::from_secs(settings.seat_hold.unwrap_or(SEAT_HOLD)),
            pause_on_drop: cli.pause_on_drop || settings.pause_on_drop.unwrap_or(false),
            name: cli
                .name
                .or(settings.name)
                .unwrap_or_else(|| "Keyboard".into()),
            size: cli.size.or(settings.window.size).unwrap_or_default(),
            fullscreen: !cli.windowed
                && (cli.fullscreen || settings.window.fullscreen.unwrap_or(false)),
            attract: Some(settings.attract.unwrap_or(ATTRACT))
                .filter(|seconds| *seconds > 0)
                .map(Duration::from_secs),
            screen_shake: settings.screen_shake.unwrap_or(true),
            reduced_motion: cli.reduced_motion || settings.reduced_motion.unwrap_or(false),
            sound: SoundOptions {
                // whoever sits at a terminal, or watches a log, did not ask for music
                wanted: shown == Shown::Window || cli.sound,
                asked: cli.sound,
                muted: cli.mute,
                settings: settings.sound.into(),
            },
        })
    }
}

impl Options {
    /// Chooses what settings and flags say about how the games are played, over what was chosen last time. The flags
    /// are about `meant`, whichever game an evening before goes on with.
    pub fn choose(&self, choices: &mut Choices, meant: &'static Manifest) {
        for entry in couchpad_games::games() {
            for wish in &self.set {
                // a game that has no such option is not meant
                let _ = choices.choose(entry.manifest, &wish.option, &wish.value);
            }
        }
        let brings_levels = brings_levels(self.levels.as_deref());
        match self.seed {
            Some(SeedWish::Daily) if brings_levels => choices.daily = true,
            Some(SeedWish::Daily) => choices.take_daily(meant),
            Some(SeedWish::Number(_)) => choices.daily = false,
            None => {}
        }
        if brings_levels {
            // whoever asks for levels wants to play them, however it was played last
            choices.let_it_end(meant);
        }
        for wish in &self.asked {
            if let Err(error) = choices.choose(meant, &wish.option, &wish.value) {
                tracing::warn!("--option: {error}");
            }
        }
    }
}

/// Whether the game can be played as the flags say.
fn check_wishes(
    game: &GameEntry,
    wishes: &[OptionWish],
    levels: Option<&str>,
) -> Result<(), OptionsError> {
    for wish in wishes {
        let mut alone = Choices::default();
        alone.choose(game.manifest, &wish.option, &wish.value)?;
        if alone.is_endless(game.manifest) && brings_levels(levels) {
            return Err(OptionsError::Endless {
                game: game.manifest.title,
                option: wish.option.clone(),
                value: wish.value.clone(),
            });
        }
    }
    Ok(())
}

/// Whether other levels than the game's own are asked for.
fn brings_levels(asked: Option<&str>) -> bool {
    asked.is_some_and(|asked| asked != OWN)
}

/// What this machine is called, without its domain.
fn machine_name() -> String {
    let name = gethostname::gethostname();
    let name = name.to_string_lossy();
    let first = name.split('.').next().unwrap_or_default();
    // what a machine is called that nobody named
    let named = Some(first).filter(|name| !name.eq_ignore_ascii_case("localhost"));
    named
        .and_then(|name| parse_receiver_name(name).ok())
        .unwrap_or_else(|| "Couchpad".into())
}

pub(crate) fn show(
    display: Display,
    events: Option<EventFormat>,
    around: Surroundings,
) -> Result<Shown, OptionsError> {
    let shown = match display {
        Display::Window if around.display => Shown::Window,
        Display::Window => return Err(OptionsError::NoDisplay),
        Display::Terminal if around.terminal => Shown::Terminal,
        // the more telling of two faults: a pipe is there because of --events
        Display::Terminal if events.is_some() => return Err(OptionsError::EventsInTerminal),
        Display::Terminal => return Err(OptionsError::NoTerminal),
        Display::None => Shown::Nowhere,
        Display::Auto if around.display => Shown::Window,
        Display::Auto if around.terminal => Shown::Terminal,
        Display::Auto => Shown::Nowhere,
    };
    if shown == Shown::Terminal && events.is_some() {
        return Err(OptionsError::EventsInTerminal);
    }
    Ok(shown)
}

#[cfg(test)]
mod tests;
