//! A control port under fire: whatever strangers throw at it, at whatever stage, somebody with the link still gets in.

mod support;

use couchpad_core::protocol::control::{ControlToHost, Hello, frame, mode};
use couchpad_core::session::pairing::{Credential, PadHandshake};
use rand_core::{Rng, SeedableRng};
use rand_pcg::Pcg64Mcg;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;
use support::raw::{Raw, by_link, device};
use support::{host, seated};

/// Bytes that look random and repeat from run to run.
struct Dice(Pcg64Mcg);

impl Dice {
    fn bytes(&mut self, most: u64) -> Vec<u8> {
        let mut bytes = vec![0; (self.0.next_u64() % most) as usize];
        self.0.fill_bytes(&mut bytes);
        bytes
    }
}

/// Sends the rest and reads to the end, whatever comes of it.
fn throw(mut stream: TcpStream, bytes: &[u8]) {
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    let _ = stream.write_all(bytes);
    let _ = stream.shutdown(Shutdown::Write);
    let mut heard = Vec::new();
    let _ = stream.read_to_end(&mut heard);
}

#[test]
fn random_bytes_at_every_stage_harm_nobody() {
    let host = host();
    let friend = seated(&host, "Ada");
    let to = host.listening().tcp;
    let mut dice = Dice(Pcg64Mcg::seed_from_u64(5));
    let receiver = host.join_link().pairing().unwrap().key;
    for round in 0..120 {
        let junk = dice.bytes(600);
        // before anything
        throw(TcpStream::connect(to).unwrap(), &junk);
        // as a browser
        throw(
            TcpStream::connect(to).unwrap(),
            &[b"GET /", &junk[..]].concat(),
        );
        // as frames after a hello, in every mode
        let hello = Hello::new([round; 16], mode::LINK + round % 3).encode();
        let framed = frame(&junk[..junk.len().min(250)]).unwrap();
        let stream = TcpStream::connect(to).unwrap();
        throw(stream, &[frame(&hello).unwrap(), framed].concat());
        // in place of a handshake's later frames
        let credential = [by_link(&host), Credential::Trusted(receiver)];
        for credential in credential {
            let (mut handshake, hello) = PadHandshake::new(&device(), credential, [3; 16]);
            let mut raw = Raw::silent(&host);
            raw.say_clear(&hello);
            if let Some(heard) = raw.hear_clear() {
                let _ = handshake.read(&heard);
                raw.say_clear(&junk[..junk.len().min(250)]);
                raw.assert_cut();
            }
        }
    }
    assert_eq!(host.stats().restarts, 0, "a panic");
    assert!(friend.view().connected);
    seated(&host, "Bo");
}

#[test]
fn random_messages_in_the_channel_harm_nobody() {
    let host = host();
    let mut dice = Dice(Pcg64Mcg::seed_from_u64(6));
    for _ in 0..40 {
        let mut before = Raw::secured(&host, &device(), by_link(&host));
        before.say_sealed(&dice.bytes(2_000));
        before.assert_cut();
        let mut after = Raw::admitted(&host, "Eve").0;
        after.say_sealed(&dice.bytes(16_000));
        after.say(&ControlToHost::RememberMe);
        let _ = after.stream.shutdown(Shutdown::Write);
        after.assert_cut();
    }
    assert_eq!(host.stats().restarts, 0, "a panic");
    seated(&host, "Ada");
}

/// From many addresses at once: Linux has all of 127.0.0.0/8 without asking.
#[cfg(target_os = "linux")]
mod floods {
    use super::*;
    use std::net::SocketAddr;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
    use std::thread;
    use support::raw::connect_from;
    use support::until;

    /// Threads that do the same over and over, each from an address of its own, until they are dropped.
    struct Flood {
        stop: Arc<AtomicBool>,
        done: Arc<AtomicUsize>,
        threads: Vec<thread::JoinHandle<()>>,
    }

    impl Flood {
        fn of(threads: u8, act: impl Fn([u8; 4]) + Clone + Send + 'static) -> Self {
            let stop = Arc::new(AtomicBool::new(false));
            let done = Arc::new(AtomicUsize::new(0));
            let threads = (0..threads).map(|n| {
                let (stop, done, act) = (stop.clone(), done.clone(), act.clone());
                thread::spawn(move || {
                    while !stop.load(Ordering::Relaxed) {
                        act([127, 0, 1, n + 1]);
                        done.fetch_add(1, Ordering::Relaxed);
                    }
                })
            });
            Self {
                stop: stop.clone(),
                done: done.clone(),
                threads: threads.collect(),
            }
        }
    }

    impl Drop for Flood {
        fn drop(&mut self) {
            self.stop.store(true, Ordering::Relaxed);
            for thread in self.threads.drain(..) {
                thread.join().unwrap();
            }
        }
    }

    fn get(from: [u8; 4], to: SocketAddr) {
        let stream = connect_from(from, to);
        throw(stream, b"GET /j HTTP/1.1\r\nHost: x\r\n\r\n");
    }

    #[test]
    fn a_flood_of_browsers_keeps_no_pad_out() {
        let host = host();
        let to = host.listening().tcp;
        let flood = Flood::of(4, move |from| get(from, to));
        until("the flood is there", || {
            (flood.done.load(Ordering::Relaxed) > 50).then_some(())
        });
        for name in ["Ada", "Bo", "Cy"] {
            seated(&host, name);
        }
        assert_eq!(host.stats().restarts, 0);
    }

    #[test]
    fn connections_held_from_many_addresses_keep_no_pad_out() {
        let host = host();
        let to = host.listening().tcp;
        // more than there is room for, from more addresses than there is room for
        let _held: Vec<TcpStream> = (0..120)
            .map(|n| connect_from([127, 0, 2, n / 4 + 1], to))
            .collect();
        let mut friend = Raw::over(connect_from([127, 0, 3, 1], to));
        friend.secure(&device(), by_link(&host)).unwrap();
        friend.join("Ada", None);
        assert!(friend.hear().is_some());
        seated(&host, "Bo");
    }

    #[test]
    fn half_handshakes_from_many_addresses_keep_no_pad_out() {
        let host = host();
        let to = host.listening().tcp;
        let flood = Flood::of(4, move |from| {
            let hello = Hello::new([9; 16], mode::CODE).encode();
            let mut stream = connect_from(from, to);
            let _ = stream.write_all(&frame(&hello).unwrap());
            thread::sleep(Duration::from_millis(5));
        });
        until("the flood is there", || {
            (flood.done.load(Ordering::Relaxed) > 50).then_some(())
        });
        seated(&host, "Ada");
        assert_eq!(host.stats().restarts, 0);
    }
}
