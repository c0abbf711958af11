// The camera, while the scanner is open and not a moment longer. It reads QR codes and keeps no picture. It must not know
// what they say.
import AVFoundation
import CouchpadKit
import Foundation

/// One run of the camera.
final class Camera: NSObject, AVCaptureMetadataOutputObjectsDelegate, @unchecked Sendable {
    let session = AVCaptureSession()
    /// Starting and stopping wait for the hardware.
    private let queue = DispatchQueue(label: "app.couchpad.pad.camera", qos: .userInitiated)
    // all below on the main thread alone
    private var onRead: (@MainActor (String) -> Void)?
    private var onFailure: (@MainActor () -> Void)?
    private var last: String?

    /// Whether the app may use a camera.
    static func right() -> CameraRight {
        guard AVCaptureDevice.default(for: .video) != nil else { return .missing }
        switch AVCaptureDevice.authorizationStatus(for: .video) {
        case .authorized: return .granted
        case .notDetermined: return .unknown
        case .restricted: return .restricted
        default: return .denied
        }
    }

    /// Asks the player, where that was not done yet; the answer comes on the main thread.
    static func ask(_ answer: @escaping @MainActor @Sendable (CameraRight) -> Void) {
        let right = right()
        guard right == .unknown else { return onMain { answer(right) } }
        AVCaptureDevice.requestAccess(for: .video) { isGranted in
            onMain { answer(isGranted ? .granted : .denied) }
        }
    }

    /// Starts. Both are called on the main thread; a code that stays in sight is read once.
    @MainActor
    func start(onRead: @escaping @MainActor (String) -> Void, onFailure: @escaping @MainActor () -> Void) {
        (self.onRead, self.onFailure) = (onRead, onFailure)
        queue.async { [self] in
            if setUp() {
                session.startRunning()
            } else {
                onMain { [weak self] in self?.onFailure?() }
            }
        }
    }

    /// Stops, for good.
    @MainActor
    func stop() {
        (onRead, onFailure) = (nil, nil)
        queue.async { [self] in
            if session.isRunning {
                session.stopRunning()
            }
        }
    }

    private func setUp() -> Bool {
        session.beginConfiguration()
        defer { session.commitConfiguration() }
        guard let device = AVCaptureDevice.default(for: .video), let input = try? AVCaptureDeviceInput(device: device),
            session.canAddInput(input)
        else { return false }
        session.addInput(input)
        let output = AVCaptureMetadataOutput()
        guard session.canAddOutput(output) else { return false }
        session.addOutput(output)
        guard output.availableMetadataObjectTypes.contains(.qr) else { return false }
        output.metadataObjectTypes = [.qr]
        output.setMetadataObjectsDelegate(self, queue: .main)
        return true
    }

    func metadataOutput(
        _ output: AVCaptureMetadataOutput, didOutput objects: [AVMetadataObject], from connection: AVCaptureConnection
    ) {
        let codes = objects.compactMap { ($0 as? AVMetadataMachineReadableCodeObject)?.stringValue }
        guard let code = codes.first, code != last else { return }
        last = code
        MainActor.assumeIsolated { onRead?(code) }
    }
}
