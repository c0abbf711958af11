//! Reads a stream of touches and plays it to the app's own plugins, as a system would: frame by frame, as Bevy's messages.

use bevy::app::App;
use bevy::ecs::entity::Entity;
use bevy::input::InputPlugin;
use bevy::input::touch::{TouchInput, TouchPhase};
use bevy::prelude::*;
use bevy::time::{TimePlugin, TimeUpdateStrategy};
use bevy::window::{
    AppLifecycle, PrimaryWindow, WindowFocused, WindowOccluded, WindowPlugin, WindowResolution,
};
use couchpad_core::protocol::{PadLayout, Phase, Place, SeatIndex};
use couchpad_gamepad::model::{self, Connection, PadModel};
use couchpad_gamepad::settings::Settings;
use couchpad_gamepad::touch::{self, Action, Fingers};
use std::time::Duration;

/// How long a frame is on the screen that the streams are played on.
const FRAME: Duration = Duration::from_nanos(16_666_667);

/// Something that is heard.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Heard {
    Glass(f32, f32),
    Touch(TouchPhase, u64, Vec2),
    Focus(bool),
    /// Something else is over the whole window.
    Hidden,
    /// The system is about to let the app sleep.
    Sleep,
}

/// At which millisecond it is heard.
pub(crate) type At = (f64, Heard);

/// All that a text has.
pub(crate) fn read(text: &str) -> Vec<At> {
    text.lines().filter_map(read_line).collect()
}

fn read_line(line: &str) -> Option<At> {
    if line.starts_with('#') {
        return None;
    }
    let line = line.rfind("touch ").map_or(line, |at| &line[at..]);
    let words: Vec<_> = line.split_whitespace().collect();
    let number = |word: &str| word.parse().ok();
    let heard = match words[..] {
        ["glass", _, w, h] => Heard::Glass(number(w)?, number(h)?),
        ["focus", _, word] => Heard::Focus(word == "won"),
        ["touch", _, phase, id, x, y] => {
            let phase = match phase {
                "Started" => TouchPhase::Started,
                "Moved" => TouchPhase::Moved,
                "Ended" => TouchPhase::Ended,
                "Canceled" => TouchPhase::Canceled,
                _ => return None,
            };
            Heard::Touch(phase, id.parse().ok()?, Vec2::new(number(x)?, number(y)?))
        }
        _ => return None,
    };
    Some((words.get(1)?.parse().ok()?, heard))
}

#[derive(Resource, Default)]
struct Told(Vec<Action>);

/// The app in play, without renderer and network.
pub(crate) struct Phone {
    app: App,
    window: Entity,
    millis: f64,
}

impl Phone {
    pub(crate) fn new(layout: PadLayout, settings: Settings) -> Self {
        let mut app = App::new();
        app.add_plugins((TimePlugin, InputPlugin, WindowPlugin::default()))
            .insert_resource(TimeUpdateStrategy::ManualDuration(FRAME))
            .insert_resource(PadModel {
                connection: Connection::Live,
                met: true,
                layout: Some(layout.into()),
                place: Some(Place::Seated {
                    seat: SeatIndex(0),
                    mark: 0,
                }),
                phase: Phase::Playing,
                ..PadModel::default()
            })
            .insert_resource(settings)
            .init_resource::<Told>()
            .add_plugins((model::plugin, touch::plugin))
            .add_systems(
                Update,
                |mut all: MessageReader<Action>, mut told: ResMut<Told>| {
                    told.0.extend(all.read().cloned());
                },
            );
        let mut windows = app
            .world_mut()
            .query_filtered::<Entity, With<PrimaryWindow>>();
        let window = windows.single(app.world()).unwrap();
        Self {
            app,
            window,
            millis: 0.0,
        }
    }

    /// Plays a stream, from where the clock is, and a second and a half more, in which what moves smoothly gets there. Calls
    /// `look` after each frame.
    pub(crate) fn play(&mut self, stream: &[At], mut look: impl FnMut(&mut Self)) {
        let (start, mut rest) = (self.millis, stream);
        while !rest.is_empty() {
            let due = rest.iter().take_while(|(at, _)| start + at <= self.millis);
            let (now, later) = rest.split_at(due.count());
            now.iter().for_each(|(_, heard)| self.hear(*heard));
            rest = later;
            self.frame();
            look(self);
        }
        for _ in 0..90 {
            self.frame();
            look(self);
        }
    }

    /// One frame in which nothing is heard.
    pub(crate) fn frame(&mut self) {
        self.app.update();
        self.millis += FRAME.as_secs_f64() * 1000.0;
    }

    fn hear(&mut self, heard: Heard) {
        let window = self.window;
        let world = self.app.world_mut();
        match heard {
            Heard::Glass(width, height) => {
                let mut shown = world.get_mut::<Window>(window).unwrap();
                shown.resolution = WindowResolution::new(width as u32, height as u32);
            }
            Heard::Touch(phase, id, position) => {
                world.write_message(TouchInput {
                    phase,
                    position,
                    window,
                    force: None,
                    id,
                });
            }
            Heard::Focus(focused) => {
                world.write_message(WindowFocused { window, focused });
            }
            Heard::Hidden => {
                let occluded = true;
                world.write_message(WindowOccluded { window, occluded });
            }
            Heard::Sleep => {
                world.write_message(AppLifecycle::WillSuspend);
            }
        }
    }

    /// What was done since the last look.
    pub(crate) fn told(&mut self) -> Vec<Action> {
        std::mem::take(&mut self.app.world_mut().resource_mut::<Told>().0)
    }

    /// What else the app goes by.
    pub(crate) fn world(&mut self) -> &mut World {
        self.app.world_mut()
    }

    pub(crate) fn fingers(&self) -> &Fingers {
        self.app.world().resource()
    }
}

#[test]
fn a_line_of_a_log_is_a_line_of_a_stream() {
    let log =
        "2026-11-21T20:00:00Z TRACE couchpad_gamepad::touch::glue: touch 12.5 Moved 7 100.0 300.5";
    let place = Vec2::new(100.0, 300.5);
    let heard = Heard::Touch(TouchPhase::Moved, 7, place);
    assert_eq!(read(log), [(12.5, heard)]);
    assert_eq!(read("# touch 1 Moved 7 1 1\nsomething else\n"), []);
}
