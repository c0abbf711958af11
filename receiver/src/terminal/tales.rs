//! Tall Tales in the terminal: the question, who is done, the answers, and what comes out about each. Shows nothing that is
//! not for everybody's eyes.

use super::colours::{GOOD, QUIET, TEXT, WARNING, ink};
use super::presenters::{Scene, TerminalPresenter};
use super::screens::words::{count, fitted};
use crate::stage::Stage;
use couchpad_games::game::{Game, SeatIndex};
use couchpad_games::tales::words::grouped;
use couchpad_games::tales::{Phase, Players, State, Tales, Who, questions::Question};
use couchpad_theme::mark;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Margin, Rect};
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Widget, Wrap};

const BOLD: Style = Style::new().fg(TEXT).add_modifier(Modifier::BOLD);
const DIM: Style = Style::new().fg(QUIET);
/// Rows that the question takes at most.
const QUESTION: u16 = 5;
/// From so many answers or players on there are two columns.
const MANY: usize = 9;

/// Draws Tall Tales.
pub(super) struct TalesPresenter;

impl TerminalPresenter for TalesPresenter {
    fn game_id(&self) -> &str {
        "tales"
    }

    fn draw(&self, scene: Scene<'_>, area: Rect, picture: &mut Buffer) {
        let Some(running) = scene.stage.running::<Tales>() else {
            return;
        };
        let page = Page {
            scene,
            state: running.game.state(),
        };
        page.draw(area.inner(Margin::new(1, 0)), picture);
    }

    fn of_player(&self, stage: &Stage, seat: SeatIndex) -> Option<(String, Color)> {
        let state = stage.running::<Tales>()?.game.state();
        let player = state.players.get(seat.index()).filter(|p| p.here)?;
        let word = |word: &str, colour| Some((word.to_owned(), colour));
        match state.phase {
            Phase::Write | Phase::Pick if state.done().has(seat.index()) => word("✓ done", GOOD),
            Phase::Write => word("writes", QUIET),
            Phase::Pick => word("thinks", QUIET),
            _ if player.gained > 0 => Some((format!("+{}", grouped(player.gained)), GOOD)),
            _ => None,
        }
    }
}

/// Everything that is read.
struct Page<'a> {
    scene: Scene<'a>,
    state: &'a State,
}

impl Page<'_> {
    fn draw(&self, area: Rect, picture: &mut Buffer) {
        let [head, _, rest] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Length(1),
            Constraint::Min(0),
        ])
        .areas(area);
        self.headline(head, picture);
        match self.state.phase {
            Phase::Round => self.round(rest, picture),
            Phase::Scores | Phase::Over => self.scores(rest, picture),
            Phase::Write | Phase::Pick | Phase::Reveal(_) => self.question(rest, picture),
        }
    }

    fn headline(&self, area: Rect, picture: &mut Buffer) {
        Line::styled(self.state.line(), DIM).render(area, picture);
        if matches!(self.state.phase, Phase::Write | Phase::Pick) {
            let seconds = self.state.seconds();
            let hurry = BOLD.fg(if seconds <= 5 { WARNING } else { TEXT });
            Line::from(vec![
                Span::styled(seconds.to_string(), hurry),
                Span::styled(" s left", DIM),
            ])
            .right_aligned()
            .render(area, picture);
        }
    }

    fn round(&self, area: Rect, picture: &mut Buffer) {
        let round = format!("ROUND {}", self.state.round());
        let lines = vec![
            Line::styled(round, BOLD).centered(),
            Line::default(),
            Line::styled(self.state.worth(), DIM).centered(),
        ];
        Paragraph::new(lines).render(super::screens::words::middle(area), picture);
    }

    /// The question with its gap, and below what the phase is about.
    fn question(&self, area: Rect, picture: &mut Buffer) {
        let Some(question) = self.state.asked() else {
            return;
        };
        let mut lines = vec![Line::styled(question.topic.clone(), DIM)];
        let wrapped = wrapped(&question.text, usize::from(area.width));
        lines.extend(wrapped.into_iter().map(|line| Line::styled(line, BOLD)));
        let height = u16::try_from(lines.len()).unwrap_or(QUESTION);
        let [top, _, rest] = Layout::vertical([
            Constraint::Length(height.min(QUESTION)),
            Constraint::Length(1),
            Constraint::Min(0),
        ])
        .areas(area);
        Paragraph::new(lines).render(top, picture);
        match self.state.phase {
            Phase::Write => self.writers(rest, picture),
            Phase::Pick => self.picking(rest, picture),
            _ => self.telling(question, rest, picture),
        }
    }

    fn writers(&self, area: Rect, picture: &mut Buffer) {
        let done = self.state.done();
        let lines = self.state.here().iter().map(|player| {
            let mut spans = self.player(player, 18);
            spans.push(if done.has(player) {
                Span::styled(" ✓", Style::new().fg(GOOD))
            } else {
                Span::styled(" …", DIM)
            });
            Line::from(spans)
        });
        let lines = lines.collect();
        in_columns("Write a lie on your controller.", lines, area, picture);
    }

    fn picking(&self, area: Rect, picture: &mut Buffer) {
        let lines = self.state.answers.iter().map(|answer| {
            let width = usize::from(area.width).saturating_sub(2);
            let width = if self.state.answers.len() >= MANY {
                width / 2
            } else {
                width
            };
            Line::styled(fitted(&answer.text, width), BOLD)
        });
        let lines = lines.collect();
        let missing = self.state.missing().count();
        let says = match missing {
            0 => "Everybody has picked.".to_owned(),
            _ => format!(
                "Which one is true? {} to pick.",
                count(missing, "player is", "players are")
            ),
        };
        in_columns(&says, lines, area, picture);
    }

    /// One answer: who believed it first, then what it is.
    fn telling(&self, question: &Question, area: Rect, picture: &mut Buffer) {
        let Some((at, answer)) = self
            .state
            .telling()
            .and_then(|at| Some((at, self.state.answers.get(at)?)))
        else {
            return;
        };
        let pickers = self.state.pickers(at);
        let mut lines = vec![
            Line::styled(answer.text.clone(), BOLD).centered(),
            Line::default(),
        ];
        lines.push(if pickers.is_empty() {
            Line::styled("Nobody picked this.", DIM).centered()
        } else {
            self.people("Picked by ", pickers)
        });
        lines.push(Line::default());
        if self.state.is_told(at) {
            lines.extend(self.verdict(question, answer.is_true, answer.writers, pickers));
        }
        Paragraph::new(lines)
            .wrap(Wrap { trim: true })
            .render(area, picture);
    }

    fn verdict(
        &self,
        question: &Question,
        is_true: bool,
        writers: Players,
        pickers: Players,
    ) -> Vec<Line<'static>> {
        if is_true {
            let bold = Style::new().fg(GOOD).add_modifier(Modifier::BOLD);
            return vec![
                Line::styled("★ THE TRUTH ★", bold).centered(),
                Line::styled(question.with(&question.truth), DIM).centered(),
            ];
        }
        let bold = Style::new().fg(WARNING).add_modifier(Modifier::BOLD);
        let fooled = count(pickers.count(), "player fooled", "players fooled");
        let by = if writers.is_empty() {
            Line::styled("by the house", DIM).centered()
        } else {
            self.people("by ", writers)
        };
        vec![
            Line::styled("A LIE", bold).centered(),
            by,
            Line::styled(fooled, DIM).centered(),
        ]
    }

    fn scores(&self, area: Rect, picture: &mut Buffer) {
        let lines = self.state.ranking().into_iter().map(|player| {
            let rank = self.state.rank(player);
            let mut spans = vec![Span::styled(format!("{rank:>2}. "), DIM)];
            spans.extend(self.player(player, 20));
            let of = self.state.players.get(player);
            let (points, gained) = of.map_or((0, 0), |p| (p.points, p.gained));
            spans.push(Span::styled(format!(" {}", grouped(points)), BOLD));
            if gained > 0 {
                let plus = format!(" +{}", grouped(gained));
                spans.push(Span::styled(plus, Style::new().fg(GOOD)));
            }
            Line::from(spans)
        });
        in_columns("How it stands", lines.collect(), area, picture);
    }

    fn people(&self, before: &'static str, players: Players) -> Line<'static> {
        let mut spans = vec![Span::styled(before, DIM)];
        for (at, player) in players.iter().enumerate() {
            if at > 0 {
                spans.push(Span::styled(", ", DIM));
            }
            spans.extend(self.player(player, 16));
        }
        Line::from(spans).centered()
    }

    /// A player's shape and name, in their colour; a guest of the house has neither.
    fn player(&self, player: usize, columns: usize) -> Vec<Span<'static>> {
        let card = match Who::of(player) {
            Who::Seat(seat) => self.scene.roster.seat(seat),
            Who::Guest(_) => None,
        };
        let name = Who::of(player).name(|seat| match card {
            Some(card) => card.name.clone(),
            None => format!("Bot {}", seat.0 + 1),
        });
        let name = fitted(&name, columns);
        if Who::of(player).guest_name().is_some() {
            return vec![Span::styled(name, Style::new().fg(TEXT))];
        }
        let own = mark(card.map_or(player, |card| usize::from(card.mark)));
        let style = Style::new().fg(ink(own.colour));
        vec![Span::styled(format!("{} {name}", own.glyph()), style)]
    }
}

/// The lines of a text, broken at spaces.
fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let wide = |text: &str| Span::raw(text).width();
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if wide(line) + 1 + wide(word) <= columns => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A sentence, and lines below it: in two columns where they are many.
fn in_columns(says: &str, lines: Vec<Line<'static>>, area: Rect, picture: &mut Buffer) {
    let [head, _, rest] = Layout::vertical([
        Constraint::Length(1),
        Constraint::Length(1),
        Constraint::Min(0),
    ])
    .areas(area);
    Line::styled(says.to_owned(), DIM).render(head, picture);
    let columns = if lines.len() >= MANY { 2 } else { 1 };
    let each = lines.len().div_ceil(columns).max(1);
    let places = Layout::horizontal(vec![Constraint::Fill(1); columns]).split(rest);
    for (lines, place) in lines.chunks(each).zip(places.iter()) {
        Paragraph::new(lines.to_vec()).render(*place, picture);
    }
}
