//! The swarm: everybody's mark beside their team's paddle, where their vote is, in the team's colour and the player's own shape.
//! Who has not voted for a while is faint; who wiggles is large and bright for a moment.

use super::court::{Court, SIDE, layer, place};
use super::{Draw, banner, state};
use crate::roster::Roster;
use crate::stage::Stage;
use crate::view::Moving;
use crate::view::still::{put, tint};
use bevy::prelude::*;
use couchpad_games::game::SeatIndex;
use couchpad_games::pong::{STILL, Team, Voter, WIDTH, place as place_of};
use couchpad_theme::colour::TEXT;
use couchpad_theme::players::mark;
use couchpad_theme::widgets::mark_sprite;
use couchpad_theme::{Mark, Motion};

/// How quickly a mark follows its vote, per second: votes come twenty times a second or so.
const HASTE: f32 = 20.0;
/// How large a mark is drawn at first; its transform does the rest.
const SIZE: f32 = 48.0;
/// How much larger it is while it flashes.
const FLASHING: f32 = 2.2;
/// How visible a mark is whose player has not voted for a while.
const FAINT: f32 = 0.35;
/// How far the marks keep from the court's edge and from the picture's.
const APART: f32 = 26.0;

/// The marks by seat.
#[derive(Component, Default)]
struct Swarm(Vec<Option<Entity>>);

/// One player's mark.
#[derive(Component)]
struct Dot {
    seat: SeatIndex,
    team: Team,
    mark: u8,
    y: f32,
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, (lay, follow).chain().in_set(Draw::Things));
}

/// The size of a mark in a team of so many.
const fn size(players: u16) -> f32 {
    match players {
        0..=6 => 50.0,
        7..=20 => 38.0,
        21..=80 => 27.0,
        81..=200 => 20.0,
        _ => 15.0,
    }
}

/// A number from 0 to 1 for each seat, spread evenly however many there are: multiples of the golden ratio.
fn lane(seat: SeatIndex) -> f32 {
    (f32::from(seat.0) * 0.618_034).fract()
}

/// How far a mark lies above or below its vote, so that those who agree do not hide each other.
fn aside(seat: SeatIndex, players: u16) -> f32 {
    let room = if players > 20 { 22.0 } else { 0.0 };
    room * ((f32::from(seat.0) * 0.754_878).fract() - 0.5)
}

/// Where a voter's mark lies, but for how high.
fn line(seat: SeatIndex, team: Team) -> f32 {
    let out = APART + lane(seat) * (SIDE - 2.0 * APART);
    WIDTH / 2.0 - team.ahead() * (WIDTH / 2.0 + out)
}

/// The player's own shape and pattern in the team's colour.
fn look(own: u8, team: Team) -> Mark {
    mark(usize::from(own)).in_team(usize::from(team.mark()))
}

/// Makes and takes away marks as players come, go and change sides.
fn lay(
    mut commands: Commands,
    (stage, roster): (Res<Stage>, Res<Roster>),
    mut courts: Query<(Entity, Option<&mut Swarm>), With<Court>>,
    dots: Query<&Dot>,
) {
    let Some(state) = state(&stage) else {
        return;
    };
    for (court, swarm) in &mut courts {
        let Some(mut swarm) = swarm else {
            commands.entity(court).insert(Swarm::default());
            continue;
        };
        let swarm = &mut swarm.bypass_change_detection().0;
        swarm.resize(state.voters.len().max(swarm.len()), None);
        let mut marks = roster
            .cards
            .iter()
            .map(|card| (card.seat, card.mark))
            .peekable();
        for (at, entity) in swarm.iter_mut().enumerate() {
            let seat = SeatIndex(u16::try_from(at).unwrap_or(u16::MAX));
            let voter = state.voter(seat);
            while marks.peek().is_some_and(|(of, _)| *of < seat) {
                marks.next();
            }
            let own = marks
                .peek()
                .filter(|(of, _)| *of == seat)
                .map(|(_, mark)| *mark);
            let own = own.unwrap_or(u8::try_from(at % 64).unwrap_or(0));
            let dot = entity.and_then(|entity| dots.get(entity).ok());
            let is_right = match (voter, dot) {
                (Some(voter), Some(dot)) => dot.team == voter.team && dot.mark == own,
                (None, None) => entity.is_none(),
                _ => false,
            };
            if is_right {
                continue;
            }
            if let Some(old) = entity.take() {
                commands.entity(old).despawn();
            }
            if let Some(voter) = voter {
                *entity = Some(spawn(&mut commands, court, seat, voter, own));
            }
        }
    }
}

fn spawn(
    commands: &mut Commands,
    court: Entity,
    seat: SeatIndex,
    voter: &Voter,
    own: u8,
) -> Entity {
    let dot = Dot {
        seat,
        team: voter.team,
        mark: own,
        y: place_of(voter.vote),
    };
    let sprite = mark_sprite(look(own, voter.team), SIZE);
    commands
        .spawn((dot, sprite, Transform::default(), ChildOf(court)))
        .id()
}

fn follow(
    (stage, time, motion): (Res<Stage>, Res<Time>, Res<Motion>),
    moving: Option<Res<State<Moving>>>,
    mut dots: Query<(&mut Dot, &mut Transform, &mut Sprite)>,
) {
    let Some(state) = state(&stage) else {
        return;
    };
    let share = match moving {
        Some(_) if !motion.reduced => 1.0 - (-HASTE * time.delta_secs()).exp(),
        _ => 1.0,
    };
    for (mut dot, transform, sprite) in &mut dots {
        let Some(voter) = state.voter(dot.seat) else {
            continue;
        };
        let dot = dot.bypass_change_detection();
        dot.y += (place_of(voter.vote) - dot.y) * share;
        let players = state.sizes[voter.team.index()];
        let is_flashing = voter.flash > 0;
        let size = if is_flashing {
            (size(players) * FLASHING).max(44.0)
        } else {
            size(players)
        };
        // those of a shape lie side by side in depth, so that they are drawn together
        let depth = f32::from(dot.mark % 16) / 16.0 + if is_flashing { 1.0 } else { 0.0 };
        let at = Vec2::new(line(dot.seat, dot.team), dot.y + aside(dot.seat, players));
        let scale = Vec3::splat(size / SIZE).with_z(1.0);
        let to = Transform::from_translation(place(at, layer::SWARM + depth)).with_scale(scale);
        put(transform, to);
        let colour = banner(dot.team).colour;
        let colour = if is_flashing {
            colour.towards(TEXT, 0.6).color()
        } else if voter.still < STILL {
            colour.color()
        } else {
            colour.faded(FAINT)
        };
        tint(sprite, colour);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_lie_behind_their_paddle_and_neighbours_apart() {
        for seat in (0..1_000).map(SeatIndex) {
            assert!(line(seat, Team::Sun) < 0.0 && line(seat, Team::Sun) > -SIDE);
            assert!(line(seat, Team::Sky) > WIDTH && line(seat, Team::Sky) < WIDTH + SIDE);
            let next = SeatIndex(seat.0 + 2);
            let gap = line(seat, Team::Sun) - line(next, Team::Sun);
            assert!(gap.abs() > 15.0, "{seat:?}: {gap}");
            assert!(aside(seat, 500).abs() <= 11.0);
        }
    }

    #[test]
    fn larger_teams_have_smaller_marks() {
        let sizes: Vec<_> = [1, 10, 50, 100, 500].map(size).into();
        assert!(sizes.is_sorted_by(|one, two| one > two), "{sizes:?}");
    }
}
