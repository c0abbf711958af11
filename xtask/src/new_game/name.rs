//! What a new game is called: one name in four spellings, refused where it would clash with something. Touches no files.

use crate::Refusal;

/// Longest name, in letters.
const LONGEST: usize = 24;

/// Rust's own words, which can be no module's name.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "union", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Crates that a module of the same name would hide.
const CRATES: &[&str] = &[
    "alloc",
    "bevy",
    "core",
    "proptest",
    "ratatui",
    "serde",
    "std",
    "test",
    "thiserror",
];

/// The name of a new game.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Name {
    /// On the command line: `star-catch`.
    pub(super) id: String,
    /// The folder and the module: `star_catch`.
    pub(super) module: String,
    /// The type: `StarCatch`.
    pub(super) kind: String,
    /// On the screen: `Star Catch`.
    pub(super) title: String,
}

impl Name {
    /// Reads a name as it is typed. A refusal says what would do.
    pub(super) fn parse(typed: &str) -> Result<Self, Refusal> {
        let words: Vec<_> = typed.split('-').collect();
        let is_word = |word: &&str| {
            !word.is_empty() && word.bytes().all(|letter| letter.is_ascii_lowercase())
        };
        if !words.iter().all(is_word) {
            return Err(Refusal(format!(
                "`{typed}` can be no game's name: take small letters a to z, and single dashes between words, as in star-catch"
            )));
        }
        if typed.len() > LONGEST {
            return Err(Refusal(format!(
                "`{typed}` is too long for a game's name: {LONGEST} letters are the most"
            )));
        }
        let module = words.join("_");
        if KEYWORDS.contains(&module.as_str()) || CRATES.contains(&module.as_str()) {
            return Err(Refusal(format!(
                "`{typed}` has another meaning in Rust: take another name, such as {typed}-game"
            )));
        }
        let words: Vec<_> = words.into_iter().map(capitalised).collect();
        Ok(Self {
            id: typed.to_owned(),
            module,
            kind: words.concat(),
            title: words.join(" "),
        })
    }

    /// A text that was written for the game `new-game`, for this one.
    pub(super) fn fill(&self, template: &str) -> String {
        template
            .replace("new-game.md", "\u{0}")
            .replace("new-game", &self.id)
            .replace("new_game", &self.module)
            .replace("NewGame", &self.kind)
            .replace("New Game", &self.title)
            .replace('\u{0}', "new-game.md")
    }
}

fn capitalised(word: &str) -> String {
    let (first, rest) = word.split_at(word.len().min(1));
    first.to_ascii_uppercase() + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_four_spellings() {
        let name = Name::parse("star-catch").expect("a name");
        let spelt = [&name.id, &name.module, &name.kind, &name.title];
        assert_eq!(
            spelt,
            ["star-catch", "star_catch", "StarCatch", "Star Catch"]
        );
        let text = "new-game, new_game::NewGame: New Game, see `docs/new-game.md`";
        let filled = "star-catch, star_catch::StarCatch: Star Catch, see `docs/new-game.md`";
        assert_eq!(name.fill(text), filled);
    }

    #[test]
    fn names_that_cannot_be_are_refused_with_a_way_out() {
        for wrong in [
            "",
            "-",
            "Stars",
            "star_catch",
            "stars-",
            "-stars",
            "a--b",
            "stars2",
            "zoë",
            "../x",
            "a b",
            "a/b",
            "stars.rs",
        ] {
            let refusal = Name::parse(wrong).expect_err(wrong).to_string();
            assert!(refusal.contains("as in star-catch"), "{refusal}");
        }
        for taken in ["match", "self", "serde", "bevy", "gen"] {
            let refusal = Name::parse(taken).expect_err(taken).to_string();
            assert!(refusal.contains(&format!("{taken}-game")), "{refusal}");
        }
        let long = "a".repeat(LONGEST + 1);
        assert!(Name::parse(&long).expect_err("long").0.contains("24"));
        assert!(Name::parse(&long[1..]).is_ok());
    }
}
