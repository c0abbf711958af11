// What the checks share: a player, and waiting for what must happen. Time here only ends a check that hangs.
import CouchpadFfi
import Foundation

/// A check that did not hold.
struct Failure: Error, CustomStringConvertible {
    let description: String
}

func expect(_ holds: Bool, _ what: @autoclosure () -> String, line: Int = #line) throws {
    if !holds { throw Failure(description: "line \(line): \(what())") }
}

/// The call fails with this error, whose text can be shown to a player.
func expectError(_ call: () throws -> Void, line: Int = #line, _ fits: (CouchpadError) -> Bool) throws {
    do {
        try call()
    } catch let error as CouchpadError {
        try expect(fits(error) && error.localizedDescription.count > 15, "another error: \(error)", line: line)
        return
    }
    throw Failure(description: "line \(line): it did not fail")
}

/// Longest that anything is waited for.
let patience = 30.0

/// Waits until it holds.
func wait(_ what: String, until holds: () throws -> Bool) throws {
    let deadline = Date().addingTimeInterval(patience)
    while try !holds() {
        guard Date() < deadline else { throw Failure(description: "timed out: \(what)") }
        Thread.sleep(forTimeInterval: 0.002)
    }
}

extension Session {
    /// A session of a player of this name.
    static func of(_ name: String) throws -> Session {
        let session = Session()
        try session.setSettings(settings: Settings(name: name, mark: nil, transport: .auto, rate: 120))
        return session
    }

    /// The first event that fits; others are let go.
    @discardableResult
    func event(_ what: String, _ fits: (PadEvent) -> Bool) throws -> PadEvent {
        var found: PadEvent?
        try wait(what + " (\(status().state))") {
            while found == nil, let event = pollEvent() {
                found = fits(event) ? event : nil
            }
            return found != nil
        }
        guard let found else { throw Failure(description: what) }
        return found
    }

    /// Waits until it plays.
    func connected() throws {
        try event("connected") { if case .connected = $0 { return true } else { return false } }
    }

    /// Leaves, and waits until that is done.
    func left() throws {
        leave()
        try event("left") { if case .ended(.left, _) = $0 { return true } else { return false } }
    }
}

/// Something that several threads use.
final class Shared<Value>: @unchecked Sendable {
    private let lock = NSLock()
    private var value: Value

    init(_ value: Value) { self.value = value }

    func with<T>(_ use: (inout Value) throws -> T) rethrows -> T {
        lock.lock()
        defer { lock.unlock() }
        return try use(&value)
    }
}
