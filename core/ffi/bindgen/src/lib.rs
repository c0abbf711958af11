//! The generator as a library, for tests and chores: bindings from a built library, by the project's own settings. Must not
//! know what is in the library.

pub use uniffi::TargetLanguage;

use std::path::{Path, PathBuf};
use uniffi::GenerateOptions;

/// How the bindings are called in each language.
#[must_use]
pub fn settings() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../uniffi.toml")
}

/// Why there are no bindings. Says what to do.
#[derive(Debug, thiserror::Error)]
pub enum BindgenError {
    /// A path that is not of Unicode.
    #[error("{} cannot be used: choose a path of plain letters", .0.display())]
    Path(PathBuf),
    /// The generator says no.
    #[error(
        "no bindings from this library ({0}): build it without stripping, and with this very version of Couchpad"
    )]
    Generator(String),
}

/// Writes the bindings of everything that a library carries into a folder, as `settings` say.
///
/// # Errors
/// See [`BindgenError`].
pub fn write(
    language: TargetLanguage,
    library: &Path,
    settings: &Path,
    folder: &Path,
) -> Result<(), BindgenError> {
    let text = |path: &Path| {
        let text = path.to_str().map(str::to_owned);
        text.ok_or_else(|| BindgenError::Path(path.to_owned()))
    };
    uniffi::generate(GenerateOptions {
        languages: vec![language],
        source: text(library)?.into(),
        out_dir: text(folder)?.into(),
        config_override: Some(text(settings)?.into()),
        ..GenerateOptions::default()
    })
    .map_err(|error| BindgenError::Generator(format!("{error:#}")))
}
