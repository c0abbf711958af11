import Foundation

public let CHHapticTimeImmediate: TimeInterval = 0
public protocol CHHapticDeviceCapability {
    var supportsHaptics: Bool { get }
}
public final class CHHapticEventParameter {
    public struct ParameterID { public static let hapticIntensity = Self(), hapticSharpness = Self() }
    public init(parameterID: ParameterID, value: Float) {}
}
public final class CHHapticDynamicParameter {}
public final class CHHapticEvent {
    public struct EventType { public static let hapticTransient = Self(), hapticContinuous = Self() }
    public init(eventType: EventType, parameters: [CHHapticEventParameter], relativeTime: TimeInterval) {}
    public init(eventType: EventType, parameters: [CHHapticEventParameter], relativeTime: TimeInterval, duration: TimeInterval) {}
}
public final class CHHapticPattern {
    public init(events: [CHHapticEvent], parameters: [CHHapticDynamicParameter]) throws {}
}
public protocol CHHapticPatternPlayer {
    func start(atTime time: TimeInterval) throws
}
public final class CHHapticEngine: @unchecked Sendable {
    public static func capabilitiesForHardware() -> any CHHapticDeviceCapability { fatalError() }
    public init() throws {}
    public var playsHapticsOnly = false
    public var isAutoShutdownEnabled = false
    public var resetHandler: (@Sendable () -> Void)?
    public func start() throws {}
    public func makePlayer(with pattern: CHHapticPattern) throws -> any CHHapticPatternPlayer { fatalError() }
}
