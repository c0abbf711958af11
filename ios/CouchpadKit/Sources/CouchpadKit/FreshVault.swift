// The key chain outlives an app that is deleted, and so would what it keeps for this one. Who deletes the app wants that gone:
// the first start after an installation clears it. It must not know what is kept.
import Foundation

/// Something that is there from an installation's first start on, and goes when the app is deleted.
public protocol InstallMark: Sendable {
    var isThere: Bool { get }
    func make() throws
}

/// A key chain that begins empty with each installation. Each call comes from one thread.
public struct FreshVault: Vault {
    private let vault: any Vault
    private let mark: any InstallMark

    public init(_ vault: any Vault, mark: any InstallMark) {
        self.vault = vault
        self.mark = mark
    }

    /// A key chain that cannot be read yet (the phone was not unlocked since it was started) is not cleared: it throws, and is
    /// asked again.
    public func all() throws -> [VaultRecord] {
        let records = try vault.all()
        if mark.isThere {
            return records
        }
        for record in records {
            try vault.remove(record.name)
        }
        // last: what was begun is gone on with at the next start
        try mark.make()
        return []
    }

    public func save(_ name: String, _ bytes: Data) throws {
        try vault.save(name, bytes)
    }

    public func remove(_ name: String) throws {
        try vault.remove(name)
    }
}
