import Bytes
import Segmentation

/// The language that an answer should have.
enum AcceptLanguage {
    /// What `Accept-Language` prefers of the languages there are (RFC 9110 section 12.5.4): the highest weight, the first of
    /// equals; French when it names none of them or is missing.
    static func preferred(_ field: Span<UInt8>?) -> PortraitLanguage {
        guard let field else { return .french }
        var best: (language: PortraitLanguage, weight: Double)?
        for part in String(field).lowercased().split(separator: ",") {
            let pieces = part.split(separator: ";").map { $0.trimming() }
            guard let tag = pieces.first else { continue }
            let language = tag == "*" ? .french : PortraitLanguage(rawValue: String(tag.prefix { $0 != "-" }))
            let weight = pieces.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            if let language, weight > 0, weight > best?.weight ?? 0 { best = (language, weight) }
        }
        return best?.language ?? .french
    }
}

extension Substring {
    fileprivate func trimming() -> Substring {
        var rest = self
        while let first = rest.first, first == " " || first == "\t" { rest.removeFirst() }
        while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
        return rest
    }
}
