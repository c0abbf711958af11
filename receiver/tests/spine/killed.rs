//! The receiver is killed in the middle of a game and started again: nobody loses a seat or a point.

use crate::evening::Evening;
use crate::process::{PATIENCE, Receiver};
use crate::table::Table;
use couchpad_core::identity::FileStore;
use couchpad_core::protocol::{ButtonIndex, Phase, SeatIndex};
use couchpad_games::replay::{End, Replay};
use couchpad_receiver::flow::Intent;
use couchpad_receiver::kept::{self, Keeper, Kept, RECORD};
use serde_json::Value;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How many times the long test kills, and how soon everybody is to be back.
const KILLS: u32 = 100;
const BACK_WITHIN: Duration = Duration::from_secs(2);

/// Whatever was scored since a moment ago.
fn next_score(receiver: &mut Receiver) -> Value {
    receiver.wait(2 * PATIENCE, "score", |event| event["event"] == "score")
}

#[test]
fn a_killed_receiver_finds_seats_points_and_its_game_again() {
    let mut evening = Evening::new(&["Ada", "Bo", "Cy"]);
    next_score(&mut evening.receiver);
    // Cy's app is closed before and opened only after: until then the game waits
    drop(evening.phones[2].app.take());
    evening.receiver.next("pad_left");
    evening.until_kept("what they scored", |kept| {
        let game = kept.game.as_ref().and_then(|game| game.saved.load().ok());
        game.is_some_and(|(_, game)| game.team_score() > 0)
    });
    let kept = evening.kill();
    let game = kept.game.clone().expect("a game is under way");
    let (_, before) = game.saved.load().expect("it goes on");
    assert!(before.team_score() > 0);

    let start = Instant::now();
    evening.start();
    let restored = evening.receiver.next("seats_restored");
    let names: Vec<_> = restored["pads"]
        .as_array()
        .unwrap()
        .iter()
        .map(|pad| &pad["name"])
        .collect();
    assert_eq!(names, ["Ada", "Bo", "Cy"]);
    let again = evening.receiver.next("game_restored");
    assert_eq!(
        (again["game"].as_str(), again["seed"].as_u64()),
        (Some("arkanoid"), Some(5))
    );
    let times = evening.all_are_back(start, &kept);
    println!("back after {times:?}");
    for (seat, phone) in (0_u16..2).zip(&evening.phones) {
        let app = phone.app.as_ref().unwrap();
        let points = before.score(SeatIndex(seat));
        let told = Some((points, before.team_score()));
        app.until("the very same points", |view| view.score == told);
        app.until("the pause", |view| view.phase == Phase::Paused);
    }
    let gone_on =
        |event: &Value| event["event"] == "game_countdown" || event["event"] == "game_resumed";
    assert!(
        !evening.receiver.seen().iter().any(gone_on),
        "it waits for Cy"
    );
    evening.open_app(2);
    let cy = evening.receiver.next("pad_resumed");
    assert_eq!(
        (cy["name"].as_str(), cy["seat"].as_u64()),
        (Some("Cy"), Some(2))
    );
    assert_eq!(evening.receiver.next("game_countdown")["seconds"], 3);
    evening.receiver.next("game_resumed");
    next_score(&mut evening.receiver);

    // somebody may also go on without the others
    drop(evening.phones[2].app.take());
    evening.receiver.next("pad_left");
    let kept = evening.kill();
    evening.start();
    evening.all_are_back(Instant::now(), &kept);
    evening.phones[0]
        .app
        .as_ref()
        .unwrap()
        .tap(ButtonIndex::PAUSE);
    evening.receiver.next("game_countdown");
    evening.receiver.next("game_resumed");

    // and an end in order is an end
    #[cfg(unix)]
    {
        evening.receiver.signal("TERM");
        assert!(evening.receiver.ended().success());
        assert!(evening.kept().is_none());
    }
}

#[cfg(unix)]
#[test]
fn a_killed_receiver_leaves_a_recording_that_plays_and_the_next_one_goes_on_with_it() {
    let data = tempfile::tempdir().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("k.replay");
    let record = ["--record", file.to_str().unwrap()];
    let open = |name: &str| {
        let bytes = std::fs::read(folder.path().join(name)).unwrap();
        Replay::open(bytes).unwrap_or_else(|error| panic!("{name}: {error}"))
    };
    let mut evening = Evening::with(&["Ada", "Bo"], data, &record);
    next_score(&mut evening.receiver);
    let steps = |kept: &Kept| kept.game.as_ref().map_or(0, |game| game.steps);
    evening.until_kept("three seconds", |kept| steps(kept) > 3 * 240);
    let kept = evening.kill();
    let replay = open("k.replay");
    assert_eq!(replay.end(), None, "it was cut short");
    let verdict = replay.check().unwrap();
    // a second at most is not in it
    assert!(verdict.steps + 480 >= steps(&kept), "{verdict:?}");
    assert!(verdict.steps >= 240, "{verdict:?}");

    evening.start_with(&record);
    evening.receiver.next("game_restored");
    evening.receiver.next("game_resumed");
    next_score(&mut evening.receiver);
    evening.receiver.signal("TERM");
    assert!(evening.receiver.ended().success());
    let after = open("k-2.replay");
    let from = after.head().from.as_ref().expect("the middle of a game");
    assert_eq!(from.steps, steps(&kept));
    let verdict = after.check().unwrap();
    assert_eq!(verdict.end, Some(End::Stopped));
    assert!(verdict.steps > 0 && verdict.team > 0, "{verdict:?}");
}

#[test]
fn what_a_player_paused_waits_for_a_player_also_after_a_crash() {
    let mut evening = Evening::new(&["Ada"]);
    evening.receiver.next("game_started");
    // what is pressed before the button is there is not meant for it
    let press = |evening: &Evening, label: &str| {
        let app = evening.phones[0].app.as_ref().expect("open");
        app.until(label, |view| {
            let controls = view.layout.iter().flat_map(|layout| &layout.controls);
            view.connected && controls.into_iter().any(|c| c.label == label)
        });
        app.tap(ButtonIndex::PAUSE);
    };
    press(&evening, "PAUSE");
    evening.receiver.next("game_paused");
    let is_paused = |kept: &Kept| kept.game.as_ref().is_some_and(|game| game.paused);
    evening.until_kept("the pause", is_paused);
    // twice: what was restored is kept as it was
    for _ in 0..2 {
        let kept = evening.kill();
        assert!(is_paused(&kept));
        let start = Instant::now();
        evening.start();
        evening.receiver.next("game_restored");
        evening.all_are_back(start, &kept);
    }
    // it goes on by this alone: had it begun to by itself, this would have paused it
    press(&evening, "RESUME");
    evening.receiver.next("game_resumed");
    let again = |event: &Value| event["event"] == "game_paused";
    assert!(!evening.receiver.seen().iter().any(again));
}

#[test]
fn what_does_not_fit_costs_no_start_and_no_seat_that_it_need_not() {
    let mut evening = Evening::new(&["Ada"]);
    evening.receiver.next("game_started");
    evening.until_kept("the game", |kept| kept.game.is_some());
    let kept = evening.kill();
    // another game is asked for: the seat is kept, and the others' game is not
    evening.start_with(&["--game", "tug"]);
    evening.receiver.next("seats_restored");
    evening.all_are_back(Instant::now(), &Kept { game: None, ..kept });
    assert_eq!(evening.receiver.next("game_started")["game"], "tug");
    evening.kill();
    // a second receiver on the same folder has its own evening
    evening.start();
    evening.receiver.next("seats_restored");
    let mut second = Receiver::start_in(
        evening.data.path(),
        &["--bind", "127.0.0.1:0", "--exit-after", "1"],
    );
    assert!(second.ended().success());
    let kinds: Vec<_> = second.all().iter().map(|event| &event["event"]).collect();
    assert_eq!(kinds, ["listening"]);
    evening.receiver.next("pad_resumed");
    // damaged: set aside, and Ada joins anew
    evening.kill();
    let place = evening.data.path().join("receiver");
    std::fs::write(place.join(RECORD), b"COUCHEV1 and junk").unwrap();
    evening.start();
    evening.receiver.next("pad_joined");
    assert!(
        !evening
            .receiver
            .seen()
            .iter()
            .any(|e| e["event"] == "seats_restored")
    );
    let aside = place.join(format!("{RECORD}.corrupt-1"));
    assert_eq!(std::fs::read(aside).unwrap(), b"COUCHEV1 and junk");
}

#[test]
fn the_lock_and_the_chosen_game_are_kept_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let store = Arc::new(FileStore::open(folder.path()).unwrap());
    let mut table = Table::new();
    let keeper = Keeper::new(Arc::clone(&store)).unwrap();
    table.app.insert_resource(keeper);
    table.join("Ada");
    let mut written = |wish| {
        table.wish(wish);
        // a new hand, so that the one before has written all that it was given
        let keeper = Keeper::new(Arc::clone(&store)).unwrap();
        table.app.insert_resource(keeper);
        kept::read(&store).unwrap().expect("Ada is here")
    };
    let (locked, chosen) = (written(Intent::ToggleLock), written(Intent::NextGame(1)));
    assert!(locked.session.is_locked() && locked.chosen == "arkanoid");
    assert!(chosen.session.is_locked() && chosen.chosen == "tug");
    assert!(!written(Intent::ToggleLock).session.is_locked());
}

/// Kills the receiver at so many random moments, and shows how long the players were without it.
#[test]
#[ignore = "takes ten minutes: cargo test --workspace --release --test spine -- --ignored --nocapture killed"]
fn a_hundred_kills_at_random_moments_cost_nobody_a_seat_or_a_point() {
    let mut evening = Evening::new(&["Ada", "Bo", "Cy", "Dee"]);
    evening.receiver.next("score");
    let mut moment = 0x2545_f491_4f6c_dd1d_u64;
    let mut times = Vec::new();
    let mut best = [0; 4];
    for kill in 0..KILLS {
        moment ^= moment << 13;
        moment ^= moment >> 7;
        moment ^= moment << 17;
        std::thread::sleep(Duration::from_millis(moment % 6_000));
        let kept = evening.kill();
        if let Some(game) = &kept.game {
            let game = game.saved.load().expect("it goes on").1;
            let points = [0, 1, 2, 3].map(|seat| game.score(SeatIndex(seat)));
            let is_kept = best.iter().zip(&points).all(|(before, now)| before <= now);
            assert!(is_kept, "kill {kill}: {best:?} became {points:?}");
            best = points;
        } else {
            best = [0; 4];
        }
        let start = Instant::now();
        evening.start();
        times.extend(evening.all_are_back(start, &kept));
    }
    times.sort_unstable();
    let max = times.last().copied().unwrap_or_default();
    println!(
        "{KILLS} kills: back after p50 {:?}, max {max:?}",
        times[times.len() / 2]
    );
    assert!(max <= BACK_WITHIN, "{max:?}");
}
