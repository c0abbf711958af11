import Foundation

public struct CMAcceleration: Sendable { public var x, y, z: Double }
public final class CMDeviceMotion: NSObject {
    public var gravity: CMAcceleration { fatalError() }
}
public typealias CMDeviceMotionHandler = (CMDeviceMotion?, (any Error)?) -> Void
public final class CMMotionManager: NSObject {
    public var isDeviceMotionAvailable: Bool { false }
    public var isDeviceMotionActive: Bool { false }
    public var deviceMotionUpdateInterval: TimeInterval = 0
    public func startDeviceMotionUpdates(to queue: OperationQueue, withHandler handler: @escaping CMDeviceMotionHandler) {}
    public func stopDeviceMotionUpdates() {}
}
