//! `cargo xtask mobile check`: the code that only phones compile, checked without building an app. Needs Rust's targets and,
//! because GameActivity has C++ of its own, a compiler for Android; no phone, no SDK, no Mac.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::machine::Machine;
use super::{Missing, refuse_without, step};
use crate::cargo;

const ANDROID: &str = "aarch64-linux-android";
const IOS: &str = "aarch64-apple-ios";
/// The oldest Android that the app runs on.
const API: u32 = 28;

/// Exit status 1 where a check failed.
pub(super) fn run(machine: &Machine) -> anyhow::Result<u8> {
    let project = cargo::root().join("android");
    refuse_without("check the code for phones", &missing(machine, &project))?;
    let ndk = machine.android_ndk(&project);
    for target in [ANDROID, IOS] {
        for arguments in [check(target), clippy(target)] {
            let mut command = cargo::command(&arguments);
            if target == ANDROID && !has_compiler(machine) {
                use_ndk(&mut command, ndk.as_deref());
            }
            if !step(&mut command)? {
                println!("\nmobile check failed for {target}: its messages are above.");
                return Ok(1);
            }
        }
    }
    println!("\nThe code for phones is in order: {ANDROID}, {IOS}.");
    Ok(0)
}

fn missing(machine: &Machine, project: &Path) -> Vec<Missing> {
    let targets = [ANDROID, IOS].into_iter();
    let targets = targets.filter(|target| !machine.has_target(target));
    let mut missing: Vec<_> = targets
        .map(|target| {
            Missing::new(
                format!("Rust's standard library for {target}"),
                format!("rustup target add {target}"),
            )
        })
        .collect();
    if !has_compiler(machine) && machine.android_ndk(project).is_none() {
        missing.push(Missing::new(
            "a C++ compiler for Android",
            "install the NDK (sdkmanager 'ndk;28.2.13676358', or Android Studio's SDK manager) and set ANDROID_HOME to the SDK",
        ));
    }
    missing
}

/// Whether somebody has named the compilers already.
fn has_compiler(machine: &Machine) -> bool {
    let named = |name: &str| machine.variable(name).is_some();
    named("CC_aarch64_linux_android") && named("CXX_aarch64_linux_android")
}

/// The packages that an app is made of.
const PACKAGES: [&str; 6] = [
    "-p",
    "couchpad-core",
    "-p",
    "couchpad-ffi",
    "-p",
    "couchpad-gamepad",
];

fn check(target: &'static str) -> Vec<&'static str> {
    let start = ["check", "--locked", "--target", target];
    start.into_iter().chain(PACKAGES).collect()
}

fn clippy(target: &'static str) -> Vec<&'static str> {
    let start = ["clippy", "--locked", "--target", target];
    let end = ["--", "-D", "warnings"];
    start.into_iter().chain(PACKAGES).chain(end).collect()
}

/// The NDK's own compilers.
fn use_ndk(command: &mut Command, ndk: Option<&Path>) {
    let Some(tools) = ndk.map(tools) else {
        return;
    };
    let compiler = |kind: &str| tools.join(format!("{ANDROID}{API}-{kind}"));
    command
        .env("CC_aarch64_linux_android", compiler("clang"))
        .env("CXX_aarch64_linux_android", compiler("clang++"))
        .env("AR_aarch64_linux_android", tools.join("llvm-ar"));
}

fn tools(ndk: &Path) -> PathBuf {
    let host = if cfg!(target_os = "macos") {
        "darwin-x86_64"
    } else if cfg!(windows) {
        "windows-x86_64"
    } else {
        "linux-x86_64"
    };
    ndk.join("toolchains/llvm/prebuilt").join(host).join("bin")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_machine_is_told_all_that_it_needs() {
        let none = Path::new("/nowhere");
        let missing = missing(&Machine::with(&[], none), none);
        let ways: Vec<_> = missing.iter().map(|one| one.how.as_str()).collect();
        assert_eq!(ways.len(), 3);
        assert_eq!(ways[0], "rustup target add aarch64-linux-android");
        assert_eq!(ways[1], "rustup target add aarch64-apple-ios");
        assert!(ways[2].contains("NDK"), "{}", ways[2]);
    }

    #[test]
    fn compilers_that_are_named_stand_in_for_the_ndk() {
        let (none, some) = (Path::new("/nowhere"), Path::new("/some/clang"));
        let named = [
            ("CC_aarch64_linux_android", some),
            ("CXX_aarch64_linux_android", some),
        ];
        let machine = Machine::with(&named, none);
        let missing = missing(&machine, none);
        assert!(
            missing.iter().all(|one| one.how.starts_with("rustup")),
            "{missing:?}"
        );
    }

    #[test]
    fn warnings_are_denied_and_every_package_of_an_app_is_looked_at() {
        for package in ["couchpad-core", "couchpad-ffi", "couchpad-gamepad"] {
            assert!(check(ANDROID).contains(&package) && clippy(IOS).contains(&package));
        }
        assert!(clippy(IOS).ends_with(&["--", "-D", "warnings"]));
        assert!(clippy(IOS).contains(&IOS) && check(ANDROID).contains(&ANDROID));
    }

    #[test]
    fn the_ndks_compilers_are_named_for_cargo() {
        let mut command = Command::new("cargo");
        use_ndk(&mut command, Some(Path::new("/ndk")));
        let set: Vec<_> = command
            .get_envs()
            .filter_map(|(name, value)| Some((name.to_str()?, value?.to_str()?)))
            .collect();
        let clang = set
            .iter()
            .find(|(name, _)| *name == "CC_aarch64_linux_android");
        let clang = clang.expect("set").1;
        assert!(clang.starts_with("/ndk/") && clang.ends_with("aarch64-linux-android28-clang"));
        assert_eq!(set.len(), 3);
    }
}
