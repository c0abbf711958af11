//! The cases: what goes wrong, for how long, and from when on it is measured.

use crate::table::{LOOK, Table};
use crate::trouble::{Ongoing, Trouble};
use anyhow::ensure;
use couchpad_core::{LinkKind, Transport};
use std::thread;
use std::time::{Duration, Instant};

const GIVE_UP: Duration = Duration::from_secs(60);
/// Play before the trouble, at least.
const CALM: Duration = Duration::from_secs(2);
/// Time on TCP before UDP gets through again.
const ON_TCP: Duration = Duration::from_secs(6);
/// When the shell has noticed, where it does.
const NOTICED: Duration = Duration::from_millis(300);

/// Who has to notice, and what is waited for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Trouble that passes; the pads notice by themselves.
    Passes,
    /// The same; the shells tell their pads early on.
    PassesTold,
    /// Trouble that stays: measured from its beginning.
    Stays,
    /// Trouble that stayed for long and passes: the longest time without a fresh position until play goes over UDP.
    ChangesBack,
    /// The same: until play goes over UDP.
    UntilUdp,
}

pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) transport: Transport,
    trouble: Trouble,
    dark: Duration,
    kind: Kind,
}

/// What became of one pad.
pub(crate) struct Seen {
    pub(crate) back: Duration,
    /// How often its player was told that the link is lost.
    pub(crate) lost: u32,
    pub(crate) over: Option<LinkKind>,
}

const fn case(name: &'static str, trouble: Trouble, seconds: u64, kind: Kind) -> Case {
    Case {
        name,
        transport: Transport::Auto,
        trouble,
        dark: Duration::from_secs(seconds),
        kind,
    }
}

const fn over_tcp(case: Case) -> Case {
    Case {
        transport: Transport::Tcp,
        ..case
    }
}

/// All of them.
pub(crate) const CASES: [Case; 13] = [
    case("2 s dark", Trouble::Dark, 2, Kind::Passes),
    case("10 s dark", Trouble::Dark, 10, Kind::Passes),
    case(
        "2 s dark, connections forgotten",
        Trouble::DarkAndForgotten,
        2,
        Kind::Passes,
    ),
    case(
        "10 s dark, connections forgotten",
        Trouble::DarkAndForgotten,
        10,
        Kind::Passes,
    ),
    case(
        "2 s dark, forgotten, pad was told",
        Trouble::DarkAndForgotten,
        2,
        Kind::PassesTold,
    ),
    case(
        "10 s dark, forgotten, pad was told",
        Trouble::DarkAndForgotten,
        10,
        Kind::PassesTold,
    ),
    case(
        "another address at once",
        Trouble::DarkAndMoved,
        0,
        Kind::Passes,
    ),
    case(
        "2 s dark, then another address",
        Trouble::DarkAndMoved,
        2,
        Kind::Passes,
    ),
    case(
        "UDP dies: until play goes over TCP",
        Trouble::NoUdp,
        0,
        Kind::Stays,
    ),
    case(
        "UDP answers again: longest gap",
        Trouble::NoUdp,
        0,
        Kind::ChangesBack,
    ),
    case(
        "UDP answers again: until play is there",
        Trouble::NoUdp,
        0,
        Kind::UntilUdp,
    ),
    over_tcp(case(
        "2 s dark, play over TCP",
        Trouble::Dark,
        2,
        Kind::Passes,
    )),
    over_tcp(case(
        "10 s dark, play over TCP",
        Trouble::Dark,
        10,
        Kind::Passes,
    )),
];

impl Case {
    /// Whether the address changes that pads come from.
    pub(crate) fn moves(&self) -> bool {
        self.trouble == Trouble::DarkAndMoved
    }

    /// Plays it once; what became of each pad. `phase` moves the moment.
    pub(crate) fn play(&self, table: &mut Table, phase: Duration) -> anyhow::Result<Vec<Seen>> {
        thread::sleep(CALM + phase);
        table.losses();
        let mut trouble = Ongoing::begin(self.trouble)?;
        match self.kind {
            Kind::Passes => thread::sleep(self.dark),
            Kind::PassesTold => {
                thread::sleep(NOTICED);
                table.relink();
                thread::sleep(self.dark.saturating_sub(NOTICED));
            }
            Kind::Stays => {}
            Kind::ChangesBack | Kind::UntilUdp => {
                fresh(table)?;
                thread::sleep(ON_TCP + phase);
            }
        }
        if self.kind != Kind::Stays {
            trouble.lift()?;
        }
        let backs = match self.kind {
            Kind::Passes | Kind::PassesTold | Kind::Stays => fresh(table)?,
            Kind::ChangesBack => on_udp(table)?.1,
            Kind::UntilUdp => on_udp(table)?.0,
        };
        table.check()?;
        let (losses, kinds) = (table.losses(), table.kinds());
        let all = backs.into_iter().zip(losses).zip(kinds);
        Ok(all
            .map(|((back, lost), over)| Seen { back, lost, over })
            .collect())
    }
}

/// How long until the host knows a position of each pad that was made from now on.
fn fresh(table: &Table) -> anyhow::Result<Vec<Duration>> {
    let (start, made) = (Instant::now(), table.position());
    let mut backs = vec![None; table.known().len()];
    while backs.iter().any(Option::is_none) {
        ensure!(start.elapsed() < GIVE_UP, "a pad did not come back");
        let now = start.elapsed();
        for (back, known) in backs.iter_mut().zip(table.known()) {
            if known > made {
                back.get_or_insert(now);
            }
        }
        thread::sleep(LOOK);
    }
    Ok(backs.into_iter().flatten().collect())
}

/// How long until each pad plays over UDP; and the longest time in which nothing new of it was known, until a moment later.
fn on_udp(table: &Table) -> anyhow::Result<(Vec<Duration>, Vec<Duration>)> {
    let start = Instant::now();
    let mut newest: Vec<_> = table
        .known()
        .into_iter()
        .map(|known| (known, start))
        .collect();
    let mut gaps = vec![Duration::ZERO; newest.len()];
    let mut times = vec![None; newest.len()];
    let mut until = None;
    while until.is_none_or(|until| Instant::now() < until) {
        ensure!(start.elapsed() < GIVE_UP, "a pad did not go back to UDP");
        let now = Instant::now();
        for ((last, gap), known) in newest.iter_mut().zip(&mut gaps).zip(table.known()) {
            if known != last.0 {
                *last = (known, now);
            }
            *gap = (*gap).max(now - last.1);
        }
        for (time, kind) in times.iter_mut().zip(table.kinds()) {
            if kind == Some(LinkKind::Udp) {
                time.get_or_insert(now - start);
            }
        }
        if until.is_none() && times.iter().all(Option::is_some) {
            until = Some(now + CALM);
        }
        thread::sleep(LOOK);
    }
    Ok((times.into_iter().flatten().collect(), gaps))
}
