// Reads the bytes of a DNS-SD TXT record (RFC 6763) into entries. They are a stranger's: everything is bounded. It must not
// know what the entries mean.
import Foundation

/// One entry of a TXT record.
public struct RecordEntry: Equatable, Sendable {
    /// Printable ASCII, never empty.
    public let key: String
    /// At most 253 bytes; empty where the entry has no value.
    public let value: Data

    public init(key: String, value: Data) {
        self.key = key
        self.value = value
    }
}

/// The form of a TXT record: strings of at most 255 bytes, each behind its length.
public enum TxtRecord {
    /// Most entries that are read.
    public static let mostEntries = 32
    /// Most bytes that are looked at.
    public static let mostBytes = 8_192

    /// The entries in their order. One without a key is passed over; a string that is cut off ends the record.
    public static func entries(of record: Data) -> [RecordEntry] {
        let bytes = [UInt8](record.prefix(mostBytes))
        var entries: [RecordEntry] = []
        var at = 0
        while at < bytes.count, entries.count < mostEntries {
            let end = at + 1 + Int(bytes[at])
            guard end <= bytes.count else { break }
            if let entry = entry(of: bytes[(at + 1)..<end]) {
                entries.append(entry)
            }
            at = end
        }
        return entries
    }

    private static func entry(of string: ArraySlice<UInt8>) -> RecordEntry? {
        let parts = string.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
        guard let key = parts.first, !key.isEmpty, key.allSatisfy({ (0x20...0x7e).contains($0) }) else { return nil }
        let value = parts.count > 1 ? Data(parts[1]) : Data()
        return RecordEntry(key: String(decoding: key, as: UTF8.self), value: value)
    }
}
