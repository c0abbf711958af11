@_exported import Foundation

// MARK: values
open class CALayer: NSObject {
    public var frame: CGRect = .zero
    public func addSublayer(_ layer: CALayer) {}
}
public struct UIEdgeInsets { public var top, left, bottom, right: CGFloat }
public struct UIRectEdge: OptionSet {
    public let rawValue: UInt
    public init(rawValue: UInt) { self.rawValue = rawValue }
    public static let all = UIRectEdge(rawValue: 15)
}
public struct UIInterfaceOrientationMask: OptionSet {
    public let rawValue: UInt
    public init(rawValue: UInt) { self.rawValue = rawValue }
    public static let portrait = Self(rawValue: 2), portraitUpsideDown = Self(rawValue: 4)
    public static let landscapeRight = Self(rawValue: 8), landscapeLeft = Self(rawValue: 16)
    public static let all = Self(rawValue: 30)
}
public enum UIInterfaceOrientation: Int { case unknown = 0, portrait, portraitUpsideDown, landscapeRight, landscapeLeft }
public enum UIUserInterfaceIdiom { case unspecified, phone, pad }
public enum UIUserInterfaceStyle { case unspecified, light, dark }
public enum UIStatusBarStyle { case `default`, lightContent, darkContent }
public enum UIModalPresentationStyle { case fullScreen, overFullScreen }
public enum NSTextAlignment { case left, center, right }
public struct UIBackgroundTaskIdentifier: Equatable, Sendable { public static let invalid = Self() }
public struct UIPopoverArrowDirection: OptionSet {
    public let rawValue: UInt
    public init(rawValue: UInt) { self.rawValue = rawValue }
}
public class UIColor: NSObject, @unchecked Sendable {
    public init(red: CGFloat, green: CGFloat, blue: CGFloat, alpha: CGFloat) {}
    public static var clear: UIColor { fatalError() }
    public func withAlphaComponent(_ alpha: CGFloat) -> UIColor { self }
}
public class UIFont: NSObject {
    public struct TextStyle { public static let headline = Self() }
    public static func preferredFont(forTextStyle style: TextStyle) -> UIFont { fatalError() }
}
public class UIImage: NSObject {}
public struct UIContentSizeCategory: RawRepresentable, Sendable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
    public static let didChangeNotification = Notification.Name("")
}
@MainActor public final class UITraitCollection: NSObject {
    public var userInterfaceIdiom: UIUserInterfaceIdiom { .phone }
    public var preferredContentSizeCategory: UIContentSizeCategory { fatalError() }
}
public enum UIAccessibility {
    public struct Notification { public static let announcement = Self() }
    @MainActor public static func post(notification: Notification, argument: Any?) {}
    @MainActor public static var isReduceMotionEnabled: Bool { false }
    @MainActor public static var isDarkerSystemColorsEnabled: Bool { false }
    public static let reduceMotionStatusDidChangeNotification = Foundation.Notification.Name("")
    public static let darkerSystemColorsStatusDidChangeNotification = Foundation.Notification.Name("")
}

// MARK: device and app
@MainActor open class UIDevice: NSObject {
    public static var current: UIDevice { fatalError() }
    public var systemName: String { "" }
    public var systemVersion: String { "" }
}
@MainActor open class UIScreen: NSObject {
    public var scale: CGFloat { 1 }
}
@MainActor open class UIResponder: NSObject {}
@MainActor open class UIApplication: UIResponder {
    public static var shared: UIApplication { fatalError() }
    nonisolated public static let openSettingsURLString = ""
    nonisolated public static let willResignActiveNotification = Notification.Name("")
    nonisolated public static let didEnterBackgroundNotification = Notification.Name("")
    nonisolated public static let willEnterForegroundNotification = Notification.Name("")
    nonisolated public static let didBecomeActiveNotification = Notification.Name("")
    nonisolated public static let willTerminateNotification = Notification.Name("")
    public var isIdleTimerDisabled = false
    public struct OpenExternalURLOptionsKey: Hashable {}
    public func open(
        _ url: URL, options: [OpenExternalURLOptionsKey: Any] = [:], completionHandler: (@MainActor @Sendable (Bool) -> Void)? = nil) {}
    public func beginBackgroundTask(
        withName taskName: String?, expirationHandler handler: (@MainActor @Sendable () -> Void)?) -> UIBackgroundTaskIdentifier { .invalid }
    public func endBackgroundTask(_ identifier: UIBackgroundTaskIdentifier) {}
}

// MARK: scenes
@MainActor public protocol UICoordinateSpace { var bounds: CGRect { get } }
@MainActor public final class UISceneSession: NSObject {
    public struct Role: Equatable { public static let windowApplication = Self() }
    public var role: Role { .windowApplication }
}
@MainActor public final class UIOpenURLContext: NSObject { public var url: URL { fatalError() } }
@MainActor open class UIScene: UIResponder {
    public final class ConnectionOptions: NSObject { public var urlContexts: Set<UIOpenURLContext> { [] } }
}
@MainActor open class UIWindowScene: UIScene {
    public class GeometryPreferences: NSObject {
        public final class iOS: GeometryPreferences { public init(interfaceOrientations: UIInterfaceOrientationMask) {} }
    }
    public func requestGeometryUpdate(_ geometryPreferences: GeometryPreferences, errorHandler: ((any Error) -> Void)? = nil) {}
    public var coordinateSpace: any UICoordinateSpace { fatalError() }
    public var interfaceOrientation: UIInterfaceOrientation { .portrait }
}
@MainActor public protocol UISceneDelegate: NSObjectProtocol {
    func scene(_ scene: UIScene, willConnectTo session: UISceneSession, options connectionOptions: UIScene.ConnectionOptions)
    func scene(_ scene: UIScene, openURLContexts URLContexts: Set<UIOpenURLContext>)
    func sceneWillResignActive(_ scene: UIScene)
    func sceneDidEnterBackground(_ scene: UIScene)
    func sceneWillEnterForeground(_ scene: UIScene)
    func sceneDidBecomeActive(_ scene: UIScene)
}
@MainActor public protocol UIWindowSceneDelegate: UISceneDelegate {}

// MARK: views
@MainActor open class NSLayoutConstraint: NSObject {
    public static func activate(_ constraints: [NSLayoutConstraint]) {}
}
@MainActor public final class NSLayoutXAxisAnchor {
    public func constraint(equalTo anchor: NSLayoutXAxisAnchor, constant: CGFloat = 0) -> NSLayoutConstraint { fatalError() }
}
@MainActor public final class NSLayoutYAxisAnchor {
    public func constraint(equalTo anchor: NSLayoutYAxisAnchor, constant: CGFloat = 0) -> NSLayoutConstraint { fatalError() }
}
@MainActor public final class NSLayoutDimension {
    public func constraint(greaterThanOrEqualToConstant c: CGFloat) -> NSLayoutConstraint { fatalError() }
}
@MainActor public final class UILayoutGuide {
    public var topAnchor: NSLayoutYAxisAnchor { fatalError() }
    public var bottomAnchor: NSLayoutYAxisAnchor { fatalError() }
    public var leadingAnchor: NSLayoutXAxisAnchor { fatalError() }
    public var trailingAnchor: NSLayoutXAxisAnchor { fatalError() }
}
@MainActor open class UIView: UIResponder {
    public struct AutoresizingMask: OptionSet {
        public let rawValue: UInt
        public init(rawValue: UInt) { self.rawValue = rawValue }
        public static let flexibleWidth = Self(rawValue: 2), flexibleHeight = Self(rawValue: 16)
    }
    public override init() {}
    public init(frame: CGRect) {}
    public var frame: CGRect = .zero
    public var bounds: CGRect = .zero
    public var backgroundColor: UIColor?
    public var autoresizingMask: AutoresizingMask = []
    public var translatesAutoresizingMaskIntoConstraints = true
    public var overrideUserInterfaceStyle = UIUserInterfaceStyle.unspecified
    public var isHidden = false
    public var window: UIWindow? { nil }
    public var traitCollection: UITraitCollection { fatalError() }
    public var layer: CALayer { fatalError() }
    public var safeAreaInsets: UIEdgeInsets { fatalError() }
    public var safeAreaLayoutGuide: UILayoutGuide { fatalError() }
    public var topAnchor: NSLayoutYAxisAnchor { fatalError() }
    public var bottomAnchor: NSLayoutYAxisAnchor { fatalError() }
    public var leadingAnchor: NSLayoutXAxisAnchor { fatalError() }
    public var trailingAnchor: NSLayoutXAxisAnchor { fatalError() }
    public var centerXAnchor: NSLayoutXAxisAnchor { fatalError() }
    public var heightAnchor: NSLayoutDimension { fatalError() }
    public var widthAnchor: NSLayoutDimension { fatalError() }
    public func addSubview(_ view: UIView) {}
    @discardableResult public func endEditing(_ force: Bool) -> Bool { true }
}
@MainActor open class UIWindow: UIView {
    public struct Level: Sendable {
        public static let normal = Level()
        public static func + (lhs: Level, rhs: CGFloat) -> Level { lhs }
    }
    public init(windowScene: UIWindowScene) { super.init(frame: .zero) }
    public var windowScene: UIWindowScene?
    public var windowLevel = Level.normal
    public var rootViewController: UIViewController?
    public var screen: UIScreen { fatalError() }
    @objc open func makeKeyAndVisible() {}
    public func makeKey() {}
}
@MainActor open class UILabel: UIView {
    public var text: String?
    public var textColor: UIColor!
    public var font: UIFont!
    public var adjustsFontForContentSizeCategory = false
    public var numberOfLines = 1
    public var textAlignment = NSTextAlignment.left
}
@MainActor open class UIAction: NSObject {
    public init(handler: @escaping @MainActor (UIAction) -> Void) {}
    public var sender: Any? { nil }
}
@MainActor open class UIControl: UIView {
    public struct Event { public static let primaryActionTriggered = Self(), editingChanged = Self() }
    public func addAction(_ action: UIAction, for controlEvents: Event) {}
}
@MainActor open class UIButton: UIControl {
    public struct Configuration {
        public static func filled() -> Configuration { Configuration() }
        public var title: String?
        public var baseBackgroundColor: UIColor?
        public var baseForegroundColor: UIColor?
    }
    public convenience init(configuration: Configuration, primaryAction: UIAction? = nil) { self.init(frame: .zero) }
    public var configuration: Configuration?
}
public enum UIKeyboardType { case `default`, URL, numberPad }
public enum UIReturnKeyType { case `default`, done }
public enum UITextAutocorrectionType { case `default`, no, yes }
public enum UITextAutocapitalizationType { case none, words, sentences }
@MainActor open class UITextRange: NSObject {}
@MainActor open class UITextField: UIControl {
    public enum ViewMode { case never, whileEditing }
    public var text: String?
    public var placeholder: String?
    public var clearButtonMode = ViewMode.never
    public var returnKeyType = UIReturnKeyType.default
    public var autocorrectionType = UITextAutocorrectionType.default
    public var autocapitalizationType = UITextAutocapitalizationType.none
    public var keyboardType = UIKeyboardType.default
    public var markedTextRange: UITextRange? { nil }
}

// MARK: controllers
@MainActor open class UIPopoverPresentationController: NSObject {
    public var sourceView: UIView?
    public var sourceRect: CGRect = .zero
    public var permittedArrowDirections: UIPopoverArrowDirection = []
}
@MainActor open class UIViewController: UIResponder {
    public init(nibName nibNameOrNil: String?, bundle nibBundleOrNil: Bundle?) {}
    public required init?(coder: NSCoder) {}
    public convenience override init() { self.init(nibName: nil, bundle: nil) }
    public var view: UIView! = nil
    public var modalPresentationStyle = UIModalPresentationStyle.fullScreen
    public var traitCollection: UITraitCollection { fatalError() }
    public var presentedViewController: UIViewController? { nil }
    public var popoverPresentationController: UIPopoverPresentationController? { nil }
    open func viewDidLoad() {}
    open func viewDidLayoutSubviews() {}
    open func viewSafeAreaInsetsDidChange() {}
    open func viewDidDisappear(_ animated: Bool) {}
    open var preferredScreenEdgesDeferringSystemGestures: UIRectEdge { [] }
    open var prefersHomeIndicatorAutoHidden: Bool { false }
    open var prefersStatusBarHidden: Bool { false }
    open var preferredStatusBarStyle: UIStatusBarStyle { .default }
    open var supportedInterfaceOrientations: UIInterfaceOrientationMask { .all }
    public func setNeedsUpdateOfScreenEdgesDeferringSystemGestures() {}
    public func setNeedsUpdateOfHomeIndicatorAutoHidden() {}
    public func setNeedsUpdateOfSupportedInterfaceOrientations() {}
    public func setNeedsStatusBarAppearanceUpdate() {}
    public func addChild(_ childController: UIViewController) {}
    public func didMove(toParent parent: UIViewController?) {}
    public func present(_ controller: UIViewController, animated flag: Bool, completion: (() -> Void)? = nil) {}
    public func dismiss(animated flag: Bool, completion: (() -> Void)? = nil) {}
}
@MainActor open class UIAlertAction: NSObject {
    public enum Style { case `default`, cancel, destructive }
    public convenience init(title: String?, style: Style, handler: (@MainActor @Sendable (UIAlertAction) -> Void)? = nil) { self.init() }
}
@MainActor open class UIAlertController: UIViewController {
    public enum Style { case actionSheet, alert }
    public convenience init(title: String?, message: String?, preferredStyle: Style) { self.init(nibName: nil, bundle: nil) }
    public var textFields: [UITextField]? { nil }
    public var preferredAction: UIAlertAction?
    public func addAction(_ action: UIAlertAction) {}
    public func addTextField(configurationHandler: (@MainActor @Sendable (UITextField) -> Void)? = nil) {}
}
@MainActor open class UIActivity: NSObject { public struct ActivityType {} }
@MainActor open class UIActivityViewController: UIViewController {
    public convenience init(activityItems: [Any], applicationActivities: [UIActivity]?) { self.init(nibName: nil, bundle: nil) }
    public var completionWithItemsHandler: ((UIActivity.ActivityType?, Bool, [Any]?, (any Error)?) -> Void)?
}
