import XCTest

@testable import CouchpadKit

private final class Mark: InstallMark, @unchecked Sendable {
    private let lock = NSLock()
    private var made = false
    private var isFull = false

    var isThere: Bool { lock.withLock { made } }
    func fill(_ full: Bool) { lock.withLock { isFull = full } }

    func make() throws {
        try lock.withLock {
            guard !isFull else { throw CocoaError(.fileWriteOutOfSpace) }
            made = true
        }
    }
}

final class FreshVaultTests: XCTestCase {
    private let memory = Memory()
    private let mark = Mark()
    private lazy var vault = FreshVault(memory, mark: mark)

    func testAnAppThatIsInstalledAgainIsANewController() throws {
        memory.put("device.toml", Data(count: 3))
        memory.put("receiver-a.toml", nil)
        XCTAssertEqual(try vault.all(), [])
        XCTAssertEqual(memory.names, [])
    }

    func testWhatIsKeptAfterThatStays() throws {
        XCTAssertEqual(try vault.all(), [])
        try vault.save("device.toml", Data(count: 3))
        XCTAssertEqual(try vault.all(), [VaultRecord(name: "device.toml", bytes: Data(count: 3))])
        try vault.remove("device.toml")
        XCTAssertEqual(memory.names, [])
    }

    func testALockedPhoneLosesNothing() throws {
        memory.put("device.toml", Data(count: 3))
        memory.fail(VaultTrouble(status: -25_308))
        XCTAssertThrowsError(try vault.all())
        XCTAssertFalse(mark.isThere)
        XCTAssertEqual(memory.names, ["device.toml"])
        try mark.make()
        memory.fail(nil)
        XCTAssertEqual(try vault.all().count, 1, "it was no first start")
    }

    func testWhatIsNotDoneIsDoneAtTheNextStart() throws {
        memory.put("device.toml", Data(count: 3))
        mark.fill(true)
        XCTAssertThrowsError(try vault.all())
        mark.fill(false)
        XCTAssertEqual(try vault.all(), [])
        XCTAssertTrue(mark.isThere)
    }
}
