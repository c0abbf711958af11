//! The player moves and resizes the controls of a layout, with one finger, over the pad itself. Owns what was moved until the
//! player says that it is well; the settings keep it from then on. Must not know the network: while controls are moved,
//! fingers do nothing to the game.

mod bar;
mod board;
mod drag;
mod draw;
mod fingers;
mod keys;
mod piece;

pub use bar::Bar;
pub use board::{Board, Part};
pub use piece::{Piece, can_move};

use crate::find::{Deed, Effect, Finder};
use crate::model::PadModel;
use crate::settings::{Arrangements, Settings};
use crate::touch::{Fingers, PadGlass, PadSystems};
use bevy::prelude::*;
use couchpad_core::protocol::ControlId;
use couchpad_theme::TextSize;
use drag::Drag;

/// What is being moved, and what was since the player began.
#[derive(Resource, Debug, Default)]
pub struct Arranging {
    draft: Option<Arrangements>,
    drag: Option<Drag>,
    /// The one that the keys have chosen.
    chosen: Option<ControlId>,
}

impl Arranging {
    /// Where the controls are to be seen: as they are being moved, else as they are kept.
    #[must_use]
    pub fn shown<'a>(&'a self, settings: &'a Settings) -> &'a Arrangements {
        self.draft.as_ref().unwrap_or(&settings.arrangements)
    }

    /// Whether the arrow keys move a control now.
    pub(crate) const fn takes_arrows(&self) -> bool {
        self.chosen.is_some()
    }
}

/// Moves controls. Add the touch, the model and the screens, too.
pub fn plugin(app: &mut App) {
    app.init_resource::<Arranging>()
        .add_systems(
            PreUpdate,
            (fingers::read, keys::read)
                .chain()
                .in_set(PadSystems::Touch),
        )
        .add_systems(
            PreUpdate,
            follow.after(PadSystems::Find).before(PadSystems::Place),
        );
    bar::plugin(app);
    draw::plugin(app);
}

/// The controls that can be moved, as they lie now.
fn board(fingers: &Fingers, glass: &PadGlass, letters: &TextSize) -> Board {
    Board::of(fingers.0.plan(), &glass.0, letters.times())
}

/// Begins and ends with the screen. What is not kept then is forgotten.
fn follow(
    finder: Res<Finder>,
    mut deeds: MessageReader<Deed>,
    (model, glass): (Res<PadModel>, Res<PadGlass>),
    mut settings: ResMut<Settings>,
    mut arranging: ResMut<Arranging>,
) {
    for deed in deeds.read() {
        match deed.0 {
            Effect::KeepArrangement => {
                if let Some(draft) = arranging.draft.take()
                    && settings.arrangements != draft
                {
                    settings.arrangements = draft;
                }
            }
            Effect::PutBack => {
                let shape = model.layout.as_ref().map(|layout| glass.0.shape(layout));
                let Arranging { draft, drag, .. } = &mut *arranging;
                *drag = None;
                if let (Some(draft), Some(shape)) = (draft, shape) {
                    draft.reset(shape);
                }
            }
            _ => {}
        }
    }
    if finder.arranges() == arranging.draft.is_some() {
        return;
    }
    *arranging = Arranging {
        draft: finder.arranges().then(|| settings.arrangements.clone()),
        drag: None,
        chosen: None,
    };
}
