// A field to type in, as the system draws it: winit brings up no keyboard on this system. It must not know what the text is
// for.
import CouchpadGamepad
import CouchpadKit
import UIKit

/// See the file.
@MainActor
final class TextDialog {
    private let overlay: Overlay
    private var open: (request: UInt64, alert: UIAlertController)?

    init(overlay: Overlay) {
        self.overlay = overlay
    }

    /// Asks for a text. One that is still open is answered as cancelled.
    func ask(_ request: UInt64, _ field: Field) {
        finish(nil)
        let words = shellWords()
        let alert = UIAlertController(title: field.title, message: nil, preferredStyle: .alert)
        alert.addTextField { Self.set($0, field) }
        alert.addAction(UIAlertAction(title: words.cancel, style: .cancel) { [weak self] _ in self?.finish(nil, of: request) })
        let done = UIAlertAction(title: words.done, style: .default) { [weak self, weak alert] _ in
            let text = alert?.textFields?.first?.text ?? ""
            self?.finish(TextRules.finished(text, field.kind, maxBytes: field.maxBytes), of: request)
        }
        alert.addAction(done)
        alert.preferredAction = done
        open = (request, alert)
        if !overlay.show(alert) {
            finish(nil)
        }
    }

    /// Rust does not want it any more.
    func cancel(_ request: UInt64) {
        guard open?.request == request else { return }
        open = nil
        overlay.hide()
    }

    /// Closes it, if it is open, as the player would.
    func dismiss() {
        finish(nil)
    }

    private func finish(_ text: String?, of request: UInt64) {
        guard open?.request == request else { return }
        finish(text)
    }

    private func finish(_ text: String?) {
        guard let (request, _) = open else { return }
        open = nil
        overlay.hide()
        textEdited(request: request, text: text)
    }

    private static func set(_ view: UITextField, _ field: Field) {
        view.text = field.text
        view.placeholder = field.hint
        view.clearButtonMode = .whileEditing
        view.returnKeyType = .done
        view.autocorrectionType = field.kind == .line ? .default : .no
        view.autocapitalizationType = field.kind == .name ? .words : field.kind == .line ? .sentences : .none
        switch field.kind {
        case .line, .name: view.keyboardType = .default
        case .address: view.keyboardType = .URL
        case .code: view.keyboardType = .numberPad
        }
        let keep = UIAction { action in
            // while a character is put together out of several strokes it is left alone
            guard let view = action.sender as? UITextField, view.markedTextRange == nil, let text = view.text else { return }
            let kept = TextRules.kept(text, field.kind, maxBytes: field.maxBytes)
            if kept != text {
                view.text = kept
            }
        }
        view.addAction(keep, for: .editingChanged)
    }
}
