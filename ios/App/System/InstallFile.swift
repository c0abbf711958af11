// An empty file in the app's own folder: it is there from the first start on, and goes with the app. Not one of the user's
// defaults, which seem empty to an app that the system starts before the phone was ever unlocked.
import CouchpadKit
import Foundation

/// See the file.
struct InstallFile: InstallMark {
    private static let name = "installed"

    /// Where nothing can be told, nothing is cleared.
    var isThere: Bool {
        guard let folder = try? Self.folder() else { return true }
        return FileManager.default.fileExists(atPath: folder.appendingPathComponent(Self.name).path)
    }

    func make() throws {
        try Data().write(to: Self.folder().appendingPathComponent(Self.name), options: .noFileProtection)
    }

    private static func folder() throws -> URL {
        try FileManager.default.url(for: .applicationSupportDirectory, in: .userDomainMask, appropriateFor: nil, create: true)
    }
}
