//! Plays a game as the tutorial says, with bots over loopback, until it is over. Reads the receiver's event lines.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};
use serde_json::Value;

/// Longest time for building and playing; a game of the tutorial takes half a minute.
const PATIENCE: Duration = Duration::from_secs(30 * 60);
/// Bots see nothing of the game: all of them may miss everything, though not so often in a row.
const GAMES: u32 = 5;
/// How long the players may take to leave.
const GOODBYE: Duration = Duration::from_secs(20);

/// What a script adds to the line that a person types: events instead of pictures, and nothing of this machine's own.
pub(super) const UNSEEN: &str =
    "--display none --events json --bind 127.0.0.1:0 --no-discovery --seed 5";

/// Runs the command, which plays `game`, until a whole game is over in which somebody scored; then ends it.
pub(super) fn to_the_end(mut command: Command, game: &str) -> anyhow::Result<()> {
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped());
    let mut child = child.spawn().context("cannot run cargo")?;
    let watched = lines_of(&mut child).and_then(|lines| watch(&lines, game));
    let ended = end(child);
    let over = watched?;
    ended?;
    println!("=== tutorial: the game is over: {over}");
    Ok(())
}

fn lines_of(child: &mut Child) -> anyhow::Result<Receiver<String>> {
    let output = child.stdout.take().context("it tells nothing")?;
    let (sender, lines) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            // nobody listens any more once the game is over
            let _ = sender.send(line);
        }
    });
    Ok(lines)
}

/// Waits for the game's end and returns what is told of it.
fn watch(lines: &Receiver<String>, game: &str) -> anyhow::Result<Value> {
    let limit = Instant::now() + PATIENCE;
    let (mut started, mut scored, mut games) = (false, 0_u32, 0);
    loop {
        let left = limit.saturating_duration_since(Instant::now());
        let line = match lines.recv_timeout(left) {
            Ok(line) => line,
            Err(RecvTimeoutError::Timeout) => bail!("no game of {game} was over in time"),
            Err(RecvTimeoutError::Disconnected) => {
                bail!("it ended before a game of {game} was over: its messages are above")
            }
        };
        let Ok(event) = serde_json::from_str::<Value>(&line) else {
            println!("{line}");
            continue;
        };
        match event["event"].as_str() {
            Some("game_started") => started |= event["game"] == game,
            Some("score") => scored += 1,
            Some("game_over") => {
                ensure!(started, "it was another game than {game}: {event}");
                games += 1;
                ensure!(scored > 0 || games < GAMES, "nobody scored: {event}");
                if scored > 0 {
                    return Ok(event);
                }
            }
            _ => {}
        }
    }
}

/// Ends it as Ctrl+C does, so that it ends its players.
fn end(mut child: Child) -> anyhow::Result<()> {
    interrupt(&mut child);
    let limit = Instant::now() + GOODBYE;
    while child.try_wait().context("waiting for the game")?.is_none() {
        if Instant::now() > limit {
            // it does not listen: then its players may be left behind
            let _ = child.kill();
            bail!("the game did not end when it was asked to");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}

#[cfg(unix)]
fn interrupt(child: &mut Child) {
    use nix::sys::signal::{Signal, kill};
    use nix::unistd::Pid;
    if let Ok(pid) = i32::try_from(child.id()) {
        // one that has ended already cannot be asked
        let _ = kill(Pid::from_raw(pid), Signal::SIGINT);
    }
}

#[cfg(not(unix))]
fn interrupt(child: &mut Child) {
    let _ = child.kill();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(lines: &[&str]) -> anyhow::Result<Value> {
        let (sender, receiver) = mpsc::channel();
        for line in lines {
            sender.send((*line).to_owned()).expect("it listens");
        }
        drop(sender);
        watch(&receiver, "stars")
    }

    #[test]
    fn only_a_whole_game_with_points_counts() {
        let started = r#"{"event":"game_started","game":"stars"}"#;
        let score = r#"{"event":"score","seat":0,"points":1,"total":1}"#;
        let over = r#"{"event":"game_over","won":true,"total":1}"#;
        let end = told(&["Building", started, score, over]).expect("a game");
        assert_eq!(end["total"], 1);
        let fault = |lines: &[&str]| told(lines).expect_err("no game").to_string();
        let again = told(&[started, over, started, score, over]);
        assert_eq!(again.expect("a second game")["total"], 1);
        let nothing = [[started, over]; GAMES as usize].concat();
        assert!(fault(&nothing).contains("nobody scored"));
        assert!(fault(&[score, over]).contains("another game"));
        assert!(fault(&[started, score]).contains("before a game of stars was over"));
    }
}
