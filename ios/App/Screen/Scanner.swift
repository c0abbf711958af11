// Scans a picture for Rust: does what ScanFlow says with the camera and the overlay. It must not know what a picture says.
import CouchpadGamepad
import CouchpadKit
import UIKit

/// See the file.
@MainActor
final class Scanner {
    private let overlay: Overlay
    private var flow = ScanFlow()
    private var controller: ScannerController?

    init(overlay: Overlay) {
        self.overlay = overlay
    }

    /// Rust wishes to scan.
    func wish(_ request: UInt64) {
        take(flow.wish(request, Camera.right()))
    }

    /// Rust does not any more.
    func cancel(_ request: UInt64) {
        take(flow.cancel(request))
    }

    /// Closes it, if it is open, as the player would.
    func dismiss() {
        take(flow.closed())
    }

    private func take(_ steps: [ScanStep]) {
        for step in steps {
            switch step {
            case .ask: ask()
            case .open: open()
            case .close: close()
            case .answer(let request, let text, let trouble): scanned(request: request, text: text, trouble: trouble?.words)
            case .hint(let saying): controller?.hint(saying.words)
            }
        }
    }

    private func ask() {
        Camera.ask { [weak self] right in
            guard let self else { return }
            take(flow.answered(right))
        }
    }

    private func read(_ code: String) {
        take(flow.read(code))
    }

    private func failed() {
        take(flow.failed())
    }

    private func open() {
        let controller = ScannerController()
        controller.onRead = { [weak self] code in self?.read(code) }
        controller.onClose = { [weak self] in self?.dismiss() }
        controller.onFailure = { [weak self] in self?.failed() }
        self.controller = controller
        if !overlay.show(controller) {
            failed()
        }
    }

    private func close() {
        controller = nil
        overlay.hide()
    }
}
