//! A copy of this checkout, as somebody who has just cloned it has it, in which the tutorial is followed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, ensure};

use crate::cargo;

/// What the copy's crates are versioned, so that what is built of them lies beside this checkout's own in one build folder and
/// does not take its place; everything else is built once for both.
const VERSION: &str = "0.0.0-tutorial";

/// Makes `tree` what this checkout is now, with whatever is not committed yet. Files that are right already are left
/// alone, so that the second time little is built.
pub(super) fn copy(tree: &Path) -> anyhow::Result<()> {
    let mut wanted = listed()?;
    if tree.starts_with(cargo::root()) {
        // Cargo adds up the settings of all folders above: with them twice, every crate would be built anew
        wanted.remove(Path::new(".cargo/config.toml"));
    }
    for path in &wanted {
        let from = cargo::root().join(path);
        let bytes = std::fs::read(&from).with_context(|| format!("reading {}", from.display()))?;
        let bytes = match path.to_str() {
            Some("Cargo.toml") => versioned(bytes)?,
            _ => bytes,
        };
        write_if_new(&tree.join(path), &bytes)?;
    }
    remove_others(tree, Path::new(""), &wanted)
}

/// The files of this checkout that are committed, or could be.
fn listed() -> anyhow::Result<BTreeSet<PathBuf>> {
    let mut git = Command::new("git");
    git.args(["ls-files", "-z", "--cached", "--others"]);
    git.arg("--exclude-standard").current_dir(cargo::root());
    let output = git.output().context("cannot run git")?;
    ensure!(
        output.status.success(),
        "git lists no files: the tutorial is followed in a copy of a git checkout"
    );
    let names = String::from_utf8(output.stdout).context("a file's name is no text")?;
    let paths = names.split('\0').map(PathBuf::from);
    // one that is listed may be removed already
    Ok(paths
        .filter(|path| cargo::root().join(path).is_file())
        .collect())
}

fn versioned(manifest: Vec<u8>) -> anyhow::Result<Vec<u8>> {
    let text = String::from_utf8(manifest).context("Cargo.toml is no text")?;
    let (head, tail) = text
        .split_once("[workspace.package]\nversion = \"")
        .context("Cargo.toml has no version of the workspace")?;
    let (_, tail) = tail.split_once('"').context("a version without an end")?;
    Ok(format!("{head}[workspace.package]\nversion = \"{VERSION}\"{tail}").into_bytes())
}

fn write_if_new(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    if std::fs::read(path).is_ok_and(|there| there == bytes) {
        return Ok(());
    }
    let folder = path.parent().unwrap_or(path);
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(path, bytes))
        .with_context(|| format!("writing {}", path.display()))
}

/// Removes what an earlier run or an earlier checkout left, and folders that are empty then.
fn remove_others(tree: &Path, inner: &Path, wanted: &BTreeSet<PathBuf>) -> anyhow::Result<()> {
    let folder = tree.join(inner);
    let entries = std::fs::read_dir(&folder);
    for entry in entries.with_context(|| format!("reading {}", folder.display()))? {
        let entry = entry.context("reading the copy")?;
        let path = inner.join(entry.file_name());
        let kind = entry.file_type().context("reading the copy")?;
        let removed = if kind.is_dir() {
            remove_others(tree, &path, wanted)?;
            // one that is not empty stays
            let _ = std::fs::remove_dir(entry.path());
            Ok(())
        } else if wanted.contains(&path) || path.as_os_str() == "Cargo.lock" {
            Ok(())
        } else {
            std::fs::remove_file(entry.path())
        };
        removed.with_context(|| format!("removing {}", path.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_copy_has_a_version_of_its_own_and_nothing_else_of_its_own() {
        let manifest = std::fs::read(cargo::root().join("Cargo.toml")).expect("a manifest");
        let changed = versioned(manifest.clone()).expect("a version");
        let lines = |bytes: &[u8]| -> Vec<String> {
            let text = String::from_utf8(bytes.to_vec()).expect("text");
            text.lines().map(String::from).collect()
        };
        let (before, after) = (lines(&manifest), lines(&changed));
        let differs = |(one, other): &(&String, &String)| one != other;
        let different: Vec<_> = before.iter().zip(&after).filter(differs).collect();
        assert_eq!(before.len(), after.len());
        let [(_, version)] = different[..] else {
            panic!("{different:?}");
        };
        assert_eq!(version, "version = \"0.0.0-tutorial\"");
    }

    #[test]
    fn what_nobody_wants_any_more_goes() {
        let tree = std::env::temp_dir().join(format!("couchpad-tree-{}", std::process::id()));
        for path in ["a/old.rs", "a/b/old.rs", "new.rs"] {
            write_if_new(&tree.join(path), b"text").expect("written");
        }
        let wanted = BTreeSet::from([PathBuf::from("new.rs")]);
        remove_others(&tree, Path::new(""), &wanted).expect("removed");
        assert!(tree.join("new.rs").is_file() && !tree.join("a").exists());
        std::fs::remove_dir_all(&tree).expect("its own folder");
    }

    #[test]
    fn this_file_would_be_copied() {
        let listed = listed().expect("a checkout");
        assert!(listed.contains(Path::new("xtask/src/tutorial/tree.rs")));
        assert!(!listed.iter().any(|path| path.starts_with("target")));
    }
}
