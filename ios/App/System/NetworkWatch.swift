// Tells Rust when the phone is on another network. It must not know links.
import CouchpadFfi
import CouchpadKit
import Foundation
import Network

/// See the file. All it keeps is used on `queue` alone.
final class NetworkWatch: @unchecked Sendable {
    static let shared = NetworkWatch()

    private let queue = DispatchQueue(label: "app.couchpad.pad.network")
    private let monitor = NWPathMonitor()
    private var watch = PathWatch()

    private init() {}

    /// From now on, as long as the app runs.
    func begin(_ session: Session) {
        monitor.pathUpdateHandler = { [self] path in
            let interfaces = path.availableInterfaces.filter { path.usesInterfaceType($0.type) }.map(\.name)
            let routers = path.gateways.map { "\($0)" }
            let now = NetworkPath(isUsable: path.status == .satisfied, marks: Set(interfaces + routers))
            if watch.isChange(now) {
                session.networkChanged()
            }
        }
        monitor.start(queue: queue)
    }
}
