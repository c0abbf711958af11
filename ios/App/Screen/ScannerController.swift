// The scanner's face: what the camera sees, one sentence, one button. It must not know what a picture says.
import AVFoundation
import CouchpadGamepad
import UIKit

/// See the file.
final class ScannerController: UIViewController {
    var onRead: (@MainActor (String) -> Void)?
    var onClose: (@MainActor () -> Void)?
    var onFailure: (@MainActor () -> Void)?

    private let camera = Camera()
    private lazy var preview = AVCaptureVideoPreviewLayer(session: camera.session)
    private let words = UILabel()
    private let button = UIButton(configuration: .filled())

    init() {
        super.init(nibName: nil, bundle: nil)
        modalPresentationStyle = .fullScreen
    }

    @available(*, unavailable)
    required init?(coder: NSCoder) {
        fatalError("no storyboard names this controller")
    }

    override var preferredStatusBarStyle: UIStatusBarStyle { .lightContent }

    /// Says something while the scanner stays open.
    func hint(_ text: String) {
        words.text = text
        UIAccessibility.post(notification: .announcement, argument: text)
    }

    override func viewDidLoad() {
        super.viewDidLoad()
        view.backgroundColor = Look.ground
        preview.videoGravity = .resizeAspectFill
        view.layer.addSublayer(preview)
        addWords()
        addButton()
        camera.start(
            onRead: { [weak self] code in self?.onRead?(code) },
            onFailure: { [weak self] in self?.onFailure?() })
    }

    override func viewDidDisappear(_ animated: Bool) {
        super.viewDidDisappear(animated)
        camera.stop()
    }

    override func viewDidLayoutSubviews() {
        super.viewDidLayoutSubviews()
        preview.frame = view.bounds
        turn()
    }

    /// Keeps the picture upright however the phone is held.
    private func turn() {
        guard let connection = preview.connection, let scene = view.window?.windowScene else { return }
        let orientation = scene.interfaceOrientation
        if #available(iOS 17, *) {
            let angle: CGFloat
            switch orientation {
            case .portraitUpsideDown: angle = 270
            case .landscapeLeft: angle = 180
            case .landscapeRight: angle = 0
            default: angle = 90
            }
            if connection.isVideoRotationAngleSupported(angle) {
                connection.videoRotationAngle = angle
            }
        } else if connection.isVideoOrientationSupported {
            connection.videoOrientation = AVCaptureVideoOrientation(rawValue: orientation.rawValue) ?? .portrait
        }
    }

    private func addWords() {
        words.text = shellWords().scan
        words.textColor = Look.text
        words.font = .preferredFont(forTextStyle: .headline)
        words.adjustsFontForContentSizeCategory = true
        words.numberOfLines = 0
        words.textAlignment = .center
        words.backgroundColor = Look.ground.withAlphaComponent(0.8)
        words.translatesAutoresizingMaskIntoConstraints = false
        view.addSubview(words)
        NSLayoutConstraint.activate([
            words.topAnchor.constraint(equalTo: view.safeAreaLayoutGuide.topAnchor, constant: 24),
            words.leadingAnchor.constraint(equalTo: view.safeAreaLayoutGuide.leadingAnchor, constant: 24),
            words.trailingAnchor.constraint(equalTo: view.safeAreaLayoutGuide.trailingAnchor, constant: -24),
        ])
    }

    private func addButton() {
        button.configuration?.title = shellWords().close
        button.configuration?.baseBackgroundColor = Look.sky
        button.configuration?.baseForegroundColor = Look.ground
        button.addAction(UIAction { [weak self] _ in self?.onClose?() }, for: .primaryActionTriggered)
        button.translatesAutoresizingMaskIntoConstraints = false
        view.addSubview(button)
        NSLayoutConstraint.activate([
            button.bottomAnchor.constraint(equalTo: view.safeAreaLayoutGuide.bottomAnchor, constant: -24),
            button.centerXAnchor.constraint(equalTo: view.centerXAnchor),
            button.heightAnchor.constraint(greaterThanOrEqualToConstant: 48),
            button.widthAnchor.constraint(greaterThanOrEqualToConstant: 160),
        ])
    }
}
