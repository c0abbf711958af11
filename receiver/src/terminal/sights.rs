//! What there is to show in each frame, and whether it is worth a new picture.

use super::notes::Notes;
use super::screens::{Idle, Reel, Shown, draw};
use super::systems::View;
use crate::attract::Attract;
use crate::chat::{Bubble, Chat};
use crate::choices::Choices;
use crate::flow::{Intent, Screen};
use crate::local_players::{AskedHere, KeySet, LocalPlayers, SLOTS};
use crate::replay::{Watch, WatchWish};
use crate::room::Room;
use crate::roster::Roster;
use crate::scores::{Board, Scores};
use crate::screens::Desk;
use crate::sound::Volume;
use crate::stage::{Outcome, Stage, Standings};
use bevy::ecs::system::SystemParam;
use bevy::prelude::*;
use couchpad_games::game::Pacing;
use ratatui::layout::Size;
use std::time::{Duration, Instant};

/// The shortest time between two pictures: 60 a second, and a little less so that no frame of a 60 Hz loop is left out.
const BETWEEN_PICTURES: Duration = Duration::from_millis(15);
/// The same while bots play for nobody.
const BETWEEN_DEMO_PICTURES: Duration = Duration::from_millis(32);

/// All that a quiet screen shows: while it stays the same, so does the picture.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Quiet {
    screen: Screen,
    game: &'static str,
    roster: Roster,
    room: Room,
    bubbles: Vec<Bubble>,
    desk: Desk,
    joined: [bool; SLOTS],
    idle: Idle,
    /// How the game is to be played, as the lobby says it.
    ways: Vec<String>,
    outcome: Option<Outcome>,
    /// Where a game is that waits for its players, and what it asks those at the keyboard.
    steps: u64,
    counted: Option<u64>,
    asked: AskedHere,
    volume: Option<Volume>,
    size: Size,
}

/// All that the screens are drawn from.
#[derive(SystemParam)]
pub(super) struct Sights<'w> {
    screen: Res<'w, State<Screen>>,
    attract: Option<Res<'w, State<Attract>>>,
    stage: Res<'w, Stage>,
    room: Res<'w, Room>,
    chat: Res<'w, Chat>,
    roster: Res<'w, Roster>,
    desk: Res<'w, Desk>,
    players: Res<'w, LocalPlayers>,
    asked: Res<'w, AskedHere>,
    choices: Res<'w, Choices>,
    scores: Option<Res<'w, Scores>>,
    notes: Res<'w, Notes>,
    watch: Option<Res<'w, Watch>>,
    volume: Option<Res<'w, Volume>>,
}

/// Which high scores an idle lobby shows next: each time it does, another game's or another way to play.
#[derive(Default)]
pub(super) struct Turn {
    number: usize,
    is_shown: bool,
}

/// Shows what there is, if it is new.
pub(super) fn show(
    mut view: ResMut<View>,
    sights: Sights,
    mut turn: Local<Turn>,
    mut intents: MessageWriter<Intent>,
    mut watch: MessageWriter<WatchWish>,
) {
    let idle = sights.idle(&mut turn);
    let reel = sights.watch.as_deref().map(Reel::of);
    let shown = Shown {
        screen: *sights.screen.get(),
        stage: &sights.stage,
        roster: &sights.roster,
        room: &sights.room,
        chat: &sights.chat,
        desk: *sights.desk,
        joined: KeySet::ALL.map(|keys| sights.players.is_joined(keys)),
        asked: &sights.asked,
        choices: &sights.choices,
        idle: &idle,
        reel: reel.as_ref(),
        volume: sights.volume.as_deref().copied(),
        notes: &sights.notes,
        colours: view.colours,
    };
    if let Err(error) = view.show(&shown) {
        tracing::error!("cannot draw to the terminal: {error}");
        intents.write(Intent::Quit);
        watch.write(WatchWish::Quit);
    }
}

impl Sights<'_> {
    fn idle(&self, turn: &mut Turn) -> Idle {
        let attract = self.attract.as_deref().map(State::get);
        let shows_scores = attract == Some(&Attract::HighScores);
        if turn.is_shown && !shows_scores {
            turn.number = turn.number.wrapping_add(1);
        }
        turn.is_shown = shows_scores;
        match attract {
            None | Some(Attract::Off) => Idle::Off,
            Some(Attract::Demo) => Idle::Demo,
            Some(Attract::HighScores) => Idle::HighScores(self.standings(turn.number)),
        }
    }

    /// The high scores of the chosen game that it is the turn of.
    fn standings(&self, turn: usize) -> Option<Standings> {
        let game = self.stage.entry.manifest.id;
        let boards = self.scores.as_deref()?.table().boards().iter();
        let boards: Vec<&Board> = boards.filter(|board| board.class.game == game).collect();
        let board = boards.get(turn.checked_rem(boards.len())?)?;
        Some(Standings {
            class: board.class.clone(),
            places: board.places().to_vec(),
            new: Vec::new(),
        })
    }
}

impl View {
    fn show(&mut self, shown: &Shown<'_>) -> std::io::Result<()> {
        let now = Instant::now();
        let between = match shown.idle {
            Idle::Demo => BETWEEN_DEMO_PICTURES,
            Idle::Off | Idle::HighScores(_) => BETWEEN_PICTURES,
        };
        if self.drawn_at.is_some_and(|at| now - at < between) {
            return Ok(());
        }
        let waits = shown.stage.entry.manifest.pacing == Pacing::OnEvent;
        let is_played = shown.screen == Screen::Playing
            && !(waits && shown.notes.newest_first().next().is_none());
        let is_moving = is_played || *shown.idle == Idle::Demo;
        let quiet = (!is_moving)
            .then(|| Ok::<_, std::io::Error>(Quiet::of(shown, self.console.size()?)))
            .transpose()?;
        if quiet.is_some() && quiet == self.quiet {
            return Ok(());
        }
        self.console
            .show(|area, picture| draw(shown, area, picture))?;
        self.quiet = quiet;
        self.drawn_at = Some(now);
        Ok(())
    }
}

impl Quiet {
    fn of(shown: &Shown<'_>, size: Size) -> Self {
        Self {
            screen: shown.screen,
            game: shown.stage.entry.manifest.id,
            roster: shown.roster.clone(),
            room: shown.room.clone(),
            bubbles: shown.chat.bubbles.clone(),
            desk: shown.desk,
            joined: shown.joined,
            idle: shown.idle.clone(),
            ways: ways(shown),
            outcome: shown.stage.outcome.clone(),
            steps: shown.stage.steps,
            counted: shown.stage.counted(),
            asked: shown.asked.clone(),
            volume: shown.volume,
            size,
        }
    }
}

fn ways(shown: &Shown<'_>) -> Vec<String> {
    let rows = shown.choices.rows(shown.stage.entry.manifest).into_iter();
    rows.map(|row| format!("{} {}", row.title, row.value))
        .collect()
}
