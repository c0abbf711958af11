//! Carries the keyboard players' wishes out through their pad sessions.

use super::hand::{Controls, Slide, Steering, to_axis};
use super::{KeySet, LocalPlayers, SLOTS, Wish};
use crate::net::{Net, NetSet};
use bevy::ecs::system::SystemParam;
use bevy::prelude::*;
use couchpad_core::protocol::{ButtonIndex, PadId, Profile};
use couchpad_core::session::PadEvent;
use couchpad_core::transport::LocalPad;
use std::time::Duration;

/// The name that keyboard players join with; the second one's is numbered.
#[derive(Resource, Clone, Debug, Default)]
pub struct KeyboardName(pub String);

/// The pads of the keyboard players.
#[derive(Resource, Default)]
pub struct LocalPads {
    players: [Option<Player>; SLOTS],
}

/// The pads that keyboard players had before the receiver was killed: their first press takes them up again.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KeyboardsBefore(pub [Option<PadId>; SLOTS]);

impl KeyboardsBefore {
    /// Whether this key set's player has a pad to take up again.
    #[must_use]
    pub fn has(&self, keys: KeySet) -> bool {
        self.0.get(keys.index()).is_some_and(Option::is_some)
    }
}

/// Which pads the keyboard players have, or may take up again.
#[derive(SystemParam)]
pub struct Keyboards<'w> {
    now: Res<'w, LocalPads>,
    before: Res<'w, KeyboardsBefore>,
}

impl Keyboards<'_> {
    /// By key set.
    #[must_use]
    pub fn pads(&self) -> [Option<PadId>; SLOTS] {
        KeySet::ALL.map(|keys| {
            let (now, before) = (self.now.players.get(keys.index()), self.before.0);
            let now = now.and_then(Option::as_ref).map(|player| player.pad.pad());
            now.or_else(|| before.get(keys.index()).copied().flatten())
        })
    }
}

struct Player {
    pad: LocalPad,
    controls: Controls,
    slide: Slide,
    main_held: bool,
}

/// Joins and plays keyboard players; wants [`Net`] and [`KeyboardName`].
pub fn plugin(app: &mut App) {
    app.init_resource::<LocalPlayers>()
        .init_resource::<KeyboardsBefore>()
        .init_resource::<LocalPads>()
        .add_systems(PreUpdate, (come_and_go, play).chain().in_set(NetSet::Local));
}

fn come_and_go(
    time: Res<Time<Real>>,
    name: Res<KeyboardName>,
    mut wishes: ResMut<LocalPlayers>,
    mut pads: ResMut<LocalPads>,
    mut before: ResMut<KeyboardsBefore>,
    mut net: ResMut<Net>,
) {
    let wishes = wishes.bypass_change_detection();
    for keys in KeySet::ALL {
        let player = &mut pads.bypass_change_detection().players[keys.index()];
        if !wishes.is_joined(keys) {
            // dropping the pad frees the seat
            *player = None;
        } else if player.is_none() {
            let profile = Profile {
                name: name.0.clone(),
                mark: None,
            };
            let (driver, now) = (net.driver_mut(), time.elapsed());
            let pad = match before.0[keys.index()].take() {
                Some(pad) => driver.return_local_pad(now, pad, profile),
                None => driver.add_local_pad(now, profile),
            };
            match pad {
                Ok(pad) => *player = Some(Player::new(pad)),
                Err(refusal) => {
                    tracing::warn!("a player at the keyboard cannot join: {refusal}");
                    wishes.leave(keys);
                }
            }
        }
    }
}

fn play(time: Res<Time<Real>>, mut wishes: ResMut<LocalPlayers>, mut pads: ResMut<LocalPads>) {
    let wishes = wishes.bypass_change_detection();
    for keys in KeySet::ALL {
        let Some(player) = &mut pads.bypass_change_detection().players[keys.index()] else {
            continue;
        };
        player.pad.pump(time.elapsed());
        if player.listen() {
            let wish = &mut wishes.wishes[keys.index()];
            player.steer(time.elapsed(), wish.steer_on(time.delta()), time.delta());
            player.press_main(time.elapsed(), wish);
            player.pad.pump(time.elapsed());
        } else {
            wishes.leave(keys);
        }
    }
}

impl Player {
    fn new(pad: LocalPad) -> Self {
        Self {
            pad,
            controls: Controls::default(),
            slide: Slide::default(),
            main_held: false,
        }
    }

    /// Takes in what the receiver told this pad. `false` when it is to go.
    fn listen(&mut self) -> bool {
        if self.pad.is_closed() {
            return false;
        }
        let session = self.pad.session_mut();
        while let Some(event) = session.poll_event() {
            match event {
                PadEvent::Closing(_) => return false,
                PadEvent::Layout => {
                    self.controls = session.layout().map(Controls::of).unwrap_or_default();
                    // a new layout has all buttons up
                    self.main_held = false;
                }
                PadEvent::Axes(_) => {}
                _ => continue,
            }
            if let Some(Steering::Slide(axis)) = self.controls.steering {
                self.slide.reset(session.axes(), axis);
            }
        }
        true
    }

    fn steer(&mut self, now: Duration, direction: f32, time: Duration) {
        let session = self.pad.session_mut();
        match self.controls.steering {
            Some(Steering::Slide(axis)) => {
                if let Some(value) = self.slide.advance(direction, time) {
                    session.set_axis(now, axis, value);
                }
            }
            Some(Steering::Spring(axis)) => {
                session.set_axis(now, axis, to_axis(direction * f32::from(i16::MAX)));
            }
            Some(Steering::Buttons(left, right)) => {
                for (button, wanted) in [(left, direction < 0.0), (right, direction > 0.0)] {
                    match (wanted, session.held() & button.bit() != 0) {
                        (true, false) => session.press(now, button),
                        (false, true) => session.release(now, button),
                        _ => {}
                    }
                }
            }
            None => {}
        }
    }

    fn press_main(&mut self, now: Duration, wish: &mut Wish) {
        let taps = std::mem::take(&mut wish.main_taps);
        let Some(button) = self.controls.main else {
            return;
        };
        for _ in 0..taps {
            self.tap(now, button);
        }
        if wish.main_held != self.main_held {
            self.main_held = wish.main_held;
            let session = self.pad.session_mut();
            if wish.main_held {
                session.press(now, button);
            } else {
                session.release(now, button);
            }
        }
    }

    fn tap(&mut self, now: Duration, button: ButtonIndex) {
        let session = self.pad.session_mut();
        session.press(now, button);
        session.release(now, button);
    }
}
