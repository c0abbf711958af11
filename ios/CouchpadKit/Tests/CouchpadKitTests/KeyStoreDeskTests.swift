import XCTest

@testable import CouchpadKit

/// A key chain in memory, which fails when told to.
final class Memory: Vault, @unchecked Sendable {
    private let lock = NSLock()
    private var records: [String: Data?] = [:]
    private var trouble: (any Error)?

    func put(_ name: String, _ bytes: Data?) { lock.withLock { records[name] = .some(bytes) } }
    func fail(_ error: (any Error)?) { lock.withLock { trouble = error } }
    var names: [String] { lock.withLock { records.keys.sorted() } }

    func all() throws -> [VaultRecord] {
        try check()
        return lock.withLock { records.map { VaultRecord(name: $0.key, bytes: $0.value) } }
    }

    func save(_ name: String, _ bytes: Data) throws {
        try check()
        put(name, bytes)
    }

    func remove(_ name: String) throws {
        try check()
        lock.withLock { _ = records.removeValue(forKey: name) }
    }

    private func check() throws {
        if let trouble = lock.withLock({ trouble }) { throw trouble }
    }
}

/// What was answered, in its order.
private final class Answers: VaultAnswers, @unchecked Sendable {
    private let lock = NSLock()
    private let news = DispatchSemaphore(value: 0)
    private var told: [String] = []

    func loaded(_ request: UInt64, _ records: [(name: String, bytes: Data)]) {
        tell("\(request) loaded " + records.map { "\($0.name):\($0.bytes.count)" }.joined(separator: ","))
    }

    func done(_ request: UInt64) { tell("\(request) done") }
    func failed(_ request: UInt64, _ reason: String) { tell("\(request) failed \(reason)") }

    private func tell(_ line: String) {
        lock.withLock { told.append(line) }
        news.signal()
    }

    func next(_ count: Int) -> [String] {
        for _ in 0..<count {
            XCTAssertEqual(news.wait(timeout: .now() + 60), .success, "no answer")
        }
        return lock.withLock {
            defer { told = [] }
            return told
        }
    }
}

final class KeyStoreDeskTests: XCTestCase {
    private let memory = Memory()
    private let answers = Answers()
    private lazy var desk = KeyStoreDesk(vault: memory, answers: answers)

    func testAnswersEachRequestInItsOrder() {
        desk.save(1, "device.toml", Data(count: 3))
        desk.save(2, "receiver-a.toml", Data(count: 4))
        desk.save(3, "device.toml", Data(count: 5))
        desk.remove(4, "receiver-a.toml")
        desk.remove(5, "never-there")
        desk.loadAll(6)
        XCTAssertEqual(answers.next(6), ["1 done", "2 done", "3 done", "4 done", "5 done", "6 loaded device.toml:5"])
    }

    func testWhatCannotBeReadIsEmpty() {
        memory.put("b", nil)
        memory.put("a", Data(count: KeyStoreDesk.longestRecord))
        memory.put("c", Data(count: KeyStoreDesk.longestRecord + 1))
        memory.put("Not Couchpad's", Data(count: 1))
        desk.loadAll(1)
        XCTAssertEqual(answers.next(1), ["1 loaded a:16384,b:0,c:0"])
    }

    func testTakesNoMoreThanFits() {
        for number in 1_000..<1_300 { memory.put("\(number)", Data()) }
        desk.loadAll(1)
        let told = answers.next(1)[0]
        XCTAssertEqual(told.split(separator: ",").count, KeyStoreDesk.mostRecords)
        desk.save(2, "big", Data(count: KeyStoreDesk.longestRecord + 1))
        desk.save(3, "../up", Data())
        desk.save(4, "", Data())
        desk.remove(5, String(repeating: "x", count: 81))
        let failed = answers.next(4)
        XCTAssertTrue(failed.allSatisfy { $0.contains("failed") }, "\(failed)")
        XCTAssertEqual(memory.names.count, 300)
    }

    func testTroubleIsToldInWordsAndPasses() {
        memory.fail(VaultTrouble(status: -25_308))
        desk.loadAll(1)
        XCTAssertEqual(answers.next(1), ["1 failed the phone is locked"])
        memory.fail(CocoaError(.fileReadUnknown))
        desk.save(2, "a", Data())
        XCTAssertEqual(answers.next(1), ["2 failed the key chain refused"])
        memory.fail(nil)
        desk.save(3, "a", Data())
        XCTAssertEqual(answers.next(1), ["3 done"])
        XCTAssertEqual(VaultTrouble(status: -50).reason, "the key chain refused, error -50")
    }
}
