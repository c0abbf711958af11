//! The page for guests without the app, as a browser gets it.

mod support;

use couchpad_core::Host;
use couchpad_core::protocol::JoinLink;
use couchpad_core::transport::HostDriverConfig;
use std::io::{Read, Write};
use std::net::TcpStream;
use support::{DEADLINE, host, seated};

/// Asks in pieces of so many bytes; everything that came back.
fn ask_in_pieces(host: &Host, asked: &[u8], piece: usize) -> Vec<u8> {
    let mut stream = TcpStream::connect(host.listening().tcp).unwrap();
    stream.set_read_timeout(Some(DEADLINE)).unwrap();
    for piece in asked.chunks(piece) {
        if stream.write_all(piece).is_err() {
            break;
        }
    }
    let mut heard = Vec::new();
    // a connection that is cut may be reset
    let _ = stream.read_to_end(&mut heard);
    heard
}

fn ask(host: &Host, asked: &str) -> String {
    String::from_utf8(ask_in_pieces(host, asked.as_bytes(), usize::MAX)).unwrap()
}

fn get(host: &Host, path: &str) -> (String, String) {
    let heard = ask(
        host,
        &format!("GET {path} HTTP/1.1\r\nHost: evil.example\r\n\r\n"),
    );
    let (head, body) = heard.split_once("\r\n\r\n").unwrap();
    (head.to_owned(), body.to_owned())
}

#[test]
fn a_browser_gets_the_page_and_nothing_secret() {
    let host = host();
    let secret = host.join_link().pairing().unwrap().secret.reveal();
    for path in ["/", "/j", "/j?from=camera"] {
        let (head, body) = get(&host, path);
        assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
        assert!(head.contains(&format!("Content-Length: {}\r\n", body.len())));
        assert!(body.contains("Open Couchpad") && body.ends_with("</html>\n"));
        for leak in [secret.as_str(), &host.code().reveal(), "evil.example"] {
            assert!(!body.contains(leak) && !head.contains(leak));
        }
    }
}

#[test]
fn other_paths_and_methods_are_answered_and_garbage_is_not() {
    let host = host();
    assert!(get(&host, "/favicon.ico").0.starts_with("HTTP/1.1 404 "));
    assert!(get(&host, "/couchpad.apk").0.starts_with("HTTP/1.1 404 "));
    let post = ask(&host, "POST /j HTTP/1.1\r\nContent-Length: 0\r\n\r\n");
    assert!(post.starts_with("HTTP/1.1 405 "), "{post}");
    let head = ask(&host, "HEAD /j HTTP/1.1\r\n\r\n");
    assert!(head.starts_with("HTTP/1.1 200 ") && head.ends_with("\r\n\r\n"));
    for garbage in ["GET\r\n\r\n", "AB\0\0\r\n\r\n", "GET /j HTTP/9\r\n\r\n"] {
        assert_eq!(ask(&host, garbage), "");
    }
    let endless = "GET /j HTTP/1.1\r\nX: ".to_owned() + &"y".repeat(5_000);
    assert_eq!(ask(&host, &endless), "");
}

#[test]
fn a_request_may_come_in_pieces_and_never_ending_ones_are_cut_off() {
    let host = host();
    let asked = b"GET /j HTTP/1.1\r\nHost: x\r\n\r\n";
    for piece in [1, 2, 7] {
        let heard = ask_in_pieces(&host, asked, piece);
        assert!(heard.starts_with(b"HTTP/1.1 200 OK\r\n"), "{piece}");
    }
    // one byte, half a request, a whole one whose answer is not read to the end
    let mut slow: Vec<TcpStream> = ["G", "GET /j HTT", "GET /j HTTP/1.1\r\n"]
        .map(|asked| {
            let mut stream = TcpStream::connect(host.listening().tcp).unwrap();
            stream.write_all(asked.as_bytes()).unwrap();
            stream.set_read_timeout(Some(DEADLINE)).unwrap();
            stream
        })
        .into();
    let _pad = seated(&host, "Ada");
    for stream in &mut slow {
        assert!(matches!(stream.read(&mut [0; 16]), Ok(0) | Err(_)));
    }
    assert!(host.stats().connections_cut >= 3);
}

fn host_with_package(bytes: &[u8]) -> (Host, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let package = folder.path().join("some.apk");
    std::fs::write(&package, bytes).unwrap();
    let config = HostDriverConfig::loopback(Default::default()).unwrap();
    let config = HostDriverConfig {
        package: Some(package),
        ..config
    };
    (Host::start(config).unwrap(), folder)
}

#[test]
fn the_package_arrives_whole() {
    let bytes: Vec<u8> = (0..3_000_017_u32).map(|n| (n * 7 % 251) as u8).collect();
    let (host, _folder) = host_with_package(&bytes);
    assert!(get(&host, "/j").1.contains("href=\"/couchpad.apk\""));
    let heard = ask_in_pieces(&host, b"GET /couchpad.apk HTTP/1.1\r\n\r\n", 99);
    let at = heard.windows(4).position(|w| w == b"\r\n\r\n").unwrap();
    let head = std::str::from_utf8(&heard[..at]).unwrap();
    assert!(head.contains("application/vnd.android.package-archive"));
    assert!(head.contains("Content-Length: 3000017\r\n"), "{head}");
    assert!(heard[at + 4..] == bytes, "the package is damaged");
    let head = ask(&host, "HEAD /couchpad.apk HTTP/1.1\r\n\r\n");
    assert!(head.contains("Content-Length: 3000017\r\n") && head.ends_with("\r\n\r\n"));
}

#[test]
fn who_takes_the_package_too_slowly_is_cut_off_and_holds_nobody_up() {
    let (host, _folder) = host_with_package(&vec![1; 40_000_000]);
    let mut slow: Vec<TcpStream> = (0..4)
        .map(|_| {
            let mut stream = TcpStream::connect(host.listening().tcp).unwrap();
            let asked = b"GET /couchpad.apk HTTP/1.1\r\n\r\n";
            stream.write_all(asked).unwrap();
            stream
        })
        .collect();
    support::start_play(&host);
    let pad = seated(&host, "Ada");
    support::until("cut", || (host.stats().connections_cut >= 4).then_some(()));
    assert!(pad.view().connected);
    for stream in &mut slow {
        let mut heard = Vec::new();
        let _ = stream.read_to_end(&mut heard);
        assert!(heard.len() < 40_000_000);
    }
}

/// Runs the page's script with a made-up browser at this address; the button's link, or an empty text.
fn run_script(script: &str, address: &str) -> Option<String> {
    let browser = r#"
        const at = new URL(process.argv[1]);
        const parts = { open: { hidden: true, removeAttribute() { delete this.href; } }, say: {} };
        const document = { getElementById: (id) => parts[id] };
        const location = { hash: at.hash, hostname: at.hostname, port: at.port };
        new Function("location", "document", "addEventListener", process.env.SCRIPT)(location, document, () => {});
        process.stdout.write(parts.open.hidden ? "" : parts.open.href);
    "#;
    let output = std::process::Command::new("node")
        .args(["-e", browser, address])
        .env("SCRIPT", script)
        .output()
        .ok()?;
    let faults = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{faults}");
    Some(String::from_utf8(output.stdout).unwrap())
}

#[test]
fn the_page_makes_the_very_link_of_the_screen() {
    let host = host();
    let (_, page) = get(&host, "/j");
    let script = page.split_once("<script>").unwrap().1;
    let script = script.split_once("</script>").unwrap().0;
    let pairing = host.join_link().pairing().unwrap().clone();
    let link = |hosts: &str| -> JoinLink {
        let bare: JoinLink = format!("couchpad://{hosts}:4455").parse().unwrap();
        bare.with_pairing(pairing.secret.clone(), pairing.key)
    };
    for hosts in [
        "192.168.0.5",
        "192.168.0.5,10.0.0.1,[fd00::1]",
        "[fd00::1],10.0.0.1",
    ] {
        let link = link(hosts);
        let Some(made) = run_script(script, &link.page()) else {
            println!("not tried, as this machine has no node");
            return;
        };
        assert_eq!(made.parse::<JoinLink>().as_ref(), Ok(&link), "{made}");
    }
    let good = link("10.0.0.1").page();
    for bad in [
        "http://10.0.0.1:4455/j".to_owned(),
        good.replace("&k=", "&k=<"),
        good.replace("s=", "s=javascript:"),
        good.replace("10.0.0.1", "evil.example"),
    ] {
        assert_eq!(run_script(script, &bad).as_deref(), Some(""), "{bad}");
    }
    let odd = good.replace("#", "#h=evil.example,1.2.3.4&");
    let made = run_script(script, &odd).unwrap();
    assert!(
        made.starts_with("couchpad://10.0.0.1,1.2.3.4:4455?"),
        "{made}"
    );
}
