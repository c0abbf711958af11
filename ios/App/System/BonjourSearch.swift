// The system's own search for services. NWBrowser shows names and records; where a name is, a connection tells that is made
// to it and given up before it sends anything. It must not know what a record says.
import CouchpadKit
import Foundation
import Network

/// See the file. All it keeps is used on the face's queue alone.
final class BonjourSearch: SystemSearch, @unchecked Sendable {
    /// As receivers announce themselves, and as Info.plist names it.
    static let type = "_couchpad._udp"
    /// How long a name is looked up, by each version of IP.
    private static let patience = 2.0
    /// How long after a failure the search begins anew.
    private static let pause = 2.0

    private weak var face: SearchFace?
    private var browser: NWBrowser?
    private var endpoints: [String: NWEndpoint] = [:]
    private var running: [UInt64: NWConnection] = [:]
    private var wasToldOfTrouble = false
    /// The last search ended as one does in the background.
    private var hadRoutineEnd = false

    func begin(_ face: SearchFace) {
        self.face = face
        wasToldOfTrouble = false
        browse()
    }

    func end() {
        face = nil
        browser?.cancel()
        browser = nil
        endpoints = [:]
        running.keys.forEach(drop)
    }

    func resolve(_ name: String, attempt: UInt64) {
        look(name, attempt, [.v4, .v6])
    }

    func drop(_ attempt: UInt64) {
        guard let connection = running.removeValue(forKey: attempt) else { return }
        connection.stateUpdateHandler = nil
        connection.cancel()
    }

    private func browse() {
        guard let face else { return }
        let parameters = NWParameters()
        parameters.includePeerToPeer = false
        let browser = NWBrowser(for: .bonjourWithTXTRecord(type: Self.type, domain: "local."), using: parameters)
        browser.stateUpdateHandler = { [weak self, weak browser] state in
            guard let self, let browser, browser === self.browser else { return }
            follow(state)
        }
        browser.browseResultsChangedHandler = { [weak self, weak browser] results, _ in
            guard let self, let browser, browser === self.browser else { return }
            see(results)
        }
        self.browser = browser
        browser.start(queue: face.queue)
    }

    private func follow(_ state: NWBrowser.State) {
        switch state {
        case .ready:
            wasToldOfTrouble = false
            hadRoutineEnd = false
        case .waiting(let error):
            // it goes on by itself once it may
            tell(error)
        case .failed(let error):
            if !isFirstRoutineEnd(error) { tell(error) }
            browser?.cancel()
            browser = nil
            face?.queue.asyncAfter(deadline: .now() + Self.pause) { [weak self] in
                guard let self, self.browser == nil else { return }
                browse()
            }
        default:
            break
        }
    }

    private func isFirstRoutineEnd(_ error: NWError) -> Bool {
        guard case .dns(let code) = error, SearchTrouble.isRoutine(code), !hadRoutineEnd else { return false }
        hadRoutineEnd = true
        return true
    }

    private func tell(_ error: NWError) {
        guard !wasToldOfTrouble else { return }
        wasToldOfTrouble = true
        if case .dns(let code) = error {
            journal.info("the search fails: error \(code) of DNS-SD")
            face?.fails(SearchTrouble.saying(code).words)
        } else {
            face?.fails(SearchTrouble.saying(nil).words)
        }
    }

    private func see(_ results: Set<NWBrowser.Result>) {
        endpoints = [:]
        var sightings: [Sighting] = []
        for result in results {
            guard case .service(let name, _, _, _) = result.endpoint else { continue }
            var record: [RecordEntry] = []
            if case .bonjour(let txt) = result.metadata {
                record = TxtRecord.entries(of: txt.data)
            }
            endpoints[name] = result.endpoint
            let interface = result.interfaces.first.flatMap { UInt32(exactly: $0.index) }
            sightings.append(Sighting(name: name, interface: interface, record: record))
        }
        face?.sees(sightings.sorted { $0.name < $1.name })
    }

    /// Looks up by the first version of IP, then by the next.
    private func look(_ name: String, _ attempt: UInt64, _ versions: [NWProtocolIP.Options.Version]) {
        drop(attempt)
        guard let face, let endpoint = endpoints[name], let version = versions.first else {
            self.face?.resolved(attempt, nil)
            return
        }
        let parameters = NWParameters.udp
        parameters.includePeerToPeer = false
        (parameters.defaultProtocolStack.internetProtocol as? NWProtocolIP.Options)?.version = version
        let connection = NWConnection(to: endpoint, using: parameters)
        let next = Array(versions.dropFirst())
        connection.stateUpdateHandler = { [weak self, weak connection] state in
            guard let self, let connection, running[attempt] === connection else { return }
            switch state {
            case .ready: found(connection, name, attempt, next)
            case .failed, .waiting: look(name, attempt, next)
            default: break
            }
        }
        running[attempt] = connection
        connection.start(queue: face.queue)
        face.queue.asyncAfter(deadline: .now() + Self.patience) { [weak self, weak connection] in
            guard let self, let connection, running[attempt] === connection else { return }
            look(name, attempt, next)
        }
    }

    private func found(
        _ connection: NWConnection, _ name: String, _ attempt: UInt64, _ next: [NWProtocolIP.Options.Version]
    ) {
        guard case .hostPort(let host, let port)? = connection.currentPath?.remoteEndpoint, let address = Self.text(host)
        else { return look(name, attempt, next) }
        drop(attempt)
        face?.resolved(attempt, Whereabouts(addresses: [address], port: port.rawValue))
    }

    private static func text(_ host: NWEndpoint.Host) -> String? {
        switch host {
        case .ipv4(let address): return "\(address)"
        case .ipv6(let address): return "\(address)"
        default: return nil
        }
    }
}
