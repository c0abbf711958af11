//! Who plays here and how it stands: mark, name, points; the link in bars and milliseconds only where it is not well.

use super::{Layer, sheet};
use crate::model::PadModel;
use crate::place::Plan;
use crate::touch::{Fingers, PadGlass};
use bevy::prelude::*;
use bevy::text::LineBreak;
use couchpad_core::protocol::{ControlKind, Phase};
use couchpad_theme::Mark;
use couchpad_theme::colour::{QUIET, TEXT};
use couchpad_theme::space::{GRID, TOUCH_GAP};
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{LinkHealth, link_bars, mark_node, strong, text};

/// Height that the header may take below the edge, in dp.
const HEIGHT: f32 = 9.0 * GRID;
/// The mark beside the name, with the gap between them, in dp.
const BESIDE: f32 = 5.5 * GRID;
/// A letter of a name at its size, in dp, on the wide side of the average.
const LETTER: f32 = 12.0;

#[derive(Component)]
struct HeaderSheet;

/// Everything that the header says; drawn anew when it differs.
#[derive(Debug, Clone, PartialEq)]
struct Said {
    room: Rect,
    mark: Option<Mark>,
    name: String,
    line: String,
    weak: Option<LinkHealth>,
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Startup, |mut commands: Commands| {
        commands.spawn((sheet(Layer::Header), HeaderSheet));
    })
    .add_systems(Update, draw);
}

fn draw(
    mut commands: Commands,
    model: Res<PadModel>,
    glass: Res<PadGlass>,
    fingers: Res<Fingers>,
    sheet: Query<Entity, With<HeaderSheet>>,
    mut shown: Local<Option<Said>>,
) {
    if !(model.is_changed() || glass.is_changed() || fingers.is_changed()) {
        return;
    }
    let now = said(&model, &glass, fingers.0.plan());
    if *shown == now {
        return;
    }
    let Ok(sheet) = sheet.single() else {
        return;
    };
    commands.entity(sheet).despawn_children();
    if let Some(said) = &now {
        commands
            .entity(sheet)
            .with_children(|sheet| write(sheet, said));
    }
    *shown = now;
}

fn said(model: &PadModel, glass: &PadGlass, plan: &Plan) -> Option<Said> {
    if !model.shows_controls() {
        return None;
    }
    let health = model.health();
    let room = room(glass, plan);
    Some(Said {
        room,
        mark: model.mark(),
        name: cut(&model.name, room.width()),
        line: line(model),
        weak: (model.is_live() && health.bars() < 3).then_some(health),
    })
}

/// A name as far as it fits beside the mark, on the safe side.
fn cut(name: &str, room: f32) -> String {
    let fits = ((room - BESIDE) / LETTER).max(1.0) as usize;
    if name.chars().count() <= fits {
        return name.to_owned();
    }
    let kept: String = name.chars().take(fits.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// The second line: points once there are some, else what the layout calls itself.
fn line(model: &PadModel) -> String {
    let title = model.layout.as_ref().map_or("", |layout| &layout.title);
    match (model.phase, model.score) {
        (Phase::Lobby, _) | (_, None) => title.to_owned(),
        (_, Some((own, team))) if own == team => grouped(own),
        (_, Some((own, team))) => format!("{} · team {}", grouped(own), grouped(team)),
    }
}

/// 1234567 as 1 234 567, with spaces that do not break.
fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::from(if number < 0 { "−" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('\u{a0}');
        }
        out.push(digit);
    }
    out
}

/// The top of the glass, as far as no control lies in it.
fn room(glass: &PadGlass, plan: &Plan) -> Rect {
    let mut room = glass.0.reach();
    room.min.y += GRID;
    room.max.y = room.min.y + HEIGHT;
    let in_the_way = plan.controls.iter().filter(|c| {
        let is_glass = matches!(c.kind, ControlKind::SwipeArea { .. });
        !is_glass && !c.rect.intersect(room).is_empty() && c.rect.center().x > glass.0.size.x / 2.0
    });
    room.max.x = in_the_way.fold(room.max.x, |right, c| right.min(c.rect.min.x - TOUCH_GAP));
    room
}

fn write(sheet: &mut ChildSpawnerCommands, said: &Said) {
    let row = Node {
        position_type: PositionType::Absolute,
        left: Val::Px(said.room.min.x),
        top: Val::Px(said.room.min.y),
        width: Val::Px(said.room.width().max(0.0)),
        column_gap: Val::Px(1.5 * GRID),
        overflow: Overflow::clip(),
        ..default()
    };
    sheet.spawn(row).with_children(|row| {
        if let Some(mark) = said.mark {
            row.spawn(mark_node(mark, 4.0 * GRID));
        }
        let column = Node {
            flex_direction: FlexDirection::Column,
            row_gap: Val::Px(GRID / 4.0),
            ..default()
        };
        let one_line = || TextLayout::new(Justify::Left, LineBreak::NoWrap);
        row.spawn(column).with_children(|words| {
            words.spawn((strong(said.name.clone(), Step::Body, TEXT), one_line()));
            if !said.line.is_empty() {
                words.spawn((text(said.line.clone(), Step::Small, QUIET), one_line()));
            }
            if let Some(weak) = said.weak {
                words.spawn(link_bars(weak, Step::Small));
            }
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Glass;
    use couchpad_core::protocol::{Area, ButtonIndex, Orientation, PadLayout, Weight};

    #[test]
    fn points_are_grouped() {
        for (number, words) in [
            (0, "0"),
            (-1_234, "−1\u{a0}234"),
            (1_000_000, "1\u{a0}000\u{a0}000"),
        ] {
            assert_eq!(grouped(number), words);
        }
        assert!(grouped(i64::MIN).ends_with("808"));
    }

    #[test]
    fn a_long_name_is_cut_and_says_so() {
        assert_eq!(cut("Ada", 200.0), "Ada");
        assert_eq!(cut("Maximiliana Theodora", 200.0), "Maximiliana…");
        assert_eq!(cut("Ada", -5.0), "…");
    }

    #[test]
    fn the_name_makes_room_for_what_can_be_pressed() {
        let pause = ControlKind::Button {
            button: ButtonIndex::PAUSE,
            weight: Weight::Quiet,
        };
        let layout =
            PadLayout::new("", Orientation::Any).with("PAUSE", Area::new(800, 10, 180, 60), pause);
        let glass = PadGlass(Glass::plain(360.0, 800.0));
        let plan = Plan::new(&layout, &glass.0);
        let room = room(&glass, &plan);
        assert!(room.max.x + TOUCH_GAP <= plan.controls[0].rect.min.x);
        assert!(room.width() > 150.0);
    }
}
