//! Level sets that are sound, and those that are not.

use super::*;
use proptest::prelude::*;

const EMPTY: &str = "..............";

/// A level with these rows of bricks above empty ones.
fn level(author: &str, name: &str, rows: &[&str]) -> String {
    let rows = rows.iter().copied().chain(std::iter::repeat(EMPTY));
    let rows: Vec<_> = rows.take(ROWS).collect();
    let bonus = [EMPTY; ROWS];
    format!(
        "Level:\n{author}\n{name}\nBricks:\n{}\nBonus:\n{}\n",
        rows.join("\n"),
        bonus.join("\n")
    )
}

fn read(text: &str) -> Imported {
    import("Set", text.as_bytes()).unwrap()
}

fn fault(text: &str) -> (usize, ImportFault) {
    let error = import("Set", text.as_bytes()).unwrap_err();
    (error.line, error.fault)
}

fn signs(level: &Level, row: usize) -> String {
    let pack = Pack {
        title: Title {
            name: "T".into(),
            author: String::new(),
        },
        levels: vec![level.clone()],
    };
    let text = pack.print();
    let mut rows = text
        .lines()
        .filter(|line| line.len() == COLUMNS && !line.contains(':'));
    rows.nth(row).unwrap_or_default().to_owned()
}

#[test]
fn reads_a_set_with_and_without_a_version_and_with_any_line_ends() {
    let body = level("Ada", "First", &["abcdefghijkvxy"]) + &level("Bo", "", &["z*!E.........."]);
    let plain = read(&body);
    assert_eq!(plain, read(&format!("Version: 1.02\n{body}\n\n")));
    assert_eq!(plain, read(&body.replace('\n', "\r\n")));
    assert_eq!(plain.left_out, Vec::<usize>::new());
    let [pack] = &plain.packs[..] else {
        panic!("{plain:?}");
    };
    assert_eq!(
        (pack.title().name.as_str(), pack.title().author.as_str()),
        ("Set", "")
    );
    let [one, two] = pack.levels() else {
        panic!("{pack:?}");
    };
    assert_eq!(
        (one.title.name.as_str(), one.title.author.as_str()),
        ("First", "Ada")
    );
    assert_eq!(two.title.name, "Level 2");
    assert_eq!(signs(one, 0), "1SS50243671S2S");
    assert_eq!(signs(two, 0), "S54G..........");
    assert_eq!(Pack::parse(&pack.print()).as_ref(), Ok(pack));
}

#[test]
fn a_single_author_made_the_set() {
    let set = level("Ada", "One", &["d............."]) + &level("Ada", "Two", &["d............."]);
    assert_eq!(read(&set).packs[0].title().author, "Ada");
}

#[test]
fn what_bricks_do_not_do_here_is_counted_in_the_levels_that_are_played() {
    let some = level(
        "Ada",
        "One",
        &["**!xyz@d", "*"]
            .map(|row| format!("{row:.<14}"))
            .each_ref()
            .map(String::as_str),
    );
    let set = read(&(level("Bo", "Empty", &["E............."]) + &some + &some));
    let tamed = Tamed {
        exploding: 6,
        growing: 2,
        healing: 6,
        turning: 2,
    };
    assert_eq!((set.left_out.len(), set.tamed), (1, tamed));
    assert!(
        read(&level("Ada", "Plain", &["abcdefghijkvEE"]))
            .tamed
            .is_empty()
    );
}

#[test]
fn an_empty_level_is_left_out_and_a_set_of_them_refused() {
    let set = level("A", "One", &["E.E..........."]) + &level("A", "Two", &["g............."]);
    let set = read(&set);
    assert_eq!((set.left_out, set.packs[0].levels().len()), (vec![1], 1));
    assert_eq!(
        fault(&level("A", "One", &[])).1,
        ImportFault::NothingToBreak
    );
}

#[test]
fn a_set_that_is_too_large_for_one_pack_becomes_several() {
    let set: String = (0..278)
        .map(|n| level("A", &format!("L{n}"), &["d............."]))
        .collect();
    let packs = read(&set).packs;
    let sizes: Vec<_> = packs.iter().map(|pack| pack.levels().len()).collect();
    assert_eq!(sizes, [93, 93, 92]);
    let names: Vec<_> = packs
        .iter()
        .map(|pack| pack.title().name.as_str())
        .collect();
    assert_eq!(names, ["Set 1", "Set 2", "Set 3"]);
    assert_eq!(packs[2].levels()[91].title.name, "L277");
}

#[test]
fn old_letters_are_read_and_what_forges_a_line_is_not() {
    let latin = b"Level:\nJos\xe9\nDrei K\xf6nige\x1b[2J\nBricks:\n";
    let rest = level("", "", &["d............."]);
    let rest = rest.split_once("Bricks:\n").unwrap().1;
    let set = import("\u{7}Set", &[latin, rest.as_bytes()].concat()).unwrap();
    assert_eq!(set.packs[0].title().name, "Set");
    let title = &set.packs[0].levels()[0].title;
    assert_eq!(
        (title.author.as_str(), title.name.as_str()),
        ("José", "Drei Könige[2J")
    );
}

#[test]
fn says_which_line_is_wrong_and_why() {
    assert_eq!(fault(""), (1, ImportFault::NoLevel));
    assert_eq!(fault("Version: 1.00\n"), (1, ImportFault::NoLevel));
    assert_eq!(fault("\nhello"), (2, ImportFault::NoLevel));
    let good = level("A", "N", &["d............."]);
    assert_eq!(good.lines().count(), 41);
    assert_eq!(
        fault(&format!("{good}level:")),
        (42, ImportFault::Missing("Level:"))
    );
    assert_eq!(
        fault(&good.replace("Bricks", "Brick")),
        (4, ImportFault::Missing("Bricks:"))
    );
    assert_eq!(
        fault(&good.replace("Bonus", "Bonuses:")),
        (23, ImportFault::Missing("Bonus:"))
    );
    assert_eq!(
        fault(&level("A", "N", &[EMPTY, "d..q.........."])),
        (6, ImportFault::UnknownBrick('q'))
    );
    assert_eq!(
        fault(&level("A", "N", &[EMPTY, "d............"])),
        (6, ImportFault::ShortRow(13))
    );
    let lines: Vec<_> = good.lines().collect();
    for end in 1..41 {
        let (line, fault) = fault(&lines[..end].join("\n"));
        assert_eq!((line, fault), (end, ImportFault::Ends));
    }
    let long = vec![b'.'; SET_BYTES + 1];
    assert_eq!(
        import("Set", &long).unwrap_err().fault,
        ImportFault::TooLong
    );
}

proptest! {
    #[test]
    fn whatever_is_read_is_a_pack_or_refused_at_a_line_that_is_there(
        lines in prop::collection::vec(prop_oneof!["[.a-kEvxyz#@*!]{14}", ".*"], 0..50),
        at in 0..50_usize,
        rows in prop::collection::vec("[.a-kEF-KEvxyz#@*!]{14,16}", 0..ROWS),
        bytes: Vec<u8>,
    ) {
        let rows: Vec<_> = rows.iter().map(String::as_str).collect();
        let mut text: Vec<_> = level("A", "N", &rows).lines().map(str::to_owned).collect();
        if let [first, ..] = &lines[..] {
            text.insert(at.min(text.len()), first.clone());
        }
        for text in [level("A", "N", &rows), text.join("\n"), lines.join("\n")] {
            match import("Set", text.as_bytes()) {
                Ok(set) => for pack in set.packs {
                    prop_assert_eq!(Pack::parse(&pack.print()), Ok(pack));
                },
                Err(error) => {
                    prop_assert!((1..=text.lines().count().max(1)).contains(&error.line));
                }
            }
        }
        let _ = import("Set", &bytes);
    }
}
