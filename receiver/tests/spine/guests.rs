//! A receiver in this process in real time, and guests who join it as any phone does: over real sockets on loopback.

use crate::process::PATIENCE;
use bevy::prelude::*;
use bevy::state::app::StatesPlugin;
use couchpad_core::identity::{HostIdentity, PadIdentity};
use couchpad_core::protocol::control::Refusal;
use couchpad_core::protocol::{JoinLink, PadId, Profile, RoomCode};
use couchpad_core::session::HostConfig;
use couchpad_core::transport::{HostDriver, HostDriverConfig};
use couchpad_core::{Pad, PadOptions, PadUpdate, Target};
use couchpad_receiver::app::add_spine;
use couchpad_receiver::flow::{Intent, Seeds};
use couchpad_receiver::identity::unix_now;
use couchpad_receiver::net::Net;
use couchpad_receiver::room::{Room, RoomNews};
use couchpad_receiver::roster::Roster;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A receiver.
pub(crate) struct Hall {
    pub(crate) app: App,
    pub(crate) news: Vec<RoomNews>,
}

impl Hall {
    pub(crate) fn new() -> Self {
        Self::of(HostIdentity::ephemeral(unix_now()).unwrap())
    }

    pub(crate) fn of(identity: HostIdentity) -> Self {
        let game = *couchpad_games::find("arkanoid").unwrap();
        let session = HostConfig {
            seats: game.manifest.seats.seats(),
            ..HostConfig::default()
        };
        let config = HostDriverConfig {
            identity,
            ..HostDriverConfig::loopback(session).unwrap()
        };
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, StatesPlugin));
        let net = Net::new(HostDriver::bind(config).unwrap());
        add_spine(&mut app, net, game, Seeds::new(7));
        let mut hall = Self {
            app,
            news: Vec::new(),
        };
        hall.frame();
        hall
    }

    pub(crate) fn frame(&mut self) {
        self.app.update();
        let news = self.app.world().resource::<Messages<RoomNews>>();
        self.news
            .extend(news.iter_current_update_messages().cloned());
        std::thread::sleep(Duration::from_millis(2));
    }

    /// Runs until there is something to be had.
    pub(crate) fn until<T>(
        &mut self,
        what: &str,
        mut look: impl FnMut(&mut Self) -> Option<T>,
    ) -> T {
        let end = Instant::now() + PATIENCE;
        loop {
            self.frame();
            if let Some(found) = look(self) {
                return found;
            }
            assert!(
                Instant::now() < end,
                "{what} did not happen: {:?}",
                self.news
            );
        }
    }

    /// Runs until the room has this news, and forgets it and what came before.
    pub(crate) fn hear(&mut self, what: &str, fits: impl Fn(&RoomNews) -> bool) -> RoomNews {
        self.until(what, |hall| {
            let at = hall.news.iter().position(&fits)?;
            hall.news.drain(..=at).next_back()
        })
    }

    pub(crate) fn wish(&mut self, intent: Intent) {
        self.app.world_mut().write_message(intent);
        self.frame();
    }

    pub(crate) fn room(&self) -> Room {
        self.app.world().resource::<Room>().clone()
    }

    pub(crate) fn net(&self) -> &Net {
        self.app.world().resource()
    }

    pub(crate) fn link(&self) -> JoinLink {
        self.room().link.parse().unwrap()
    }

    pub(crate) fn code(&self) -> RoomCode {
        self.room().code.parse().unwrap()
    }

    pub(crate) fn by_link(&self) -> Target {
        Target::of_link(&self.link()).unwrap()
    }

    pub(crate) fn by_code(&self, code: RoomCode) -> Target {
        Target::with_code(&self.link(), code)
    }

    /// The pad of the player of this name, once it is seated.
    pub(crate) fn seated(&mut self, name: &str) -> PadId {
        self.until(name, |hall| {
            let roster = hall.app.world().resource::<Roster>();
            let card = roster.cards.iter().find(|card| card.name == name);
            card.map(|card| card.pad)
        })
    }

    /// Everything that the pad is told until it has ended.
    pub(crate) fn last_words(&mut self, pad: &Pad) -> Vec<PadUpdate> {
        let mut words = Vec::new();
        self.until("the end", |_| {
            let is_over = pad.is_ended();
            words.extend(std::iter::from_fn(|| pad.poll()));
            is_over.then_some(())
        });
        words
    }

    pub(crate) fn refused(&mut self, target: Target) -> Refusal {
        self.refused_as(&stranger(), target)
    }

    pub(crate) fn refused_as(&mut self, identity: &Arc<PadIdentity>, target: Target) -> Refusal {
        let pad = guest("Mallory", target, identity);
        match self.last_words(&pad).pop() {
            Some(PadUpdate::Refused(refusal)) => refusal,
            other => panic!("{other:?}"),
        }
    }
}

/// Somebody whom no receiver knows.
pub(crate) fn stranger() -> Arc<PadIdentity> {
    Arc::new(PadIdentity::ephemeral().unwrap())
}

pub(crate) fn guest(name: &str, target: Target, identity: &Arc<PadIdentity>) -> Pad {
    let options = PadOptions {
        identity: Some(Arc::clone(identity)),
        profile: Profile {
            name: name.into(),
            mark: None,
        },
        ..PadOptions::default()
    };
    Pad::connect(target, options).unwrap()
}

/// The way back of somebody who was here.
pub(crate) fn way_back(identity: &PadIdentity) -> Target {
    Target::trusted(identity.receivers().first().unwrap())
}

/// A code that is not the one.
pub(crate) fn wrong(code: RoomCode) -> RoomCode {
    let number: u32 = code.reveal().parse().unwrap();
    RoomCode::new((number + 1) % RoomCode::COUNT).unwrap()
}
