//! What the game says in words: the line above the field, the words over it, and what there is to say of a player.

use super::super::colours::{BAD, GOOD, QUIET, RAISED, TEXT, WARNING, ink};
use super::super::screens::words;
use super::Players;
use super::field::Field;
use couchpad_games::arkanoid::{Mode, Paddle, Phase, Power, STEPS_PER_SECOND, State};
use couchpad_games::game::SeatIndex;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph, Widget};

const DIM: Style = Style::new().fg(QUIET);
const BOLD: Style = Style::new().fg(TEXT).add_modifier(Modifier::BOLD);
/// Where the field's words stand, as a share of its height: below the bricks of most rounds.
const WORDS_AT: f32 = 0.66;
/// Columns of the line above the field from which it says more than it must.
const ROOMY: u16 = 76;
/// Hearts that are drawn one by one at most.
const HEARTS: u32 = 5;

/// Round, lives and points on one line.
pub(super) fn headline(state: &State, players: Players<'_>, area: Rect, picture: &mut Buffer) {
    let roomy = area.width >= ROOMY;
    round(state, roomy).render(area, picture);
    middle(state).centered().render(area, picture);
    points(state, players, roomy)
        .right_aligned()
        .render(area, picture);
}

fn round(state: &State, roomy: bool) -> Line<'static> {
    let mut line = Line::from(vec![
        Span::styled("Round ", DIM),
        Span::styled(state.round.to_string(), BOLD),
    ]);
    if let Some(rounds) = state.rounds {
        line.push_span(Span::styled(format!(" of {rounds}"), DIM));
    }
    if roomy && !state.title.name.is_empty() {
        let name = words::fitted(&state.title.name, 20);
        line.push_span(Span::styled(format!("  {name}"), DIM));
    }
    line
}

/// The lives, or where there are none how the game is played.
fn middle(state: &State) -> Line<'static> {
    let mut line = match state.mode {
        Mode::Coop => Line::default(),
        Mode::Versus => Line::styled("Versus", BOLD),
        Mode::Endless => Line::styled("Endless ", DIM),
    };
    if let Some(lives) = state.lives {
        let hearts = "♥".repeat(lives.min(HEARTS) as usize);
        line.push_span(Span::styled(format!("{hearts} "), Style::new().fg(BAD)));
        line.push_span(Span::styled(lives.to_string(), BOLD));
    }
    line
}

/// The team's points, or in a race those of who leads.
fn points(state: &State, players: Players<'_>, roomy: bool) -> Line<'static> {
    if state.mode == Mode::Versus {
        return leader(state).map_or_else(Line::default, |(seat, points)| {
            let own = players.mark(seat);
            Line::from(vec![
                Span::styled("Leader ", DIM),
                Span::styled(
                    format!("{} ", own.glyph()),
                    Style::new().fg(ink(own.colour)),
                ),
                Span::styled(points.to_string(), BOLD),
            ])
        });
    }
    let mut line = Line::from(vec![
        Span::styled("Team ", DIM),
        Span::styled(state.team_score.to_string(), BOLD),
    ]);
    if let Some(next) = state.next_life.filter(|_| roomy) {
        line.push_span(Span::styled("  ♥", Style::new().fg(BAD)));
        line.push_span(Span::styled(format!(" at {next}"), DIM));
    }
    line
}

/// Who has most points, if anybody has any; of several the first.
fn leader(state: &State) -> Option<(SeatIndex, i64)> {
    let seated = state.paddles.iter().filter_map(|paddle| {
        let points = state.scores.get(paddle.seat.index())?;
        Some((paddle.seat, *points))
    });
    let most = seated.max_by_key(|(seat, points)| (*points, std::cmp::Reverse(*seat)));
    most.filter(|(_, points)| *points > 0)
}

/// Draws what the game says at this moment over the field.
pub(super) fn draw_words(state: &State, field: &Field, picture: &mut Buffer) {
    let Some((first, second)) = words_of(state) else {
        return;
    };
    let wide = Span::raw(&first).width().max(Span::raw(&second).width());
    let width = u16::try_from(wide + 6).unwrap_or(u16::MAX);
    let inner = field.inner;
    let area = Rect {
        x: inner.x + inner.width.saturating_sub(width) / 2,
        y: inner.y + (f32::from(inner.height) * WORDS_AT) as u16,
        width: width.min(inner.width),
        height: if second.is_empty() { 1 } else { 2 },
    };
    let columns = usize::from(area.width);
    let lines = vec![
        Line::styled(words::fitted(&first, columns), BOLD).centered(),
        Line::styled(words::fitted(&second, columns), DIM).centered(),
    ];
    let area = area.intersection(inner);
    Clear.render(area, picture);
    Paragraph::new(lines)
        .style(Style::new().bg(RAISED))
        .render(area, picture);
}

/// What the game says at this moment, if anything: a line to read and a quiet one.
fn words_of(state: &State) -> Option<(String, String)> {
    if state.is_waiting() {
        return Some(("Waiting for a player".to_owned(), String::new()));
    }
    match state.phase {
        Phase::RoundIntro { .. } => Some((format!("Round {}", state.round), title(state))),
        Phase::BallLost { .. } => {
            let left = state.lives.map(|left| {
                let lives = words::count(left as usize, "life", "lives");
                format!("{lives} left")
            });
            Some(("Ball lost".to_owned(), left.unwrap_or_default()))
        }
        Phase::Playing | Phase::Won | Phase::Lost => None,
    }
}

fn title(state: &State) -> String {
    let title = &state.title;
    match (title.name.is_empty(), title.author.is_empty()) {
        (_, true) => title.name.clone(),
        (true, false) => format!("by {}", title.author),
        (false, false) => format!("{}, by {}", title.name, title.author),
    }
}

/// What there is to say of a player beside the field: what the paddle can do, or why it does not play.
pub(super) fn of_player(state: &State, seat: SeatIndex) -> Option<(String, Color)> {
    if state.waiting.contains(&seat) {
        return Some(("plays next round".to_owned(), WARNING));
    }
    let paddle = state.paddle(seat)?;
    match paddle.power {
        _ if paddle.out > 0 => Some((back_in(paddle), BAD)),
        Power::None => None,
        Power::Wide => Some(("wide".to_owned(), GOOD)),
        Power::Catch => Some(("catch".to_owned(), GOOD)),
        Power::Laser => Some(("laser".to_owned(), GOOD)),
    }
}

fn back_in(paddle: &Paddle) -> String {
    format!("back in {} s", paddle.out.div_ceil(STEPS_PER_SECOND))
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_games::arkanoid::{Arkanoid, Title};
    use couchpad_games::game::{Game, SeatEvent, Setup};

    fn state(players: u16) -> State {
        let mut game = Arkanoid::new(&Setup::new(1));
        for seat in 0..players {
            game.on_seat(SeatEvent::Taken(SeatIndex(seat)));
        }
        game.state().clone()
    }

    #[test]
    fn rounds_without_an_end_are_only_counted() {
        let mut state = state(1);
        (state.round, state.rounds) = (12, None);
        assert_eq!(round(&state, false).to_string(), "Round 12");
        state.rounds = Some(33);
        assert_eq!(round(&state, false).to_string(), "Round 12 of 33");
        state.title.name = "Waves".to_owned();
        assert_eq!(round(&state, true).to_string(), "Round 12 of 33  Waves");
    }

    #[test]
    fn many_lives_are_a_number_beside_a_few_hearts() {
        let mut state = state(1);
        for (lives, said) in [(Some(2), "♥♥ 2"), (Some(9), "♥♥♥♥♥ 9"), (None, "")] {
            state.lives = lives;
            assert_eq!(middle(&state).to_string(), said);
        }
        state.mode = Mode::Versus;
        assert_eq!(middle(&state).to_string(), "Versus");
        (state.mode, state.lives) = (Mode::Endless, Some(1));
        assert_eq!(middle(&state).to_string(), "Endless ♥ 1");
    }

    #[test]
    fn a_race_names_its_leader_and_a_draw_the_first() {
        let mut state = state(3);
        state.mode = Mode::Versus;
        assert_eq!(leader(&state), None);
        state.scores[1] = 300;
        state.scores[2] = 300;
        assert_eq!(leader(&state), Some((SeatIndex(1), 300)));
        state.scores[2] = 310;
        assert_eq!(leader(&state), Some((SeatIndex(2), 310)));
        // who has left is not in the race
        state.scores[7] = 9_000;
        assert_eq!(leader(&state), Some((SeatIndex(2), 310)));
    }

    #[test]
    fn a_round_is_announced_with_its_name_and_maker() {
        let mut state = state(1);
        state.title = Title {
            name: "Waves".to_owned(),
            author: "Ada".to_owned(),
        };
        let (first, second) = words_of(&state).unwrap();
        assert_eq!((&*first, &*second), ("Round 1", "Waves, by Ada"));
        state.phase = Phase::BallLost { steps_left: 9 };
        state.lives = Some(1);
        assert_eq!(words_of(&state).unwrap().1, "1 life left");
        state.lives = None;
        assert_eq!(words_of(&state).unwrap().1, "");
    }

    #[test]
    fn who_does_not_play_is_told_why_and_the_others_what_they_can_do() {
        let mut state = state(3);
        let said = |state: &State, seat| of_player(state, SeatIndex(seat)).map(|said| said.0);
        state.paddles[0].power = Power::Laser;
        state.paddles[1].out = STEPS_PER_SECOND + 1;
        state.paddles[1].power = Power::Wide;
        state.paddles.remove(2);
        state.waiting.push(SeatIndex(2));
        assert_eq!(said(&state, 0).as_deref(), Some("laser"));
        assert_eq!(said(&state, 1).as_deref(), Some("back in 2 s"));
        assert_eq!(said(&state, 2).as_deref(), Some("plays next round"));
        assert_eq!(said(&state, 3), None);
    }
}
