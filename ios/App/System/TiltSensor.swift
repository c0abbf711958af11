// Which way is down, while leaning the phone steers: CoreMotion's word, with which way the picture stands. It must not know
// what is steered.
import CoreMotion
import CouchpadGamepad
import CouchpadKit
import Foundation

/// See the file.
@MainActor
final class TiltSensor {
    /// As many readings a second as anybody sees.
    private static let rate = 60.0
    private let motion = CMMotionManager()

    /// Whether this device has one. From any thread.
    nonisolated static var isThere: Bool { CMMotionManager().isDeviceMotionAvailable }

    func set(_ isOn: Bool) {
        guard isOn else { return motion.stopDeviceMotionUpdates() }
        guard motion.isDeviceMotionAvailable, !motion.isDeviceMotionActive else { return }
        motion.deviceMotionUpdateInterval = 1 / Self.rate
        // iOS gives none while the app is not in front
        motion.startDeviceMotionUpdates(to: .main) { reading, _ in
            guard let down = reading?.gravity else { return }
            let turns = MainActor.assumeIsolated { Stage.shared.side.quarterTurns }
            let gravity = Gravity(x: Float(down.x), y: Float(down.y), z: Float(down.z), quarterTurns: turns)
            setGravity(gravity: gravity)
        }
    }
}
