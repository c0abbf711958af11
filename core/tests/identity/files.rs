//! Whose the files are, and that each change is whole.

use crate::room::{NOW, files, folder, host};
use couchpad_core::identity::{FileStore, RECORD_BYTES, SecureStore, StoreError};
use std::fs;
use std::process::{Command, Stdio};

const FOLDER: &str = "COUCHPAD_TEST_STORE";

#[cfg(unix)]
fn mode(path: &std::path::Path) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

#[cfg(unix)]
fn set_mode(path: &std::path::Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// Not a test by itself: a program under a mask that denies nobody anything.
#[test]
fn the_program_with_a_lax_mask() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        host(folder.as_ref(), NOW).trust(crate::room::key(1), "Ada", NOW);
    }
}

#[cfg(unix)]
#[test]
fn files_are_this_users_alone_under_any_mask() {
    for mask in ["000", "022", "077"] {
        let root = folder();
        let inside = root.path().join("data/receiver");
        let program = std::env::current_exe().unwrap();
        let line = format!("umask {mask}; exec \"$0\" --exact files::the_program_with_a_lax_mask");
        let status = Command::new("sh")
            .args(["-c", &line])
            .arg(program)
            .env(FOLDER, &inside)
            .stdout(Stdio::null())
            .status()
            .unwrap();
        assert!(status.success());
        assert_eq!(mode(&inside), 0o700);
        assert_eq!(mode(&root.path().join("data")), 0o700);
        let names = files(&inside);
        assert!(names.len() >= 4, "{names:?}");
        for name in names {
            assert_eq!(mode(&inside.join(&name)), 0o600, "{name} with mask {mask}");
        }
    }
}

#[cfg(unix)]
#[test]
fn what_others_could_read_is_tightened() {
    let folder = folder();
    drop(host(folder.path(), NOW));
    set_mode(folder.path(), 0o755);
    let names = files(folder.path());
    for name in &names {
        set_mode(&folder.path().join(name), 0o644);
    }
    drop(host(folder.path(), NOW));
    assert_eq!(mode(folder.path()), 0o700);
    for name in &names {
        assert_eq!(mode(&folder.path().join(name)), 0o600, "{name}");
    }
}

#[test]
fn what_cannot_be_read_is_an_error_that_says_what_to_do_and_is_left_alone() {
    let folder = folder();
    drop(host(folder.path(), NOW));
    let device = folder.path().join("device.toml");
    fs::remove_file(&device).unwrap();
    fs::create_dir(&device).unwrap();
    let store = FileStore::open(folder.path()).unwrap();
    let opened = couchpad_core::identity::HostIdentity::open(std::sync::Arc::new(store), NOW);
    let words = opened.err().unwrap().to_string();
    assert!(
        words.contains("device.toml") && words.contains("COUCHPAD_DATA_DIR"),
        "{words}"
    );
    assert!(device.is_dir());
}

#[cfg(unix)]
#[test]
fn what_one_may_not_read_is_denied_and_left_alone() {
    let folder = folder();
    let store = FileStore::open(folder.path()).unwrap();
    store.save("device.toml", b"secret").unwrap();
    let path = folder.path().join("device.toml");
    set_mode(&path, 0o000);
    if fs::read(&path).is_ok() {
        // root may read everything
        return;
    }
    let error = store.load("device.toml").unwrap_err();
    assert!(matches!(error, StoreError::Denied { .. }), "{error}");
    let opened = couchpad_core::identity::HostIdentity::open(std::sync::Arc::new(store), NOW);
    assert!(opened.is_err());
    set_mode(&path, 0o600);
    assert_eq!(fs::read(&path).unwrap(), b"secret");
}

#[test]
fn a_pipe_in_place_of_a_record_keeps_nobody_waiting() {
    let folder = folder();
    let store = FileStore::open(folder.path()).unwrap();
    let made = Command::new("mkfifo")
        .arg(folder.path().join("a.toml"))
        .status();
    if made.is_ok_and(|status| status.success()) {
        assert!(matches!(
            store.load("a.toml"),
            Err(StoreError::Failed { .. })
        ));
    }
}

#[test]
fn of_a_huge_file_only_the_start_is_read() {
    let folder = folder();
    let store = FileStore::open(folder.path()).unwrap();
    let file = fs::File::create(folder.path().join("a.toml")).unwrap();
    file.set_len(1 << 40).unwrap();
    assert_eq!(
        store.load("a.toml").unwrap().unwrap().len(),
        RECORD_BYTES + 1
    );
}

#[test]
fn names_lead_nowhere_else() {
    let root = folder();
    let store = FileStore::open(&root.path().join("in")).unwrap();
    for name in ["../out", "/etc/passwd", "..", ".edit", ".lock", "A"] {
        assert!(matches!(
            store.save(name, b"x"),
            Err(StoreError::BadName { .. })
        ));
        assert!(store.load(name).is_err() && store.remove(name).is_err());
    }
    assert_eq!(files(root.path()), ["in"]);
    assert_eq!(store.names().unwrap(), [""; 0]);
}

#[test]
fn a_write_that_was_cut_off_leaves_the_old_and_is_cleared_away() {
    let folder = folder();
    let store = FileStore::open(folder.path()).unwrap();
    store.save("a.toml", b"old").unwrap();
    fs::write(folder.path().join(".tmp-1-a.toml"), b"ne").unwrap();
    assert_eq!(store.names().unwrap(), ["a.toml"]);
    let store = FileStore::open(folder.path()).unwrap();
    assert_eq!(store.load("a.toml").unwrap().unwrap(), b"old");
    assert_eq!(files(folder.path()), [".edit", "a.toml"]);
}

/// Not a test by itself: the program that the next one kills.
#[test]
fn the_program_that_writes_until_it_is_killed() {
    let Some(folder) = std::env::var_os("COUCHPAD_TEST_KILLED") else {
        return;
    };
    let store = FileStore::open(folder.as_ref()).unwrap();
    for letter in (b'a'..=b'z').cycle() {
        store.save("a.toml", &[letter; RECORD_BYTES]).unwrap();
    }
}

#[test]
fn a_kill_at_any_moment_leaves_a_whole_record() {
    let folder = folder();
    let store = FileStore::open(folder.path()).unwrap();
    store.save("a.toml", &[b'a'; RECORD_BYTES]).unwrap();
    let mut letters = std::collections::BTreeSet::new();
    for _ in 0..12 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "files::the_program_that_writes_until_it_is_killed",
            ])
            .env("COUCHPAD_TEST_KILLED", folder.path())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let before = store.load("a.toml").unwrap();
        // it has begun to write: from here on any moment will do
        while store.load("a.toml").unwrap() == before {
            std::thread::yield_now();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let record = FileStore::open(folder.path()).unwrap().load("a.toml");
        let record = record.unwrap().unwrap();
        assert_eq!(record.len(), RECORD_BYTES);
        assert!(record.iter().all(|byte| *byte == record[0]));
        letters.insert(record[0]);
        assert_eq!(files(folder.path()), [".edit", "a.toml"]);
    }
    assert!(letters.len() > 1, "the moments were all the same");
}
