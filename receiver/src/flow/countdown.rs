//! Between a pause and play: three seconds in which the game is on every screen, the thumbs find their places and nothing
//! moves; the same numbers stand on the pads. Must not know how they look.

use super::{GameNews, Screen};
use crate::net::{Net, NetSet};
use crate::stage::Stage;
use bevy::prelude::*;
use std::time::Duration;

/// How long it takes.
pub(super) const COUNTDOWN: Duration = Duration::from_secs(3);

pub(super) fn plugin(app: &mut App) {
    app.add_systems(PreUpdate, count.in_set(NetSet::Heard));
}

/// The virtual time counts: after a hitch nobody is thrown into play.
fn count(
    time: Res<Time<Virtual>>,
    real: Res<Time<Real>>,
    screen: Res<State<Screen>>,
    mut stage: ResMut<Stage>,
    mut net: ResMut<Net>,
    mut news: MessageWriter<GameNews>,
    mut told: Local<Option<u64>>,
) {
    if *screen.get() != Screen::Playing {
        // paused again, or ended: the pads hear of that first, and take this for no beginning
        if told.take().is_some() {
            net.session_mut().set_countdown(real.elapsed(), 0);
        }
        return;
    }
    if stage.countdown.is_none() {
        return;
    }
    // the frame in which it began is not part of it
    if told.is_some() {
        let left = stage
            .countdown
            .and_then(|left| left.checked_sub(time.delta()));
        stage.countdown = left.filter(|left| !left.is_zero());
    }
    let now = stage.counted();
    if stage.countdown.is_none() {
        news.write(GameNews::Resumed);
    }
    if now != *told {
        *told = now;
        let left = now.and_then(|left| u8::try_from(left).ok()).unwrap_or(0);
        net.session_mut().set_countdown(real.elapsed(), left);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy::state::app::StatesPlugin;
    use bevy::time::TimeUpdateStrategy;
    use couchpad_core::session::HostConfig;
    use couchpad_core::transport::{HostDriver, HostDriverConfig};

    /// A receiver in a countdown, whose frames take so long.
    fn counting(frame: Duration) -> App {
        let game = *couchpad_games::find("arkanoid").expect("a game");
        let config = HostDriverConfig::loopback(HostConfig::default()).expect("random numbers");
        let mut app = App::new();
        app.add_plugins((MinimalPlugins, StatesPlugin))
            .insert_resource(TimeUpdateStrategy::ManualDuration(frame))
            .insert_resource(Net::new(HostDriver::bind(config).expect("a port")))
            .insert_resource(Stage {
                countdown: Some(COUNTDOWN),
                ..Stage::new(game)
            })
            .insert_state(Screen::Playing)
            .add_message::<GameNews>();
        plugin(&mut app);
        app
    }

    #[test]
    fn it_ends_once_however_long_the_frames_are() {
        // the last ones leave less than a millisecond over, or nothing, or jump over the end
        for micros in [7_311, 16_667, 29_995, 50_000, 33_333] {
            let mut app = counting(Duration::from_micros(micros));
            let (mut resumed, mut shown) = (0, Vec::new());
            for _ in 0..600 {
                app.update();
                let news = app.world().resource::<Messages<GameNews>>();
                resumed += news.iter_current_update_messages().count();
                shown.extend(app.world().resource::<Stage>().counted());
            }
            shown.dedup();
            assert_eq!((resumed, shown), (1, vec![3, 2, 1]), "{micros} µs");
        }
    }
}
