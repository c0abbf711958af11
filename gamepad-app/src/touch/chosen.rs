//! What was chosen on the layout that is on the glass: it is to be seen until another one comes. Must not know how.

use super::Action;
use crate::model::PadModel;
use bevy::prelude::*;
use couchpad_core::protocol::{ControlId, PadLayout};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The answers that were chosen last.
#[derive(Resource, Debug, Default)]
pub struct Chosen {
    layout: Option<Arc<PadLayout>>,
    answers: BTreeMap<ControlId, usize>,
}

impl Chosen {
    /// Which answer of a choices control.
    #[must_use]
    pub fn answer(&self, control: ControlId) -> Option<usize> {
        self.answers.get(&control).copied()
    }
}

/// After the controls were placed: what was chosen on others is forgotten.
pub(super) fn remember(
    mut actions: MessageReader<Action>,
    model: Res<PadModel>,
    mut chosen: ResMut<Chosen>,
) {
    for action in actions.read() {
        if let Action::Choose { control, option } = *action {
            chosen.answers.insert(control, usize::from(option));
        }
    }
    // the same one, said again on the way back, asks the same
    if model.is_changed() && chosen.layout.as_deref() != model.layout.as_deref() {
        *chosen = Chosen {
            layout: model.layout.clone(),
            answers: BTreeMap::new(),
        };
    }
}
