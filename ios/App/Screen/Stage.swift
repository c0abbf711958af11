// Where winit's window stands. winit 0.30 makes a UIWindow and runs UIApplicationMain without any delegate, and it knows no
// scenes; an app that is built with the SDK of iOS 27 does not start without them. So the scene is connected by the class
// that Info.plist names (SceneDelegate), and winit's window is moved into it here, whichever of both comes first.
//
// A window without a scene is listed nowhere, and nothing tells of it. winit calls makeKeyAndVisible on each window that it
// makes, and WindowWatch tells of that call.
import CouchpadKit
import ObjectiveC
import UIKit

/// See the file.
@MainActor
final class Stage {
    static let shared = Stage()
    /// What winit 0.30 calls its window's class. `tests/check.sh` looks whether it still does.
    static let windowClass = "WinitUIWindow"

    private weak var scene: UIWindowScene?
    /// winit's; winit keeps it.
    private(set) weak var window: UIWindow?
    private var isPlaying = false
    private var turn = TurnRule()

    private init() {}

    /// Before winit makes a window.
    func begin() {
        WindowWatch.begin { [weak self] window in self?.prepare(window) }
    }

    /// A scene is there. The system may take it away in the background and bring another one.
    func connect(_ scene: UIWindowScene) {
        self.scene = scene
        // it comes back through `prepare`, and is shown
        window?.makeKeyAndVisible()
    }

    /// Whether a game is played: the system's edge gestures then wait for a second swipe.
    func setPlaying(_ isOn: Bool) {
        isPlaying = isOn
        root?.isPlaying = isOn
    }

    /// How the controls want the picture turned.
    func turn(_ wish: TurnWish) {
        turn.wish = wish
        applyTurn()
    }

    /// While leaning the phone steers, the picture stays as it stands.
    func hold(_ isOn: Bool) {
        turn.held = isOn ? side : nil
        applyTurn()
    }

    /// The ways in which whatever stands in the scene may be turned.
    var orientations: UIInterfaceOrientationMask {
        UIInterfaceOrientationMask(turn.allowed(isPhone: window?.traitCollection.userInterfaceIdiom != .pad))
    }

    /// How the phone is turned for the picture as it stands now.
    var side: ScreenSide { ScreenSide(scene?.interfaceOrientation) ?? .upright }

    private func applyTurn() {
        root?.setNeedsUpdateOfSupportedInterfaceOrientations()
        guard let scene else { return }
        scene.requestGeometryUpdate(.iOS(interfaceOrientations: orientations)) { error in
            // an iPad shows apps in windows of any shape: the controls fit whatever there is
            journal.info("the picture is not turned: \(error.localizedDescription)")
        }
    }

    private var root: RootController? {
        window?.rootViewController as? RootController
    }

    private func prepare(_ window: UIWindow) {
        guard String(cString: object_getClassName(window)).hasSuffix(Self.windowClass) else { return }
        self.window = window
        enter(window)
        wrap(window)
    }

    private func enter(_ window: UIWindow) {
        guard let scene, window.windowScene !== scene else { return }
        window.windowScene = scene
        window.frame = scene.coordinateSpace.bounds
    }

    /// winit's controller answers for the edges and the status bar by what Rust set once, and tells nobody of the insets:
    /// one around it does both.
    private func wrap(_ window: UIWindow) {
        guard let inner = window.rootViewController, !(inner is RootController) else { return }
        // first out of the window, which takes its root's view away when it gets another
        window.rootViewController = nil
        let root = RootController(inner)
        root.isPlaying = isPlaying
        window.rootViewController = root
    }
}

extension ScreenSide {
    /// `nil`: it is not known.
    init?(_ orientation: UIInterfaceOrientation?) {
        switch orientation {
        case .portrait: self = .upright
        case .portraitUpsideDown: self = .upsideDown
        // the side on which the home button was: the phone is turned to the left for it
        case .landscapeRight: self = .toTheLeft
        case .landscapeLeft: self = .toTheRight
        default: return nil
        }
    }
}

extension UIInterfaceOrientationMask {
    fileprivate init(_ sides: Set<ScreenSide>) {
        self = []
        for side in sides {
            switch side {
            case .upright: insert(.portrait)
            case .upsideDown: insert(.portraitUpsideDown)
            case .toTheLeft: insert(.landscapeRight)
            case .toTheRight: insert(.landscapeLeft)
            }
        }
    }
}
