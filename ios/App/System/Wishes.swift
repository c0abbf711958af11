// What the player asks of every app in the system's settings; told to Rust when it changes. It must not know what is drawn.
import CouchpadGamepad
import CouchpadKit
import Foundation
import UIKit

/// See the file.
@MainActor
final class Wishes {
    static let shared = Wishes()

    private var observers: [any NSObjectProtocol] = []
    private var told: SystemWishes?

    private init() {}

    /// From now on, as long as the app runs. There need be no `UIApplication` yet: how large its letters are is told once there is.
    func begin() {
        let names = [
            NSLocale.currentLocaleDidChangeNotification,
            UIContentSizeCategory.didChangeNotification,
            UIAccessibility.reduceMotionStatusDidChangeNotification,
            UIAccessibility.darkerSystemColorsStatusDidChangeNotification,
            UIApplication.didBecomeActiveNotification,
        ]
        observers = names.map { name in
            NotificationCenter.default.addObserver(forName: name, object: nil, queue: .main) { _ in
                onMain { Wishes.shared.tell() }
            }
        }
        tell()
    }

    private func tell() {
        // no screen yet: the usual size
        let size = Stage.shared.window?.traitCollection.preferredContentSizeCategory.rawValue
        let now = SystemWishes(
            locale: Locale.preferredLanguages.first ?? "en",
            textScale: TextSize.scale(ofCategory: size ?? ""),
            highContrast: UIAccessibility.isDarkerSystemColorsEnabled,
            reducedMotion: UIAccessibility.isReduceMotionEnabled,
            // iOS keeps its own switch for this from apps, and obeys it itself
            touchHaptics: true)
        guard now != told else { return }
        told = now
        setWishes(wishes: now)
    }
}
