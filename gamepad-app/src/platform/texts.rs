//! The text control's line, typed in the shell's own field: winit brings no keyboard of a phone's. Must not know the shell's
//! other sides.

use super::Device;
use super::shell::{TextField, TextKind};
use crate::model::PadModel;
use crate::touch::{Action, Fingers, Typing};
use bevy::prelude::*;
use couchpad_core::protocol::limits::TEXT_BYTES;
use couchpad_core::protocol::{ControlId, ControlKind, PadLayout};
use std::sync::{Arc, Mutex, PoisonError};

/// A line for a control; none: the player cancelled.
type Line = (ControlId, Option<String>);

/// Lines that came from the shell, on whatever thread.
#[derive(Resource, Clone, Default)]
pub(super) struct Lines(Arc<Mutex<Vec<Line>>>);

impl Lines {
    fn bring(&self, line: Line) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(line);
    }

    fn take(&self) -> Vec<Line> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The field that is open now.
#[derive(Resource, Default)]
pub(super) struct OpenField(Option<u64>);

/// A tap on a text control opens the shell's field; one whose control is gone closes.
pub(super) fn open_field(
    mut actions: MessageReader<Action>,
    device: Res<Device>,
    lines: Res<Lines>,
    model: Res<PadModel>,
    typing: Res<Typing>,
    mut open: ResMut<OpenField>,
) {
    let tapped = actions.read().filter_map(|action| match action {
        Action::Edit(control) => Some(*control),
        _ => None,
    });
    let tapped = tapped.last();
    if tapped.is_some() || typing.control().is_none() {
        open.0
            .take()
            .into_iter()
            .for_each(|old| device.0.cancel(old));
    }
    let field = tapped.and_then(|control| {
        let field = field(model.layout.as_deref()?, control)?;
        Some((control, field))
    });
    if let Some((control, field)) = field {
        let lines = lines.clone();
        open.0 = device
            .0
            .edit(field, move |line| lines.bring((control, line)));
    }
}

/// What was typed goes out as if it had been typed on the glass.
pub(super) fn take_lines(
    lines: Res<Lines>,
    fingers: Res<Fingers>,
    mut typing: ResMut<Typing>,
    mut out: MessageWriter<Action>,
) {
    for (control, line) in lines.take() {
        if typing.control() == Some(control) {
            typing.close();
        }
        let is_there = fingers.0.plan().controls.iter().any(|c| c.id == control);
        let line = line.filter(|line| is_there && !line.trim().is_empty());
        out.write_batch(line.map(|text| Action::Text { control, text }));
    }
}

fn field(layout: &PadLayout, control: ControlId) -> Option<TextField> {
    let control = layout.controls.iter().find(|c| c.id == control)?;
    let ControlKind::Text { hint } = &control.kind else {
        return None;
    };
    Some(TextField {
        title: control.label.clone(),
        hint: hint.clone(),
        text: String::new(),
        max_bytes: u32::try_from(TEXT_BYTES).unwrap_or(u32::MAX),
        kind: TextKind::Line,
    })
}
