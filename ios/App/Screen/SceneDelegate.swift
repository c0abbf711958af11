// The app's one scene, made by the system as Info.plist says: it gives winit's window its place, and hands on links and
// changes of life. It must not know what is drawn.
import UIKit

/// See the file.
final class SceneDelegate: UIResponder, UIWindowSceneDelegate {
    func scene(
        _ scene: UIScene, willConnectTo session: UISceneSession, options connectionOptions: UIScene.ConnectionOptions
    ) {
        // on a Mac the system connects scenes of its own, too
        guard session.role == .windowApplication, let scene = scene as? UIWindowScene else { return }
        Stage.shared.connect(scene)
        Start.open(connectionOptions.urlContexts.map(\.url))
    }

    func scene(_ scene: UIScene, openURLContexts contexts: Set<UIOpenURLContext>) {
        Start.open(contexts.map(\.url))
    }

    func sceneWillResignActive(_ scene: UIScene) {
        Lifecycle.shared.happened(.resignsActive)
    }

    func sceneDidEnterBackground(_ scene: UIScene) {
        Lifecycle.shared.happened(.entersBackground)
    }

    func sceneWillEnterForeground(_ scene: UIScene) {
        Lifecycle.shared.happened(.entersForeground)
    }

    func sceneDidBecomeActive(_ scene: UIScene) {
        Lifecycle.shared.happened(.becomesActive)
    }
}
