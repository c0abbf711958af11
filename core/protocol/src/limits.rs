//! Every size and rate that bounds what may arrive, in one place. Knows no type of the wire.

/// Largest UDP datagram that Couchpad sends or admits, in bytes.
pub const DATAGRAM_BYTES: usize = 1_400;
/// Largest piece of an `Ordered` message that one link frame carries, in bytes; longer messages are cut into parts.
pub const PART_BYTES: usize = 1_100;
/// Largest `Ordered` message, in bytes.
pub const MESSAGE_BYTES: usize = 64 * 1024;
/// Largest `Latest` message, in bytes.
pub const LATEST_BYTES: usize = 1_024;
/// Longest payload of a program's message that may get lost, in bytes.
pub const LOSSY_BYTES: usize = 1_000;
/// Longest payload of a program's message that the host passes on to other pads, in bytes.
pub const RELAY_BYTES: usize = 8 * 1024;
/// Largest frame on the control connection after its length prefix, in bytes.
pub const CONTROL_FRAME_BYTES: usize = 16 * 1024;
/// The same after sealing: with the 16 bytes that prove it.
pub const SEALED_FRAME_BYTES: usize = CONTROL_FRAME_BYTES + 16;
/// Longest name of a player, in grapheme clusters (what a person counts as characters).
pub const NAME_GRAPHEMES: usize = 24;
/// Longest name of a player, in bytes: graphemes have no bound of their own.
pub const NAME_BYTES: usize = 128;
/// Longest label on a control or title of a layout, in bytes.
pub const LABEL_BYTES: usize = 64;
/// Longest text that a pad may type into a text control, in bytes.
pub const TEXT_BYTES: usize = 512;
/// Most controls on one layout.
pub const CONTROLS: usize = 32;
/// Most options of one choices control.
pub const CHOICES: usize = 32;
/// Longest text that a game shows in one place on a pad, in bytes.
pub const SHOWN_TEXT_BYTES: usize = 512;
/// Most columns of a board that a pad shows.
pub const SHOWN_COLUMNS: u8 = 32;
/// Most cells of a board that a pad shows.
pub const SHOWN_CELLS: usize = 512;
/// Absolute axes that one pad reports.
pub const AXES: usize = 8;
/// Buttons that one pad reports: one bit each in [`PadState::held`](crate::PadState).
pub const BUTTONS: usize = 32;
/// Longest game-made or easy-API payload inside one application message, in bytes.
pub const APP_BYTES: usize = MESSAGE_BYTES - 64;
/// Most connect tokens handed out at once.
pub const TOKENS: usize = 4;
/// Bytes of one connect token, at most (a netcode token with one address is 1,172).
pub const TOKEN_BYTES: usize = 2_048;
/// Largest state that is kept in step with its copies (see [`sync`](crate::sync)), in bytes with 8 more for each entry: the whole
/// of it fits one message.
pub const SYNC_BYTES: usize = 48 * 1024;
