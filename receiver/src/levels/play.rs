//! Playing with packs: what is kept here stands on the games' shelves, and what was asked for is taken from there, or from a
//! file.

use super::folder::{Folder, Kept};
use super::kinds::{self, Kind};
use super::{LevelsError, set, shown, unknown};
use crate::choices::{Choices, Pack};
use couchpad_games::game::GameEntry;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// What asks for the game's own.
pub const OWN: &str = "own";

/// Puts what is kept here on the shelves of its games, and returns what should be known about it. A receiver that finds nothing
/// plays the games' own.
pub fn shelve(choices: &mut Choices) -> Vec<String> {
    match Folder::find() {
        Ok(folder) => shelve_all(choices, &folder),
        // without a data folder nothing is kept at all, and the receiver says so by itself
        Err(_) => Vec::new(),
    }
}

fn shelve_all(choices: &mut Choices, folder: &Folder) -> Vec<String> {
    let mut notes = Vec::new();
    for kind in kinds::all() {
        match folder.of_kind(kind) {
            Ok(all) => {
                let spoilt = all.iter().filter_map(Kept::spoilt);
                notes.extend(spoilt.map(|error| error.to_string()));
                choices.offer(kind.game, packs(&all).into_iter().map(|(_, pack)| pack));
            }
            Err(error) => {
                notes.push(format!(
                    "no {} but the game's own: {error}",
                    kind.packs.name
                ));
            }
        }
    }
    notes
}

/// By name, as the lobby shows them: by their titles, and by their names too where two have the same.
fn packs(all: &[Kept]) -> Vec<(&str, Pack)> {
    let mut titles = BTreeSet::new();
    let sound = all
        .iter()
        .filter_map(|kept| Some((kept, kept.pack.as_ref().ok()?)));
    let named = sound.map(|(kept, pack)| {
        let title = &pack.title;
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

/// Chooses what was asked for by name or file on the command line, or else by name in the settings, for whichever game it is.
/// What the settings name and nobody has is told in the answer, and everything stays as it was.
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
        let Some(kind) = Kind::of(game.manifest) else {
            let games: Vec<_> = kinds::all().map(|kind| kind.game.title).collect();
            return Err(LevelsError::OtherGame {
                title: game.manifest.title,
                others: games.join(" or "),
            });
        };
        choose_one(choices, &Folder::find()?, kind, asked)?;
        return Ok(None);
    }
    let Some(set) = set else {
        return Ok(None);
    };
    let outcome = Folder::find().and_then(|folder| choose_set(choices, &folder, set));
    Ok(outcome
        .err()
        .map(|error| format!("levels in the settings: {error}")))
}

/// What the settings say: whichever games' packs are called so.
fn choose_set(choices: &mut Choices, folder: &Folder, wish: &str) -> Result<(), LevelsError> {
    let mut known = Vec::new();
    let mut is_found = false;
    for kind in kinds::all() {
        let all = folder.of_kind(kind)?;
        if wish == OWN || all.iter().any(|kept| kept.is_meant(wish)) {
            choose_one(choices, folder, kind, wish)?;
            is_found = true;
        }
        known.extend(all.into_iter().map(|kept| kept.name));
    }
    if is_found {
        return Ok(());
    }
    choose_file(choices, None, known, wish)
}

fn choose_one(
    choices: &mut Choices,
    folder: &Folder,
    kind: Kind,
    wish: &str,
) -> Result<(), LevelsError> {
    if wish == OWN {
        choices.play_own(kind.game);
        return Ok(());
    }
    let all = folder.of_kind(kind)?;
    let Some(kept) = all.iter().find(|kept| kept.is_meant(wish)) else {
        let known = all.into_iter().map(|kept| kept.name).collect();
        return choose_file(choices, Some(kind), known, wish);
    };
    if let Some(spoilt) = kept.spoilt() {
        return Err(spoilt);
    }
    let meant = packs(&all).into_iter().find(|(name, _)| *name == kept.name);
    if let Some((_, pack)) = meant {
        choices.play_with(kind.game, pack);
    }
    Ok(())
}

fn choose_file(
    choices: &mut Choices,
    wanted: Option<Kind>,
    known: Vec<String>,
    wish: &str,
) -> Result<(), LevelsError> {
    let file = Path::new(wish);
    if !file.exists() {
        return Err(unknown(wanted, wish, known));
    }
    let found = set::read(file).map_err(|fault| LevelsError::Set {
        file: shown(file),
        fault,
    })?;
    if let Some(wanted) = wanted.filter(|wanted| *wanted != found.kind) {
        return Err(LevelsError::OtherKind {
            file: shown(file),
            what: found.kind.packs.name,
            title: found.kind.game.title,
            wanted: wanted.packs.name,
        });
    }
    let packs = found.packs.into_iter().map(|named| Pack {
        name: named.info.title,
        text: Arc::from(named.text),
    });
    // of a set in several parts the first is chosen last
    let packs: Vec<_> = packs.collect();
    for pack in packs.into_iter().rev() {
        choices.play_with(found.kind.game, pack);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use couchpad_games::game::Manifest;

    const SKY: &str = "couchpad-questions 1\nname: Sky\nauthor: Ada\nquestion: It is ____.\ntruth: blue\nlies: red; green; plaid\n";

    fn kind(id: &str) -> Kind {
        Kind::of(couchpad_games::find(id).unwrap().manifest).unwrap()
    }

    fn text(title: &str, round: &str) -> String {
        format!("couchpad-levels 1\nname: {title}\n\nround: {round}\n3.............\n")
    }

    fn furnished() -> (tempfile::TempDir, Folder) {
        let root = tempfile::tempdir().unwrap();
        let folder = Folder::of(root.path());
        let levels = kind("arkanoid");
        folder.keep(levels, "castle", &text("Castle", "A")).unwrap();
        folder
            .keep(levels, "castle-2", &text("Castle", "B"))
            .unwrap();
        folder.keep(levels, "broken", "junk").unwrap();
        folder.keep(kind("tales"), "my-sky", SKY).unwrap();
        (root, folder)
    }

    fn arkanoid() -> &'static Manifest {
        kind("arkanoid").game
    }

    fn chosen(choices: &Choices) -> Option<(&str, bool)> {
        let pack = choices.pack(arkanoid())?;
        Some((&pack.name, pack.text.contains("round: B")))
    }

    fn questions(choices: &Choices) -> Option<&str> {
        Some(&choices.pack(kind("tales").game)?.name)
    }

    #[test]
    fn what_is_kept_stands_on_the_shelf_and_what_is_broken_is_told() {
        let (_root, folder) = furnished();
        let mut choices = Choices::default();
        let notes = shelve_all(&mut choices, &folder);
        assert_eq!(notes.len(), 1, "{notes:?}");
        assert!(
            notes[0].starts_with("the levels `broken` cannot be played: line 1: "),
            "{notes:?}"
        );
        assert_eq!(chosen(&choices), None);
        assert!(choices.choose_pack(arkanoid(), "Castle (castle-2)"));
        assert_eq!(chosen(&choices), Some(("Castle (castle-2)", true)));
        assert!(choices.choose_pack(kind("tales").game, "Sky"));
    }

    #[test]
    fn a_name_a_title_a_file_or_the_games_own() {
        let (root, folder) = furnished();
        let mut choices = Choices::default();
        shelve_all(&mut choices, &folder);
        choose_one(&mut choices, &folder, kind("arkanoid"), "castle-2").unwrap();
        assert_eq!(chosen(&choices), Some(("Castle (castle-2)", true)));
        choose_one(&mut choices, &folder, kind("arkanoid"), "CASTLE").unwrap();
        assert_eq!(chosen(&choices), Some(("Castle", false)));
        choose_one(&mut choices, &folder, kind("arkanoid"), OWN).unwrap();
        assert_eq!(chosen(&choices), None);
        for sky in ["my-sky", "sky", "questions/my-sky"] {
            choose_one(&mut choices, &folder, kind("tales"), sky).unwrap();
            assert_eq!(questions(&choices), Some("Sky"), "{sky}");
            choose_one(&mut choices, &folder, kind("tales"), OWN).unwrap();
            assert_eq!(questions(&choices), None);
        }
        let file = root.path().join("new.txt");
        std::fs::write(&file, text("New", "B")).unwrap();
        choose_one(
            &mut choices,
            &folder,
            kind("arkanoid"),
            file.to_str().unwrap(),
        )
        .unwrap();
        assert_eq!(chosen(&choices), Some(("New", true)));
    }

    #[test]
    fn what_cannot_be_played_is_refused_with_what_there_is() {
        let (root, folder) = furnished();
        let mut choices = Choices::default();
        let words = |choices: &mut Choices, wish: &str| {
            choose_one(choices, &folder, kind("arkanoid"), wish)
                .unwrap_err()
                .to_string()
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

    #[test]
    fn the_settings_name_packs_of_any_game() {
        let (root, folder) = furnished();
        let mut choices = Choices::default();
        choose_set(&mut choices, &folder, "my-sky").unwrap();
        choose_set(&mut choices, &folder, "castle").unwrap();
        assert_eq!(
            (questions(&choices), chosen(&choices)),
            (Some("Sky"), Some(("Castle", false)))
        );
        choose_set(&mut choices, &folder, OWN).unwrap();
        assert_eq!((questions(&choices), chosen(&choices)), (None, None));
        let file = root.path().join("other");
        std::fs::write(&file, SKY.replace("Sky", "Other")).unwrap();
        choose_set(&mut choices, &folder, file.to_str().unwrap()).unwrap();
        assert_eq!(questions(&choices), Some("Other"));
        let unknown = choose_set(&mut choices, &folder, "moon").unwrap_err();
        let words = "there are no levels or questions called `moon` here, and no such file; there are broken, castle, castle-2, my-sky";
        assert_eq!(unknown.to_string(), words);
    }

    #[test]
    fn a_file_for_another_game_is_told() {
        let (root, folder) = furnished();
        let file = root.path().join("other");
        std::fs::write(&file, SKY).unwrap();
        let wish = file.to_str().unwrap();
        let mut choices = Choices::default();
        let error = choose_one(&mut choices, &folder, kind("arkanoid"), wish).unwrap_err();
        let words = "other: these are questions, for Tall Tales; play that, or bring levels";
        assert!(error.to_string().ends_with(words), "{error}");
        assert_eq!((questions(&choices), chosen(&choices)), (None, None));
    }
}
