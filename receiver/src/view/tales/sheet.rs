//! What there is to read: everything that the page says, and nothing that moves. Knows no node.

use crate::roster::Roster;
use couchpad_games::tales::questions::Question;
use couchpad_games::tales::words::grouped;
use couchpad_games::tales::{Answer, Phase, Players, State, Who};

/// Everything that is read at one time.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sheet {
    /// What the question is about.
    pub(super) topic: String,
    /// The question; empty where none is asked.
    pub(super) question: String,
    /// Whether the time counts.
    pub(super) has_clock: bool,
    pub(super) body: Body,
}

/// What is below the question.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Body {
    Round {
        number: u32,
        worth: &'static str,
    },
    /// Who has written, and who has not.
    Write(Vec<(Person, bool)>),
    Pick {
        answers: Vec<String>,
        people: Vec<(Person, bool)>,
    },
    Tell {
        answer: String,
        pickers: Vec<Person>,
        verdict: Option<Verdict>,
    },
    Scores(Vec<Row>),
}

/// What comes out about an answer.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Verdict {
    Truth {
        points: String,
    },
    Lie {
        writers: Vec<Person>,
        points: String,
    },
}

/// One who plays. A guest of the house has no mark.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Person {
    pub(super) name: String,
    pub(super) mark: Option<usize>,
}

/// One line of the points.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    pub(super) rank: usize,
    pub(super) person: Person,
    pub(super) points: i64,
    pub(super) gained: i64,
}

impl Sheet {
    pub(super) fn of(state: &State, roster: &Roster) -> Self {
        let is_asked = matches!(state.phase, Phase::Write | Phase::Pick | Phase::Reveal(_));
        let asked = state.asked().filter(|_| is_asked);
        Self {
            topic: asked.map_or_else(String::new, |q| q.topic.clone()),
            question: asked.map_or_else(String::new, |q| question(state, q)),
            has_clock: matches!(state.phase, Phase::Write | Phase::Pick),
            body: body(state, roster),
        }
    }
}

/// With its gap, until the truth is out.
fn question(state: &State, question: &Question) -> String {
    let told = state.telling().filter(|at| state.is_told(*at));
    let answer = told.and_then(|at| state.answers.get(at));
    match answer {
        Some(truth) if truth.is_true => question.with(&truth.text),
        _ => question.text.clone(),
    }
}

fn body(state: &State, roster: &Roster) -> Body {
    match state.phase {
        Phase::Round => Body::Round {
            number: state.round(),
            worth: state.worth(),
        },
        Phase::Write => Body::Write(doers(state, roster)),
        Phase::Pick => Body::Pick {
            answers: state.answers.iter().map(|a| a.text.clone()).collect(),
            people: doers(state, roster),
        },
        Phase::Reveal(_) => tell(state, roster),
        Phase::Scores | Phase::Over => Body::Scores(rows(state, roster)),
    }
}

fn tell(state: &State, roster: &Roster) -> Body {
    let at = state.telling();
    let answer = at.and_then(|at| state.answers.get(at));
    let pickers = at.map_or(Players::default(), |at| state.pickers(at));
    let is_told = at.is_some_and(|at| state.is_told(at));
    Body::Tell {
        answer: answer.map_or_else(String::new, |a| a.text.clone()),
        pickers: people(pickers, roster),
        verdict: answer
            .filter(|_| is_told)
            .map(|answer| verdict(state, answer, pickers, roster)),
    }
}

fn verdict(state: &State, answer: &Answer, pickers: Players, roster: &Roster) -> Verdict {
    let times = i64::from(state.round());
    if answer.is_true {
        let each = couchpad_games::tales::TRUTH_POINTS * times;
        return Verdict::Truth {
            points: format!("+{}", grouped(each)),
        };
    }
    let helped = |player: usize| state.players.get(player).is_some_and(|p| p.helped);
    let each = if answer.writers.iter().all(helped) {
        couchpad_games::tales::HELPED_POINTS
    } else {
        couchpad_games::tales::FOOLED_POINTS
    };
    let count = i64::try_from(pickers.count()).unwrap_or(0);
    Verdict::Lie {
        writers: people(answer.writers, roster),
        points: format!("+{}", grouped(each * times * count)),
    }
}

fn doers(state: &State, roster: &Roster) -> Vec<(Person, bool)> {
    let done = state.done();
    let here = state.here();
    here.iter()
        .map(|player| (person(player, roster), done.has(player)))
        .collect()
}

fn rows(state: &State, roster: &Roster) -> Vec<Row> {
    let ranking = state.ranking().into_iter();
    let rows = ranking.filter_map(|player| {
        let of = state.players.get(player)?;
        Some(Row {
            rank: state.rank(player),
            person: person(player, roster),
            points: of.points,
            gained: of.gained,
        })
    });
    rows.collect()
}

fn people(players: Players, roster: &Roster) -> Vec<Person> {
    let all = players.iter();
    all.map(|player| person(player, roster)).collect()
}

/// Where nobody has joined, bots play: each with the mark of its seat.
fn person(player: usize, roster: &Roster) -> Person {
    let card = match Who::of(player) {
        Who::Seat(seat) => roster.seat(seat),
        Who::Guest(_) => None,
    };
    let is_guest = matches!(Who::of(player), Who::Guest(_));
    let name = Who::of(player).name(|seat| match card {
        Some(card) => card.name.clone(),
        None => format!("Bot {}", seat.0 + 1),
    });
    let mark = card.map_or(player, |card| usize::from(card.mark));
    Person {
        name,
        mark: (!is_guest).then_some(mark),
    }
}
