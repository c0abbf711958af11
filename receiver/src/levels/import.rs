//! Bringing packs here: files, or folders of them. A file comes whole or not at all.

use super::command::Answer;
use super::folder::{Folder, Kept};
use super::kinds::{self, Kind};
use super::set::{self, Found, Named, SetFault};
use super::{LevelsError, shown};
use crate::choices::MAX_PACKS;
use couchpad_core::identity::StoreError;
use couchpad_games::arkanoid::rounds::Tamed;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// What has been done so far.
struct Import<'a> {
    folder: &'a Folder,
    force: bool,
    answer: Answer,
    /// For which games something was brought.
    brought: Vec<Kind>,
}

/// Brings the packs of these files, and of the files in these folders.
pub(super) fn import(
    folder: &Folder,
    paths: &[PathBuf],
    force: bool,
) -> Result<Answer, LevelsError> {
    let mut import = Import {
        folder,
        force,
        answer: Answer::default(),
        brought: Vec::new(),
    };
    for path in paths {
        if path.is_dir() {
            import.bring_folder(path)?;
        } else {
            import.bring(path, false)?;
        }
    }
    let Import {
        mut answer,
        brought,
        ..
    } = import;
    for kind in brought {
        // a string takes everything
        let _ = writeln!(
            answer.out,
            "Play {} with them: choose them in the lobby, or `couchpad --game {} --levels NAME`.",
            kind.game.title, kind.game.id
        );
    }
    Ok(answer)
}

impl Import<'_> {
    fn bring_folder(&mut self, path: &Path) -> Result<(), LevelsError> {
        let mut files = match files_in(path) {
            Ok(files) => files,
            Err(reason) => {
                self.refuse(path, &format!("the folder cannot be read ({reason})"));
                return Ok(());
            }
        };
        files.sort();
        if files.is_empty() {
            self.refuse(path, "there is no file in this folder");
        }
        for file in files {
            self.bring(&file, true)?;
        }
        Ok(())
    }

    /// In a folder, what is something else altogether happens to lie there; elsewhere it is a mistake.
    fn bring(&mut self, file: &Path, is_one_of_many: bool) -> Result<(), LevelsError> {
        match set::read(file) {
            Ok(found) => self.keep(file, &found)?,
            Err(fault) if is_one_of_many && fault.is_something_else() => {
                let note = format!(
                    "{}: passed over, it holds no {}",
                    shown(file),
                    kinds::names(" or ")
                );
                self.answer.notes.push(note);
            }
            Err(fault) => self.refuse_all(file, &fault),
        }
        Ok(())
    }

    /// Everything that is wrong with it, a line each.
    fn refuse_all(&mut self, file: &Path, fault: &SetFault) {
        for why in fault.lines() {
            self.refuse(file, &why);
        }
    }

    fn refuse(&mut self, file: &Path, why: &str) {
        self.answer.notes.push(format!("{}: {why}", shown(file)));
        self.answer.is_refused = true;
    }

    fn keep(&mut self, file: &Path, found: &Found) -> Result<(), LevelsError> {
        let all = self.folder.of_kind(found.kind)?;
        if let Some(why) = self.objection(&all, found) {
            self.refuse(file, &why);
            return Ok(());
        }
        let there = |named: &Named| text_of(&all, named);
        let is_here = |named: &&Named| there(named) == Some(named.text.as_str());
        if found.packs.iter().filter(is_here).count() == found.packs.len() {
            let names: Vec<_> = found.packs.iter().map(|n| n.name.as_str()).collect();
            let note = format!("{}: is here already, as {}", shown(file), names.join(", "));
            self.answer.notes.push(note);
            return Ok(());
        }
        self.write(found, there)?;
        self.tell(file, found);
        Ok(())
    }

    /// Why this cannot be kept beside what is there.
    fn objection(&self, all: &[Kept], found: &Found) -> Option<String> {
        let is_other = |named: &&Named| text_of(all, named).is_some_and(|text| text != named.text);
        if let Some(Named { name, .. }) = found.packs.iter().find(is_other)
            && !self.force
        {
            return Some(format!(
                "other {} are called `{name}` here; --force replaces them",
                found.kind.packs.name
            ));
        }
        let is_new = |named: &&Named| text_of(all, named).is_none();
        let count = all.len() + found.packs.iter().filter(is_new).count();
        (count > MAX_PACKS).then(|| {
            format!(
                "there are {} {} here already, and more than {MAX_PACKS} are too many; `couchpad levels remove NAME` makes room",
                all.len(),
                found.kind.packs.name
            )
        })
    }

    /// Writes all packs of a file; if the disk does not take one, what was there before is put back.
    fn write<'b>(
        &self,
        found: &Found,
        before: impl Fn(&Named) -> Option<&'b str>,
    ) -> Result<(), StoreError> {
        for (at, named) in found.packs.iter().enumerate() {
            let Err(error) = self.folder.keep(found.kind, &named.name, &named.text) else {
                continue;
            };
            for written in found.packs.iter().take(at) {
                // the first error says what is wrong; where nothing can be written, nothing can be put back either
                let _ = match before(written) {
                    Some(text) => self.folder.keep(found.kind, &written.name, text),
                    None => self.folder.remove(found.kind, &written.name),
                };
            }
            return Err(error);
        }
        Ok(())
    }

    fn tell(&mut self, file: &Path, found: &Found) {
        for Named { name, info, .. } in &found.packs {
            let (title, count) = (&info.title, found.kind.count(info.count));
            // a string takes everything
            let _ = writeln!(self.answer.out, "{title}, {count}: imported as {name}");
        }
        if !self.brought.contains(&found.kind) {
            self.brought.push(found.kind);
        }
        if !found.left_out.is_empty() {
            self.answer.notes.push(left_out(file, &found.left_out));
        }
        self.answer.notes.extend(tamed(file, found.tamed));
    }
}

/// What is kept under the same name.
fn text_of<'a>(all: &'a [Kept], named: &Named) -> Option<&'a str> {
    let kept = all.iter().find(|kept| kept.name == named.name)?;
    Some(&kept.text)
}

/// Words for levels that are no rounds.
pub(super) fn left_out(file: &Path, lines: &[usize]) -> String {
    let numbers: Vec<_> = lines.iter().map(ToString::to_string).collect();
    let (file, numbers) = (shown(file), numbers.join(", "));
    let (levels, line) = if lines.len() == 1 {
        ("a level is left out in which", "line")
    } else {
        ("levels are left out in which", "lines")
    };
    format!("{file}: {levels} there is nothing to break, {line} {numbers}")
}

/// Words for bricks that do less here than where they come from, if there are any.
pub(super) fn tamed(file: &Path, bricks: Tamed) -> Option<String> {
    let file = shown(file);
    let words = format!("{file}: in LBreakout2 it has {bricks}; here they do nothing of the kind");
    (!bricks.is_empty()).then_some(words)
}

/// The files of a folder, without those that hide.
fn files_in(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| error.to_string())? {
        let entry = entry.map_err(|error| error.to_string())?;
        let hides = entry.file_name().to_string_lossy().starts_with('.');
        if !hides && entry.path().is_file() {
            files.push(entry.path());
        }
    }
    Ok(files)
}
