// Where the app begins: what Rust needs of the system is handed over first, then Rust runs the app.
import UIKit

MainActor.assumeIsolated { Start.begin() }
main_rs()
