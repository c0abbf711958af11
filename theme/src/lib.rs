//! Couchpad's one look, for the big screen and the pad alike.
//!
//! Owns colour, the eight players' marks, type, space, motion and the few components that both apps
//! show. Must not know games, sessions or the network: it is told what to draw.
//!
//! # One unit for both glasses
//!
//! Every length here is a [`Val::Px`] in *units*, and [`Surface`] says what a unit is:
//!
//! * on the receiver, [`screen_plugin`]: 1 unit = 1/1080 of the screen's height (the plugin keeps
//!   [`UiScale`] at height / 1080), so the grid of 8 is 1/135 of the height on any screen;
//! * on the pad, [`pad_plugin`]: 1 unit = 1 dp, which is what the window system calls a logical pixel.
//!
//! Text is sized in rem, whose base is [`Surface::base_text`]: 24 units on the screen, 16 dp on the pad.
//! So a component is written once and fits both. Never use `Vh` for sizes beside these: it would ignore the scale.
//!
//! # What a player may ask for
//!
//! Three resources, to be changed at any time: [`TextSize`] makes all text larger, [`Contrast`] lifts it from its ground,
//! [`Motion`] keeps everything still. No component has to know of them.
//!
//! # Use
//!
//! ```no_run
//! use bevy::prelude::*;
//! use couchpad_theme::{colour, players::mark, type_scale::Step, widgets};
//!
//! App::new()
//!     .add_plugins((DefaultPlugins, couchpad_theme::screen_plugin))
//!     .add_systems(Startup, |mut commands: Commands| {
//!         commands.spawn(Camera2d);
//!         commands.spawn((
//!             Node { margin: couchpad_theme::space::outer_margin(), ..default() },
//!             children![
//!                 widgets::mark_node(mark(0), 48.0),
//!                 widgets::text("Ada", Step::Body, colour::TEXT),
//!             ],
//!         ));
//!     })
//!     .run();
//! ```

pub mod colour;
pub mod contrast;
pub mod emotes;
pub mod lay;
pub mod measure;
pub mod motion;
pub mod patterns;
pub mod players;
pub mod shapes;
pub mod space;
mod surface;
pub mod texture;
pub mod type_scale;
pub mod widgets;

pub use contrast::Contrast;
pub use motion::Motion;
pub use players::{Mark, mark};
pub use surface::{Surface, TextSize};

use bevy::prelude::*;

/// The theme for the big screen: a unit is 1/1080 of its height. Add after `DefaultPlugins`.
pub fn screen_plugin(app: &mut App) {
    plugin(app, Surface::Screen);
}

/// The theme for the pad: a unit is 1 dp. Add after `DefaultPlugins`.
pub fn pad_plugin(app: &mut App) {
    plugin(app, Surface::Pad);
}

fn plugin(app: &mut App, surface: Surface) {
    app.insert_resource(ClearColor(colour::GROUND.color()));
    app.init_resource::<Motion>();
    surface::plugin(app, surface);
    type_scale::plugin(app);
    shapes::plugin(app);
    patterns::plugin(app);
    emotes::plugin(app);
    widgets::plugin(app);
    contrast::plugin(app);
}
