//! The terminal itself: taking it, giving it back whatever happens, and drawing to it. Knows no screen and no key.

use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::crossterm::{
    cursor, event, execute, queue,
    terminal::{self, BeginSynchronizedUpdate, ClearType, EndSynchronizedUpdate},
};
use ratatui::layout::{Rect, Size};
use ratatui::{Terminal, TerminalOptions, Viewport};
use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

/// The fewest columns that the screens fit into.
pub const MIN_COLUMNS: u16 = 60;
/// The fewest rows that the screens fit into.
pub const MIN_ROWS: u16 = 20;
/// Room for one whole picture of a large terminal, so that it goes out in one piece.
const PICTURE_BYTES: usize = 256 * 1024;

/// Why the game cannot be shown in this terminal.
#[derive(Debug, thiserror::Error)]
pub enum Unfit {
    /// Standard input or output is a file or a pipe.
    #[error("there is no terminal here: start it in one, or choose --display none")]
    NoTerminal,
    /// Too few columns or rows.
    #[error(
        "the terminal has {columns} columns and {rows} rows, and the game needs {MIN_COLUMNS} and {MIN_ROWS}: \
         make it larger and start again, or choose --display none"
    )]
    TooSmall {
        /// What it has.
        columns: u16,
        /// What it has.
        rows: u16,
    },
}

/// Whether the game can be shown in this terminal. Ask before the app is built.
///
/// # Errors
/// In one line, why not and what to do.
pub fn check_size() -> Result<(), Unfit> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Err(Unfit::NoTerminal);
    }
    let (columns, rows) = terminal::size().map_err(|_| Unfit::NoTerminal)?;
    if fits(columns, rows) {
        Ok(())
    } else {
        Err(Unfit::TooSmall { columns, rows })
    }
}

/// Whether the screens fit into so many columns and rows.
pub(super) const fn fits(columns: u16, rows: u16) -> bool {
    columns >= MIN_COLUMNS && rows >= MIN_ROWS
}

/// Whether the terminal is ours at present, for the panic hook as well.
static TAKEN: AtomicBool = AtomicBool::new(false);
/// Whether key releases were asked for.
static RELEASES: AtomicBool = AtomicBool::new(false);

/// The terminal while it is ours; given back when this is dropped, and before a panic is told.
pub(super) struct Console {
    terminal: Terminal<CrosstermBackend<BufWriter<Stdout>>>,
}

impl Console {
    /// Takes the terminal: a screen of its own, keys as they are pressed, no cursor.
    pub(super) fn open() -> io::Result<Self> {
        restore_on_panic();
        terminal::enable_raw_mode()?;
        TAKEN.store(true, Ordering::SeqCst);
        Self::set_up().inspect_err(|_| give_back())
    }

    fn set_up() -> io::Result<Self> {
        let mut out = io::stdout();
        // a terminal that knows the question answers at once, as all do that answer what they are
        if terminal::supports_keyboard_enhancement().unwrap_or(false) {
            let flags = event::KeyboardEnhancementFlags::DISAMBIGUATE_ESCAPE_CODES
                | event::KeyboardEnhancementFlags::REPORT_EVENT_TYPES
                | event::KeyboardEnhancementFlags::REPORT_ALL_KEYS_AS_ESCAPE_CODES;
            // the alternate screen keeps flags of its own, so it comes first
            execute!(out, terminal::EnterAlternateScreen)?;
            execute!(out, event::PushKeyboardEnhancementFlags(flags))?;
            RELEASES.store(true, Ordering::SeqCst);
        } else {
            execute!(out, terminal::EnterAlternateScreen)?;
        }
        execute!(
            out,
            event::EnableFocusChange,
            cursor::Hide,
            terminal::Clear(ClearType::All)
        )?;
        let backend = CrosstermBackend::new(BufWriter::with_capacity(PICTURE_BYTES, out));
        let options = TerminalOptions {
            viewport: Viewport::Fullscreen,
        };
        Ok(Self {
            terminal: Terminal::with_options(backend, options)?,
        })
    }

    /// Whether key releases are told, and not only presses and repeats.
    pub(super) fn tells_releases(&self) -> bool {
        cfg!(windows) || RELEASES.load(Ordering::SeqCst)
    }

    /// Columns and rows at present.
    pub(super) fn size(&self) -> io::Result<Size> {
        self.terminal.size()
    }

    /// Shows what `paint` draws; only what changed since the last picture goes out.
    pub(super) fn show(&mut self, paint: impl FnOnce(Rect, &mut Buffer)) -> io::Result<()> {
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        let drawn = self
            .terminal
            .draw(|frame| paint(frame.area(), frame.buffer_mut()))
            .map(|_| ());
        execute!(self.terminal.backend_mut(), EndSynchronizedUpdate)?;
        drawn
    }
}

impl Drop for Console {
    fn drop(&mut self) {
        give_back();
    }
}

/// Gives the terminal back as it was; nothing happens if it is not ours. A terminal that is gone cannot be restored, so
/// errors are of no use to anybody.
fn give_back() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut out = io::stdout();
    let _ = execute!(out, EndSynchronizedUpdate);
    if RELEASES.swap(false, Ordering::SeqCst) {
        let _ = execute!(out, event::PopKeyboardEnhancementFlags);
    }
    let _ = execute!(
        out,
        event::DisableFocusChange,
        terminal::LeaveAlternateScreen,
        cursor::Show
    );
    let _ = terminal::disable_raw_mode();
    let _ = out.flush();
}

/// Lets a panic give the terminal back first, so that its words are seen and the shell is usable.
fn restore_on_panic() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            give_back();
            before(panic);
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_say_what_to_do() {
        let (columns, rows) = (40, 10);
        let words = Unfit::TooSmall { columns, rows }.to_string();
        assert!(words.contains("40 columns and 10 rows"), "{words}");
        assert!(words.contains("larger") && !words.contains('\n'), "{words}");
    }

    #[test]
    fn the_bounds_are_inclusive() {
        assert!(fits(MIN_COLUMNS, MIN_ROWS));
        assert!(!fits(MIN_COLUMNS - 1, MIN_ROWS) && !fits(MIN_COLUMNS, MIN_ROWS - 1));
    }

    #[test]
    fn nothing_is_written_to_a_terminal_that_was_not_taken() {
        give_back();
        assert!(!TAKEN.load(Ordering::SeqCst));
    }
}
