import XCTest

@testable import CouchpadKit

final class ScanFlowTests: XCTestCase {
    private let link = "http://192.168.0.5:4455/j#h=192.168.0.5&s=S&k=K"

    private func closed(_ request: UInt64) -> ScanStep { .answer(request: request, text: nil, trouble: nil) }

    func testTheCameraIsAskedForOnlyWhenScanning() {
        var flow = ScanFlow()
        XCTAssertEqual(flow.wish(1, .unknown), [.ask])
        XCTAssertEqual(flow.read(link), [], "nothing is open yet")
        XCTAssertEqual(flow.answered(.granted), [.open])
        XCTAssertEqual(flow.answered(.granted), [], "it is answered once")
        XCTAssertEqual(flow.read(link), [.close, .answer(request: 1, text: link, trouble: nil)])
        XCTAssertEqual(flow.read(link), [], "the camera may see it a second time")
        XCTAssertEqual(flow.closed(), [])
    }

    func testOtherPicturesAreNotHandedOn() {
        var flow = ScanFlow()
        XCTAssertEqual(flow.wish(1, .granted), [.open])
        XCTAssertEqual(flow.read("https://example.org"), [.hint(.otherPicture)])
        XCTAssertEqual(flow.closed(), [.close, closed(1)])
    }

    func testARefusalSaysWhatToDo() {
        let rights: [(CameraRight, Saying)] = [(.denied, .cameraRefused), (.restricted, .cameraKept), (.missing, .noCamera)]
        for (right, trouble) in rights {
            var flow = ScanFlow()
            XCTAssertEqual(flow.wish(1, right), [.answer(request: 1, text: nil, trouble: trouble)])
            XCTAssertEqual(flow.wish(2, .granted), [.open], "it may be allowed later")
        }
        var flow = ScanFlow()
        _ = flow.wish(1, .unknown)
        guard case .answer(1, nil, .some)? = flow.answered(.unknown).first else { return XCTFail("asked for ever") }
    }

    func testEachWishGetsOneAnswer() {
        var flow = ScanFlow()
        XCTAssertEqual(flow.wish(1, .unknown), [.ask])
        XCTAssertEqual(flow.wish(2, .unknown), [closed(1)], "the question is still open")
        XCTAssertEqual(flow.answered(.granted), [.open])
        XCTAssertEqual(flow.wish(3, .granted), [closed(2)], "the scanner is still open")
        XCTAssertEqual(flow.failed(), [.close, .answer(request: 3, text: nil, trouble: .cameraFailed)])
    }

    func testWhatIsCalledOffIsNotAnswered() {
        var flow = ScanFlow()
        _ = flow.wish(1, .unknown)
        XCTAssertEqual(flow.cancel(9), [])
        XCTAssertEqual(flow.cancel(1), [])
        XCTAssertEqual(flow.answered(.granted), [], "nobody waits for it")
        XCTAssertEqual(flow.wish(2, .granted), [.open])
        XCTAssertEqual(flow.cancel(2), [.close])
        XCTAssertEqual(flow.failed(), [])
    }

    func testOfAnyOrderEachWishIsAnsweredOnceOrCalledOff() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<300 {
            var flow = ScanFlow()
            var open: Set<UInt64> = []
            var isShown = false
            for request in UInt64(1)...40 {
                var steps: [ScanStep] = []
                switch Int.random(in: 0..<6, using: &random) {
                case 0, 1:
                    open.insert(request)
                    steps = flow.wish(request, [.unknown, .granted, .denied].randomElement(using: &random)!)
                case 2: steps = flow.answered([.granted, .denied].randomElement(using: &random)!)
                case 3: steps = flow.read([link, "other"].randomElement(using: &random)!)
                case 4: steps = flow.closed()
                default:
                    if let one = open.randomElement(using: &random) {
                        open.remove(one)
                        steps = flow.cancel(one)
                    }
                }
                for step in steps {
                    switch step {
                    case .answer(let request, _, _): XCTAssertNotNil(open.remove(request), "answered twice")
                    case .open:
                        XCTAssertFalse(isShown)
                        isShown = true
                    case .close:
                        XCTAssertTrue(isShown)
                        isShown = false
                    case .ask, .hint: break
                    }
                }
                XCTAssertLessThanOrEqual(open.count, 1)
            }
        }
    }

    func testLinksFromOutside() {
        let join = "couchpad://192.168.0.5:4455?s=S&k=K"
        XCTAssertEqual(JoinText.ofOpened(" \(join)\n"), join)
        XCTAssertEqual(JoinText.ofOpened("COUCHPAD://h:1"), "COUCHPAD://h:1")
        for other in ["", "http://h:1/j#s=S", "couchpad:", "couchpad://a b", "couchpad://\u{0}", "couchpad://é"] {
            XCTAssertNil(JoinText.ofOpened(other), other)
        }
        XCTAssertNil(JoinText.ofOpened("couchpad://" + String(repeating: "x", count: JoinText.longest)))
        for code in [join, link, "udp://h:1", "tcp://h:1?s=S&k=K"] {
            XCTAssertEqual(JoinText.ofScanned(code), code)
        }
        for other in ["http://192.168.0.5:4455/", "https://h/j#s", "WIFI:S:x;;", "hello"] {
            XCTAssertNil(JoinText.ofScanned(other), other)
        }
    }
}
