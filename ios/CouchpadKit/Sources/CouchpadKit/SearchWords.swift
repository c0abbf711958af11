// Why the system's search does not run, in words for the player. It must not know the network.

/// See the file.
public enum SearchWords {
    /// kDNSServiceErr_PolicyDenied: the player, or whoever manages the phone, keeps the app off the local network.
    public static let policyDenied: Int32 = -65_570
    /// kDNSServiceErr_NoAuth: the app's Info.plist does not name the service.
    static let noAuth: Int32 = -65_555

    /// What an error of DNS-SD means; `nil`: none of DNS-SD's own.
    public static func trouble(_ code: Int32?) -> String {
        switch code {
        case policyDenied:
            return "This phone keeps Couchpad off the local network. Open Settings, then Couchpad, and switch on Local Network."
        case noAuth:
            return "This build of Couchpad may not search: scan the picture on the big screen. (Its Info.plist lacks _couchpad._udp.)"
        case let code?:
            return "This phone does not search for receivers now (error \(code)): check that Wi-Fi is on, or scan the picture on the big screen."
        case nil:
            return "This phone does not search for receivers now: check that Wi-Fi is on, or scan the picture on the big screen."
        }
    }
}
