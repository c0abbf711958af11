//! The list of controllers as a table of columns.

use super::Trusting;
use couchpad_core::identity::TrustedPad;
use ratatui::text::Line;

const HEADINGS: [&str; 6] = [
    "RECEIVER",
    "NAME",
    "PAIRED",
    "TRUSTED",
    "LAST SEEN",
    "FINGERPRINT",
];

pub(super) fn table(receivers: &[Trusting], now: u64) -> String {
    let trusting: Vec<_> = receivers.iter().filter(|r| !r.pads.is_empty()).collect();
    if trusting.is_empty() {
        return "No controller is trusted here yet: one is as soon as it has joined by the QR code or the six digits.\n"
            .into();
    }
    let mut rows = vec![HEADINGS.map(str::to_owned)];
    for receiver in &trusting {
        let row = |pad| row(&receiver.name(), pad, now);
        rows.extend(receiver.pads.iter().map(row));
    }
    // with one receiver its name says nothing
    let skipped = usize::from(trusting.len() == 1);
    let rows: Vec<_> = rows.iter().map(|row| row.iter().skip(skipped)).collect();
    laid_out(&rows)
}

fn row(receiver: &str, pad: &TrustedPad, now: u64) -> [String; 6] {
    let trusted = if pad.remembered {
        "remembered"
    } else {
        "for this evening"
    };
    [
        receiver.to_owned(),
        pad.name.clone(),
        ago(pad.paired, now),
        trusted.to_owned(),
        ago(pad.last_seen, now),
        pad.key.fingerprint(),
    ]
}

/// Rows of cells as columns, each as wide as its widest cell.
pub(crate) fn laid_out<'a>(rows: &[impl Iterator<Item = &'a String> + Clone]) -> String {
    let width = |cell: &String| Line::from(cell.as_str()).width();
    let mut widths: Vec<usize> = Vec::new();
    for row in rows {
        for (column, cell) in row.clone().enumerate() {
            match widths.get_mut(column) {
                Some(widest) => *widest = width(cell).max(*widest),
                None => widths.push(width(cell)),
            }
        }
    }
    let mut out = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, widest) in row.clone().zip(&widths) {
            line += cell;
            line += &" ".repeat(widest.saturating_sub(width(cell)) + 2);
        }
        out += line.trim_end();
        out.push('\n');
    }
    out
}

/// How long ago a moment was, in unix seconds. One that is yet to come was by another clock.
fn ago(moment: u64, now: u64) -> String {
    const MINUTE: u64 = 60;
    const HOUR: u64 = 60 * MINUTE;
    const DAY: u64 = 24 * HOUR;
    match now.saturating_sub(moment) {
        ..MINUTE => "just now".into(),
        past @ ..HOUR => format!("{} min ago", past / MINUTE),
        past if past < 2 * DAY => format!("{} h ago", past / HOUR),
        past => format!("{} days ago", past / DAY),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: u64 = 1_790_000_000;

    #[test]
    fn moments_are_told_from_now() {
        let cases = [
            (0, "just now"),
            (59, "just now"),
            (60, "1 min ago"),
            (3_599, "59 min ago"),
            (3_600, "1 h ago"),
            (47 * 3_600, "47 h ago"),
            (48 * 3_600, "2 days ago"),
        ];
        for (past, words) in cases {
            assert_eq!(ago(NOW - past, NOW), words);
        }
        assert_eq!(ago(NOW + 999, NOW), "just now");
    }
}
