// The system's key chain, where this device's key and those of the receivers that it knows are kept: on this device alone,
// never in a backup for another one, never synchronised. It must not know what a record says.
import CouchpadKit
import Foundation
import Security

/// See the file.
struct Keychain: Vault {
    /// What the records are kept under.
    private static let service = "app.couchpad.pad.identity"

    func all() throws -> [VaultRecord] {
        var query = Self.query(nil)
        query[kSecMatchLimit] = kSecMatchLimitAll
        query[kSecReturnAttributes] = true
        var found: CFTypeRef?
        let status = SecItemCopyMatching(query as CFDictionary, &found)
        guard status != errSecItemNotFound else { return [] }
        try Self.check(status)
        let items = found as? [[String: Any]] ?? []
        let names = items.compactMap { $0[kSecAttrAccount as String] as? String }
        return try names.map { VaultRecord(name: $0, bytes: try bytes($0)) }
    }

    func save(_ name: String, _ bytes: Data) throws {
        // the way in which it is kept is said anew, too: an older build may have said another one
        let news: [CFString: Any] = [
            kSecValueData: bytes, kSecAttrAccessible: kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly,
        ]
        let status = SecItemUpdate(Self.query(name) as CFDictionary, news as CFDictionary)
        guard status == errSecItemNotFound else { return try Self.check(status) }
        let item = Self.query(name).merging(news) { _, new in new }
        try Self.check(SecItemAdd(item as CFDictionary, nil))
    }

    func remove(_ name: String) throws {
        let status = SecItemDelete(Self.query(name) as CFDictionary)
        guard status != errSecItemNotFound else { return }
        try Self.check(status)
    }

    /// `nil`: it is there and cannot be read. A locked phone is no damage, but a reason to ask again later.
    private func bytes(_ name: String) throws -> Data? {
        var query = Self.query(name)
        query[kSecReturnData] = true
        var found: CFTypeRef?
        let status = SecItemCopyMatching(query as CFDictionary, &found)
        if status == errSecInteractionNotAllowed {
            try Self.check(status)
        }
        return status == errSecSuccess ? found as? Data : nil
    }

    private static func query(_ name: String?) -> [CFString: Any] {
        var query: [CFString: Any] = [
            kSecClass: kSecClassGenericPassword, kSecAttrService: service, kSecAttrSynchronizable: false,
        ]
        if let name {
            query[kSecAttrAccount] = name
        }
        return query
    }

    private static func check(_ status: OSStatus) throws {
        guard status == errSecSuccess else { throw VaultTrouble(status: status) }
    }
}
