use super::*;
use clap::CommandFactory;

#[test]
fn the_command_line_is_sound() {
    Cli::command().debug_assert();
}

#[test]
fn a_seed_that_is_none_says_what_to_give() {
    let seed = |text| Cli::try_parse_from(["couchpad", "--seed", text]);
    assert_eq!(seed("7").unwrap().seed, Some(SeedWish::Number(7)));
    assert_eq!(seed("daily").unwrap().seed, Some(SeedWish::Daily));
    for text in ["abc", "-1", "1.5", "18446744073709551616"] {
        let words = seed(text).unwrap_err().to_string();
        assert!(words.contains("whole number from 0"), "{words}");
    }
}

fn command(args: &[&str]) -> Option<Option<Command>> {
    let all = [&["couchpad"], args].concat();
    Cli::try_parse_from(all).ok().map(|cli| cli.command)
}

#[test]
fn options_are_names_and_values() {
    let parse = |args: &[&str]| Cli::try_parse_from([&["couchpad"], args].concat());
    let cli = parse(&["--option", "mode=versus", "--option", "join = at-once"]).unwrap();
    let wish = |option: &str, value: &str| OptionWish {
        option: option.into(),
        value: value.into(),
    };
    assert_eq!(
        cli.options,
        [wish("mode", "versus"), wish("join", "at-once")]
    );
    let words = parse(&["--option", "versus"]).unwrap_err().to_string();
    assert!(words.contains("like mode=versus"), "{words}");
}

#[test]
fn forgetting_says_whom() {
    let pads = |what| Some(Some(Command::Pads { what }));
    let forget = |name: Option<&str>, all| {
        let name = name.map(Into::into);
        pads(Some(PadsCommand::Forget { name, all }))
    };
    assert_eq!(command(&[]), Some(None));
    assert_eq!(command(&["pads"]), pads(None));
    assert_eq!(command(&["pads", "list"]), pads(Some(PadsCommand::List)));
    assert_eq!(
        command(&["pads", "forget", "Ada"]),
        forget(Some("Ada"), false)
    );
    assert_eq!(command(&["pads", "forget", "--all"]), forget(None, true));
    for bad in [
        &["pads", "forget"][..],
        &["pads", "forget", "Ada", "--all"],
        &["pads", "lose"],
        &["--cap", "3", "pads", "list"],
        &["peds"],
    ] {
        assert_eq!(command(bad), None, "{bad:?}");
    }
}

#[test]
fn the_doctor_takes_what_the_receiver_takes() {
    let asked = |args: &[&str]| match command(args) {
        Some(Some(Command::Doctor(args))) => Some((args.bind.map(|b| b.to_string()), args.port)),
        _ => None,
    };
    assert_eq!(asked(&["doctor"]), Some((None, None)));
    let bind = Some("127.0.0.1:80".to_owned());
    assert_eq!(
        asked(&["doctor", "--bind", "127.0.0.1:80"]),
        Some((bind, None))
    );
    assert_eq!(
        asked(&["doctor", "--port", "5000"]),
        Some((None, Some(5_000)))
    );
    for bad in [
        &["doctor", "--port", "0"][..],
        &["doctor", "--bind", "x"],
        &["doctor", "now"],
    ] {
        assert_eq!(asked(bad), None, "{bad:?}");
    }
}

#[test]
fn a_receiver_has_a_name_that_can_be_read() {
    assert_eq!(
        parse_receiver_name(" Wohn\u{7}zimmer "),
        Ok("Wohnzimmer".into())
    );
    for bad in ["", "  ", "\u{200b}"] {
        assert!(parse_receiver_name(bad).is_err(), "{bad}");
    }
}

#[test]
fn a_package_is_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("couchpad.apk");
    let parse = || parse_package(path.to_str().unwrap());
    assert!(parse().unwrap_err().contains("cannot be read"));
    for no_package in [&b""[..], b"PK", b"an app"] {
        std::fs::write(&path, no_package).unwrap();
        assert!(parse().unwrap_err().contains("no Android package"));
    }
    std::fs::write(&path, b"PK\x03\x04...").unwrap();
    assert_eq!(parse(), Ok(path.clone()));
    assert!(parse_package(folder.path().to_str().unwrap()).is_err());
}

#[test]
fn reads_sizes_and_seconds() {
    let size = parse_size("1920x1080").map(|s| (s.width, s.height));
    assert_eq!(size, Ok((1920, 1080)));
    for bad in ["", "1920", "x", "1x1", "99999x99999", "-5x5"] {
        assert!(parse_size(bad).is_err(), "{bad}");
    }
    assert_eq!(parse_seconds("1.5"), Ok(Duration::from_millis(1500)));
    for bad in ["", "-1", "NaN", "inf", "soon", "1e300"] {
        assert!(parse_seconds(bad).is_err(), "{bad}");
    }
}

#[test]
fn an_unknown_game_lists_the_known() {
    let complaint = parse_game("chess2").unwrap_err();
    for game in couchpad_games::games() {
        assert!(complaint.contains(game.manifest.id), "{complaint}");
    }
}
