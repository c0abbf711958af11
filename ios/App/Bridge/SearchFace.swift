// The search that Rust starts and stops, on top of the system's: it keeps the catalogue, asks for names to be looked up, and
// tells Rust what there is. It must not know which system it is.
import CouchpadFfi
import CouchpadKit
import Foundation

/// The system's own search. Each call comes on `queue`, and each answer goes there.
protocol SystemSearch: AnyObject {
    /// Shows from now on whatever is there, through `SearchFace.sees`.
    func begin(_ face: SearchFace)
    func end()
    /// Looks a name up, and tells `SearchFace.resolved`.
    func resolve(_ name: String, attempt: UInt64)
    func drop(_ attempt: UInt64)
}

/// What Rust calls, from any of its threads. All it keeps is used on `queue` alone.
final class SearchFace: CouchpadFfi.Browser, @unchecked Sendable {
    /// Where everything of the search happens.
    let queue = DispatchQueue(label: "app.couchpad.pad.search")
    private let session: Session
    private let system: any SystemSearch
    private var catalogue = BonjourCatalogue()
    private var isRunning = false

    init(session: Session, system: any SystemSearch) {
        self.session = session
        self.system = system
    }

    func start() throws {
        queue.async { [self] in
            guard !isRunning else { return }
            isRunning = true
            system.begin(self)
        }
    }

    func stop() throws {
        queue.async { [self] in
            guard isRunning else { return }
            isRunning = false
            take(catalogue.clear())
            system.end()
        }
    }

    func doubt(instance: String) throws {
        queue.async { [self] in
            // Rust knows a service by its name, with the type behind or without
            let name = instance.range(of: "._couchpad._udp", options: .caseInsensitive).map { instance[..<$0.lowerBound] }
            take(catalogue.doubt(name.map(String.init) ?? instance))
        }
    }

    /// All that the system shows now. On `queue`.
    func sees(_ sightings: [Sighting]) {
        take(isRunning ? catalogue.see(sightings) : [])
    }

    /// A name was looked up; `nil`: it was not found. On `queue`.
    func resolved(_ attempt: UInt64, _ place: Whereabouts?) {
        take(place.map { catalogue.resolved(attempt, $0) } ?? catalogue.failed(attempt))
    }

    /// The system does not search, and why. On `queue`.
    func fails(_ reason: String) {
        session.searchFailed(reason: reason)
    }

    private func take(_ steps: [CatalogueStep]) {
        for step in steps {
            switch step {
            case .resolve(let name, let attempt): system.resolve(name, attempt: attempt)
            case .drop(let attempt): system.drop(attempt)
            case .wait(let attempt, let seconds): wait(attempt, seconds)
            case .tell(let sighting, let place): session.serviceFound(service: Service(sighting, place))
            case .forget(let name): session.serviceLost(instance: name)
            }
        }
    }

    private func wait(_ attempt: UInt64, _ seconds: Double) {
        queue.asyncAfter(deadline: .now() + seconds) { [weak self] in
            guard let self else { return }
            take(catalogue.due(attempt))
        }
    }
}

extension Service {
    /// As Rust takes it.
    init(_ sighting: Sighting, _ place: Whereabouts) {
        let txt = sighting.record.map { TxtEntry(key: $0.key, value: $0.value) }
        self.init(
            instance: sighting.name, addresses: place.addresses, port: place.port, interface: sighting.interface, txt: txt)
    }
}
