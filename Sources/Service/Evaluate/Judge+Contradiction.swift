import Bytes
import Enrichment

/// Rows whose question contradicts their known answer: most are errors of the table and not of the matcher.
extension Judge {
    /// Whether the postcode and the city that were asked both belong to the commune that was answered, and not both to the one that
    /// is expected: by all postcodes and all names of them that the reference knows, old ones and hamlets too. Neighbours share
    /// postcodes and communes far apart share names, so that one of the two proves nothing.
    mutating func contradicts(_ expectation: borrowing Expectation, answered: String) -> Bool {
        guard !expectation.citycode.isEmpty, !answered.isEmpty else { return false }
        let (postcode, city) = placeAsked()
        guard !postcode.isEmpty, city != 0 else { return false }
        return held.knows(answered, postcode: postcode, name: city)
            && !held.knows(expectation.citycode, postcode: postcode, name: city)
    }

    /// The postcode that was asked, and the key of the city: from their fields or, where the address is one line, its last word
    /// of five digits and all that stands behind it.
    private mutating func placeAsked() -> (postcode: String, city: UInt64) {
        var postcode = Self.padded(String(enricher.input.postcode.bytes), Self.postcodeLength)
        var city = String(enricher.input.city.bytes)
        if postcode.isEmpty, city.isEmpty {
            let line = String(enricher.input.line.bytes) + " " + String(enricher.input.street.bytes)
            (postcode, city) = Self.placeInLine(line)
        }
        return (postcode, folding.key(Self.withoutOffice(city)))
    }

    private static let postcodeLength = 5

    private static func placeInLine(_ line: String) -> (postcode: String, city: String) {
        let words = line.split { $0 == " " || $0 == "," || $0 == ";" }
        guard
            let last = words.lastIndex(where: { $0.utf8.count == postcodeLength && $0.utf8.allSatisfy(ASCII.isDigit) })
        else { return ("", "") }
        return (String(words[last]), words[(last + 1)...].joined(separator: " "))
    }

    /// `LYON CEDEX 03` is in Lyon.
    private static func withoutOffice(_ city: String) -> String {
        let words = city.split(separator: " ")
        return words.prefix { $0.lowercased() != "cedex" }.joined(separator: " ")
    }
}
