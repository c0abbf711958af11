//! Tug of war in the window: the rope with its glowing knot between two goals, and both sides beneath it. Reads the stage
//! and writes only its own entities and [`Facts`].

use super::area::node_over;
use super::only::Only;
use super::shown::is_shown;
use super::{Arrangement, Facts, Presenter};
use crate::roster::Roster;
use crate::stage::Stage;
use bevy::prelude::*;
use couchpad_games::game::{Game, SeatIndex};
use couchpad_games::tug::{GOAL, STEPS_PER_SECOND, Side, State, Tug, WINS};
use couchpad_theme::Mark;
use couchpad_theme::colour::{GROUND, QUIET, RAISED, TEXT};
use couchpad_theme::motion::Motion;
use couchpad_theme::patterns::pattern_fill;
use couchpad_theme::players::mark;
use couchpad_theme::shapes::Shape;
use couchpad_theme::space::{CORNER, grid};
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{glow_node, mark_node, strong, text};

pub(super) const PRESENTER: Presenter = Presenter {
    game: Tug::MANIFEST.id,
    plugin,
    emblem,
};

const SIDES: [(Side, &str); 2] = [(Side::Left, "LEFT"), (Side::Right, "RIGHT")];
/// The rope's height in the picture, in percent from the top.
const LINE: f32 = 52.0;
/// How far the goals stand from the picture's ends, in percent of its width.
const GOALS: f32 = 9.0;
/// How many times the picture's width the rope is long, so that it never ends in sight.
const LENGTH: f32 = 3.0;
/// Size of a player's mark, in units; four stand on each side at most.
const PLAYER: f32 = 112.0;
/// How far a pull throws its player back, in units.
const JERK: f32 = 28.0;
/// How fast everything follows the rules, per second: a pull is a jump there, and a short slide here.
const HASTE: f32 = 16.0;

/// The page over the game's area, and what it was drawn from.
#[derive(Component, PartialEq)]
struct Page {
    rect: Rect,
    seats: Vec<(SeatIndex, u8)>,
}

/// Slides with the rope: by so many percent of its own width from the middle to a goal.
#[derive(Component)]
struct Slides {
    reach: f32,
    /// Nowhere before its first frame: a page that is made anew does not start from the middle.
    at: Option<f32>,
}

/// A player's mark: leans back with every pull, and comes forward again.
#[derive(Component)]
struct Puller {
    seat: SeatIndex,
    pulls: i64,
    lean: f32,
}

/// Words that follow the game.
#[derive(Component)]
enum Said {
    Wins(Side),
    Seconds,
}

fn plugin(app: &mut App) {
    let systems = (build, say, slide, lean).chain();
    app.add_systems(Update, systems.run_if(is_shown::<Tug>));
}

fn build(
    (arrangement, roster, stage): (Res<Arrangement>, Res<Roster>, Res<Stage>),
    mut shown: Only<Page>,
) {
    let page = Page {
        rect: arrangement.game,
        seats: if roster.cards.is_empty() {
            bots(&stage)
        } else {
            roster.cards.iter().map(|c| (c.seat, c.mark)).collect()
        },
    };
    shown.show(page, |page, made| {
        made.insert(node_over(page.rect)).with_children(|all| {
            ground(all);
            rope(all);
            head(all);
            for (side, _) in SIDES {
                let here = page.seats.iter();
                players(all, side, here.filter(|(seat, _)| Side::of(*seat) == side));
            }
        });
    });
}

/// Whoever plays where nobody has joined: each with the mark of its seat.
fn bots(stage: &Stage) -> Vec<(SeatIndex, u8)> {
    let Some(running) = stage.running::<Tug>() else {
        return Vec::new();
    };
    let seats = (0_u8..).zip(running.game.state().seated);
    let seated = seats.filter(|(_, is_seated)| *is_seated);
    seated
        .map(|(seat, _)| (SeatIndex(seat.into()), seat))
        .collect()
}

/// A node over a part of the picture, in percent from its top left corner.
fn part(left: f32, top: f32, width: f32, height: f32) -> Node {
    Node {
        position_type: PositionType::Absolute,
        left: Val::Percent(left),
        top: Val::Percent(top),
        width: Val::Percent(width),
        height: Val::Percent(height),
        ..default()
    }
}

/// Both goals, and the middle from which the knot starts.
fn ground(page: &mut ChildSpawnerCommands) {
    for left in [0.0, 100.0 - GOALS] {
        let goal = Node {
            border_radius: BorderRadius::all(Val::Px(CORNER)),
            ..part(left, LINE - 15.0, GOALS, 30.0)
        };
        page.spawn((goal, BackgroundColor(RAISED.color())));
    }
    for (at, ink) in [(GOALS, QUIET), (50.0, RAISED), (100.0 - GOALS, QUIET)] {
        let post = Node {
            width: Val::Px(6.0),
            margin: UiRect::left(Val::Px(-3.0)),
            border_radius: BorderRadius::MAX,
            ..part(at, LINE - 15.0, 0.0, 30.0)
        };
        page.spawn((post, BackgroundColor(ink.color())));
    }
}

/// The rope and its knot, which slide together.
fn rope(page: &mut ChildSpawnerCommands) {
    let track = 100.0 - 2.0 * GOALS;
    let slides = |reach| (Slides { reach, at: None }, UiTransform::default());
    let window = Node {
        overflow: Overflow::clip(),
        border_radius: BorderRadius::MAX,
        ..part(0.0, LINE - 1.3, 100.0, 2.6)
    };
    page.spawn(window).with_children(|window| {
        let length = 100.0 * LENGTH;
        let whole = part((100.0 - length) / 2.0, 0.0, length, 100.0);
        window.spawn((whole, twisted(), slides(track / 2.0 / LENGTH)));
    });
    let rail = part(GOALS, LINE, track, 0.0);
    page.spawn((rail, slides(50.0))).with_children(|rail| {
        rail.spawn(glow_node(TEXT, 300.0, 0.5));
        let knot = Node {
            position_type: PositionType::Absolute,
            left: Val::Percent(50.0),
            margin: UiRect::all(Val::Px(-38.0)),
            width: Val::Px(76.0),
            height: Val::Px(76.0),
            ..default()
        };
        let shape = ImageNode::new(Shape::Circle.plain_image());
        rail.spawn((knot, shape.with_color(TEXT.color())));
    });
}

/// The look of a rope: stripes that wind around it.
fn twisted() -> impl Bundle {
    pattern_fill(Mark {
        colour: QUIET,
        ..mark(3)
    })
}

/// Ropes won on either side, and the time that is left in the middle.
fn head(page: &mut ChildSpawnerCommands) {
    let row = Node {
        justify_content: JustifyContent::SpaceBetween,
        ..part(0.0, 0.0, 100.0, 30.0)
    };
    let [left, right] = SIDES;
    page.spawn(row).with_children(|row| {
        let of = || format!("of {WINS} ropes");
        column(row, left.1, Said::Wins(left.0), of());
        column(row, "TIME", Said::Seconds, "seconds left".into());
        column(row, right.1, Said::Wins(right.0), of());
    });
}

fn column(row: &mut ChildSpawnerCommands, above: &str, said: Said, below: String) {
    let column = Node {
        width: Val::Percent(30.0),
        flex_direction: FlexDirection::Column,
        align_items: match said {
            Said::Wins(Side::Left) => AlignItems::FlexStart,
            Said::Wins(Side::Right) => AlignItems::FlexEnd,
            Said::Seconds => AlignItems::Center,
        },
        ..default()
    };
    row.spawn(column).with_children(|column| {
        column.spawn(strong(above, Step::Lead, TEXT));
        column.spawn((strong("0", Step::Display, TEXT), said));
        column.spawn(text(below, Step::Body, QUIET));
    });
}

fn players<'a>(
    page: &mut ChildSpawnerCommands,
    side: Side,
    here: impl Iterator<Item = &'a (SeatIndex, u8)>,
) {
    let left = if side == Side::Left { 0.0 } else { 54.0 };
    let row = Node {
        justify_content: JustifyContent::Center,
        align_items: AlignItems::Center,
        column_gap: grid(4.0),
        ..part(left, LINE + 20.0, 46.0, 16.0)
    };
    let mut here = here.peekable();
    page.spawn(row).with_children(|row| {
        if here.peek().is_none() {
            row.spawn(text("only mud", Step::Lead, QUIET));
        }
        for &(seat, number) in here {
            let puller = Puller {
                seat,
                // Only what is pulled from now on shows.
                pulls: i64::MAX,
                lean: 0.0,
            };
            row.spawn((mark_node(mark(usize::from(number)), PLAYER), puller));
        }
    });
}

fn say(stage: Res<Stage>, mut facts: ResMut<Facts>, mut words: Query<(&Said, &mut Text)>) {
    let Some(running) = stage.running::<Tug>() else {
        return;
    };
    let state = running.game.state();
    let line = line(state);
    facts.set_if_neq(Facts { line, lives: None });
    let [left, right] = state.wins;
    for (said, mut words) in &mut words {
        let number = match said {
            Said::Wins(Side::Left) => left,
            Said::Wins(Side::Right) => right,
            Said::Seconds => state.steps_left.div_ceil(STEPS_PER_SECOND),
        };
        words.set_if_neq(Text(number.to_string()));
    }
}

/// Which rope this is, and how many each side has won.
fn line(state: &State) -> String {
    let [left, right] = state.wins;
    let rope = (left + right + 1).min(2 * WINS - 1);
    format!("Rope {rope}, {left} : {right} of {WINS} won")
}

/// The share of the way that is made in this frame.
fn share(time: &Time, motion: Motion) -> f32 {
    if motion.reduced {
        return 1.0;
    }
    1.0 - (-HASTE * time.delta_secs()).exp()
}

fn slide(
    stage: Res<Stage>,
    time: Res<Time>,
    motion: Res<Motion>,
    mut sliding: Query<(&mut Slides, &mut UiTransform)>,
) {
    let Some(running) = stage.running::<Tug>() else {
        return;
    };
    let goal = place(running.game.state());
    for (mut slides, mut transform) in &mut sliding {
        let from = slides.at.unwrap_or(goal);
        let at = from + (goal - from) * share(&time, *motion);
        slides.at = Some(at);
        transform.translation = Val2::percent(at * slides.reach, 0.0);
    }
}

/// Where the knot is: -1 at the left goal, 1 at the right one.
fn place(state: &State) -> f32 {
    state.rope.clamp(-GOAL, GOAL) as f32 / GOAL as f32
}

fn lean(
    stage: Res<Stage>,
    time: Res<Time>,
    motion: Res<Motion>,
    mut pullers: Query<(&mut Puller, &mut UiTransform)>,
) {
    let Some(game) = stage.game.as_deref() else {
        return;
    };
    for (mut puller, mut transform) in &mut pullers {
        let pulls = game.score(puller.seat);
        if pulls > puller.pulls {
            puller.lean = 1.0;
        }
        puller.pulls = pulls;
        puller.lean -= puller.lean * share(&time, *motion);
        let back = match Side::of(puller.seat) {
            Side::Left => -JERK,
            Side::Right => JERK,
        };
        transform.translation = Val2::px(back * puller.lean, 0.0);
    }
}

/// The big picture for the lobby: two against two, and the knot nearly home.
fn emblem(parent: &mut ChildSpawnerCommands) {
    let picture = Node {
        width: Val::Percent(100.0),
        aspect_ratio: Some(1.3),
        border_radius: BorderRadius::all(Val::Px(CORNER)),
        ..default()
    };
    let ground = BackgroundColor(GROUND.towards(RAISED, 0.75).color());
    // The lower corners are free for the lobby's arrows.
    parent.spawn((picture, ground)).with_children(|picture| {
        picture.spawn((part(4.0, 38.0, 92.0, 4.0), twisted()));
        let glow = part(41.0, 40.0, 0.0, 0.0);
        picture.spawn((glow, children![glow_node(TEXT, 260.0, 0.5)]));
        let knot = ImageNode::new(Shape::Circle.plain_image());
        picture.spawn((part(36.5, 34.1, 9.0, 11.7), knot.with_color(TEXT.color())));
        for (number, left) in [(0, 25.0), (2, 37.0), (1, 53.0), (3, 65.0)] {
            let mark = mark(number);
            let shape = ImageNode::new(mark.image());
            let place = part(left, 60.0, 10.0, 13.0);
            picture.spawn((place, shape.with_color(mark.colour.color())));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_knot_goes_from_goal_to_goal_and_no_further() {
        let at = |rope| {
            place(&State {
                rope,
                ..State::default()
            })
        };
        assert_eq!([at(-GOAL * 2), at(0), at(GOAL)], [-1.0, 0.0, 1.0]);
    }

    #[test]
    fn the_line_counts_ropes() {
        let line = |wins| {
            line(&State {
                wins,
                ..State::default()
            })
        };
        assert_eq!(line([1, 0]), "Rope 2, 1 : 0 of 2 won");
        assert_eq!(
            line([1, 2]),
            "Rope 3, 1 : 2 of 2 won",
            "no fourth is announced"
        );
    }
}
