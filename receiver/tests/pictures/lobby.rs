//! The lobby, whatever has happened to the room; and whether a camera finds the join link on it.

use super::keys::press;
use super::play::{four_together, played};
use super::reader::read_code;
use super::{
    SETTLED, card, eight, four, looks_like, room, room_at, roster, shoot, studio, studio_with,
};
use bevy::prelude::*;
use couchpad_pictures::Studio;
use couchpad_protocol::{PadId, SeatIndex};
use couchpad_receiver::attract::Attract;
use couchpad_receiver::choices::{Choices, Pack};
use couchpad_receiver::flow::Screen;
use couchpad_receiver::room::{Ask, Room};
use couchpad_receiver::roster::{Card, Presence, Roster};
use couchpad_receiver::scores::{Place, Scores, Table};
use couchpad_receiver::stage::Stage;
use image::DynamicImage;
use image::imageops::FilterType;

#[test]
fn lobby_with_four_controllers() {
    let mut studio = studio(1280, 720, four(), Screen::Lobby);
    studio.step(SETTLED);
    looks_like(&mut studio, "../docs/pictures/lobby.png");
}

/// Everything that can be chosen, and somebody at the keyboard: the fullest that this column gets.
#[test]
fn a_lobby_says_how_the_game_is_to_be_played() {
    let mut seated = four();
    seated.cards[3].local = true;
    let mut studio = studio(1280, 720, seated, Screen::Lobby);
    let manifest = couchpad_games::find("arkanoid")
        .expect("Arkanoid is registered")
        .manifest;
    let mut choices = studio.app().world_mut().resource_mut::<Choices>();
    choices.daily = true;
    choices
        .choose(manifest, "mode", "versus")
        .expect("there are races");
    let pack = Pack {
        name: "A Castle in the Clouds".into(),
        text: "".into(),
    };
    choices.play_with(manifest, pack);
    studio.step(SETTLED);
    looks_like(&mut studio, "tests/pictures/lobby_choices.png");
}

#[test]
fn empty_lobby_invites() {
    let mut studio = studio(960, 540, roster(Vec::new()), Screen::Lobby);
    studio.step(SETTLED);
    looks_like(&mut studio, "tests/pictures/lobby_empty.png");
}

#[test]
fn full_lobby_on_a_narrow_window_with_another_game() {
    let tug = *couchpad_games::find("tug").expect("Tug of War is registered");
    let mut studio = studio_with(768, 576, eight(), Screen::Lobby, Stage::new(tug));
    studio.step(SETTLED);
    looks_like(&mut studio, "tests/pictures/lobby_narrow.png");
}

/// Sixteen of sixteen, one of them away and one at the keyboard.
fn sixteen() -> Roster {
    let mut cards: Vec<_> = (0..16)
        .map(|seat| Card {
            pad: PadId(u32::from(seat) + 1),
            seat: SeatIndex(seat),
            mark: u8::try_from(seat).expect("few"),
            ..card(seat % 8)
        })
        .collect();
    cards[4].local = true;
    cards[9].presence = Presence::Away;
    Roster {
        seats: 16,
        ..roster(cards)
    }
}

#[test]
fn sixteen_have_cards_on_a_narrow_window() {
    let tales = *couchpad_games::find("tales").expect("Tall Tales is registered");
    let mut studio = studio_with(800, 600, sixteen(), Screen::Lobby, Stage::new(tales));
    studio.step(SETTLED);
    looks_like(&mut studio, "tests/pictures/lobby_sixteen_narrow.png");
}

#[test]
fn whom_to_send_away_among_sixteen_is_asked_page_by_page() {
    let snake = *couchpad_games::find("snake").expect("Snake is registered");
    let mut studio = studio_with(960, 540, sixteen(), Screen::Lobby, Stage::new(snake));
    studio.step(SETTLED);
    press(&mut studio, KeyCode::KeyK);
    press(&mut studio, KeyCode::Digit1);
    studio.step(SETTLED);
    looks_like(&mut studio, "tests/pictures/lobby_whom_sixteen.png");
}

/// A lobby with two players, after something has happened to the room.
fn lobby_after(width: u32, height: u32, change: impl FnOnce(&mut Studio)) -> Studio {
    let two = roster(vec![card(0), card(1)]);
    let mut studio = studio(width, height, two, Screen::Lobby);
    studio.step(SETTLED);
    change(&mut studio);
    studio.step(SETTLED);
    studio
}

fn change_room(change: impl FnOnce(&mut Room)) -> impl FnOnce(&mut Studio) {
    |studio| change(&mut studio.app().world_mut().resource_mut::<Room>())
}

#[test]
fn a_locked_room_says_so_and_offers_no_code() {
    let mut studio = lobby_after(960, 540, change_room(|room| room.locked = true));
    looks_like(&mut studio, "tests/pictures/lobby_locked.png");
}

#[test]
fn a_hidden_code_can_be_shown_again() {
    let mut studio = lobby_after(960, 540, change_room(|room| room.hidden = true));
    looks_like(&mut studio, "tests/pictures/lobby_hidden.png");
}

#[test]
fn a_receiver_that_no_phone_can_reach_says_so() {
    let here = room_at(&["127.0.0.1"]);
    let mut studio = lobby_after(960, 540, change_room(|room| *room = here));
    looks_like(&mut studio, "tests/pictures/lobby_only_here.png");
}

#[test]
fn a_controller_asks_to_be_remembered() {
    let ask = Ask {
        pad: PadId(1),
        name: "Ada".into(),
    };
    let mut studio = lobby_after(960, 540, change_room(|room| room.asks.push(ask)));
    looks_like(&mut studio, "tests/pictures/lobby_asks.png");
}

#[test]
fn news_of_the_room_is_said() {
    let news = "Too many wrong codes: there is a new room code.";
    let mut studio = lobby_after(960, 540, change_room(|room| room.news = Some(news.into())));
    looks_like(&mut studio, "tests/pictures/lobby_news.png");
}

#[test]
fn the_room_asks_whom_to_send_away() {
    let mut studio = lobby_after(960, 540, |studio| press(studio, KeyCode::KeyK));
    looks_like(&mut studio, "tests/pictures/lobby_whom.png");
}

#[test]
fn a_room_with_eight_addresses_still_shows_all() {
    let hosts = [
        "192.168.178.21",
        "10.0.0.17",
        "172.20.10.4",
        "100.101.102.103",
        "[fd5e:8a3c:91d2::21]",
        "[2001:db8:85a3:8d3:1319:8a2e:370:7348]",
        "[2001:db8:85a3:8d3:9c11:74ff:fe3a:1]",
        "[fd7a:115c:a1e0::6501:6667]",
    ];
    let many = room_at(&hosts);
    let mut studio = lobby_after(1280, 720, change_room(|room| *room = many));
    looks_like(&mut studio, "tests/pictures/lobby_addresses.png");
}

#[test]
fn the_widest_window_keeps_the_lobby_together() {
    let mut studio = studio(1290, 540, eight(), Screen::Lobby);
    studio.step(SETTLED);
    looks_like(&mut studio, "tests/pictures/lobby_wide.png");
}

/// A lobby that nobody has come to, while it shows this.
fn idle_lobby(width: u32, height: u32, shown: Attract, stage: Stage) -> Studio {
    let mut studio = studio_with(width, height, roster(Vec::new()), Screen::Lobby, stage);
    let names = ["Ada", "Łukasz", "Ωρίων", "Maximiliane von der Aa"].map(String::from);
    let mut table = Table::default();
    for (points, count) in [
        (48_210, 4),
        (31_980, 3),
        (31_980, 2),
        (12_480, 4),
        (9_060, 1),
    ] {
        let place = Place::new(points, &names[..count], points > 40_000, 1);
        table.enter(&four_together(), place);
    }
    let world = studio.app().world_mut();
    world.insert_resource(Scores::of(table));
    world.resource_mut::<NextState<Attract>>().set(shown);
    studio.step(SETTLED);
    studio
}

#[test]
fn bots_play_in_a_lobby_that_nobody_comes_to() {
    let mut studio = idle_lobby(1280, 720, Attract::Demo, played("arkanoid", 4, 3, 4_000));
    looks_like(&mut studio, "../docs/pictures/attract.png");
    let seen = DynamicImage::from(shoot(&mut studio));
    assert_eq!(read_code(&seen), Some(room().page), "phones still find it");
    let mut narrow = idle_lobby(768, 576, Attract::Demo, played("tug", 2, 3, 400));
    looks_like(&mut narrow, "tests/pictures/lobby_demo_narrow.png");
}

#[test]
fn high_scores_pass_by_in_a_lobby_that_nobody_comes_to() {
    let stage = || Stage::new(*couchpad_games::find("arkanoid").expect("registered"));
    let mut studio = idle_lobby(960, 540, Attract::HighScores, stage());
    looks_like(&mut studio, "tests/pictures/lobby_high_scores.png");
    let mut next = studio
        .app()
        .world_mut()
        .resource_mut::<NextState<Attract>>();
    next.set(Attract::Off);
    studio.step(SETTLED);
    looks_like(&mut studio, "tests/pictures/lobby_empty.png");
}

/// What a phone sees from across the room is much smaller than what the screen shows: a third of the pixels each way here.
/// zbarimg, which reads worse than phones do, finds the code down to two pixels a module: at a third of 1280 x 720 and at a
/// fifth of 1920 x 1080.
#[test]
fn a_reader_finds_the_link_in_the_lobbys_picture() {
    for (width, height) in [(1280, 720), (1920, 1080)] {
        let mut studio = studio(width, height, four(), Screen::Lobby);
        studio.step(SETTLED);
        let picture = DynamicImage::from(shoot(&mut studio));
        let far = picture.resize_exact(width / 3, height / 3, FilterType::Triangle);
        for seen in [picture, far] {
            let (w, h) = (seen.width(), seen.height());
            assert_eq!(read_code(&seen), Some(room().page), "{w} x {h}");
        }
    }
}

#[test]
fn a_reader_finds_nothing_where_the_code_is_hidden_or_the_room_locked() {
    let changes: [fn(&mut Room); 2] = [|room| room.hidden = true, |room| room.locked = true];
    for change in changes {
        let mut studio = lobby_after(1280, 720, change_room(change));
        assert_eq!(read_code(&DynamicImage::from(shoot(&mut studio))), None);
    }
}
