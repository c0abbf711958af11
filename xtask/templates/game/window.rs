//! New Game in the window: the star that falls, and everybody beneath it. Reads the stage and writes only its own entities
//! and [`Facts`].

use super::area::node_over;
use super::only::Only;
use super::shown::is_shown;
use super::{Arrangement, Facts, Presenter};
use crate::roster::Roster;
use crate::stage::Stage;
use bevy::prelude::*;
use couchpad_games::game::{Game, SeatIndex};
use couchpad_games::new_game::{FALL, HEIGHT, NewGame, STARS, State, WIDTH};
use couchpad_theme::colour::{GROUND, RAISED, TEXT};
use couchpad_theme::motion::Motion;
use couchpad_theme::players::mark;
use couchpad_theme::shapes::Shape;
use couchpad_theme::space::CORNER;
use couchpad_theme::widgets::{glow_node, mark_node};

pub(super) const PRESENTER: Presenter = Presenter {
    game: NewGame::MANIFEST.id,
    plugin,
    emblem,
};

/// Size of a player's mark, in units: 1/1080 of the window's height.
const PLAYER: f32 = 96.0;
/// Size of the star.
const STAR: f32 = 56.0;
/// The share of the way to its place that a mark goes in a second, roughly: a thumb that jumps is a short slide here.
const HASTE: f32 = 24.0;

/// The page over the game's area, and what it was drawn from.
#[derive(Component, PartialEq)]
struct Page {
    rect: Rect,
    players: Vec<(SeatIndex, u8)>,
}

/// The star.
#[derive(Component)]
struct Falling;

/// A player's mark.
#[derive(Component)]
struct Standing {
    seat: SeatIndex,
    /// Where it is drawn, in places of the rules; nowhere before its first frame.
    x: Option<f32>,
}

fn plugin(app: &mut App) {
    let systems = (build, say, fall, stand).chain();
    app.add_systems(Update, systems.run_if(is_shown::<NewGame>));
}

/// Makes the page anew when the window or the players have changed.
fn build(
    (arrangement, roster, stage): (Res<Arrangement>, Res<Roster>, Res<Stage>),
    mut shown: Only<Page>,
) {
    let Some(running) = stage.running::<NewGame>() else {
        return;
    };
    let page = Page {
        rect: arrangement.game,
        players: players(running.game.state(), &roster),
    };
    shown.show(page, |page, made| {
        made.insert(node_over(page.rect)).with_children(|all| {
            ground(all);
            star(all);
            page.players
                .iter()
                .for_each(|player| standing(all, *player));
        });
    });
}

/// Who plays, each with the number of the mark; bots that play in an empty lobby have no card: the seat's own mark is theirs.
fn players(state: &State, roster: &Roster) -> Vec<(SeatIndex, u8)> {
    let seats = (0_u8..).zip(&state.players);
    let seats = seats.filter(|(_, player)| player.is_some());
    let marked = seats.map(|(number, _)| {
        let seat = SeatIndex(number.into());
        let card = roster.cards.iter().find(|card| card.seat == seat);
        (seat, card.map_or(number, |card| card.mark))
    });
    marked.collect()
}

/// The line that stars fall down to.
fn ground(page: &mut ChildSpawnerCommands) {
    let line = Node {
        position_type: PositionType::Absolute,
        width: Val::Percent(100.0),
        height: Val::Px(6.0),
        bottom: Val::Px(0.0),
        border_radius: BorderRadius::MAX,
        ..default()
    };
    page.spawn((line, BackgroundColor(RAISED.color())));
}

/// Something that is moved over the page: its own middle is the page's top left corner at first.
fn mover(size: f32) -> Node {
    Node {
        position_type: PositionType::Absolute,
        left: Val::Px(-size / 2.0),
        top: Val::Px(-size / 2.0),
        width: Val::Px(size),
        height: Val::Px(size),
        justify_content: JustifyContent::Center,
        align_items: AlignItems::Center,
        ..default()
    }
}

fn star(page: &mut ChildSpawnerCommands) {
    let star = (mover(STAR), Falling, UiTransform::default());
    page.spawn(star).with_children(|star| {
        let middle = Node {
            position_type: PositionType::Absolute,
            left: Val::Percent(50.0),
            top: Val::Percent(50.0),
            ..default()
        };
        star.spawn((middle, children![glow_node(TEXT, 5.0 * STAR, 0.5)]));
        let disc = ImageNode::new(Shape::Circle.plain_image());
        let whole = Node {
            width: Val::Percent(100.0),
            height: Val::Percent(100.0),
            ..default()
        };
        star.spawn((whole, disc.with_color(TEXT.color())));
    });
}

fn standing(page: &mut ChildSpawnerCommands, (seat, number): (SeatIndex, u8)) {
    let standing = Standing { seat, x: None };
    let place = (mover(PLAYER), standing, UiTransform::default());
    page.spawn(place).with_children(|place| {
        place.spawn(mark_node(mark(usize::from(number)), PLAYER));
    });
}

fn say(stage: Res<Stage>, mut facts: ResMut<Facts>) {
    if let Some(running) = stage.running::<NewGame>() {
        let line = line(running.game.state());
        facts.set_if_neq(Facts { line, lives: None });
    }
}

/// Which star this is.
fn line(state: &State) -> String {
    let number = (STARS - state.stars_left.min(STARS) + 1).min(STARS);
    format!("Star {number} of {STARS}")
}

fn fall(stage: Res<Stage>, page: Single<&Page>, mut star: Single<&mut UiTransform, With<Falling>>) {
    let Some(running) = stage.running::<NewGame>() else {
        return;
    };
    let state = running.game.state();
    let y = height(state, stage.alpha);
    star.translation = spot(page.rect, state.star.x as f32, y, STAR);
}

/// How far down the star is between the last step (`alpha` 0) and the next one (1), in places of the rules.
fn height(state: &State, alpha: f32) -> f32 {
    (state.star.y as f32 - FALL as f32 * (1.0 - alpha)).max(0.0)
}

fn stand(
    stage: Res<Stage>,
    time: Res<Time>,
    motion: Res<Motion>,
    page: Single<&Page>,
    mut standing: Query<(&mut Standing, &mut UiTransform)>,
) {
    let Some(running) = stage.running::<NewGame>() else {
        return;
    };
    let players = &running.game.state().players;
    let share = if motion.reduced {
        1.0
    } else {
        1.0 - (-HASTE * time.delta_secs()).exp()
    };
    for (mut standing, mut transform) in &mut standing {
        let Some(Some(player)) = players.get(standing.seat.index()) else {
            continue;
        };
        let goal = player.x as f32;
        let from = standing.x.unwrap_or(goal);
        let x = from + (goal - from) * share;
        standing.x = Some(x);
        transform.translation = spot(page.rect, x, HEIGHT as f32, PLAYER);
    }
}

/// A place of the rules on the page, in units, for something of that size: all of it stays on the page.
fn spot(page: Rect, x: f32, y: f32, size: f32) -> Val2 {
    let room = page.size() - Vec2::splat(size);
    let share = Vec2::new(x / WIDTH as f32, y / HEIGHT as f32);
    let at = room * share + Vec2::splat(size / 2.0);
    Val2::px(at.x, at.y)
}

/// The big picture for the lobby: a star above three players.
fn emblem(parent: &mut ChildSpawnerCommands) {
    let picture = Node {
        width: Val::Percent(100.0),
        aspect_ratio: Some(1.3),
        border_radius: BorderRadius::all(Val::Px(CORNER)),
        ..default()
    };
    let at = |left: f32, top: f32, width: f32| Node {
        position_type: PositionType::Absolute,
        left: Val::Percent(left),
        top: Val::Percent(top),
        width: Val::Percent(width),
        aspect_ratio: Some(1.0),
        ..default()
    };
    let ground = BackgroundColor(GROUND.towards(RAISED, 0.75).color());
    // the lower corners are free for the lobby's arrows
    parent.spawn((picture, ground)).with_children(|picture| {
        picture.spawn((at(50.0, 30.0, 0.0), children![glow_node(TEXT, 260.0, 0.5)]));
        let disc = ImageNode::new(Shape::Circle.plain_image());
        picture.spawn((at(46.0, 24.8, 8.0), disc.with_color(TEXT.color())));
        for (number, left) in [(0, 24.0), (1, 44.0), (4, 64.0)] {
            let mark = mark(number);
            let shape = ImageNode::new(mark.shape.filled_image());
            picture.spawn((at(left, 62.0, 12.0), shape.with_color(mark.colour.color())));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_games::game::Setup;

    fn state() -> State {
        NewGame::new(&Setup::new(1)).state().clone()
    }

    #[test]
    fn the_star_glides_from_step_to_step_and_not_from_above_the_field() {
        let mut state = state();
        assert_eq!(height(&state, 0.0), 0.0);
        state.star.y = 3 * FALL;
        let steps = [0.0, 0.5, 1.0].map(|alpha| height(&state, alpha) / FALL as f32);
        assert_eq!(steps, [2.0, 2.5, 3.0]);
    }

    #[test]
    fn stars_are_counted_up_to_the_last() {
        let mut state = state();
        assert_eq!(line(&state), format!("Star 1 of {STARS}"));
        for left in [1, 0] {
            state.stars_left = left;
            assert_eq!(line(&state), format!("Star {STARS} of {STARS}"));
        }
    }

    #[test]
    fn everything_stays_on_the_page() {
        let page = Rect::new(100.0, 50.0, 900.0, 650.0);
        let at = |x, y| spot(page, x, y, 40.0);
        assert_eq!(at(0.0, 0.0), Val2::px(20.0, 20.0));
        let (right, bottom) = (WIDTH as f32, HEIGHT as f32);
        assert_eq!(at(right, bottom), Val2::px(780.0, 580.0));
    }
}
