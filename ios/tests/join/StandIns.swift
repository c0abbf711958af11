// What stands in for the system: a key chain in memory, and a search that sees one receiver.
import CouchpadKit
import Foundation

/// Where the receiver is, by its join link.
struct Receiver: Sendable {
    let link: String
    /// ADDRESS:PORT.
    let address: String
    let host: String
    let port: UInt16
    /// The first eight bytes of its key, as it announces them.
    let fingerprint: String

    init?(link: String) {
        guard let parts = URLComponents(string: link), let host = parts.host, let port = parts.port.flatMap(UInt16.init(exactly:)),
            let key = parts.queryItems?.first(where: { $0.name == "k" })?.value
        else { return nil }
        let base64 = key.replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/") + "="
        guard let bytes = Data(base64Encoded: base64), bytes.count == 32 else { return nil }
        (self.link, self.host, self.port, address) = (link, host, port, "\(host):\(port)")
        fingerprint = bytes.prefix(8).map { String(format: "%02x", $0) }.joined()
    }
}

/// A key chain that is locked when told to be.
final class MemoryChain: Vault, @unchecked Sendable {
    private let records = Shared<[String: Data]>([:])
    private let locked = Shared<VaultTrouble?>(nil)

    var names: [String] { records.with { Array($0.keys) } }
    var trouble: VaultTrouble? {
        get { locked.with { $0 } }
        set { locked.with { $0 = newValue } }
    }

    func all() throws -> [VaultRecord] {
        if let trouble { throw trouble }
        return records.with { $0.map { VaultRecord(name: $0.key, bytes: $0.value) } }
    }

    func save(_ name: String, _ bytes: Data) throws {
        if let trouble { throw trouble }
        records.with { $0[name] = bytes }
    }

    func remove(_ name: String) throws {
        if let trouble { throw trouble }
        records.with { _ = $0.removeValue(forKey: name) }
    }
}

/// The system's search, as the app's face of it expects one: it shows the receiver's record as bytes, and looks names up.
final class StandInSearch: SystemSearch, @unchecked Sendable {
    let lookUps = Shared(0)
    let isSearching = Shared(false)
    private let receiver: Receiver
    private weak var face: SearchFace?

    init(_ receiver: Receiver) {
        self.receiver = receiver
    }

    func begin(_ face: SearchFace) {
        self.face = face
        isSearching.with { $0 = true }
        let strings = ["txtvers=1", "id=\(receiver.fingerprint)", "n=Den", "vmin=1", "vmax=9", "p=0", "s=8", "l=0"]
        let record = strings.reduce(into: Data()) { $0.append(UInt8($1.utf8.count)); $0.append(contentsOf: $1.utf8) }
        // loopback: what comes by it alone may name a loopback address
        face.sees([Sighting(name: "Den", interface: UInt32(if_nametoindex("lo")), record: TxtRecord.entries(of: record))])
    }

    func end() {
        face = nil
        isSearching.with { $0 = false }
    }

    func resolve(_ name: String, attempt: UInt64) {
        lookUps.with { $0 += 1 }
        face?.resolved(attempt, Whereabouts(addresses: [receiver.host, "fe80::1%lo", "nonsense"], port: receiver.port))
    }

    func drop(_ attempt: UInt64) {}

    /// The receiver says good-bye.
    func leave() {
        face?.queue.async { [self] in face?.sees([]) }
    }
}
