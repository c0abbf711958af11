//! What the fuzz targets do with their bytes. One place for cargo-fuzz (nightly) and for `core/tests/corpora.rs`, which runs
//! the committed corpora and many changed copies of them with every test.

mod files;
mod handshake;
mod records;
mod script;
mod sessions;
mod shared;
mod texts;

/// A target: it panics where a promise is broken, and says whether the bytes got through to what they were for.
pub(crate) type Body = fn(&[u8]) -> bool;

/// Every target by its name, which is also that of its program and of its corpus.
pub(crate) const BODIES: [(&str, Body); 9] = [
    ("control_frames", texts::control_frames),
    ("handshake_host", handshake::handshake_host),
    ("handshake_pad", handshake::handshake_pad),
    ("join_link", texts::join_link),
    ("play_frames", sessions::play_frames),
    ("saved_session", sessions::saved_session),
    ("shared_state", shared::shared_state),
    ("state_files", files::state_files),
    ("txt_record", records::txt_record),
];

/// Runs the target of this name.
pub(crate) fn run(target: &str, data: &[u8]) -> bool {
    let named = BODIES.iter().find(|(name, _)| *name == target);
    named.is_some_and(|(_, body)| body(data))
}
