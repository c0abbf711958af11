//! What is fuzzed stands in `bodies`, because ordinary tests run it too.
#![no_main]

#[path = "../bodies/levels.rs"]
mod levels;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    levels::levels(data);
});
