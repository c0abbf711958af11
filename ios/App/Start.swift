// Puts the app together before Rust runs: there is no UIApplication yet, so nothing here may ask for one.
import CouchpadFfi
import CouchpadGamepad
import CouchpadKit
import Foundation
import UIKit
import os

/// Where the shell's own troubles go. Never a key, a code or a link.
let journal = Logger(subsystem: "app.couchpad.pad", category: "shell")

@MainActor
enum Start {
    private static let screen = Screen()

    /// Before `main_rs`.
    static func begin() {
        let session = CouchpadFfi.session()
        Stage.shared.begin()
        Lifecycle.shared.begin()
        let vault = FreshVault(Keychain(), mark: InstallFile())
        do {
            try attachShell(shell: ShellFace(screen: screen), about: about())
            try session.openStore(store: KeyStoreFace(vault: vault, session: session))
        } catch {
            // Rust goes on with what it has, and tells the player
            journal.error("the shell is not attached: \(error.localizedDescription)")
        }
        session.setBrowser(browser: SearchFace(session: session, system: BonjourSearch()))
        NetworkWatch.shared.begin(session)
        Wishes.shared.begin()
    }

    /// A link from outside the app.
    static func open(_ urls: [URL]) {
        for url in urls {
            guard let link = JoinText.ofOpened(url.absoluteString) else {
                journal.info("a link was opened that is not Couchpad's")
                continue
            }
            openLink(link: link)
        }
    }

    private static func about() -> ShellAbout {
        let version = Bundle.main.object(forInfoDictionaryKey: "CFBundleShortVersionString") as? String
        let system = UIDevice.current
        return ShellAbout(
            platform: "\(system.systemName) \(system.systemVersion)", version: version ?? "0", hasTilt: TiltSensor.isThere)
    }
}
