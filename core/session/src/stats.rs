//! Counters of what a session dropped and why, for benches, logs and tests. They only grow.

/// What a host session took and dropped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HostStats {
    /// Frames received from known links.
    pub frames: u64,
    /// Gameplay commands acted on.
    pub commands: u64,
    /// Frames from links that no pad has (any more).
    pub unknown_link: u64,
    /// Frames or messages that could not be read, or that have no place on their lane.
    pub malformed: u64,
    /// Frames before the link's `Resume`.
    pub early: u64,
    /// Pad states that came after a newer one.
    pub stale: u64,
    /// `Ordered` parts that had arrived before.
    pub duplicates: u64,
    /// Pad states over the rate.
    pub limited_states: u64,
    /// Gameplay commands over the rate.
    pub limited_commands: u64,
    /// Other `Ordered` messages over the rate.
    pub limited_messages: u64,
    /// Messages from pad to pad that were not passed on.
    pub undelivered: u64,
    /// Gameplay commands older than two seconds.
    pub too_old: u64,
    /// Gameplay commands made under another layout, or without a seat.
    pub misplaced: u64,
    /// Holds that ended because no state came for a quarter of a second.
    pub expired_leases: u64,
    /// Times that a pad's replay buffer overflowed and was given up.
    pub torn: u64,
}

/// What a pad session dropped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PadStats {
    /// Frames from links other than the current one.
    pub unknown_link: u64,
    /// Frames or messages that could not be read, or that have no place on their lane.
    pub malformed: u64,
    /// Frames before the link's `Resume`.
    pub early: u64,
    /// Rumbles and glows that came after a newer one.
    pub stale: u64,
    /// `Ordered` parts that had arrived before.
    pub duplicates: u64,
    /// Own gameplay commands that got too old before they could be sent.
    pub too_old: u64,
    /// Own messages that found the buffer full.
    pub overflowed: u64,
}
