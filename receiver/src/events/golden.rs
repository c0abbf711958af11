//! Every event's line, byte for byte: programs read them.

use super::{Event, PadFields, SeatScore};

fn ada() -> PadFields {
    PadFields {
        pad: Some(3),
        name: "Ada".into(),
        seat: Some(0),
    }
}

/// Programs read these lines: fields are added at the end of an object, never renamed or removed.
#[test]
fn golden_lines() {
    let nobody = PadFields {
        pad: None,
        name: "Bo".into(),
        seat: None,
    };
    let golden = [
        (
            Event::Listening {
                udp: "127.0.0.1:4455".parse().unwrap(),
                join: "couchpad://127.0.0.1:4455?s=S&k=K".into(),
                tcp: "127.0.0.1:4455".parse().unwrap(),
                code: "012345".into(),
            },
            r#"{"event":"listening","udp":"127.0.0.1:4455","join":"couchpad://127.0.0.1:4455?s=S&k=K","tcp":"127.0.0.1:4455","code":"012345"}"#,
            "Listening on 127.0.0.1:4455. Join with couchpad://127.0.0.1:4455?s=S&k=K or the code 012345",
        ),
        (
            Event::PadJoined(ada()),
            r#"{"event":"pad_joined","pad":3,"name":"Ada","seat":0}"#,
            "Ada (seat 1) joined",
        ),
        (
            Event::PadLeft {
                pad: ada(),
                reason: "reset",
                seat_kept: true,
            },
            r#"{"event":"pad_left","pad":3,"name":"Ada","seat":0,"reason":"reset","seat_kept":true}"#,
            "Ada (seat 1) dropped: reset; the place is kept",
        ),
        (
            Event::PadResumed(ada()),
            r#"{"event":"pad_resumed","pad":3,"name":"Ada","seat":0}"#,
            "Ada (seat 1) is back",
        ),
        (
            Event::PadExpired {
                pad: ada(),
                reason: "expired",
            },
            r#"{"event":"pad_expired","pad":3,"name":"Ada","seat":0,"reason":"expired"}"#,
            "Ada (seat 1) did not come back; the place is free",
        ),
        (
            Event::PadRejected {
                pad: nobody,
                reason: "full",
            },
            r#"{"event":"pad_rejected","pad":null,"name":"Bo","seat":null,"reason":"full"}"#,
            "Bo was not admitted: full",
        ),
        (
            Event::PadTransport {
                pad: ada(),
                transport: "tcp",
            },
            r#"{"event":"pad_transport","pad":3,"name":"Ada","seat":0,"transport":"tcp"}"#,
            "Ada (seat 1) plays over TCP",
        ),
        (
            Event::MoreRejected { count: 31 },
            r#"{"event":"more_rejected","count":31}"#,
            "31 more attempts to join were turned away",
        ),
        (
            Event::PadRememberAsked(ada()),
            r#"{"event":"pad_remember_asked","pad":3,"name":"Ada","seat":0}"#,
            "Ada (seat 1) wants to be remembered",
        ),
        (
            Event::PadRemembered {
                pad: ada(),
                remembered: true,
            },
            r#"{"event":"pad_remembered","pad":3,"name":"Ada","seat":0,"remembered":true}"#,
            "Ada (seat 1) is remembered",
        ),
        (
            Event::CodeChanged {
                code: "000042".into(),
            },
            r#"{"event":"code_changed","code":"000042"}"#,
            "The room code is 000042 now",
        ),
        (
            Event::LinkChanged {
                join: "couchpad://127.0.0.1:4455?s=S&k=K".into(),
            },
            r#"{"event":"link_changed","join":"couchpad://127.0.0.1:4455?s=S&k=K"}"#,
            "Join with couchpad://127.0.0.1:4455?s=S&k=K now",
        ),
        (
            Event::RoomLocked {},
            r#"{"event":"room_locked"}"#,
            "The room is locked",
        ),
        (
            Event::RoomUnlocked {},
            r#"{"event":"room_unlocked"}"#,
            "The room is open",
        ),
        (
            Event::Said {
                pad: ada(),
                letters: 11,
            },
            r#"{"event":"said","pad":3,"name":"Ada","seat":0,"letters":11}"#,
            "Ada (seat 1) said something (11 letters)",
        ),
        (
            Event::Emote {
                pad: ada(),
                emote: "thumbs up",
            },
            r#"{"event":"emote","pad":3,"name":"Ada","seat":0,"emote":"thumbs up"}"#,
            "Ada (seat 1): thumbs up",
        ),
        (
            Event::PadMuted {
                pad: ada(),
                muted: true,
            },
            r#"{"event":"pad_muted","pad":3,"name":"Ada","seat":0,"muted":true}"#,
            "Ada (seat 1) is muted",
        ),
        (
            Event::ChatMuted { muted: false },
            r#"{"event":"chat_muted","muted":false}"#,
            "Everybody can be heard again",
        ),
        (
            Event::AddressLockedOut {
                seconds: 30,
                count: 2,
            },
            r#"{"event":"address_locked_out","seconds":30,"count":2}"#,
            "Too many wrong codes came from one address: it may try none for 30 s",
        ),
        (
            Event::EveningEnded {},
            r#"{"event":"evening_ended"}"#,
            "A new evening: controllers that are not remembered pair again",
        ),
        (
            Event::GameStarted {
                game: "arkanoid",
                seed: u64::MAX,
                options: [("mode", "versus"), ("join", "at-once")].into(),
                pack: None,
            },
            r#"{"event":"game_started","game":"arkanoid","seed":18446744073709551615,"options":{"join":"at-once","mode":"versus"}}"#,
            "The game begins: arkanoid, join=at-once, mode=versus, seed 18446744073709551615",
        ),
        (
            Event::GameStarted {
                game: "tug",
                seed: 7,
                options: [].into(),
                pack: Some("Castles".into()),
            },
            r#"{"event":"game_started","game":"tug","seed":7,"options":{},"pack":"Castles"}"#,
            "The game begins: tug, with Castles, seed 7",
        ),
        (
            Event::SeatsRestored { pads: vec![ada()] },
            r#"{"event":"seats_restored","pads":[{"pad":3,"name":"Ada","seat":0}]}"#,
            "Seats of before wait for: Ada (seat 1)",
        ),
        (
            Event::GameRestored {
                game: "tug",
                seed: 7,
            },
            r#"{"event":"game_restored","game":"tug","seed":7}"#,
            "The game of before stands here again: tug, paused",
        ),
        (
            Event::GameCountdown { seconds: 3 },
            r#"{"event":"game_countdown","seconds":3}"#,
            "The game goes on in 3 s",
        ),
        (
            Event::GamePaused {},
            r#"{"event":"game_paused"}"#,
            "The game is paused",
        ),
        (
            Event::Score {
                seat: 1,
                points: 50,
                total: 150,
            },
            r#"{"event":"score","seat":1,"points":50,"total":150}"#,
            "Seat 2: +50, 150 points",
        ),
        (
            Event::RoundCleared { round: 1 },
            r#"{"event":"round_cleared","round":1}"#,
            "Round 1 is done",
        ),
        (
            Event::GameOver {
                won: false,
                total: 150,
                scores: vec![SeatScore {
                    seat: 1,
                    name: "Ada".into(),
                    points: 150,
                }],
            },
            r#"{"event":"game_over","won":false,"total":150,"scores":[{"seat":1,"name":"Ada","points":150}]}"#,
            "The game is over: lost, 150 points",
        ),
        (
            Event::HighScore {
                game: "arkanoid".into(),
                league: "coop".into(),
                pack: None,
                players: 2,
                place: 3,
                points: 150,
                names: vec!["Ada".into(), "Bo".into()],
            },
            r#"{"event":"high_score","game":"arkanoid","league":"coop","players":2,"place":3,"points":150,"names":["Ada","Bo"]}"#,
            "A high score, place 3: 150 points, Ada, Bo",
        ),
        (
            Event::HighScore {
                game: "arkanoid".into(),
                league: "versus".into(),
                pack: Some("Castles".into()),
                players: 4,
                place: 1,
                points: 7,
                names: vec!["Ada".into()],
            },
            r#"{"event":"high_score","game":"arkanoid","league":"versus","pack":"Castles","players":4,"place":1,"points":7,"names":["Ada"]}"#,
            "A high score, place 1: 7 points, Ada",
        ),
        (
            Event::GameAborted { total: 7 },
            r#"{"event":"game_aborted","total":7}"#,
            "The game was ended, 7 points",
        ),
        (
            Event::EventsLost { count: 9 },
            r#"{"event":"events_lost","count":9}"#,
            "9 lines are missing here: they were read too slowly",
        ),
    ];
    for (event, json, plain) in golden {
        assert_eq!(serde_json::to_string(&event).unwrap(), json);
        assert_eq!(event.to_string(), plain);
    }
}
