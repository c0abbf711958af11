// Why the system's search does not run. It must not know the network.

/// See the file.
public enum SearchTrouble {
    /// kDNSServiceErr_PolicyDenied: the player, or whoever manages the phone, keeps the app off the local network.
    public static let policyDenied: Int32 = -65_570

    /// What to say of an error of DNS-SD; `nil`: none of DNS-SD's own.
    public static func saying(_ code: Int32?) -> Saying {
        code == policyDenied ? .searchRefused : .searchOff
    }
}
