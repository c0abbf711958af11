// A controller in Swift, against a real receiver: `join LINK CODE`. It uses the generated bindings and the very files that
// stand between the app and Rust; only the key chain and the system's search are stood in for. Each check stands for itself
// and prints its name once it is through.
import CouchpadFfi
import CouchpadKit
import Foundation

guard CommandLine.arguments.count == 3, let place = Receiver(link: CommandLine.arguments[1]) else {
    print("join LINK CODE")
    exit(2)
}
let receiver = place
let code = CommandLine.arguments[2]

func errorsSayWhatToDo() throws {
    let session = try Session.of("Err")
    try expectError({ try session.joinLink(link: "this is no link") }) { if case .Link = $0 { return true } else { return false } }
    try expectError({ try session.joinCode(address: receiver.address, code: "12") }) { if case .Code = $0 { return true } else { return false } }
    try expectError({ try session.joinLink(link: receiver.address) }) { if case .NeedsCode = $0 { return true } else { return false } }
    try expectError({ try session.sendText(control: 0, text: "hello") }) { if case .NotJoined = $0 { return true } else { return false } }
    try expect(session.status().state == .idle, "nothing was joined")
    try expect(!version().isEmpty, "it has a version")
}

func aGameIsPlayed() throws {
    let session = try Session.of("Swift")
    try session.joinCode(address: receiver.address, code: code)
    try session.event("paired") { if case .paired = $0 { return true } else { return false } }
    try session.event("seated") { if case .placeChanged(.seated) = $0 { return true } else { return false } }
    // a receiver that shows nothing begins as soon as somebody has a seat; what is pressed then comes back as a score
    try wait("the game begins") { session.status().phase == .playing && !session.launchers.isEmpty }
    try session.event("a brick") { event in
        for button in session.launchers { session.press(button: button) }
        session.setAxis(axis: 0, value: Int16.random(in: -32_000...32_000))
        session.releaseAll()
        if case .scored(let own, _) = event { return own > 0 }
        return false
    }
    try expect(session.status().score.map { $0.own > 0 } ?? false, "\(session.status())")
    try session.left()
}

func aListenerIsCalledFromAThreadOfRust() throws {
    let heard = Shared<[PadEvent]>([])
    let wasOnMain = Shared(false)
    final class Listener: EventListener {
        let heard: Shared<[PadEvent]>, wasOnMain: Shared<Bool>
        init(_ heard: Shared<[PadEvent]>, _ wasOnMain: Shared<Bool>) { (self.heard, self.wasOnMain) = (heard, wasOnMain) }
        func onEvent(event: PadEvent) throws {
            heard.with { $0.append(event) }
            wasOnMain.with { $0 = $0 || Thread.isMainThread }
            throw ForeignError.Failed(reason: "on purpose")
        }
    }
    let session = try Session.of("Listen")
    try session.setListener(listener: Listener(heard, wasOnMain))
    try session.joinLink(link: receiver.link)
    try session.connected()
    try wait("heard") { heard.with { events in events.contains { if case .connected = $0 { return true } else { return false } } } }
    try expect(!wasOnMain.with { $0 }, "it was called on this thread")
    try session.setListener(listener: nil)
    try session.left()
}

func eventsCanBeAwaited() async throws {
    let session = try Session.of("Await")
    try session.joinLink(link: receiver.link)
    while true {
        if case .connected = await session.nextEvent() { break }
    }
    session.leave()
    while true {
        if case .ended(let reason, _) = await session.nextEvent() {
            try expect(reason == .left, "\(reason)")
            return
        }
    }
}

func theKeyChainKeepsTheDevice() throws {
    let chain = MemoryChain()
    var session = try Session.of("Keys")
    try session.openStore(store: KeyStoreFace(vault: chain, session: session))
    try session.joinCode(address: receiver.address, code: code)
    try session.connected()
    try wait("its keys are kept") { chain.names.contains("device.toml") && chain.names.contains { $0.hasPrefix("receiver-") } }
    let key = try session.knownReceivers().first.map(\.key) ?? { throw Failure(description: "no receiver is known") }()
    session.hangUp()
    try session.event("hung up") { if case .ended(.hungUp, _) = $0 { return true } else { return false } }

    // the app is started again while the phone is locked, and then unlocked
    chain.trouble = VaultTrouble(status: -25_308)
    session = Session()
    try session.openStore(store: KeyStoreFace(vault: chain, session: session))
    try session.event("locked") { if case .identityFailed(let why) = $0 { return why.contains("the phone is locked") } else { return false } }
    chain.trouble = nil
    try session.openStore(store: KeyStoreFace(vault: chain, session: session))
    try session.event("read") { if case .identityReady(let warnings) = $0 { return warnings.isEmpty } else { return false } }
    try session.joinKnown(key: key, code: nil)
    try session.connected()
    try session.left()
    try expect(session.forgetReceiver(key: key), "it was known")
    try wait("forgotten in the chain, too") { !chain.names.contains { $0.hasPrefix("receiver-") } }
}

func theSystemsSearchFindsIt() throws {
    let session = try Session.of("Search")
    let system = StandInSearch(receiver)
    let face = SearchFace(session: session, system: system)
    session.setBrowser(browser: face)
    try session.startSearch()
    var found: FoundReceiver?
    try session.event("found") {
        if case .receiverFound(let receiver) = $0 { found = receiver }
        return found != nil
    }
    try expect(found?.name == "Den" && found?.addresses == [receiver.address], "\(String(describing: found))")
    guard let id = found?.id else { return }
    try face.doubt(instance: id)
    try wait("looked up anew") { system.lookUps.with { $0 } > 1 }
    try session.joinFound(id: id, code: code)
    try session.connected()
    system.leave()
    try session.event("gone") { if case .receiverGone = $0 { return true } else { return false } }
    session.stopSearch()
    try wait("the search has ended") { system.isSearching.with { !$0 } }
    try session.left()
}

func theAppGoesAwayAndComesBack() throws {
    let session = try Session.of("Away")
    try session.joinLink(link: receiver.link)
    try session.event("seated") { if case .placeChanged(.seated) = $0 { return true } else { return false } }
    let place = session.status().place
    // what the system tells, and what the app does then
    var presence = Presence()
    func happens(_ event: PresenceEvent) throws {
        for step in presence.after(event) {
            switch step {
            case .releaseAll: session.releaseAll()
            case .suspend: try expect(session.suspend(), "the receiver has heard it")
            case .resume: session.resume()
            case .hangUp: session.hangUp()
            }
        }
    }
    session.press(button: 0)
    try happens(.resignsActive)
    try happens(.entersBackground)
    try expect(session.status().state == .suspended && session.status().held == 0, "\(session.status())")
    try happens(.entersForeground)
    try session.event("back") { $0 == .connected(fresh: false) }
    try expect(session.status().place == place, "the same seat")
    session.networkChanged()
    try wait("on the new network") { session.status().state == .connected }
    try happens(.terminates)
    try session.event("hung up") { if case .ended(.hungUp, _) = $0 { return true } else { return false } }
}

extension Session {
    /// What the game on the screen is begun with: all of its buttons but the receiver's own.
    var launchers: [UInt8] {
        let kinds = layout()?.controls.map(\.kind) ?? []
        return kinds.compactMap { if case .button(let button, _) = $0, button < 30 { return button } else { return nil } }
    }
}

let checks: [(String, () async throws -> Void)] = [
    ("errorsSayWhatToDo", errorsSayWhatToDo), ("aGameIsPlayed", aGameIsPlayed),
    ("aListenerIsCalledFromAThreadOfRust", aListenerIsCalledFromAThreadOfRust), ("eventsCanBeAwaited", eventsCanBeAwaited),
    ("theKeyChainKeepsTheDevice", theKeyChainKeepsTheDevice), ("theSystemsSearchFindsIt", theSystemsSearchFindsIt),
    ("theAppGoesAwayAndComesBack", theAppGoesAwayAndComesBack),
]
for (name, check) in checks {
    do {
        try await check()
        print("passed", name)
    } catch {
        print("FAILED", name, error)
        exit(1)
    }
}
