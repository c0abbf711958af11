// What a search by the system has found, and what is to be done next: which names to look up, which services to tell of.
// Pure: it calls nothing and knows no clock. It must not know what a record says: Rust reads and checks it.
import Foundation

/// A service as the system's browser shows it: a name without addresses.
public struct Sighting: Equatable, Sendable {
    public let name: String
    /// The number of an interface by which it was heard.
    public let interface: UInt32?
    public let record: [RecordEntry]

    public init(name: String, interface: UInt32?, record: [RecordEntry]) {
        self.name = name
        self.interface = interface
        self.record = record
    }
}

/// Where a service is.
public struct Whereabouts: Equatable, Sendable {
    /// IP addresses as text.
    public let addresses: [String]
    public let port: UInt16

    public init(addresses: [String], port: UInt16) {
        self.addresses = addresses
        self.port = port
    }
}

/// What is to be done after something happened, in this order.
public enum CatalogueStep: Equatable, Sendable {
    /// Look this name up, then call `resolved` or `failed` with the number.
    case resolve(name: String, attempt: UInt64)
    /// Stop looking up; no answer is wanted.
    case drop(attempt: UInt64)
    /// Call `due` with the number after so many seconds.
    case wait(attempt: UInt64, seconds: Double)
    /// Tell of a service, or of news of it.
    case tell(Sighting, Whereabouts)
    /// Tell that it is gone.
    case forget(name: String)
}

/// See the file.
public struct BonjourCatalogue: Sendable {
    /// Most services that are kept, as many as Rust lists.
    public static let mostServices = 64
    /// Longest name in bytes, as DNS has it.
    public static let longestName = 63
    /// Most addresses of a service.
    public static let mostAddresses = 16
    /// Most names that are looked up at the same time.
    static let mostAttempts = 4
    /// How often a name is looked up before it is given up.
    static let mostTries = 3
    /// How long after a failure it is looked up again.
    static let pause = 2.0

    private struct Entry: Sendable {
        var sighting: Sighting
        var place: Whereabouts?
        var look = Look.none
        var tries = 0
    }

    private enum Look: Equatable, Sendable {
        case none, queued, running(UInt64), pausing(UInt64)
    }

    private var entries: [String: Entry] = [:]
    /// Names in the order in which they are to be looked up.
    private var queue: [String] = []
    private var numbers: UInt64 = 0

    public init() {}

    /// All that the system's browser shows now.
    public mutating func see(_ sightings: [Sighting]) -> [CatalogueStep] {
        let seen = sightings.filter { Self.isSound($0.name) }
        let names = Set(seen.map(\.name))
        var steps = entries.keys.filter { !names.contains($0) }.sorted().flatMap { lose($0) }
        for sighting in seen {
            steps += meet(sighting)
        }
        return steps + begin()
    }

    /// A name was looked up.
    public mutating func resolved(_ attempt: UInt64, _ place: Whereabouts) -> [CatalogueStep] {
        let addresses = Array(place.addresses.prefix(Self.mostAddresses))
        guard !addresses.isEmpty, place.port != 0 else { return failed(attempt) }
        guard let name = name(of: .running(attempt)), var entry = entries[name] else { return [] }
        let place = Whereabouts(addresses: addresses, port: place.port)
        (entry.place, entry.look, entry.tries) = (place, .none, 0)
        entries[name] = entry
        return [.tell(entry.sighting, place)] + begin()
    }

    /// A name could not be looked up. It is tried again, and in the end given up: whoever was told of it hears that it is gone.
    public mutating func failed(_ attempt: UInt64) -> [CatalogueStep] {
        guard let name = name(of: .running(attempt)), var entry = entries[name] else { return [] }
        entry.tries += 1
        guard entry.tries >= Self.mostTries else {
            entry.look = .pausing(attempt)
            entries[name] = entry
            return [.wait(attempt: attempt, seconds: Self.pause)] + begin()
        }
        let wasTold = entry.place != nil
        (entry.place, entry.look, entry.tries) = (nil, .none, 0)
        entries[name] = entry
        return (wasTold ? [.forget(name: name)] : []) + begin()
    }

    /// The pause after a failure is over.
    public mutating func due(_ attempt: UInt64) -> [CatalogueStep] {
        guard let name = name(of: .pausing(attempt)) else { return [] }
        ask(for: name)
        return begin()
    }

    /// Somebody could not reach it: it is looked up anew, whatever is known.
    public mutating func doubt(_ name: String) -> [CatalogueStep] {
        guard let entry = entries[name], entry.look == .none else { return [] }
        ask(for: name)
        return begin()
    }

    /// The search ends: everything is forgotten, and nothing told.
    public mutating func clear() -> [CatalogueStep] {
        let running = entries.values.compactMap { Self.number(of: $0.look) }.sorted()
        entries = [:]
        queue = []
        return running.map { .drop(attempt: $0) }
    }

    private mutating func meet(_ sighting: Sighting) -> [CatalogueStep] {
        guard var entry = entries[sighting.name] else {
            guard entries.count < Self.mostServices else { return [] }
            entries[sighting.name] = Entry(sighting: sighting)
            ask(for: sighting.name)
            return []
        }
        guard entry.sighting != sighting else { return [] }
        entry.sighting = sighting
        entries[sighting.name] = entry
        if let place = entry.place {
            return [.tell(sighting, place)]
        }
        // given up before: news of it is a reason to try again
        if entry.look == .none {
            ask(for: sighting.name)
        }
        return []
    }

    private mutating func lose(_ name: String) -> [CatalogueStep] {
        guard let entry = entries.removeValue(forKey: name) else { return [] }
        queue.removeAll { $0 == name }
        let drop = Self.number(of: entry.look).map { [CatalogueStep.drop(attempt: $0)] } ?? []
        return drop + (entry.place != nil ? [.forget(name: name)] : [])
    }

    private mutating func ask(for name: String) {
        entries[name]?.look = .queued
        queue.append(name)
    }

    /// Looks up as many of the queue as may be.
    private mutating func begin() -> [CatalogueStep] {
        var steps: [CatalogueStep] = []
        var running = entries.values.filter { Self.isRunning($0.look) }.count
        while running < Self.mostAttempts, !queue.isEmpty {
            let name = queue.removeFirst()
            numbers += 1
            entries[name]?.look = .running(numbers)
            steps.append(.resolve(name: name, attempt: numbers))
            running += 1
        }
        return steps
    }

    private func name(of look: Look) -> String? {
        entries.first { $0.value.look == look }?.key
    }

    private static func isRunning(_ look: Look) -> Bool {
        if case .running = look { return true }
        return false
    }

    private static func number(of look: Look) -> UInt64? {
        switch look {
        case .running(let number), .pausing(let number): return number
        case .none, .queued: return nil
        }
    }

    private static func isSound(_ name: String) -> Bool {
        let isShort = !name.isEmpty && name.utf8.count <= longestName
        return isShort && !name.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
}
