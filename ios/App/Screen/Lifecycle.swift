// Tells Rust when the app leaves the front and comes back. The scene and the app itself both tell of it (an app without
// scenes hears of it by notifications alone), and each change counts once. The good-bye is said inside a background task:
// it leaves the phone before the system stops the app.
import CouchpadFfi
import CouchpadKit
import UIKit

/// See the file.
@MainActor
final class Lifecycle {
    static let shared = Lifecycle()

    private var presence = Presence()
    private var observers: [any NSObjectProtocol] = []
    /// One thing after the other, so that no resume overtakes the good-bye before it.
    private let queue = DispatchQueue(label: "app.couchpad.pad.lifecycle", qos: .userInitiated)

    private init() {}

    /// Before the app runs.
    func begin() {
        let names: [(Notification.Name, PresenceEvent)] = [
            (UIApplication.willResignActiveNotification, .resignsActive),
            (UIApplication.didEnterBackgroundNotification, .entersBackground),
            (UIApplication.willEnterForegroundNotification, .entersForeground),
            (UIApplication.didBecomeActiveNotification, .becomesActive),
            (UIApplication.willTerminateNotification, .terminates),
        ]
        observers = names.map { name, event in
            NotificationCenter.default.addObserver(forName: name, object: nil, queue: nil) { _ in
                // the system posts them on the main thread, and some must be done before it returns
                MainActor.assumeIsolated { Lifecycle.shared.happened(event) }
            }
        }
    }

    /// Something changed.
    func happened(_ event: PresenceEvent) {
        for step in presence.after(event) {
            switch step {
            case .releaseAll: session().releaseAll()
            case .suspend: suspend()
            case .resume: queue.async { session().resume() }
            case .hangUp: session().hangUp()
            }
        }
    }

    private func suspend() {
        let task = BackgroundTask()
        queue.async {
            let wasHeard = session().suspend()
            journal.info("away was \(wasHeard ? "heard" : "not heard")")
            onMain { task.end() }
        }
    }
}

/// Keeps the app running for a moment after it left the front.
@MainActor
private final class BackgroundTask {
    private var id = UIBackgroundTaskIdentifier.invalid

    init() {
        id = UIApplication.shared.beginBackgroundTask(withName: "good-bye") { [weak self] in
            self?.end()
        }
    }

    func end() {
        guard id != .invalid else { return }
        UIApplication.shared.endBackgroundTask(id)
        id = .invalid
    }
}
