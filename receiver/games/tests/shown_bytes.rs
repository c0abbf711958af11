//! What it costs to keep players' pads in step with what a game shows them: bytes of changes, against sending everything each
//! time. Prints the table of `docs/performance.md`: `cargo test -p couchpad-games --test shown_bytes -- --nocapture`.

use couchpad_games::find;
use couchpad_games::game::{
    AnyGame, Inputs, Pacing, SeatAction, SeatEvent, SeatIndex, SeatInput, Setup, with_names,
};
use couchpad_protocol::limits::MESSAGE_BYTES;
use couchpad_protocol::sync::{Entries, Update};
use couchpad_protocol::{Showing, Shown, ToPad, encode};

/// A pad hears of what is new so often, at most.
const UPDATES_A_SECOND: u64 = 20;
/// Where steps are events, one is taken to be so long.
const EVENT_SECONDS: u64 = 2;
/// What is longer is not played to its end.
const MINUTES: u64 = 10;
/// For so long somebody is away in the middle.
const AWAY_SECONDS: u64 = 30;

/// What a whole game was to all pads together.
#[derive(Default)]
struct Bytes {
    updates: u64,
    /// With everything in each of them.
    whole: usize,
    /// With what changed.
    changes: usize,
    /// The one that the player gets who was away, so and so.
    return_whole: usize,
    return_changes: usize,
}

/// What one pad was told to show last.
#[derive(Default)]
struct Pad {
    known: Entries,
    version: u64,
}

fn entries(game: &dyn AnyGame, seat: SeatIndex) -> Entries {
    let mut showing = Showing::default();
    game.show(seat, &mut showing);
    showing.change(|shown| {
        if let Shown::Text(text) = shown {
            let named = with_names(text, |seat| format!("Player {}", seat.0 + 1));
            *shown = Shown::text(named);
        }
    });
    let mut entries = Entries::new();
    for (control, shown) in showing.iter() {
        let bytes = encode(shown, MESSAGE_BYTES).unwrap();
        entries.set(control.0.into(), bytes).unwrap();
    }
    entries
}

fn on_wire(update: Update) -> usize {
    ToPad::Show(update).encode().unwrap().len()
}

impl Pad {
    /// How many bytes the news are, in whole and in changes.
    fn tell(&mut self, now: &Entries) -> Option<(usize, usize)> {
        if *now == self.known {
            return None;
        }
        let version = self.version + 1;
        let whole = Update::snapshot(version, now);
        let changes = match self.version {
            0 => whole.clone(),
            base => Update::between(base, &self.known, version, now),
        };
        (self.known, self.version) = (now.clone(), version);
        Some((on_wire(whole), on_wire(changes)))
    }
}

fn step(game: &mut dyn AnyGame, players: u16) {
    let seats: Vec<SeatInput> = (0..players).map(|n| game.stand_in(SeatIndex(n))).collect();
    let act = |n| {
        let (seat, action) = (SeatIndex(n), game.stand_in_action(SeatIndex(n))?);
        Some(SeatAction { seat, action })
    };
    let actions: Vec<SeatAction> = (0..players).filter_map(act).collect();
    let (seats, actions) = (&seats, &actions);
    game.step(&Inputs { seats, actions });
}

fn play(id: &str, players: u16) -> Bytes {
    let entry = find(id).unwrap();
    let mut game = (entry.begin)(&Setup::new(5));
    for seat in 0..players {
        game.on_seat(SeatEvent::Taken(SeatIndex(seat)));
    }
    let (rate, every) = match entry.manifest.pacing {
        Pacing::Fixed(rate) => (u64::from(rate), u64::from(rate).div_ceil(UPDATES_A_SECOND)),
        Pacing::OnEvent => (1, 1),
    };
    let seconds = |step: u64| match entry.manifest.pacing {
        Pacing::Fixed(_) => step / rate,
        Pacing::OnEvent => step * EVENT_SECONDS,
    };
    let mut pads: Vec<Pad> = (0..players).map(|_| Pad::default()).collect();
    let mut bytes = Bytes::default();
    let mut away = Pad::default();
    for number in 0.. {
        step(&mut *game, players);
        if game.is_over() || seconds(number) > MINUTES * 60 {
            break;
        }
        if number % every > 0 {
            continue;
        }
        for (seat, pad) in (0..).map(SeatIndex).zip(&mut pads) {
            let now = entries(&*game, seat);
            if let Some((whole, changes)) = pad.tell(&now) {
                bytes.updates += 1;
                bytes.whole += whole;
                bytes.changes += changes;
            }
            let is_first = seat == SeatIndex(0);
            if is_first && seconds(number) < 60 {
                (away.known, away.version) = (pad.known.clone(), pad.version);
            } else if is_first && bytes.return_whole == 0 && seconds(number) >= 60 + AWAY_SECONDS {
                let told = away.tell(&now);
                (bytes.return_whole, bytes.return_changes) = told.unwrap_or_default();
            }
        }
    }
    bytes
}

#[test]
fn changes_cost_less_than_everything() {
    println!(
        "| game | players | updates | everything each time | changes | back after 30 s: everything | changes |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    // how many percent of everything the changes are, at most
    for (id, players, most) in [
        ("four", 4, 50),
        ("tales", 6, 90),
        ("snake", 8, 90),
        ("pong", 40, 90),
    ] {
        let bytes = play(id, players);
        let title = find(id).unwrap().manifest.title;
        println!(
            "| {title} | {players} | {} | {} B | {} B ({} %) | {} B | {} B |",
            bytes.updates,
            bytes.whole,
            bytes.changes,
            100 * bytes.changes / bytes.whole.max(1),
            bytes.return_whole,
            bytes.return_changes,
        );
        assert!(bytes.updates > 0, "{id} shows something");
        assert!(bytes.changes * 100 <= bytes.whole * most, "{id}");
        assert!(bytes.return_changes <= bytes.return_whole, "{id}");
    }
}
