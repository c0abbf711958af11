//! The terminal view's place in the app: takes the terminal, and says when keys are read and pictures shown.

use super::colours::{Colours, Depth};
use super::console::Console;
use super::hands::Hands;
use super::inbox::Inbox;
use super::sights::Quiet;
use super::{doers, notes, sights};
use crate::attract::Touched;
use crate::chat::Chat;
use crate::choices::Choices;
use crate::flow::{Intent, Screen};
use crate::local_players::{AskedHere, LocalPlayers};
use crate::replay::WatchWish;
use crate::room::Room;
use crate::screens::Desk;
use crate::screens::desk;
use crate::sound::VolumeWish;
use bevy::app::AppExit;
use bevy::prelude::*;
use std::time::Instant;

/// The terminal and what it shows.
#[derive(Resource)]
pub(super) struct View {
    pub(super) console: Console,
    pub(super) inbox: Inbox,
    pub(super) colours: Colours,
    pub(super) drawn_at: Option<Instant>,
    /// What the last picture of a quiet screen showed.
    pub(super) quiet: Option<Quiet>,
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Hands>()
        .init_resource::<LocalPlayers>()
        .init_resource::<AskedHere>()
        .init_resource::<Room>()
        .init_resource::<Chat>()
        .init_resource::<Desk>()
        .init_resource::<Choices>()
        .add_message::<Intent>()
        .add_message::<WatchWish>()
        .add_message::<Touched>()
        .add_message::<VolumeWish>()
        .add_systems(Startup, open)
        .add_systems(PreUpdate, doers::read_keys.run_if(resource_exists::<View>))
        .add_systems(Update, desk::tidy)
        .add_systems(Last, sights::show.run_if(resource_exists::<View>))
        .add_systems(OnExit(Screen::Playing), doers::drop_keys);
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
