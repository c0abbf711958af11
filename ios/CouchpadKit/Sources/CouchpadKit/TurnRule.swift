// Which ways round the picture may stand. Pure: it turns nothing. It must not know UIKit's names for them, which call the
// same way round by opposite words for screens and for devices.

/// How the controls want the phone to be held.
public enum TurnWish: Equatable, Sendable {
    case any, portrait, landscape
}

/// How the phone is turned for a picture that stands upright to its player.
public enum ScreenSide: CaseIterable, Hashable, Sendable {
    case upright
    /// With its upper edge to the left.
    case toTheLeft
    case upsideDown
    /// With its upper edge to the right.
    case toTheRight

    /// By how many quarter turns to the left.
    public var quarterTurns: UInt8 {
        switch self {
        case .upright: return 0
        case .toTheLeft: return 1
        case .upsideDown: return 2
        case .toTheRight: return 3
        }
    }

    var isWide: Bool { self == .toTheLeft || self == .toTheRight }
}

/// See the file.
public struct TurnRule: Equatable, Sendable {
    public var wish = TurnWish.any
    /// How it stands while leaning the phone steers, and stays.
    public var held: ScreenSide?

    public init() {}

    /// A phone never stands on its head: its upper edge has the camera's cut-out, and the call that comes in.
    public func allowed(isPhone: Bool) -> Set<ScreenSide> {
        let all = ScreenSide.allCases.filter { side in
            guard !isPhone || side != .upsideDown else { return false }
            switch wish {
            case .any: return true
            case .portrait: return !side.isWide
            case .landscape: return side.isWide
            }
        }
        if let held, all.contains(held) {
            return [held]
        }
        return Set(all)
    }
}
