//! A chat with any number of members on any number of computers, on the kit's easy API.
//!
//! `cargo run -p couchpad-core --example chat -- host Ada` opens a room and prints how to get in;
//! `cargo run -p couchpad-core --example chat -- join LINK Bo` goes in, or `join ADDRESS Bo --code 123456`;
//! `cargo run -p couchpad-core --example chat -- --find` lists the rooms nearby.
//! In the room: a line is said to all; `/msg NAME TEXT` to one; `/nick NAME`; `/who`; `/quit`.
//! Exit status 0 behind `/quit` or the end of what is typed, 1 for whoever did not get in, was sent away or lost the room.

use couchpad_core::discovery::{BrowseEvent, Browser};
use couchpad_core::easy::{
    Channel, ConnectConfig, Event, Host, ListenConfig, Pad, Peer, SendError,
};
use std::collections::BTreeMap;
use std::error::Error;
use std::io::BufRead;
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;
use std::time::{Duration, Instant};

/// What members say, to all.
const SAY: Channel = Channel::new(0);
/// What a member says to one.
const WHISPER: Channel = Channel::new(1);
/// From the host: who is here, by number.
const ROSTER: Channel = Channel::new(2);

const FRAME: Duration = Duration::from_millis(20);
const HELP: &str =
    "chat host NAME [ADDRESS:PORT] | chat join LINK NAME [--code DIGITS] | chat --find";

const ORDERS: &str = "/msg NAME TEXT | /nick NAME | /who | /quit";
const NOBODY: &str = "/msg NAME TEXT: nobody here has this name (/who tells who is)";

type Outcome = Result<(), Box<dyn Error>>;
type Roster = BTreeMap<Peer, String>;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Outcome {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args.as_slice() {
        ["host", name] => host(name, "0"),
        ["host", name, at] => host(name, at),
        ["join", link, name] => join(link, name, None),
        ["join", address, name, "--code", code] => join(address, name, Some(code)),
        ["--find"] => find(),
        _ => Err(HELP.into()),
    }
}

/// The lines that are typed; reading them would wait, so a thread does it.
fn lines() -> Receiver<String> {
    let (typed, lines) = channel();
    thread::spawn(move || {
        let all = std::io::stdin().lock().lines().map_while(Result::ok);
        all.map(|line| typed.send(line))
            .take_while(Result::is_ok)
            .count()
    });
    lines
}

/// A typed line as what is meant; `None`: the end.
enum Typed {
    Say(String),
    Whisper(String),
    Nick(String),
    Who,
}

fn typed(lines: &Receiver<String>) -> Result<Option<Typed>, TryRecvError> {
    let line = match lines.try_recv() {
        Err(TryRecvError::Empty) => return Ok(None),
        line => line?,
    };
    let (first, rest) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
    Ok(match (first, rest.trim()) {
        ("", _) => None,
        ("/quit", _) => return Err(TryRecvError::Disconnected),
        ("/who", _) => Some(Typed::Who),
        ("/nick", name) if !name.is_empty() => Some(Typed::Nick(name.to_owned())),
        ("/msg", words) => Some(Typed::Whisper(words.to_owned())),
        (order, _) if order.starts_with('/') => {
            println!("* {ORDERS}");
            None
        }
        _ => Some(Typed::Say(line)),
    })
}

/// The member whose name these words begin with, and what follows. Names may have spaces: the longest that fits is meant.
fn addressed<'a>(roster: &Roster, words: &'a str) -> Option<(Peer, &'a str)> {
    let fits = |(peer, name): (&Peer, &String)| {
        let text = words.strip_prefix(name.as_str())?.strip_prefix(' ')?;
        Some((*peer, text))
    };
    let fitting = roster.iter().filter_map(fits);
    fitting.min_by_key(|(_, text)| text.len())
}

fn who(roster: &Roster) {
    let names: Vec<_> = roster.values().map(String::as_str).collect();
    println!("* here: {}", names.join(", "));
}

/// What could not be sent is said, and the chat goes on.
fn told(sent: Result<(), SendError>) {
    sent.unwrap_or_else(|error| println!("* {error}"));
}

/// Prints what was said, by name.
fn hear(roster: &Roster, event: &Event) {
    let Event::Data { peer, channel, .. } = event else {
        return;
    };
    let name = roster.get(peer).map_or("somebody", String::as_str);
    match (*channel, event.read_msg::<String>()) {
        (SAY, Ok(text)) => println!("<{name}> {text}"),
        (WHISPER, Ok(text)) => println!("<{name}, to you alone> {text}"),
        (_, Err(error)) => println!("* {name} says something unreadable: {error}"),
        _ => {}
    }
}

fn host(name: &str, at: &str) -> Outcome {
    let config = ListenConfig {
        name: format!("{name}'s chat"),
        seats: 0,
        ..ListenConfig::default()
    };
    let host = Host::listen(at, config)?;
    let link = host.join_link();
    println!("* the room is open; others come in with:\n  chat join '{link}' NAME");
    for address in link.addresses() {
        println!("  chat join {address} NAME --code {}", host.code().reveal());
    }
    let mut roster = Roster::from([(Peer::Host, name.to_owned())]);
    let lines = lines();
    loop {
        for event in host.poll() {
            if attend(&host, &mut roster, &event) {
                told(host.broadcast_msg(ROSTER, &roster));
            }
        }
        match typed(&lines) {
            Err(_) => return Ok(()),
            Ok(None) => thread::sleep(FRAME),
            Ok(Some(Typed::Who)) => who(&roster),
            Ok(Some(Typed::Say(text))) => told(host.broadcast_msg(SAY, &text)),
            Ok(Some(Typed::Nick(name))) => {
                roster.insert(Peer::Host, name);
                told(host.broadcast_msg(ROSTER, &roster));
            }
            Ok(Some(Typed::Whisper(words))) => match addressed(&roster, &words) {
                Some((peer, text)) => told(host.send_msg_to(peer, WHISPER, &text)),
                None => println!("* {NOBODY}"),
            },
        }
        host.flush();
    }
}

/// Takes what happened. Whether the roster changed.
fn attend(host: &Host, roster: &mut Roster, event: &Event) -> bool {
    match event {
        Event::Connected { peer, name } | Event::Renamed { peer, name } => {
            println!("* {name} is here");
            roster.insert(*peer, name.clone());
            true
        }
        Event::Left { peer, reason } => {
            let name = roster.remove(peer).unwrap_or_default();
            println!("* {name} is gone: {reason}");
            true
        }
        Event::Lost { peer, reason } => {
            println!("* {} is away: {reason}", roster.get(peer).map_or("", |n| n));
            false
        }
        Event::Resumed { peer } => {
            println!("* {} is back", roster.get(peer).map_or("", |n| n));
            // its program may be a new one that knows nobody
            told(host.send_msg_to(*peer, ROSTER, &*roster));
            false
        }
        Event::Trouble { advice } => {
            println!("* {advice}");
            false
        }
        event => {
            hear(roster, event);
            false
        }
    }
}

fn join(link: &str, name: &str, code: Option<&str>) -> Outcome {
    let config = ConnectConfig {
        code: code.map(str::to_owned),
        ..ConnectConfig::named(name)
    };
    let pad = Pad::connect(link, config)?;
    let mut roster = Roster::new();
    let lines = lines();
    loop {
        for event in pad.poll() {
            match &event {
                Event::Connected { name, .. } => println!("* in {name}"),
                Event::Lost { reason, .. } => {
                    println!("* no connection ({reason}); looking for the room")
                }
                Event::Resumed { .. } => println!("* back"),
                // whoever goes by themselves does not hear of it here
                Event::Left { reason, .. } => return Err(format!("* out: {reason}").into()),
                Event::Trouble { advice } => println!("* {advice}"),
                Event::Undelivered { why, .. } => println!("* not delivered: {why}"),
                Event::Data {
                    channel: ROSTER,
                    peer: Peer::Host,
                    ..
                } => roster = event.read_msg().unwrap_or_default(),
                event => hear(&roster, event),
            }
        }
        match typed(&lines) {
            Err(_) => {
                pad.leave();
                return Ok(());
            }
            Ok(None) => thread::sleep(FRAME),
            Ok(Some(Typed::Who)) => who(&roster),
            Ok(Some(Typed::Say(text))) => told(pad.broadcast_msg(SAY, &text)),
            Ok(Some(Typed::Nick(name))) => pad.rename(&name),
            Ok(Some(Typed::Whisper(words))) => match addressed(&roster, &words) {
                Some((peer, text)) => told(pad.send_msg_to(peer, WHISPER, &text)),
                None => println!("* {NOBODY}"),
            },
        }
        pad.flush();
    }
}

fn find() -> Outcome {
    let mut rooms = Pad::browse()?;
    let end = Instant::now() + Duration::from_secs(5);
    println!("* looking for rooms for five seconds");
    while Instant::now() < end {
        while let Some(event) = rooms.poll() {
            match event {
                BrowseEvent::Found(room) => println!("{}: {:?}", room.name, room.addresses),
                BrowseEvent::Failed(advice) => println!("* {advice}"),
                BrowseEvent::Gone(_) => {}
            }
        }
        thread::sleep(FRAME);
    }
    Ok(())
}
