import Bytes
import HTTP

/// Keeps pages of other sites from using a browser on this machine against this service.
///
/// Two attacks. A page of another site sends a form or a `fetch` here (cross-site request forgery): whatever changes
/// something is refused when the browser says that another site asks (`Sec-Fetch-Site`, Fetch Metadata, W3C) or, from a
/// browser that does not say, when `Origin` is not this host (RFC 6454 section 7.3). A page of a name that its owner points at
/// 127.0.0.1 asks as if it were this site (DNS rebinding): a service without keys answers only to addresses, to `localhost`
/// and to the names that it was told (`allowed_hosts`).
///
/// A program such as `curl` sends neither field and is let through: it cannot be misled into a request by a web page.
enum RequestGuard {
    enum Verdict: Equatable {
        case admitted
        /// 403, with this detail.
        case otherSite
        case unknownHost
    }

    /// `hosts` are names that may be used besides the loopback's and addresses; nil admits every name.
    static func judge(_ request: borrowing Request, hosts: [String]?) -> Verdict {
        let host = request.header("host")
        if let hosts, let host, !isKnown(host, hosts) { return .unknownHost }
        guard request.method.changesSomething else { return .admitted }
        if let site = request.header("sec-fetch-site") {
            return site.elementsEqual("same-origin") || site.elementsEqual("none") ? .admitted : .otherSite
        }
        guard let origin = request.header("origin") else { return .admitted }
        guard let host else { return .otherSite }
        return isSame(origin, host) ? .admitted : .otherSite
    }

    static func problem(_ verdict: Verdict) -> Problem? {
        switch verdict {
        case .admitted: nil
        case .otherSite: Problem(status: 403, detail: "Another site's page may not do this.")
        case .unknownHost:
            Problem(
                status: 421,
                detail: "This service does not answer to this host name. Add it to allowed_hosts if it is its own.")
        }
    }

    /// Every request is asked this: over its bytes, without a String.
    private static func isKnown(_ host: Span<UInt8>, _ hosts: [String]) -> Bool {
        if host.isEmpty || host[0] == UInt8(ascii: "[") { return true }
        let bare = host.extracting(0..<(host.firstIndex(of: ASCII.colon) ?? host.count))
        if bare.isEmpty || isAddress(bare) || isLocal(bare) { return true }
        for known in hosts where isSame(bare, known) { return true }
        return false
    }

    /// Four numbers: nobody can point an address elsewhere.
    private static func isAddress(_ name: Span<UInt8>) -> Bool {
        var dots = 0
        var digits = 0
        for index in name.indices {
            if ASCII.isDigit(name[index]) {
                digits += 1
            } else if name[index] == ASCII.period, digits > 0 {
                dots += 1
                digits = 0
            } else {
                return false
            }
        }
        return dots == 3 && digits > 0
    }

    /// `localhost` and what is below it never leaves the machine (RFC 6761 section 6.3).
    private static func isLocal(_ name: Span<UInt8>) -> Bool {
        let last = name.extracting(last: 9)
        return last.equalsIgnoringCase("localhost")
            && (name.count == last.count || name[name.count - last.count - 1] == ASCII.period)
    }

    private static func isSame(_ name: Span<UInt8>, _ other: String) -> Bool {
        guard other.utf8.count == name.count else { return false }
        for (index, byte) in other.utf8.enumerated()
        where ASCII.lowercased(name[index]) != ASCII.lowercased(byte) { return false }
        return true
    }

    /// Whether an origin (`http://localhost:8080`) is of this host; `null` is of none.
    private static func isSame(_ origin: Span<UInt8>, _ host: Span<UInt8>) -> Bool {
        let text = String(origin).lowercased()
        guard let start = text.firstRange(of: "://")?.upperBound else { return false }
        return text[start...] == String(host).lowercased()
    }
}

extension Method {
    /// Whether a request of this method is meant to change something (RFC 9110 section 9.2.1 names those that are not).
    var changesSomething: Bool {
        switch self {
        case .get, .head, .options, .trace: false
        default: true
        }
    }
}
