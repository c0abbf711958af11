//! Two processes never have the same identity, and a killed one gives its own back.

use crate::room::{NOW, folder, key};
use couchpad_core::identity::{HostIdentity, HostPlace, Profile, ProfileError};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

const ROOT: &str = "COUCHPAD_TEST_ROOT";
const WHAT: &str = "COUCHPAD_TEST_WHAT";

/// Not a test by itself: the program that holds a place until it is killed.
#[test]
fn the_program_that_holds_a_place() {
    let Some(root) = std::env::var_os(ROOT) else {
        return;
    };
    let root = Path::new(&root);
    match std::env::var(WHAT).unwrap().as_str() {
        "receiver" => {
            let place = HostPlace::take(root).unwrap();
            let (mut host, _) = HostIdentity::open(place.store(), NOW).unwrap();
            host.trust(key(1), "Ada", NOW);
            host.remember(&key(1), true);
            host.flush().unwrap();
            hold();
        }
        profile => {
            let _profile = Profile::take_in(root, profile).unwrap();
            hold();
        }
    }
}

fn hold() {
    println!("\nheld");
    std::thread::sleep(std::time::Duration::from_secs(600));
}

fn holder(root: &Path, what: &str) -> Child {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "processes::the_program_that_holds_a_place",
            "--nocapture",
        ])
        .env(ROOT, root)
        .env(WHAT, what)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.as_mut().unwrap()).lines();
    assert!(
        lines.any(|line| line.unwrap() == "held"),
        "it does not hold {what}"
    );
    child
}

fn kill(mut child: Child) {
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_profile_is_one_processs_alone_until_it_ends_however_it_ends() {
    let root = folder();
    let child = holder(root.path(), "Ada");
    let Err(error) = Profile::take_in(root.path(), "ADA") else {
        panic!("two processes have the profile");
    };
    let owner = cfg!(unix).then(|| child.id());
    let name = "ada".to_owned();
    assert_eq!(error, ProfileError::InUse { name, owner });
    let other = Profile::take_in(root.path(), "bo").unwrap();
    assert_eq!(other.name(), "bo");
    kill(child);
    let mine = Profile::take_in(root.path(), "ada").unwrap();
    assert!(
        Profile::take_in(root.path(), "ada").is_err(),
        "twice in one process"
    );
    // the records keep the profile, even where the profile itself is dropped
    let store = mine.store();
    drop(mine);
    assert!(Profile::take_in(root.path(), "ada").is_err());
    drop(store);
    assert!(Profile::take_in(root.path(), "ada").is_ok());
}

#[test]
fn a_bad_name_makes_no_folder() {
    let root = folder();
    for bad in ["", "../x", "a b"] {
        let taken = Profile::take_in(root.path(), bad);
        assert!(matches!(taken, Err(ProfileError::BadName { .. })));
    }
    assert!(crate::room::files(root.path()).is_empty());
}

#[test]
fn two_receivers_are_two_and_a_killed_one_comes_back_as_itself() {
    let root = folder();
    let child = holder(root.path(), "receiver");
    let second = HostPlace::take(root.path()).unwrap();
    assert!(second.store().folder().ends_with("receiver-2"));
    let (other, _) = HostIdentity::open(second.store(), NOW).unwrap();
    assert!(!other.is_trusted(&key(1)));
    kill(child);
    let again = HostPlace::take(root.path()).unwrap();
    assert!(again.store().folder().ends_with("receiver"));
    let (back, warnings) = HostIdentity::open(again.store(), NOW).unwrap();
    assert_eq!(warnings, []);
    assert!(
        back.is_remembered(&key(1)),
        "what was acknowledged outlived the kill"
    );
    assert_ne!(back.device().public(), other.device().public());
}

#[test]
fn when_all_places_are_taken_it_says_so() {
    let root = folder();
    let places: Vec<_> = (0..9)
        .map(|_| HostPlace::take(root.path()).unwrap())
        .collect();
    let Err(full) = HostPlace::take(root.path()) else {
        panic!("a tenth place");
    };
    assert!(full.to_string().contains("close one"), "{full}");
    drop(places);
    assert!(HostPlace::take(root.path()).is_ok());
}
