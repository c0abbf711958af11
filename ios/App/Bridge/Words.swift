// What the shell says, in the app's language: the texts are Rust's. It must not know when anything is said.
import CouchpadGamepad
import CouchpadKit

extension Saying {
    /// In the language of now.
    var words: String {
        let words = shellWords()
        switch self {
        case .otherPicture: return words.scanOther
        case .noCamera: return words.cameraNone
        case .cameraRefused: return words.cameraRefused
        case .cameraKept: return words.cameraKept
        case .cameraFailed: return words.cameraFailed
        case .searchOff: return words.searchOff
        case .searchRefused: return words.searchRefused
        }
    }
}
