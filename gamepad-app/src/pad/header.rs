//! Who plays here and how it stands: mark, name, points; the link in bars and milliseconds only where it is not well.

use super::{Layer, sheet};
use crate::find::{Act, Finder, Tap};
use crate::model::PadModel;
use crate::place::Plan;
use crate::touch::{Fingers, PadGlass};
use crate::words::Words;
use bevy::prelude::*;
use bevy::text::LineBreak;
use couchpad_core::LinkKind;
use couchpad_core::protocol::{ControlKind, Phase};
use couchpad_theme::colour::{QUIET, TEXT, WARNING};
use couchpad_theme::space::{GRID, TOUCH, TOUCH_GAP};
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{LinkHealth, link_bars, mark_node, strong, text};
use couchpad_theme::{Mark, TextSize};

/// Height that the header may take below the edge, in dp.
const HEIGHT: f32 = 9.0 * GRID;
/// The mark beside the name, with the gap between them, in dp.
const BESIDE: f32 = 5.5 * GRID;
/// A dot of the sign that there is more, in dp.
const DOT: f32 = GRID / 2.0;
/// Three of them behind a name, in dp.
const DOTS: f32 = 5.0 * DOT + GRID;
/// The word for a link over TCP, with the gap before it, in dp.
const TCP: f32 = 3.0 * SMALL_LETTER + 2.0 * GRID;
/// A letter of a name at its size, in dp, on the wide side of the average.
const LETTER: f32 = 12.0;
/// The same of small words.
const SMALL_LETTER: f32 = 9.0;
/// Points that have room beside the controls, or the header lies below them.
const POINTS: i64 = 9_999_999;

#[derive(Component)]
struct HeaderSheet;

/// Everything that the header says; drawn anew when it differs.
#[derive(Debug, Clone, PartialEq)]
struct Said {
    room: Rect,
    mark: Option<Mark>,
    name: String,
    lines: Vec<String>,
    weak: Option<LinkHealth>,
    /// What is wrong with the link, in place of its bars.
    trouble: Option<String>,
    /// Play goes over TCP: it works, and not as well.
    tcp: bool,
    /// A tap on it opens the sheet.
    opens: bool,
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Startup, |mut commands: Commands| {
        commands.spawn((sheet(Layer::Header), HeaderSheet));
    })
    .add_systems(Update, draw);
}

fn draw(
    mut commands: Commands,
    (model, finder, words): (Res<PadModel>, Res<Finder>, Res<Words>),
    (glass, letters): (Res<PadGlass>, Res<TextSize>),
    fingers: Res<Fingers>,
    sheet: Query<Entity, With<HeaderSheet>>,
    mut shown: Local<Option<Said>>,
) {
    let changed = model.is_changed() || finder.is_changed() || words.is_changed();
    let placed = glass.is_changed() || letters.is_changed() || fingers.is_changed();
    if !(changed || placed) {
        return;
    }
    let on = (&*glass, fingers.0.plan(), letters.times());
    let now = said(&model, on, finder.has_menu(), &words);
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

/// `letters`: how many times their usual size they are.
fn said(
    model: &PadModel,
    (glass, plan, letters): (&PadGlass, &Plan, f32),
    opens: bool,
    words: &Words,
) -> Option<Said> {
    if !model.shows_controls() {
        return None;
    }
    let health = model.health();
    let weak = (model.is_live() && health.bars() < 3).then_some(health);
    let own = model.score.map_or(0, |(own, _)| own);
    let least = BESIDE + own_width(own) * letters;
    let room = room(glass, plan, (least, HEIGHT * letters));
    // what is left for words, as if they had their usual size
    let for_words = (room.width() - BESIDE) / letters;
    let trouble = model.trouble().map(|cause| words.cause(cause));
    // a word that is cut helps less than bars
    let trouble = trouble.filter(|words| words_width(words) <= for_words);
    let tcp = model.is_live() && model.transport == Some(LinkKind::Tcp);
    let rows = if weak.is_some() || trouble.is_some() {
        1
    } else {
        2
    };
    Some(Said {
        room,
        mark: model.mark(),
        name: cut(&model.name, for_words - beside_name(opens, tcp)),
        lines: lines(model, words, (for_words, rows)),
        weak,
        trouble,
        tcp,
        opens,
    })
}

/// What stands behind a name, in dp.
fn beside_name(opens: bool, tcp: bool) -> f32 {
    let dots = if opens { DOTS } else { 0.0 };
    dots + if tcp { TCP } else { 0.0 }
}

/// A name as far as it fits beside the mark, on the safe side.
fn cut(name: &str, room: f32) -> String {
    let fits = (room / LETTER).max(1.0) as usize;
    if name.chars().count() <= fits {
        return name.to_owned();
    }
    let kept: String = name.chars().take(fits.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// What stands below the name: points once there are some, else what the layout calls itself.
fn lines(model: &PadModel, words: &Words, room: (f32, usize)) -> Vec<String> {
    let title = model
        .layout
        .as_ref()
        .map_or("", |layout| layout.title.as_str());
    match (model.phase, model.score) {
        (Phase::Lobby, _) | (_, None) if title.is_empty() => Vec::new(),
        (Phase::Lobby, _) | (_, None) => vec![title.to_owned()],
        (_, Some((own, team))) if own == team => vec![grouped(own)],
        (_, Some((own, team))) => points(own, team, words, room),
    }
}

/// Both numbers in one row, else in two; the team's is left out where it does not fit whole, as the big screen has it.
fn points(own: i64, team: i64, words: &Words, (room, rows): (f32, usize)) -> Vec<String> {
    let team = [("points", grouped(team).into())];
    let (own, team) = (grouped(own), words.with("header-team", &team));
    let both = format!("{own} · {team}");
    if width(&both) <= room {
        vec![both]
    } else if rows > 1 && width(&team) <= room {
        vec![own, team]
    } else {
        vec![own]
    }
}

/// How wide a line of points is, in dp, on the wide side.
fn width(line: &str) -> f32 {
    let one = |letter| match letter {
        ' ' | '\u{a0}' => 5.0,
        _ => 10.5,
    };
    line.chars().map(one).sum()
}

/// How wide small words are, in dp, on the wide side.
fn words_width(words: &str) -> f32 {
    words.chars().count() as f32 * SMALL_LETTER
}

/// The room that own points want, the same for all but the highest: the header stays where it is while they grow.
fn own_width(own: i64) -> f32 {
    width(&grouped(own)).max(width(&grouped(POINTS)))
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

/// The top of the glass, as far as no control lies in it; below those controls where they leave too little, in dp.
fn room(glass: &PadGlass, plan: &Plan, (least, height): (f32, f32)) -> Rect {
    let mut room = glass.0.reach();
    room.min.y += GRID;
    room.max.y = room.min.y + height;
    let in_the_way = plan.controls.iter().filter(|c| {
        let is_glass = matches!(c.kind, ControlKind::SwipeArea { .. });
        !is_glass && !c.rect.intersect(room).is_empty()
    });
    let (mut left, mut right, mut bottom) = (room.min.x, room.max.x, room.min.y);
    for control in in_the_way {
        if control.rect.center().x > glass.0.size.x / 2.0 {
            right = right.min(control.rect.min.x - TOUCH_GAP);
        } else if control.rect.max.y < glass.0.size.y / 2.0 {
            // small, and on the left because a left hand presses it
            left = left.max(control.rect.max.x + TOUCH_GAP);
        } else {
            continue;
        }
        bottom = bottom.max(control.rect.max.y + TOUCH_GAP);
    }
    if right - left >= least {
        (room.min.x, room.max.x) = (left, right);
        return room;
    }
    let below = Rect {
        min: Vec2::new(room.min.x, bottom),
        max: Vec2::new(room.max.x, bottom + height),
    };
    // on a glass full of controls the top is where nothing but their edge is covered
    let free = plan.controls.iter().all(|c| {
        matches!(c.kind, ControlKind::SwipeArea { .. }) || c.rect.intersect(below).is_empty()
    });
    if free { below } else { room }
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
        if said.opens {
            let mut who = row.spawn((who_node(), Tap::new(Act::Menu, true)));
            who.with_children(|who| write_who(who, said));
        } else {
            write_who(row, said);
        }
    });
}

/// As large as a finger, and no larger than what it holds: the rest is for swiping.
fn who_node() -> Node {
    Node {
        column_gap: Val::Px(1.5 * GRID),
        min_height: Val::Px(TOUCH),
        min_width: Val::Px(TOUCH),
        ..default()
    }
}

fn write_who(row: &mut ChildSpawnerCommands, said: &Said) {
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
        let name = Node {
            column_gap: Val::Px(GRID),
            align_items: AlignItems::Center,
            ..default()
        };
        words.spawn(name).with_children(|line| {
            line.spawn((strong(said.name.clone(), Step::Body, TEXT), one_line()));
            if said.opens {
                dots(line);
            }
            if said.tcp {
                line.spawn((text("TCP", Step::Small, QUIET), one_line()));
            }
        });
        for line in &said.lines {
            words.spawn((text(line.clone(), Step::Small, QUIET), one_line()));
        }
        match (&said.trouble, said.weak) {
            (Some(trouble), _) => {
                words.spawn((text(trouble.clone(), Step::Small, WARNING), one_line()));
            }
            (None, Some(weak)) => {
                words.spawn(link_bars(weak, Step::Small));
            }
            (None, None) => {}
        }
    });
}

/// Three dots: there is more behind the name.
fn dots(line: &mut ChildSpawnerCommands) {
    let row = Node {
        column_gap: Val::Px(DOT),
        flex_shrink: 0.0,
        ..default()
    };
    let dot = Node {
        width: Val::Px(DOT),
        height: Val::Px(DOT),
        border_radius: BorderRadius::MAX,
        ..default()
    };
    line.spawn(row).with_children(|row| {
        for _ in 0..3 {
            row.spawn((dot.clone(), BackgroundColor(QUIET.color())));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Connection;
    use crate::place::Glass;
    use crate::words::Language;
    use couchpad_core::protocol::{Area, ButtonIndex, Orientation, PadLayout, Weight};
    use couchpad_core::session::Cause;

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
        assert_eq!(cut("Ada", 156.0), "Ada");
        assert_eq!(cut("Maximiliana Theodora", 156.0), "Maximiliana…");
        assert_eq!(cut("Ada", -5.0), "…");
    }

    #[test]
    fn digits_are_never_cut() {
        let words = Words::default();
        let all = points(12_345, 67_890, &words, (250.0, 2));
        assert_eq!(all, ["12\u{a0}345 · team 67\u{a0}890"]);
        let two = points(12_345, 67_890, &words, (110.0, 2));
        assert_eq!(two, ["12\u{a0}345", "team 67\u{a0}890"]);
        assert_eq!(points(12_345, 67_890, &words, (110.0, 1)), ["12\u{a0}345"]);
        assert_eq!(points(12_345, 67_890, &words, (70.0, 2)), ["12\u{a0}345"]);
    }

    fn paused(width: f32) -> (PadGlass, Plan) {
        let pause = ControlKind::Button {
            button: ButtonIndex::PAUSE,
            weight: Weight::Quiet,
        };
        let layout =
            PadLayout::new("", Orientation::Any).with("PAUSE", Area::new(800, 10, 180, 60), pause);
        let glass = PadGlass(Glass::plain(width, 800.0));
        let plan = Plan::new(&layout, &glass.0);
        (glass, plan)
    }

    #[test]
    fn points_have_room_on_the_narrowest_glass() {
        for glass_width in 240..420_u16 {
            let (glass, plan) = paused(glass_width.into());
            for own in [0, 220, 12_345, -99_999, POINTS, 123_456_789] {
                let least = BESIDE + own_width(own);
                let room = room(&glass, &plan, (least, HEIGHT));
                assert!(room.width() >= least, "{glass_width} dp, {own} points");
                assert!(room.intersect(plan.controls[0].rect).is_empty());
            }
        }
    }

    #[test]
    fn every_trouble_of_a_link_is_named_on_a_phone() {
        let (glass, plan) = paused(360.0);
        for cause in Cause::ALL {
            let model = PadModel {
                connection: Connection::Live,
                met: true,
                layout: Some(PadLayout::new("", Orientation::Any).into()),
                cause: Some(cause),
                ..PadModel::default()
            };
            for words in Language::ALL.map(Words::of) {
                let said = said(&model, (&glass, &plan, 1.0), true, &words).expect("a header");
                // who reads it has the app in front: that one is said when it comes back
                let named = (cause != Cause::AppInBackground).then(|| words.cause(cause));
                assert_eq!(said.trouble, named);
            }
        }
    }

    #[test]
    fn the_name_makes_room_on_the_left_for_a_left_hand() {
        let (glass, plan) = paused(360.0);
        let mut mirrored = plan.clone();
        let rect = &mut mirrored.controls[0].rect;
        (rect.min.x, rect.max.x) = (360.0 - rect.max.x, 360.0 - rect.min.x);
        let least = BESIDE + own_width(0);
        let [right, left] = [&plan, &mirrored].map(|plan| room(&glass, plan, (least, HEIGHT)));
        assert!(left.min.x >= mirrored.controls[0].rect.max.x + TOUCH_GAP);
        assert!((left.width() - right.width()).abs() < 0.01);
    }

    #[test]
    fn large_letters_cut_no_digits() {
        let (glass, plan) = paused(360.0);
        let model = PadModel {
            connection: Connection::Live,
            met: true,
            layout: Some(PadLayout::new("", Orientation::Any).into()),
            phase: Phase::Playing,
            score: Some((-12_345, 67_890)),
            ..PadModel::default()
        };
        for letters in [1.25, 1.5, 2.0] {
            let on = (&glass, &plan, letters);
            let said = said(&model, on, true, &Words::default()).expect("a header");
            let own = &said.lines[0];
            assert!(own.starts_with("−12\u{a0}345"), "{own}");
            let needs = width(own) * letters;
            assert!(needs <= said.room.width() - BESIDE, "{letters}: {own}");
            assert!(said.room.intersect(plan.controls[0].rect).is_empty());
        }
    }

    #[test]
    fn the_name_makes_room_for_what_can_be_pressed() {
        let (glass, plan) = paused(360.0);
        let room = room(&glass, &plan, (BESIDE + own_width(0), HEIGHT));
        assert!(room.max.x + TOUCH_GAP <= plan.controls[0].rect.min.x);
        assert!(room.width() > 150.0);
    }
}
