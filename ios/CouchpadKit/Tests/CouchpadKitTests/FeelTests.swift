import XCTest

@testable import CouchpadKit

final class FeelTests: XCTestCase {
    func testATickIsATap() throws {
        let tick = try XCTUnwrap(HapticPattern.stroke(for: .tick(strength: 255)))
        XCTAssertNil(tick.seconds)
        XCTAssertGreaterThan(tick.sharpness, 0.5)
        let weak = try XCTUnwrap(HapticPattern.stroke(for: .tick(strength: 1)))
        XCTAssertLessThan(weak.intensity, tick.intensity)
        XCTAssertGreaterThanOrEqual(weak.intensity, HapticPattern.least)
        XCTAssertNil(HapticPattern.stroke(for: .tick(strength: 0)))
    }

    func testARumbleLastsAsLongAsItIsTold() throws {
        let long = try XCTUnwrap(HapticPattern.stroke(for: .rumble(strength: 255, millis: 60_000)))
        XCTAssertEqual(long.seconds, 5)
        XCTAssertEqual(long.intensity, 1)
        let short = try XCTUnwrap(HapticPattern.stroke(for: .rumble(strength: 200, millis: 10)))
        XCTAssertNil(short.seconds, "the engine would not get going")
        XCTAssertEqual(HapticPattern.stroke(for: .rumble(strength: 1, millis: 400))?.seconds, 0.4)
        XCTAssertNil(HapticPattern.stroke(for: .rumble(strength: 0, millis: 400)))
        XCTAssertNil(HapticPattern.stroke(for: .rumble(strength: 9, millis: 0)))
    }

    func testStrongerIsFeltStronger() {
        let felt = (1...255).compactMap { HapticPattern.stroke(for: .rumble(strength: UInt8($0), millis: 100))?.intensity }
        XCTAssertEqual(felt.count, 255)
        XCTAssertEqual(felt, felt.sorted())
        XCTAssertTrue(felt.allSatisfy { (HapticPattern.least...1).contains($0) })
    }

    func testStrokesAreKeptApart() throws {
        var gate = HapticGate()
        let tick = try XCTUnwrap(HapticPattern.stroke(for: .tick(strength: 255)))
        let blow = try XCTUnwrap(HapticPattern.stroke(for: .rumble(strength: 255, millis: 100)))
        XCTAssertTrue(gate.admits(tick, at: 1))
        XCTAssertFalse(gate.admits(tick, at: 1.01))
        XCTAssertTrue(gate.admits(blow, at: 1.011), "what is stronger counts")
        XCTAssertFalse(gate.admits(tick, at: 1.03))
        XCTAssertTrue(gate.admits(tick, at: 1.04))
    }

    func testPointsBecomePixels() {
        let insets = PixelInsets(left: 0, top: 59, right: -1, bottom: 34, scale: 3)
        XCTAssertEqual([insets.left, insets.top, insets.right, insets.bottom], [0, 177, 0, 102])
        XCTAssertEqual(PixelInsets(left: .nan, top: .infinity, right: 1, bottom: 1, scale: 0).top, 0)
        var watch = InsetsWatch()
        XCTAssertEqual(watch.news(insets), insets)
        XCTAssertNil(watch.news(insets))
        let turned = PixelInsets(left: 59, top: 0, right: 59, bottom: 21, scale: 3)
        XCTAssertEqual(watch.news(turned), turned)
    }
}
