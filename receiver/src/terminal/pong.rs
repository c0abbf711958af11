//! Crowd Pong in the terminal: the court between its two swarms. A row of a swarm has the marks of those who vote for it, or how
//! many they are where they are too many.

use super::colours::{QUIET, TEXT, ink};
use super::presenters::{Scene, TerminalPresenter, put};
use super::screens::words;
use crate::stage::Stage;
use couchpad_games::game::{Game, SeatIndex};
use couchpad_games::pong::{
    HEIGHT, Phase, Pong, STEPS_PER_SECOND, STILL, State, Team, Voter, WIDTH, place,
};
use couchpad_theme::mark;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Margin, Rect};
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

const BOLD: Style = Style::new().fg(TEXT).add_modifier(Modifier::BOLD);
const DIM: Style = Style::new().fg(QUIET);
/// Columns of either swarm.
const SWARM: u16 = 8;

/// Draws Crowd Pong.
pub(super) struct PongPresenter;

impl TerminalPresenter for PongPresenter {
    fn game_id(&self) -> &str {
        Pong::MANIFEST.id
    }

    fn draw(&self, scene: Scene<'_>, area: Rect, picture: &mut Buffer) {
        let Some(running) = scene.stage.running::<Pong>() else {
            return;
        };
        let state = running.game.state();
        let [head, sizes, court] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Length(1),
            Constraint::Min(0),
        ])
        .areas(area.inner(Margin::new(1, 0)));
        headline(state, head, picture);
        teams(state, sizes, picture);
        let [left, middle, right] = Layout::horizontal([
            Constraint::Length(SWARM),
            Constraint::Min(0),
            Constraint::Length(SWARM),
        ])
        .areas(court);
        draw_court(state, middle, picture);
        swarm(scene, state, Team::Sun, left, picture);
        swarm(scene, state, Team::Sky, right, picture);
        names(scene, state, middle, picture);
    }

    fn of_player(&self, stage: &Stage, seat: SeatIndex) -> Option<(String, Color)> {
        let team = stage.running::<Pong>()?.game.state().voter(seat)?.team;
        Some((team.name().to_owned(), colour(team)))
    }
}

fn colour(team: Team) -> Color {
    ink(mark(usize::from(team.mark())).colour)
}

fn headline(state: &State, area: Rect, picture: &mut Buffer) {
    let [sun, sky] =
        Team::ALL.map(|team| Style::new().fg(colour(team)).add_modifier(Modifier::BOLD));
    let [left, right] = state.points;
    Line::from(vec![
        Span::styled("SUN ", sun),
        Span::styled(format!("{left} : {right}"), BOLD),
        Span::styled(" SKY", sky),
    ])
    .centered()
    .render(area, picture);
    let seconds = state.steps_left.div_ceil(STEPS_PER_SECOND);
    let time = format!("{}:{:02}", seconds / 60, seconds % 60);
    Line::styled(time, BOLD)
        .right_aligned()
        .render(area, picture);
    let goal = if state.is_overtime {
        "overtime".to_owned()
    } else {
        format!("to {}", state.length.goal())
    };
    Line::styled(goal, DIM).render(area, picture);
}

fn teams(state: &State, area: Rect, picture: &mut Buffer) {
    for team in Team::ALL {
        let words = match state.sizes[team.index()] {
            0 => "a bot plays".to_owned(),
            count => words::count(count.into(), "plays", "play"),
        };
        let line = Line::styled(words, DIM);
        match team {
            Team::Sun => line.render(area, picture),
            Team::Sky => line.right_aligned().render(area, picture),
        }
    }
}

/// The row of a height of the game, within the area.
fn row(y: f32, area: Rect) -> u16 {
    let last = area.height.saturating_sub(1);
    let down = (y / HEIGHT).clamp(0.0, 1.0) * f32::from(area.height);
    area.y + (down as u16).min(last)
}

fn column(x: f32, area: Rect) -> u16 {
    let last = area.width.saturating_sub(1);
    let along = (x / WIDTH).clamp(0.0, 1.0) * f32::from(area.width);
    area.x + (along as u16).min(last)
}

fn draw_court(state: &State, area: Rect, picture: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    for y in area.rows().map(|row| row.y).step_by(2) {
        put(picture, column(WIDTH / 2.0, area), y, '┊', DIM);
    }
    for team in Team::ALL {
        // told apart without colours, too
        let bar = match team {
            Team::Sun => '█',
            Team::Sky => '▓',
        };
        let paddle = state.paddle(team);
        let x = match team {
            Team::Sun => area.x,
            Team::Sky => area.right() - 1,
        };
        let rows = row(paddle.y - paddle.half, area)..=row(paddle.y + paddle.half - 1.0, area);
        for y in rows {
            put(picture, x, y, bar, Style::new().fg(colour(team)));
        }
    }
    let (x, y) = (column(state.ball.x, area), row(state.ball.y, area));
    if let Phase::Serve { to, .. } = state.phase {
        let (at, arrow) = match to {
            Team::Sun => (x.saturating_sub(2), '◀'),
            Team::Sky => (x + 2, '▶'),
        };
        put(picture, at, y, arrow, DIM);
    }
    put(picture, x, y, '●', BOLD);
}

/// Everybody of a team who votes for each row, from the paddle outwards.
fn swarm(scene: Scene<'_>, state: &State, team: Team, area: Rect, picture: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let mut rows = vec![Vec::new(); usize::from(area.height)];
    for (seat, voter) in state.players().filter(|(_, voter)| voter.team == team) {
        let at = usize::from(row(place(voter.vote), area) - area.y);
        if let Some(row) = rows.get_mut(at) {
            row.push((seat, voter));
        }
    }
    for (y, voters) in (area.y..).zip(rows) {
        let room = usize::from(area.width).saturating_sub(1);
        let marks = if voters.len() > room {
            room.saturating_sub(3)
        } else {
            room
        };
        for (out, (seat, voter)) in (1..).zip(voters.iter().take(marks)) {
            let (symbol, style) = look(scene, *seat, voter);
            put(picture, outwards(team, area, out), y, symbol, style);
        }
        if voters.len() > room {
            let count = format!("{:>3}", voters.len());
            let x = match team {
                Team::Sun => area.x,
                Team::Sky => area.right().saturating_sub(3),
            };
            Line::styled(count, Style::new().fg(colour(team)))
                .render(Rect::new(x, y, 3, 1), picture);
        }
    }
}

/// So many columns out from the paddle.
fn outwards(team: Team, area: Rect, out: u16) -> u16 {
    match team {
        Team::Sun => area.right().saturating_sub(1 + out),
        Team::Sky => area.x + out,
    }
}

fn look(scene: Scene<'_>, seat: SeatIndex, voter: &Voter) -> (char, Style) {
    let own = scene
        .roster
        .seat(seat)
        .map_or(seat.index(), |card| usize::from(card.mark));
    let style = if voter.flash > 0 {
        BOLD.add_modifier(Modifier::REVERSED)
    } else if voter.still < STILL {
        Style::new().fg(colour(voter.team))
    } else {
        DIM
    };
    (mark(own).glyph(), style)
}

/// The names of those who wiggle, beside the paddle.
fn names(scene: Scene<'_>, state: &State, area: Rect, picture: &mut Buffer) {
    let columns = area.width.saturating_sub(6) / 2;
    for (seat, voter) in state.players().filter(|(_, voter)| voter.flash > 0) {
        let number = || (u32::from(seat.0) + 1).to_string();
        let name = scene
            .roster
            .seat(seat)
            .map_or_else(number, |card| card.name.clone());
        let line = Line::styled(words::fitted(&name, columns.into()), BOLD);
        let y = row(place(voter.vote), area);
        match voter.team {
            Team::Sun => line.render(Rect::new(area.x + 2, y, columns, 1), picture),
            Team::Sky => {
                let x = area.right().saturating_sub(2 + columns);
                line.right_aligned()
                    .render(Rect::new(x, y, columns, 1), picture);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_court_goes_from_wall_to_wall() {
        let area = Rect::new(5, 3, 40, 18);
        assert_eq!((row(0.0, area), row(HEIGHT, area)), (3, 20));
        assert_eq!((column(-50.0, area), column(WIDTH + 50.0, area)), (5, 44));
        assert_eq!(row(HEIGHT / 2.0, area), 12);
    }

    #[test]
    fn marks_go_outwards_from_the_paddle() {
        let area = Rect::new(10, 0, SWARM, 10);
        assert_eq!(outwards(Team::Sun, area, 1), 16);
        assert_eq!(outwards(Team::Sky, area, 1), 11);
    }
}
