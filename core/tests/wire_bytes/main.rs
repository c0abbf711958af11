//! The examples of `docs/protocol-bytes.md` are what the program makes, and it reads them: whoever writes the other end in
//! another language can rely on that page. The handshake's are tried where its random numbers can be fixed, in
//! `core/session/src/pairing/golden.rs`.

mod datagrams;
mod frames;
mod joining;
mod layouts;
mod messages;
mod reader;

use std::collections::BTreeMap;

/// Names of examples that are tried elsewhere begin so.
const ELSEWHERE: &str = "pair.";

/// An example as the program makes it.
type Made = (&'static str, Vec<u8>);

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn the_page_shows_what_the_program_makes() {
    let made = [
        joining::made(),
        datagrams::made(),
        frames::made(),
        messages::made(),
        layouts::made(),
    ];
    let mut page: BTreeMap<String, Vec<u8>> = reader::examples();
    page.retain(|name, _| !name.starts_with(ELSEWHERE));
    for (name, bytes) in made.into_iter().flatten() {
        let shown = page.remove(name).unwrap_or_default();
        assert_eq!(hex(&shown), hex(&bytes), "{name}: the page, the program");
    }
    let untried: Vec<_> = page.keys().collect();
    assert!(untried.is_empty(), "nobody tries {untried:?}");
}
