// In place of the app's own file of this name, which needs the runtime of Objective-C.
import UIKit

@MainActor
enum WindowWatch {
    static func begin(_ seen: @escaping @MainActor (UIWindow) -> Void) {}
}
