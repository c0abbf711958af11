//! `docs/new-game.md` shows code that is really compiled: every Rust block in it is cut out of this crate or out of the
//! receiver's presenters.

const GUIDE: &str = include_str!("../../../docs/new-game.md");
const SOURCES: [&str; 5] = [
    include_str!("../src/tug/mod.rs"),
    include_str!("../src/lib.rs"),
    include_str!("../../src/terminal/tug.rs"),
    include_str!("../../src/terminal/presenters.rs"),
    include_str!("../../src/view/mod.rs"),
];

/// Without indentation and empty lines, which a guide may set as it likes.
fn plain(code: &str) -> String {
    let lines = code.lines().map(str::trim).filter(|l| !l.is_empty());
    lines.fold("\n".to_owned(), |all, line| all + line + "\n")
}

#[test]
fn every_block_is_cut_out_of_the_source() {
    let sources = SOURCES.map(plain);
    let blocks = GUIDE.split("```rust\n").skip(1);
    let blocks: Vec<_> = blocks.filter_map(|b| b.split("\n```").next()).collect();
    assert!(blocks.len() >= 10, "{} blocks", blocks.len());
    for block in blocks {
        let wanted = plain(block);
        let found = sources.iter().any(|source| source.contains(&wanted));
        assert!(found, "no longer in the source, cut it out anew:\n{block}");
    }
}
