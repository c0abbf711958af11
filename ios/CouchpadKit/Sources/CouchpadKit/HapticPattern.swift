// What a feeling in the hand is made of. Pure: it plays nothing, and time is passed in. It must not know the engine.

/// What Rust wishes to be felt.
public enum HapticWish: Equatable, Sendable {
    /// A finger has pressed something: strength 1 to 255.
    case tick(strength: UInt8)
    /// The game's own: strength 1 to 255, for so many milliseconds.
    case rumble(strength: UInt8, millis: UInt16)
}

/// One stroke of the engine.
public struct HapticStroke: Equatable, Sendable {
    /// `nil`: a tap without length. Else seconds, up to 5.
    public let seconds: Double?
    /// 0 to 1.
    public let intensity: Float
    /// 0 (dull) to 1 (crisp).
    public let sharpness: Float
}

/// See the file.
public enum HapticPattern {
    /// Longest stroke in milliseconds.
    static let longest: UInt16 = 5_000
    /// What is shorter than this is a tap: the engine does not get going in less.
    static let tap: UInt16 = 30
    /// The least that is felt by a hand that holds a phone.
    static let least: Float = 0.25
    /// A tick at its strongest.
    static let tick: Float = 0.6

    /// How a wish is played; `nil`: not at all.
    public static func stroke(for wish: HapticWish) -> HapticStroke? {
        switch wish {
        case .tick(let strength):
            guard strength > 0 else { return nil }
            let intensity = least + (tick - least) * Float(strength) / 255
            return HapticStroke(seconds: nil, intensity: intensity, sharpness: 0.8)
        case .rumble(let strength, let millis):
            guard strength > 0, millis > 0 else { return nil }
            let intensity = least + (1 - least) * Float(strength) / 255
            let seconds = Double(min(millis, longest)) / 1_000
            return HapticStroke(seconds: millis < tap ? nil : seconds, intensity: intensity, sharpness: 0.35)
        }
    }
}

/// Keeps strokes apart: many at once feel like none, and cost battery.
public struct HapticGate: Sendable {
    /// The shortest time between two strokes in seconds, unless the second is stronger.
    static let pace = 0.025

    private var last: (at: Double, intensity: Float)?

    public init() {}

    /// Whether a stroke may be played at this time, in seconds of a clock that never goes back.
    public mutating func admits(_ stroke: HapticStroke, at now: Double) -> Bool {
        if let last, now - last.at < Self.pace, stroke.intensity <= last.intensity {
            return false
        }
        last = (now, stroke.intensity)
        return true
    }
}
