// The shell that Bevy's side asks for whatever only the system can do. It only passes on, to the main thread. It must not
// know how anything is shown.
import CouchpadGamepad
import CouchpadKit
import Foundation

/// What the app shows and does itself. Everything on the main thread.
@MainActor
protocol ShellScreen: AnyObject, Sendable {
    func feel(_ wish: HapticWish)
    func keepAwake(_ isOn: Bool)
    func setPlaying(_ isOn: Bool)
    func turn(_ wish: TurnWish)
    func tilt(_ isOn: Bool)
    func scan(_ request: UInt64)
    func askCamera(_ request: UInt64)
    func edit(_ request: UInt64, _ field: Field)
    func cancel(_ request: UInt64)
    func openSettings()
    func share(_ log: String)
}

/// A field to fill in.
struct Field: Sendable {
    let title, hint, text: String
    let maxBytes: Int
    let kind: FieldKind
}

/// Does something on the main thread, later.
func onMain(_ work: @escaping @MainActor @Sendable () -> Void) {
    DispatchQueue.main.async { MainActor.assumeIsolated(work) }
}

/// What Rust calls, from any of its threads.
final class ShellFace: Shell {
    private let screen: any ShellScreen

    init(screen: any ShellScreen) {
        self.screen = screen
    }

    func haptic(haptic: Haptic) throws {
        let wish = HapticWish(haptic)
        onMain { [screen] in screen.feel(wish) }
    }

    func keepAwake(on: Bool) throws {
        onMain { [screen] in screen.keepAwake(on) }
    }

    func setPlaying(on: Bool) throws {
        onMain { [screen] in screen.setPlaying(on) }
    }

    func setOrientation(orientation: ScreenOrientation) throws {
        let wish = TurnWish(orientation)
        onMain { [screen] in screen.turn(wish) }
    }

    func setTilt(on: Bool) throws {
        onMain { [screen] in screen.tilt(on) }
    }

    func scan(request: UInt64) throws {
        onMain { [screen] in screen.scan(request) }
    }

    func askPermission(request: UInt64, permission: Permission) throws {
        switch permission {
        // the system itself asks at the first search; a refusal is told there
        case .localNetwork: permissionAnswered(request: request, answer: .granted)
        case .camera: onMain { [screen] in screen.askCamera(request) }
        }
    }

    func editText(request: UInt64, field: TextField) throws {
        let field = Field(field)
        onMain { [screen] in screen.edit(request, field) }
    }

    func cancel(request: UInt64) throws {
        onMain { [screen] in screen.cancel(request) }
    }

    func openSettings() throws {
        onMain { [screen] in screen.openSettings() }
    }

    func shareLog(text: String) throws {
        onMain { [screen] in screen.share(text) }
    }
}

extension HapticWish {
    init(_ haptic: Haptic) {
        switch haptic {
        case .tick(let strength): self = .tick(strength: strength)
        case .rumble(let strength, let millis): self = .rumble(strength: strength, millis: millis)
        }
    }
}

extension TurnWish {
    init(_ orientation: ScreenOrientation) {
        switch orientation {
        case .any: self = .any
        case .portrait: self = .portrait
        case .landscape: self = .landscape
        }
    }
}

extension Field {
    init(_ field: TextField) {
        let kind: FieldKind
        switch field.kind {
        case .line: kind = .line
        case .name: kind = .name
        case .address: kind = .address
        case .code: kind = .code
        }
        let maxBytes = Int(field.maxBytes)
        self.init(title: field.title, hint: field.hint, text: field.text, maxBytes: maxBytes, kind: kind)
    }
}

extension PermissionAnswer {
    /// The system asks for the camera once: after that only its settings help.
    init(_ right: CameraRight) {
        switch right {
        case .granted: self = .granted
        case .unknown: self = .denied
        case .denied, .restricted, .missing: self = .deniedForever
        }
    }
}
