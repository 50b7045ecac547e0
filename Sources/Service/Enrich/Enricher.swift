import Bytes
import Enrichment
import JSON

/// Which figures an answer carries, and how much of a mix.
struct AnswerOptions: Sendable {
    /// Rows of the index; the reference's own choice when nil.
    var indicators: [Int]?
    /// Weaker answers are turned into coarser ones, 0–1.
    var minimumScore: Float = 0
    /// Whether an answer says how the address was read and why it was matched so.
    var explains = false
    /// Says which audiences a stored contact is in; nil when there is nothing to say.
    var membership: AudienceMembership?
}

/// The way of one contact, from its address to the JSON of its answer. One a thread: it owns the scratch.
struct Enricher: ~Copyable {
    var input = AddressInput()
    private var matcher = Matcher()
    private var mix = PersonaMix()
    private var text = ByteBuffer(capacity: 512)

    init() {}

    /// Matches the address in `input`.
    mutating func match(in reference: ServedReference, minimumScore: Float = 0) -> Match {
        let match = matcher.match(input, in: reference.index)
        return minimumScore > 0 ? match.coarsened(to: minimumScore, in: reference.index) : match
    }

    /// Writes the answer for the address in `input` and returns its level. `id` is JSON to be echoed, empty for none.
    @discardableResult
    mutating func answer(
        id: Span<UInt8>, hasAddress: Bool, _ reference: ServedReference, _ options: AnswerOptions,
        to writer: inout JSONWriter
    ) -> MatchLevel {
        let match = match(in: reference, minimumScore: options.minimumScore)
        writer.beginObject()
        if !id.isEmpty {
            writer.key("id")
            writer.raw(id)
        }
        write(match, reference, options, to: &writer)
        if !hasAddress {
            writer.key("warnings")
            writer.raw("[\"the contact has no address, position or IRIS\"]")
        }
        if options.explains {
            writer.key("explanation")
            matcher.explain(input, in: reference.index).write(to: &writer)
        }
        if !id.isEmpty, let membership = options.membership { membership.write(id, to: &writer) }
        writer.fragment(0, of: reference.dataset)
        writer.endObject()
        return match.level
    }

    /// What was matched, and the personas and figures of the place. Where an IRIS was found all from its code on is ready.
    private mutating func write(
        _ match: Match, _ reference: ServedReference, _ options: AnswerOptions, to writer: inout JSONWriter
    ) {
        writer.key("match")
        writer.beginObject()
        writer.key("level")
        writer.string(match.level.name)
        writer.key("score")
        writer.number(Double(match.score), decimals: 3)
        if match.isAbroad {
            writer.key("reason")
            writer.raw("\"abroad\"")
        }
        if match.level != .none { writeTexts(match, reference.index, to: &writer) }
        let area = options.indicators == nil ? reference.index.figureRow(of: match) : nil
        if let area, reference.index.isIris(figureRow: area) {
            _ = writer.fragment(area, of: reference.areaAnswers)
            return writer.endedRaw()
        }
        if let iris = match.iris { writer.iris(iris.row, of: reference.index) }
        writer.endObject()
        if let area, writer.fragment(area, of: reference.areaAnswers) { return }
        writePlace(match, reference, options, to: &writer)
    }

    private mutating func writeTexts(_ match: Match, _ index: ReferenceIndex, to writer: inout JSONWriter) {
        text.removeAll()
        let parts = index.appendLabel(of: match, to: &text)
        writer.key("label")
        let isPlain = writer.string(text.bytes)
        writePart("housenumber", parts.housenumber, isPlain, to: &writer)
        if match.isInterpolated {
            writer.key("interpolated")
            writer.raw("true")
        }
        writePart("street", parts.street, isPlain, to: &writer)
        writePart("postcode", parts.postcode, isPlain, to: &writer)
        writePart("city", parts.city, isPlain, to: &writer)
        // Codes are digits and capital letters: they need no look for what must be escaped.
        if match.commune != nil {
            writer.raw("\"citycode\":\"")
            index.appendCityCode(of: match, to: &writer.buffer)
            writer.buffer.append(ASCII.quote)
        }
    }

    @inline(__always)
    private func writePart(_ key: StaticString, _ part: Range<Int>, _ isPlain: Bool, to writer: inout JSONWriter) {
        guard !part.isEmpty else { return }
        writer.key(key)
        let bytes = text.bytes.extracting(part)
        if isPlain { writer.string(plain: bytes) } else { writer.string(bytes) }
    }

    /// Personas and figures, put together.
    private mutating func writePlace(
        _ match: Match, _ reference: ServedReference, _ options: AnswerOptions, to writer: inout JSONWriter
    ) {
        let index = reference.index
        index.mix(of: match, into: &mix)
        reference.pieces.write(mix, index.fit(of: match), to: &writer)
        writer.key("indicators")
        writer.beginObject()
        for row in options.indicators ?? reference.defaultIndicators {
            writer.figure(
                index.indicator(row, of: match), decimals: index.decimals(ofIndicator: row),
                under: reference.pieces.indicatorKeys, row)
        }
        writer.endObject()
    }
}
