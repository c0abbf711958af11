use super::*;
use crate::room::Ask;
use crate::screens::player::test_card;
use couchpad_games::game::SeatIndex;

fn roster(seats: &[u16]) -> Roster {
    let card = |seat: &u16| crate::roster::Card {
        pad: PadId(100 + u32::from(*seat)),
        seat: SeatIndex(*seat),
        ..test_card()
    };
    Roster {
        cards: seats.iter().map(card).collect(),
        ..Roster::default()
    }
}

/// What the strokes do one after the other, and the question that is open at the end.
fn after(strokes: &str, screen: Screen, room: &Room, roster: &Roster) -> (Vec<Heard>, Desk) {
    let mut desk = Desk::Clear;
    let hall = Hall {
        screen,
        room,
        roster,
    };
    let stroke = |letter| match letter {
        '\u{1b}' => Stroke::Escape,
        '\n' => Stroke::Enter,
        '\t' => Stroke::Tab,
        '\u{8}' => Stroke::Backspace,
        letter => Stroke::Printed(letter),
    };
    let heard = strokes
        .chars()
        .map(|c| desk.heed(stroke(c), hall))
        .collect();
    (heard, desk)
}

#[test]
fn letters_wish_things_of_the_room_everywhere_but_in_play() {
    let (room, roster) = (Room::default(), roster(&[0]));
    for screen in [Screen::Lobby, Screen::Paused, Screen::Results] {
        let (heard, _) = after("chor", screen, &room, &roster);
        let wishes = [
            Intent::NewCode,
            Intent::ToggleHidden,
            Intent::ToggleLock,
            Intent::NewLink,
        ];
        assert_eq!(heard, wishes.map(Heard::Wish));
    }
    let (heard, desk) = after("chork1yntt", Screen::Playing, &room, &roster);
    assert!(heard.iter().all(|heard| *heard == Heard::NotMine));
    assert_eq!(desk, Desk::Clear);
}

#[test]
fn sending_away_takes_two_keys_and_a_seat_that_somebody_has() {
    let (room, roster) = (Room::default(), roster(&[0, 2]));
    let (heard, desk) = after("k3", Screen::Lobby, &room, &roster);
    let gone = Heard::Wish(Intent::Kick(PadId(102)));
    assert_eq!((heard[1], desk), (gone, Desk::Clear));
    let (heard, desk) = after("k2", Screen::Lobby, &room, &roster);
    assert_eq!(
        (heard[1], desk),
        (Heard::Done, Desk::Whom(Search::default()))
    );
    let (_, desk) = after("k\u{1b}", Screen::Lobby, &room, &roster);
    assert_eq!(desk, Desk::Clear);
    let (heard, _) = after("3", Screen::Lobby, &room, &roster);
    assert_eq!(heard, [Heard::NotMine], "a number alone does nothing");
}

#[test]
fn muting_takes_two_keys_for_one_and_for_all() {
    let (room, roster) = (Room::default(), roster(&[0, 2]));
    let (heard, desk) = after("t3", Screen::Results, &room, &roster);
    let mute = Heard::Wish(Intent::Mute(PadId(102)));
    assert_eq!((heard[1], desk), (mute, Desk::Clear));
    let (heard, desk) = after("tt", Screen::Lobby, &room, &roster);
    assert_eq!(
        (heard[1], desk),
        (Heard::Wish(Intent::MuteAll), Desk::Clear)
    );
    let (heard, desk) = after("t2", Screen::Lobby, &room, &roster);
    assert_eq!(
        (heard[1], desk),
        (Heard::Done, Desk::Mute(Search::default())),
        "nobody sits there"
    );
    let (heard, desk) = after("kt", Screen::Lobby, &room, &roster);
    assert_eq!((heard[1], desk), (Heard::Done, Desk::Clear));
    // those who wait talk, too
    let nobody = Roster::default();
    let (heard, _) = after("tt", Screen::Lobby, &room, &nobody);
    assert_eq!(heard[1], Heard::Wish(Intent::MuteAll));
}

#[test]
fn keyboard_players_and_empty_rooms_are_not_asked_about() {
    let mut roster = roster(&[0]);
    roster.cards[0].local = true;
    let (heard, desk) = after("k", Screen::Lobby, &Room::default(), &roster);
    assert_eq!((heard[0], desk), (Heard::NotMine, Desk::Clear));
}

#[test]
fn a_question_closes_when_its_player_leaves_or_play_goes_on() {
    let (room, here) = (Room::default(), roster(&[0]));
    let hall = |screen, roster| Hall {
        screen,
        room: &room,
        roster,
    };
    let sure = Desk::Sure(PadId(100));
    assert_eq!(sure.tidied(hall(Screen::Paused, &here)), sure);
    assert_eq!(sure.tidied(hall(Screen::Playing, &here)), Desk::Clear);
    let nobody = roster(&[]);
    assert_eq!(sure.tidied(hall(Screen::Lobby, &nobody)), Desk::Clear);
    assert_eq!(
        Desk::Whom(Search::default()).tidied(hall(Screen::Lobby, &nobody)),
        Desk::Clear
    );
}

#[test]
fn the_oldest_wish_to_be_remembered_is_answered_first_and_waits_in_play() {
    let ask = |pad, name: &str| Ask {
        pad: PadId(pad),
        name: name.into(),
    };
    let room = Room {
        asks: vec![ask(7, "Ada"), ask(8, "Bo")],
        news: Some("There is a new room code.".into()),
        ..Room::default()
    };
    let roster = roster(&[0]);
    let (heard, _) = after("yn", Screen::Results, &room, &roster);
    let answer = |yes| Intent::Remember { pad: PadId(7), yes };
    assert_eq!(heard, [answer(true), answer(false)].map(Heard::Wish));
    let matter = |screen| {
        let hall = Hall {
            screen,
            room: &room,
            roster: &roster,
        };
        hall.matter(Desk::Clear)
    };
    assert_eq!(matter(Screen::Playing), None);
    let asked = matter(Screen::Lobby).map(|m| m.sentence());
    assert_eq!(
        asked.as_deref(),
        Some("Remember Ada's phone on this receiver?")
    );
    let (heard, _) = after("yn", Screen::Lobby, &Room::default(), &roster);
    assert_eq!(heard, [Heard::NotMine; 2], "nobody asked");
}

#[test]
fn a_number_is_typed_until_it_is_one_players_alone() {
    let (room, many) = (Room::default(), roster(&(0..16).collect::<Vec<_>>()));
    let sent = |strokes: &str| {
        let (heard, desk) = after(strokes, Screen::Lobby, &room, &many);
        let gone = heard.into_iter().find_map(|heard| match heard {
            Heard::Wish(Intent::Kick(pad)) => Some(pad.0 - 99),
            _ => None,
        });
        (gone, desk == Desk::Clear)
    };
    assert_eq!(sent("k3"), (Some(3), true), "no other number begins so");
    assert_eq!(
        sent("k1"),
        (None, false),
        "it may be the first figure of 12"
    );
    assert_eq!(sent("k12"), (Some(12), true));
    assert_eq!(sent("k1\n"), (Some(1), true));
    assert_eq!(sent("k19"), (None, false), "nobody has it");
    assert_eq!(sent("k1\u{8}2"), (Some(2), true), "taken back");
    let (heard, _) = after("k\n", Screen::Lobby, &room, &many);
    assert_eq!(heard[1], Heard::NotMine, "Enter starts the game");
}

#[test]
fn whoever_is_not_on_the_first_page_is_found_on_another_or_by_number() {
    let (room, crowd) = (Room::default(), roster(&(0..300).collect::<Vec<_>>()));
    let shown = |strokes: &str| {
        let (_, desk) = after(strokes, Screen::Paused, &room, &crowd);
        let hall = Hall {
            screen: Screen::Paused,
            room: &room,
            roster: &crowd,
        };
        let Some(Matter::Mute { list, .. }) = hall.matter(desk) else {
            panic!("it is asked")
        };
        let numbers: Vec<_> = list.guests.iter().map(|guest| guest.number).collect();
        let keys: Vec<_> = list.keys().into_iter().map(|(key, _)| key).collect();
        (numbers, keys)
    };
    let first: Vec<_> = (1..=8).collect();
    assert_eq!(shown("t"), (first.clone(), vec!["0–9", "Tab"]));
    assert_eq!(shown("t\t").0, (9..=16).collect::<Vec<_>>());
    let round = format!("t{}", "\t".repeat(38));
    assert_eq!(shown(&round).0, first, "after the last page the first");
    let keys = vec!["Enter", "Backspace", "Tab"];
    assert_eq!(
        shown("t12"),
        (vec![12, 120, 121, 122, 123, 124, 125, 126], keys)
    );
    let (heard, _) = after("t124", Screen::Paused, &room, &crowd);
    assert_eq!(heard.last(), Some(&Heard::Wish(Intent::Mute(PadId(223)))));
    let few = roster(&[0, 2]);
    let hall = Hall {
        screen: Screen::Lobby,
        room: &room,
        roster: &few,
    };
    let list = Search::default().list(&hall.guests());
    assert_eq!(list.keys(), [], "all of them are seen");
}
