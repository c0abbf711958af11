//! `couchpad doctor`: whether phones could join a receiver here, in a report that grows as things are found. Opens no
//! window and changes nothing.

use crate::cli::DoctorArgs;
use crate::settings::Settings;
use couchpad_core::doctor::{Finding, Level, Question, Report, examine_live};
use couchpad_core::identity::{DATA_DIR_VARIABLE, data_dir, host_places, port_in};
use couchpad_core::protocol::DEFAULT_PORT;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// Examines this machine, says what was found, and returns the exit status: 0 when a controller could join, else 1.
#[must_use]
pub fn run(args: &DoctorArgs, settings: &Settings) -> ExitCode {
    let last = || {
        let first = host_places(&data_dir()?).into_iter().next()?;
        port_in(&first)
    };
    let question = question(args, settings, last);
    // a reader that has seen enough closes the pipe
    let tell = |finding: &Finding| drop(writeln!(std::io::stdout(), "{finding}"));
    tell(&place(data_dir().as_deref()));
    let report = examine_live(question, tell);
    let _ = writeln!(std::io::stdout(), "\n{}", verdict(&report));
    ExitCode::from(u8::from(!report.can_join()))
}

/// What the receiver would do with the same flags and settings.
fn question(
    args: &DoctorArgs,
    settings: &Settings,
    last: impl FnOnce() -> Option<u16>,
) -> Question {
    let bind = args.bind.or(settings.bind).unwrap_or_default();
    let asked = args.port.or(bind.port);
    Question {
        bind: bind.ip,
        port: asked.or_else(last).unwrap_or(DEFAULT_PORT),
        discovery: !args.no_discovery && settings.discovery.unwrap_or(true),
    }
}

/// Where the receiver keeps who it is and which controllers it knows. It need not be there yet.
fn place(folder: Option<&Path>) -> Finding {
    match folder {
        Some(folder) => Finding {
            level: Level::Good,
            what: format!("Keys and known controllers lie in {}", folder.display()),
            advice: None,
            about: None,
        },
        None => Finding {
            level: Level::Note,
            what: "The system has no folder for your data: controllers have to pair again after each start.".into(),
            advice: Some(format!("Name one in {DATA_DIR_VARIABLE}.")),
            about: None,
        },
    }
}

fn verdict(report: &Report) -> String {
    let is_clear = |finding: &Finding| finding.level != Level::Trouble;
    let limit = if report.needs_rights() {
        ", as far as can be told without administrator rights"
    } else {
        ""
    };
    match (report.can_join(), report.findings.iter().all(is_clear)) {
        (true, true) => format!("A controller can join here{limit}."),
        (true, false) => format!("A controller can join here{limit}, but see above."),
        (false, _) => "No controller could join here: what to do stands above.".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asks_about_the_receiver_that_would_start() {
        let settings = |bind: &str| Settings {
            bind: Some(bind.parse().unwrap()),
            discovery: Some(false),
            ..Settings::default()
        };
        let asked = |args: &DoctorArgs, settings: &Settings| {
            let question = question(args, settings, || Some(4_460));
            (
                question.bind.map(|ip| ip.to_string()),
                question.port,
                question.discovery,
            )
        };
        let here = || Some("127.0.0.1".to_owned());
        let none = DoctorArgs::default();
        assert_eq!(asked(&none, &Settings::default()), (None, 4_460, true));
        assert_eq!(asked(&none, &settings("127.0.0.1")), (here(), 4_460, false));
        assert_eq!(asked(&none, &settings("5000")), (None, 5_000, false));
        let bind = DoctorArgs {
            bind: Some("127.0.0.1:0".parse().unwrap()),
            ..none.clone()
        };
        assert_eq!(asked(&bind, &settings("5000")), (here(), 0, false));
        let port = DoctorArgs {
            port: Some(9),
            ..bind
        };
        assert_eq!(asked(&port, &Settings::default()), (here(), 9, true));
        let first = question(&none, &Settings::default(), || None);
        assert_eq!(first.port, DEFAULT_PORT);
    }

    #[test]
    fn says_where_things_are_kept_or_that_they_are_not() {
        let found = place(Some(Path::new("/home/ada/.local/share/couchpad")));
        let line = "[ok]   Keys and known controllers lie in /home/ada/.local/share/couchpad";
        assert_eq!(found.to_string(), line);
        let none = place(None);
        assert!(none.level == Level::Note && none.to_string().contains("COUCHPAD_DATA_DIR"));
    }
}
