// Whether the app is in front, and what Rust must be told when that changes. Scenes and the app itself both tell of it, in
// an order that differs between versions of the system: each change counts once. Pure. It must not know sessions.

/// What the system tells.
public enum PresenceEvent: CaseIterable, Equatable, Sendable {
    case resignsActive, entersBackground, entersForeground, becomesActive, terminates
}

/// What is to be done.
public enum PresenceStep: Equatable, Sendable {
    /// Let all buttons go: the finger may come up elsewhere.
    case releaseAll
    /// Say away, and close the sockets, before the system stops the app.
    case suspend
    /// Take fresh sockets.
    case resume
    /// Say good-bye for now; the seat is kept.
    case hangUp
}

/// See the file.
public struct Presence: Sendable {
    private enum State: Equatable, Sendable {
        case front, covered, away, ended
    }

    private var state = State.front

    public init() {}

    /// What follows.
    public mutating func after(_ event: PresenceEvent) -> [PresenceStep] {
        switch (state, event) {
        case (.front, .resignsActive):
            state = .covered
            return [.releaseAll]
        case (.front, .entersBackground), (.covered, .entersBackground):
            state = .away
            return [.suspend]
        case (.away, .entersForeground):
            state = .covered
            return [.resume]
        case (.away, .becomesActive):
            state = .front
            return [.resume]
        case (.covered, .becomesActive):
            state = .front
            return []
        case (.front, .terminates), (.covered, .terminates):
            state = .ended
            return [.hangUp]
        default:
            return []
        }
    }
}
