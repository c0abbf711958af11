//! What players say, on the big screen: on their cards, and at the edge for those without one.

use super::play::with_results;
use super::{NAMES, SETTLED, four, looks_like, studio, studio_with};
use couchpad_games::game::SeatIndex;
use couchpad_pictures::Studio;
use couchpad_protocol::PadId;
use couchpad_receiver::chat::{Bubble, Chat, Said};
use couchpad_receiver::flow::Screen;
use couchpad_theme::emotes::Emote;
use std::time::Duration;

const LONG: &str = "wait for me, I only have to put the pizza into the oven";

fn bubble(seat: u16, said: Said) -> Bubble {
    Bubble {
        pad: PadId(u32::from(seat) + 1),
        name: NAMES[usize::from(seat)].into(),
        seat: Some(SeatIndex(seat)),
        mark: u8::try_from(seat).ok(),
        said,
        until: Duration::MAX,
    }
}

/// Who waits has neither seat nor colour.
fn waiting(name: &str, said: Said) -> Bubble {
    Bubble {
        pad: PadId(99),
        name: name.into(),
        seat: None,
        mark: None,
        said,
        until: Duration::MAX,
    }
}

fn say(studio: &mut Studio, bubbles: Vec<Bubble>) {
    *studio.app().world_mut().resource_mut::<Chat>() = Chat { bubbles };
    studio.step(SETTLED);
}

fn all() -> Vec<Bubble> {
    vec![
        bubble(0, Said::Text("hello!".into())),
        bubble(1, Said::Text(LONG.into())),
        bubble(2, Said::Emote(Emote::Love)),
        bubble(3, Said::Emote(Emote::Laugh)),
        waiting("Dora", Said::Text("may I join you?".into())),
    ]
}

#[test]
fn players_talk_in_the_lobby() {
    let mut wide = studio(1280, 720, four(), Screen::Lobby);
    wide.step(SETTLED);
    say(&mut wide, all());
    looks_like(&mut wide, "tests/pictures/chat_lobby.png");
    let mut narrow = studio(800, 600, four(), Screen::Lobby);
    narrow.step(SETTLED);
    say(&mut narrow, all());
    looks_like(&mut narrow, "tests/pictures/chat_lobby_narrow.png");
}

#[test]
fn players_talk_about_the_results() {
    let mut studio = studio_with(1280, 720, four(), Screen::Results, with_results(&[]));
    studio.step(SETTLED);
    say(&mut studio, all());
    looks_like(&mut studio, "tests/pictures/chat_results.png");
}
