//! A game in play asks for no memory: no step, no checksum and no stand-in, with all seats taken.
#![expect(
    unsafe_code,
    reason = "a counting allocator is unsafe by its nature; it hands everything on to the system's"
)]

use couchpad_games::game::{Inputs, SeatEvent, SeatIndex, SeatInput, Setup};
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

#[test]
fn no_game_asks_for_memory_in_play() {
    for entry in couchpad_games::games() {
        let mut game = (entry.begin)(&Setup::new(4));
        let count = entry.manifest.seats.seats();
        let seats = (0..count).map(SeatIndex);
        seats
            .clone()
            .for_each(|s| game.on_seat(SeatEvent::Taken(s)));
        let mut inputs = vec![SeatInput::default(); usize::from(count)];
        let before = ASKED.get();
        let mut sum = 0;
        for _ in 0..50_000 {
            for (seat, input) in seats.clone().zip(&mut inputs) {
                *input = game.stand_in(seat);
            }
            let inputs = Inputs {
                seats: &inputs,
                actions: &[],
            };
            game.step(&inputs);
            sum ^= game.checksum();
        }
        let title = entry.manifest.title;
        assert_eq!(ASKED.get(), before, "{title}, {sum}");
        assert!(game.team_score() > 10, "{title}");
    }
}
