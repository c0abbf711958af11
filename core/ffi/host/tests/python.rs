//! A program in Python is a controller, too: it joins a real receiver, plays a game to its end, and is told what it may rely
//! on. The bindings are written anew for each run, from the very library that was built with this test.

mod support;

use couchpad_core::easy::Host;
use couchpad_ffi_bindgen::{TargetLanguage, settings, write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use support::{address, host, library, play_to_the_end, told, until_over, what_it_takes};
use tempfile::TempDir;

/// 1: what cannot be tried fails. Continuous integration sets it, where nobody reads what a test that passed has said.
const MUST: &str = "COUCHPAD_MUST_TEST";

/// A Python that can be used, if there is one.
fn python() -> Option<&'static str> {
    let is_new = |python: &&str| {
        let mut asked = Command::new(python);
        asked.args(["-c", "import sys; sys.exit(sys.version_info < (3, 9))"]);
        let quiet = asked.stdout(Stdio::null()).stderr(Stdio::null());
        quiet.status().is_ok_and(|status| status.success())
    };
    let found = ["python3", "python"].into_iter().find(is_new);
    if found.is_none() {
        let is_must = std::env::var(MUST).is_ok_and(|value| value == "1");
        let missing = "there is no Python 3.9 or later here";
        assert!(
            !is_must,
            "{MUST}=1, but {missing}; cargo xtask setup --for test installs it"
        );
        println!("not tried, as {missing}");
    }
    found
}

/// A folder with the library and its bindings, from which Python imports them.
fn bindings() -> TempDir {
    let folder = TempDir::new().unwrap();
    let library = library();
    write(TargetLanguage::Python, &library, &settings(), folder.path()).unwrap();
    let beside = folder.path().join(library.file_name().unwrap());
    if std::fs::hard_link(&library, &beside).is_err() {
        std::fs::copy(&library, &beside).unwrap();
    }
    folder
}

fn script(python: &str, bindings: &Path, file: &str, arguments: &[&str]) -> Child {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let mut script = Command::new(python);
    script
        .arg("-X")
        .arg("faulthandler")
        .arg(file)
        .args(arguments);
    script.env("PYTHONPATH", bindings);
    script.env("PYTHONDONTWRITEBYTECODE", "1");
    script.stdout(Stdio::piped()).stderr(Stdio::piped());
    script.spawn().unwrap()
}

/// The bot plays a game to its end.
fn plays(python: &str, bindings: &Path, join: impl Fn(&Host) -> Vec<String>) {
    let host = host();
    let arguments = join(&host);
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    let bot = script(python, bindings, "../examples/bot.py", &arguments);
    play_to_the_end(&host, bot);
}

#[test]
fn a_bot_in_python_plays_a_game() {
    let Some(python) = python() else {
        return;
    };
    let bindings = bindings();
    plays(python, bindings.path(), |host| {
        vec![host.join_link().to_string()]
    });
    plays(python, bindings.path(), |host| {
        vec![address(host), host.code().reveal()]
    });
    // one that is not let in says why
    let bot = script(python, bindings.path(), "../examples/bot.py", &["10.0.0.1"]);
    let output = until_over(bot, || {});
    assert_eq!(output.status.code(), Some(2), "{}", told(&output));
    assert!(
        told(&output).contains("enter the six digits"),
        "{}",
        told(&output)
    );
}

#[test]
fn what_programs_in_python_may_rely_on() {
    let Some(python) = python() else {
        return;
    };
    let bindings = bindings();
    let host = host();
    let arguments = what_it_takes(&host);
    let arguments = arguments.each_ref().map(String::as_str);
    let checks = script(
        python,
        bindings.path(),
        "tests/python/checks.py",
        &arguments,
    );
    let output = until_over(checks, || {
        let _ = host.poll();
    });
    let told = told(&output);
    assert!(output.status.success(), "{told}");
    assert_eq!(told.matches("passed ").count(), 7, "{told}");
}
