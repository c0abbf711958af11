//! What is fuzzed stands in `bodies`, because ordinary tests run it too.
#![no_main]

#[path = "../bodies/games.rs"]
mod games;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    games::saved_game(data);
});
