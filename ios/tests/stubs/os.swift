public struct Logger: Sendable {
    public init(subsystem: String, category: String) {}
    public func info(_ message: String) {}
    public func error(_ message: String) {}
    public func fault(_ message: String) {}
}
