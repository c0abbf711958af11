//! What was measured in the worlds, and how it is told: one line of JSON for each plan, for `cargo xtask bench`.

use super::world::Plan;
use crate::session::Time;

#[derive(Debug, Default)]
pub(super) struct Figures {
    /// Age of the newest position at each step of the game, 60 times a second.
    pub(super) ages: Vec<Time>,
    /// From a command's making to its being told to the game.
    pub(super) latencies: Vec<Time>,
    /// From the end of the blackout to the first position that was made after it.
    pub(super) backs: Vec<Time>,
    pub(super) worlds: u64,
    /// Links that were opened.
    pub(super) links: u64,
    /// Datagrams that the pads sent.
    pub(super) datagrams: u64,
    /// Bytes of what is shown that came after a blackout until the pad showed what the game said.
    pub(super) missed: Vec<usize>,
}

impl Figures {
    pub(super) fn add(&mut self, other: Self) {
        self.ages.extend(other.ages);
        self.latencies.extend(other.latencies);
        self.backs.extend(other.backs);
        self.worlds += other.worlds;
        self.links += other.links;
        self.datagrams += other.datagrams;
        self.missed.extend(other.missed);
    }

    /// Prints the line.
    pub(super) fn tell(&self, what: &str, plan: &Plan) {
        let millis = |times: &[Time], percent| percentile(times, percent).as_secs_f64() * 1_000.0;
        println!(
            "{{\"bench\":\"impaired\",\"link\":\"{what}\",\"loss\":{},\"jitter_ms\":{},\"worlds\":{},\
             \"age_p50_ms\":{:.1},\"age_p99_ms\":{:.1},\"command_p50_ms\":{:.1},\"command_p99_ms\":{:.1},\
             \"commands\":{},\"back_max_ms\":{:.1},\"links\":{},\"datagrams\":{}}}",
            plan.impairment.loss,
            plan.impairment.jitter.as_millis(),
            self.worlds,
            millis(&self.ages, 50),
            millis(&self.ages, 99),
            millis(&self.latencies, 50),
            millis(&self.latencies, 99),
            self.latencies.len(),
            millis(&self.backs, 100),
            self.links,
            self.datagrams,
        );
    }
}

/// The time that so many percent of the times do not exceed; zero if there are none.
pub(super) fn percentile(times: &[Time], percent: usize) -> Time {
    let mut times = times.to_vec();
    times.sort_unstable();
    let last = times.len().saturating_sub(1);
    times.get(last * percent / 100).copied().unwrap_or_default()
}
