//! What each player's pad shows while a game runs: the controls of its seat, and what the game tells this player alone. Must not
//! know what that is, nor how it is drawn.

use crate::flow::{Screen, in_play};
use crate::net::{Net, NetSet, PadNews};
use crate::stage::Stage;
use bevy::prelude::*;
use couchpad_core::protocol::limits::LABEL_BYTES;
use couchpad_core::protocol::{
    ControlKind, PadId, PadLayout, Place, SeatIndex, Showing, Shown, cell,
};
use couchpad_core::session::{Audience, HostEventKind, HostSession};
use couchpad_games::game::{AnyGame, with_names};
use std::collections::HashMap;
use std::time::Duration;

/// Whom a seat was without anybody who sat there.
const NOBODY: &str = "somebody";
/// Players that a board can tell apart.
const PLAYERS: u8 = 32;

/// What was told last; nothing while no game is on the pads.
#[derive(Resource, Default)]
struct Told {
    /// What the game's `pads` was then.
    number: Option<u32>,
    /// Who sat where, by seat.
    pads: Vec<Option<PadId>>,
    /// The layouts of the pads that do not show everybody's.
    layouts: HashMap<PadId, PadLayout>,
}

pub(super) fn plugin(app: &mut App) {
    let playing = in_state(Screen::Playing);
    app.init_resource::<Told>()
        .add_systems(PostUpdate, tell.in_set(NetSet::Tell).run_if(playing))
        .add_systems(OnExit(Screen::Playing), forget);
}

/// Other controls come now for everybody; and what was for one player's eyes does not stay behind.
fn forget(time: Res<Time<Real>>, mut net: ResMut<Net>, mut told: ResMut<Told>) {
    let told = std::mem::take(&mut *told);
    for (seat, _) in (0..).map(SeatIndex).zip(told.pads) {
        let session = net.session_mut();
        session.set_showing(time.elapsed(), seat, Showing::default());
    }
}

/// Tells pads what is new for them; the game is asked only where something changed.
fn tell(
    time: Res<Time<Real>>,
    stage: Res<Stage>,
    mut net: ResMut<Net>,
    mut news: MessageReader<PadNews>,
    mut told: ResMut<Told>,
) {
    let is_rename = |news: &PadNews| matches!(news.0.kind, HostEventKind::Renamed);
    let is_renamed = news.read().filter(|news| is_rename(news)).count() > 0;
    let Some(game) = stage.game.as_deref() else {
        return;
    };
    let (now, told) = (time.elapsed(), &mut *told);
    let number = Some(game.pads());
    let is_all_new = std::mem::replace(&mut told.number, number) != number || is_renamed;
    let session = net.session_mut();
    told.pads.resize(session.seats().len(), None);
    for at in 0..told.pads.len() {
        let pad = session.seats().get(at).and_then(|slot| slot.pad);
        let is_new = told
            .pads
            .get_mut(at)
            .map(|told| std::mem::replace(told, pad))
            != Some(pad);
        if let (true, Some(pad), Ok(seat)) = (is_new || is_all_new, pad, u16::try_from(at)) {
            tell_one(
                session,
                now,
                game,
                (SeatIndex(seat), pad),
                is_new,
                &mut told.layouts,
            );
        }
    }
}

/// Whoever sat down a moment ago has everybody's layout.
fn tell_one(
    session: &mut HostSession,
    now: Duration,
    game: &dyn AnyGame,
    (seat, pad): (SeatIndex, PadId),
    is_new: bool,
    told: &mut HashMap<PadId, PadLayout>,
) {
    let layout = named_layout(game.layout(seat), session);
    let mut showing = Showing::default();
    game.show(seat, &mut showing);
    showing.change(|shown| match shown {
        Shown::Text(text) => *shown = Shown::text(named(text, session)),
        Shown::Board { cells, .. } => {
            for piece in cells {
                *piece = marked(*piece, |seat| mark(session, seat));
            }
        }
    });
    if is_new {
        told.remove(&pad);
    }
    let usual = || (game.manifest().layout)();
    if told
        .get(&pad)
        .map_or_else(|| layout != usual(), |told| layout != *told)
    {
        told.insert(pad, layout.clone());
        let audience = Audience::Pad(pad);
        let axes = |_: Option<SeatIndex>| game.axes(seat);
        if let Err(fault) = session.set_layout(now, audience, in_play(layout), axes) {
            tracing::error!("a layout of {} is not shown: {fault}", game.manifest().id);
        }
    }
    session.set_showing(now, seat, showing);
}

/// The layout with players' names in place of their signs.
fn named_layout(mut layout: PadLayout, session: &HostSession) -> PadLayout {
    let put = |label: &mut String| {
        let mut text = named(label, session);
        text.truncate(text.floor_char_boundary(LABEL_BYTES));
        *label = text;
    };
    put(&mut layout.title);
    for control in &mut layout.controls {
        put(&mut control.label);
        match &mut control.kind {
            ControlKind::Choices { options } => options.iter_mut().for_each(put),
            ControlKind::Text { hint } => put(hint),
            _ => {}
        }
    }
    layout
}

/// A board's cell with the mark of a player in place of the seat: a game knows no marks.
fn marked(piece: u8, mark: impl Fn(SeatIndex) -> Option<u8>) -> u8 {
    let bright = piece & cell::BRIGHT;
    let seat = (0..PLAYERS).find(|seat| cell::of(*seat) == piece - bright);
    match seat.and_then(|seat| mark(SeatIndex(seat.into()))) {
        Some(mark) => cell::of(mark) + bright,
        None => piece,
    }
}

fn mark(session: &HostSession, seat: SeatIndex) -> Option<u8> {
    let pad = session
        .seats()
        .get(seat.index())
        .and_then(|slot| slot.pad)?;
    match session.pad(pad)?.place {
        Place::Seated { mark, .. } => Some(mark),
        Place::Waiting { .. } => None,
    }
}

fn named(text: &str, session: &HostSession) -> String {
    with_names(text, |seat| {
        let pad = session.seats().get(seat.index()).and_then(|slot| slot.pad);
        let view = pad.and_then(|pad| session.pad(pad));
        view.map_or(NOBODY, |view| view.name).to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn players_stand_on_boards_by_the_mark_that_they_chose() {
        let mark = |seat: SeatIndex| [Some(5), Some(0), None].get(seat.index()).copied()?;
        let board = [
            cell::EMPTY,
            cell::of(0),
            cell::of(1) + cell::BRIGHT,
            cell::of(2),
            cell::of(9),
            cell::SOLID,
            cell::PRIZE,
        ];
        assert_eq!(
            board.map(|piece| marked(piece, mark)),
            [
                cell::EMPTY,
                cell::of(5),
                cell::of(0) + cell::BRIGHT,
                cell::of(2),
                cell::of(9),
                cell::SOLID,
                cell::PRIZE,
            ]
        );
    }
}
