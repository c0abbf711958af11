// The system's sheet for handing the log on: a text file, which goes where the player sends it and nowhere else.
import Foundation
import UIKit

@MainActor
enum Sharing {
    /// Shows the sheet.
    static func share(_ text: String, on overlay: Overlay) {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("couchpad-log.txt")
        do {
            try Data(text.utf8).write(to: file, options: [.atomic, .completeFileProtection])
        } catch {
            journal.error("the log is not written: \(error.localizedDescription)")
            return
        }
        let sheet = UIActivityViewController(activityItems: [file], applicationActivities: nil)
        sheet.completionWithItemsHandler = { [weak overlay] _, _, _, _ in
            try? FileManager.default.removeItem(at: file)
            overlay?.hide()
        }
        _ = overlay.show(sheet)
    }
}
