//! The languages' files: the same keys as the code and as each other, the values that English has, all plurals, and letters
//! that the font has.

mod book;
mod code;

use book::{Book, Text};
use std::collections::{BTreeMap, BTreeSet};

/// The tags of the files in `locales/`.
const LANGUAGES: [&str; 6] = ["en", "de", "fr", "es", "pl", "uk"];

fn books() -> BTreeMap<&'static str, Book> {
    LANGUAGES.map(|tag| (tag, book::read(tag))).into()
}

#[test]
fn there_is_no_other_file() {
    let folder = format!("{}/locales", env!("CARGO_MANIFEST_DIR"));
    let files = std::fs::read_dir(folder).expect("the folder of the languages");
    let names: BTreeSet<_> = files
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    let expected = LANGUAGES.map(|tag| format!("{tag}.ftl"));
    assert_eq!(names, expected.into());
}

#[test]
fn every_language_has_the_same_texts_with_the_same_values() {
    let books = books();
    let english = &books["en"];
    assert!(english.len() > 150, "the file was read");
    for (tag, book) in &books {
        let of = |book: &Book| book.keys().cloned().collect::<BTreeSet<_>>();
        let (own, all) = (of(book), of(english));
        let missing: Vec<_> = all.difference(&own).collect();
        let unknown: Vec<_> = own.difference(&all).collect();
        assert!(missing.is_empty(), "{tag} lacks {missing:?}");
        assert!(unknown.is_empty(), "{tag} alone has {unknown:?}");
        for (key, text) in book {
            assert_eq!(text.values, english[key].values, "{tag}: {key}");
            assert!(!text.letters.trim().is_empty(), "{tag}: {key} is empty");
        }
    }
}

#[test]
fn what_the_code_says_is_there_and_nothing_else() {
    let english = book::read("en");
    let code = code::read();
    let mut used = BTreeSet::new();
    for file in &code {
        for (key, values) in &file.said {
            let text = english.get(key);
            let text = text.unwrap_or_else(|| panic!("{}: no text {key:?}", file.path));
            if let Some(values) = values {
                assert_eq!(*values, text.values, "{}: values of {key}", file.path);
            }
        }
        let strays = file.strays(&english);
        assert!(strays.is_empty(), "{}: no texts {strays:?}", file.path);
        used.extend(file.uses(&english));
    }
    let unused: Vec<_> = english.keys().filter(|key| !used.contains(*key)).collect();
    assert!(unused.is_empty(), "nobody says {unused:?}");
}

/// Whole numbers in Polish and Ukrainian are of three kinds, and each choice by number has them all.
#[test]
fn plurals_are_whole() {
    for (tag, book) in books() {
        let kinds: &[&str] = match tag {
            "pl" | "uk" => &["one", "few", "many"],
            _ => &["one", "other"],
        };
        for (key, Text { plurals, .. }) in &book {
            for chosen in plurals {
                let words = chosen.iter().filter(|kind| kind.parse::<u32>().is_err());
                let words: BTreeSet<_> = words.map(String::as_str).collect();
                let wanted = kinds.iter().copied().collect();
                assert_eq!(words, wanted, "{tag}: {key}");
            }
        }
        let chooses = book.values().any(|text| !text.plurals.is_empty());
        assert!(chooses, "{tag} has plurals");
    }
}

/// Straight quotes and a typewriter's dots are nobody's; a space before a sign that French sets apart does not break.
#[test]
fn signs_are_those_of_each_language() {
    for (tag, book) in books() {
        if tag == "en" {
            continue; // the big screen's and the doctor's English has straight ones, and is said as it is
        }
        for (key, Text { letters, .. }) in &book {
            let at = format!("{tag}: {key}: {letters}");
            assert!(!letters.contains(['"', '\'']), "{at}");
            let dots = letters.replace("j#...", "");
            assert!(!dots.contains("..."), "{at}");
            for (open, close) in [
                ('«', '»'),
                ('“', '”'),
                ('„', if tag == "pl" { '”' } else { '“' }),
            ] {
                let count = |sign| letters.chars().filter(|one| *one == sign).count();
                if count(open) > 0 && !(tag == "de" && open == '“') {
                    assert_eq!(count(open), count(close), "{at}");
                }
            }
            if tag == "fr" {
                for sign in [" ?", " !", " ;", " :", "« ", " »"] {
                    assert!(!letters.contains(sign), "{at}");
                }
            }
        }
    }
}

#[test]
fn both_faces_of_the_font_have_every_letter() {
    let names = [
        "English",
        "Deutsch",
        "Français",
        "Español",
        "Polski",
        "Українська",
    ];
    let names: String = names.concat();
    for file in ["Inter-Regular.ttf", "Inter-Bold.ttf"] {
        let path = format!("{}/../theme/fonts/{file}", env!("CARGO_MANIFEST_DIR"));
        let data = std::fs::read(path).expect("the font");
        let face = ttf_parser::Face::parse(&data, 0).expect("a font");
        let has = |letter: char| letter == '\n' || face.glyph_index(letter).is_some();
        assert!(!has('漢') && has('ї'), "the font tells what it has");
        for (tag, book) in books() {
            for (key, text) in &book {
                let lacks = text.letters.chars().find(|letter| !has(*letter));
                assert_eq!(lacks, None, "{file} for {tag}: {key}");
            }
        }
        let disguise = "åçéğïłñøšüÿžÅÇÉÎŁÑØŠŢÛŴŸẽ[]";
        let others = names.chars().chain(disguise.chars());
        assert_eq!(others.clone().find(|letter| !has(*letter)), None, "{file}");
    }
}
