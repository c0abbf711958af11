//! Carries the keyboard players' wishes out through their pad sessions.

use super::hand::{Controls, Slide, Steering, to_axis};
use super::{Asked, KeySet, LocalPlayers, SLOTS, Wish};
use crate::net::{Net, NetSet};
use bevy::ecs::system::SystemParam;
use bevy::prelude::*;
use couchpad_core::protocol::{ButtonIndex, ControlId, PadId, Profile};
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

/// What the keyboard players are asked now, by key set.
#[derive(Resource, Clone, Debug, Default, PartialEq, Eq)]
pub struct AskedHere(pub [Option<Asked>; SLOTS]);

struct Player {
    pad: LocalPad,
    controls: Controls,
    /// To the sides, and up and down.
    slides: [Slide; 2],
    asked: Option<Asked>,
    main_held: bool,
    /// The main key was down already, whatever the controls were.
    was_held: bool,
}

/// Joins and plays keyboard players; wants [`Net`] and [`KeyboardName`].
pub fn plugin(app: &mut App) {
    app.init_resource::<LocalPlayers>()
        .init_resource::<KeyboardsBefore>()
        .init_resource::<LocalPads>()
        .init_resource::<AskedHere>()
        .add_systems(
            PreUpdate,
            (come_and_go, play, tell).chain().in_set(NetSet::Local),
        );
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
    let pads = pads.bypass_change_detection();
    for keys in KeySet::ALL {
        let Some(player) = &mut pads.players[keys.index()] else {
            continue;
        };
        player.pad.pump(time.elapsed());
        if !player.listen() {
            wishes.leave(keys);
        }
    }
    for keys in KeySet::ALL {
        if let Some(number) = wishes.wishes[keys.index()].picked.take() {
            pads.pick(time.elapsed(), keys, number);
        }
    }
    for keys in KeySet::ALL {
        let Some(player) = &mut pads.players[keys.index()] else {
            continue;
        };
        if wishes.is_joined(keys) {
            player.act(
                time.elapsed(),
                &mut wishes.wishes[keys.index()],
                time.delta(),
            );
            player.pad.pump(time.elapsed());
        }
    }
}

/// For who draws it: written where it changed alone.
fn tell(pads: Res<LocalPads>, mut told: ResMut<AskedHere>) {
    let now = pads.players.each_ref();
    let now = now.map(|player| player.as_ref().and_then(|player| player.asked.as_ref()));
    if told.0.each_ref().map(Option::as_ref) != now {
        told.0 = now.map(Option::<&Asked>::cloned);
    }
}

impl LocalPads {
    /// The answer of a number, from whose key it is if that one is asked something, else from the other one.
    fn pick(&mut self, now: Duration, keys: KeySet, number: u8) {
        let is_asked = |player: &Option<Player>| player.as_ref().is_some_and(|p| p.asked.is_some());
        let own = keys.index();
        let at = match self.players.get(own).is_some_and(is_asked) {
            true => Some(own),
            false => self.players.iter().position(is_asked),
        };
        let player = at.and_then(|at| self.players.get_mut(at)?.as_mut());
        if let Some(player) = player {
            let answer = player.asked.as_mut().and_then(|asked| asked.pick(number));
            player.answer(now, answer);
        }
    }
}

impl Player {
    fn new(pad: LocalPad) -> Self {
        Self {
            pad,
            controls: Controls::default(),
            slides: [Slide::default(); 2],
            asked: None,
            main_held: false,
            was_held: false,
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
                    self.asked = session.layout().and_then(Asked::of);
                    // a new layout has all buttons up
                    self.main_held = false;
                }
                PadEvent::Axes(_) => {}
                _ => continue,
            }
            let ways = [self.controls.steering, self.controls.climbing];
            for (way, slide) in ways.into_iter().zip(&mut self.slides) {
                if let Some(Steering::Slide(axis)) = way {
                    slide.reset(session.axes(), axis);
                }
            }
        }
        true
    }

    /// Does what the keys say.
    fn act(&mut self, now: Duration, wish: &mut Wish, time: Duration) {
        let climbs = self.controls.climbing.is_some();
        // where nothing goes up, that key is the main one
        let [_, up] = wish.ways;
        let up_held = !climbs && up.direction < 0.0 && up.expires.is_none();
        let taps = std::mem::take(&mut wish.main_taps);
        let up_taps = std::mem::take(&mut wish.up_taps);
        let taps = if climbs {
            taps
        } else {
            taps.saturating_add(up_taps)
        };
        let [x, y] = wish.ways.each_mut().map(|way| way.go_on(time));
        let steps = std::mem::take(&mut wish.steps);
        let is_new = self.press_main(now, wish.main_held || up_held, taps);
        self.go(now, (self.controls.steering, 0), x, time);
        self.go(now, (self.controls.climbing, 1), y, time);
        self.choose(now, steps, is_new);
    }

    /// Where left and right steer nothing they go through the answers; the main key gives one where it presses nothing.
    fn choose(&mut self, now: Duration, steps: i8, is_pressed: bool) {
        let Some(asked) = &mut self.asked else {
            return;
        };
        if self.controls.steering.is_none() {
            asked.turn(steps);
        }
        if is_pressed && self.controls.main.is_none() {
            let answer = asked.choose();
            self.answer(now, answer);
        }
    }

    fn answer(&mut self, now: Duration, answer: Option<(ControlId, u8)>) {
        if let Some((control, option)) = answer {
            self.pad.session_mut().choose(now, control, option);
        }
    }

    fn go(
        &mut self,
        now: Duration,
        (way, number): (Option<Steering>, usize),
        direction: f32,
        time: Duration,
    ) {
        let session = self.pad.session_mut();
        match way {
            Some(Steering::Slide(axis)) => {
                let slide = self.slides.get_mut(number);
                if let Some(value) = slide.and_then(|slide| slide.advance(direction, time)) {
                    session.set_axis(now, axis, value);
                }
            }
            Some(Steering::Spring(axis)) => {
                session.set_axis(now, axis, to_axis(direction * f32::from(i16::MAX)));
            }
            Some(Steering::Buttons(less, more)) => {
                for (button, wanted) in [(less, direction < 0.0), (more, direction > 0.0)] {
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

    /// Holds the main button, or taps it. Gives whether it went down, also where the layout has none.
    fn press_main(&mut self, now: Duration, held: bool, taps: u8) -> bool {
        let goes_down = held && !std::mem::replace(&mut self.was_held, held);
        let changed = std::mem::replace(&mut self.main_held, held) != held;
        if let Some(button) = self.controls.main {
            for _ in 0..taps {
                self.tap(now, button);
            }
            let session = self.pad.session_mut();
            match (changed, held) {
                (true, true) => session.press(now, button),
                (true, false) => session.release(now, button),
                (false, _) => {}
            }
        }
        goes_down || taps > 0
    }

    fn tap(&mut self, now: Duration, button: ButtonIndex) {
        let session = self.pad.session_mut();
        session.press(now, button);
        session.release(now, button);
    }
}
