//! The receiver's event lines: the join link from the first, the others as sentences.

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

/// The line as a sentence; as it is where it is no event.
pub(super) fn sentence(line: &str) -> String {
    let text = match serde_json::from_str::<Value>(line) {
        Ok(event) if event.get("event").is_some_and(Value::is_string) => describe(&event),
        _ => line.to_owned(),
    };
    // Names come from other people's devices: they must not steer this terminal.
    text.chars()
        .filter(|character| !character.is_control())
        .collect()
}

fn describe(event: &Value) -> String {
    let field = |name: &str| event.get(name).map_or_else(|| "?".to_owned(), plain);
    let (mut text, used): (String, &[&str]) = match field("event").as_str() {
        "listening" => (
            format!(
                "Listening on {}. Pads join with {}",
                field("udp"),
                field("join")
            ),
            &["udp", "join"],
        ),
        "pad_joined" if event.get("seat").is_none_or(Value::is_null) => (
            format!("{} joined and waits for a seat", field("name")),
            &["name", "pad", "seat"],
        ),
        "pad_joined" => (
            format!("{} joined on seat {}", field("name"), field("seat")),
            &["name", "pad", "seat"],
        ),
        "pad_left" => (format!("{} left", field("name")), &["name", "pad", "seat"]),
        "pad_resumed" => (
            format!("{} is back", field("name")),
            &["name", "pad", "seat"],
        ),
        "pad_rejected" => (
            format!("{} was turned away: {}", field("name"), field("reason")),
            &["name", "reason", "pad", "seat"],
        ),
        "game_started" => ("The game starts".to_owned(), &[]),
        "score" => (
            format!(
                "Seat {} scores {}, {} in all",
                field("seat"),
                field("points"),
                field("total")
            ),
            &["seat", "points", "total"],
        ),
        "round_cleared" => ("Round cleared".to_owned(), &[]),
        "game_over" => ("Game over".to_owned(), &[]),
        other => (other.replace('_', " "), &[]),
    };
    let rest = others(event, used);
    if !rest.is_empty() {
        text = format!("{text} ({})", rest.join(", "));
    }
    text
}

/// The fields that the sentence has not told yet: a newer receiver may say more.
fn others(event: &Value, used: &[&str]) -> Vec<String> {
    let fields = event.as_object().into_iter().flatten();
    fields
        .filter(|(name, value)| {
            *name != "event" && !used.contains(&name.as_str()) && !value.is_null()
        })
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
            sentence(line),
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
        for (line, expected) in [
            (
                r#"{"event":"pad_joined","pad":1,"name":"Ada","seat":1}"#,
                "Ada joined on seat 1",
            ),
            (
                r#"{"event":"pad_joined","pad":9,"name":"Ada","seat":null}"#,
                "Ada joined and waits for a seat",
            ),
            (
                r#"{"event":"pad_left","pad":1,"name":"Ada","seat":1}"#,
                "Ada left",
            ),
            (
                r#"{"event":"score","seat":2,"points":100,"total":1200}"#,
                "Seat 2 scores 100, 1200 in all",
            ),
            (
                r#"{"event":"pad_rejected","pad":1,"name":"Bo","seat":null,"reason":"full"}"#,
                "Bo was turned away: full",
            ),
            (
                r#"{"event":"game_over","won":true}"#,
                "Game over (won true)",
            ),
            (r#"{"event":"new_thing","by":"Bo"}"#, "new thing (by Bo)"),
            ("no event", "no event"),
        ] {
            assert_eq!(sentence(line), expected);
        }
    }

    #[test]
    fn a_name_cannot_steer_the_terminal() {
        let told = sentence(r#"{"event":"pad_left","pad":1,"name":"\u001b[2JAda\r","seat":1}"#);
        assert_eq!(told, "[2JAda left");
    }
}
