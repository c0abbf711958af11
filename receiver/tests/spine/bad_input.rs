//! Whatever is wrong on the command line: one clear line that says what to do, status 2, and no panic.

use crate::process::{Ended, couchpad, run};
use std::net::{TcpListener, UdpSocket};

fn refused(args: &[&str]) -> Ended {
    let (mut command, _folder) = couchpad(args);
    let ended = run(&mut command);
    assert_eq!(ended.code, Some(2), "{args:?}: {}", ended.stderr);
    assert_eq!(ended.stdout, "", "{args:?}");
    assert!(
        !ended.stderr.contains("panicked"),
        "{args:?}: {}",
        ended.stderr
    );
    ended
}

#[test]
fn says_what_to_do() {
    let table: &[(&[&str], &[&str])] = &[
        (&["--game", "chess2"], &["no such game", "arkanoid"]),
        (&["--bind", "nowhere"], &["127.0.0.1:4455", "[::1]:4455"]),
        (&["--bind", ""], &["--bind"]),
        (&["--bind", "127.0.0.1:70000"], &["127.0.0.1:4455"]),
        (&["--bind", "127.0.0.1:"], &["127.0.0.1:4455"]),
        (&["--bind", "70000"], &["127.0.0.1:4455"]),
        (&["--bind", "example.org:4455"], &["127.0.0.1:4455"]),
        (
            &["--receiver-name", " "],
            &["--receiver-name", "Living room"],
        ),
        (
            &["--package", "/nowhere/couchpad.apk"],
            &["--package", "cannot be read"],
        ),
        (
            &["--package", env!("CARGO_BIN_EXE_couchpad")],
            &["no Android package"],
        ),
        (
            &["--display", "none", "--bind", "192.0.2.1:4455"],
            &["192.0.2.1", "--bind"],
        ),
        (&["--display", "hologram"], &["possible values", "terminal"]),
        (
            &["--display", "window"],
            &["no display", "--display terminal"],
        ),
        (&["--display", "terminal"], &["not a terminal", "--display"]),
        (
            &["--display", "terminal", "--events", "json"],
            &["--events", "--display none"],
        ),
        (&["--events", "xml"], &["json"]),
        (&["--seed", "lucky"], &["--seed"]),
        (&["--exit-after", "soon"], &["seconds"]),
        (&["--exit-after", "-1"], &["--exit-after"]),
        (&["--cap", "0"], &["--cap"]),
        (&["--cap", "1001"], &["--cap", "1000"]),
        (&["--size", "huge"], &["1280x720"]),
        (&["--fullscreen", "--windowed"], &["--windowed"]),
        (&["--colour"], &["--colour"]),
        (&["extra"], &["extra"]),
        (&["pads", "lose"], &["lose"]),
        (&["pads", "forget"], &["NAME"]),
        (&["pads", "forget", "Ada"], &["Ada", "none at all"]),
        (&["--cap", "3", "pads"], &["--cap"]),
        (&["doctor", "--port", "0"], &["--port"]),
        (&["doctor", "--bind", "nowhere"], &["127.0.0.1:4455"]),
    ];
    for (args, parts) in table {
        let ended = refused(args);
        for part in *parts {
            assert!(
                ended.stderr.contains(part),
                "{args:?} lacks `{part}`: {}",
                ended.stderr
            );
        }
    }
}

#[test]
fn our_own_complaints_are_one_line() {
    for args in [
        &["--display", "none", "--bind", "192.0.2.1:0"][..],
        &["--display", "window"],
        &["--display", "terminal", "--events", "json"],
    ] {
        let ended = refused(args);
        assert_eq!(ended.stderr.lines().count(), 1, "{}", ended.stderr);
        assert!(ended.stderr.starts_with("couchpad: "), "{}", ended.stderr);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_display_that_is_not_there_is_no_panic() {
    let (mut command, _folder) = couchpad(&["--display", "window", "--bind", "127.0.0.1:0"]);
    let ended = run(command.env("DISPLAY", ":6543"));
    assert_eq!(ended.code, Some(2), "{}", ended.stderr);
    assert!(!ended.stderr.contains("panicked"), "{}", ended.stderr);
    let complaint = ended.stderr.lines().last().unwrap();
    assert!(
        complaint.starts_with("couchpad: the window cannot be opened"),
        "{complaint}"
    );
    assert!(complaint.contains("--display terminal"), "{complaint}");
}

#[test]
fn a_port_in_use_is_said_whichever_socket_has_it() {
    let tcp = TcpListener::bind("127.0.0.1:0").unwrap();
    let udp = UdpSocket::bind("127.0.0.1:0").unwrap();
    for taken in [tcp.local_addr().unwrap(), udp.local_addr().unwrap()] {
        let ended = refused(&["--display", "none", "--bind", &taken.to_string()]);
        assert!(ended.stderr.contains("in use"), "{}", ended.stderr);
        assert!(ended.stderr.contains("--bind"), "{}", ended.stderr);
    }
}

#[test]
fn a_bad_settings_file_is_said_and_left_alone() {
    let (mut command, folder) = couchpad(&[
        "--display",
        "none",
        "--bind",
        "127.0.0.1:0",
        "--exit-after",
        "0",
        "--events",
        "json",
    ]);
    let path = folder.path().join("settings.toml");
    let text = "cap = 5\ndisplay = hologram\n";
    std::fs::write(&path, text).unwrap();
    let ended = run(&mut command);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert!(ended.stderr.contains("line 2"), "{}", ended.stderr);
    assert!(ended.stderr.contains("defaults"), "{}", ended.stderr);
    assert!(
        ended.stdout.starts_with("{\"event\":\"listening\""),
        "{}",
        ended.stdout
    );
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn a_refusal_names_the_settings_that_caused_it() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let (mut command, folder) = couchpad(&["--display", "none"]);
    let path = folder.path().join("settings.toml");
    std::fs::write(&path, format!("bind = \"{address}\"\n")).unwrap();
    let ended = run(&mut command);
    assert_eq!(ended.code, Some(2), "{}", ended.stderr);
    for part in [path.to_str().unwrap(), &address.to_string(), "in use"] {
        assert!(ended.stderr.contains(part), "`{part}`: {}", ended.stderr);
    }
}

#[test]
fn help_names_events_keys_and_statuses() {
    let (mut command, _folder) = couchpad(&["--help"]);
    let ended = run(&mut command);
    assert_eq!(ended.code, Some(0));
    let docs = include_str!("../../../docs/events.md");
    for event in [
        "listening",
        "pad_joined",
        "pad_left",
        "pad_resumed",
        "pad_seated",
        "pad_unseated",
        "pad_expired",
        "pad_renamed",
        "pad_transport",
        "pad_rejected",
        "more_rejected",
        "pad_remember_asked",
        "pad_remembered",
        "code_changed",
        "link_changed",
        "room_locked",
        "room_unlocked",
        "address_locked_out",
        "evening_ended",
        "game_started",
        "seats_restored",
        "game_restored",
        "game_paused",
        "game_countdown",
        "game_resumed",
        "score",
        "round_cleared",
        "game_over",
        "game_aborted",
        "events_lost",
    ] {
        assert!(ended.stdout.contains(event), "--help lacks {event}");
        assert!(
            docs.contains(&format!("`{event}`")),
            "docs/events.md lacks {event}"
        );
    }
    for part in ["Enter", "Space", "Exit status", "COUCHPAD_DATA_DIR"] {
        assert!(ended.stdout.contains(part), "--help lacks {part}");
    }
}
