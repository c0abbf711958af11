//! The receiver's event lines: what the start of the pads waits for, and the others as sentences.

use std::collections::BTreeMap;

use serde_json::Value;

/// What the start of the pads waits for.
#[derive(Debug, Eq, PartialEq)]
pub(super) enum News {
    /// The receiver listens: the join link.
    Listening(String),
    /// A pad was admitted, or turned away.
    Arrived,
}

impl News {
    pub(super) fn in_line(line: &str) -> Option<Self> {
        let event: Value = serde_json::from_str(line).ok()?;
        match event.get("event")?.as_str()? {
            "listening" => {
                let link = event.get("join")?.as_str()?;
                link.starts_with("couchpad://")
                    .then(|| Self::Listening(link.to_owned()))
            }
            "pad_joined" | "pad_rejected" => Some(Self::Arrived),
            _ => None,
        }
    }
}

/// Tells the events as sentences; remembers who sits where, to name whoever scores.
#[derive(Debug, Default)]
pub(super) struct Narrator {
    names: BTreeMap<u64, String>,
}

impl Narrator {
    /// The line as a sentence; as it is where it is no event. `None` where the receiver's log tells it already.
    pub(super) fn sentence(&mut self, line: &str) -> Option<String> {
        let event = serde_json::from_str::<Value>(line).ok();
        let kind = event
            .as_ref()
            .and_then(|event| event.get("event")?.as_str());
        let text = match (kind, &event) {
            (Some("listening"), _) => return None,
            (Some(kind), Some(event)) => self.describe(kind, event),
            _ => line.to_owned(),
        };
        // Names come from other people's devices: they must not steer this terminal.
        Some(
            text.chars()
                .filter(|character| !character.is_control())
                .collect(),
        )
    }

    fn describe(&mut self, kind: &str, event: &Value) -> String {
        let seat = event.get("seat").and_then(Value::as_u64);
        if let (Some(seat), Some(name)) = (seat, event.get("name").and_then(Value::as_str)) {
            self.names.insert(seat, name.to_owned());
        }
        let field = |name: &str| event.get(name).map_or_else(|| "?".to_owned(), plain);
        match kind {
            "game_started" => format!("The game begins: {}, seed {}", field("game"), field("seed")),
            "game_paused" => "The game is paused".to_owned(),
            "seats_restored" => "Seats of before wait for those who had them".to_owned(),
            "game_restored" => "The game of before stands here again, paused".to_owned(),
            "game_countdown" => format!("The game goes on in {} s", field("seconds")),
            "game_resumed" => "The game goes on".to_owned(),
            "game_aborted" => format!("The game was ended, {} points", field("total")),
            "game_over" => game_over(event),
            "round_cleared" => format!("Round {} is done", field("round")),
            "score" => {
                let who = seat
                    .and_then(|seat| self.names.get(&seat))
                    .map_or("The team", String::as_str);
                let (points, total) = (field("points"), field("total"));
                format!("{who} scores {points}, {total} in all")
            }
            "events_lost" => format!(
                "{} events are missing here: they were read too slowly",
                field("count")
            ),
            _ => controller(kind, event, &field("name"), &field("reason"))
                .unwrap_or_else(|| unknown(kind, event)),
        }
    }
}

/// A controller's coming and going.
fn controller(kind: &str, event: &Value, name: &str, reason: &str) -> Option<String> {
    let is_seated = event.get("seat").is_some_and(Value::is_u64);
    let seat_kept = event.get("seat_kept").and_then(Value::as_bool) == Some(true);
    Some(match kind {
        "pad_joined" if is_seated => format!("{name} joined"),
        "pad_joined" => format!("{name} joined and waits for a seat"),
        "pad_left" if seat_kept => format!("{name} dropped: {reason}; the place is kept"),
        "pad_left" => format!("{name} left: {reason}"),
        "pad_resumed" => format!("{name} is back"),
        "pad_seated" => format!("{name} may play now"),
        "pad_unseated" => format!("{name} waits for a seat again"),
        "pad_expired" => format!("{name} did not come back; the place is free"),
        "pad_renamed" => format!("{name} has a new name"),
        "pad_transport" => {
            let transport = event.get("transport").and_then(Value::as_str)?;
            format!("{name} plays over {}", transport.to_uppercase())
        }
        "pad_rejected" if name.is_empty() => format!("somebody was not admitted: {reason}"),
        "pad_rejected" => format!("{name} was not admitted: {reason}"),
        _ => return None,
    })
}

/// The end of a game, and everyone's place; equal points share one.
fn game_over(event: &Value) -> String {
    let word = match event.get("won").and_then(Value::as_bool) {
        Some(true) => "won",
        _ => "lost",
    };
    let total = event.get("total").map_or_else(|| "?".to_owned(), plain);
    let scores: Vec<(String, i64)> = event
        .get("scores")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|score| Some((plain(score.get("name")?), score.get("points")?.as_i64()?)))
        .collect();
    let ranking: Vec<String> = scores
        .iter()
        .map(|(name, points)| {
            let place = 1 + scores.iter().filter(|(_, other)| other > points).count();
            format!("{place}. {name} {points}")
        })
        .collect();
    let end = format!("The game is over: {word}, {total} points");
    if ranking.is_empty() {
        end
    } else {
        format!("{end} ({})", ranking.join(", "))
    }
}

/// An event that is not known here, with all that it says: events may be added.
fn unknown(kind: &str, event: &Value) -> String {
    let kind = kind.replace('_', " ");
    let fields = event.as_object().into_iter().flatten();
    let rest: Vec<String> = fields
        .filter(|(name, value)| *name != "event" && !value.is_null())
        .map(|(name, value)| format!("{} {}", name.replace('_', " "), plain(value)))
        .collect();
    if rest.is_empty() {
        kind
    } else {
        format!("{kind} ({})", rest.join(", "))
    }
}

fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_gives_the_link_and_is_not_told_again() {
        let line =
            r#"{"event":"listening","udp":"127.0.0.1:4711","join":"couchpad://127.0.0.1:4711"}"#;
        let link = "couchpad://127.0.0.1:4711".to_owned();
        assert_eq!(News::in_line(line), Some(News::Listening(link)));
        assert_eq!(Narrator::default().sentence(line), None);
    }

    #[test]
    fn who_is_turned_away_has_arrived_too() {
        for kind in ["pad_joined", "pad_rejected"] {
            let line = format!(r#"{{"event":"{kind}","name":"Ada","seat":null}}"#);
            assert_eq!(News::in_line(&line), Some(News::Arrived));
        }
    }

    #[test]
    fn nothing_else_is_news() {
        for line in [
            "",
            "{",
            "listening",
            r#"{"event":"score","join":"couchpad://127.0.0.1:1"}"#,
            r#"{"event":"pad_left","name":"Ada"}"#,
            r#"{"event":"listening"}"#,
            r#"{"event":"listening","join":7}"#,
            r#"{"event":"listening","join":"--bot"}"#,
        ] {
            assert_eq!(News::in_line(line), None, "{line}");
        }
    }

    #[test]
    fn events_become_sentences() {
        let mut narrator = Narrator::default();
        for (line, expected) in [
            (
                r#"{"event":"score","seat":0,"points":5,"total":5}"#,
                "The team scores 5, 5 in all",
            ),
            (
                r#"{"event":"pad_joined","pad":1,"name":"Ada","seat":0}"#,
                "Ada joined",
            ),
            (
                r#"{"event":"pad_joined","pad":9,"name":"Cleo","seat":null}"#,
                "Cleo joined and waits for a seat",
            ),
            (
                r#"{"event":"score","seat":0,"points":100,"total":1200}"#,
                "Ada scores 100, 1200 in all",
            ),
            (
                r#"{"event":"pad_left","pad":1,"name":"Ada","seat":0,"reason":"quit"}"#,
                "Ada left: quit",
            ),
            (
                r#"{"event":"pad_rejected","name":"Bo","reason":"full"}"#,
                "Bo was not admitted: full",
            ),
            (
                r#"{"event":"pad_rejected","pad":null,"name":"","seat":null,"reason":"wrong_code"}"#,
                "somebody was not admitted: wrong_code",
            ),
            (
                r#"{"event":"pad_transport","pad":1,"name":"Ada","seat":0,"transport":"tcp"}"#,
                "Ada plays over TCP",
            ),
            (
                r#"{"event":"pad_left","name":"Ada","seat":0,"reason":"reset","seat_kept":true}"#,
                "Ada dropped: reset; the place is kept",
            ),
            (r#"{"event":"game_paused"}"#, "The game is paused"),
            (
                r#"{"event":"seats_restored","pads":[{"pad":1,"name":"Ada","seat":0}]}"#,
                "Seats of before wait for those who had them",
            ),
            (
                r#"{"event":"game_restored","game":"tug","seed":1}"#,
                "The game of before stands here again, paused",
            ),
            (
                r#"{"event":"game_countdown","seconds":3}"#,
                "The game goes on in 3 s",
            ),
            (r#"{"event":"game_resumed"}"#, "The game goes on"),
            (
                r#"{"event":"game_over","won":true,"total":7,"scores":[]}"#,
                "The game is over: won, 7 points",
            ),
            (
                r#"{"event":"game_over","won":false,"total":40,"scores":[
                    {"seat":1,"name":"Ada","points":20},{"seat":0,"name":"Bo","points":10},
                    {"seat":2,"name":"Cleo","points":10},{"seat":3,"name":"Dev","points":0}]}"#,
                "The game is over: lost, 40 points (1. Ada 20, 2. Bo 10, 2. Cleo 10, 4. Dev 0)",
            ),
            (
                r#"{"event":"pad_seated","name":"Bo","seat":2}"#,
                "Bo may play now",
            ),
            (r#"{"event":"new_thing","by":"Bo"}"#, "new thing (by Bo)"),
            ("no event", "no event"),
            ("7", "7"),
        ] {
            assert_eq!(narrator.sentence(line).as_deref(), Some(expected));
        }
    }

    #[test]
    fn a_name_cannot_steer_the_terminal() {
        let line = r#"{"event":"pad_resumed","pad":1,"name":"\u001b[2JAda\r","seat":1}"#;
        let sentence = Narrator::default().sentence(line);
        assert_eq!(sentence.as_deref(), Some("[2JAda is back"));
    }
}
