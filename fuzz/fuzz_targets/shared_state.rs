//! What is fuzzed stands in `bodies`, because ordinary tests run it too.
#![no_main]

#[path = "../bodies/mod.rs"]
mod bodies;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    bodies::run("shared_state", data);
});
