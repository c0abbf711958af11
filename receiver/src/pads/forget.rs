//! Forgetting: one controller by its name or fingerprint, or all of them, at every receiver of this machine.

use super::{PadsError, Trusting};
use couchpad_core::identity::{self, TrustedPad};
use std::fmt::Write as _;

pub(super) fn forget_named(
    receivers: &[Trusting],
    name: &str,
    now: u64,
    notes: &mut Vec<String>,
) -> Result<String, PadsError> {
    if name.trim().is_empty() {
        return Err(PadsError::NoName);
    }
    // over all receivers at once: whoever has this very name goes before others that only sound like it
    let all = receivers.iter().flat_map(|receiver| &receiver.pads);
    let meant = identity::meant(all.clone(), name);
    if meant.is_empty() {
        let mut known: Vec<_> = all.map(|pad| pad.name.clone()).collect();
        known.sort();
        known.dedup();
        let name = couchpad_core::protocol::clean_name(name);
        return Err(PadsError::Unknown { name, known });
    }
    forget_where(receivers, |pad| meant.contains(&pad.key), now, notes)
}

pub(super) fn forget_all(
    receivers: &[Trusting],
    now: u64,
    notes: &mut Vec<String>,
) -> Result<String, PadsError> {
    if receivers.iter().all(|receiver| receiver.pads.is_empty()) {
        return Ok("No controller is trusted here: there is nothing to forget.\n".into());
    }
    forget_where(receivers, |_| true, now, notes)
}

fn forget_where(
    receivers: &[Trusting],
    is_meant: impl Fn(&TrustedPad) -> bool,
    now: u64,
    notes: &mut Vec<String>,
) -> Result<String, PadsError> {
    let mut forgotten = Vec::new();
    for receiver in receivers {
        let pads = receiver.pads.iter().filter(|pad| is_meant(pad)).cloned();
        let pads: Vec<_> = pads.collect();
        receiver.forget(&pads, now, notes)?;
        forgotten.extend(pads);
    }
    let mut out = String::new();
    for pad in &forgotten {
        // writing to a string does not fail
        let _ = writeln!(out, "Forgot {} ({}).", pad.name, pad.key.fingerprint());
    }
    let (count, them) = match forgotten.len() {
        1 => ("1 controller".into(), "It has"),
        count => (format!("{count} controllers"), "They have"),
    };
    let _ = writeln!(
        out,
        "{count} forgotten. {them} to pair again, with the code on the screen; links of before no longer work."
    );
    Ok(out)
}
