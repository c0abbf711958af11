//! What the controller's screen should show: the same pages, drawn in this process, where they can be asked what lies where.

use bevy::math::{Rect, Vec2};
use bevy::text::TextLayoutInfo;
use bevy::ui::widget::Text;
use bevy::ui::{ComputedNode, UiGlobalTransform};
use couchpad_core::discovery::Found;
use couchpad_core::protocol::control::VERSION;
use couchpad_core::protocol::{PadLayout, Phase, Place, PublicKey, SeatIndex};
use couchpad_gamepad::find::{Act, Event, Finder, News};
use couchpad_gamepad::model::{Connection, PadModel};
use couchpad_gamepad::pad_plugin;
use couchpad_pictures::Studio;
use std::time::Duration;

/// Time for what moves at the start to arrive.
const FRAMES: u32 = 30;
/// Words that are the same on the glass as here are alike to this degree; others by chance to a third of it.
const ALIKE: f64 = 0.8;

/// See the module.
pub(crate) struct Twin {
    words: Vec<(String, Rect)>,
    /// How bright each pixel is, row by row.
    bright: Vec<u8>,
    width: u32,
}

impl Twin {
    /// The screen of a controller that is there, and what it knows.
    pub(crate) fn of(finder: Finder, pad: Option<PadModel>) -> Self {
        let mut studio = Studio::new(super::WIDTH, super::HEIGHT, |app| {
            app.insert_resource(finder)
                .insert_resource(pad.unwrap_or_default())
                .add_plugins(pad_plugin);
        })
        .expect("a software Vulkan driver");
        studio.step(FRAMES);
        let picture = studio.shoot().expect("a picture");
        let bright = picture
            .pixels()
            .map(|pixel| brightness([pixel.0[0], pixel.0[1], pixel.0[2]]));
        let bright = bright.collect();
        let world = studio.app().world_mut();
        let mut texts =
            world.query::<(&Text, &TextLayoutInfo, &ComputedNode, &UiGlobalTransform)>();
        let words = texts.iter(world).map(|(text, laid, node, place)| {
            let size = laid.size.min(node.size());
            (
                text.0.clone(),
                Rect::from_center_size(place.translation, size),
            )
        });
        Self {
            words: words.collect(),
            bright,
            width: super::WIDTH,
        }
    }

    /// Where these words stand, in pixels.
    pub(crate) fn place(&self, words: &str) -> Rect {
        let mut all = self.words.iter();
        let place = all.find(|(text, _)| text == words).map(|(_, place)| *place);
        place.unwrap_or_else(|| {
            let there: Vec<_> = self.words.iter().map(|(text, _)| text).collect();
            panic!("no `{words}` is to be shown there, but {there:?}")
        })
    }

    /// Whether a place on the glass shows what is here: its light and dark lie the same, or the other way round, as on a
    /// button in the colour of another player; whatever shines through it.
    pub(crate) fn is_shown(&self, place: Rect, glass: impl Fn(u32, u32) -> [u8; 3]) -> bool {
        let mut pairs = Vec::new();
        for y in place.min.y as u32..place.max.y as u32 {
            for x in place.min.x as u32..place.max.x as u32 {
                let here = self.bright.get((y * self.width + x) as usize);
                let there = brightness(glass(x, y));
                pairs.push((f64::from(*here.unwrap_or(&0)), f64::from(there)));
            }
        }
        likeness(&pairs).abs() > ALIKE
    }
}

/// The middle of a place.
pub(crate) fn middle(place: Rect) -> Vec2 {
    place.center()
}

fn brightness([red, green, blue]: [u8; 3]) -> u8 {
    let sum = u16::from(red) + u16::from(green) + u16::from(blue);
    (sum / 3) as u8
}

/// Pearson's correlation; 0 where one of both is even.
fn likeness(pairs: &[(f64, f64)]) -> f64 {
    let many = pairs.len() as f64;
    let mean = |pick: fn(&(f64, f64)) -> f64| pairs.iter().map(pick).sum::<f64>() / many;
    let (one, two) = (mean(|pair| pair.0), mean(|pair| pair.1));
    let sum = |term: &dyn Fn(f64, f64) -> f64| {
        let terms = pairs.iter().map(|(a, b)| term(a - one, b - two));
        terms.sum::<f64>()
    };
    let spread = (sum(&|a, _| a * a) * sum(&|_, b| b * b)).sqrt();
    if spread > 0.0 {
        sum(&|a, b| a * b) / spread
    } else {
        0.0
    }
}

/// The list with one receiver in it.
pub(crate) fn found(name: &str) -> Finder {
    let mut finder = Finder::new(true, false);
    finder.start(None, Duration::ZERO);
    let receiver = Found {
        id: name.into(),
        name: name.into(),
        addresses: vec![([127, 0, 0, 1], 4455).into()],
        fingerprint: PublicKey([1; 32]).fingerprint(),
        oldest: VERSION,
        newest: VERSION,
        players: 0,
        seats: 8,
        locked: false,
    };
    finder.on(Event::Found(receiver), Duration::ZERO);
    finder
}

/// The pad itself, after a choice from the list.
pub(crate) fn joined(name: &str) -> Finder {
    let mut finder = found(name);
    let typed = "042719".chars().map(|digit| Event::Act(Act::Type(digit)));
    let chosen = Event::Act(Act::Nearby(name.into()));
    for event in std::iter::once(chosen).chain(typed) {
        finder.on(event, Duration::ZERO);
    }
    finder.on(Event::News(News::Live), Duration::ZERO);
    finder
}

/// What a controller in the first seat knows.
pub(crate) fn in_play(layout: PadLayout, phase: Phase) -> PadModel {
    PadModel {
        connection: Connection::Live,
        met: true,
        layout: Some(layout.into()),
        place: Some(Place::Seated {
            seat: SeatIndex(0),
            mark: 0,
        }),
        axes_told: 1,
        phase,
        name: "Ada".into(),
        rtt: Some(Duration::from_millis(1)),
        remembered: Some(false),
        ..PadModel::default()
    }
}
