// Scanning a picture, from the wish to the answer: the camera is asked for only then, and every wish that is not called off
// gets exactly one answer. Pure: it opens nothing. It must not know the camera.

/// Whether the app may use the camera.
public enum CameraRight: Equatable, Sendable {
    /// Nobody was asked yet.
    case unknown
    case granted
    /// Refused; the system does not ask a second time.
    case denied
    /// Kept from the player by whoever manages the phone.
    case restricted
    /// There is no camera.
    case missing
}

/// What is to be done, in this order.
public enum ScanStep: Equatable, Sendable {
    /// Ask the player for the camera, then call `answered`.
    case ask
    case open
    case close
    /// Tell Rust. Both `nil`: the player closed it.
    case answer(request: UInt64, text: String?, trouble: Saying?)
    /// Say this in the scanner, which stays open.
    case hint(Saying)
}

/// See the file.
public struct ScanFlow: Sendable {
    private enum State: Equatable, Sendable {
        case idle, asking(UInt64), open(UInt64)
    }

    private var state = State.idle

    public init() {}

    /// Somebody wishes to scan. A wish that is still open is answered as closed.
    public mutating func wish(_ request: UInt64, _ right: CameraRight) -> [ScanStep] {
        switch state {
        case .open(let before):
            state = .open(request)
            return [Self.closed(before)]
        case .asking(let before):
            state = .asking(request)
            return [Self.closed(before)]
        case .idle:
            return begin(request, right)
        }
    }

    /// The player has answered whether the camera may be used.
    public mutating func answered(_ right: CameraRight) -> [ScanStep] {
        guard case .asking(let request) = state else { return [] }
        // whoever is still unknown after the question will not be asked again and again
        return begin(request, right == .unknown ? .denied : right)
    }

    /// A picture was read.
    public mutating func read(_ code: String) -> [ScanStep] {
        guard case .open(let request) = state else { return [] }
        guard let text = JoinText.ofScanned(code) else {
            return [.hint(.otherPicture)]
        }
        state = .idle
        return [.close, .answer(request: request, text: text, trouble: nil)]
    }

    /// The player closed the scanner.
    public mutating func closed() -> [ScanStep] {
        guard case .open(let request) = state else { return [] }
        state = .idle
        return [.close, Self.closed(request)]
    }

    /// The camera does not work.
    public mutating func failed() -> [ScanStep] {
        guard case .open(let request) = state else { return [] }
        state = .idle
        return [.close, .answer(request: request, text: nil, trouble: .cameraFailed)]
    }

    /// Rust does not want the answer any more.
    public mutating func cancel(_ request: UInt64) -> [ScanStep] {
        switch state {
        case .open(request):
            state = .idle
            return [.close]
        case .asking(request):
            state = .idle
            return []
        default:
            return []
        }
    }

    private mutating func begin(_ request: UInt64, _ right: CameraRight) -> [ScanStep] {
        switch right {
        case .granted:
            state = .open(request)
            return [.open]
        case .unknown:
            state = .asking(request)
            return [.ask]
        case .denied, .restricted, .missing:
            state = .idle
            return [.answer(request: request, text: nil, trouble: Self.trouble(right))]
        }
    }

    private static func closed(_ request: UInt64) -> ScanStep {
        .answer(request: request, text: nil, trouble: nil)
    }

    private static func trouble(_ right: CameraRight) -> Saying {
        switch right {
        case .missing: return .noCamera
        case .restricted: return .cameraKept
        default: return .cameraRefused
        }
    }
}
