//! What is fuzzed stands in `bodies`, because ordinary tests run it too.
#![no_main]

#[path = "../bodies/replays.rs"]
mod replays;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    replays::replay(data);
});
