//! `cargo xtask play`: builds both programs, starts the receiver and, if asked, pads on this machine; stops
//! them all together.

mod events;
mod follow;
mod process;
mod receiver;
mod terminal;
mod view;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, bail};

use crate::cargo;
use crate::cli::Play;
use crate::setup::{self, Install};
use process::{Process, StopRequest};
use receiver::Receiver;
pub(crate) use view::has_display;
use view::{Surroundings, View};

/// `cargo xtask play`. Its exit status is the receiver's, or 130 where the user stopped it.
pub(crate) fn run(options: &Play) -> anyhow::Result<u8> {
    let around = Surroundings::here();
    let mut receiver_options = options.receiver.clone();
    let asked = view::take_option(&mut receiver_options, "--display");
    let view = View::choose(asked.as_deref(), around);
    say(&view.announcement(asked.is_some()));
    let pads = PadStyle::choose(view, around);
    let install = if options.no_install {
        Install::No
    } else {
        Install::Yes
    };
    setup::for_building(install)?;
    if view == View::Window || (options.pads > 0 && pads == PadStyle::Window) {
        setup::for_window(install)?;
    }
    let programs = build(options.dev)?;
    let stop = StopRequest::watch()?;
    let mut receiver = Receiver::start(
        &programs.receiver,
        receiver_options,
        view,
        asked.as_deref(),
        options.pads > 0,
    )?;
    let started = start_pads(&programs, options.pads, pads, &mut receiver, &stop)?;
    Ok(receiver.finish(&stop, started))
}

/// Starts them one after another, so that they sit in the order of their names.
fn start_pads(
    programs: &Programs,
    count: u16,
    style: PadStyle,
    receiver: &mut Receiver,
    stop: &StopRequest,
) -> anyhow::Result<Vec<Process>> {
    let mut pads = Vec::new();
    if count == 0 {
        return Ok(pads);
    }
    let Some(link) = receiver.join_link(stop) else {
        return Ok(pads);
    };
    let logs = programs.folder.join("pad-logs");
    std::fs::create_dir_all(&logs)
        .with_context(|| format!("cannot make the folder {}", logs.display()))?;
    for number in 0..count {
        let name = pad_name(number);
        let mut command = style.command(&programs.pad, &link, number, &name);
        let log = logs.join(format!("{name}.log"));
        let mut pad = Process::start_logged(&name, &mut command, &log)?;
        let goes_on = receiver.wait_for(&mut pad, stop);
        pads.push(pad);
        if !goes_on {
            break;
        }
    }
    Ok(pads)
}

/// What a pad on this machine looks like.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum PadStyle {
    /// A phone-sized window.
    Window,
    /// No window: it plays by itself.
    Bot,
}

impl PadStyle {
    fn choose(view: View, around: Surroundings) -> Self {
        if around.display && view != View::Events {
            Self::Window
        } else {
            Self::Bot
        }
    }

    fn command(self, program: &Path, link: &str, number: u16, name: &str) -> Command {
        let mut command = Command::new(program);
        // not among the flags, which every user of this machine can read: the link lets people in
        command.env(JOIN_VARIABLE, link);
        command.args(["--name", name]);
        command.args(["--profile", &profile(number)]);
        match self {
            Self::Window => command.args(["--place", &number.to_string()]),
            Self::Bot => command.args(["--display", "none", "--bot"]),
        };
        command
    }
}

/// Where a controller looks for its join link, besides its flags.
const JOIN_VARIABLE: &str = "COUCHPAD_JOIN";

const NAMES: [&str; 16] = [
    "Ada", "Bo", "Cleo", "Dev", "Eve", "Finn", "Gia", "Hugo", "Ida", "Jun", "Kai", "Lea", "Max",
    "Noor", "Otis", "Pia",
];

/// A name of its own for each pad, from 0.
fn pad_name(number: u16) -> String {
    let number = usize::from(number);
    let name = NAMES.get(number % NAMES.len()).copied().unwrap_or("Pad");
    match number / NAMES.len() {
        0 => name.to_owned(),
        again => format!("{name} {}", again + 1),
    }
}

/// An identity of its own for each pad, from 0, that is the same the next time.
fn profile(number: u16) -> String {
    format!("couch-{}", u32::from(number) + 1)
}

/// What was built.
struct Programs {
    folder: PathBuf,
    receiver: PathBuf,
    pad: PathBuf,
}

/// Both programs come from one build of the whole workspace, so that their common crates have one set of
/// features and are compiled once. This program is left out: a running one cannot be replaced on Windows.
fn build(quick: bool) -> anyhow::Result<Programs> {
    let mut arguments = vec![
        "build",
        "--workspace",
        "--exclude",
        "xtask",
        "--bins",
        "--locked",
    ];
    if !quick {
        arguments.push("--release");
    }
    say(&format!(
        "Building (the first time takes minutes): cargo {}",
        cargo::spelled_out(&arguments)
    ));
    let status = cargo::command(&arguments)
        .status()
        .context("cannot run cargo")?;
    if !status.success() {
        bail!("the build failed: see its messages above");
    }
    let folder = cargo::target_folder()?.join(if quick { "debug" } else { "release" });
    let program = |name: &str| folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    Ok(Programs {
        receiver: program("couchpad"),
        pad: program("couchpad-gamepad"),
        folder,
    })
}

fn say(text: &str) {
    eprintln!("[play] {text}");
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_differ() {
        let names: BTreeSet<String> = (0..64).map(pad_name).collect();
        assert_eq!(names.len(), 64);
        assert_eq!(
            (pad_name(0).as_str(), pad_name(17).as_str()),
            ("Ada", "Bo 2")
        );
    }

    #[test]
    fn pads_are_windows_where_somebody_looks() {
        let around = |display| Surroundings {
            display,
            terminal: true,
        };
        assert_eq!(
            PadStyle::choose(View::Window, around(true)),
            PadStyle::Window
        );
        assert_eq!(
            PadStyle::choose(View::Terminal, around(true)),
            PadStyle::Window
        );
        assert_eq!(
            PadStyle::choose(View::Terminal, around(false)),
            PadStyle::Bot
        );
        assert_eq!(PadStyle::choose(View::Events, around(true)), PadStyle::Bot);
    }

    #[test]
    fn a_bot_is_told_to_play_by_itself() {
        let link = "couchpad://127.0.0.1:7";
        let words = |style: PadStyle| -> Vec<String> {
            let command = style.command(Path::new("pad"), link, 2, "Ada");
            let told = (JOIN_VARIABLE.as_ref(), Some(link.as_ref()));
            assert_eq!(command.get_envs().collect::<Vec<_>>(), [told]);
            command
                .get_args()
                .map(|word| word.to_string_lossy().into_owned())
                .collect()
        };
        let who = ["--name", "Ada", "--profile", "couch-3"];
        assert_eq!(words(PadStyle::Window)[..4], who);
        assert_eq!(words(PadStyle::Window)[4..], ["--place", "2"]);
        assert_eq!(words(PadStyle::Bot)[..4], who);
        assert_eq!(words(PadStyle::Bot)[4..], ["--display", "none", "--bot"]);
    }
}
