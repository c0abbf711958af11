//! A receiver and the pads around it in one process and in virtual time: a real Bevy app without a display, pads over
//! the in-memory link.

use bevy::prelude::*;
use bevy::state::app::StatesPlugin;
use bevy::time::TimeUpdateStrategy;
use couchpad_core::protocol::{ButtonIndex, Profile, SeatIndex};
use couchpad_core::session::{HostConfig, SavedSession};
use couchpad_core::transport::{HostDriver, HostDriverConfig, LocalPad};
use couchpad_games::arkanoid::Arkanoid;
use couchpad_games::game::GameEntry;
use couchpad_receiver::app::add_spine;
use couchpad_receiver::flow::{GameNews, Intent, Screen, Seeds};
use couchpad_receiver::net::Net;
use couchpad_receiver::roster::{Card, Roster};
use couchpad_receiver::stage::Stage;
use std::time::Duration;

pub(crate) const FRAME: Duration = Duration::from_millis(16);
/// As long as a frame may be without time being cut.
const LONG_FRAME: Duration = Duration::from_millis(100);
pub(crate) const SEED: u64 = 7;

/// A receiver and the pads around it.
pub(crate) struct Table {
    pub(crate) app: App,
    frame: Duration,
    pub(crate) pads: Vec<Option<LocalPad>>,
    pub(crate) news: Vec<GameNews>,
}

impl Table {
    pub(crate) fn new() -> Self {
        Self::again(None)
    }

    /// A receiver that finds who was here before.
    pub(crate) fn again(saved: Option<SavedSession>) -> Self {
        Self::make(*couchpad_games::find("arkanoid").unwrap(), saved)
    }

    /// A receiver for another game.
    pub(crate) fn with(game: GameEntry) -> Self {
        Self::make(game, None)
    }

    fn make(game: GameEntry, saved: Option<SavedSession>) -> Self {
        let config = HostConfig {
            seats: game.manifest.seats.seats(),
            ..HostConfig::default()
        };
        let driver = HostDriver::bind(HostDriverConfig {
            saved,
            ..HostDriverConfig::loopback(config).unwrap()
        });
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, StatesPlugin))
            .insert_resource(TimeUpdateStrategy::ManualDuration(FRAME));
        add_spine(&mut app, Net::new(driver.unwrap()), game, Seeds::new(SEED));
        Self {
            app,
            frame: FRAME,
            pads: Vec::new(),
            news: Vec::new(),
        }
    }

    pub(crate) fn now(&self) -> Duration {
        self.app.world().resource::<Time<Real>>().elapsed()
    }

    /// Lets time pass; every pad that is still there speaks and listens.
    pub(crate) fn pass(&mut self, time: Duration) {
        for _ in 0..time.as_millis().div_ceil(self.frame.as_millis()) {
            let now = self.now() + self.frame;
            for pad in self.pads.iter_mut().flatten() {
                pad.pump(now);
            }
            self.app.update();
            let news = self.app.world().resource::<Messages<GameNews>>();
            self.news
                .extend(news.iter_current_update_messages().cloned());
        }
    }

    pub(crate) fn settle(&mut self) {
        self.pass(8 * FRAME);
    }

    /// Joins a pad and tells its number at this table.
    pub(crate) fn join(&mut self, name: &str) -> usize {
        let now = self.now();
        let profile = Profile {
            name: name.into(),
            mark: None,
        };
        let mut net = self.app.world_mut().resource_mut::<Net>();
        let pad = net.driver_mut().add_local_pad(now, profile).unwrap();
        self.pads.push(Some(pad));
        self.settle();
        self.pads.len() - 1
    }

    pub(crate) fn pad(&mut self, pad: usize) -> &mut LocalPad {
        self.pads[pad].as_mut().unwrap()
    }

    pub(crate) fn tap(&mut self, pad: usize, button: ButtonIndex) {
        let now = self.now();
        let session = self.pad(pad).session_mut();
        session.press(now, button);
        session.release(now, button);
        self.settle();
    }

    pub(crate) fn wish(&mut self, intent: Intent) {
        self.app.world_mut().write_message(intent);
        self.settle();
    }

    pub(crate) fn screen(&self) -> Screen {
        *self.app.world().resource::<State<Screen>>().get()
    }

    pub(crate) fn stage(&self) -> &Stage {
        self.app.world().resource()
    }

    pub(crate) fn roster(&self) -> &Roster {
        self.app.world().resource()
    }

    pub(crate) fn card(&self, seat: u16) -> Card {
        self.roster().seat(SeatIndex(seat)).unwrap().clone()
    }

    /// What is written on its controls.
    pub(crate) fn labels(&mut self, pad: usize) -> Vec<String> {
        let layout = self.pad(pad).session().layout();
        let controls = layout.into_iter().flat_map(|layout| &layout.controls);
        let labels = controls.map(|control| control.label.clone());
        labels.filter(|label| !label.is_empty()).collect()
    }

    pub(crate) fn paddles(&self) -> usize {
        let running = self.stage().running::<Arkanoid>().unwrap();
        couchpad_games::game::Game::state(&running.game)
            .paddles
            .len()
    }

    /// Plays on until the game is over: nobody moves, so that it ends soon.
    pub(crate) fn lose(&mut self) {
        let calm = |table: &mut Self, frame| {
            let strategy = TimeUpdateStrategy::ManualDuration(frame);
            table.app.insert_resource(strategy);
            table.frame = frame;
        };
        calm(self, LONG_FRAME);
        for _ in 0..600 {
            if self.screen() == Screen::Results {
                return calm(self, FRAME);
            }
            self.pass(Duration::from_millis(500));
        }
        panic!("the game does not end");
    }
}
