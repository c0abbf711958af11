//! The days whose draws have tables of their own. Pure.

use std::fmt;

/// A day from midnight to midnight UTC, counted from 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub u64);

/// Days of 400 years, after which the calendar begins anew.
const ERA: u64 = 146_097;
/// Days from 0000-03-01 to 1970-01-01.
const BEFORE: u64 = 719_468;
/// The last day of the year 9999: later ones have no date that anybody could read.
const LAST: u64 = 2_932_896;

impl fmt::Display for Day {
    /// As a date: `2026-11-22`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // counted from a first of March, so that the day that some years have is a year's last
        let days = self.0.min(LAST) + BEFORE;
        let (era, day) = (days / ERA, days % ERA);
        let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
        let day = day - (365 * year + year / 4 - year / 100);
        // from March on, every five months have 153 days
        let month = (5 * day + 2) / 153;
        let day = day - (153 * month + 2) / 5 + 1;
        let (month, next) = if month < 10 {
            (month + 3, 0)
        } else {
            (month - 9, 1)
        };
        let year = 400 * era + year + next;
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_their_dates() {
        for (day, date) in [
            (0, "1970-01-01"),
            (58, "1970-02-28"),
            (59, "1970-03-01"),
            (10_956, "1999-12-31"),
            (11_016, "2000-02-29"),
            (11_017, "2000-03-01"),
            (20_779, "2026-11-22"),
            (47_541, "2100-03-01"),
            (2_932_896, "9999-12-31"),
            (u64::MAX, "9999-12-31"),
        ] {
            assert_eq!(Day(day).to_string(), date);
        }
    }

    #[test]
    fn every_day_of_an_era_has_a_date_of_its_own_and_they_are_in_order() {
        let mut before = String::new();
        for day in 0..=ERA {
            let date = Day(day).to_string();
            assert!(before < date && date.len() == 10, "{before} {date}");
            before = date;
        }
        assert_eq!(before, "2370-01-01");
    }
}
