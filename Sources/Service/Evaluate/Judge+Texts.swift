import Bytes
import CSV
import Enrichment

/// Rows that say how a text is to be read, and know no place.
extension Judge {
    /// Whether the table expects texts and not places.
    var judgesTexts: Bool { work.layout.expect[.name] != nil || work.layout.expect[.text] != nil }

    mutating func judgeTextRow() {
        let asked = asked()
        var verdict = Verdict()
        let got: String
        let expected: String
        if work.layout.expect[.name] != nil {
            let line = StreetLine(reading: asked)
            verdict[.wayType] = isSame(line.type, value(.wayType))
            verdict[.name] = isSame(line.name, value(.name))
            verdict[.complement] = isSame(line.complement, value(.complement))
            verdict[.streetLine] = !verdict.isMiss
            got = "\(line.type) | \(line.name) | \(line.complement)"
            expected = "\(value(.wayType)) | \(value(.name)) | \(value(.complement))"
        } else {
            got = cleaned(asked)
            expected = value(.text)
            verdict[.text] = isSame(got, expected)
        }
        tally.count(verdict, nil, score: 0, group: work.layout.group.map { reader.text($0) } ?? "")
        if work.isListed, verdict.isMiss { list(verdict, level: "", score: "", expected: expected, got: got) }
    }

    /// What the row's test is about: addok's tests of cleaning have one function each.
    private func cleaned(_ text: String) -> String {
        let test = work.layout.header.firstIndex(of: "test").map { reader.text($0) } ?? ""
        return switch test {
        case "test_extract_address": AddressCleaning.addressPart(of: text)
        case "test_fold_ordinal": AddressCleaning.foldedOrdinal(text)
        case "test_remove_leading_zeros": AddressCleaning.withoutLeadingZeros(text)
        case "test_match_housenumber": AddressCleaning.houseNumber(in: text) ?? ""
        default: AddressCleaning.cleaned(text)
        }
    }

    /// The same words in the same order, case, accents and punctuation aside.
    private func isSame(_ one: String, _ other: String) -> Bool { words(one) == words(other) }

    private func words(_ text: String) -> String {
        var folded = FoldedText()
        let bytes = Array(text.utf8)
        folded.assign(bytes.span)
        return String(folded.bytes)
    }
}
