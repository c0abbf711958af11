//! What the keys do in each frame, before the game steps: each goes to whom it is for. What a key means is `keys`' business.

use super::console;
use super::hands::Hands;
use super::keys::{self, Deed};
use super::systems::View;
use crate::attract::Touched;
use crate::flow::{Intent, Screen};
use crate::local_players::{KeySet, KeyboardsBefore, LocalPlayers};
use crate::replay::{Watch, WatchWish};
use crate::room::Room;
use crate::roster::Roster;
use crate::screens::Desk;
use crate::screens::desk::{Hall, Heard};
use crate::sound::VolumeWish;
use bevy::ecs::system::SystemParam;
use bevy::prelude::*;
use ratatui::crossterm::event::{Event, KeyEvent, KeyEventKind};

/// Events read in one frame at most, so that a paste cannot hold up the game.
const EVENTS: usize = 256;

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
    wishes: Wishes<'w>,
    /// A replay is shown: nobody plays.
    is_replay: bool,
}

/// What keys can wish for.
#[derive(SystemParam)]
pub(super) struct Wishes<'w> {
    intents: MessageWriter<'w, Intent>,
    watch: MessageWriter<'w, WatchWish>,
    touched: MessageWriter<'w, Touched>,
    volume: MessageWriter<'w, VolumeWish>,
    before: Option<Res<'w, KeyboardsBefore>>,
}

impl Wishes<'_> {
    /// The program is to close, whatever it shows.
    fn quit(&mut self) {
        self.intents.write(Intent::Quit);
        self.watch.write(WatchWish::Quit);
    }
}

/// Reads the keys that are there and carries out what they mean.
pub(super) fn read_keys(
    (screen, room, roster): (Res<State<Screen>>, Res<Room>, Res<Roster>),
    watch: Option<Res<Watch>>,
    mut view: ResMut<View>,
    mut desk: ResMut<Desk>,
    mut hands: ResMut<Hands>,
    mut players: ResMut<LocalPlayers>,
    wishes: Wishes,
) {
    let mut doers = Doers {
        screen: *screen.get(),
        room: &room,
        roster: &roster,
        desk: &mut desk,
        is_empty: roster.cards.is_empty(),
        hands: &mut hands,
        players: &mut players,
        wishes,
        is_replay: watch.is_some(),
    };
    for _ in 0..EVENTS {
        match view.inbox.next() {
            Ok(Some(event)) => doers.heed(&event),
            Ok(None) => return,
            Err(error) => {
                tracing::error!("the terminal is gone: {error}");
                doers.wishes.quit();
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
                self.wishes.intents.write(Intent::Pause);
                self.screen = Screen::Paused;
            }
            _ => {}
        }
    }

    fn heed_key(&mut self, key: &KeyEvent) {
        self.wishes.touched.write(Touched);
        if self.is_replay {
            self.wish_watching(key);
            return;
        }
        match self.heed_desk(key) {
            Heard::NotMine => {}
            Heard::Done => return,
            Heard::Wish(intent) => {
                self.wishes.intents.write(intent);
                return;
            }
        }
        if key.kind == KeyEventKind::Press
            && let Some(wish) = keys::volume(key.code, key.modifiers)
        {
            self.wishes.volume.write(wish);
        }
        let deed = keys::meaning(key.code, key.modifiers, self.screen);
        if key.kind == KeyEventKind::Press && self.screen == Screen::Paused {
            self.come_back(deed.as_ref());
        }
        match deed {
            Some(Deed::Intend(intent)) if key.kind == KeyEventKind::Press => self.intend(intent),
            Some(Deed::Hand(keys, hand)) if self.hands_count(key.kind) => {
                self.hands.act(self.players, keys, hand, key.kind);
            }
            // nobody can tell the digits of two players apart here: they are the first one's who is asked
            Some(Deed::Pick(number)) if key.kind == KeyEventKind::Press => {
                self.players.pick(KeySet::Arrows, number);
            }
            Some(Deed::Leave) if key.kind == KeyEventKind::Press => self.last_player_leaves(),
            _ => {}
        }
    }

    /// Whoever holds a key wants to go on through the replay, and nothing else again and again.
    fn wish_watching(&mut self, key: &KeyEvent) {
        let wish = keys::watching(key.code, key.modifiers);
        let is_on_the_way = matches!(wish, Some(WatchWish::Forwards | WatchWish::Back));
        let counts = match key.kind {
            KeyEventKind::Press => true,
            KeyEventKind::Repeat => is_on_the_way,
            KeyEventKind::Release => false,
        };
        if let Some(wish) = wish.filter(|_| counts) {
            self.wishes.watch.write(wish);
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
            self.wishes.intents.write(intent);
        }
    }

    /// Keys are pressed for the game or to join; they may come up any time.
    fn hands_count(&self, kind: KeyEventKind) -> bool {
        kind == KeyEventKind::Release || matches!(self.screen, Screen::Lobby | Screen::Playing)
    }

    /// Who played here before the receiver was killed is back with a key of their own, or with the one that goes on.
    fn come_back(&mut self, deed: Option<&Deed>) {
        let means = |keys: KeySet| match deed {
            Some(Deed::Hand(of, _)) => *of == keys,
            Some(Deed::Intend(intent)) => matches!(intent, Intent::Start | Intent::TogglePause),
            _ => false,
        };
        let has = |keys| self.wishes.before.as_ref().is_some_and(|it| it.has(keys));
        for keys in KeySet::ALL
            .into_iter()
            .filter(|keys| means(*keys) && has(*keys))
        {
            self.players.join(keys);
        }
    }

    fn last_player_leaves(&mut self) {
        let mut joined = KeySet::ALL.into_iter().rev();
        if let Some(keys) = joined.find(|keys| self.players.is_joined(*keys)) {
            self.players.leave(keys);
        }
    }
}

/// All keys come up.
pub(super) fn drop_keys(mut hands: ResMut<Hands>, mut players: ResMut<LocalPlayers>) {
    hands.drop_all(&mut players);
}
