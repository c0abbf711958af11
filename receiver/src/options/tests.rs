use super::*;
use clap::Parser;

const BOTH: Surroundings = Surroundings {
    display: true,
    terminal: true,
};
const TERMINAL: Surroundings = Surroundings {
    display: false,
    terminal: true,
};
const NEITHER: Surroundings = Surroundings {
    display: false,
    terminal: false,
};

fn settle(
    flags: &[&str],
    settings: Settings,
    around: Surroundings,
) -> Result<Options, OptionsError> {
    let cli = Cli::try_parse_from([&["couchpad"], flags].concat()).unwrap();
    Options::settle(cli, settings, around)
}

fn shown(flags: &[&str], around: Surroundings) -> Result<Shown, OptionsError> {
    settle(flags, Settings::default(), around).map(|options| options.shown)
}

#[test]
fn auto_takes_the_first_that_is_there() {
    assert_eq!(shown(&[], BOTH), Ok(Shown::Window));
    assert_eq!(shown(&[], TERMINAL), Ok(Shown::Terminal));
    assert_eq!(shown(&[], NEITHER), Ok(Shown::Nowhere));
}

#[test]
fn what_is_asked_for_must_be_there() {
    assert_eq!(
        shown(&["--display", "window"], TERMINAL),
        Err(OptionsError::NoDisplay)
    );
    assert_eq!(
        shown(&["--display", "terminal"], NEITHER),
        Err(OptionsError::NoTerminal)
    );
    assert_eq!(shown(&["--display", "none"], BOTH), Ok(Shown::Nowhere));
}

#[test]
fn events_do_not_share_the_terminal() {
    let events = ["--events", "json"];
    let clash = Err(OptionsError::EventsInTerminal);
    assert_eq!(shown(&events, TERMINAL), clash);
    assert_eq!(
        shown(&[&events[..], &["--display", "terminal"]].concat(), NEITHER),
        clash
    );
    assert_eq!(shown(&events, NEITHER), Ok(Shown::Nowhere));
    assert_eq!(shown(&events, BOTH), Ok(Shown::Window));
    let to_file = [&events[..], &["--events-to", "log"]].concat();
    assert_eq!(shown(&to_file, TERMINAL), Ok(Shown::Terminal));
}

#[test]
fn flags_win_over_settings_and_settings_over_defaults() {
    let settings = || Settings {
        bind: Some("127.0.0.1:9".parse().unwrap()),
        receiver_name: Some("Den".into()),
        discovery: Some(true),
        cap: Some(3),
        name: Some("Ada".into()),
        window: crate::settings::WindowSettings {
            size: None,
            fullscreen: Some(true),
        },
        ..Settings::default()
    };
    let set = settle(&[], settings(), BOTH)
        .map_err(|e| e.to_string())
        .ok()
        .unwrap();
    assert_eq!((set.bind.port, set.bind_set, set.cap), (Some(9), true, 3));
    assert_eq!((set.receiver_name.as_str(), set.discovery), ("Den", true));
    assert_eq!((set.name.as_str(), set.fullscreen), ("Ada", true));
    let flags = [
        "--cap",
        "5",
        "--bind",
        "127.0.0.1:7",
        "--name",
        "Bo",
        "--receiver-name",
        "Attic",
        "--no-discovery",
        "--windowed",
    ];
    let set = settle(&flags, settings(), BOTH)
        .map_err(|e| e.to_string())
        .ok()
        .unwrap();
    assert_eq!((set.bind.port, set.bind_set, set.cap), (Some(7), false, 5));
    assert_eq!(
        (set.receiver_name.as_str(), set.discovery),
        ("Attic", false)
    );
    assert_eq!((set.name.as_str(), set.fullscreen), ("Bo", false));
    let set = settle(&[], Settings::default(), BOTH)
        .map_err(|e| e.to_string())
        .ok()
        .unwrap();
    assert_eq!(
        (set.bind, set.bind_set, set.cap),
        (BindWish::default(), false, 1_000)
    );
    assert!(set.discovery && !set.receiver_name.is_empty());
}

#[test]
fn levels_that_are_asked_for_are_played_also_on_the_draw_of_the_day() {
    let mode = |flags: &[&str]| {
        let options = settle(flags, Settings::default(), BOTH).unwrap();
        let mut choices = Choices::default();
        let before = choices.choose(options.game.manifest, "mode", "endless");
        assert_eq!(before, Ok(()), "as it was played last");
        options.choose(&mut choices, options.game.manifest);
        (choices.daily, choices.is_endless(options.game.manifest))
    };
    assert_eq!(mode(&["--seed", "daily"]), (true, true));
    assert_eq!(mode(&["--seed", "daily", "--levels", "own"]), (true, true));
    let castle = ["--levels", "castle"];
    assert_eq!(mode(&castle), (false, false));
    let daily = [&castle[..], &["--seed", "daily"]].concat();
    assert_eq!(mode(&daily), (true, false));
    let versus = [&daily[..], &["--option", "mode=versus"]].concat();
    assert_eq!(mode(&versus), (true, false));
}

#[test]
fn levels_and_a_way_to_play_that_has_none_are_refused() {
    let flags = ["--levels", "castle", "--option", "mode=endless"];
    let error = settle(&flags, Settings::default(), BOTH).err().unwrap();
    assert_eq!(
        error.to_string(),
        "--levels: Arkanoid goes on for ever with --option mode=endless, on levels of its own; leave out one of the two"
    );
    let own = ["--levels", "own", "--option", "mode=endless"];
    assert!(settle(&own, Settings::default(), BOTH).is_ok());
}
