//! Small insertions into Rust files: a module, a `use`, an entry in a list. Texts only; an insertion that finds no place is an
//! error that says which.

use anyhow::Context as _;

/// The text with one more module among those that it has; rustfmt puts it in order.
pub(super) fn add_module(text: &str, line: &str) -> anyhow::Result<String> {
    let is_module = |old: &str| {
        let old = old.strip_prefix("pub ").unwrap_or(old);
        old.starts_with("mod ") && old.ends_with(';')
    };
    insert_before(text, line, is_module).context("it names no module")
}

/// The text with one more `use` among those that it has; rustfmt puts it in order.
pub(super) fn add_use(text: &str, line: &str) -> anyhow::Result<String> {
    insert_before(text, line, |old| old.starts_with("use ")).context("it has no `use`")
}

/// The text with one more entry at the end of a list that is written `NAME: TYPE = &[...];`.
pub(super) fn add_entry(text: &str, list: &str, entry: &str) -> anyhow::Result<String> {
    let place = || {
        let head = text.find(&format!("{list}: &["))?;
        let open = head + text[head..].find("= &[")? + "= &[".len();
        let close = open + text[open..].find("];")?;
        Some((open, close))
    };
    let (open, close) = place().with_context(|| format!("it has no list {list}"))?;
    let entries = text[open..close].trim_end();
    let comma = if entries.is_empty() || entries.ends_with(',') {
        ""
    } else {
        ","
    };
    let before = &text[..open];
    let after = &text[close..];
    Ok(format!("{before}{entries}{comma}\n    {entry},\n{after}"))
}

/// The text with a line before the first of its lines that is like that.
fn insert_before(text: &str, line: &str, is_place: impl Fn(&str) -> bool) -> Option<String> {
    let mut at = 0;
    for old in text.split_inclusive('\n') {
        if is_place(old.trim_end()) {
            let (before, after) = text.split_at(at);
            return Some(format!("{before}{line}\n{after}"));
        }
        at += old.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "//! About.\n\nuse a::b;\n\npub mod one;\nmod two;\n\nstatic ALL: &[Entry] = &[\n    Entry::of::<One>(),\n];\n\nconst FEW: &[&dyn Draw] = &[&One];\n";

    #[test]
    fn a_module_stands_among_the_others() {
        let text = add_module(TEXT, "mod three;").expect("a place");
        assert!(text.contains("\nmod three;\npub mod one;\nmod two;\n"));
        assert!(add_module("fn main() {}\n", "mod three;").is_err());
    }

    #[test]
    fn a_use_stands_among_the_others() {
        let text = add_use(TEXT, "use c::d;").expect("a place");
        assert!(text.contains("\nuse c::d;\nuse a::b;\n"));
    }

    #[test]
    fn an_entry_comes_last_in_its_list() {
        let text = add_entry(TEXT, "ALL", "Entry::of::<Two>()").expect("a place");
        assert!(text.contains("    Entry::of::<One>(),\n    Entry::of::<Two>(),\n];\n"));
        let text = add_entry(TEXT, "FEW", "&Two").expect("a place");
        assert!(text.contains("= &[&One,\n    &Two,\n];\n"), "{text}");
        let empty = add_entry("const NONE: &[u8] = &[];\n", "NONE", "1").expect("a place");
        assert_eq!(empty, "const NONE: &[u8] = &[\n    1,\n];\n");
        let error = add_entry(TEXT, "SOME", "1").expect_err("no such list");
        assert!(error.to_string().contains("SOME"));
    }
}
