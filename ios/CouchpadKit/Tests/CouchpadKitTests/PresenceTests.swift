import XCTest

@testable import CouchpadKit

final class PresenceTests: XCTestCase {
    private func steps(_ events: [PresenceEvent]) -> [PresenceStep] {
        var presence = Presence()
        return events.flatMap { presence.after($0) }
    }

    func testGoesAwayAndComesBack() {
        let away: [PresenceEvent] = [.resignsActive, .entersBackground]
        let back: [PresenceEvent] = [.entersForeground, .becomesActive]
        XCTAssertEqual(steps(away + back), [.releaseAll, .suspend, .resume])
        XCTAssertEqual(steps(away + back + away), [.releaseAll, .suspend, .resume, .releaseAll, .suspend])
    }

    func testAGlanceAtTheControlCentreKeepsTheLink() {
        XCTAssertEqual(steps([.resignsActive, .becomesActive]), [.releaseAll])
    }

    func testSceneAndAppTellTheSameTwice() {
        let twice: [PresenceEvent] = [.resignsActive, .entersBackground, .entersForeground, .becomesActive].flatMap { [$0, $0] }
        XCTAssertEqual(steps(twice), [.releaseAll, .suspend, .resume])
    }

    func testWhateverIsLeftOutItComesBack() {
        XCTAssertEqual(steps([.entersBackground, .becomesActive]), [.suspend, .resume])
        XCTAssertEqual(steps([.becomesActive, .entersForeground]), [], "the app starts in front")
    }

    func testTheEndIsSaidOnce() {
        XCTAssertEqual(steps([.terminates, .terminates]), [.hangUp])
        XCTAssertEqual(steps([.entersBackground, .terminates]), [.suspend], "it has left already")
        for event in PresenceEvent.allCases {
            XCTAssertEqual(steps([.terminates, event]), [.hangUp])
        }
    }

    func testAnotherNetworkIsAChange() {
        var watch = PathWatch()
        let home = NetworkPath(isUsable: true, marks: ["en0", "192.168.0.1"])
        let office = NetworkPath(isUsable: true, marks: ["en0", "10.0.0.1"])
        let none = NetworkPath(isUsable: false, marks: [])
        XCTAssertFalse(watch.isChange(none), "nothing was there before")
        XCTAssertFalse(watch.isChange(home), "what it starts on")
        XCTAssertFalse(watch.isChange(home))
        XCTAssertTrue(watch.isChange(office))
        XCTAssertFalse(watch.isChange(none))
        XCTAssertTrue(watch.isChange(office), "it was cut meanwhile")
        XCTAssertFalse(watch.isChange(office))
    }
}
