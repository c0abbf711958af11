//! Counts what is logged as a warning or worse, and shows it on stderr. Must not know who logs.

use std::fmt::Debug;
use std::sync::atomic::{AtomicU64, Ordering};
use tracing::field::{Field, Visit};
use tracing::subscriber::SetGlobalDefaultError;
use tracing::{Event, Level, Metadata, Subscriber, span};

static COUNTED: AtomicU64 = AtomicU64::new(0);

struct Counter;

struct Line(String);

/// Begins. Once in a process.
pub(crate) fn count() -> Result<(), SetGlobalDefaultError> {
    tracing::subscriber::set_global_default(Counter)
}

/// How many there were.
pub(crate) fn counted() -> u64 {
    COUNTED.load(Ordering::Relaxed)
}

impl Subscriber for Counter {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        // levels are ordered by how much they let through
        metadata.is_event() && *metadata.level() <= Level::WARN
    }

    fn event(&self, event: &Event<'_>) {
        COUNTED.fetch_add(1, Ordering::Relaxed);
        let mut line = Line(event.metadata().target().to_owned());
        event.record(&mut line);
        eprintln!("{}", line.0);
    }

    /// Spans are not enabled.
    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.push_str(&format!(" {}={value:?}", field.name()));
    }
}
