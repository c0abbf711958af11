//! The ways to play: together, against each other, without end.

use crate::table::{COOP, ENDLESS, Player, Table, VERSUS, bots, setup};
use couchpad_games::arkanoid::{Arkanoid, Event, LIVES, Mode, Phase};
use couchpad_games::game::{Game, GameEvent, SeatIndex, Setup};

/// Three rounds of one brick each, in the middle.
const THREE: &str = "couchpad-levels 1
name: Three
round: One
......77......
round: Two
......77......
round: Three
......77......
";

fn with_pack(mode: u8) -> Setup {
    let mut setup = setup(4, mode, 0);
    setup.pack = Some(THREE.to_owned());
    setup
}

fn still(count: usize) -> [Player; 8] {
    bots(count).map(|player| match player {
        Player::Bot => Player::Still,
        other => other,
    })
}

/// Everything told until the game is over, for at most so many minutes.
fn to_the_end(table: &mut Table, minutes: u32) -> Vec<Event> {
    let mut told = Vec::new();
    for _ in 0..minutes * 60 * 240 {
        table.step();
        told.extend(table.outputs.details.iter().copied());
        if table.game.is_over() {
            return told;
        }
    }
    panic!("it goes on: {:?}", table.game.state());
}

#[test]
fn choices_lead_to_their_modes_and_what_is_unknown_to_coop() {
    let of = |mode| {
        let game = Arkanoid::new(&setup(1, mode, 0));
        let state = game.state();
        (state.mode, state.rounds, state.lives, state.next_life)
    };
    let coop = (Mode::Coop, Some(33), Some(LIVES), Some(20_000));
    assert_eq!(of(COOP), coop);
    assert_eq!(of(VERSUS), (Mode::Versus, Some(8), None, None));
    assert_eq!(
        of(ENDLESS),
        (Mode::Endless, None, Some(LIVES), Some(20_000))
    );
    assert_eq!(of(77), coop);
    let manifest = Arkanoid::MANIFEST;
    let ids: Vec<_> = manifest.options.iter().map(|option| option.id).collect();
    assert_eq!(ids, ["mode", "join"]);
}

#[test]
fn a_race_has_no_lives_and_ends_after_its_rounds() {
    let mut table = Table::of(&with_pack(VERSUS), bots(3));
    let told = to_the_end(&mut table, 20);
    let state = table.game.state();
    assert_eq!(
        (state.phase, state.round, state.lives),
        (Phase::Won, 3, None)
    );
    assert!(
        !told
            .iter()
            .any(|e| matches!(e, Event::LifeLost { .. } | Event::LifeWon { .. }))
    );
    let over = GameEvent::GameOver { won: true };
    assert_eq!(table.outputs.events.last(), Some(&over));
}

#[test]
fn a_ball_lost_in_a_race_costs_who_touched_it_last_and_is_served_anew() {
    let mut table = Table::of(&setup(3, VERSUS, 0), still(2));
    let mut lost = [0; 2];
    for _ in 0..3 * 60 * 240 {
        table.step();
        let loser = table.outputs.details.iter().find_map(|e| match e {
            Event::BallLost { seat, .. } => *seat,
            _ => None,
        });
        if let Some(seat) = loser {
            lost[seat.index()] += 1;
            let is_price = |e: &GameEvent| matches!(e, GameEvent::Score { seat: of, points: -200, .. } if *of == seat);
            assert!(table.outputs.events.iter().any(is_price));
            table.step();
            assert!(!table.game.state().balls.is_empty());
        }
        let phase = table.game.state().phase;
        assert!(!matches!(phase, Phase::BallLost { .. }));
    }
    let tallies = &table.game.state().tallies;
    assert_eq!([tallies[0].lost, tallies[1].lost], lost);
    assert!(lost.iter().all(|lost| *lost > 0), "{lost:?}");
}

#[test]
fn in_a_race_scores_may_fall_below_nothing() {
    let mut table = Table::of(&setup(3, VERSUS, 0), still(1));
    let mut least = 0;
    for _ in 0..20 * 60 * 240 {
        table.step();
        least = least.min(table.game.score(SeatIndex(0)));
    }
    assert_eq!(table.game.team_score(), table.game.score(SeatIndex(0)));
    assert!(least < 0 && !table.game.is_over(), "{least}");
}

#[test]
fn endless_goes_on_beyond_every_list_of_rounds_until_the_lives_are_gone() {
    // a pack has an end, so it is not for this
    let mut table = Table::of(&with_pack(ENDLESS), bots(4));
    assert_eq!(table.game.state().rounds, None);
    for _ in 0..20 * 60 * 240 {
        table.step();
        table.check();
        if table.game.is_over() {
            break;
        }
    }
    let round = table.game.state().round;
    assert!(round > 3, "{round}");
    let mut table = Table::of(&setup(5, ENDLESS, 0), still(1));
    to_the_end(&mut table, 20);
    assert_eq!(table.game.state().phase, Phase::Lost);
}

#[test]
fn coop_is_won_with_the_last_round_of_the_pack() {
    let mut table = Table::of(&with_pack(COOP), bots(2));
    let told = to_the_end(&mut table, 20);
    let state = table.game.state();
    assert_eq!(state.phase, Phase::Won, "{told:?}");
    let cleared = told
        .iter()
        .filter(|e| matches!(e, Event::RoundCleared { .. }));
    assert_eq!(cleared.count(), 3);
}
