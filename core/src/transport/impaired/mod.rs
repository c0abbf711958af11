//! The proof that links hold: the real sessions, lanes, pace and renet of both ends over links that lose, delay, double
//! and mix up their datagrams, in virtual time and decided by a seed, against the bars of `docs/performance.md`. The time
//! is virtual, so that these are figures of the design and not of the machine.

mod figures;
mod host_end;
mod pad_end;
mod world;

use crate::session::Time;
use crate::transport::impair::Impairment;
use figures::{Figures, percentile};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use world::{Plan, World};

/// The link of the table: loss, and 0 to 100 ms on the way.
fn plan(loss: u16) -> Plan {
    Plan {
        impairment: Impairment {
            loss,
            jitter: ms(100),
            ..Impairment::default()
        },
        seconds: 4,
        blackout: None,
        sealed: false,
        shows: false,
    }
}

/// The same with a tenth of the datagrams on detours of three times that time, and a twentieth doubled.
fn rough(loss: u16, jitter: u64) -> Plan {
    Plan {
        impairment: Impairment {
            loss,
            duplicate: 50,
            reorder: 100,
            delay: ms(1),
            jitter: ms(jitter),
        },
        ..plan(loss)
    }
}

const fn ms(millis: u64) -> Time {
    Time::from_millis(millis)
}

/// Runs a plan with so many seeds of its own and adds up what was measured. What is asserted on the way names its seed.
fn sweep(what: &str, worlds: u64, plan: Plan) -> Figures {
    let mut all = Figures::default();
    let Impairment {
        loss,
        reorder,
        jitter,
        ..
    } = plan.impairment;
    let kinds = [loss.into(), reorder.into(), plan.seconds];
    let first = kinds.iter().fold(0, |first, kind| first * 1_000 + kind) * 100_000_u64;
    let first = first + jitter.subsec_millis() as u64 * 1_000;
    for seed in first..first + worlds {
        let run = AssertUnwindSafe(|| World::new(seed, plan).run());
        all.add(catch_unwind(run).unwrap_or_else(|panic| {
            eprintln!("seed {seed} failed with {plan:?}");
            resume_unwind(panic)
        }));
    }
    all.tell(what, &plan);
    all
}

/// Loss in thousandths; what the table allows at the 99th percentile: age of a position, latency of a command, in ms.
const TABLE: [(u16, u64, u64); 4] = [(0, 80, 130), (50, 80, 130), (200, 90, 170), (500, 115, 320)];

#[test]
fn ages_and_latencies_are_within_the_table() {
    for (loss, age, latency) in TABLE {
        let figures = sweep("table", 60, plan(loss));
        assert!(percentile(&figures.ages, 99) <= ms(age), "age at {loss}");
        assert!(
            percentile(&figures.latencies, 99) <= ms(latency),
            "latency at {loss}"
        );
    }
}

fn rough_links(jitter: u64) {
    for (loss, age, latency) in TABLE {
        let figures = sweep("rough", 100, rough(loss, jitter));
        // a detour is out of the table's 100 ms: for a position that is one loss more, which where half of them get
        // lost already costs up to a fiftieth
        let age = if loss == 500 {
            ms(age) * 51 / 50
        } else {
            ms(age)
        };
        assert!(percentile(&figures.ages, 99) <= age, "age at {loss}");
        assert!(
            percentile(&figures.latencies, 99) <= ms(latency),
            "latency at {loss}"
        );
    }
}

#[test]
fn nothing_is_lost_doubled_or_mixed_up_on_rough_links() {
    rough_links(0);
}

#[test]
fn nothing_is_lost_doubled_or_mixed_up_on_rough_links_with_jitter() {
    rough_links(100);
}

#[test]
fn a_short_blackout_is_over_at_once_on_the_same_link() {
    for (loss, worlds) in [(0, 40), (50, 30), (500, 10)] {
        let plan = Plan {
            blackout: Some(ms(2_000)),
            seconds: 5,
            ..rough(loss, 20)
        };
        let figures = sweep("blackout of 2 s", worlds, plan);
        assert_eq!(figures.links, figures.worlds, "no link was given up");
        assert_eq!(figures.backs.len() as u64, figures.worlds);
        let back = percentile(&figures.backs, 100);
        assert!(back <= ms(300), "{back:?}");
    }
}

#[test]
fn a_long_blackout_is_over_soon_on_another_link() {
    for loss in [0, 50] {
        let plan = Plan {
            blackout: Some(ms(10_000)),
            seconds: 14,
            sealed: true,
            ..rough(loss, 20)
        };
        let figures = sweep("blackout of 10 s", 20, plan);
        assert!(figures.links > figures.worlds, "there were other links");
        assert_eq!(figures.backs.len() as u64, figures.worlds);
        let back = percentile(&figures.backs, 100);
        assert!(back <= ms(800), "{back:?}");
    }
}

/// What is shown changes sixty times a second, also while the link is dead: the pad hears what it missed, and that is little.
#[test]
fn what_a_pad_shows_is_made_good_by_what_it_missed_alone() {
    for (blackout, loss, worlds) in [(2_000, 0, 20), (2_000, 500, 10), (10_000, 50, 20)] {
        let plan = Plan {
            blackout: Some(ms(blackout)),
            seconds: blackout / 1_000 + 4,
            sealed: true,
            shows: true,
            ..rough(loss, 20)
        };
        let figures = sweep("shown over a blackout", worlds, plan);
        assert_eq!(figures.missed.len() as u64, figures.worlds);
        let most = figures.missed.iter().max().copied().unwrap_or_default();
        println!("{most} B at most make good {blackout} ms with a loss of {loss}");
        // a few changes before the host had any doubt, and one update with the rest; one board alone is 400 B
        assert!(most < 200, "{most} B after {blackout} ms");
    }
}

#[test]
fn what_a_pad_shows_is_what_the_game_says_on_rough_links() {
    for loss in [0, 200, 500] {
        let plan = Plan {
            shows: true,
            ..rough(loss, 100)
        };
        sweep("shown", 20, plan);
    }
}

#[test]
fn the_same_seed_is_the_same_world() {
    let run = |seed| World::new(seed, rough(200, 100)).run();
    assert_eq!(run(1).ages, run(1).ages);
    assert_ne!(run(1).ages, run(2).ages);
}
