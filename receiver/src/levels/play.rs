//! Playing with levels: what is kept here stands on the game's shelf, and what was asked for is taken from it, or from a
//! file.

use super::folder::{Folder, Kept, spoilt};
use super::{GAME, LevelsError, set, shown, texts};
use crate::choices::{Choices, Pack};
use couchpad_core::protocol::clean_name;
use couchpad_games::game::GameEntry;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// What asks for the game's own levels.
pub const OWN: &str = "own";

/// Puts the levels that are kept here on the shelf of the game, and other games' texts on theirs, and returns what should be known about them. A receiver that
/// finds none plays its own.
pub fn shelve(choices: &mut Choices) -> Vec<String> {
    let mut notes = texts::shelve(choices);
    notes.extend(shelve_levels(choices));
    notes
}

fn shelve_levels(choices: &mut Choices) -> Vec<String> {
    match Folder::find().and_then(|folder| Ok(folder.all()?)) {
        Ok(all) => shelve_all(choices, &all),
        // without a data folder nothing is kept at all, and the receiver says so by itself
        Err(LevelsError::NoFolder) => Vec::new(),
        Err(error) => vec![format!("no levels but the game's own: {error}")],
    }
}

fn shelve_all(choices: &mut Choices, all: &[Kept]) -> Vec<String> {
    let broken = all.iter().filter_map(|kept| {
        let reason = kept.pack.as_ref().err()?;
        Some(spoilt(&kept.name, reason).to_string())
    });
    let broken = broken.collect();
    choices.offer(GAME, packs(all).into_iter().map(|(_, pack)| pack));
    broken
}

/// By name, as the lobby shows them: by their titles, and by their names too where two have the same.
fn packs(all: &[Kept]) -> Vec<(&str, Pack)> {
    let mut titles = BTreeSet::new();
    let sound = all
        .iter()
        .filter_map(|kept| Some((kept, kept.pack.as_ref().ok()?)));
    let named = sound.map(|(kept, pack)| {
        let title = &pack.title().name;
        let is_first = titles.insert(title.clone());
        let pack = Pack {
            name: if is_first {
                title.clone()
            } else {
                format!("{title} ({})", kept.name)
            },
            text: Arc::from(kept.text.as_str()),
        };
        (kept.name.as_str(), pack)
    });
    named.collect()
}

/// Chooses what was asked for by name or file on the command line, or else by name in the settings. What the settings name
/// and nobody has is told in the answer, and everything stays as it was.
///
/// # Errors
/// [`LevelsError`]: what was asked for on the command line cannot be played.
pub fn choose(
    choices: &mut Choices,
    game: &GameEntry,
    asked: Option<&str>,
    set: Option<&str>,
) -> Result<Option<String>, LevelsError> {
    if let Some(asked) = asked {
        let Some(packs) = game.manifest.packs else {
            return Err(LevelsError::OtherGame {
                title: game.manifest.title,
            });
        };
        if game.manifest.id != GAME.id {
            texts::choose(choices, game.manifest, packs, asked)?;
            return Ok(None);
        }
        choose_one(choices, &Folder::find()?, asked)?;
        return Ok(None);
    }
    let Some(set) = set else {
        return Ok(None);
    };
    let outcome = Folder::find().and_then(|folder| choose_one(choices, &folder, set));
    Ok(outcome
        .err()
        .map(|error| format!("levels in the settings: {error}")))
}

fn choose_one(choices: &mut Choices, folder: &Folder, wish: &str) -> Result<(), LevelsError> {
    if wish == OWN {
        choices.play_own(GAME);
        return Ok(());
    }
    let all = folder.all()?;
    let is_meant = |kept: &&Kept| {
        let title = kept
            .pack
            .as_ref()
            .map(|pack| pack.title().name.to_lowercase());
        kept.name == wish.to_lowercase() || title == Ok(wish.to_lowercase())
    };
    let Some(kept) = all.iter().find(is_meant) else {
        return choose_file(choices, &all, wish);
    };
    if let Err(reason) = &kept.pack {
        return Err(spoilt(&kept.name, reason));
    }
    let meant = packs(&all).into_iter().find(|(name, _)| *name == kept.name);
    if let Some((_, pack)) = meant {
        choices.play_with(GAME, pack);
    }
    Ok(())
}

fn choose_file(choices: &mut Choices, all: &[Kept], wish: &str) -> Result<(), LevelsError> {
    let file = Path::new(wish);
    if !file.exists() {
        return Err(LevelsError::Unknown {
            name: clean_name(wish),
            known: all.iter().map(|kept| kept.name.clone()).collect(),
        });
    }
    let found = set::read(file).map_err(|fault| LevelsError::Set {
        file: shown(file),
        fault,
    })?;
    let packs = found.packs.into_iter().map(|named| Pack {
        name: named.pack.title().name.clone(),
        text: Arc::from(named.text),
    });
    // of a set in several parts the first is chosen last
    let packs: Vec<_> = packs.collect();
    for pack in packs.into_iter().rev() {
        choices.play_with(GAME, pack);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(title: &str, round: &str) -> String {
        format!("couchpad-levels 1\nname: {title}\n\nround: {round}\n3.............\n")
    }

    fn furnished() -> (tempfile::TempDir, Folder) {
        let root = tempfile::tempdir().unwrap();
        let folder = Folder::of(root.path());
        folder.keep("castle", &text("Castle", "A")).unwrap();
        folder.keep("castle-2", &text("Castle", "B")).unwrap();
        folder.keep("broken", "junk").unwrap();
        (root, folder)
    }

    fn chosen(choices: &Choices) -> Option<(&str, bool)> {
        let pack = choices.pack(GAME)?;
        Some((&pack.name, pack.text.contains("round: B")))
    }

    #[test]
    fn what_is_kept_stands_on_the_shelf_and_what_is_broken_is_told() {
        let (_root, folder) = furnished();
        let mut choices = Choices::default();
        let notes = shelve_all(&mut choices, &folder.all().unwrap());
        assert_eq!(notes.len(), 1, "{notes:?}");
        assert!(
            notes[0].starts_with("the levels `broken` cannot be played: line 1: "),
            "{notes:?}"
        );
        assert_eq!(chosen(&choices), None);
        assert!(choices.choose_pack(GAME, "Castle (castle-2)"));
        assert_eq!(chosen(&choices), Some(("Castle (castle-2)", true)));
    }

    #[test]
    fn a_name_a_title_a_file_or_the_games_own() {
        let (root, folder) = furnished();
        let mut choices = Choices::default();
        shelve_all(&mut choices, &folder.all().unwrap());
        choose_one(&mut choices, &folder, "castle-2").unwrap();
        assert_eq!(chosen(&choices), Some(("Castle (castle-2)", true)));
        choose_one(&mut choices, &folder, "CASTLE").unwrap();
        assert_eq!(chosen(&choices), Some(("Castle", false)));
        choose_one(&mut choices, &folder, OWN).unwrap();
        assert_eq!(chosen(&choices), None);
        let file = root.path().join("new.txt");
        std::fs::write(&file, text("New", "B")).unwrap();
        choose_one(&mut choices, &folder, file.to_str().unwrap()).unwrap();
        assert_eq!(chosen(&choices), Some(("New", true)));
    }

    #[test]
    fn what_cannot_be_played_is_refused_with_what_there_is() {
        let (root, folder) = furnished();
        let mut choices = Choices::default();
        let words = |choices: &mut Choices, wish: &str| {
            choose_one(choices, &folder, wish).unwrap_err().to_string()
        };
        let unknown = words(&mut choices, "moon\u{1b}");
        assert!(
            unknown.contains(
                "called `moon` here, and no such file; there are broken, castle, castle-2"
            ),
            "{unknown}"
        );
        let broken = words(&mut choices, "broken");
        assert!(
            broken.starts_with("the levels `broken` cannot be played: line 1: "),
            "{broken}"
        );
        let file = root.path().join("bad");
        std::fs::write(&file, "Level:\nA\n").unwrap();
        assert!(words(&mut choices, file.to_str().unwrap()).contains("bad: line 2: the file ends"));
        assert_eq!(chosen(&choices), None);
        let tug = couchpad_games::find("tug").unwrap();
        let other = choose(&mut choices, tug, Some("castle"), None).unwrap_err();
        assert!(
            other.to_string().starts_with("Tug of War has no levels"),
            "{other}"
        );
    }
}
