//! What the pads show on each screen: the game's own controls in play, else the receiver's few buttons.

use super::Screen;
use crate::net::Net;
use crate::stage::Stage;
use bevy::prelude::*;
use couchpad_core::protocol::limits::AXES;
use couchpad_core::protocol::{
    Area, ButtonIndex, ControlKind, Orientation, PadLayout, Phase, SeatIndex, Weight,
};
use couchpad_core::session::{Audience, HostSession};
use couchpad_games::game::Manifest;
use std::time::Duration;

/// Where the one big button lies.
const CENTRE: Area = Area::new(150, 250, 700, 400);
/// Where the second button lies, clear of the first and of the thumb's way at the bottom edge.
const BELOW: Area = Area::new(300, 720, 400, 140);
/// Where PAUSE lies in play: out of the thumb's way.
const CORNER: Area = Area::new(820, 20, 160, 110);

/// Tells the pads about each screen as it comes.
pub(super) fn plugin(app: &mut App) {
    for screen in [
        Screen::Lobby,
        Screen::Playing,
        Screen::Paused,
        Screen::Results,
    ] {
        app.add_systems(OnEnter(screen), tell_pads);
    }
    app.add_systems(Update, tell_chosen_game);
}

fn tell_pads(
    time: Res<Time<Real>>,
    screen: Res<State<Screen>>,
    stage: Res<Stage>,
    mut net: ResMut<Net>,
) {
    let (now, screen) = (time.elapsed(), *screen.get());
    let manifest = stage.entry.manifest;
    let axes = |seat: Option<SeatIndex>| match (seat, stage.game.as_deref()) {
        (Some(seat), Some(game)) => game.axes(seat),
        _ => [0; AXES],
    };
    let session = net.session_mut();
    session.set_phase(now, phase(screen));
    show(
        session,
        now,
        Audience::Seated,
        seated(screen, manifest),
        axes,
    );
    show(session, now, Audience::Waiting, waiting(manifest), axes);
}

/// Another game in the lobby is another title on the pads.
fn tell_chosen_game(
    time: Res<Time<Real>>,
    screen: Res<State<Screen>>,
    stage: Res<Stage>,
    mut net: ResMut<Net>,
    mut told: Local<Option<&'static str>>,
) {
    let id = stage.entry.manifest.id;
    let before = told.replace(id);
    if *screen.get() == Screen::Lobby && before.is_some_and(|before| before != id) {
        let layout = seated(Screen::Lobby, stage.entry.manifest);
        let no_axes = |_: Option<SeatIndex>| [0; AXES];
        show(
            net.session_mut(),
            time.elapsed(),
            Audience::Seated,
            layout,
            no_axes,
        );
    }
}

/// A game's own layout may be unsound: the pads keep the one before, and the author is told.
fn show(
    session: &mut HostSession,
    now: Duration,
    audience: Audience,
    layout: PadLayout,
    axes: impl Fn(Option<SeatIndex>) -> [i16; AXES],
) {
    if let Err(fault) = session.set_layout(now, audience, layout, axes) {
        tracing::error!("a layout is not shown: {fault}");
    }
}

fn phase(screen: Screen) -> Phase {
    match screen {
        Screen::Lobby => Phase::Lobby,
        Screen::Playing => Phase::Playing,
        Screen::Paused => Phase::Paused,
        Screen::Results => Phase::Results,
    }
}

fn seated(screen: Screen, manifest: &Manifest) -> PadLayout {
    let plain = |title: &str| PadLayout::new(title, Orientation::Any);
    match screen {
        Screen::Lobby => {
            plain(manifest.title).with("START", CENTRE, button(ButtonIndex::START, Weight::Primary))
        }
        Screen::Playing => in_play((manifest.layout)()),
        Screen::Paused => plain("Paused").with(
            "RESUME",
            CENTRE,
            button(ButtonIndex::PAUSE, Weight::Primary),
        ),
        Screen::Results => plain("Game over")
            .with("AGAIN", CENTRE, button(ButtonIndex::START, Weight::Primary))
            .with(
                "LOBBY",
                BELOW,
                button(ButtonIndex::PAUSE, Weight::Secondary),
            ),
    }
}

/// A game's layout as it is shown: with PAUSE.
pub(crate) fn in_play(layout: PadLayout) -> PadLayout {
    layout.with("PAUSE", CORNER, button(ButtonIndex::PAUSE, Weight::Quiet))
}

/// For pads in line: nothing to press. How many are in front they know from their place.
fn waiting(manifest: &Manifest) -> PadLayout {
    PadLayout::new(
        format!("{}: you are in line", manifest.title),
        Orientation::Any,
    )
}

fn button(button: ButtonIndex, weight: Weight) -> ControlKind {
    ControlKind::Button { button, weight }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCREENS: [Screen; 4] = [
        Screen::Lobby,
        Screen::Playing,
        Screen::Paused,
        Screen::Results,
    ];

    fn buttons(layout: &PadLayout) -> Vec<ButtonIndex> {
        let held = layout.controls.iter().filter_map(|c| match c.kind {
            ControlKind::Button { button, .. } => Some(button),
            _ => None,
        });
        held.collect()
    }

    #[test]
    fn every_layout_of_every_game_is_sound() {
        for game in couchpad_games::games() {
            for screen in SCREENS {
                assert_eq!(seated(screen, game.manifest).validate(), Ok(()));
            }
            assert_eq!(waiting(game.manifest).validate(), Ok(()));
            assert!(waiting(game.manifest).controls.is_empty());
        }
    }

    #[test]
    fn each_screen_has_its_way_out() {
        for game in couchpad_games::games() {
            let on = |screen| buttons(&seated(screen, game.manifest));
            assert_eq!(on(Screen::Lobby), [ButtonIndex::START]);
            assert!(on(Screen::Playing).contains(&ButtonIndex::PAUSE));
            assert!(!on(Screen::Playing).contains(&ButtonIndex::START));
            assert_eq!(on(Screen::Paused), [ButtonIndex::PAUSE]);
            assert_eq!(
                on(Screen::Results),
                [ButtonIndex::START, ButtonIndex::PAUSE]
            );
        }
    }
}
