//! Crowd Pong: few, a crowd, and what the other screens make of a crowd.

use super::play::{four_playing, played};
use super::{SETTLED, card, looks_like, roster, studio_with};
use couchpad_games::game::{AnyGame, Inputs, SeatIndex, SeatInput};
use couchpad_protocol::PadId;
use couchpad_receiver::flow::Screen;
use couchpad_receiver::roster::{Card, Presence, Roster, sides};
use couchpad_receiver::stage::{FinalScore, Outcome, Stage};

/// So many players, of whom a few are away.
fn crowd(players: u16) -> Roster {
    let card = |seat: u16| Card {
        pad: PadId(u32::from(seat) + 1),
        name: format!("Player {}", seat + 1),
        seat: SeatIndex(seat),
        mark: u8::try_from(seat % 16).expect("one of sixteen"),
        presence: if seat % 61 == 60 {
            Presence::Offline
        } else {
            Presence::Here
        },
        ..card(0)
    };
    Roster {
        seats: 1_000,
        ..roster((0..players).map(card).collect())
    }
}

/// Lets a player wiggle until the mark flashes, while the others are as good as their stand-ins.
fn wiggle(game: &mut dyn AnyGame, players: u16, who: u16) {
    let aims = [0, 1].map(|seat| i32::from(game.stand_in(SeatIndex(seat)).axes[0]));
    for n in 0..24_i16 {
        let mut seats: Vec<SeatInput> = (0..players).map(|s| game.stand_in(SeatIndex(s))).collect();
        for (seat, input) in (0..).zip(&mut seats) {
            // not everybody sees the ball where it is
            let off = [7_919, 104_729].map(|prime| (seat + 3) as i32 * prime % 2_000 - 1_000);
            let vote = aims[seat % 2] + (off[0] + off[1]) * 6;
            input.axes[0] = i16::try_from(vote.clamp(-32_767, 32_767)).expect("in range");
            input.held = 0;
        }
        seats[usize::from(who)].axes[0] = if n / 4 % 2 == 0 { 9_000 } else { -2_000 };
        game.step(&Inputs {
            seats: &seats,
            actions: &[],
        });
    }
}

#[test]
fn four_vote_beside_their_paddles() {
    let mut stage = played("pong", 4, 3, 620);
    wiggle(stage.game.as_deref_mut().expect("it runs"), 4, 2);
    let mut studio = studio_with(1280, 720, four_playing(), Screen::Playing, stage);
    studio.step(4);
    looks_like(&mut studio, "tests/pictures/play_pong.png");
}

#[test]
fn a_crowd_is_a_swarm_and_who_wiggles_is_found() {
    let players = 1_000;
    let mut stage = played("pong", players, 5, 400);
    wiggle(stage.game.as_deref_mut().expect("it runs"), players, 217);
    let mut studio = studio_with(1280, 720, crowd(players), Screen::Playing, stage);
    studio.step(4);
    looks_like(&mut studio, "../docs/pictures/crowd.png");
}

#[test]
fn a_crowd_on_a_narrow_window() {
    let stage = played("pong", 120, 5, 500);
    let mut studio = studio_with(800, 600, crowd(120), Screen::Playing, stage);
    studio.step(4);
    looks_like(&mut studio, "tests/pictures/play_pong_narrow.png");
}

#[test]
fn a_lobby_counts_a_crowd() {
    let pong = *couchpad_games::find("pong").expect("registered");
    let mut studio = studio_with(1280, 720, crowd(412), Screen::Lobby, Stage::new(pong));
    studio.step(SETTLED);
    looks_like(&mut studio, "tests/pictures/lobby_crowd.png");
}

#[test]
fn a_game_of_teams_is_won_by_a_team() {
    let players = 300;
    let mut stage = played("pong", players, 8, 6_000);
    let game = stage.game.as_deref().expect("it runs");
    let seats = || (0..players).map(SeatIndex);
    let cards = crowd(players).cards.into_iter();
    let scores = cards.map(|card| FinalScore::in_game(game, card.seat, card.mark, card.name));
    let mut scores: Vec<_> = scores.collect();
    scores.sort_by_key(|score| std::cmp::Reverse(score.points));
    stage.outcome = Some(Outcome {
        won: true,
        sides: sides(game, seats()),
        scores,
        ..Outcome::default()
    });
    let mut studio = studio_with(1280, 720, crowd(players), Screen::Results, stage);
    studio.step(SETTLED);
    looks_like(&mut studio, "tests/pictures/results_crowd.png");
}
