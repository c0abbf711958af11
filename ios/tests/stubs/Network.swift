import Foundation

public enum NWError: Error {
    case posix(Int32)
    case dns(Int32)
    case tls(Int32)
}
public struct IPv4Address: Sendable, Hashable {}
public struct IPv6Address: Sendable, Hashable {}
public struct NWInterface: Sendable, Hashable {
    public enum InterfaceType: Sendable { case other, wifi, cellular, wiredEthernet, loopback }
    public let type: InterfaceType
    public let name: String
    public let index: Int
}
public enum NWEndpoint: Sendable, Hashable {
    public enum Host: Sendable, Hashable {
        case name(String, NWInterface?)
        case ipv4(IPv4Address)
        case ipv6(IPv6Address)
    }
    public struct Port: Sendable, Hashable {
        public var rawValue: UInt16 { 0 }
    }
    case hostPort(host: Host, port: Port)
    case service(name: String, type: String, domain: String, interface: NWInterface?)
    case unix(path: String)
    case url(URL)
}
public struct NWTXTRecord: Sendable, Hashable {
    public var data: Data { Data() }
}
open class NWProtocolOptions {}
public enum NWProtocolIP {
    public final class Options: NWProtocolOptions {
        public enum Version: Sendable { case any, v4, v6 }
        public var version: Version = .any
    }
}
public final class NWParameters {
    public final class ProtocolStack {
        public var internetProtocol: NWProtocolOptions?
    }
    public init() {}
    public static var udp: NWParameters { NWParameters() }
    public var includePeerToPeer = false
    public let defaultProtocolStack = ProtocolStack()
}
public final class NWBrowser: @unchecked Sendable {
    public enum Descriptor: Sendable {
        case bonjour(type: String, domain: String?)
        case bonjourWithTXTRecord(type: String, domain: String?)
    }
    public enum State: Sendable {
        case setup, ready, failed(NWError), cancelled, waiting(NWError)
    }
    public struct Result: Sendable, Hashable {
        public enum Metadata: Sendable, Hashable { case none, bonjour(NWTXTRecord) }
        public enum Change: Sendable, Hashable { case identical, added(Result), removed(Result) }
        public let endpoint: NWEndpoint
        public let interfaces: [NWInterface]
        public let metadata: Metadata
    }
    public init(for descriptor: Descriptor, using: NWParameters) {}
    public var stateUpdateHandler: (@Sendable (State) -> Void)?
    public var browseResultsChangedHandler: (@Sendable (Set<Result>, Set<Result.Change>) -> Void)?
    public func start(queue: DispatchQueue) {}
    public func cancel() {}
}
public struct NWPath: Sendable {
    public enum Status: Sendable { case satisfied, unsatisfied, requiresConnection }
    public let status: Status
    public let availableInterfaces: [NWInterface]
    public let gateways: [NWEndpoint]
    public let remoteEndpoint: NWEndpoint?
    public func usesInterfaceType(_ type: NWInterface.InterfaceType) -> Bool { false }
}
public final class NWConnection: @unchecked Sendable {
    public enum State: Sendable {
        case setup, waiting(NWError), preparing, ready, failed(NWError), cancelled
    }
    public init(to: NWEndpoint, using: NWParameters) {}
    public var stateUpdateHandler: (@Sendable (State) -> Void)?
    public var currentPath: NWPath? { nil }
    public func start(queue: DispatchQueue) {}
    public func cancel() {}
}
public final class NWPathMonitor: @unchecked Sendable {
    public init() {}
    public var pathUpdateHandler: (@Sendable (NWPath) -> Void)?
    public func start(queue: DispatchQueue) {}
}
