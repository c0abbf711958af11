// Why the system's search does not run. It must not know the network.

/// See the file.
public enum SearchTrouble {
    /// kDNSServiceErr_PolicyDenied: the player, or whoever manages the phone, keeps the app off the local network.
    public static let policyDenied: Int32 = -65_570

    /// kDNSServiceErr_DefunctConnection and kDNSServiceErr_ServiceNotRunning: what every stay in the background does to a search.
    /// The next one runs, so that nobody needs to hear of it; unless it meets the same.
    public static func isRoutine(_ code: Int32?) -> Bool {
        code == -65_569 || code == -65_563
    }

    /// What to say of an error of DNS-SD; `nil`: none of DNS-SD's own.
    public static func saying(_ code: Int32?) -> Saying {
        code == policyDenied ? .searchRefused : .searchOff
    }
}
