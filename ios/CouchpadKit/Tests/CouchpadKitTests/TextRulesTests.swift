import XCTest

@testable import CouchpadKit

final class TextRulesTests: XCTestCase {
    func testACodeIsSixDigits() {
        XCTAssertEqual(TextRules.kept("123 456", .code, maxBytes: 64), "123456")
        XCTAssertEqual(TextRules.kept("12345678", .code, maxBytes: 64), "123456")
        XCTAssertEqual(TextRules.kept("١٢٣٤٥٦", .code, maxBytes: 64), "123456")
        XCTAssertEqual(TextRules.kept("a-1", .code, maxBytes: 64), "1")
        XCTAssertEqual(TextRules.kept("⑫", .code, maxBytes: 64), "", "twelve is no digit")
    }

    func testOneLineWithoutHalfCharacters() {
        XCTAssertEqual(TextRules.kept("a\nb\tc\u{0}d", .line, maxBytes: 64), "a b cd")
        XCTAssertEqual(TextRules.kept("ab👨‍👩‍👧", .name, maxBytes: 10), "ab", "a family is not taken apart")
        XCTAssertEqual(TextRules.kept("grüß", .name, maxBytes: 5), "grü")
        XCTAssertEqual(TextRules.kept("grüß", .name, maxBytes: 6), "grüß")
        XCTAssertEqual(TextRules.kept("abc", .line, maxBytes: 0), "")
    }

    func testTheEndsAreTrimmedWhenDone() {
        XCTAssertEqual(TextRules.kept(" Ada ", .name, maxBytes: 64), " Ada ", "a space may be typed before the next word")
        XCTAssertEqual(TextRules.finished("  Ada L \n", .name, maxBytes: 64), "Ada L")
        XCTAssertEqual(TextRules.finished(" \n ", .address, maxBytes: 64), "")
    }
}
