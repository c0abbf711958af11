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
