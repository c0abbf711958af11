// A window over winit's, for the few things that the system draws itself: the scanner, a field to type in, the share sheet.
// winit's window stays as it is below: its view must never leave its window (winit 0.30 panics then), which a controller that
// is presented on it could bring about. One thing at a time.
import UIKit

/// See the file.
@MainActor
final class Overlay {
    private var window: UIWindow?

    /// Shows a controller, in place of what is shown. False: there is nowhere to show it.
    func show(_ controller: UIViewController) -> Bool {
        hide()
        guard let below = Stage.shared.window, let scene = below.windowScene else { return false }
        let window = UIWindow(windowScene: scene)
        window.windowLevel = .normal + 1
        window.overrideUserInterfaceStyle = .dark
        let base = OverlayBase()
        base.view.backgroundColor = .clear
        window.rootViewController = base
        self.window = window
        window.makeKeyAndVisible()
        if let popover = controller.popoverPresentationController {
            popover.sourceView = base.view
            popover.sourceRect = CGRect(x: base.view.bounds.midX, y: base.view.bounds.midY, width: 0, height: 0)
            popover.permittedArrowDirections = []
        }
        base.present(controller, animated: true)
        return true
    }

    /// Takes away whatever is shown.
    func hide() {
        guard let window else { return }
        self.window = nil
        window.endEditing(true)
        window.rootViewController?.dismiss(animated: false)
        window.isHidden = true
        window.windowScene = nil
        Stage.shared.window?.makeKey()
    }
}

/// Is not seen, and turns no further than what is below it.
private final class OverlayBase: UIViewController {
    override var supportedInterfaceOrientations: UIInterfaceOrientationMask { Stage.shared.orientations }
    override var preferredStatusBarStyle: UIStatusBarStyle { .lightContent }
}
