//! Tall Tales in the terminal, cell by cell.

use crate::scenery::Scenery;
use crate::tall_tales::{Moment, stage};
use couchpad_receiver::flow::Screen;

const SMALLEST: (u16, u16) = (60, 20);
const SMALL: (u16, u16) = (80, 24);

fn scenery(players: u16, moment: Moment) -> Scenery {
    let mut scenery = Scenery::new(Screen::Playing, "tales", players);
    scenery.stage = stage(players, moment);
    scenery
}

#[test]
fn every_moment_of_a_question_is_told() {
    for (name, moment) in [
        ("tales_round", Moment::Round),
        ("tales_writing", Moment::Writing),
        ("tales_picking", Moment::Picking),
        ("tales_suspense", Moment::Suspense),
        ("tales_lie", Moment::Lie),
        ("tales_truth", Moment::Truth),
        ("tales_scores", Moment::Scores),
    ] {
        insta::assert_snapshot!(name, scenery(4, moment).text(SMALL));
    }
}

#[test]
fn sixteen_fit_the_smallest_terminal() {
    let picking = scenery(16, Moment::Picking).text(SMALLEST);
    for answer in ["CUBES", "OTHER WOMBATS", "BANANAS", "HALF MOONS"] {
        assert!(
            picking.contains(answer),
            "{answer} is missing in\n{picking}"
        );
    }
    insta::assert_snapshot!("tales_sixteen", scenery(16, Moment::Scores).text(SMALL));
}

#[test]
fn nothing_secret_shows_and_nothing_panics_at_any_size() {
    let writing = scenery(5, Moment::Writing);
    for size in [(1, 1), (41, 19), (60, 20), SMALL, (200, 60)] {
        let text = writing.text(size);
        for secret in ["PYRAMIDS", "BANANAS", "CUBES"] {
            assert!(!text.to_uppercase().contains(secret), "{text}");
        }
    }
    let telling = scenery(5, Moment::Suspense).text(SMALL);
    assert!(
        !telling.contains("A LIE") && !telling.contains("TRUTH"),
        "{telling}"
    );
}
