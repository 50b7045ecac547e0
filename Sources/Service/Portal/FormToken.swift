import Bytes

/// A secret of this run of the service that its forms send back.
///
/// A second lock behind `RequestGuard`: a page of another site cannot read it (same-origin policy), so it cannot make a form
/// that is accepted. There are no sessions yet, so there is one for all; with accounts it will be the session's.
public struct FormToken: Sendable {
    let text: String

    /// 128 bits from the system's random numbers.
    public init() {
        var random = SystemRandomNumberGenerator()
        text = (0..<2).map { _ in random.next().hexadecimal }.joined()
    }

    /// In time that does not depend on where the first difference is.
    func matches(_ sent: String) -> Bool {
        let (own, other) = (Array(text.utf8), Array(sent.utf8))
        guard own.count == other.count else { return false }
        return zip(own, other).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
