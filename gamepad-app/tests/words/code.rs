//! The app's code, as far as it says something: string literals, and the calls that name a text. Tests and comments do not
//! count.

use crate::book::Book;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// One file of the code.
pub(crate) struct File {
    pub(crate) path: String,
    /// Texts that are named in a call, with the values that the call gives where they can be read off.
    pub(crate) said: Vec<(String, Option<BTreeSet<String>>)>,
    literals: BTreeSet<String>,
}

pub(crate) fn read() -> Vec<File> {
    let mut files = Vec::new();
    let root = format!("{}/src", env!("CARGO_MANIFEST_DIR"));
    walk(Path::new(&root), &mut files);
    let said: usize = files.iter().map(|file| file.said.len()).sum();
    assert!(said > 50, "the code was read");
    files
}

fn walk(folder: &Path, files: &mut Vec<File>) {
    for entry in fs::read_dir(folder).expect("a folder of the code") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|kind| kind == "rs") && !is_test(&path) {
            let text = fs::read_to_string(&path).expect("a file of the code");
            files.push(take_apart(path.display().to_string(), &text));
        }
    }
}

fn is_test(path: &Path) -> bool {
    let parts = path.iter().map(|part| part.to_string_lossy());
    parts
        .into_iter()
        .any(|part| part == "tests" || part == "tests.rs")
}

fn take_apart(path: String, text: &str) -> File {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let code: String = code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| [line, "\n"])
        .collect();
    let pieces: Vec<_> = literals(&code);
    let mut said = Vec::new();
    for (at, literal) in &pieces {
        let before = code[..*at].trim_end();
        let is_key = literal
            .chars()
            .all(|c| c.is_ascii_lowercase() || c == '-' || c == '.');
        for (call, gives) in [(".say(", false), (".with(", true)] {
            if is_key && !literal.is_empty() && before.ends_with(call) {
                let rest = &code[at + literal.len() + 2..];
                said.push((literal.clone(), values(rest, gives)));
            }
        }
    }
    let literals = pieces.into_iter().map(|(_, literal)| literal).collect();
    File {
        path,
        said,
        literals,
    }
}

/// Where each string literal begins, and what it is.
fn literals(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut letters = code.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        match letter {
            // a quote as a character is no string
            '\'' if code[at..].starts_with("'\"'") => {
                letters.next();
                letters.next();
            }
            '"' => {
                let mut literal = String::new();
                while let Some((_, letter)) = letters.next() {
                    match letter {
                        '"' => break,
                        '\\' => drop(letters.next()),
                        other => literal.push(other),
                    }
                }
                found.push((at, literal));
            }
            _ => {}
        }
    }
    found
}

/// The names of the values in what follows a key in its call; `None` where they come from elsewhere.
fn values(rest: &str, gives: bool) -> Option<BTreeSet<String>> {
    if !gives {
        return Some(BTreeSet::new());
    }
    let rest = rest.trim_start().strip_prefix(',')?.trim_start();
    let list = rest.strip_prefix("&[")?;
    let list = &list[..end_of_list(list)?];
    let names = list.split("(\"").skip(1);
    let names = names.filter_map(|piece| piece.split_once("\",").map(|(name, _)| name.to_owned()));
    let names: BTreeSet<_> = names.collect();
    (!names.is_empty()).then_some(names)
}

fn end_of_list(list: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, letter) in list.char_indices() {
        match letter {
            '[' => depth += 1,
            ']' if depth == 0 => return Some(at),
            ']' => depth -= 1,
            _ => {}
        }
    }
    None
}

impl File {
    /// The texts that this file may say: it names them, or a text with a part whose name it puts together.
    pub(crate) fn uses(&self, english: &Book) -> BTreeSet<String> {
        let names = self.literals.iter();
        let parts = names
            .clone()
            .filter_map(|literal| literal.strip_prefix("{key}."));
        let parts: Vec<_> = parts.collect();
        let together = names
            .clone()
            .flat_map(|name| parts.iter().map(move |part| format!("{name}.{part}")));
        let all = names.cloned().chain(together);
        all.filter(|key| english.contains_key(key)).collect()
    }

    /// What looks like the name of a text, and is none.
    pub(crate) fn strays(&self, english: &Book) -> Vec<&String> {
        let rooms: BTreeSet<_> = english
            .keys()
            .filter_map(|key| key.split_once('-'))
            .collect();
        let rooms: BTreeSet<_> = rooms.into_iter().map(|(room, _)| room).collect();
        let looks = |literal: &str| {
            let is_name = literal
                .chars()
                .all(|c| c.is_ascii_lowercase() || c == '-' || c == '.');
            let room = literal.split_once('-').map(|(room, _)| room);
            is_name && room.is_some_and(|room| rooms.contains(room))
        };
        let named = self.literals.iter().filter(|literal| looks(literal));
        named.filter(|key| !english.contains_key(*key)).collect()
    }
}
