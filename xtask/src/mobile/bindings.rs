//! `cargo xtask mobile bindings`: the faces of the app's library for Kotlin, Swift and Python, as an app carries them. They
//! are read from Rust's own libraries, before anything is linked: the whole of Bevy need not be linked for a few names.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::step;
use crate::cargo;
use crate::cli::Bindings;

const LANGUAGES: [&str; 3] = ["kotlin", "swift", "python"];
/// The crates whose faces an app has.
const CRATES: [&str; 2] = ["couchpad_ffi", "couchpad_gamepad"];
/// The app's library, which both faces are to look for: the generator goes by the file's name.
const LIBRARY: &str = "libcouchpad_gamepad.so";

/// Exit status 1 where it failed.
pub(super) fn run(options: &Bindings) -> anyhow::Result<u8> {
    let target = cargo::target_folder()?;
    let out = match &options.out {
        Some(folder) => std::path::absolute(folder)?,
        None => target.join("bindings"),
    };
    // as in every other chore: the whole workspace, so that Bevy is built once
    if !step(&mut cargo::command(&[
        "build",
        "--workspace",
        "--lib",
        "--locked",
    ]))? {
        return Ok(1);
    }
    for name in CRATES {
        let library = named_as_shipped(&target, name)?;
        for language in LANGUAGES {
            let folder = out.join(language);
            if !step(&mut cargo::command(&generate(
                language, &library, &folder, &target,
            )?))? {
                return Ok(1);
            }
        }
    }
    println!("\nThe bindings are in {}.", out.display());
    Ok(0)
}

/// The crate's library under the name of the one that is shipped.
fn named_as_shipped(target: &Path, name: &str) -> anyhow::Result<PathBuf> {
    let built = target.join("debug").join(format!("lib{name}.rlib"));
    let folder = target.join("bindings-from").join(name);
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let library = folder.join(LIBRARY);
    fs::copy(&built, &library).with_context(|| format!("cannot copy {}", built.display()))?;
    Ok(library)
}

fn generate<'a>(
    language: &'a str,
    library: &'a Path,
    out: &'a Path,
    target: &'a Path,
) -> anyhow::Result<Vec<&'a str>> {
    let text = |path: &'a Path| {
        path.to_str()
            .with_context(|| format!("{} is not of plain letters", path.display()))
    };
    Ok(vec![
        "run",
        "--quiet",
        "--locked",
        "--manifest-path",
        "core/ffi/host/Cargo.toml",
        "--target-dir",
        text(target)?,
        "--package",
        "couchpad-ffi-bindgen",
        "--",
        "generate",
        "--config",
        "core/ffi/uniffi.toml",
        "--language",
        language,
        "--no-format",
        "--out-dir",
        text(out)?,
        text(library)?,
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_a_folder_and_the_shipped_name() {
        let path = Path::new;
        let words = generate("swift", path("/t/x.so"), path("/out/swift"), path("/t"));
        let words = words.expect("plain letters");
        let place = |word| words.iter().position(|one| *one == word);
        assert_eq!(place("swift"), place("--language").map(|at| at + 1));
        assert_eq!(words.last(), Some(&"/t/x.so"));
    }

    #[test]
    fn the_settings_and_the_generator_are_where_they_are_looked_for() {
        for file in ["core/ffi/host/Cargo.toml", "core/ffi/uniffi.toml"] {
            assert!(cargo::root().join(file).is_file(), "{file}");
        }
    }
}
