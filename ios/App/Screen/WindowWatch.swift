// Tells of every window that is about to be shown, by watching the one call that shows it. It must not know whose they are.
import ObjectiveC
import UIKit

@MainActor
enum WindowWatch {
    /// From now on `seen` comes before each `makeKeyAndVisible`, which does what it did before. Once.
    static func begin(_ seen: @escaping @MainActor (UIWindow) -> Void) {
        let selector = #selector(UIWindow.makeKeyAndVisible)
        guard let method = class_getInstanceMethod(UIWindow.self, selector) else {
            journal.fault("UIWindow has no makeKeyAndVisible: winit's window will not be seen")
            return
        }
        typealias Original = @convention(c) (UIWindow, Selector) -> Void
        let original = unsafeBitCast(method_getImplementation(method), to: Original.self)
        let watched: @convention(block) (UIWindow) -> Void = { window in
            seen(window)
            original(window, selector)
        }
        method_setImplementation(method, imp_implementationWithBlock(watched))
    }
}
