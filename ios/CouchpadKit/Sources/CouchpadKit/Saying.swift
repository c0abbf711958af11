// What the shell has to say, before it is put into words: those are Rust's, in the app's language. Pure.

/// See the file.
public enum Saying: CaseIterable, Equatable, Sendable {
    /// The picture that was read is none of Couchpad's.
    case otherPicture
    /// There is no camera.
    case noCamera
    /// The player did not allow it.
    case cameraRefused
    /// Whoever manages the phone does not.
    case cameraKept
    /// It does not start, or cannot be shown.
    case cameraFailed
    /// The system does not search.
    case searchOff
    /// It may not search for this app.
    case searchRefused
}
