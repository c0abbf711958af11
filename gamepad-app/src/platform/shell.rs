//! What the phone's native shell does for the app, as other languages see it: one trait that they fill in, and the records
//! that cross. Only types; nothing here knows Bevy or who calls.

/// Something to feel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Haptic {
    /// A button was pressed: as short as the phone can.
    Tick {
        /// 1 to 255; 255 is what the phone does usually.
        strength: u8,
    },
    /// The game asked for it.
    Rumble {
        /// 1 to 255.
        strength: u8,
        /// 1 to 5,000 milliseconds.
        millis: u16,
    },
}

/// How the picture may be turned.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, uniffi::Enum)]
pub enum ScreenOrientation {
    /// As the player and the system like.
    #[default]
    Any,
    /// Upright.
    Portrait,
    /// On its side, whichever.
    Landscape,
}

/// Which way is down, from the phone's own sensor.
#[derive(Debug, Clone, Copy, PartialEq, uniffi::Record)]
pub struct Gravity {
    /// To the right edge of the phone as it is held upright. The unit does not matter.
    pub x: f32,
    /// To its upper edge.
    pub y: f32,
    /// Out of the glass, to whoever looks at it: a phone on a table has down at -1 here.
    pub z: f32,
    /// By how many quarter turns to the left the phone is turned for the picture as it stands now: 0 upright, 1 with its upper edge
    /// to the left. More than 3 count from 0 again.
    pub quarter_turns: u8,
}

/// What the player asks of every app, in the system's settings.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct SystemWishes {
    /// The player's language, as BCP 47 has it, such as `de-CH`.
    pub locale: String,
    /// How much larger letters are to be: 1 is the usual size.
    pub text_scale: f32,
    /// Whether what is drawn is to stand out more from its ground.
    pub high_contrast: bool,
    /// Whether nothing is to move that need not.
    pub reduced_motion: bool,
    /// Whether a touch may be felt. What a game makes felt is no matter of this.
    pub touch_haptics: bool,
}

impl Default for SystemWishes {
    /// Nothing special.
    fn default() -> Self {
        Self {
            locale: String::new(),
            text_scale: 1.0,
            high_contrast: false,
            reduced_motion: false,
            touch_haptics: true,
        }
    }
}

/// What the shell itself says to the player, in the language of the app.
#[derive(Debug, Clone, Default, PartialEq, Eq, uniffi::Record)]
pub struct ShellWords {
    /// On the button that takes a text.
    pub done: String,
    /// On the one that does not.
    pub cancel: String,
    /// On the button that closes the scanner.
    pub close: String,
    /// In the scanner: what to do.
    pub scan: String,
    /// In the scanner: that was another picture.
    pub scan_other: String,
    /// There is no camera.
    pub camera_none: String,
    /// The player did not allow it.
    pub camera_refused: String,
    /// Somebody else does not allow it.
    pub camera_kept: String,
    /// It does not start.
    pub camera_failed: String,
    /// The system does not search.
    pub search_off: String,
    /// It may not search for this app.
    pub search_refused: String,
    /// Over the ways to hand the log on.
    pub share_log: String,
}

/// What the system asks the player before it allows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Permission {
    /// To find and reach receivers in the local network.
    LocalNetwork,
    /// To read the picture on the big screen.
    Camera,
}

/// What the player said, now or some other day. Where the system does not ask, the answer is `Granted`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum PermissionAnswer {
    /// It is allowed.
    Granted,
    /// Not this time; the system would ask again.
    Denied,
    /// No, and the system does not ask again: only its settings change that.
    DeniedForever,
}

/// What kind of text is typed: decides the keyboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum TextKind {
    /// A line of anything.
    Line,
    /// A person's name.
    Name,
    /// An address or a link: no corrections, no suggestions.
    Address,
    /// Digits.
    Code,
}

/// A line of text to be typed.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct TextField {
    /// What it is for.
    pub title: String,
    /// Shown while it is empty.
    pub hint: String,
    /// What is there already.
    pub text: String,
    /// Longest text, in bytes of UTF-8.
    pub max_bytes: u32,
    /// Decides the keyboard.
    pub kind: TextKind,
}

/// How much of each edge the system keeps (notch, gesture bar), in physical pixels.
#[derive(Debug, Clone, Copy, Default, PartialEq, uniffi::Record)]
pub struct Insets {
    /// At the left edge.
    pub left: f32,
    /// At the top edge.
    pub top: f32,
    /// At the right edge.
    pub right: f32,
    /// At the bottom edge.
    pub bottom: f32,
}

/// The device as its shell knows it. It goes into the log that a player may share, and nowhere else.
#[derive(Debug, Clone, Default, PartialEq, Eq, uniffi::Record)]
pub struct ShellAbout {
    /// The system and its version, such as `Android 16` or `iOS 26.1`.
    pub platform: String,
    /// The app's version.
    pub version: String,
    /// Whether it can tell which way is down.
    pub has_tilt: bool,
}

/// The shell could not do it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum ShellError {
    /// Why, in words for the player.
    #[error("{reason}")]
    Failed {
        /// What happened, and what to do next.
        reason: String,
    },
}

impl From<uniffi::UnexpectedUniFFICallbackError> for ShellError {
    fn from(error: uniffi::UnexpectedUniFFICallbackError) -> Self {
        let reason = error.reason;
        Self::Failed { reason }
    }
}

/// The native shell around the app. Any method may be called from any thread, and has to return at once; what it throws is
/// logged. A question is answered by the function that its method names, with the same number, from any thread.
#[uniffi::export(foreign)]
pub trait Shell: Send + Sync {
    /// Makes something felt, in place of what is felt still.
    ///
    /// # Errors
    /// Logged; nobody waits for it.
    fn haptic(&self, haptic: Haptic) -> Result<(), ShellError>;

    /// Keeps the screen from going dark while nobody touches it.
    ///
    /// # Errors
    /// Logged.
    fn keep_awake(&self, on: bool) -> Result<(), ShellError>;

    /// Controls are on the glass: the whole screen for the app, no system gestures at its edges, Wi-Fi without power saving.
    ///
    /// # Errors
    /// Logged.
    fn set_playing(&self, on: bool) -> Result<(), ShellError>;

    /// Turns the picture as the controls want it, where the system lets an app do that; `Any` gives it back to the player.
    ///
    /// # Errors
    /// Logged.
    fn set_orientation(&self, orientation: ScreenOrientation) -> Result<(), ShellError>;

    /// Tells from now on which way is down, about 60 times a second, by `set_gravity`; or not any more. The picture is not turned
    /// meanwhile, however the phone is held.
    ///
    /// # Errors
    /// Logged: this device has no sensor for it.
    fn set_tilt(&self, on: bool) -> Result<(), ShellError>;

    /// Opens the scanner for the picture on the big screen; it asks for the camera itself. Answer: `scanned`.
    ///
    /// # Errors
    /// Counts as the answer that there is no scanner.
    fn scan(&self, request: u64) -> Result<(), ShellError>;

    /// Asks the player, where the system wants that. Answer: `permission_answered`.
    ///
    /// # Errors
    /// Counts as `Granted`: what is not allowed fails by itself, and says so.
    fn ask_permission(&self, request: u64, permission: Permission) -> Result<(), ShellError>;

    /// Opens a field with the system's keyboard. Answer: `text_edited`.
    ///
    /// # Errors
    /// Counts as cancelled.
    fn edit_text(&self, request: u64, field: TextField) -> Result<(), ShellError>;

    /// The answer is not wanted any more: closes the scanner or the field. No answer is needed.
    ///
    /// # Errors
    /// Logged.
    fn cancel(&self, request: u64) -> Result<(), ShellError>;

    /// Opens the system's settings of this app.
    ///
    /// # Errors
    /// Logged.
    fn open_settings(&self) -> Result<(), ShellError>;

    /// Lets the player send this text wherever they want.
    ///
    /// # Errors
    /// Logged.
    fn share_log(&self, text: String) -> Result<(), ShellError>;
}
