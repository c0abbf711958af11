//! How the chores call Cargo: which one, from where, with what environment.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail};

/// The repository's root.
pub(crate) fn root() -> &'static Path {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    crate_folder.parent().unwrap_or(crate_folder)
}

/// A Cargo command in the repository's root.
///
/// The variables that `cargo run` sets for this program are taken away again: build scripts that look at them
/// would otherwise run anew whenever `cargo xtask` and plain `cargo` take turns.
pub(crate) fn command(arguments: &[&str]) -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root());
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(is_about_this_program) {
            command.env_remove(name);
        }
    }
    command
}

fn is_about_this_program(variable: &str) -> bool {
    [
        "CARGO_PKG_",
        "CARGO_MANIFEST_",
        "CARGO_BIN_",
        "CARGO_CRATE_",
    ]
    .iter()
    .any(|start| variable.starts_with(start))
}

/// Where Cargo puts what it builds, whatever the user's settings say.
pub(crate) fn target_folder() -> anyhow::Result<PathBuf> {
    let output = command(&["metadata", "--no-deps", "--format-version", "1", "--locked"])
        .stderr(Stdio::inherit())
        .output()
        .context("cannot run cargo")?;
    if !output.status.success() {
        bail!("`cargo metadata` failed: see its message above");
    }
    let metadata: serde_json::Value =
        serde_json::from_slice(&output.stdout).context("reading `cargo metadata`")?;
    let folder = metadata["target_directory"]
        .as_str()
        .context("`cargo metadata` names no target directory")?;
    Ok(PathBuf::from(folder))
}

/// A command as it could be typed, for messages.
pub(crate) fn spelled_out<S: AsRef<str>>(words: &[S]) -> String {
    let quoted = |word: &str| {
        if word.contains(' ') {
            format!("'{word}'")
        } else {
            word.to_owned()
        }
    };
    words
        .iter()
        .map(|word| quoted(word.as_ref()))
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_describes_this_program_is_taken_from_the_environment() {
        for gone in ["CARGO_PKG_NAME", "CARGO_MANIFEST_DIR", "CARGO_BIN_NAME"] {
            assert!(is_about_this_program(gone), "{gone}");
        }
        for kept in ["CARGO_HOME", "CARGO_TARGET_DIR", "CARGO_TERM_COLOR", "PATH"] {
            assert!(!is_about_this_program(kept), "{kept}");
        }
    }

    #[test]
    fn the_root_holds_the_workspace() {
        let manifest =
            std::fs::read_to_string(root().join("Cargo.toml")).expect("the workspace's manifest");
        assert!(manifest.contains("[workspace]"));
    }

    #[test]
    fn words_with_spaces_are_quoted() {
        assert_eq!(spelled_out(&["sudo", "a b"]), "sudo 'a b'");
    }
}
