import XCTest

@testable import CouchpadKit

final class TurnRuleTests: XCTestCase {
    private func allowed(_ wish: TurnWish, held: ScreenSide? = nil, isPhone: Bool = true) -> Set<ScreenSide> {
        var rule = TurnRule()
        (rule.wish, rule.held) = (wish, held)
        return rule.allowed(isPhone: isPhone)
    }

    func testThePictureStandsAsTheControlsWantIt() {
        XCTAssertEqual(allowed(.any), [.upright, .toTheLeft, .toTheRight])
        XCTAssertEqual(allowed(.portrait), [.upright])
        XCTAssertEqual(allowed(.landscape), [.toTheLeft, .toTheRight])
        XCTAssertEqual(allowed(.any, isPhone: false), Set(ScreenSide.allCases))
        XCTAssertEqual(allowed(.portrait, isPhone: false), [.upright, .upsideDown])
    }

    func testWhileLeaningSteersItStaysWhereItMayStand() {
        XCTAssertEqual(allowed(.any, held: .toTheRight), [.toTheRight])
        XCTAssertEqual(allowed(.landscape, held: .toTheLeft), [.toTheLeft])
        XCTAssertEqual(allowed(.landscape, held: .upright), [.toTheLeft, .toTheRight], "it is turned first")
    }

    func testNobodyIsLeftWithoutAWay() {
        for wish in [TurnWish.any, .portrait, .landscape] {
            for side in ScreenSide.allCases {
                XCTAssertFalse(allowed(wish, held: side).isEmpty)
            }
        }
    }

    func testQuarterTurnsAreCountedToTheLeft() {
        XCTAssertEqual(ScreenSide.allCases.map(\.quarterTurns), [0, 1, 2, 3])
    }
}
