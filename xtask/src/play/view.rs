//! Which view of the game fits where we are, and the few receiver options that the choice touches.

use std::io::IsTerminal as _;

/// Where the game is shown.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum View {
    Window,
    Terminal,
    /// Nowhere: the receiver plays with its pads and its events are printed.
    Events,
}

/// What there is to show it on.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Surroundings {
    pub(super) display: bool,
    /// Both standard input and standard output are a terminal.
    pub(super) terminal: bool,
}

impl Surroundings {
    pub(super) fn here() -> Self {
        let terminal = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
        Self {
            display: has_display(),
            terminal,
        }
    }
}

/// Whether a window can be opened: always on macOS and Windows, elsewhere where a display server is named.
pub(crate) fn has_display() -> bool {
    cfg!(any(target_os = "macos", windows))
        || ["WAYLAND_DISPLAY", "DISPLAY"]
            .iter()
            .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

impl View {
    /// The view that the user asked for, or else the best that there is.
    pub(super) fn choose(asked: Option<&str>, around: Surroundings) -> Self {
        match asked {
            Some("window") => Self::Window,
            Some("terminal") => Self::Terminal,
            Some("none") => Self::Events,
            _ if around.display => Self::Window,
            _ if around.terminal => Self::Terminal,
            _ => Self::Events,
        }
    }

    /// The receiver's word for it.
    pub(super) const fn option(self) -> &'static str {
        match self {
            Self::Window => "window",
            Self::Terminal => "terminal",
            Self::Events => "none",
        }
    }

    pub(super) fn announcement(self, asked_for: bool) -> String {
        let reason = match (self, asked_for) {
            (_, true) => "as you asked",
            (Self::Window, _) => "there is a display",
            (Self::Terminal, _) => "there is no display, but a terminal",
            (Self::Events, _) => "there is neither a display nor a terminal",
        };
        let place = match self {
            Self::Window => "in a window",
            Self::Terminal => "in this terminal",
            Self::Events => "without a picture; its events are printed",
        };
        format!("The game plays {place} ({reason}).")
    }
}

/// Takes `--name value` or `--name=value` out of `options`, every time it is there; the last one counts.
pub(super) fn take_option(options: &mut Vec<String>, name: &str) -> Option<String> {
    let mut taken = None;
    let mut kept = Vec::with_capacity(options.len());
    let mut words = std::mem::take(options).into_iter().peekable();
    while let Some(word) = words.next() {
        let value = word
            .strip_prefix(name)
            .map(|rest| rest.strip_prefix('=').map(str::to_owned));
        match value {
            Some(Some(value)) => taken = Some(value),
            Some(None) if word == name && words.peek().is_some() => taken = words.next(),
            _ => kept.push(word),
        }
    }
    *options = kept;
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTHING: Surroundings = Surroundings {
        display: false,
        terminal: false,
    };

    #[test]
    fn the_best_view_there_is() {
        let both = Surroundings {
            display: true,
            terminal: true,
        };
        assert_eq!(View::choose(None, both), View::Window);
        assert_eq!(
            View::choose(
                None,
                Surroundings {
                    display: false,
                    ..both
                }
            ),
            View::Terminal
        );
        assert_eq!(View::choose(None, NOTHING), View::Events);
        assert_eq!(View::choose(Some("auto"), both), View::Window);
    }

    #[test]
    fn the_users_word_counts() {
        for (word, view) in [
            ("window", View::Window),
            ("terminal", View::Terminal),
            ("none", View::Events),
        ] {
            assert_eq!(View::choose(Some(word), NOTHING), view);
            assert_eq!(view.option(), word);
        }
    }

    #[test]
    fn options_are_taken_in_both_spellings() {
        let list = |text: &str| {
            text.split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        for text in [
            "--seed 7 --display none",
            "--display=none --seed 7",
            "--display window --seed 7 --display none",
        ] {
            let mut options = list(text);
            assert_eq!(
                take_option(&mut options, "--display").as_deref(),
                Some("none"),
                "{text}"
            );
            assert_eq!(options, ["--seed", "7"], "{text}");
        }
    }

    #[test]
    fn other_options_are_left_alone() {
        let mut options = vec![
            "--displayed".to_owned(),
            "x".to_owned(),
            "--display".to_owned(),
        ];
        let before = options.clone();
        assert_eq!(take_option(&mut options, "--display"), None);
        assert_eq!(
            options, before,
            "a missing value is the receiver's to refuse"
        );
    }
}
