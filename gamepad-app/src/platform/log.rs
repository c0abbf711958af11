//! The log on a phone: to the system's own (logcat, oslog), and its last lines kept for a player who wants to share them.
//! What is secret is in no line of it; names and addresses are left out by its level.

use super::shell::{ShellAbout, SystemWishes};
use bevy::app::App;
use bevy::log::tracing_subscriber::fmt::{self, MakeWriter};
use bevy::log::{BoxedLayer, Level, LogPlugin};
use std::collections::VecDeque;
use std::io;
use std::sync::{Mutex, PoisonError};

/// Bytes that are kept.
const KEPT: usize = 128 * 1024;

/// What is worth reading: the transport's crates report every stranger's bad packet, the graphics crates every adapter
/// that they leave.
const FILTER: &str = "renetcode=off,renet=off,wgpu=error,wgpu_hal=off,naga=warn,bevy_render=warn,winit=error,mdns_sd=error";

/// The last lines.
static LAST: Last = Last(Mutex::new(VecDeque::new()));

/// The log of an app in a phone's shell. A desktop's is the program's own.
#[must_use]
pub fn log_plugin() -> LogPlugin {
    LogPlugin {
        filter: FILTER.to_owned(),
        // below are names and addresses
        level: Level::INFO,
        custom_layer: keep,
        ..LogPlugin::default()
    }
}

fn keep(_: &mut App) -> Option<BoxedLayer> {
    let layer = fmt::layer().with_ansi(false).with_writer(&LAST);
    Some(Box::new(layer))
}

/// What a player shares: the device, and the last lines of the log.
#[must_use]
pub fn shared_log(about: &ShellAbout, wishes: &SystemWishes) -> String {
    let ShellAbout {
        platform, version, ..
    } = about;
    let locale = &wishes.locale;
    let lines = LAST.text();
    format!("Couchpad {version} on {platform}, {locale}\n\n{lines}")
}

/// Bytes of whole lines, the oldest dropped first.
struct Last(Mutex<VecDeque<u8>>);

impl Last {
    fn add(&self, bytes: &[u8]) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.extend(bytes);
        let over = kept.len().saturating_sub(KEPT);
        if over > 0 {
            let rest = kept.iter().skip(over);
            let line = rest.take_while(|byte| **byte != b'\n').count();
            let gone = (over + line + 1).min(kept.len());
            kept.drain(..gone);
        }
    }

    fn text(&self) -> String {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let bytes: Vec<u8> = kept.iter().copied().collect();
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

/// One line's way in.
struct Pen(&'static Last);

impl io::Write for Pen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.add(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for &'static Last {
    type Writer = Pen;

    fn make_writer(&'a self) -> Pen {
        Pen(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_lines_are_kept_and_they_are_whole() {
        let last = Last(Mutex::default());
        for number in 0..20_000 {
            last.add(format!("line {number}\n").as_bytes());
        }
        let text = last.text();
        assert!(text.len() <= KEPT && text.len() > KEPT - 32);
        assert!(text.starts_with("line ") && text.ends_with("line 19999\n"));
    }

    #[test]
    fn one_endless_line_does_not_stay() {
        let last = Last(Mutex::default());
        last.add(&vec![b'x'; 2 * KEPT]);
        last.add(b"then\n");
        assert!(last.text().len() <= KEPT);
    }

    #[test]
    fn a_shared_log_says_on_what_it_ran() {
        let about = ShellAbout {
            platform: "Android 16".into(),
            version: "0.1.0".into(),
            has_tilt: true,
        };
        let wishes = SystemWishes {
            locale: "de-CH".into(),
            ..SystemWishes::default()
        };
        assert!(shared_log(&about, &wishes).starts_with("Couchpad 0.1.0 on Android 16, de-CH\n"));
    }
}
