// Tells when the phone is on another network, so that a fresh link is worth its while. Pure. It must not know links.

/// What the system tells of the way out.
public struct NetworkPath: Equatable, Sendable {
    public let isUsable: Bool
    /// Names of the interfaces, and addresses of the routers, in any order.
    public let marks: Set<String>

    public init(isUsable: Bool, marks: Set<String>) {
        self.isUsable = isUsable
        self.marks = marks
    }
}

/// See the file.
public struct PathWatch: Sendable {
    /// The last way that could be used.
    private var last: NetworkPath?
    private var isCut = false

    public init() {}

    /// Whether links of before are better made anew. The first path is what the app started on.
    public mutating func isChange(_ path: NetworkPath) -> Bool {
        guard path.isUsable else {
            isCut = last != nil
            return false
        }
        let isOther = last.map { $0.marks != path.marks || isCut } ?? false
        (last, isCut) = (path, false)
        return isOther
    }
}
