//! What `couchpad levels` does and says, on folders of their own.

use super::super::kinds::Kind;
use super::*;
use std::fs;

const TWO: &str = "# note\ncouchpad-levels 1\nname: Two Rooms\nauthor: Ada\n\nround: One\n3.............\n\nround: Two\nG.G...........\nGSG...........\nGGG...........\n5.............\n";

fn place() -> (tempfile::TempDir, Folder) {
    let root = tempfile::tempdir().unwrap();
    let folder = Folder::of(&root.path().join("data"));
    (root, folder)
}

fn levels() -> Kind {
    Kind::levels().unwrap()
}

fn kept_names(folder: &Folder) -> Vec<String> {
    let all = folder.all().unwrap().into_iter();
    all.map(|kept| kept.name).collect()
}

fn file(root: &tempfile::TempDir, name: &str, text: &str) -> PathBuf {
    let path = root.path().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, text).unwrap();
    path
}

fn set(names: &[&str]) -> String {
    let level = |name: &&str| {
        let rows = |first: &str| format!("{first}\n{}", "..............\n".repeat(17));
        format!(
            "Level:\nBo\n{name}\nBricks:\n{}Bonus:\n{}",
            rows("d.k..........."),
            rows("0.............")
        )
    };
    names.iter().map(level).collect()
}

fn import_of(folder: &Folder, paths: &[&PathBuf], force: bool) -> Answer {
    let paths = paths.iter().map(|path| (*path).clone()).collect();
    answer(&LevelsCommand::Import { paths, force }, folder).unwrap()
}

fn list_of(folder: &Folder) -> String {
    let answer = answer(&LevelsCommand::List, folder).unwrap();
    assert_eq!(answer.notes, [""; 0]);
    answer.out
}

#[test]
fn what_is_imported_is_listed_and_can_be_removed() {
    let (root, folder) = place();
    assert!(list_of(&folder).starts_with("Nothing is here yet"));
    assert!(!root.path().join("data").exists(), "asking makes no folder");
    let (ours, theirs) = (
        file(&root, "a.txt", TWO),
        file(&root, "Big Set", &set(&["X", "Y", "Z"])),
    );
    let done = import_of(&folder, &[&ours, &theirs], false);
    assert_eq!((done.notes.len(), done.is_refused), (0, false), "{done:?}");
    assert_eq!(
        done.out,
        "Two Rooms, 2 rounds: imported as two-rooms\nBig Set, 3 rounds: imported as big-set\n\
         Play Arkanoid with them: choose them in the lobby, or `couchpad --game arkanoid --levels NAME`.\n"
    );
    assert_eq!(
        list_of(&folder),
        "NAME       GAME      HOLDS     TITLE      AUTHOR\nbig-set    Arkanoid  3 rounds  Big Set    Bo\ntwo-rooms  Arkanoid  2 rounds  Two Rooms  Ada\n"
    );
    assert_eq!(folder.all().unwrap()[1].text, TWO, "with its notes");
    let removed = answer(
        &LevelsCommand::Remove {
            name: "Big-Set".into(),
        },
        &folder,
    )
    .unwrap();
    assert_eq!(removed.out, "Removed big-set.\n");
    assert!(!list_of(&folder).contains("big-set"));
    let gone = answer(
        &LevelsCommand::Remove {
            name: "big-set".into(),
        },
        &folder,
    )
    .unwrap_err();
    assert!(gone.to_string().ends_with("there are two-rooms"), "{gone}");
}

#[test]
fn nothing_is_replaced_unless_that_is_wanted() {
    let (root, folder) = place();
    let one = file(&root, "Set", &set(&["X"]));
    import_of(&folder, &[&one], false);
    let again = import_of(&folder, &[&one], false);
    assert!(
        !again.is_refused && again.notes[0].ends_with("is here already, as set"),
        "{again:?}"
    );
    let other = file(&root, "other/Set", &set(&["X", "Y"]));
    let refused = import_of(&folder, &[&other], false);
    assert!(refused.is_refused && refused.out.is_empty(), "{refused:?}");
    assert!(
        refused.notes[0].ends_with("other levels are called `set` here; --force replaces them")
    );
    assert!(list_of(&folder).contains("set   Arkanoid  1 round "));
    assert!(!import_of(&folder, &[&other], true).is_refused);
    assert!(list_of(&folder).contains("set   Arkanoid  2 rounds"));
}

#[test]
fn a_folder_brings_all_that_is_sound_and_names_the_rest() {
    let (root, folder) = place();
    file(&root, "sets/A", &set(&["X"]));
    file(&root, "sets/B", &set(&["X"]).replace("d.k", "d.q"));
    file(&root, "sets/Makefile", "all:\n");
    file(&root, "sets/.hidden", &set(&["X"]));
    file(&root, "sets/deeper/C", &set(&["X"]));
    let done = import_of(&folder, &[&root.path().join("sets")], false);
    assert!(done.is_refused);
    let ends: Vec<_> = done
        .notes
        .iter()
        .filter_map(|note| note.split_once("sets/"))
        .map(|(_, end)| end)
        .collect();
    assert_eq!(
        ends,
        [
            "B: line 5: LBreakout2 has no brick `q`",
            "Makefile: passed over, it holds no levels or questions"
        ]
    );
    assert_eq!(kept_names(&folder), ["a"]);
    let alone = import_of(&folder, &[&root.path().join("sets/Makefile")], false);
    assert!(alone.is_refused, "asked for by name it is a mistake");
}

#[test]
fn a_large_set_comes_in_parts_or_not_at_all() {
    let (root, folder) = place();
    let names: Vec<_> = (0..101).map(|n| n.to_string()).collect();
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    let large = file(&root, "Night", &set(&names));
    folder.keep(levels(), "night-2", TWO).unwrap();
    let refused = import_of(&folder, &[&large], false);
    assert!(
        refused.is_refused && refused.notes[0].contains("`night-2`"),
        "{refused:?}"
    );
    assert_eq!(kept_names(&folder), ["night-2"]);
    let done = import_of(&folder, &[&large], true);
    assert!(
        done.out
            .starts_with("Night 1, 51 rounds: imported as night-1\nNight 2, 50 rounds"),
        "{done:?}"
    );
}

#[test]
fn no_more_than_the_lobby_can_offer() {
    let (root, folder) = place();
    for number in 0..crate::choices::MAX_PACKS {
        folder.keep(levels(), &format!("n{number}"), TWO).unwrap();
    }
    let name = "nowhere".into();
    let unknown = answer(&LevelsCommand::Remove { name }, &folder).unwrap_err();
    let words = unknown.to_string();
    assert!(words.ends_with(" and 188 more, see `couchpad levels list`"));
    let one = file(&root, "Set", &set(&["X"]));
    let refused = import_of(&folder, &[&one], false);
    assert!(
        refused.is_refused && refused.notes[0].contains("`couchpad levels remove NAME` makes room"),
        "{refused:?}"
    );
    assert_eq!(kept_names(&folder).len(), crate::choices::MAX_PACKS);
}

#[test]
fn bricks_that_do_less_here_are_told_of_for_each_set() {
    let (root, folder) = place();
    let wild = file(&root, "Wild", &set(&["X"]).replacen("d.k.", "**!x", 1));
    let tame = file(&root, "Tame", &set(&["X"]));
    let done = import_of(&folder, &[&wild, &tame], false);
    let words = "Wild: in LBreakout2 it has 2 bricks that explode, 1 that lets others grow, 1 that heals; here they do nothing of the kind";
    assert_eq!(done.notes.len(), 1, "{done:?}");
    assert!(
        !done.is_refused && done.notes[0].ends_with(words),
        "{done:?}"
    );
    let looked = answer(&LevelsCommand::Check { file: wild }, &folder).unwrap();
    assert_eq!(looked.notes, done.notes);
}

#[test]
fn checking_says_what_to_look_at_and_keeps_nothing() {
    let (root, folder) = place();
    let check = |path: &PathBuf| answer(&LevelsCommand::Check { file: path.clone() }, &folder);
    let good = check(&file(&root, "a", TWO)).unwrap();
    assert_eq!(
        good.out,
        "Two Rooms by Ada: 2 rounds for Arkanoid, fit to play.\n  Round 2, Two: gold shuts in a brick; nothing gets there until they crumble.\n"
    );
    let empty = set(&["X", "Y"]).replacen("d.k", "...", 1);
    let empty = check(&file(&root, "b", &empty)).unwrap();
    assert_eq!(empty.out, "b by Bo: 1 round for Arkanoid, fit to play.\n");
    assert!(
        empty.notes[0].ends_with("a level is left out in which there is nothing to break, line 1"),
        "{empty:?}"
    );
    let bad = check(&file(
        &root,
        "c",
        &TWO.replace("boss", "b").replace("3....", "9...."),
    ))
    .unwrap();
    assert!(
        bad.is_refused && bad.notes[0].contains("c: line 7: `9` is no brick"),
        "{bad:?}"
    );
    assert!(!root.path().join("data").exists());
}

#[test]
fn a_file_that_somebody_spoilt_is_named_and_hides_nothing() {
    let (_root, folder) = place();
    folder.keep(levels(), "good", TWO).unwrap();
    folder.keep(levels(), "bad", &"x".repeat(100_000)).unwrap();
    let answer = answer(&LevelsCommand::List, &folder).unwrap();
    assert!(answer.out.contains("good") && !answer.out.contains("bad"));
    assert!(
        answer.notes[0].starts_with("the levels `bad` cannot be played: "),
        "{answer:?}"
    );
}

const SKY: &str = "couchpad-questions 1\nname: Sky\nauthor: Ada\nquestion: It is ____.\ntruth: blue\nlies: red; green; plaid\n";

#[test]
fn questions_are_brought_listed_checked_and_removed_like_levels() {
    let (root, folder) = place();
    let sky = file(&root, "sky.txt", SKY);
    let looked = answer(&LevelsCommand::Check { file: sky.clone() }, &folder).unwrap();
    assert_eq!(
        looked.out,
        "Sky by Ada: 1 question for Tall Tales, fit to play.\n"
    );
    let done = import_of(&folder, &[&sky, &file(&root, "a.txt", TWO)], false);
    assert_eq!(
        done.out,
        "Sky, 1 question: imported as sky\nTwo Rooms, 2 rounds: imported as two-rooms\n\
         Play Tall Tales with them: choose them in the lobby, or `couchpad --game tales --levels NAME`.\n\
         Play Arkanoid with them: choose them in the lobby, or `couchpad --game arkanoid --levels NAME`.\n"
    );
    let listed = list_of(&folder);
    assert!(
        listed.contains("sky        Tall Tales  1 question  Sky"),
        "{listed}"
    );
    let other = file(&root, "b.txt", &SKY.replace("blue", "grey"));
    let refused = import_of(&folder, &[&other], false);
    assert!(refused.notes[0].contains("other questions are called `sky` here"));
    let remove = |name: &str| answer(&LevelsCommand::Remove { name: name.into() }, &folder);
    folder.keep(levels(), "sky", TWO).unwrap();
    let which = remove("sky").unwrap_err().to_string();
    assert!(
        which.ends_with("say which, levels/sky or questions/sky"),
        "{which}"
    );
    assert_eq!(remove("questions/sky").unwrap().out, "Removed sky.\n");
    remove("sky").unwrap();
    assert_eq!(kept_names(&folder), ["two-rooms"]);
}

#[test]
fn every_mistake_of_a_file_is_told_with_its_line() {
    let (root, folder) = place();
    let wrong = SKY
        .replace("truth: blue", "truth: ?")
        .replace("author: Ada", "autor: Ada");
    let wrong = file(&root, "wrong.txt", &(wrong + "question: no gap\n"));
    let looked = answer(
        &LevelsCommand::Check {
            file: wrong.clone(),
        },
        &folder,
    )
    .unwrap();
    let brought = import_of(&folder, &[&wrong], false);
    assert_eq!(looked.notes, brought.notes);
    assert!(looked.is_refused && brought.is_refused);
    let lines = looked
        .notes
        .iter()
        .filter_map(|note| note.split_once("wrong.txt: "));
    let starts: Vec<_> = lines.map(|(_, why)| &why[..8]).collect();
    assert_eq!(starts, ["line 3: ", "line 5: ", "line 7: "], "{looked:?}");
    let levels = TWO.replace("3....", "9....").replace("GGG", "GG");
    let looked = answer(
        &LevelsCommand::Check {
            file: file(&root, "levels", &levels),
        },
        &folder,
    );
    assert_eq!(looked.unwrap().notes.len(), 2);
}
