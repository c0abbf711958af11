import XCTest

@testable import CouchpadKit

final class TxtRecordTests: XCTestCase {
    private func record(_ strings: [String]) -> Data {
        strings.reduce(into: Data()) { data, string in
            data.append(UInt8(string.utf8.count))
            data.append(contentsOf: string.utf8)
        }
    }

    private func read(_ strings: [String]) -> [String: Data] {
        let pairs = TxtRecord.entries(of: record(strings)).map { ($0.key, $0.value) }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    func testReadsWhatAReceiverAnnounces() {
        let read = read(["txtvers=1", "id=0123456789abcdef", "n=Wohnzimmer ☕", "vmin=1", "l=0"])
        XCTAssertEqual(read["txtvers"], Data("1".utf8))
        XCTAssertEqual(read["n"], Data("Wohnzimmer ☕".utf8))
        XCTAssertEqual(read.count, 5)
    }

    func testKeepsOddValuesAndDropsOddKeys() {
        let entries = TxtRecord.entries(of: record(["a=b=c", "flag", "e=", "=nameless", "", "kéy=1", "t\tb=1"]))
        XCTAssertEqual(entries.map(\.key), ["a", "flag", "e"])
        XCTAssertEqual(entries.map(\.value), [Data("b=c".utf8), Data(), Data()])
    }

    func testEndsWhereAStringIsCutOff() {
        var cut = record(["a=1", "b=2"])
        cut.removeLast()
        XCTAssertEqual(TxtRecord.entries(of: cut).map(\.key), ["a"])
        XCTAssertEqual(TxtRecord.entries(of: Data()), [])
        XCTAssertEqual(TxtRecord.entries(of: Data([255])), [])
    }

    func testABoundlessRecordIsBounded() {
        let many = record((0..<2_000).map { "k\($0)=v" })
        XCTAssertEqual(TxtRecord.entries(of: many).count, TxtRecord.mostEntries)
        let empty = Data(repeating: 0, count: 1_000_000) + record(["a=1"])
        XCTAssertEqual(TxtRecord.entries(of: empty), [])
    }

    func testASliceIsReadFromItsOwnStart() {
        let slice = (Data([9, 9]) + record(["a=1"])).dropFirst(2)
        XCTAssertEqual(TxtRecord.entries(of: slice), [RecordEntry(key: "a", value: Data("1".utf8))])
    }

    func testAnyBytesAreHarmless() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<500 {
            let count = Int.random(in: 0..<600, using: &random)
            let bytes = Data((0..<count).map { _ in UInt8.random(in: 0...255, using: &random) })
            for entry in TxtRecord.entries(of: bytes) {
                XCTAssertFalse(entry.key.isEmpty)
                XCTAssertLessThanOrEqual(entry.key.utf8.count + entry.value.count, 255)
            }
        }
    }
}
