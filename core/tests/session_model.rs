//! The session's model test: a host and several pads over impaired links in virtual time. Links are cut and opened, pads
//! restart and go away, seats and layouts change, all decided by a seed. Whatever happens, what was promised holds.

use couchpad_core as kit;

mod model {
    pub(crate) mod actor;
    pub(crate) mod checks;
    mod deeds;
    pub(crate) mod world;
}

use kit::session::Time;
use kit::transport::memory::Impairment;
use model::world::{Plan, World};

fn impairment(loss: u16, jitter_millis: u64) -> Impairment {
    Impairment {
        loss,
        duplicate: 50,
        reorder: 100,
        delay: Time::from_millis(1),
        jitter: Time::from_millis(jitter_millis),
    }
}

/// Runs seeds and names the one that fails.
fn sweep(seeds: std::ops::Range<u64>, plan: impl Fn(u64) -> Plan) {
    for seed in seeds {
        let plan = plan(seed);
        let run = std::panic::AssertUnwindSafe(|| World::new(seed, plan).run());
        if let Err(panic) = std::panic::catch_unwind(run) {
            eprintln!("seed {seed} failed with {plan:?}");
            std::panic::resume_unwind(panic);
        }
    }
}

const LOSSES: [u16; 4] = [0, 50, 200, 500];
const JITTERS: [u64; 3] = [0, 20, 100];

fn plan(seed: u64) -> Plan {
    let loss = LOSSES[seed as usize % LOSSES.len()];
    let jitter = JITTERS[seed as usize / LOSSES.len() % JITTERS.len()];
    Plan {
        pads: 2 + seed as usize % 4,
        seconds: 8,
        impairment: impairment(loss, jitter),
        ..Plan::default()
    }
}

#[test]
fn links_that_only_impair() {
    sweep(0..60, |seed| Plan {
        buttons: seed % 2 == 0,
        ..plan(seed)
    });
}

#[test]
fn links_that_are_cut() {
    sweep(1_000..1_080, |seed| Plan {
        cuts: true,
        buttons: seed % 2 == 0,
        ..plan(seed)
    });
}

#[test]
fn pads_that_lose_their_memory() {
    sweep(2_000..2_080, |seed| Plan {
        cuts: true,
        restarts: true,
        buttons: true,
        ..plan(seed)
    });
}

#[test]
fn seats_and_players_that_come_and_go() {
    sweep(3_000..3_100, |seed| Plan {
        cuts: true,
        restarts: true,
        buttons: true,
        turnover: true,
        ..plan(seed)
    });
}

#[test]
fn a_blackout_keeps_the_seat() {
    sweep(4_000..4_040, |seed| Plan {
        blackout: Some(Time::from_secs(if seed % 2 == 0 { 2 } else { 10 })),
        seconds: 14,
        buttons: true,
        ..plan(seed)
    });
}
