//! `couchpad`, the receiver's program: reads what it is to do, opens what it needs, runs the app, and words what went
//! wrong.

use anyhow::Context;
use bevy::app::AppExit;
use clap::Parser;
use clap::error::ErrorKind;
use couchpad_core::transport::BoundPort;
use couchpad_receiver::app::{self, Opened};
use couchpad_receiver::choices::{Choices, Remembered};
use couchpad_receiver::cli::{Cli, Command, EventFormat, SeedWish};
use couchpad_receiver::event_log::{EventLog, Format};
use couchpad_receiver::events::Event;
use couchpad_receiver::flow::Seeds;
use couchpad_receiver::heard::Heard;
use couchpad_receiver::kept::{self, Keeper};
use couchpad_receiver::levels::{self, LevelsCommand};
use couchpad_receiver::net::Net;
use couchpad_receiver::opening::{self, IsOpen};
use couchpad_receiver::options::{Options, Shown, Surroundings};
use couchpad_receiver::pads::{self, PadsCommand};
use couchpad_receiver::replay::{self, Recording, Target};
use couchpad_receiver::scores::{self, Scores, ScoresCommand};
use couchpad_receiver::settings::{self, Settings, SettingsWarning};
use couchpad_receiver::signals::EndWish;
use couchpad_receiver::sound;
use couchpad_receiver::telling::Teller;
use couchpad_receiver::{announce, checkup, identity, logging, socket, terminal};
use std::path::PathBuf;
use std::process::ExitCode;

/// It could not start as asked.
const ASKED_WRONG: u8 = 2;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return answer(&error),
    };
    if let Some(Command::Pads { what }) = &cli.command {
        return pads::run(what.as_ref().unwrap_or(&PadsCommand::List));
    }
    if let Some(Command::Scores { what }) = &cli.command {
        return scores::run(what.as_ref().unwrap_or(&ScoresCommand::List));
    }
    if let Some(Command::Levels { what }) = &cli.command {
        return levels::run(what.as_ref().unwrap_or(&LevelsCommand::List));
    }
    let (settings, warnings) =
        settings::path().map_or_else(Default::default, |p| settings::load(&p));
    if let Some(Command::Replay(args)) = &cli.command {
        if !args.check {
            say_all(&warnings);
        }
        return replay::run(args, &settings);
    }
    if let Some(Command::Doctor(args)) = &cli.command {
        say_all(&warnings);
        return checkup::run(args, &settings);
    }
    match prepare(cli, settings, &warnings) {
        Ok((options, opened, log)) => run(&options, opened, log),
        Err(error) => refuse(&error),
    }
}

/// Help and version in full; of what is wrong with the flags, one line.
fn answer(error: &clap::Error) -> ExitCode {
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    ) {
        // nobody to tell when standard output is gone
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    let words = error.to_string();
    let paragraph = words.split("\n\n").next().unwrap_or_default();
    let line: Vec<_> = paragraph.lines().map(str::trim).collect();
    let line = line.join(" ");
    let line = line.strip_prefix("error: ").unwrap_or(&line);
    eprintln!("couchpad: {line}; all options: couchpad --help");
    ExitCode::from(2)
}

/// Opens everything that can be refused, before anything is shown.
fn prepare(
    cli: Cli,
    settings: Settings,
    warnings: &[SettingsWarning],
) -> anyhow::Result<(Options, Opened, Option<PathBuf>)> {
    say_all(warnings);
    let mut options = Options::settle(cli, settings, Surroundings::look())?;
    if options.shown == Shown::Terminal {
        terminal::check_size()?;
    }
    let target = options.record.as_deref().map(Target::new);
    let target = target.transpose().context("--record")?;
    let log = logging::open(options.shown)?;
    let known = identity::open(identity::unix_now())?;
    let mut notes = known.warnings;
    let found = kept::find(known.store.as_ref(), &options, identity::unix_now());
    notes.extend(found.notes);
    // the flags were about this one, whichever an evening before goes on with
    let meant = options.game;
    options.game = found.chosen.unwrap_or(meant);
    let mut identity = known.identity;
    let (bound, moved) = open_socket(&options, identity.port())?;
    notes.extend(moved);
    if options.bind.port != Some(0) {
        identity.set_port(bound.listening().tcp.port());
    }
    let key = identity.device().public();
    let net = Net::new(socket::serve(&options, bound, identity, found.seats)?);
    let end = EndWish::listen().context("the system does not let us hear its signals")?;
    let seeds = Seeds::new(match options.seed {
        Some(SeedWish::Number(seed)) => seed,
        Some(SeedWish::Daily) | None => {
            getrandom::u64().context("the system has no random numbers for us; give --seed")?
        }
    });
    let mut choices = Choices::default();
    notes.extend(levels::shelve(&mut choices));
    // whoever gives a seed wants the same games again, whatever was played before
    let is_again = matches!(options.seed, Some(SeedWish::Number(_)));
    let heard = known.store.clone().filter(|_| !is_again);
    let heard = heard.map(Heard::recall).unwrap_or_default();
    let remembered = known.store.clone().map(Remembered::new);
    let remembered = remembered.map(|last| last.recall(&mut choices));
    options.choose(&mut choices, meant.manifest);
    let (asked, set) = (options.levels.as_deref(), options.levels_set.as_deref());
    notes.extend(levels::choose(&mut choices, &meant, asked, set)?);
    let remembered = remembered.map(|last| last.begins_with(&choices));
    let start = || announce::start(&net, key, options.bind.ip);
    let announced = options.discovery.then(start).transpose();
    let announced = announced.unwrap_or_else(|failure| {
        notes.push(failure);
        None
    });
    let (scores, damaged) = Scores::open(known.store.as_ref());
    notes.extend(damaged);
    let (sound, silent) = sound::open(options.sound, known.store.as_ref());
    notes.extend(silent);
    let keeper = known.store.map(Keeper::new).transpose();
    let keeper = keeper.context("the system has no thread to spare")?;
    tell(&notes, log.is_some());
    notes.extend(warnings.iter().map(ToString::to_string));
    let listening = Event::Listening {
        udp: net.address(),
        join: net.join_link().to_string(),
        tcp: net.tcp(),
        code: net.code(),
    };
    // without the link: it holds the secret
    tracing::info!("listening on {}", net.address());
    let mut teller = open_teller(&options)?;
    if let Some(teller) = &mut teller {
        teller.tell(&listening);
    }
    let opened = Opened {
        net,
        teller,
        end,
        seeds,
        is_open: IsOpen::default(),
        announced,
        notes,
        comeback: found.comeback,
        keeper,
        sound,
        choices,
        remembered,
        heard,
        recording: target.map(Recording::new),
        scores,
    };
    Ok((options, opened, log))
}

fn say_all(warnings: &[SettingsWarning]) {
    for warning in warnings {
        eprintln!("couchpad: {warning}");
    }
}

/// What is wrong, a line each. The log has it, too, where that is not the same stream.
fn tell(notes: &[String], is_logged_elsewhere: bool) {
    for note in notes {
        eprintln!("couchpad: {note}");
        if is_logged_elsewhere {
            tracing::warn!("{note}");
        }
    }
}

fn open_socket(
    options: &Options,
    last: Option<u16>,
) -> anyhow::Result<(BoundPort, Option<String>)> {
    let outcome = socket::open(options, last);
    if !options.bind_set {
        return Ok(outcome?);
    }
    let file = settings::path().unwrap_or_default();
    outcome.with_context(|| format!("bind = \"{}\" in {}", options.bind, file.display()))
}

fn open_teller(options: &Options) -> anyhow::Result<Option<Teller>> {
    let Some(format) = format(options) else {
        return Ok(None);
    };
    let log = match &options.events_to {
        None => EventLog::new(format, std::io::stdout())?,
        Some(file) => EventLog::to_file(format, file)
            .with_context(|| format!("the events cannot be written to {}", file.display()))?,
    };
    Ok(Some(Teller::new(log)))
}

fn format(options: &Options) -> Option<Format> {
    match options.events {
        Some(EventFormat::Json) => Some(Format::Json),
        Some(EventFormat::Text) => Some(Format::Plain),
        None if options.shown == Shown::Nowhere => Some(Format::Plain),
        None => None,
    }
}

fn run(options: &Options, opened: Opened, log: Option<PathBuf>) -> ExitCode {
    let outcome = match options.shown {
        Shown::Window => opening::guard(|is_open| {
            let opened = Opened { is_open, ..opened };
            app::build(options, opened).run()
        }),
        Shown::Terminal | Shown::Nowhere => Ok(app::build(options, opened).run()),
    };
    if let Some(log) = log {
        eprintln!("The log of this run is in {}", log.display());
    }
    match outcome {
        Ok(AppExit::Success) => ExitCode::SUCCESS,
        Ok(AppExit::Error(code)) => ExitCode::from(code.get()),
        Err(error) => refuse(&error.into()),
    }
}

fn refuse(error: &anyhow::Error) -> ExitCode {
    eprintln!("couchpad: {error:#}");
    ExitCode::from(ASKED_WRONG)
}
