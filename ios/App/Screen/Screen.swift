// What Rust asks of the screen and the device, done with the system's own means. It must not know what is played.
import CouchpadGamepad
import CouchpadKit
import UIKit

/// See the file.
@MainActor
final class Screen: ShellScreen {
    private let haptics = Haptics()
    private let tilt = TiltSensor()
    private let overlay = Overlay()
    private lazy var scanner = Scanner(overlay: overlay)
    private lazy var dialog = TextDialog(overlay: overlay)

    func feel(_ wish: HapticWish) {
        haptics.play(wish)
    }

    func keepAwake(_ isOn: Bool) {
        UIApplication.shared.isIdleTimerDisabled = isOn
    }

    func setPlaying(_ isOn: Bool) {
        Stage.shared.setPlaying(isOn)
        if isOn {
            haptics.prepare()
        }
    }

    func turn(_ wish: TurnWish) {
        Stage.shared.turn(wish)
    }

    func tilt(_ isOn: Bool) {
        tilt.set(isOn)
        Stage.shared.hold(isOn)
    }

    func scan(_ request: UInt64) {
        dialog.dismiss()
        scanner.wish(request)
    }

    func askCamera(_ request: UInt64) {
        Camera.ask { right in
            permissionAnswered(request: request, answer: PermissionAnswer(right))
        }
    }

    func edit(_ request: UInt64, _ field: Field) {
        scanner.dismiss()
        dialog.ask(request, field)
    }

    func cancel(_ request: UInt64) {
        scanner.cancel(request)
        dialog.cancel(request)
    }

    func openSettings() {
        guard let settings = URL(string: UIApplication.openSettingsURLString) else { return }
        UIApplication.shared.open(settings)
    }

    func share(_ log: String) {
        scanner.dismiss()
        dialog.dismiss()
        Sharing.share(log, on: overlay)
    }
}
