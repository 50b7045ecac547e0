import Bytes

@testable import Enrichment

/// What must hold of the answer to any bytes. Used by the tests and by the fuzzer (`Tests/Fuzz/run-address`).
enum AddressProperties {
    /// A made-up town of many streets beside `TinyFrance`, so that an input can meet many candidates.
    static let index: ReferenceIndex = {
        do { return try TinyFrance.make(streetsOfSaintDenis: manyStreets) } catch { fatalError("\(error)") }
    }()

    private static let manyStreets: [String] = {
        let types = ["Rue", "Avenue", "Impasse", "Chemin"]
        let names = ["Jean", "Jeanne", "Pierre", "Saint", "de la", "du Général", "Vieille", "Grande"]
        let others = ["Martin", "Marin", "Moulin", "Église", "Gaulle", "Gare", "8 Mai 1945", "Hugo", "Hugon", "Paix"]
        return types.flatMap { type in names.flatMap { name in others.map { "\(type) \(name) \($0)" } } }
    }()

    /// The first property that the answer to `bytes` breaks; nil when all hold.
    static func violation(_ bytes: [UInt8], _ matcher: inout Matcher, _ index: ReferenceIndex) -> String? {
        let input = input(bytes)
        let match = matcher.match(input, in: index)
        if let violation = violation(of: match, in: index) { return violation }
        // What was matched before leaves no trace.
        var fresh = Matcher()
        let again = fresh.match(input, in: index)
        if again.level != match.level || again.score != match.score || again.iris != match.iris
            || again.street != match.street || again.number != match.number || again.commune != match.commune
        {
            return "a matcher that was used before answers otherwise"
        }
        return nil
    }

    /// One line, or parts with a zero byte between two: street, postcode, city, number, commune.
    static func input(_ bytes: [UInt8]) -> AddressInput {
        var input = AddressInput()
        let parts = bytes.split(separator: 0, maxSplits: 4, omittingEmptySubsequences: false).map { Array($0) }
        guard parts.count > 1 else {
            append(bytes, to: &input.line)
            return input
        }
        append(parts[0], to: &input.street)
        append(parts[1], to: &input.postcode)
        if parts.count > 2 { append(parts[2], to: &input.city) }
        if parts.count > 3 { append(parts[3], to: &input.housenumber) }
        if parts.count > 4 { append(parts[4], to: &input.citycode) }
        return input
    }

    private static func append(_ bytes: [UInt8], to field: inout ByteBuffer) { field.append(bytes.span) }

    private static func violation(of match: Match, in index: ReferenceIndex) -> String? {
        guard match.score.isFinite, match.score >= 0, match.score <= 1 else { return "the score is \(match.score)" }
        switch match.level {
        case .none: if match.score != 0 { return "level none has a score" }
        case .housenumber: if match.street == nil || match.number == nil { return "a house number without one" }
        case .street: if match.street == nil { return "a street without one" }
        case .locality: if match.street == nil && match.place == nil { return "a locality without one" }
        case .iris: if match.iris == nil { return "an IRIS without one" }
        case .commune: if match.commune == nil { return "a commune without one" }
        case .postcode: if match.postcode == nil { return "a postcode without one" }
        case .department: if match.department == nil { return "a département without one" }
        }
        if match.level < .postcode, match.commune == nil { return "level \(match.level) without a commune" }
        var mix = PersonaMix()
        index.mix(of: match, into: &mix)
        // `TinyFrance` has streets of which neither number nor IRIS is known.
        let isBareStreet = match.street != nil && match.iris == nil
        if match.level != .none, mix.isEmpty, !isBareStreet { return "a place without personas" }
        return labelViolation(of: match, in: index)
    }

    private static func labelViolation(of match: Match, in index: ReferenceIndex) -> String? {
        var label = ByteBuffer()
        let parts = index.appendLabel(of: match, to: &label)
        if UTF8Validation.firstInvalid(in: label.bytes) != nil { return "the label is not UTF-8" }
        if label.isEmpty != (match.level == .none) {
            return "level \(match.level) has the label \(String(label.bytes))"
        }
        for part in [parts.housenumber, parts.street, parts.postcode, parts.city] where part.upperBound > label.count {
            return "a part of the label lies outside it"
        }
        return nil
    }
}
