use super::*;

fn parse_text(text: &str) -> (Settings, Vec<SettingsWarning>) {
    parse(Path::new("settings.toml"), text)
}

#[test]
fn reads_everything() {
    let game = couchpad_games::games()[0].manifest.id;
    let text = format!(
        "display = \"terminal\"\nbind = \"127.0.0.1:5000\"\nreceiver_name = \"Den\"\ndiscovery = false\ngame = \"{game}\"\ncap = 12\nseat_hold = 300\npause_on_drop = true\n\
         reduced_motion = true\nattract = 0\nname = \"Ada\"\n[window]\nsize = [800, 600]\nfullscreen = true\n"
    );
    let (settings, warnings) = parse_text(&text);
    assert_eq!(warnings, []);
    assert_eq!(settings.display, Some(Display::Terminal));
    assert_eq!(settings.bind, Some("127.0.0.1:5000".parse().unwrap()));
    assert_eq!(settings.receiver_name.as_deref(), Some("Den"));
    assert_eq!(settings.discovery, Some(false));
    assert_eq!(settings.game.as_deref(), Some(game));
    assert_eq!(settings.cap, Some(12));
    assert_eq!(settings.seat_hold, Some(300));
    assert_eq!(settings.pause_on_drop, Some(true));
    assert_eq!(settings.reduced_motion, Some(true));
    assert_eq!(settings.attract, Some(0));
    assert_eq!(settings.name.as_deref(), Some("Ada"));
    let size = settings.window.size.unwrap();
    assert_eq!((size.width, size.height), (800, 600));
    assert_eq!(settings.window.fullscreen, Some(true));
}

#[test]
fn the_port_alone_may_be_a_number() {
    let (settings, warnings) = parse_text("bind = 5000\n");
    assert_eq!(
        (settings.bind, warnings),
        (Some("5000".parse().unwrap()), vec![])
    );
}

/// The only warning's line, key and reason; of the settings all but the bad one are read.
fn bad(text: &str) -> (usize, String, String) {
    let (settings, warnings) = parse_text(&format!("{text}\n"));
    assert_eq!(settings.reduced_motion, Some(true), "{text}: {warnings:?}");
    match warnings.as_slice() {
        [
            SettingsWarning::Bad {
                line, key, reason, ..
            },
        ] => (*line, key.clone(), reason.clone()),
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn a_bad_setting_names_line_and_reason_and_costs_itself() {
    let cases = [
        ("cap = 0", "cap", "1 to"),
        ("cap = \"five\"", "cap", "five"),
        ("attract = 90000", "attract", "0 to"),
        ("attract = -1", "attract", ""),
        ("seat_hold = 4000", "seat_hold", "1 to"),
        ("game = \"chess2\"", "game", "chess2"),
        ("display = \"hologram\"", "display", "hologram"),
        ("display = 7", "display", ""),
        ("bind = \"nowhere\"", "bind", "address"),
        ("bind = 70000", "bind", "70000"),
        ("receiver_name = \"\"", "receiver_name", ""),
        ("discovery = \"no\"", "discovery", "no"),
        ("name = 3", "name", "3"),
        ("window = 5", "window", "table"),
        ("pause_on_drop = 3", "pause_on_drop", "bool"),
        ("[window]\nsize = [1, 1]", "window.size", "1x1"),
        ("[window]\nsize = \"big\"", "window.size", ""),
        ("[window]\nfullscreen = 1", "window.fullscreen", "bool"),
    ];
    for (text, name, part) in cases {
        let (line, key, reason) = bad(&format!("reduced_motion = true\n\n{text}"));
        assert_eq!(
            (line, key.as_str()),
            (2 + text.lines().count(), name),
            "{reason}"
        );
        assert!(reason.contains(part), "{text}: {reason}");
        assert!(!reason.contains('\n'), "{reason}");
    }
}

#[test]
fn an_error_beside_it_leaves_the_address_as_it_is() {
    let (settings, warnings) = parse_text("display = 7\nbind = \"127.0.0.1\"\n");
    assert_eq!(settings.bind, Some("127.0.0.1".parse().unwrap()));
    assert_eq!((settings.discovery, warnings.len()), (None, 1));
    assert!(
        warnings[0].to_string().contains("the default is used"),
        "{warnings:?}"
    );
}

#[test]
fn nothing_that_cannot_be_read_lets_more_people_in() {
    let here = || Some("127.0.0.1".parse().unwrap());
    let table = [
        ("bind = \"127.0.0.1:\"", here(), None),
        ("bind = [127]", here(), None),
        ("discovery = 0", None, Some(false)),
        ("[window]\nbind = \"127.0.0.1\"", here(), None),
        ("[window]\ndiscovery = false", None, Some(false)),
        ("bind = 127.0.0.1", here(), Some(false)),
        (
            "bind = \"127.0.0.1\"\nbind = \"127.0.0.1\"",
            here(),
            Some(false),
        ),
        ("discovery = no", here(), Some(false)),
    ];
    for (text, bind, discovery) in table {
        let (settings, warnings) = parse_text(text);
        assert_eq!(
            (settings.bind, settings.discovery),
            (bind, discovery),
            "{text}"
        );
        let words: Vec<_> = warnings.iter().map(ToString::to_string).collect();
        assert!(
            words.len() == 1 && words[0].contains("to be safe"),
            "{words:?}"
        );
    }
}

#[test]
fn what_is_no_toml_names_its_line() {
    let (settings, warnings) = parse_text("cap = 5\nname = Ada\n");
    assert_eq!(settings, Settings::unread());
    assert!(
        matches!(
            warnings.as_slice(),
            [SettingsWarning::NoToml { line: 2, .. }]
        ),
        "{warnings:?}"
    );
}

#[test]
fn warnings_come_in_the_order_of_the_file() {
    let (_, warnings) = parse_text("seat_hold = 0\nzoo = 1\ncap = 0\nbird = 2\n");
    let words: Vec<_> = warnings.iter().map(ToString::to_string).collect();
    let order = ["seat_hold", "`zoo`", "`cap`", "`bird`"];
    assert_eq!(words.len(), 4);
    for (words, name) in words.iter().zip(order) {
        assert!(words.contains(name), "{words}");
    }
}

#[test]
fn an_unknown_setting_costs_only_itself() {
    let (settings, warnings) = parse_text("colour = \"red\"\ncap = 7\n[window]\ndepth = 3\n");
    assert_eq!(settings.cap, Some(7));
    let keys: Vec<_> = warnings.iter().map(ToString::to_string).collect();
    assert_eq!(keys.len(), 2, "{keys:?}");
    assert!(keys[0].contains("`colour`"), "{keys:?}");
    assert!(keys[1].contains("`window.depth`"), "{keys:?}");
}
