//! Reads the tutorial as a person would: headings are steps, blocks of code go where the line before them says, and what stands
//! in a console is typed. Knows no tree and runs nothing.

use std::fmt;

use anyhow::{Context as _, bail, ensure};

/// What a reader does next.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Act {
    /// Type this line.
    Run(String),
    /// Put this code there.
    Put {
        /// The file, from the repository's root.
        path: String,
        /// Where in it.
        place: Place,
        /// What to put there, with its last line's end.
        code: String,
    },
}

/// Where in a file a block goes. An item is named by how it begins, such as `fn step`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Place {
    /// In place of all that is there.
    All,
    /// In place of this item.
    InPlaceOf(String),
    /// Right after this item.
    After(String),
    /// Right before this item.
    Before(String),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => write!(f, "in place of everything"),
            Self::InPlaceOf(item) => write!(f, "in place of `{item}`"),
            Self::After(item) => write!(f, "after `{item}`"),
            Self::Before(item) => write!(f, "before `{item}`"),
        }
    }
}

/// One step of the tutorial.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Step {
    /// Its heading, without the number.
    pub(super) title: String,
    /// What to do, in order.
    pub(super) acts: Vec<Act>,
}

/// Numbers as a page spells them.
const NUMBERS: [&str; 12] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
];

/// All steps of a page. An error names the line.
pub(super) fn read(page: &str) -> anyhow::Result<Vec<Step>> {
    let mut steps: Vec<Step> = Vec::new();
    let mut said = "";
    let mut lines = (1..).zip(page.lines());
    while let Some((number, line)) = lines.next() {
        if let Some(heading) = line.strip_prefix("## ") {
            steps.extend(step(heading, steps.len()).with_context(|| at(number))?);
        } else if let Some(kind) = line.strip_prefix("```") {
            let code: Vec<_> = lines
                .by_ref()
                .map(|(_, line)| line)
                .take_while(|line| *line != "```")
                .collect();
            let acts = acts(kind, said, &code).with_context(|| at(number))?;
            match steps.last_mut() {
                Some(step) => step.acts.extend(acts),
                None => ensure!(acts.is_empty(), "{}: this stands in no step", at(number)),
            }
        } else if !line.is_empty() {
            said = line;
        }
    }
    hold_to_its_word(page, steps.len())?;
    Ok(steps)
}

fn at(number: usize) -> String {
    format!("line {number} of the tutorial")
}

/// A heading that begins with the number of a step; other headings end the steps' own text and are none.
fn step(heading: &str, before: usize) -> anyhow::Result<Option<Step>> {
    let Some((number, title)) = heading.split_once(". ") else {
        return Ok(None);
    };
    let expected = before + 1;
    ensure!(
        number.parse() == Ok(expected),
        "this is step {expected}, not {number}"
    );
    let (title, acts) = (title.to_owned(), Vec::new());
    Ok(Some(Step { title, acts }))
}

/// What a block asks for; nothing where it only shows something.
fn acts(kind: &str, said: &str, code: &[&str]) -> anyhow::Result<Vec<Act>> {
    match kind {
        "console" => Ok(code.iter().map(|line| Act::Run((*line).into())).collect()),
        "text" => Ok(Vec::new()),
        "rust" | "markdown" => {
            let (path, place) = place(said).with_context(|| {
                format!("the line before the block does not say where it goes: {said:?}")
            })?;
            let code = code.join("\n") + "\n";
            Ok(vec![Act::Put { path, place, code }])
        }
        other => bail!("a block of `{other}` is neither code, console nor text"),
    }
}

/// Reads a line like "In `PATH`, after `ITEM`:".
fn place(line: &str) -> Option<(String, Place)> {
    let line = line.strip_prefix("In `")?.strip_suffix(':')?;
    let (path, place) = line.split_once("`, ")?;
    let item = |words: &str| {
        let item = place.strip_prefix(words)?.strip_prefix(" `")?;
        Some(item.strip_suffix('`')?.to_owned())
    };
    let place = if place == "in place of everything" {
        Place::All
    } else if let Some(item) = item("in place of") {
        Place::InPlaceOf(item)
    } else if let Some(item) = item("after") {
        Place::After(item)
    } else {
        Place::Before(item("before")?)
    };
    Some((path.to_owned(), place))
}

/// The page says at its beginning how many steps there are: "in seven steps".
fn hold_to_its_word(page: &str, steps: usize) -> anyhow::Result<()> {
    let number = steps.checked_sub(1).and_then(|at| NUMBERS.get(at));
    let number = number.context("the tutorial has no steps, or too many to spell")?;
    let head = page.split("\n## ").next().unwrap_or_default();
    ensure!(
        head.contains(&format!("in {number} steps")),
        "the tutorial has {steps} steps; its beginning must say \"in {number} steps\""
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# A game\n\nYou make it in two steps.\n\n## 1. Make it\n\n```console\ncargo one\ncargo two\n```\n\nIt says:\n\n```text\nok\n```\n\n## 2. Change it\n\nIn `a/b.rs`, in place of `fn one`:\n\n```rust\nfn one() {\n\n}\n```\n\n## What next\n";

    #[test]
    fn a_page_is_read_step_by_step() {
        let steps = read(PAGE).expect("a page");
        let run = |line: &str| Act::Run(line.into());
        let put = Act::Put {
            path: "a/b.rs".into(),
            place: Place::InPlaceOf("fn one".into()),
            code: "fn one() {\n\n}\n".into(),
        };
        assert_eq!(steps[0].acts, [run("cargo one"), run("cargo two")]);
        assert_eq!(steps[1].acts, [put]);
        assert_eq!((steps.len(), steps[1].title.as_str()), (2, "Change it"));
    }

    #[test]
    fn a_line_says_where_a_block_goes() {
        let one = |place: Place| Some(("x.rs".to_owned(), place));
        let item = || "const A".to_owned();
        assert_eq!(
            place("In `x.rs`, after `const A`:"),
            one(Place::After(item()))
        );
        assert_eq!(
            place("In `x.rs`, before `const A`:"),
            one(Place::Before(item()))
        );
        assert_eq!(place("In `x.rs`, in place of everything:"), one(Place::All));
        let written = Place::After(item()).to_string();
        assert_eq!(
            place(&format!("In `x.rs`, {written}:")),
            one(Place::After(item()))
        );
        for vague in ["Somewhere:", "In `x.rs`:", "In `x.rs`, at `const A`:", ""] {
            assert_eq!(place(vague), None, "{vague}");
        }
    }

    #[test]
    fn a_page_that_leaves_something_open_is_refused() {
        let fault = |from: &str, to: &str| {
            let error = read(&PAGE.replace(from, to)).expect_err(to);
            format!("{error:#}")
        };
        assert!(fault("In `a/b.rs`", "Somewhere").contains("line 22"));
        assert!(fault("two steps", "three steps").contains("in two steps"));
        assert!(fault("## 2. ", "## 3. ").contains("step 2"));
        assert!(fault("```console", "```sh").contains("`sh`"));
    }
}
