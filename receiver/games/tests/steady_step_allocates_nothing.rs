//! A game in play asks for no memory: no step, no checksum and no stand-in, with all seats taken, however it is played.
#![expect(
    unsafe_code,
    reason = "a counting allocator is unsafe by its nature; it hands everything on to the system's"
)]

use couchpad_games::game::{
    GameEntry, GameEvent, Inputs, Manifest, Options, Pacing, SeatAction, SeatEvent, SeatIndex,
    SeatInput, Setup,
};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

thread_local! {
    static ASKED: Cell<u64> = const { Cell::new(0) };
}

struct Counting;

// SAFETY: every call goes to the system's allocator unchanged; the counter neither allocates nor unwinds.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ASKED.set(ASKED.get() + 1);
        // SAFETY: the caller keeps alloc's contract.
        unsafe { System.alloc(layout) }
    }
    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps dealloc's contract, and `at` came from `System`.
        unsafe { System.dealloc(at, layout) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

#[test]
fn the_counter_counts() {
    let before = ASKED.get();
    drop(std::hint::black_box(Vec::<u8>::with_capacity(9)));
    assert_eq!(ASKED.get(), before + 1);
}

/// Every way to choose the options of a game, one option at a time: the others are as usual.
fn choices(manifest: &Manifest) -> Vec<Options> {
    let options = manifest.options.iter().enumerate();
    let each = options.flat_map(|(option, of)| {
        let values = 1..of.values.len() as u8;
        values.map(move |value| Options::default().with(option, value))
    });
    [Options::default()].into_iter().chain(each).collect()
}

/// Plays with bots on all seats; returns the step in which memory was asked for first, if there is one. What a new round
/// takes does not count: it is made in the step that ends the one before. Nor does what comes new to the phones: words ask for
/// memory.
fn first_to_ask(entry: &GameEntry, setup: &Setup, steps: u32) -> Option<u32> {
    let mut game = (entry.begin)(setup);
    let count = entry.manifest.seats.seats();
    let seats = (0..count).map(SeatIndex);
    seats
        .clone()
        .for_each(|s| game.on_seat(SeatEvent::Taken(s)));
    let mut inputs = vec![SeatInput::default(); usize::from(count)];
    let mut sum = 0;
    let asks = (0..steps).find(|_| {
        if game.is_over() {
            return false;
        }
        let actions = seats.clone().filter_map(|seat| {
            let action = game.stand_in_action(seat)?;
            Some(SeatAction { seat, action })
        });
        let actions: Vec<_> = actions.collect();
        let told = game.pads();
        let before = ASKED.get();
        for (seat, input) in seats.clone().zip(&mut inputs) {
            *input = game.stand_in(seat);
        }
        let inputs = Inputs {
            seats: &inputs,
            actions: &actions,
        };
        game.step(&inputs);
        sum ^= game.checksum();
        let is_new_round = |e: &GameEvent| matches!(e, GameEvent::RoundCleared { .. });
        let is_steady = game.pads() == told && !game.events().iter().any(is_new_round);
        ASKED.get() != before && is_steady
    });
    let title = entry.manifest.title;
    assert!(game.team_score() > 10, "{title}, {sum}");
    asks
}

#[test]
fn no_game_asks_for_memory_in_play() {
    let games = couchpad_games::games().iter();
    // one that waits for events has all the time in the world
    let in_time = games.filter(|entry| matches!(entry.manifest.pacing, Pacing::Fixed(_)));
    for entry in in_time {
        for options in choices(entry.manifest) {
            let mut setup = Setup::new(4);
            setup.options = options;
            let asks = first_to_ask(entry, &setup, 50_000);
            assert_eq!(asks, None, "{} {options:?}", entry.manifest.title);
        }
    }
}

#[test]
fn no_boss_asks_for_memory() {
    let entry = couchpad_games::find("arkanoid").unwrap();
    let mut setup = Setup::new(4);
    setup.pack = Some("couchpad-levels 1\nname: Boss\n\nround: Boss\nboss: yes\n".to_owned());
    assert_eq!(first_to_ask(entry, &setup, 20_000), None);
}
