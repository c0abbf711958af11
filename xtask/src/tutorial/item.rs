//! Finds items in formatted Rust by how they begin, and puts code in their place or beside them. Leans on rustfmt's layout, and
//! knows no more of Rust than that.

use std::ops::Range;

use anyhow::bail;

use super::page::Place;

/// The text with the code where it belongs.
pub(super) fn put(text: &str, place: &Place, code: &str) -> anyhow::Result<String> {
    let item = match place {
        Place::All => return Ok(code.to_owned()),
        Place::InPlaceOf(item) | Place::After(item) | Place::Before(item) => item,
    };
    let lines: Vec<_> = text.split_inclusive('\n').collect();
    let found = find(&lines, item)?;
    let lead = lines.get(found.start).map_or("", |line| indentation(line));
    let spot = match place {
        Place::After(_) => found.end..found.end,
        Place::Before(_) => found.start..found.start,
        _ => found,
    };
    let code = indented(code, lead);
    // items stand apart from each other, fields do not
    let is_apart = lead.is_empty() || code.trim_end().ends_with('}');
    let (before, after) = match place {
        Place::After(_) if is_apart => ("\n", ""),
        Place::Before(_) if is_apart => ("", "\n"),
        _ => ("", ""),
    };
    let head = lines.get(..spot.start).unwrap_or_default().concat();
    let tail = lines.get(spot.end..).unwrap_or_default().concat();
    Ok(format!("{head}{before}{code}{after}{tail}"))
}

/// The lines of the one item that begins like this, its documentation and attributes among them.
fn find(lines: &[&str], item: &str) -> anyhow::Result<Range<usize>> {
    let is_head = |line: &&str| begins(line.trim_start(), item);
    let mut heads = (0..).zip(lines).filter(|(_, line)| is_head(line));
    let Some((head, line)) = heads.next() else {
        bail!("nothing begins with `{item}`");
    };
    if let Some((again, _)) = heads.next() {
        let (first, second) = (head + 1, again + 1);
        bail!("both line {first} and line {second} begin with `{item}`");
    }
    let lead = indentation(line);
    let above = lines.get(..head).unwrap_or_default().iter().rev();
    let about = above.take_while(|line| {
        let line = line.trim_start();
        line.starts_with("///") || line.starts_with("#[")
    });
    let start = head - about.count();
    let rest = lines.get(head..).unwrap_or_default().iter();
    let is_last = |line: &&str| indentation(line) == lead && ends(line.trim());
    let Some(length) = rest.clone().position(is_last) else {
        bail!("`{item}` does not end");
    };
    Ok(start..head + length + 1)
}

/// Whether a line begins with these words, whatever says who may see it; not with the beginning of a longer word.
fn begins(line: &str, item: &str) -> bool {
    let bare = ["pub ", "pub(super) ", "pub(crate) "];
    let bare = bare.iter().find_map(|seen| line.strip_prefix(seen));
    let rest = bare.unwrap_or(line).strip_prefix(item);
    rest.is_some_and(|rest| !rest.starts_with(|next: char| next.is_alphanumeric() || next == '_'))
}

/// Whether an item can end with this line, if the line is not further in than its beginning.
fn ends(line: &str) -> bool {
    line.ends_with([';', '}', ',']) || line == ")"
}

fn indentation(line: &str) -> &str {
    let code = line.trim_start_matches(' ');
    line.get(..line.len() - code.len()).unwrap_or_default()
}

/// A page may show code further out than it stands in the file.
fn indented(code: &str, lead: &str) -> String {
    let own = code.lines().find(|line| !line.trim().is_empty());
    let own = own.map_or("", indentation);
    let lines = code.lines().map(|line| match line.strip_prefix(own) {
        Some(line) if !line.is_empty() => format!("{lead}{line}\n"),
        _ => "\n".to_owned(),
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "use a::{\n    B, C,\n};\n\n/// One.\n#[derive(Clone)]\npub struct One {\n    /// A number.\n    pub n: u8,\n}\n\nconst TWO: u8 = 2;\n\nimpl One {\n    fn three(\n        &self,\n    ) -> u8 {\n        self.n\n    }\n\n    fn threefold(&self) {}\n}\n";

    fn in_place(item: &str) -> String {
        put(TEXT, &Place::InPlaceOf(item.into()), "new\n").expect(item)
    }

    #[test]
    fn an_item_goes_with_all_that_belongs_to_it() {
        assert!(in_place("struct One").contains("};\n\nnew\n\nconst TWO"));
        assert!(in_place("const TWO").contains("}\n\nnew\n\nimpl One"));
        assert!(in_place("use a::").starts_with("new\n\n/// One."));
        assert!(in_place("n:").contains("One {\n    new\n}\n"));
        let three = in_place("fn three");
        assert!(
            three.contains("impl One {\n    new\n\n    fn threefold"),
            "{three}"
        );
        assert!(in_place("fn threefold").ends_with("    }\n\n    new\n}\n"));
    }

    #[test]
    fn code_stands_beside_an_item_with_a_line_between() {
        let after = Place::After("const TWO".into());
        let text = put(TEXT, &after, "fn f() {}\n").expect("a place");
        assert!(text.contains("= 2;\n\nfn f() {}\n\nimpl One"), "{text}");
        let before = Place::Before("fn threefold".into());
        let text = put(TEXT, &before, "fn f() {\n    1\n}\n").expect("a place");
        let expected = "    fn f() {\n        1\n    }\n\n    fn threefold";
        assert!(text.contains(expected), "{text}");
        let field = Place::After("n:".into());
        let text = put(TEXT, &field, "/// More.\npub m: u8,\n").expect("a place");
        assert!(
            text.contains("n: u8,\n    /// More.\n    pub m: u8,\n}"),
            "{text}"
        );
    }

    #[test]
    fn what_is_not_there_or_twice_is_an_error() {
        let fault = |item: &str| {
            let place = Place::InPlaceOf(item.into());
            put(TEXT, &place, "").expect_err(item).to_string()
        };
        assert!(fault("fn four").contains("nothing begins"));
        assert!(fault("fn").contains("line 15 and line 21"));
    }

    #[test]
    fn a_whole_file_is_written_as_it_stands() {
        assert_eq!(put(TEXT, &Place::All, "x\n").expect("a place"), "x\n");
    }
}
