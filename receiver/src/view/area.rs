//! Where on the window the game is drawn, and where the players' strip and the game's facts go beside it. Knows sizes only.
//!
//! Everything counts in units, 1/1080 of the window's height, from the top left corner. The world camera shows the same
//! units with the origin in the middle and y up.

pub use couchpad_theme::lay::over as node_over;

use crate::attract::Attract;
use bevy::camera::CameraUpdateSystems;
use bevy::prelude::*;

/// Height of the window in units, whatever its height in pixels.
pub const HEIGHT: f32 = 1080.0;
/// The outer margin, as a share of each side.
const MARGIN: f32 = 0.05;
/// Windows at least this wide for their height have the strip at the side of the field, narrower ones below.
const WIDE: f32 = 1.55;
/// Width of a strip at the side.
const STRIP_WIDTH: f32 = 432.0;
/// Height of a strip below.
const STRIP_HEIGHT: f32 = 124.0;
/// Height of the facts above a strip at the side.
const FACTS_HEIGHT: f32 = 240.0;
/// Height of the facts when they lie in one line above the field.
const FACTS_LINE: f32 = 48.0;
/// Space between the game and what is beside it.
const GAP: f32 = 48.0;
/// Space between the game and what is above or below it.
const THIN_GAP: f32 = 20.0;
/// Width of what it takes to join, in the lobby, on windows at least so wide; on others it takes the share.
pub const JOIN_WIDTH: f32 = 600.0;
/// How wide a window is for that.
pub const JOIN_FITS: f32 = 1200.0;
/// The share of a narrower one.
pub const JOIN_SHARE: f32 = 0.48;
/// Space beside that, and on windows that are not wide.
pub const LOBBY_GAP: f32 = 64.0;
/// See [`LOBBY_GAP`].
pub const LOBBY_THIN_GAP: f32 = 40.0;
/// The lobby is at most so wide.
const LOBBY: f32 = 1920.0;
/// Height of the lobby's last line with what lies above it: what the demonstration is.
const LOBBY_FOOT: f32 = 164.0;
/// The game is at most so many times as wide as high: on the widest windows the eye would have to travel too far.
const WIDEST: f32 = 1.4;

/// What goes where while a game is on.
#[derive(Resource, Clone, Copy, Debug, PartialEq)]
pub struct Arrangement {
    /// Width of the whole window.
    pub width: f32,
    /// Whether the strip stands at the side, one player a line; else it lies below, one player a column.
    pub side: bool,
    /// The game.
    pub game: Rect,
    /// Every controller.
    pub strip: Rect,
    /// The game's facts: round, points, lives.
    pub facts: Rect,
}

impl Default for Arrangement {
    fn default() -> Self {
        Self::of(16.0 / 9.0)
    }
}

impl Arrangement {
    /// The arrangement for a window of that width over height.
    #[must_use]
    pub fn of(aspect: f32) -> Self {
        let width = HEIGHT * aspect.clamp(0.3, 6.0);
        let margin = Vec2::new(width, HEIGHT) * MARGIN;
        let safe = Rect::from_corners(margin, Vec2::new(width, HEIGHT) - margin);
        if aspect >= WIDE {
            Self::beside(width, safe)
        } else {
            Self::stacked(width, safe)
        }
    }

    /// The same, with the game where the lobby has who is here and what to play.
    #[must_use]
    pub fn in_lobby(aspect: f32) -> Self {
        let all = Self::of(aspect);
        let mut game = Self::lobby(all.width, all.side);
        game.max.y -= LOBBY_FOOT;
        Self { game, ..all }
    }

    /// What the lobby of a window so many units wide has beside what it takes to join, its last line included.
    pub(crate) fn lobby(width: f32, is_wide: bool) -> Rect {
        let margin = Vec2::new(width, HEIGHT) * MARGIN;
        let page = (width - 2.0 * margin.x).min(LOBBY);
        let left = (width - page) / 2.0;
        let join = if width >= JOIN_FITS {
            JOIN_WIDTH
        } else {
            page * JOIN_SHARE
        };
        let gap = if is_wide { LOBBY_GAP } else { LOBBY_THIN_GAP };
        Rect::new(left + join + gap, margin.y, left + page, HEIGHT - margin.y)
    }

    fn beside(width: f32, safe: Rect) -> Self {
        let room = safe.width() - STRIP_WIDTH - GAP;
        let game = Vec2::new(room.min(safe.height() * WIDEST), safe.height());
        let left = safe.center().x - (game.x + GAP + STRIP_WIDTH) / 2.0;
        let strip_left = left + game.x + GAP;
        let column =
            |top: f32, bottom: f32| Rect::new(strip_left, top, strip_left + STRIP_WIDTH, bottom);
        let facts_end = safe.min.y + FACTS_HEIGHT;
        Self {
            width,
            side: true,
            game: Rect::new(left, safe.min.y, left + game.x, safe.max.y),
            facts: column(safe.min.y, facts_end),
            strip: column(facts_end + THIN_GAP, safe.max.y),
        }
    }

    fn stacked(width: f32, safe: Rect) -> Self {
        let line = |top: f32, bottom: f32| Rect::new(safe.min.x, top, safe.max.x, bottom);
        let facts_end = safe.min.y + FACTS_LINE;
        let strip_top = safe.max.y - STRIP_HEIGHT;
        Self {
            width,
            side: false,
            facts: line(safe.min.y, facts_end),
            game: line(facts_end + THIN_GAP, strip_top - THIN_GAP),
            strip: line(strip_top, safe.max.y),
        }
    }

    /// The middle of the game in the world's units: origin in the window's middle, y up.
    #[must_use]
    pub fn game_in_world(&self) -> Vec2 {
        let middle = self.game.center();
        Vec2::new(middle.x - self.width / 2.0, HEIGHT / 2.0 - middle.y)
    }
}

/// The camera that shows the world in units.
#[must_use]
pub fn camera() -> impl Bundle {
    let projection = Projection::Orthographic(OrthographicProjection {
        scaling_mode: bevy::camera::ScalingMode::FixedVertical {
            viewport_height: HEIGHT,
        },
        ..OrthographicProjection::default_2d()
    });
    (Camera2d, projection)
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Arrangement>()
        .add_systems(PostUpdate, follow_window.after(CameraUpdateSystems));
    // before anything is laid out for what comes now
    for state in [Attract::Off, Attract::Demo, Attract::HighScores] {
        app.add_systems(OnEnter(state), follow_window);
    }
}

/// Arranges anew when the window's shape changes; the screens follow in the next frame.
fn follow_window(
    cameras: Query<&Camera>,
    attract: Res<State<Attract>>,
    mut arrangement: ResMut<Arrangement>,
) {
    let Some(size) = cameras.iter().find_map(Camera::logical_target_size) else {
        return;
    };
    if size.min_element() >= 1.0 {
        let arrange = match attract.get() {
            Attract::Off => Arrangement::of,
            Attract::Demo | Attract::HighScores => Arrangement::in_lobby,
        };
        arrangement.set_if_neq(arrange(size.x / size.y));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WINDOWS: [(f32, f32); 7] = [
        (1280.0, 720.0),
        (1024.0, 768.0),
        (1920.0, 1080.0),
        (3440.0, 1440.0),
        (3840.0, 2160.0),
        (1280.0, 1024.0),
        (640.0, 360.0),
    ];

    #[test]
    fn nothing_overlaps_and_nothing_enters_the_margin() {
        for (w, h) in WINDOWS {
            let all = Arrangement::of(w / h);
            let parts = [all.game, all.strip, all.facts];
            let margin = Vec2::new(all.width, HEIGHT) * MARGIN - 0.01;
            for (i, part) in parts.iter().enumerate() {
                assert!(
                    part.width() > 200.0 && part.height() > 40.0,
                    "{w}x{h} {part:?}"
                );
                assert!(part.min.cmpge(margin).all(), "{w}x{h} {part:?}");
                let end = Vec2::new(all.width, HEIGHT) - margin;
                assert!(part.max.cmple(end).all(), "{w}x{h} {part:?}");
                for other in &parts[..i] {
                    assert!(
                        part.intersect(*other).is_empty(),
                        "{w}x{h}: {part:?} {other:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn the_game_gets_most_of_any_window() {
        for (w, h) in WINDOWS {
            let all = Arrangement::of(w / h);
            // On the widest windows only as much as the eye can follow.
            let safe =
                Vec2::new(all.width.min(HEIGHT * WIDEST * 1.4), HEIGHT) * (1.0 - 2.0 * MARGIN);
            let share = all.game.width() * all.game.height() / (safe.x * safe.y);
            assert!(share > 0.6, "{w}x{h}: {share}");
        }
    }

    #[test]
    fn beside_what_it_takes_to_join_there_is_room_for_a_game() {
        for (w, h) in WINDOWS {
            let (all, lobby) = (Arrangement::of(w / h), Arrangement::in_lobby(w / h));
            let join_ends = all.width * MARGIN + JOIN_WIDTH.min(all.width * 0.43);
            assert!(lobby.game.min.x >= join_ends, "{w}x{h}: {lobby:?}");
            assert!(lobby.game.max.x <= all.width * (1.0 - MARGIN) + 0.01);
            assert!(lobby.game.max.y <= HEIGHT * (1.0 - MARGIN) - LOBBY_FOOT + 0.01);
            assert!(lobby.game.width() > 500.0, "{w}x{h}: {lobby:?}");
        }
    }

    #[test]
    fn the_world_counts_from_the_middle_and_up() {
        let all = Arrangement::of(4.0 / 3.0);
        let at = all.game_in_world();
        assert!(
            at.x.abs() < 0.01,
            "the field lies in the middle of a narrow window"
        );
        assert!(at.y > 0.0, "above the middle, for the strip lies below");
    }
}
