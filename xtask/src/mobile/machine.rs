//! Looks at this machine: which programs, variables and files are there. Changes nothing.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the chores for phones ask of a machine.
pub(super) struct Machine {
    variables: BTreeMap<String, OsString>,
    sysroot: Option<PathBuf>,
}

impl Machine {
    /// This one.
    pub(super) fn this() -> Self {
        let variables =
            std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value)));
        Self {
            variables: variables.collect(),
            sysroot: sysroot(),
        }
    }

    /// A made-up one.
    #[cfg(test)]
    pub(super) fn with(variables: &[(&str, &Path)], sysroot: &Path) -> Self {
        let variables = variables
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.as_os_str().to_owned()));
        Self {
            variables: variables.collect(),
            sysroot: Some(sysroot.to_owned()),
        }
    }

    /// A variable that is set to something.
    pub(super) fn variable(&self, name: &str) -> Option<PathBuf> {
        let value = self.variables.get(name).filter(|value| !value.is_empty());
        value.map(PathBuf::from)
    }

    /// Whether a program is on the `PATH`.
    pub(super) fn has_program(&self, name: &str) -> bool {
        let path = self.variables.get("PATH").cloned().unwrap_or_default();
        let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        std::env::split_paths(&path).any(|folder| folder.join(&file).is_file())
    }

    /// Whether Rust's standard library for this target is installed.
    pub(super) fn has_target(&self, target: &str) -> bool {
        let sysroot = self.sysroot.as_deref();
        sysroot.is_some_and(|root| root.join("lib/rustlib").join(target).join("lib").is_dir())
    }

    /// Android's SDK, where the environment or the project names one that is there.
    pub(super) fn android_sdk(&self, project: &Path) -> Option<PathBuf> {
        let named = ["ANDROID_HOME", "ANDROID_SDK_ROOT"].map(|name| self.variable(name));
        let written = fs::read_to_string(project.join("local.properties")).ok();
        let written = written.and_then(|text| sdk_dir(&text));
        let mut all = named.into_iter().flatten().chain(written);
        all.find(|folder| folder.is_dir())
    }

    /// Android's NDK: the named one, else the newest of the SDK.
    pub(super) fn android_ndk(&self, project: &Path) -> Option<PathBuf> {
        let named = ["ANDROID_NDK_HOME", "ANDROID_NDK_ROOT"].map(|name| self.variable(name));
        if let Some(folder) = named.into_iter().flatten().find(|folder| folder.is_dir()) {
            return Some(folder);
        }
        let all = fs::read_dir(self.android_sdk(project)?.join("ndk")).ok()?;
        let folders = all.flatten().map(|entry| entry.path());
        folders.max_by_key(|folder| version(folder))
    }
}

/// The compiler's own folder: of the compiler that Cargo would call.
fn sysroot() -> Option<PathBuf> {
    let compiler = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(compiler)
        .args(["--print", "sysroot"])
        .output()
        .ok()?;
    let folder = String::from_utf8(output.stdout).ok()?;
    Some(PathBuf::from(folder.trim()))
}

/// Android Studio writes where its SDK is.
fn sdk_dir(properties: &str) -> Option<PathBuf> {
    let line = properties
        .lines()
        .find_map(|line| line.strip_prefix("sdk.dir="))?;
    // colons and backslashes are escaped there
    Some(PathBuf::from(
        line.trim().replace("\\:", ":").replace("\\\\", "\\"),
    ))
}

/// 28.0.12674087 as numbers, to tell the newest.
fn version(folder: &Path) -> Vec<u64> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    name.split('.')
        .map(|part| part.parse().unwrap_or(0))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::env::temp_dir;

    /// A folder of this test's own, gone at its end.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let folder = temp_dir().join(format!("xtask-{}-{name}", std::process::id()));
            fs::create_dir_all(&folder).expect("a folder");
            Self(folder)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            fs::remove_dir_all(&self.0).expect("removed");
        }
    }

    #[test]
    fn a_target_is_there_where_its_library_is() {
        let folder = Folder::new("target");
        let machine = Machine::with(&[], &folder.0);
        assert!(!machine.has_target("aarch64-linux-android"));
        fs::create_dir_all(folder.0.join("lib/rustlib/aarch64-linux-android/lib")).expect("made");
        assert!(machine.has_target("aarch64-linux-android"));
    }

    #[test]
    fn the_newest_ndk_of_the_sdk_is_taken_unless_one_is_named() {
        let folder = Folder::new("ndk");
        for version in ["9.1.2", "28.0.13", "28.0.2"] {
            fs::create_dir_all(folder.0.join("ndk").join(version)).expect("made");
        }
        let none = Path::new("/nowhere");
        let sdk = Machine::with(&[("ANDROID_HOME", &folder.0)], none);
        assert_eq!(sdk.android_ndk(none), Some(folder.0.join("ndk/28.0.13")));
        let named = folder.0.join("ndk/9.1.2");
        let both = [
            ("ANDROID_HOME", folder.0.as_path()),
            ("ANDROID_NDK_HOME", named.as_path()),
        ];
        assert_eq!(Machine::with(&both, none).android_ndk(none), Some(named));
        assert_eq!(Machine::with(&[], none).android_ndk(none), None);
    }

    #[test]
    fn android_studio_says_where_its_sdk_is() {
        let folder = Folder::new("studio");
        let text = format!("# written\nsdk.dir={}\n", folder.0.display());
        fs::write(folder.0.join("local.properties"), text).expect("written");
        let machine = Machine::with(&[], Path::new("/nowhere"));
        assert_eq!(machine.android_sdk(&folder.0), Some(folder.0.clone()));
        let windows = sdk_dir("sdk.dir=C\\:\\\\Sdk");
        assert_eq!(windows, Some(PathBuf::from("C:\\Sdk")));
    }

    #[test]
    fn a_program_that_nobody_has_is_not_there() {
        assert!(!Machine::this().has_program("a program that nobody has"));
        assert!(Machine::this().sysroot.is_some());
    }
}
