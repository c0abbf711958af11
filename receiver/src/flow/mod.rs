//! What the receiver is doing: lobby, play, pause, results, and what moves it from one to the other. Must not know how a
//! screen looks.

mod act;
mod countdown;
mod layouts;
mod seeds;
mod unattended;

pub(crate) use layouts::in_play;
pub use seeds::Seeds;
pub(crate) use seeds::day_of;

use crate::choices::Choices;
use crate::net::{NetSet, PadNews};
use crate::stage::Outcome;
use bevy::prelude::*;
use couchpad_core::protocol::{ButtonIndex, PadId};
use couchpad_core::session::HostEventKind;
use couchpad_games::game::GameEvent;

/// What the receiver is doing; each has its screen.
#[derive(States, Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Screen {
    /// Players gather, a game is chosen.
    #[default]
    Lobby,
    /// A game runs, or is about to go on after a pause: then [`Stage::countdown`](crate::stage::Stage::countdown) is set.
    Playing,
    /// The game stands still.
    Paused,
    /// The game is over, the scores are shown.
    Results,
}

/// What someone at the receiver, or a seated player, wants to happen. Views write it for keys and clicks; the flow
/// writes it for the START and PAUSE of pads. The flow acts on what changes the screen, the [room](crate::room) on what
/// concerns it. Whatever does not fit the present screen is ignored.
#[derive(Message, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intent {
    /// Lobby: start the game, if someone is seated. Results: play again. Paused: go on.
    Start,
    /// Playing: pause.
    Pause,
    /// Playing: pause. Paused: go on.
    TogglePause,
    /// Playing, paused or results: end the game and go back to the lobby.
    ToLobby,
    /// Lobby: choose the game so many places further in the list, round and round.
    NextGame(i8),
    /// Lobby: turn this row of what can be chosen about the game so many values further, round and round. The rows are
    /// those of [`Choices::rows`](crate::choices::Choices::rows), counted from 0.
    Choose {
        /// Which row.
        row: u8,
        /// How far.
        by: i8,
    },
    /// Anywhere: admit no newcomers any more, or admit them again. Those who are here, or come back, are not concerned.
    ToggleLock,
    /// Anywhere: another room code.
    NewCode,
    /// Anywhere: show no code, link and picture any more, or show them again.
    ToggleHidden,
    /// Anywhere: another join link and picture; the old one admits nobody any more.
    NewLink,
    /// Anywhere: send this controller away. Its seat is free.
    Kick(PadId),
    /// Anywhere: show nothing more of what this controller says, or show it again.
    Mute(PadId),
    /// Anywhere: show nothing more of what anybody says, or show it again.
    MuteAll,
    /// Anywhere: answer a controller that wants to be remembered.
    Remember {
        /// Which.
        pad: PadId,
        /// Whether it is.
        yes: bool,
    },
    /// Close the receiver.
    Quit,
}

/// What happens to the game, for events, sounds and views.
#[derive(Message, Clone, Debug, PartialEq, Eq)]
pub enum GameNews {
    /// A game begins.
    Started {
        /// Its id.
        game: &'static str,
        /// Its seed.
        seed: u64,
    },
    /// A game of before the receiver was killed stands here again, in pause.
    Restored {
        /// Its id.
        game: &'static str,
        /// Its seed.
        seed: u64,
    },
    /// It stands still.
    Paused,
    /// It will go on after so many seconds.
    Counting {
        /// How many.
        seconds: u64,
    },
    /// It goes on.
    Resumed,
    /// The game itself told this in a step.
    Step(GameEvent),
    /// It is over.
    Over(Outcome),
    /// It was ended before it was over; the team had these points.
    Aborted {
        /// The team's points.
        total: i64,
    },
}

/// The flow has acted on the wishes of this frame: in [`PostUpdate`].
#[derive(SystemSet, Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Acted;

/// Moves the receiver from screen to screen; wants [`Net`](crate::net::Net), [`Stage`](crate::stage::Stage), [`Seeds`]
/// and the game host.
pub fn plugin(app: &mut App) {
    app.init_state::<Screen>()
        .init_resource::<Choices>()
        .add_message::<Intent>()
        .add_message::<GameNews>()
        .add_systems(PreUpdate, hear_buttons.in_set(NetSet::Heard))
        .add_systems(
            PostUpdate,
            (act::leave_empty_game, act::finish, act::act)
                .chain()
                .in_set(Acted)
                .before(NetSet::Tell),
        );
    layouts::plugin(app);
    countdown::plugin(app);
}

/// Starts games without anyone at the receiver: when the first player is seated, and again after each game.
pub fn unattended_plugin(app: &mut App) {
    unattended::plugin(app);
}

/// START and PAUSE of seated pads are wishes like any key's.
fn hear_buttons(
    screen: Res<State<Screen>>,
    mut news: MessageReader<PadNews>,
    mut intents: MessageWriter<Intent>,
) {
    for PadNews(event) in news.read() {
        if let HostEventKind::System { button } = event.kind {
            intents.write(meaning(button, *screen.get()));
        }
    }
}

fn meaning(button: ButtonIndex, screen: Screen) -> Intent {
    match (button, screen) {
        (ButtonIndex::PAUSE, Screen::Lobby) => Intent::NextGame(1),
        (ButtonIndex::PAUSE, Screen::Results) => Intent::ToLobby,
        (ButtonIndex::PAUSE, _) => Intent::TogglePause,
        _ => Intent::Start,
    }
}
