//! An evening of several receivers, one after the other, on the same data folder, and of the phones that play with them.

use crate::process::{PATIENCE, Receiver};
use couchpad_core::identity::{FileStore, PadIdentity};
use couchpad_core::protocol::{AxisIndex, ButtonIndex, JoinLink, Phase, Place, Profile, SeatIndex};
use couchpad_core::{Pad, PadOptions, PadView, Target};
use couchpad_receiver::kept::{self, Kept};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A phone: its key, and the app that runs on it, which plays by itself.
pub(crate) struct Phone {
    pub(crate) options: PadOptions,
    pub(crate) app: Option<App>,
}

pub(crate) struct App {
    pad: Arc<Pad>,
    stop: Arc<AtomicBool>,
    thumbs: Option<JoinHandle<()>>,
}

impl App {
    fn start(link: &JoinLink, options: PadOptions) -> Self {
        let target = Target::of_link(link).expect("the whole link");
        let pad = Arc::new(Pad::connect(target, options).expect("a pad"));
        let stop = Arc::new(AtomicBool::new(false));
        let (own, flag) = (Arc::clone(&pad), Arc::clone(&stop));
        let thumbs = std::thread::spawn(move || {
            let mut at = 0_u16;
            while !flag.load(Ordering::Relaxed) {
                at = at.wrapping_add(1_500);
                own.set_axis(AxisIndex(0), at as i16);
                if own.view().phase == Phase::Playing {
                    own.press(ButtonIndex(0));
                    own.release(ButtonIndex(0));
                }
                std::thread::sleep(Duration::from_millis(10));
            }
        });
        Self {
            pad,
            stop,
            thumbs: Some(thumbs),
        }
    }

    pub(crate) fn tap(&self, button: ButtonIndex) {
        self.pad.press(button);
        self.pad.release(button);
    }

    pub(crate) fn until(&self, what: &str, fits: impl Fn(&PadView) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !fits(&self.pad.view()) {
            assert!(Instant::now() < end, "no {what}: {:?}", self.pad.view());
            std::thread::sleep(Duration::from_millis(2));
        }
    }
}

impl Drop for App {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thumbs) = self.thumbs.take() {
            let _ = thumbs.join();
        }
    }
}

/// A receiver with a data folder that outlives it, and phones that play with it.
pub(crate) struct Evening {
    pub(crate) data: TempDir,
    bind: String,
    link: JoinLink,
    pub(crate) receiver: Receiver,
    pub(crate) phones: Vec<Phone>,
}

impl Evening {
    /// A game under way.
    pub(crate) fn new(names: &[&str]) -> Self {
        Self::with(names, tempfile::tempdir().expect("a folder"), &[])
    }

    pub(crate) fn with(names: &[&str], data: TempDir, args: &[&str]) -> Self {
        let all = [&["--bind", "127.0.0.1:0", "--seed", "5"], args].concat();
        let mut receiver = Receiver::start_in(data.path(), &all);
        let listening = receiver.next("listening");
        let link: JoinLink = listening["join"].as_str().unwrap().parse().unwrap();
        let mut evening = Self {
            data,
            bind: listening["udp"].as_str().unwrap().to_owned(),
            link,
            receiver,
            phones: Vec::new(),
        };
        for name in names {
            evening.phones.push(Phone {
                options: PadOptions {
                    profile: Profile {
                        name: (*name).into(),
                        mark: None,
                    },
                    identity: Some(Arc::new(PadIdentity::ephemeral().unwrap())),
                    ..PadOptions::default()
                },
                app: None,
            });
            evening.open_app(evening.phones.len() - 1);
            evening.receiver.next("pad_joined");
        }
        evening
    }

    pub(crate) fn open_app(&mut self, phone: usize) {
        let phone = &mut self.phones[phone];
        phone.app = Some(App::start(&self.link, phone.options.clone()));
    }

    /// Kills the receiver, and reads what it had kept.
    pub(crate) fn kill(&mut self) -> Kept {
        self.receiver.kill();
        self.kept().expect("an evening is kept")
    }

    pub(crate) fn kept(&self) -> Option<Kept> {
        let store = FileStore::open(&self.data.path().join("receiver")).expect("its place");
        kept::read(&store).expect("it is whole")
    }

    /// Waits until what is kept fits: it is written about once a second, and by a disk as slow as it likes.
    pub(crate) fn until_kept(&self, what: &str, fits: impl Fn(&Kept) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !self.kept().as_ref().is_some_and(&fits) {
            assert!(Instant::now() < end, "{what} is not kept");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    pub(crate) fn start(&mut self) {
        self.start_with(&[]);
    }

    pub(crate) fn start_with(&mut self, args: &[&str]) {
        let all = [&["--bind", &self.bind][..], args].concat();
        self.receiver = Receiver::start_in(self.data.path(), &all);
    }

    /// Waits for every phone with an app to be back in its seat with at least these points. How long each took since
    /// `start`.
    pub(crate) fn all_are_back(&mut self, start: Instant, kept: &Kept) -> Vec<Duration> {
        let game = kept
            .game
            .as_ref()
            .map(|game| game.saved.load().expect("it goes on").1);
        let mut times = Vec::new();
        let apps = self
            .phones
            .iter()
            .filter(|phone| phone.app.is_some())
            .count();
        while times.len() < apps {
            let back = self.receiver.next("pad_resumed");
            times.push(start.elapsed());
            let seat = self
                .phones
                .iter()
                .position(|p| back["name"] == *p.options.profile.name);
            assert_eq!(
                back["seat"].as_u64(),
                seat.map(|seat| seat as u64),
                "{back}"
            );
        }
        for (seat, phone) in (0_u16..).zip(&self.phones) {
            let points = game.as_ref().map_or(0, |game| game.score(SeatIndex(seat)));
            let is_back = |view: &PadView| {
                let sits = matches!(view.place, Some(Place::Seated { seat: s, .. }) if s.0 == seat);
                view.connected && sits && view.score.is_some_and(|(own, _)| own >= points)
            };
            if let Some(app) = &phone.app {
                app.until("seat and points", is_back);
            }
        }
        times
    }
}
