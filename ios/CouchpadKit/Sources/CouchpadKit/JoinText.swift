// What comes from outside the app and may be a way to join: links that were opened, pictures that were scanned. It only
// tells what to hand to Rust, which reads it; it must not know what a link says.
import Foundation

/// See the file.
public enum JoinText {
    /// Longest text that Rust looks at, in bytes.
    public static let longest = 2_048

    /// A link that the system opened the app with; `nil`: nothing for Couchpad.
    public static func ofOpened(_ link: String) -> String? {
        let text = link.trimmingCharacters(in: .whitespacesAndNewlines)
        return isSound(text) && starts(text, "couchpad://") ? text : nil
    }

    /// What a QR code says; `nil`: another picture than Couchpad's.
    public static func ofScanned(_ code: String) -> String? {
        let text = code.trimmingCharacters(in: .whitespacesAndNewlines)
        guard isSound(text) else { return nil }
        if ["couchpad://", "udp://", "tcp://"].contains(where: { starts(text, $0) }) {
            return text
        }
        // the page of a receiver: what Couchpad shows as a picture
        return starts(text, "http://") && text.contains("/j#") ? text : nil
    }

    private static func isSound(_ text: String) -> Bool {
        let isShort = !text.isEmpty && text.utf8.count <= longest
        return isShort && text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value < 0x7f }
    }

    private static func starts(_ text: String, _ head: String) -> Bool {
        text.prefix(head.count).lowercased() == head
    }
}
