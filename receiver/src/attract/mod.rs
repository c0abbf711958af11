//! What the lobby shows when nobody has come for a while: bots play, and the high scores pass by, beside what it takes to
//! join. It ends at once when somebody comes or touches anything. Must not know how any of it is drawn.

mod clock;
mod demo;

use crate::choices::Choices;
use crate::flow::Screen;
use crate::game_host::GameHost;
use crate::net::{Net, NetSet};
use crate::options::ReducedMotion;
use crate::stage::{Stage, StepSet};
use bevy::prelude::*;
use std::time::Duration;

/// What an idle lobby shows in place of who is here and what to play.
#[derive(States, Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Attract {
    /// Nothing else than always.
    #[default]
    Off,
    /// Bots play on the [`Stage`]; nobody else is told of it.
    Demo,
    /// High scores.
    HighScores,
}

/// How long a lobby is still before it shows anything; `None`: it stays still. Only displays that show it insert it.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Patience(pub Option<Duration>);

/// Somebody is at the receiver: a key, a click. Views write it.
#[derive(Message, Clone, Copy, Debug, Default)]
pub struct Touched;

/// Since when nobody has been here, and what is shown for it.
#[derive(Resource, Default)]
struct Idle {
    since: Duration,
    /// The show that the running demonstration belongs to.
    demo: Option<u64>,
}

/// Follows the lobby; wants [`Net`], [`Stage`] and the game host. Does nothing without [`Patience`].
pub fn plugin(app: &mut App) {
    init(app);
    app.init_resource::<Patience>()
        .init_resource::<Idle>()
        .add_message::<Touched>()
        .add_systems(
            PreUpdate,
            follow.after(NetSet::Receive).before(NetSet::Heard),
        )
        .add_systems(
            FixedUpdate,
            demo::step
                .after(StepSet::Step)
                .before(StepSet::Seen)
                .run_if(in_state(Attract::Demo)),
        )
        .add_systems(
            RunFixedMainLoop,
            demo::set_alpha
                .in_set(bevy::app::RunFixedMainLoopSystems::AfterFixedMainLoop)
                .run_if(in_state(Attract::Demo)),
        );
}

/// Makes [`Attract`] a state of this app, where it is none yet: views are shown without the rest, too.
pub fn init(app: &mut App) {
    if !app.world().contains_resource::<State<Attract>>() {
        app.init_state::<Attract>();
    }
}

#[expect(clippy::too_many_arguments, reason = "all that an idle lobby is")]
fn follow(
    time: Res<Time<Real>>,
    screen: Res<State<Screen>>,
    patience: Res<Patience>,
    reduced: Res<ReducedMotion>,
    (net, choices): (Res<Net>, Res<Choices>),
    mut touched: MessageReader<Touched>,
    mut idle: ResMut<Idle>,
    mut host: ResMut<GameHost>,
    mut stage: ResMut<Stage>,
    mut fixed: ResMut<Time<Fixed>>,
    now: Res<State<Attract>>,
    mut next: ResMut<NextState<Attract>>,
) {
    let is_somebody_here = net.session().pads().next().is_some() || touched.read().count() > 0;
    if is_somebody_here || *screen.get() != Screen::Lobby {
        idle.since = time.elapsed();
    }
    let still = time.elapsed().saturating_sub(idle.since);
    let moment = match patience.0 {
        Some(patience) if !reduced.0 => clock::after(still, patience),
        _ => clock::after(Duration::ZERO, Duration::MAX),
    };
    if moment.shown == Attract::Off {
        if idle.demo.take().is_some() && *screen.get() == Screen::Lobby {
            demo::end(&mut stage);
        }
    } else if idle.demo != Some(moment.show) || demo::is_over(&stage) {
        idle.demo = Some(moment.show);
        host.forget_seats();
        demo::begin(&mut stage, &choices, moment.show, &mut fixed);
    }
    if *now.get() != moment.shown {
        next.set(moment.shown);
    }
}
