// The key store that Rust asks, on top of the desk before the key chain. It only passes on. It must not know which key chain
// it is.
import CouchpadFfi
import CouchpadKit
import Foundation

/// What Rust calls, from any of its threads.
final class KeyStoreFace: SecureStore {
    private let desk: KeyStoreDesk

    init(vault: any Vault, session: Session) {
        desk = KeyStoreDesk(vault: vault, answers: KeyStoreAnswers(session: session))
    }

    func loadAll(request: UInt64) throws {
        desk.loadAll(request)
    }

    func save(request: UInt64, name: String, record: Data) throws {
        desk.save(request, name, record)
    }

    func remove(request: UInt64, name: String) throws {
        desk.remove(request, name)
    }
}

/// Brings the answers back. A request that Rust has given up meanwhile is no trouble of this side's.
private final class KeyStoreAnswers: VaultAnswers {
    private let session: Session

    init(session: Session) {
        self.session = session
    }

    func loaded(_ request: UInt64, _ records: [(name: String, bytes: Data)]) {
        let stored = records.map { StoredRecord(name: $0.name, record: $0.bytes) }
        try? session.storeLoaded(request: request, records: stored)
    }

    func done(_ request: UInt64) {
        try? session.storeDone(request: request)
    }

    func failed(_ request: UInt64, _ reason: String) {
        try? session.storeFailed(request: request, reason: reason)
    }
}
