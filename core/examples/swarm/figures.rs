//! Percentiles, and what the system tells of a process. Must not know what is measured.

use serde_json::{Value, json};
use std::ops::AddAssign;
use std::time::Duration;

/// Samples of a time.
#[derive(Clone, Debug, Default)]
pub(crate) struct Times(Vec<Duration>);

impl Times {
    /// Takes one more.
    pub(crate) fn add(&mut self, time: Duration) {
        self.0.push(time);
    }

    /// The one that so many are not above, in milliseconds; null where nothing was measured.
    pub(crate) fn at(&mut self, share: f64) -> Option<f64> {
        self.0.sort_unstable();
        let index = (self.0.len() as f64 * share) as usize;
        let time = self.0.get(index.min(self.0.len().saturating_sub(1)))?;
        Some(rounded(time.as_secs_f64() * 1_000.0))
    }

    /// How many there are.
    #[allow(dead_code, reason = "not every example that has this file asks")]
    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// Median and 99th percentile.
    pub(crate) fn json(mut self) -> Value {
        json!({"p50": self.at(0.5), "p99": self.at(0.99)})
    }
}

impl AddAssign for Times {
    fn add_assign(&mut self, other: Self) {
        self.0.extend(other.0);
    }
}

/// Three digits behind the point are more than any of this is worth.
pub(crate) fn rounded(value: f64) -> f64 {
    (value * 1_000.0).round() / 1_000.0
}

/// CPU time that a process has used, user and system together, in hundredths of a second; where there is a `/proc`.
pub(crate) fn cpu_of(pid: u32) -> Option<Duration> {
    let text = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let (_, fields) = text.rsplit_once(')')?;
    let mut fields = fields.split_whitespace().skip(11);
    let mut ticks = || fields.next()?.parse::<u64>().ok();
    let (user, system) = (ticks()?, ticks()?);
    Some(Duration::from_millis(10) * u32::try_from(user + system).ok()?)
}

/// Bytes that have gone over the loopback of this network namespace; where there is a `/proc`.
#[allow(dead_code, reason = "not every example that has this file asks")]
pub(crate) fn loopback_bytes() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/net/dev").ok()?;
    let line = text
        .lines()
        .find_map(|line| line.trim_start().strip_prefix("lo:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// Memory that a process occupies, in MiB; where there is a `/proc`.
#[allow(dead_code, reason = "not every example that has this file asks")]
pub(crate) fn memory_of(pid: u32) -> Option<f64> {
    let text = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = text.lines().find(|line| line.starts_with("VmRSS:"))?;
    let kib: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(rounded(kib / 1_024.0))
}
