//! The terminal view's part in each frame: keys in before the game steps, a picture out when there is something new.

use super::colours::{Colours, Depth};
use super::console::{self, Console};
use super::hands::Hands;
use super::inbox::Inbox;
use super::keys::{self, Deed};
use super::notes::{self, Notes};
use super::screens::{Shown, draw};
use crate::choices::Choices;
use crate::flow::{Intent, Screen};
use crate::local_players::{KeySet, LocalPlayers, SLOTS};
use crate::room::Room;
use crate::roster::Roster;
use crate::screens::Desk;
use crate::screens::desk::{self, Hall, Heard};
use crate::stage::{Outcome, Stage};
use bevy::app::AppExit;
use bevy::prelude::*;
use ratatui::crossterm::event::{Event, KeyEvent, KeyEventKind};
use ratatui::layout::Size;
use std::time::{Duration, Instant};

/// The shortest time between two pictures: 60 a second, and a little less so that no frame of a 60 Hz loop is left out.
const BETWEEN_PICTURES: Duration = Duration::from_millis(15);
/// Events read in one frame at most, so that a paste cannot hold up the game.
const EVENTS: usize = 256;

/// The terminal and what it shows.
#[derive(Resource)]
struct View {
    console: Console,
    inbox: Inbox,
    colours: Colours,
    drawn_at: Option<Instant>,
    /// What the last picture of a quiet screen showed.
    quiet: Option<Quiet>,
}

/// All that a quiet screen shows: while it stays the same, so does the picture.
#[derive(Clone, Debug, PartialEq)]
struct Quiet {
    screen: Screen,
    game: &'static str,
    roster: Roster,
    room: Room,
    desk: Desk,
    joined: [bool; SLOTS],
    /// How the game is to be played, as the lobby says it.
    ways: Vec<String>,
    outcome: Option<Outcome>,
    size: Size,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Hands>()
        .init_resource::<LocalPlayers>()
        .init_resource::<Room>()
        .init_resource::<Desk>()
        .init_resource::<Choices>()
        .add_message::<Intent>()
        .add_systems(Startup, open)
        .add_systems(PreUpdate, read_keys.run_if(resource_exists::<View>))
        .add_systems(Update, desk::tidy)
        .add_systems(Last, show.run_if(resource_exists::<View>))
        .add_systems(OnExit(Screen::Playing), drop_keys);
    notes::plugin(app);
}

fn open(mut commands: Commands, mut hands: ResMut<Hands>, mut exit: MessageWriter<AppExit>) {
    // what the terminal can do must be asked before anybody else reads its answers
    let opened = Console::open().and_then(|console| Ok((console, Inbox::open()?)));
    match opened {
        Ok((console, inbox)) => {
            hands.tells_releases = console.tells_releases();
            commands.insert_resource(View {
                console,
                inbox,
                colours: Colours {
                    depth: Depth::detect(),
                },
                drawn_at: None,
                quiet: None,
            });
        }
        Err(error) => {
            eprintln!("couchpad: cannot use this terminal: {error}; choose --display none");
            exit.write(AppExit::from_code(2));
        }
    }
}

/// Who carries out what the keys mean.
struct Doers<'a, 'w> {
    screen: Screen,
    room: &'a Room,
    roster: &'a Roster,
    desk: &'a mut Desk,
    /// Nobody is here.
    is_empty: bool,
    hands: &'a mut Hands,
    players: &'a mut LocalPlayers,
    intents: &'a mut MessageWriter<'w, Intent>,
}

fn read_keys(
    (screen, room, roster): (Res<State<Screen>>, Res<Room>, Res<Roster>),
    mut view: ResMut<View>,
    mut desk: ResMut<Desk>,
    mut hands: ResMut<Hands>,
    mut players: ResMut<LocalPlayers>,
    mut intents: MessageWriter<Intent>,
) {
    let mut doers = Doers {
        screen: *screen.get(),
        room: &room,
        roster: &roster,
        desk: &mut desk,
        is_empty: roster.cards.is_empty(),
        hands: &mut hands,
        players: &mut players,
        intents: &mut intents,
    };
    for _ in 0..EVENTS {
        match view.inbox.next() {
            Ok(Some(event)) => doers.heed(&event),
            Ok(None) => return,
            Err(error) => {
                tracing::error!("the terminal is gone: {error}");
                intents.write(Intent::Quit);
                return;
            }
        }
    }
}

impl Doers<'_, '_> {
    fn heed(&mut self, event: &Event) {
        match event {
            Event::Key(key) => self.heed_key(key),
            Event::FocusLost => self.hands.drop_all(self.players),
            // nobody could see the game: it waits
            Event::Resize(columns, rows)
                if self.screen == Screen::Playing && !console::fits(*columns, *rows) =>
            {
                self.intents.write(Intent::Pause);
                self.screen = Screen::Paused;
            }
            _ => {}
        }
    }

    fn heed_key(&mut self, key: &KeyEvent) {
        match self.heed_desk(key) {
            Heard::NotMine => {}
            Heard::Done => return,
            Heard::Wish(intent) => {
                self.intents.write(intent);
                return;
            }
        }
        match keys::meaning(key.code, key.modifiers, self.screen) {
            Some(Deed::Intend(intent)) if key.kind == KeyEventKind::Press => self.intend(intent),
            Some(Deed::Hand(keys, hand)) if self.hands_count(key.kind) => {
                self.hands.act(self.players, keys, hand, key.kind);
            }
            Some(Deed::Leave) if key.kind == KeyEventKind::Press => self.last_player_leaves(),
            _ => {}
        }
    }

    /// Gives a key to the desk first.
    fn heed_desk(&mut self, key: &KeyEvent) -> Heard {
        if key.kind != KeyEventKind::Press {
            return Heard::NotMine;
        }
        let Some(stroke) = keys::stroke(key.code, key.modifiers) else {
            return Heard::NotMine;
        };
        let hall = Hall {
            screen: self.screen,
            room: self.room,
            roster: self.roster,
        };
        self.desk.heed(stroke, hall)
    }

    /// Where nobody has joined, starting begins with that.
    fn intend(&mut self, intent: Intent) {
        if intent == Intent::Start && self.screen == Screen::Lobby && self.is_empty {
            self.players.join(KeySet::Arrows);
            self.is_empty = false;
        } else {
            self.intents.write(intent);
        }
    }

    /// Keys are pressed for the game or to join; they may come up any time.
    fn hands_count(&self, kind: KeyEventKind) -> bool {
        kind == KeyEventKind::Release || matches!(self.screen, Screen::Lobby | Screen::Playing)
    }

    fn last_player_leaves(&mut self) {
        let mut joined = KeySet::ALL.into_iter().rev();
        if let Some(keys) = joined.find(|keys| self.players.is_joined(*keys)) {
            self.players.leave(keys);
        }
    }
}

fn drop_keys(mut hands: ResMut<Hands>, mut players: ResMut<LocalPlayers>) {
    hands.drop_all(&mut players);
}

fn show(
    mut view: ResMut<View>,
    screen: Res<State<Screen>>,
    stage: Res<Stage>,
    (room, roster, desk, choices): (Res<Room>, Res<Roster>, Res<Desk>, Res<Choices>),
    (players, notes): (Res<LocalPlayers>, Res<Notes>),
    mut intents: MessageWriter<Intent>,
) {
    let shown = Shown {
        screen: *screen.get(),
        stage: &stage,
        roster: &roster,
        room: &room,
        desk: *desk,
        joined: KeySet::ALL.map(|keys| players.is_joined(keys)),
        choices: &choices,
        notes: &notes,
        colours: view.colours,
    };
    if let Err(error) = view.show(&shown) {
        tracing::error!("cannot draw to the terminal: {error}");
        intents.write(Intent::Quit);
    }
}

impl View {
    fn show(&mut self, shown: &Shown<'_>) -> std::io::Result<()> {
        let now = Instant::now();
        if self.drawn_at.is_some_and(|at| now - at < BETWEEN_PICTURES) {
            return Ok(());
        }
        let quiet = (shown.screen != Screen::Playing)
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
            desk: shown.desk,
            joined: shown.joined,
            ways: ways(shown),
            outcome: shown.stage.outcome.clone(),
            size,
        }
    }
}

fn ways(shown: &Shown<'_>) -> Vec<String> {
    let rows = shown.choices.rows(shown.stage.entry.manifest).into_iter();
    rows.map(|row| format!("{} {}", row.title, row.value))
        .collect()
}
