import XCTest

@testable import CouchpadKit

final class TextSizeTests: XCTestCase {
    func testLettersGrowWithTheSystemsSizes() {
        let names = ["XS", "S", "M", "L", "XL", "XXL", "XXXL", "AccessibilityM", "AccessibilityL", "AccessibilityXL", "AccessibilityXXL"]
        let scales = (names + ["AccessibilityXXXL"]).map { TextSize.scale(ofCategory: "UICTContentSizeCategory" + $0) }
        XCTAssertEqual(scales, scales.sorted())
        XCTAssertEqual(Set(scales).count, scales.count)
        XCTAssertEqual(scales[3], 1)
        XCTAssertEqual(scales.last ?? 0, 53.0 / 17, accuracy: 0.001)
    }

    func testWhatIsNotKnownIsUsual() {
        XCTAssertEqual(TextSize.scale(ofCategory: ""), 1)
        XCTAssertEqual(TextSize.scale(ofCategory: "UICTContentSizeCategoryUnspecified"), 1)
    }
}
