//! The board: a plate with holes, discs behind it, and the numbers of the columns above. Must not know who plays.

use super::coin::{Face, Light, coin, relight};
use super::fall::{Falling, Way};
use super::{FRAME, Look, NUMBERS, Plan, look, state};
use crate::roster::Roster;
use crate::stage::Stage;
use crate::view::Arrangement;
use crate::view::only::Only;
use bevy::asset::uuid_handle;
use bevy::prelude::*;
use couchpad_games::four::{Board, COLUMNS, Cell, ROWS, Shown};
use couchpad_theme::colour::{GROUND, PRESSED, QUIET, RAISED};
use couchpad_theme::lay::over;
use couchpad_theme::space::CORNER;
use couchpad_theme::texture::{Texel, coverage, oblong};
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::strong;

/// One cell of the plate: a square with a hole.
pub(super) const PLATE: Handle<Image> = uuid_handle!("3d0a7f52-6c1e-4b0e-9f0a-8d1c5a7b4f10");
/// Its side in pixels, and the hole's radius as a share of it.
const PLATE_SIDE: u32 = 128;
const HOLE: f32 = 0.42;
/// How far plates lie over each other, in units.
pub(super) const OVERLAP: f32 = 2.0;

/// The page over the game's area, and what it was laid out for.
#[derive(Component, PartialEq)]
pub(super) struct Page(Plan);

impl Page {
    pub(super) const fn plan(&self) -> &Plan {
        &self.0
    }
}

/// What holds the discs, and whether it has shown any board yet.
#[derive(Component)]
pub(super) struct Discs {
    is_settled: bool,
}

/// A disc on the board.
#[derive(Component, Clone, Copy)]
pub(super) struct Disc {
    cell: Cell,
    look: Look,
    light: Light,
}

pub(super) fn make_plate(mut images: ResMut<Assets<Image>>) -> Result {
    let plate = oblong(UVec2::splat(PLATE_SIDE), |at, size| Texel {
        tone: 1.0,
        alpha: 1.0 - coverage((at.distance(Vec2::splat(0.5)) - HOLE) * size.x),
    });
    images.insert(&PLATE, plate)?;
    Ok(())
}

/// Lays everything out, and again when the window has another shape.
pub(super) fn build(arrangement: Res<Arrangement>, mut pages: Only<Page>) {
    pages.show(Page(Plan::of(&arrangement)), |Page(plan), made| {
        made.insert(over(plan.page)).with_children(|page| {
            ground(page, plan);
            // what falls out at the bottom is seen no more
            let end = Vec2::new(plan.page.width(), plan.board.max.y);
            let behind = Node {
                overflow: Overflow::clip(),
                ..over(Rect::from_corners(Vec2::ZERO, end))
            };
            page.spawn((behind, Discs { is_settled: false }));
            plates(page, plan);
            frame(page, plan);
            numbers(page, plan);
        });
    });
}

/// What is seen through empty holes.
fn ground(page: &mut ChildSpawnerCommands, plan: &Plan) {
    let dark = GROUND.towards(RAISED, 0.4);
    page.spawn((over(plan.board), BackgroundColor(dark.color())));
}

fn frame(page: &mut ChildSpawnerCommands, plan: &Plan) {
    let framed = Node {
        border: UiRect::all(Val::Px(FRAME)),
        border_radius: BorderRadius::all(Val::Px(CORNER)),
        ..over(plan.board.inflate(FRAME))
    };
    page.spawn((framed, BorderColor::all(PRESSED.color())));
}

fn plates(page: &mut ChildSpawnerCommands, plan: &Plan) {
    for cell in Board::cells() {
        let plate = ImageNode::new(PLATE).with_color(PRESSED.color());
        // a little larger, so that no light comes through between two
        page.spawn((over(plan.place(cell).inflate(OVERLAP)), plate));
    }
}

fn numbers(page: &mut ChildSpawnerCommands, plan: &Plan) {
    for column in 0..COLUMNS {
        let top = plan.place(Cell {
            column,
            row: ROWS - 1,
        });
        let place = Rect::from_corners(
            Vec2::new(top.min.x, top.min.y - FRAME - NUMBERS),
            Vec2::new(top.max.x, top.min.y - FRAME),
        );
        let node = Node {
            justify_content: JustifyContent::Center,
            align_items: AlignItems::Center,
            ..over(place)
        };
        let number = strong((column + 1).to_string(), Step::Body, QUIET);
        page.spawn((node, children![number]));
    }
}

/// How much a disc matters on this board.
fn light(shown: &Shown<'_>, cell: Cell) -> Light {
    if shown.board.is_won() {
        if shown.board.is_in_line(cell) {
            Light::Bright
        } else {
            Light::Pale
        }
    } else if shown.board.last() == Some(cell) {
        Light::Bright
    } else {
        Light::Usual
    }
}

/// The discs that there are to be.
fn wanted(shown: &Shown<'_>, roster: &Roster) -> Vec<Disc> {
    let discs = Board::cells().filter_map(|cell| {
        Some(Disc {
            cell,
            look: look(shown.owner(cell)?, roster),
            light: light(shown, cell),
        })
    });
    discs.collect()
}

/// Lets discs fall that are new, and leave that are no more.
pub(super) fn follow(
    mut commands: Commands,
    (stage, roster): (Res<Stage>, Res<Roster>),
    pages: Query<&Page>,
    mut holders: Query<(Entity, &mut Discs)>,
    mut discs: Query<(
        &mut Disc,
        &mut Falling,
        &Children,
        (&mut BackgroundColor, &mut BorderColor),
    )>,
    mut faces: Query<&mut ImageNode, With<Face>>,
) {
    let (Some(state), Ok(page)) = (state(&stage), pages.single()) else {
        return;
    };
    let Ok((holder, mut holds)) = holders.single_mut() else {
        return;
    };
    let mut wanted = wanted(&state.shown(), &roster);
    let is_emptied = wanted.is_empty();
    for (mut disc, mut falling, children, (mut ground, mut rim)) in &mut discs {
        if falling.is_leaving() {
            continue;
        }
        let is_same = |other: &Disc| other.cell == disc.cell && other.look == disc.look;
        let Some(at) = wanted.iter().position(is_same) else {
            falling.turn(way_out(is_emptied, disc.cell));
            continue;
        };
        let light = wanted.swap_remove(at).light;
        if disc.light != light {
            disc.light = light;
            let face = children.first().and_then(|face| faces.get_mut(*face).ok());
            relight(disc.look, light, &mut ground, &mut rim, face);
        }
    }
    if !holds.is_settled || !wanted.is_empty() {
        put(&mut commands, holder, &page.0, &wanted, holds.is_settled);
        holds.is_settled = true;
    }
}

/// A board that is emptied loses its discs through the bottom; a single one is taken out where it came in.
fn way_out(is_emptied: bool, cell: Cell) -> Way {
    if is_emptied {
        Way::Down
    } else {
        Way::Up(ROWS.saturating_sub(cell.row) as f32)
    }
}

fn put(commands: &mut Commands, holder: Entity, plan: &Plan, discs: &[Disc], falls: bool) {
    for disc in discs {
        let way = if falls {
            Way::In(ROWS.saturating_sub(disc.cell.row) as f32)
        } else {
            Way::Rests
        };
        let coin = coin(disc.look, disc.light, plan.place(disc.cell));
        let falling = Falling::new(way, plan.cell);
        commands.spawn((coin, *disc, falling, ChildOf(holder)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_games::four::{Player, Side};
    use couchpad_games::game::SeatIndex;

    fn lights(moves: &[u8]) -> Vec<Light> {
        let board = Board::try_from(moves.to_vec()).unwrap();
        let shown = Shown {
            board: &board,
            players: [Some(Player::Seat(SeatIndex(0))), Some(Player::Machine)],
            first: Side::Left,
        };
        let wanted = wanted(&shown, &Roster::default());
        wanted.iter().map(|disc| disc.light).collect()
    }

    #[test]
    fn the_last_disc_is_bright_and_in_the_end_the_four_are() {
        let count = |lights: &[Light], light| lights.iter().filter(|l| **l == light).count();
        let on_the_way = lights(&[0, 1, 0]);
        assert_eq!(on_the_way.len(), 3);
        assert_eq!(count(&on_the_way, Light::Bright), 1);
        let won = lights(&[0, 1, 0, 1, 0, 1, 0]);
        assert_eq!(
            (count(&won, Light::Bright), count(&won, Light::Pale)),
            (4, 3)
        );
        assert_eq!(lights(&[]), []);
    }
}
