//! What each phone shows: controls and words for its player alone. Must not know how a phone draws them.

use super::state::{Answer, Phase, Player, Players, Refusal, Who};
use super::words::grouped;
use super::{HELP, NOTE, PROMPT, Tales};
use crate::game::{Area, ControlKind, Orientation, PadLayout, SeatIndex, Showing, Weight, name_of};
use std::fmt::Write as _;

/// The game's title, as every layout has it.
const TITLE: &str = "Tall Tales";
/// What stands in the place of the name of somebody who has left.
const GONE: &str = "somebody";
/// Names that are said one by one, at most.
const NAMED: usize = 3;
/// Lines of the points that a phone shows.
const LINES: usize = 6;

/// The controls of who has nothing to do but look.
pub(super) fn watching() -> PadLayout {
    PadLayout::new(TITLE, Orientation::Any)
        .with("", Area::new(60, 140, 880, 400), show(Weight::Primary))
        .with("", Area::new(60, 560, 880, 350), show(Weight::Secondary))
}

fn writing() -> PadLayout {
    let text = ControlKind::Text {
        hint: "Your lie".into(),
    };
    let help = ControlKind::Button {
        button: HELP,
        weight: Weight::Quiet,
    };
    PadLayout::new(TITLE, Orientation::Any)
        .with("", Area::new(50, 140, 900, 260), show(Weight::Secondary))
        .with("", Area::new(50, 410, 900, 110), show(Weight::Quiet))
        .with("", Area::new(50, 530, 900, 170), text)
        .with("LIE FOR ME", Area::new(250, 730, 500, 150), help)
}

fn picking(options: Vec<String>) -> PadLayout {
    PadLayout::new(TITLE, Orientation::Any)
        .with("", Area::new(40, 135, 920, 165), show(Weight::Quiet))
        .with("", Area::new(40, 305, 920, 65), show(Weight::Quiet))
        .with(
            "",
            Area::new(40, 375, 920, 565),
            ControlKind::Choices { options },
        )
}

const fn show(weight: Weight) -> ControlKind {
    ControlKind::Show { weight }
}

impl Tales {
    /// The controls of a seat now.
    pub(super) fn controls(&self, seat: SeatIndex) -> PadLayout {
        let Some(player) = self.seated(seat) else {
            return watching();
        };
        match self.state.phase {
            Phase::Write if player.lie.is_none() => writing(),
            Phase::Pick => picking(self.options(seat.index())),
            _ => watching(),
        }
    }

    fn options(&self, player: usize) -> Vec<String> {
        let offered = self.offered(player);
        let offered = offered.iter().filter_map(|at| self.answer(*at));
        offered.map(|answer| answer.text.clone()).collect()
    }

    fn answer(&self, at: u8) -> Option<&Answer> {
        self.state.answers.get(usize::from(at))
    }

    /// What there is to read for a seat now.
    pub(super) fn tell_pad(&self, seat: SeatIndex, showing: &mut Showing) {
        let Some(player) = self.seated(seat) else {
            return;
        };
        let (prompt, note) = match self.state.phase {
            Phase::Round => self.of_round(),
            Phase::Write => self.of_writing(seat.index(), player),
            Phase::Pick => self.of_picking(seat.index(), player),
            Phase::Reveal(_) => self.of_telling(seat.index(), player),
            Phase::Scores | Phase::Over => self.of_scores(seat.index(), player),
        };
        for (control, text) in [(PROMPT, prompt), (NOTE, note)] {
            if !text.is_empty() {
                showing.text(control, text);
            }
        }
    }

    fn of_round(&self) -> (String, String) {
        let note = match self.state.round() {
            1 => "Write a lie that the others believe. Then find the truth.",
            2 => "Twice the points.",
            _ => "Three times the points.",
        };
        (format!("Round {}", self.state.round()), note.into())
    }

    fn question(&self) -> String {
        self.state
            .asked()
            .map_or_else(String::new, |q| q.text.clone())
    }

    fn of_writing(&self, own: usize, player: &Player) -> (String, String) {
        let Some(lie) = &player.lie else {
            let note = match player.refused {
                Some(Refusal::True) => "That is the truth! Write something that is not.",
                Some(Refusal::Empty) => "There is no letter in that. Write a word or two.",
                None => "Write what the others could believe.",
            };
            return (self.question(), note.into());
        };
        let by = if player.helped {
            "The house wrote for you"
        } else {
            "You wrote"
        };
        (format!("{by}:\n{lie}"), self.waiting_for(own))
    }

    /// Who keeps everybody waiting.
    fn waiting_for(&self, own: usize) -> String {
        let missing = self.state.missing().without(own);
        if missing.is_empty() {
            "Everybody is done.".into()
        } else if missing.count() > NAMED {
            format!("Waiting for {} others.", missing.count())
        } else {
            format!("Waiting for {}.", names(missing))
        }
    }

    fn of_picking(&self, own: usize, player: &Player) -> (String, String) {
        let picked = player.pick.and_then(|at| self.answer(at));
        let note = match picked {
            None => "Which one is true?".into(),
            Some(_) => self.waiting_for(own),
        };
        (self.question(), note)
    }

    fn of_telling(&self, own: usize, player: &Player) -> (String, String) {
        let prompt = match player.pick.and_then(|at| Some((at, self.answer(at)?))) {
            None => "You picked nothing.".into(),
            Some((at, answer)) => self.of_pick(usize::from(at), answer),
        };
        (prompt, self.of_fooled(own, player))
    }

    /// The own pick: what came of it, once everybody may know.
    fn of_pick(&self, at: usize, answer: &Answer) -> String {
        let text = &answer.text;
        if !self.state.is_told(at) {
            return format!("You picked:\n{text}");
        }
        match (answer.is_true, answer.writers.is_empty()) {
            (true, _) => format!("You found the truth!\n{text}"),
            (false, true) => format!("The house fooled you:\n{text}"),
            (false, false) => format!("{} fooled you:\n{text}", names(answer.writers)),
        }
    }

    /// The own lie: who believed it, once everybody may know.
    fn of_fooled(&self, own: usize, player: &Player) -> String {
        let is_own = |at: &usize| {
            let answer = self.state.answers.get(*at);
            answer.is_some_and(|answer| answer.writers.has(own))
        };
        let lie = (0..self.state.answers.len()).find(is_own);
        let fooled = lie.filter(|at| self.state.is_told(*at));
        let fooled = fooled.map_or(Players::default(), |at| self.state.pickers(at));
        let mut note = if fooled.is_empty() {
            String::new()
        } else {
            format!("You fooled {}!", names(fooled))
        };
        if player.gained > 0 {
            // a string takes everything
            let _ = write!(note, "\n+{}", grouped(player.gained));
        }
        note.trim_start().into()
    }

    fn of_scores(&self, own: usize, player: &Player) -> (String, String) {
        let points = grouped(player.points);
        let prompt = format!("Place {}\n{points} points", self.state.rank(own));
        (prompt, self.table(own))
    }

    /// The best, and the player whose phone it is.
    fn table(&self, own: usize) -> String {
        let ranking = self.state.ranking();
        let best = ranking.iter().take(LINES);
        let mut lines: Vec<_> = best.copied().collect();
        if !lines.contains(&own) {
            lines.pop();
            lines.push(own);
        }
        let line = |at: usize| {
            let points = self.state.players.get(at).map_or(0, |p| p.points);
            let (rank, points) = (self.state.rank(at), grouped(points));
            format!("{rank}. {} {points}", name(at))
        };
        let lines: Vec<_> = lines.into_iter().map(line).collect();
        lines.join("\n")
    }
}

/// A player's name, or the sign that stands for it.
fn name(player: usize) -> String {
    match Who::of(player) {
        Who::Seat(seat) => name_of(seat).into(),
        guest => guest.guest_name().unwrap_or(GONE).into(),
    }
}

/// "Ada", "Ada and Bo", "Ada, Bo and Cleo", "Ada, Bo and 4 others".
fn names(players: Players) -> String {
    let all: Vec<_> = players.iter().map(name).collect();
    match all.as_slice() {
        [] => GONE.into(),
        [one] => one.clone(),
        [first @ .., last] if all.len() <= NAMED => format!("{} and {last}", first.join(", ")),
        [one, two, rest @ ..] => format!("{one}, {two} and {} others", rest.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::ANSWER;
    use super::*;

    #[test]
    fn a_few_are_named_and_many_are_counted() {
        let named = |numbers: &[usize]| {
            let text = names(numbers.iter().copied().collect());
            crate::game::with_names(&text, |seat| format!("P{}", seat.0))
        };
        assert_eq!(named(&[]), "somebody");
        assert_eq!(named(&[4]), "P4");
        assert_eq!(named(&[4, 16]), "P4 and The Fox");
        assert_eq!(named(&[1, 2, 3]), "P1, P2 and P3");
        assert_eq!(named(&[1, 2, 3, 9]), "P1, P2 and 2 others");
    }

    #[test]
    fn every_layout_is_valid_and_its_answer_has_one_number() {
        let longest = "W".repeat(super::super::words::ANSWER_BYTES);
        let all = [
            watching(),
            writing(),
            picking(vec![longest; super::super::OFFERED]),
        ];
        for layout in &all {
            assert_eq!(layout.validate(), Ok(()));
        }
        for layout in &all[1..] {
            let answers = layout.controls.iter().filter(|c| c.id == ANSWER);
            assert_eq!(answers.count(), 1);
        }
    }
}
