// The controller around winit's: it answers for edges and bars, and tells Rust of the insets. Whatever is seen is winit's.
import CouchpadGamepad
import CouchpadKit
import UIKit

/// See the file.
final class RootController: UIViewController {
    private let inner: UIViewController
    private var insets = InsetsWatch()

    /// Whether a game is played.
    var isPlaying = false {
        didSet {
            guard isPlaying != oldValue else { return }
            setNeedsUpdateOfScreenEdgesDeferringSystemGestures()
            setNeedsUpdateOfHomeIndicatorAutoHidden()
            setNeedsStatusBarAppearanceUpdate()
        }
    }

    init(_ inner: UIViewController) {
        self.inner = inner
        super.init(nibName: nil, bundle: nil)
    }

    @available(*, unavailable)
    required init?(coder: NSCoder) {
        fatalError("no storyboard names this controller")
    }

    override func viewDidLoad() {
        super.viewDidLoad()
        view.backgroundColor = Look.ground
        addChild(inner)
        inner.view.frame = view.bounds
        inner.view.autoresizingMask = [.flexibleWidth, .flexibleHeight]
        view.addSubview(inner.view)
        inner.didMove(toParent: self)
    }

    override func viewDidLayoutSubviews() {
        super.viewDidLayoutSubviews()
        tellInsets()
    }

    override func viewSafeAreaInsetsDidChange() {
        super.viewSafeAreaInsetsDidChange()
        tellInsets()
    }

    /// A swipe from an edge is the game's; the system's own wants a second one.
    override var preferredScreenEdgesDeferringSystemGestures: UIRectEdge { isPlaying ? .all : [] }
    /// A home indicator that hides itself takes the deferral of its edge away: it stays, dimmed.
    override var prefersHomeIndicatorAutoHidden: Bool { false }
    override var prefersStatusBarHidden: Bool { isPlaying }
    override var preferredStatusBarStyle: UIStatusBarStyle { .lightContent }

    override var supportedInterfaceOrientations: UIInterfaceOrientationMask {
        Stage.shared.orientations
    }

    private func tellInsets() {
        // before it stands in a window nothing is known, and what is told then would be wrong
        guard let scale = view.window?.screen.scale else { return }
        let safe = view.safeAreaInsets
        let pixels = PixelInsets(
            left: safe.left, top: safe.top, right: safe.right, bottom: safe.bottom, scale: scale)
        guard let news = insets.news(pixels) else { return }
        setInsets(insets: Insets(left: news.left, top: news.top, right: news.right, bottom: news.bottom))
    }
}
