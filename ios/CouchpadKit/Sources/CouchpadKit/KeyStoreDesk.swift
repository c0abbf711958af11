// The queue before the key chain: requests are taken at once, done one at a time on a thread of their own, and answered by
// their number. It must not know Rust, nor which key chain it is; it never logs what it keeps.
import Foundation

/// A record of the key chain.
public struct VaultRecord: Equatable, Sendable {
    public let name: String
    /// `nil`: it is there and cannot be read.
    public let bytes: Data?

    public init(name: String, bytes: Data?) {
        self.name = name
        self.bytes = bytes
    }
}

/// Something that keeps records, and may wait for the player meanwhile. Each call comes from one thread.
public protocol Vault: Sendable {
    func all() throws -> [VaultRecord]
    /// Replaces what is under the name, whole or not at all.
    func save(_ name: String, _ bytes: Data) throws
    /// Nothing under the name: done.
    func remove(_ name: String) throws
}

/// Why a key chain did not do it.
public struct VaultTrouble: Error, Equatable {
    public let reason: String

    public init(_ reason: String) {
        self.reason = reason
    }

    /// What a status of the system's key chain means.
    public init(status: Int32) {
        switch status {
        case -25_308: self.init("the phone is locked")
        case -34_018: self.init("this build of the app is not signed for the key chain")
        case -25_291: self.init("the key chain is not available")
        case -34, -61_441: self.init("the phone's memory is full")
        default: self.init("the key chain refused, error \(status)")
        }
    }
}

/// Who is told of answers, from any thread.
public protocol VaultAnswers: AnyObject, Sendable {
    func loaded(_ request: UInt64, _ records: [(name: String, bytes: Data)])
    func done(_ request: UInt64)
    func failed(_ request: UInt64, _ reason: String)
}

/// See the file.
public final class KeyStoreDesk: Sendable {
    /// Longest name, in bytes of `[a-z0-9._-]`.
    public static let longestName = 80
    /// Longest record in bytes.
    public static let longestRecord = 16 * 1_024
    /// Most records that are given back.
    public static let mostRecords = 256

    private let vault: any Vault
    private let answers: any VaultAnswers
    private let queue = DispatchQueue(label: "app.couchpad.pad.keys", qos: .userInitiated)

    public init(vault: any Vault, answers: any VaultAnswers) {
        self.vault = vault
        self.answers = answers
    }

    /// Asks for every record. One that cannot be read comes back empty.
    public func loadAll(_ request: UInt64) {
        queue.async { [self] in
            answer(request) {
                let records = try vault.all().filter { Self.isSound($0.name) }.sorted { $0.name < $1.name }
                let kept = records.prefix(Self.mostRecords).map { (name: $0.name, bytes: Self.bounded($0.bytes)) }
                answers.loaded(request, kept)
            }
        }
    }

    /// Asks to keep a record.
    public func save(_ request: UInt64, _ name: String, _ bytes: Data) {
        queue.async { [self] in
            answer(request) {
                guard Self.isSound(name), bytes.count <= Self.longestRecord else {
                    throw VaultTrouble("a record of \(bytes.count) bytes does not fit")
                }
                try vault.save(name, bytes)
                answers.done(request)
            }
        }
    }

    /// Asks to forget a record.
    public func remove(_ request: UInt64, _ name: String) {
        queue.async { [self] in
            answer(request) {
                guard Self.isSound(name) else { throw VaultTrouble("there is no record of this name") }
                try vault.remove(name)
                answers.done(request)
            }
        }
    }

    private func answer(_ request: UInt64, _ work: () throws -> Void) {
        do {
            try work()
        } catch let trouble as VaultTrouble {
            answers.failed(request, trouble.reason)
        } catch {
            answers.failed(request, "the key chain refused")
        }
    }

    /// Whether the name is one that Rust gives: nothing else in the key chain is touched.
    static func isSound(_ name: String) -> Bool {
        let allowed = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): return true
            default: return byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
            }
        }
        return allowed && !name.isEmpty && name.utf8.count <= longestName
    }

    private static func bounded(_ bytes: Data?) -> Data {
        guard let bytes, bytes.count <= longestRecord else { return Data() }
        return bytes
    }
}
