//! Reads the examples of `docs/protocol-bytes.md`: `name = bytes` in its fenced blocks. Must not know what they mean.

use std::collections::BTreeMap;

const PAGE: &str = include_str!("../../../docs/protocol-bytes.md");

/// Every example of the page, by name.
pub(crate) fn examples() -> BTreeMap<String, Vec<u8>> {
    let mut examples: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut last = String::new();
    let mut is_example = false;
    for line in PAGE.lines() {
        if line.starts_with("```") {
            is_example = line == "```text";
            continue;
        }
        if !is_example {
            continue;
        }
        let bytes = match line.split_once(" = ") {
            Some((name, bytes)) => {
                last = name.to_owned();
                assert!(!examples.contains_key(name), "{name} is there twice");
                bytes
            }
            // a longer example goes on in the next line
            None => line,
        };
        let bytes = bytes.split_whitespace().flat_map(word);
        examples.entry(last.clone()).or_default().extend(bytes);
    }
    examples
}

/// Bytes in hexadecimal digits; `ab*16`: so many of one.
fn word(word: &str) -> Vec<u8> {
    let (digits, times) = match word.split_once('*') {
        Some((digits, times)) => (digits, times.parse().unwrap()),
        None => (word, 1),
    };
    assert!(digits.len().is_multiple_of(2), "half a byte: {word}");
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
    let bytes: Vec<u8> = digits.as_bytes().chunks(2).map(byte).collect();
    bytes.repeat(times)
}
