// Plays what is to be felt. Without an engine (an iPad has none) nothing happens. It must not know why.
import CoreHaptics
import CouchpadKit
import Foundation

/// See the file. All it keeps is used on `queue` alone.
final class Haptics: @unchecked Sendable {
    private let queue = DispatchQueue(label: "app.couchpad.pad.haptics", qos: .userInteractive)
    private var engine: CHHapticEngine?
    private var gate = HapticGate()

    /// Gets the engine going, so that the first stroke is not late.
    func prepare() {
        queue.async { [self] in _ = running() }
    }

    /// Plays at once, or not at all.
    func play(_ wish: HapticWish) {
        guard let stroke = HapticPattern.stroke(for: wish) else { return }
        queue.async { [self] in
            guard gate.admits(stroke, at: ProcessInfo.processInfo.systemUptime), let engine = running() else { return }
            do {
                let player = try engine.makePlayer(with: CHHapticPattern(events: [Self.event(stroke)], parameters: []))
                try player.start(atTime: CHHapticTimeImmediate)
            } catch {
                // what cannot be felt is missed by nobody but the log
                journal.info("a stroke was not played: \(error.localizedDescription)")
            }
        }
    }

    /// The engine, started: it stops by itself when nothing is played, and when the system wants it.
    private func running() -> CHHapticEngine? {
        guard CHHapticEngine.capabilitiesForHardware().supportsHaptics else { return nil }
        do {
            let engine = try self.engine ?? made()
            self.engine = engine
            try engine.start()
            return engine
        } catch {
            journal.info("the haptic engine does not start: \(error.localizedDescription)")
            self.engine = nil
            return nil
        }
    }

    private func made() throws -> CHHapticEngine {
        let engine = try CHHapticEngine()
        engine.playsHapticsOnly = true
        engine.isAutoShutdownEnabled = true
        // the media server was started again: an engine of before does not play any more
        engine.resetHandler = { [weak self] in
            guard let self else { return }
            queue.async { self.engine = nil }
        }
        return engine
    }

    private static func event(_ stroke: HapticStroke) -> CHHapticEvent {
        let parameters = [
            CHHapticEventParameter(parameterID: .hapticIntensity, value: stroke.intensity),
            CHHapticEventParameter(parameterID: .hapticSharpness, value: stroke.sharpness),
        ]
        guard let seconds = stroke.seconds else {
            return CHHapticEvent(eventType: .hapticTransient, parameters: parameters, relativeTime: 0)
        }
        return CHHapticEvent(eventType: .hapticContinuous, parameters: parameters, relativeTime: 0, duration: seconds)
    }
}
