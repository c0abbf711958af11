//! What the pads show on each screen: the game's own controls in play, else the receiver's few buttons.

use super::Screen;
use crate::chat::talking;
use crate::net::Net;
use crate::room::Room;
use crate::stage::Stage;
use bevy::prelude::*;
use couchpad_core::protocol::limits::AXES;
use couchpad_core::protocol::{
    Area, ButtonIndex, ControlKind, Orientation, PadId, PadLayout, Phase, SeatIndex, Weight,
};
use couchpad_core::session::{Audience, HostSession};
use couchpad_games::game::Manifest;
use std::time::Duration;

/// Where the one big button lies.
const CENTRE: Area = Area::new(150, 250, 700, 400);
/// Where it lies above what can be said, with a second one beside it.
const LEFT: Area = Area::new(50, 200, 540, 370);
const RIGHT: Area = Area::new(630, 200, 320, 370);
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
    app.add_systems(Update, tell_changes);
}

fn tell_pads(
    time: Res<Time<Real>>,
    screen: Res<State<Screen>>,
    stage: Res<Stage>,
    room: Res<Room>,
    mut net: ResMut<Net>,
) {
    let (now, screen) = (time.elapsed(), *screen.get());
    let axes = |seat: Option<SeatIndex>| match (seat, stage.game.as_deref()) {
        (Some(seat), Some(game)) => game.axes(seat),
        _ => [0; AXES],
    };
    let session = net.session_mut();
    session.set_phase(now, phase(screen));
    let talk = if room.quiet { Talk::Nobody } else { Talk::All };
    let manifest = stage.entry.manifest;
    for audience in [Audience::Seated, Audience::Waiting] {
        let layout = layout(audience, screen, manifest, talk);
        show(session, now, audience, layout, axes);
    }
    quieten(session, now, screen, manifest, &room);
}

/// Another game in the lobby is another title on the pads; and what can be said there depends on who may speak.
fn tell_changes(
    time: Res<Time<Real>>,
    screen: Res<State<Screen>>,
    stage: Res<Stage>,
    room: Res<Room>,
    mut net: ResMut<Net>,
    mut told: Local<Option<(&'static str, bool, Vec<PadId>)>>,
) {
    let screen = *screen.get();
    let manifest = stage.entry.manifest;
    let now = (manifest.id, room.quiet, room.muted.clone());
    let before = told.replace(now.clone());
    if before.is_none_or(|before| before == now) {
        return;
    }
    let talk = if room.quiet { Talk::Nobody } else { Talk::All };
    let no_axes = |_: Option<SeatIndex>| [0; AXES];
    let (session, time) = (net.session_mut(), time.elapsed());
    for audience in [Audience::Seated, Audience::Waiting] {
        let is_game = screen == Screen::Playing && audience == Audience::Seated;
        if !is_game {
            let layout = layout(audience, screen, manifest, talk);
            show(session, time, audience, layout, no_axes);
        }
    }
    quieten(session, time, screen, manifest, &room);
}

/// What a muted pad says is not shown, so it has nothing to say it with.
fn quieten(
    session: &mut HostSession,
    now: Duration,
    screen: Screen,
    manifest: &Manifest,
    room: &Room,
) {
    for pad in &room.muted {
        let is_seated = session.pad(*pad).is_some_and(|pad| pad.seat().is_some());
        let audience = if is_seated {
            Audience::Seated
        } else {
            Audience::Waiting
        };
        if !(is_seated && screen == Screen::Playing) {
            let layout = layout(audience, screen, manifest, Talk::Nobody);
            show(session, now, Audience::Pad(*pad), layout, |_| [0; AXES]);
        }
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

/// Who may say something.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Talk {
    All,
    Nobody,
}

fn layout(audience: Audience, screen: Screen, manifest: &Manifest, talk: Talk) -> PadLayout {
    let (layout, is_free) = match audience {
        Audience::Waiting => (waiting(manifest), true),
        _ => {
            let is_free = matches!(screen, Screen::Lobby | Screen::Results);
            (seated(screen, manifest), is_free)
        }
    };
    if is_free && talk == Talk::All {
        talking(layout)
    } else {
        layout
    }
}

fn seated(screen: Screen, manifest: &Manifest) -> PadLayout {
    let plain = |title: &str| PadLayout::new(title, Orientation::Any);
    match screen {
        Screen::Lobby => plain(manifest.title)
            .with("START", LEFT, button(ButtonIndex::START, Weight::Primary))
            .with(
                "NEXT GAME",
                RIGHT,
                button(ButtonIndex::PAUSE, Weight::Secondary),
            ),
        Screen::Playing => in_play((manifest.layout)()),
        Screen::Paused => plain("Paused").with(
            "RESUME",
            CENTRE,
            button(ButtonIndex::PAUSE, Weight::Primary),
        ),
        Screen::Results => plain("Game over")
            .with("AGAIN", LEFT, button(ButtonIndex::START, Weight::Primary))
            .with(
                "LOBBY",
                RIGHT,
                button(ButtonIndex::PAUSE, Weight::Secondary),
            ),
    }
}

/// A game's layout as it is shown: with PAUSE.
pub(crate) fn in_play(layout: PadLayout) -> PadLayout {
    layout.with("PAUSE", CORNER, button(ButtonIndex::PAUSE, Weight::Quiet))
}

/// For pads in line: nothing to press, and all the time to talk. How many are in front they know from their place.
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
            for (screen, talk) in SCREENS
                .into_iter()
                .flat_map(|screen| [(screen, Talk::All), (screen, Talk::Nobody)])
            {
                for audience in [Audience::Seated, Audience::Waiting] {
                    let layout = layout(audience, screen, game.manifest, talk);
                    assert_eq!(layout.validate(), Ok(()));
                }
            }
        }
    }

    #[test]
    fn players_talk_where_they_do_not_play_and_the_muted_nowhere() {
        let manifest = couchpad_games::games()[0].manifest;
        let talks = |audience, screen, talk| {
            let layout = layout(audience, screen, manifest, talk);
            let kinds = layout.controls.iter().map(|control| &control.kind);
            let is_line = |kind: &ControlKind| matches!(kind, ControlKind::Text { .. });
            kinds.into_iter().any(is_line)
        };
        let seated = SCREENS.map(|screen| talks(Audience::Seated, screen, Talk::All));
        assert_eq!(seated, [true, false, false, true]);
        let waiting = SCREENS.map(|screen| talks(Audience::Waiting, screen, Talk::All));
        assert_eq!(waiting, [true; 4]);
        for audience in [Audience::Seated, Audience::Waiting] {
            let muted = SCREENS.map(|screen| talks(audience, screen, Talk::Nobody));
            assert_eq!(muted, [false; 4]);
        }
    }

    #[test]
    fn each_screen_has_its_way_out() {
        for game in couchpad_games::games() {
            let on = |screen| buttons(&seated(screen, game.manifest));
            assert_eq!(on(Screen::Lobby), [ButtonIndex::START, ButtonIndex::PAUSE]);
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
