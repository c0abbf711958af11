//! What making a new game changes: new files from the templates, and a few lines in the lists. Reads the tree and writes
//! nothing, so that a game that cannot be made leaves nothing behind.

use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::edit::{add_entry, add_module, add_use};
use super::name::Name;
use crate::Refusal;

const RULES: &str = include_str!("../../templates/game/rules.rs");
const WINDOW: &str = include_str!("../../templates/game/window.rs");
const TERMINAL: &str = include_str!("../../templates/game/terminal.rs");
const PAGE: &str = include_str!("../../templates/game/page.md");

/// Where the parts of a game live.
const GAMES: &str = "receiver/games/src";
const VIEW: &str = "receiver/src/view";
const TERMINAL_VIEW: &str = "receiver/src/terminal";

/// One file as it is to be.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Change {
    /// From the repository's root.
    pub(super) path: PathBuf,
    /// What is there now; `None`: nothing yet.
    pub(super) before: Option<String>,
    /// What is to be there.
    pub(super) after: String,
}

/// Everything that a new game changes in the tree, new files first.
pub(super) fn plan(tree: &Path, name: &Name) -> anyhow::Result<Vec<Change>> {
    refuse_what_is_there(tree, name)?;
    let Name { module, kind, .. } = name;
    let fresh = |path: String, template: &str| Change {
        path: PathBuf::from(path),
        before: None,
        after: name.fill(template),
    };
    Ok(vec![
        fresh(format!("{GAMES}/{module}/mod.rs"), RULES),
        fresh(format!("{TERMINAL_VIEW}/{module}.rs"), TERMINAL),
        fresh(format!("{VIEW}/{module}.rs"), WINDOW),
        fresh(format!("docs/{}.md", name.id), PAGE),
        change(tree, &format!("{GAMES}/lib.rs"), |text| {
            let text = add_module(text, &format!("pub mod {module};"))?;
            add_entry(
                &text,
                "GAMES",
                &format!("GameEntry::of::<{module}::{kind}>()"),
            )
        })?,
        change(tree, &format!("{TERMINAL_VIEW}/mod.rs"), |text| {
            add_module(text, &format!("mod {module};"))
        })?,
        change(tree, &format!("{TERMINAL_VIEW}/presenters.rs"), |text| {
            let text = add_use(text, &format!("use super::{module}::{kind}Presenter;"))?;
            add_entry(&text, "PRESENTERS", &format!("&{kind}Presenter"))
        })?,
        change(tree, &format!("{VIEW}/mod.rs"), |text| {
            let text = add_module(text, &format!("mod {module};"))?;
            add_entry(&text, "PRESENTERS", &format!("{module}::PRESENTER"))
        })?,
    ])
}

fn change(
    tree: &Path,
    path: &str,
    edit: impl Fn(&str) -> anyhow::Result<String>,
) -> anyhow::Result<Change> {
    let before = std::fs::read_to_string(tree.join(path))
        .with_context(|| format!("cannot read {path}: is this a checkout of Couchpad?"))?;
    let after = edit(&before).with_context(|| format!("no place for the new game in {path}"))?;
    Ok(Change {
        path: path.into(),
        before: Some(before),
        after,
    })
}

/// A module of that name must be nowhere, be it a file or a folder, and the type must not hide one that the rules use.
fn refuse_what_is_there(tree: &Path, name: &Name) -> Result<(), Refusal> {
    let Name {
        id, module, kind, ..
    } = name;
    let mut paths = vec![format!("docs/{id}.md")];
    for folder in [GAMES, VIEW, TERMINAL_VIEW] {
        paths.extend([
            format!("{folder}/{module}.rs"),
            format!("{folder}/{module}"),
        ]);
    }
    if let Some(path) = paths.iter().find(|path| tree.join(path).exists()) {
        return Err(Refusal(format!(
            "`{id}` is taken, for there is {path}: take another name"
        )));
    }
    let is_used = |text: &str| text.lines().flat_map(code_words).any(|word| word == kind);
    if [RULES, WINDOW, TERMINAL].into_iter().any(is_used) {
        return Err(Refusal(format!(
            "`{id}` would hide the `{kind}` that every game uses: take another name, such as {id}-game"
        )));
    }
    Ok(())
}

/// The words of a line of Rust that are neither said in a comment nor in a text.
fn code_words(line: &str) -> impl Iterator<Item = &str> {
    let code = line.split("//").next().unwrap_or_default();
    let outside = code.split('"').step_by(2);
    outside.flat_map(|code| code.split(|sign: char| !sign.is_alphanumeric() && sign != '_'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cargo;

    fn planned(typed: &str) -> anyhow::Result<Vec<Change>> {
        plan(cargo::root(), &Name::parse(typed)?)
    }

    #[test]
    fn a_game_touches_its_own_files_and_the_lists() {
        let changes = planned("star-catch").expect("a plan");
        let (new, old): (Vec<_>, Vec<_>) = changes.iter().partition(|c| c.before.is_none());
        let paths = |changes: Vec<&Change>| -> Vec<String> {
            let paths = changes.iter().map(|change| change.path.display());
            paths.map(|path| path.to_string()).collect()
        };
        assert_eq!(
            paths(new),
            [
                "receiver/games/src/star_catch/mod.rs",
                "receiver/src/terminal/star_catch.rs",
                "receiver/src/view/star_catch.rs",
                "docs/star-catch.md"
            ]
        );
        assert_eq!(
            paths(old),
            [
                "receiver/games/src/lib.rs",
                "receiver/src/terminal/mod.rs",
                "receiver/src/terminal/presenters.rs",
                "receiver/src/view/mod.rs"
            ]
        );
    }

    #[test]
    fn nothing_of_the_lists_is_lost() {
        let words = |text: &str| -> Vec<String> {
            let words = text.split(|sign: char| sign.is_whitespace() || ",[];".contains(sign));
            words
                .filter(|word| !word.is_empty())
                .map(String::from)
                .collect()
        };
        for Change {
            path,
            before,
            after,
        } in planned("star-catch").expect("a plan")
        {
            let Some(before) = before else {
                continue;
            };
            let mut after = words(&after).into_iter().peekable();
            let mut added = Vec::new();
            for word in words(&before) {
                added.extend(std::iter::from_fn(|| after.next_if(|new| *new != word)));
                assert_eq!(after.next(), Some(word), "{}", path.display());
            }
            let added = added.join(" ");
            assert!(added.contains("star_catch") || added.contains("StarCatch"));
            assert!(added.len() < 100, "{}: {added}", path.display());
        }
    }

    /// The page shows what adding a game touches; this is that it does.
    #[test]
    fn the_page_shows_all_that_is_changed() {
        let page = cargo::root().join("docs/new-game.md");
        let page = std::fs::read_to_string(page).expect("the page");
        let shown = page.split("```diff\n").nth(1).expect("a diff");
        let shown = shown.split("```").next().expect("its end");
        let changes = planned("star-catch").expect("a plan");
        let changed = changes.iter().filter(|change| change.before.is_some());
        let shown: Vec<_> = shown.split("--- ").skip(1).collect();
        assert_eq!(shown.len(), changed.clone().count());
        for (shown, change) in shown.iter().zip(changed) {
            let (path, lines) = shown.split_once('\n').expect("a path");
            assert_eq!(Path::new(path), change.path);
            let before = change.before.as_deref().expect("there before");
            let mut left = change.after.clone();
            for line in lines.lines() {
                let added = line.strip_prefix('+').expect("nothing goes").trim();
                assert!(left.contains(added) && !before.contains(added), "{added}");
                left = left.replacen(added, "", 1);
            }
            let code = |text: &str| text.replace([' ', '\n', ','], "");
            assert_eq!(code(&left), code(before), "{path}: the page shows less");
        }
    }

    #[test]
    fn the_templates_name_the_new_game_alone() {
        for Change {
            path,
            before,
            after,
        } in planned("star-catch").expect("a plan")
        {
            if before.is_none() {
                let left = after.replace("docs/new-game.md", "");
                let names = ["New Game", "NewGame", "new_game", "new-game"];
                let left = names.into_iter().find(|name| left.contains(name));
                assert_eq!(left, None, "{}", path.display());
            }
        }
    }

    #[test]
    fn comments_and_texts_hide_nothing() {
        let words: Vec<_> = code_words(r#"say("One", Two); // Three"#)
            .filter(|word| !word.is_empty())
            .collect();
        assert_eq!(words, ["say", "Two"]);
    }

    #[test]
    fn names_of_what_is_there_are_refused() {
        for taken in ["tug", "arkanoid", "dice", "presenters", "kit", "area"] {
            let error = planned(taken).expect_err(taken);
            assert!(error.is::<Refusal>(), "{error}");
            assert!(error.to_string().contains("is taken"), "{error}");
        }
        for hiding in ["state", "player", "option"] {
            let error = planned(hiding).expect_err(hiding).to_string();
            assert!(error.contains("would hide"), "{error}");
        }
    }
}
