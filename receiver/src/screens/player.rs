//! What is said about one player wherever one is shown: the name, cut to the room there is, the link, and what else there is
//! to know. Knows no screen.

use super::nodes::{cut, one_line};
use crate::roster::{Card, Presence, Roster};
use bevy::prelude::*;
use couchpad_games::game::SeatIndex;
use couchpad_theme::colour::{QUIET, Swatch, WARNING};
use couchpad_theme::type_scale::Step;
use couchpad_theme::widgets::{LinkHealth, link_bars, strong, text};
use unicode_segmentation::UnicodeSegmentation;

/// Loss below this share is not worth a word.
const LOSS: f32 = 0.01;

/// How a player is connected, in bars or in a word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Status {
    /// The state of a link.
    Link(LinkHealth),
    /// Where there is no link to measure.
    Word(&'static str),
}

impl Status {
    /// How this player is connected.
    pub(super) fn of(card: &Card) -> Self {
        match (card.presence, card.rtt) {
            (Presence::Joining, _) => Self::Word("joining"),
            (Presence::Away, _) => Self::Link(LinkHealth::Away),
            (Presence::Offline, _) => Self::Link(LinkHealth::Offline),
            (Presence::Here, _) if card.local => Self::Word("keyboard"),
            (Presence::Here, Some(rtt)) => Self::Link(LinkHealth::live(rtt, card.loss)),
            (Presence::Here, None) => Self::Word("connected"),
        }
    }

    /// Whether the same parts can show the other one.
    pub(super) fn is_like(self, other: Self) -> bool {
        match (self, other) {
            (Self::Link(_), Self::Link(_)) => true,
            (one, two) => one == two,
        }
    }
}

/// What else there is to know about a player, and how loudly.
pub(super) fn note(card: &Card) -> Option<(String, Swatch)> {
    if card.standing_in {
        return Some(("a bot plays".into(), WARNING));
    }
    if let Some(cause) = card.cause {
        return Some((cause.on_receiver().into(), WARNING));
    }
    let lost = card.presence == Presence::Here && !card.local && card.loss >= LOSS;
    lost.then(|| (format!("{:.0} % lost", card.loss * 100.0), QUIET))
}

/// Marks the link of a seat: it is kept current as long as it is there.
#[derive(Component)]
pub(super) struct LinkOf(SeatIndex);

/// The link or the word in its place.
pub(super) fn status(parent: &mut ChildSpawnerCommands, card: &Card, step: Step) {
    match Status::of(card) {
        Status::Link(health) => parent.spawn((link_bars(health, step), LinkOf(card.seat))),
        Status::Word(word) => parent.spawn(one_line(text(word, step, QUIET))),
    };
}

/// Says quietly that play goes over TCP: it works, and not as well.
pub(super) fn transport(parent: &mut ChildSpawnerCommands, card: &Card) {
    if card.presence == Presence::Here && card.tcp {
        parent.spawn(one_line(text("TCP", Step::Small, QUIET)));
    }
}

/// The name, at most so many letters long.
pub(crate) fn short(name: &str, most: usize) -> String {
    if name.graphemes(true).count() <= most {
        return name.to_owned();
    }
    let kept: String = name.graphemes(true).take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// The name in what room is left, with points of omission where it is too long; the edge of the room is the last resort.
pub(super) fn name(
    parent: &mut ChildSpawnerCommands,
    name: &str,
    most: usize,
    step: Step,
    ink: Swatch,
) {
    let words = one_line(strong(short(name, most), step, ink));
    parent.spawn(cut()).with_child(words);
}

/// The name, as wide as it is; only where there is less room, the end of it goes.
pub(super) fn whole_name(
    parent: &mut ChildSpawnerCommands,
    name: &str,
    most: usize,
    step: Step,
    ink: Swatch,
) {
    let node = Node {
        min_width: Val::Px(0.0),
        overflow: Overflow::clip_x(),
        ..default()
    };
    let words = one_line(strong(short(name, most), step, ink));
    parent.spawn(node).with_child(words);
}

/// Everything about a card that only changes now and then; what is left changes all the time and is kept current in place.
#[derive(Clone, PartialEq)]
pub(super) struct Face {
    card: Card,
    status: Status,
    note: Option<(String, Swatch)>,
}

impl Face {
    /// The face of a card.
    pub(super) fn of(card: &Card) -> Self {
        let steady = Card {
            rtt: None,
            loss: 0.0,
            ..card.clone()
        };
        Self {
            card: steady,
            status: Status::of(card),
            note: note(card),
        }
    }

    /// Whether the parts that show this face can show that one.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.card == other.card && self.note == other.note && self.status.is_like(other.status)
    }
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, keep_current);
}

fn keep_current(roster: Res<Roster>, mut links: Query<(&LinkOf, &mut LinkHealth)>) {
    for (seat, mut shown) in &mut links {
        if let Some(Status::Link(health)) = roster.seat(seat.0).map(Status::of) {
            shown.set_if_neq(calm(*shown, health));
        }
    }
}

/// Small changes of the time are not shown: a number that always twitches cannot be read, and the lobby would never rest.
fn calm(shown: LinkHealth, now: LinkHealth) -> LinkHealth {
    match (shown, now) {
        (
            LinkHealth::Live { bars, millis },
            LinkHealth::Live {
                bars: new_bars,
                millis: new,
            },
        ) if bars == new_bars && millis.abs_diff(new) <= 1 + millis / 8 => shown,
        _ => now,
    }
}

/// A card for tests.
#[cfg(test)]
pub(crate) fn test_card() -> Card {
    use std::time::Duration;
    Card {
        pad: couchpad_protocol::PadId(1),
        name: "Ada".into(),
        seat: SeatIndex(0),
        mark: 0,
        presence: Presence::Here,
        rtt: Some(Duration::from_millis(12)),
        loss: 0.0,
        cause: None,
        tcp: false,
        local: false,
        standing_in: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roster::Cause;
    use std::time::Duration;

    #[test]
    fn every_way_of_being_connected_has_bars_or_a_word() {
        let card = test_card();
        let health = LinkHealth::live(Duration::from_millis(12), 0.0);
        assert_eq!(Status::of(&card), Status::Link(health));
        let local = Card {
            local: true,
            ..card.clone()
        };
        assert_eq!(Status::of(&local), Status::Word("keyboard"));
        let gone = Card {
            presence: Presence::Offline,
            ..local
        };
        assert_eq!(Status::of(&gone), Status::Link(LinkHealth::Offline));
        let new = Card { rtt: None, ..card };
        assert_eq!(Status::of(&new), Status::Word("connected"));
    }

    #[test]
    fn a_bot_is_worth_more_words_than_loss() {
        let lossy = Card {
            loss: 0.124,
            ..test_card()
        };
        assert_eq!(note(&lossy).map(|n| n.0), Some("12 % lost".into()));
        let bot = Card {
            standing_in: true,
            ..lossy.clone()
        };
        assert_eq!(note(&bot).map(|n| n.0), Some("a bot plays".into()));
        assert_eq!(
            note(&Card {
                loss: 0.004,
                ..lossy
            }),
            None
        );
    }

    #[test]
    fn a_cause_is_worth_more_than_a_number() {
        let crowded = Card {
            loss: 0.124,
            cause: Some(Cause::WifiCongested),
            ..test_card()
        };
        let said = note(&crowded);
        assert_eq!(said, Some(("Wi-Fi is crowded".into(), WARNING)));
        assert!(!Face::of(&crowded).is_like(&Face::of(&test_card())));
        let bot = Card {
            standing_in: true,
            ..crowded
        };
        assert_eq!(note(&bot).map(|n| n.0), Some("a bot plays".into()));
    }

    #[test]
    fn names_are_cut_between_letters() {
        assert_eq!(short("Ada", 8), "Ada");
        assert_eq!(short("Ada Lovelace", 8), "Ada Lov…");
        assert_eq!(short("Ada Lovelace", 5), "Ada…", "no space before the dots");
        assert_eq!(
            short("e\u{301}e\u{301}e\u{301}e\u{301}", 3),
            "e\u{301}e\u{301}…"
        );
    }

    #[test]
    fn only_what_the_parts_cannot_follow_makes_them_anew() {
        let card = test_card();
        let face = Face::of(&card);
        let slower = Card {
            rtt: Some(Duration::from_millis(300)),
            ..card.clone()
        };
        assert!(face.is_like(&Face::of(&slower)));
        let away = Card {
            presence: Presence::Away,
            ..card.clone()
        };
        assert!(
            !face.is_like(&Face::of(&away)),
            "an away player looks different"
        );
        let renamed = Card {
            name: "Bo".into(),
            ..card
        };
        assert!(!face.is_like(&Face::of(&renamed)));
    }

    #[test]
    fn the_milliseconds_do_not_twitch() {
        let live = |millis| LinkHealth::Live { bars: 3, millis };
        assert_eq!(calm(live(8), live(9)), live(8));
        assert_eq!(calm(live(8), live(14)), live(14));
        assert_eq!(calm(live(8), LinkHealth::Away), LinkHealth::Away);
    }
}
