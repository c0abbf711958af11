//! The receiver's event lines: the join link from the first, the others as sentences.

use std::collections::BTreeMap;

use serde_json::Value;

/// The join link, if `line` says that the receiver listens.
pub(super) fn join_link(line: &str) -> Option<String> {
    let event: Value = serde_json::from_str(line).ok()?;
    if event.get("event")? != "listening" {
        return None;
    }
    let link = event.get("join")?.as_str()?;
    link.starts_with("couchpad://").then(|| link.to_owned())
}

/// Tells the events as sentences; remembers who sits where, to name whoever scores.
#[derive(Debug, Default)]
pub(super) struct Narrator {
    names: BTreeMap<u64, String>,
}

impl Narrator {
    /// The line as a sentence; as it is where it is no event.
    pub(super) fn sentence(&mut self, line: &str) -> String {
        let text = match serde_json::from_str::<Value>(line) {
            Ok(event) => event
                .get("event")
                .and_then(Value::as_str)
                .map(|kind| self.describe(kind, &event)),
            Err(_) => None,
        };
        // Names come from other people's devices: they must not steer this terminal.
        text.unwrap_or_else(|| line.to_owned())
            .chars()
            .filter(|character| !character.is_control())
            .collect()
    }

    fn describe(&mut self, kind: &str, event: &Value) -> String {
        let seat = event.get("seat").and_then(Value::as_u64);
        if let (Some(seat), Some(name)) = (seat, event.get("name").and_then(Value::as_str)) {
            self.names.insert(seat, name.to_owned());
        }
        let field = |name: &str| event.get(name).map_or_else(|| "?".to_owned(), plain);
        let name = field("name");
        let main = match kind {
            "listening" => format!(
                "Listening on {}. Pads join with {}",
                field("udp"),
                field("join")
            ),
            "pad_joined" if seat.is_none() => format!("{name} joined and waits for a seat"),
            "pad_joined" => format!("{name} joined"),
            "pad_left" => format!("{name} left"),
            "pad_resumed" => format!("{name} is back"),
            "pad_rejected" => format!("{name} was turned away"),
            "game_started" => "The game starts".to_owned(),
            "score" => {
                let who = seat
                    .and_then(|seat| self.names.get(&seat))
                    .map_or("The team", String::as_str);
                format!(
                    "{who} scores {}, {} in all",
                    field("points"),
                    field("total")
                )
            }
            "round_cleared" => "Round cleared".to_owned(),
            "game_over" => "Game over".to_owned(),
            _ if event.get("name").is_some() => format!("{name}: {}", kind.replace('_', " ")),
            _ => kind.replace('_', " "),
        };
        let rest = others(event);
        if rest.is_empty() {
            main
        } else {
            format!("{main} ({})", rest.join(", "))
        }
    }
}

/// What the sentence has not told yet: events may say more than is known here.
fn others(event: &Value) -> Vec<String> {
    const TOLD: [&str; 8] = [
        "event", "udp", "join", "pad", "name", "seat", "points", "total",
    ];
    let fields = event.as_object().into_iter().flatten();
    fields
        .filter(|(name, value)| !TOLD.contains(&name.as_str()) && !value.is_null())
        .map(|(name, value)| format!("{} {}", name.replace('_', " "), plain(value)))
        .collect()
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
    fn the_first_line_gives_the_link() {
        let line =
            r#"{"event":"listening","udp":"127.0.0.1:4711","join":"couchpad://127.0.0.1:4711"}"#;
        assert_eq!(
            join_link(line).as_deref(),
            Some("couchpad://127.0.0.1:4711")
        );
        assert_eq!(
            Narrator::default().sentence(line),
            "Listening on 127.0.0.1:4711. Pads join with couchpad://127.0.0.1:4711"
        );
    }

    #[test]
    fn nothing_else_does() {
        for line in [
            "",
            "{",
            "listening",
            r#"{"event":"score","join":"couchpad://127.0.0.1:1"}"#,
            r#"{"event":"listening"}"#,
            r#"{"event":"listening","join":7}"#,
            r#"{"event":"listening","join":"--bot"}"#,
        ] {
            assert_eq!(join_link(line), None, "{line}");
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
                "Ada left (reason quit)",
            ),
            (
                r#"{"event":"pad_rejected","name":"Bo","reason":"full"}"#,
                "Bo was turned away (reason full)",
            ),
            (
                r#"{"event":"game_over","won":true}"#,
                "Game over (won true)",
            ),
            (
                r#"{"event":"pad_seated","name":"Bo","seat":2}"#,
                "Bo: pad seated",
            ),
            (r#"{"event":"new_thing","by":"Bo"}"#, "new thing (by Bo)"),
            ("no event", "no event"),
            ("7", "7"),
        ] {
            assert_eq!(narrator.sentence(line), expected);
        }
    }

    #[test]
    fn a_name_cannot_steer_the_terminal() {
        let line = r#"{"event":"pad_left","pad":1,"name":"\u001b[2JAda\r","seat":1}"#;
        assert_eq!(Narrator::default().sentence(line), "[2JAda left");
    }
}
