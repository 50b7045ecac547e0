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

    private static func isKnown(_ host: Span<UInt8>, _ hosts: [String]) -> Bool {
        let name = String(host).lowercased()
        if name.hasPrefix("[") { return true }
        let bare = name.prefix { $0 != ":" }
        return bare.isEmpty || bare == "localhost" || bare.hasSuffix(".localhost") || isAddress(bare)
            || hosts.contains { $0.lowercased() == bare }
    }

    /// Four numbers: nobody can point an address elsewhere.
    private static func isAddress(_ name: Substring) -> Bool {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                !part.isEmpty && part.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            }
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
