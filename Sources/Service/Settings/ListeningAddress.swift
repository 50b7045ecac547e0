/// Which addresses only this machine reaches.
public enum ListeningAddress {
    /// Whether `host` is `localhost`, an IPv4 address of 127.0.0.0/8 (RFC 1122, section 3.2.1.3) or `::1` (RFC 4291,
    /// section 2.5.3). Anything not understood is not loopback.
    public static func isLoopback(_ host: String) -> Bool {
        if host == "::1" || host == "localhost" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0] == "127" else { return false }
        return parts.allSatisfy { part in
            part.count <= 3 && part.utf8.allSatisfy { $0 &- 0x30 < 10 } && UInt8(part) != nil
        }
    }
}
