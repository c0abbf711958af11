//! Packs of the games whose packs are plain texts, like questions: files in a folder of the data folder that is called as they
//! are, put there by hand, or named on the command line. What such a text is, its game knows alone. Knows neither window nor network.

use super::{GAME, LevelsError, play::OWN, shown};
use crate::choices::{Choices, Pack};
use couchpad_core::identity::{self, FileStore, SecureStore as _};
use couchpad_core::protocol::clean_name;
use couchpad_games::game::{Manifest, PackInfo, Packs};
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Longest text, in bytes; its game may want it shorter.
const TEXT_BYTES: usize = 256 * 1024;
/// How the files' names end.
const ENDING: &str = ".txt";

/// Puts every game's texts on its shelf, and returns what is wrong with those that are left out.
pub(super) fn shelve(choices: &mut Choices) -> Vec<String> {
    let Some(root) = identity::data_dir() else {
        return Vec::new();
    };
    shelve_of(choices, &root)
}

fn shelve_of(choices: &mut Choices, root: &Path) -> Vec<String> {
    let mut notes = Vec::new();
    for (manifest, packs) in games() {
        let folder = root.join(packs.name);
        let (sound, broken) = kept(&folder, packs);
        notes.extend(broken);
        choices.offer(manifest, sound);
    }
    notes
}

/// The games whose packs are such texts.
fn games() -> impl Iterator<Item = (&'static Manifest, Packs)> {
    let others = couchpad_games::games().iter().map(|entry| entry.manifest);
    let others = others.filter(|manifest| manifest.id != GAME.id);
    others.filter_map(|manifest| Some((manifest, manifest.packs?)))
}

/// What lies in a folder, by name, and what is wrong with the rest. Asking makes no folder.
fn kept(folder: &Path, packs: Packs) -> (Vec<Pack>, Vec<String>) {
    let (mut sound, mut broken) = (Vec::new(), Vec::new());
    for file in files(folder) {
        match read(&file, packs) {
            Ok((info, text)) => sound.push(pack(info, text)),
            Err(error) => broken.push(error.to_string()),
        }
    }
    (sound, broken)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    if !folder.is_dir() {
        return Vec::new();
    }
    let names = FileStore::open(folder).and_then(|store| store.names());
    let mut names = names.unwrap_or_default();
    names.retain(|name| name.ends_with(ENDING));
    names.sort();
    names.iter().map(|name| folder.join(name)).collect()
}

fn pack(info: PackInfo, text: String) -> Pack {
    Pack {
        name: info.title,
        text: Arc::from(text),
    }
}

/// Reads a text for a game, and no more of a file than one can have.
fn read(file: &Path, packs: Packs) -> Result<(PackInfo, String), LevelsError> {
    let fault = |reason: String| LevelsError::Text {
        file: shown(file),
        reason,
    };
    let opened = File::open(file).map_err(|error| fault(format!("it cannot be read ({error})")))?;
    let mut text = String::new();
    let read = opened.take(TEXT_BYTES as u64 + 1).read_to_string(&mut text);
    read.map_err(|error| fault(format!("it cannot be read as text ({error})")))?;
    let info = (packs.check)(&text).map_err(|reasons| fault(reasons.join("; ")))?;
    Ok((info, text))
}

/// Chooses what was asked for: a text in the game's folder by its name or title, a file, or the game's own.
pub(super) fn choose(
    choices: &mut Choices,
    manifest: &'static Manifest,
    packs: Packs,
    wish: &str,
) -> Result<(), LevelsError> {
    choose_in(choices, manifest, packs, identity::data_dir(), wish)
}

fn choose_in(
    choices: &mut Choices,
    manifest: &'static Manifest,
    packs: Packs,
    root: Option<PathBuf>,
    wish: &str,
) -> Result<(), LevelsError> {
    if wish == OWN {
        choices.play_own(manifest);
        return Ok(());
    }
    let folder = root.map(|root| root.join(packs.name));
    let files = folder.as_deref().map(files).unwrap_or_default();
    let is_meant = |file: &&PathBuf| file.file_stem().is_some_and(|stem| stem == wish);
    let named = files.iter().find(is_meant).cloned();
    if named.is_none() && choices.choose_pack(manifest, wish) {
        return Ok(());
    }
    let file = named.unwrap_or_else(|| PathBuf::from(wish));
    if !file.is_file() {
        return Err(LevelsError::UnknownText {
            name: clean_name(wish),
            what: packs.name,
            folder: folder.map_or_else(String::new, |folder| shown(&folder)),
        });
    }
    let (info, text) = read(&file, packs)?;
    choices.play_with(manifest, pack(info, text));
    Ok(())
}

/// What there is to say about a file that is a text of one of these games; `None`: it is something else.
pub(super) fn check(file: &Path) -> Option<Result<String, LevelsError>> {
    let mut start = Vec::new();
    let opened = File::open(file).ok()?;
    opened.take(4_096).read_to_end(&mut start).ok()?;
    let start = String::from_utf8_lossy(&start);
    let mut lines = start.trim_start_matches('\u{feff}').lines().map(str::trim);
    let first = lines.find(|line| !line.is_empty() && !line.starts_with('#'))?;
    let is_of = |packs: &Packs| first.starts_with(&format!("couchpad-{}", packs.name));
    let (manifest, packs) = games().find(|(_, packs)| is_of(packs))?;
    Some(read(file, packs).map(|(info, _)| described(manifest, packs, &info)))
}

fn described(manifest: &Manifest, packs: Packs, info: &PackInfo) -> String {
    let by = if info.author.is_empty() {
        String::new()
    } else {
        format!(" by {}", info.author)
    };
    let (title, count, name) = (&info.title, info.count, packs.name);
    format!(
        "{title}{by}: {count} {name} for {}, fit to play.\n",
        manifest.title
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_games::game::Game as _;
    use couchpad_games::tales::Tales;
    use std::fs;

    const SKY: &str = "couchpad-questions 1\nname: Sky\nauthor: Ada\nquestion: It is ____.\ntruth: blue\nlies: red; green; plaid\n";
    const TALES: &Manifest = &Tales::MANIFEST;

    fn furnished() -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("questions");
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("my-sky.txt"), SKY).unwrap();
        fs::write(folder.join("broken.txt"), "couchpad-questions 1\nname: N\n").unwrap();
        fs::write(folder.join("note"), "no questions").unwrap();
        root
    }

    fn chosen(choices: &Choices) -> Option<&str> {
        Some(&choices.pack(TALES)?.name)
    }

    #[test]
    fn what_lies_in_the_folder_is_offered_and_what_is_broken_is_told() {
        let root = furnished();
        let mut choices = Choices::default();
        let notes = shelve_of(&mut choices, root.path());
        assert_eq!(notes.len(), 1, "{notes:?}");
        assert!(notes[0].contains("broken.txt: line 2: "), "{notes:?}");
        assert!(choices.choose_pack(TALES, "Sky"));
        let nothing = shelve_of(&mut choices, &root.path().join("none"));
        assert_eq!(nothing, [""; 0]);
    }

    #[test]
    fn a_name_a_title_a_file_or_the_games_own() {
        let root = furnished();
        let mut choices = Choices::default();
        shelve_of(&mut choices, root.path());
        let packs = TALES.packs.unwrap();
        let at = || Some(root.path().to_owned());
        let mut wish = |wish: &str| {
            choose_in(&mut choices, TALES, packs, at(), wish)
                .map(|()| chosen(&choices).map(str::to_owned))
        };
        for sky in ["my-sky", "Sky"] {
            assert_eq!(wish(sky), Ok(Some("Sky".into())), "{sky}");
            assert_eq!(wish(OWN), Ok(None));
        }
        let file = root.path().join("other");
        fs::write(&file, SKY.replace("Sky", "Other")).unwrap();
        assert_eq!(wish(file.to_str().unwrap()), Ok(Some("Other".into())));
        let unknown = wish("moon\u{1b}").unwrap_err().to_string();
        assert!(
            unknown.starts_with("there are no questions called `moon`"),
            "{unknown}"
        );
        let broken = wish("broken").unwrap_err().to_string();
        assert!(broken.contains("line 2: there is no question"), "{broken}");
    }

    #[test]
    fn a_file_of_questions_is_told_from_levels() {
        let root = furnished();
        let folder = root.path().join("questions");
        let told = check(&folder.join("my-sky.txt")).unwrap().unwrap();
        assert_eq!(
            told,
            "Sky by Ada: 1 questions for Tall Tales, fit to play.\n"
        );
        assert!(check(&folder.join("broken.txt")).unwrap().is_err());
        assert_eq!(check(&folder.join("note")), None);
        assert_eq!(check(&folder), None);
    }
}
