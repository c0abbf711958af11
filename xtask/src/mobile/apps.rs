//! `cargo xtask mobile android|ios`: calls the tools that make the apps. What they do is theirs.

use std::path::Path;
use std::process::Command;

use anyhow::Context as _;

use super::machine::Machine;
use super::{Missing, refuse_without, step};
use crate::cargo;
use crate::cli::App;

/// Rust's targets for Android: phones, and the emulator on a PC.
const TARGETS: [&str; 2] = ["aarch64-linux-android", "x86_64-linux-android"];
/// `ios/build-ios.sh` says by this status that tools are missing.
const TOOLS_MISSING: i32 = 3;

/// Builds the Android app. Exit status 1 where that failed.
pub(super) fn android(machine: &Machine, options: &App) -> anyhow::Result<u8> {
    let project = cargo::root().join("android");
    refuse_without("build the Android app", &missing(machine, &project))?;
    let wrapper = project.join(if cfg!(windows) {
        "gradlew.bat"
    } else {
        "gradlew"
    });
    if !wrapper.is_file() {
        // its jar is not in the repository; the version and its checksum are
        let mut make = Command::new("gradle");
        make.args(["wrapper", "--quiet"]).current_dir(&project);
        if !step(&mut make)? {
            return Ok(1);
        }
    }
    let task = if options.release {
        "assembleRelease"
    } else {
        "assembleDebug"
    };
    let mut build = Command::new(&wrapper);
    build.arg(task).current_dir(&project);
    if !step(&mut build)? {
        return Ok(1);
    }
    println!("\nThe package is below android/app/build/outputs/apk.");
    Ok(0)
}

fn missing(machine: &Machine, project: &Path) -> Vec<Missing> {
    let mut missing = Vec::new();
    let mut need = |there: bool, what: &str, how: &str| {
        if !there {
            missing.push(Missing::new(what, how));
        }
    };
    let java = machine.variable("JAVA_HOME").is_some() || machine.has_program("java");
    need(
        java,
        "Java 17 or later",
        "install a JDK, or set JAVA_HOME to Android Studio's",
    );
    need(
        project.join("gradlew").is_file() || machine.has_program("gradle"),
        "Gradle",
        "https://gradle.org/install, for the first time only; or open the folder android in Android Studio",
    );
    need(
        machine.android_sdk(project).is_some(),
        "Android's SDK",
        "install Android Studio, or its command line tools, and set ANDROID_HOME",
    );
    need(
        machine.android_ndk(project).is_some(),
        "Android's NDK",
        "sdkmanager 'ndk;28.2.13676358', or Android Studio's SDK manager",
    );
    need(
        machine.has_program("cargo-ndk"),
        "cargo-ndk",
        "cargo install --locked cargo-ndk",
    );
    for target in TARGETS {
        let how = format!("rustup target add {target}");
        let what = format!("Rust's standard library for {target}");
        need(machine.has_target(target), &what, &how);
    }
    missing
}

/// Builds the library of the iOS app and its Swift faces; Xcode does the rest. Exit status 1 where that failed, 2 where tools
/// are missing: the script has told which.
pub(super) fn ios(options: &App) -> anyhow::Result<u8> {
    let mut build = Command::new("bash");
    build.arg("ios/build-ios.sh").current_dir(cargo::root());
    if !options.release {
        build.arg("--debug");
    }
    println!("\n=== ios/build-ios.sh");
    let status = build.status().context("cannot run ios/build-ios.sh")?;
    if status.success() {
        println!("\nNow: cd ios && xcodegen && open Couchpad.xcodeproj");
    }
    Ok(verdict(status.code()))
}

/// This program's exit status for the script's; none: a signal ended it.
const fn verdict(script: Option<i32>) -> u8 {
    match script {
        Some(0) => 0,
        Some(TOOLS_MISSING) => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_tools_of_an_iphone_are_told_from_a_build_that_failed() {
        let verdicts = [Some(0), Some(3), Some(101), None].map(verdict);
        assert_eq!(verdicts, [0, 2, 1, 1]);
        let script = std::fs::read_to_string(cargo::root().join("ios/build-ios.sh"));
        let says_so = format!("exit {TOOLS_MISSING}\n");
        assert!(script.expect("the script").contains(&says_so));
    }

    #[test]
    fn a_bare_machine_is_told_every_tool_of_the_android_app() {
        let none = Path::new("/nowhere");
        let missing = missing(&Machine::with(&[], none), none);
        let what: Vec<_> = missing.iter().map(|one| one.what.as_str()).collect();
        assert_eq!(
            what,
            [
                "Java 17 or later",
                "Gradle",
                "Android's SDK",
                "Android's NDK",
                "cargo-ndk",
                "Rust's standard library for aarch64-linux-android",
                "Rust's standard library for x86_64-linux-android",
            ]
        );
        assert!(missing.iter().all(|one| !one.how.is_empty()));
    }
}
