//! Receivers as processes, and who comes in where: two at once, one that starts again, and what their start says.

use crate::guests::{guest, stranger, way_back, wrong};
use crate::process::{PATIENCE, Receiver, couchpad, run};
#[cfg(target_os = "linux")]
use couchpad_core::discovery::{BrowseEvent, Browser, MdnsBrowser, Scope};
use couchpad_core::identity::PadIdentity;
use couchpad_core::protocol::control::Refusal;
use couchpad_core::protocol::{JoinLink, RoomCode};
use couchpad_core::{Pad, PadUpdate, Target};
use serde_json::Value;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::sync::Arc;
use std::time::Instant;

struct Listening {
    udp: SocketAddr,
    link: JoinLink,
    code: RoomCode,
}

fn listening(receiver: &mut Receiver) -> Listening {
    let event = receiver.next("listening");
    let text = |field: &str| event[field].as_str().unwrap().to_owned();
    assert_eq!(text("udp"), text("tcp"));
    Listening {
        udp: text("udp").parse().unwrap(),
        link: text("join").parse().unwrap(),
        code: text("code").parse().unwrap(),
    }
}

fn last_word(pad: &Pad) -> PadUpdate {
    let end = Instant::now() + PATIENCE;
    while !pad.is_ended() {
        assert!(Instant::now() < end, "it goes on: {:?}", pad.view());
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    std::iter::from_fn(|| pad.poll()).last().unwrap()
}

fn refusal(target: Target) -> Refusal {
    refusal_of(target, &stranger())
}

fn refusal_of(target: Target, identity: &Arc<PadIdentity>) -> Refusal {
    match last_word(&guest("Mallory", target, identity)) {
        PadUpdate::Refused(refusal) => refusal,
        other => panic!("{other:?}"),
    }
}

fn is_joined(name: &str) -> impl Fn(&Value) -> bool {
    move |event| event["event"] == "pad_joined" && event["name"] == name
}

/// A port that nobody has just now.
fn free_port() -> u16 {
    loop {
        let tcp = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = tcp.local_addr().unwrap();
        if UdpSocket::bind(address).is_ok() {
            return address.port();
        }
    }
}

#[test]
fn two_receivers_of_one_user_each_admit_with_their_own_alone() {
    let data = tempfile::tempdir().unwrap();
    let start = || Receiver::start_in(data.path(), &["--bind", "127.0.0.1:0"]);
    let (mut first, mut second) = (start(), start());
    let [one, two] = [&mut first, &mut second].map(listening);
    assert_ne!(one.udp.port(), two.udp.port());
    let keys = [&one, &two].map(|l| l.link.pairing().unwrap().clone());
    assert!(keys[0].key != keys[1].key && keys[0].secret != keys[1].secret);
    // the link of one at the address of the other
    let mut astray = Target::of_link(&one.link).unwrap();
    astray.addresses = two.link.addresses().collect();
    assert_eq!(
        last_word(&guest("Mallory", astray, &stranger())),
        PadUpdate::Impostor
    );
    let code = if one.code == two.code {
        wrong(one.code)
    } else {
        one.code
    };
    let target = Target::with_code(&two.link, code);
    assert_eq!(refusal(target), Refusal::WrongCode);
    second.next("pad_rejected");
    let _ada = guest("Ada", Target::with_code(&two.link, two.code), &stranger());
    second.wait(PATIENCE, "Ada", is_joined("Ada"));
    let _bo = guest("Bo", Target::of_link(&one.link).unwrap(), &stranger());
    first.wait(PATIENCE, "Bo", is_joined("Bo"));
}

#[cfg(unix)]
#[test]
fn a_restart_keeps_port_link_and_pairings() {
    let data = tempfile::tempdir().unwrap();
    let bind = format!("127.0.0.1:{}", free_port());
    let mut first = Receiver::start_in(data.path(), &["--bind", &bind]);
    let before = listening(&mut first);
    let ada = stranger();
    let pad = guest("Ada", Target::with_code(&before.link, before.code), &ada);
    first.wait(PATIENCE, "Ada", is_joined("Ada"));
    drop(pad);
    first.signal("TERM");
    assert_eq!(first.ended().code(), Some(0));
    // it is not told the port again
    let mut second = Receiver::start_in(data.path(), &["--bind", "127.0.0.1"]);
    let after = listening(&mut second);
    assert_eq!(after.udp, before.udp);
    assert!(after.link == before.link, "the link on paper still works");
    let _pad = guest("Ada", way_back(&ada), &ada);
    second.wait(PATIENCE, "Ada", is_joined("Ada"));
}

#[test]
fn a_forgotten_controller_is_a_stranger_even_to_a_receiver_that_runs() {
    let data = tempfile::tempdir().unwrap();
    let mut receiver = Receiver::start_in(data.path(), &["--bind", "127.0.0.1:0"]);
    let at = listening(&mut receiver);
    let ada = stranger();
    let _pad = guest("Ada", Target::of_link(&at.link).unwrap(), &ada);
    receiver.wait(PATIENCE, "Ada", is_joined("Ada"));
    let pads = |args: &[&str]| {
        let (mut command, _folder) = couchpad(&[&["pads"], args].concat());
        let ended = run(command.env("COUCHPAD_DATA_DIR", data.path()));
        assert_eq!(ended.code, Some(0), "{}", ended.stderr);
        ended.stdout
    };
    // written beside the frames, so it may take a moment
    let end = Instant::now() + PATIENCE;
    while !pads(&["list"]).contains("Ada") {
        assert!(Instant::now() < end, "Ada is not listed");
    }
    assert!(pads(&["forget", "Ada"]).contains("Ada"));
    let left = receiver.next("pad_left");
    assert_eq!(
        (&left["name"], &left["reason"]),
        (&"Ada".into(), &"kicked".into())
    );
    let new = receiver.next("link_changed");
    let new: JoinLink = new["join"].as_str().unwrap().parse().unwrap();
    assert!(new != at.link);
    assert_eq!(refusal_of(way_back(&ada), &ada), Refusal::NotPaired);
    assert_eq!(
        refusal(Target::of_link(&at.link).unwrap()),
        Refusal::WrongLink
    );
}

#[cfg(target_os = "linux")]
#[test]
fn the_port_of_another_receiver_is_said_with_its_process() {
    let mut receiver = Receiver::start(&[]);
    let at = listening(&mut receiver);
    let (mut command, _folder) = couchpad(&["--display", "none", "--bind", &at.udp.to_string()]);
    let ended = run(&mut command);
    assert_eq!(ended.code, Some(2));
    let who = format!("in use by couchpad (process {})", receiver.id());
    assert!(ended.stderr.contains(&who), "{}", ended.stderr);
}

#[cfg(unix)]
#[test]
fn a_port_that_went_to_somebody_else_is_left_to_them() {
    let data = tempfile::tempdir().unwrap();
    let bind = format!("127.0.0.1:{}", free_port());
    let mut first = Receiver::start_in(data.path(), &["--bind", &bind]);
    listening(&mut first);
    first.signal("TERM");
    first.ended();
    let _taken = TcpListener::bind(&bind).unwrap();
    let mut second = Receiver::start_in(data.path(), &["--bind", "127.0.0.1"]);
    let port = listening(&mut second).udp.port();
    assert!((4455..=4465).contains(&port), "{port}");
}

#[test]
fn without_a_folder_for_data_it_plays_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a file");
    std::fs::write(&file, "").unwrap();
    let (mut command, _folder) = couchpad(&[
        "--display",
        "none",
        "--bind",
        "127.0.0.1:0",
        "--exit-after",
        "0",
        "--no-discovery",
    ]);
    let ended = run(command.env("COUCHPAD_DATA_DIR", &file));
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    let warned = ended
        .stderr
        .lines()
        .filter(|line| line.contains("nothing is kept"));
    assert_eq!(warned.count(), 1, "{}", ended.stderr);
}

#[test]
fn no_secret_is_in_the_log() {
    let data = tempfile::tempdir().unwrap();
    let log = data.path().join("log");
    let mut receiver = Receiver::start_logging(&log);
    let at = listening(&mut receiver);
    let _ada = guest("Ada", Target::with_code(&at.link, at.code), &stranger());
    receiver.wait(PATIENCE, "Ada", is_joined("Ada"));
    assert_eq!(
        refusal(Target::with_code(&at.link, wrong(at.code))),
        Refusal::WrongCode
    );
    drop(receiver);
    let log = std::fs::read_to_string(&log).unwrap();
    assert!(log.lines().count() > 10, "it says everything: {log}");
    let pairing = at.link.pairing().unwrap();
    for secret in [pairing.secret.reveal(), at.code.reveal()] {
        assert!(!log.contains(&secret), "{secret} is in the log");
    }
}

/// The first news of the network that fits.
#[cfg(target_os = "linux")]
fn hear<T>(browser: &mut MdnsBrowser, fits: impl Fn(BrowseEvent) -> Option<T>) -> T {
    let end = Instant::now() + PATIENCE;
    loop {
        match browser.poll() {
            Some(event) => {
                if let Some(heard) = fits(event) {
                    return heard;
                }
            }
            None => std::thread::sleep(std::time::Duration::from_millis(5)),
        }
        assert!(Instant::now() < end, "nothing like it is heard");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_receiver_is_announced_while_it_runs() {
    let mut receiver = Receiver::start_announced("Den");
    let at = listening(&mut receiver);
    let key = at.link.pairing().unwrap().key;
    let mut browser = MdnsBrowser::start(Arc::new(|| {}), Scope::Loopback).unwrap();
    let of_it = |event| match event {
        BrowseEvent::Found(found) if found.fingerprint == key.fingerprint() => Some(found),
        _ => None,
    };
    let first = hear(&mut browser, of_it);
    assert_eq!((first.name.as_str(), first.locked), ("Den", false));
    assert_eq!(first.addresses, [at.udp]);
    let _ada = guest("Ada", Target::of_link(&at.link).unwrap(), &stranger());
    hear(&mut browser, |event| {
        of_it(event).filter(|found| found.players == 1)
    });
    receiver.signal("TERM");
    hear(&mut browser, |event| {
        (event == BrowseEvent::Gone(first.id.clone())).then_some(())
    });
}

fn get(address: SocketAddr, path: &str) -> Vec<u8> {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: tv\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    answer
}

#[test]
fn the_page_offers_the_package_that_it_was_given_and_no_secret() {
    let folder = tempfile::tempdir().unwrap();
    let package = folder.path().join("couchpad.apk");
    let app: Vec<u8> = b"PK\x03\x04".iter().chain(&[7; 5_000]).copied().collect();
    std::fs::write(&package, &app).unwrap();
    let mut receiver = Receiver::start(&["--package", package.to_str().unwrap()]);
    let at = listening(&mut receiver);
    let page = String::from_utf8(get(at.udp, "/j")).unwrap();
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    assert!(page.contains("/couchpad.apk"), "{page}");
    let pairing = at.link.pairing().unwrap();
    for secret in [pairing.secret.reveal(), at.code.reveal()] {
        assert!(!page.contains(&secret));
    }
    assert!(get(at.udp, "/couchpad.apk").ends_with(&app));
}

#[test]
fn every_interface_is_one_port_for_both_kinds_of_ip() {
    let port = free_port().to_string();
    let data = tempfile::tempdir().unwrap();
    let mut receiver = Receiver::start_in(data.path(), &["--bind", &port]);
    let at = listening(&mut receiver);
    assert!(at.udp.ip().is_unspecified());
    assert_eq!(at.udp.port().to_string(), port);
    assert!(
        at.link
            .addresses()
            .all(|address| !address.ip().is_unspecified())
    );
    let mut target = Target::of_link(&at.link).unwrap();
    target.addresses = vec![SocketAddr::from(([127, 0, 0, 1], at.udp.port()))];
    let _ada = guest("Ada", target, &stranger());
    receiver.wait(PATIENCE, "Ada", is_joined("Ada"));
}
