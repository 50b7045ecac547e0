import Bytes
import Enrichment
import JSON

/// Which figures an answer carries, and how much of a mix.
struct AnswerOptions: Sendable {
    /// Rows of the index; the reference's own choice when nil.
    var indicators: [Int]?
    /// Personas of a mix that are named; the rest of a mix is small.
    var maximumMixParts = 10
    /// Weaker answers are turned into coarser ones, 0–1.
    var minimumScore: Float = 0
    /// Whether an answer says how the address was read and why it was matched so.
    var explains = false
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
        write(match, reference.index, to: &writer)
        writePersona(match, reference, options, to: &writer)
        writeIndicators(match, reference, options, to: &writer)
        if !hasAddress {
            writer.key("warnings")
            writer.raw("[\"the contact has no address, position or IRIS\"]")
        }
        if options.explains {
            writer.key("explanation")
            matcher.explain(input, in: reference.index).write(to: &writer)
        }
        writer.fragment(0, of: reference.dataset)
        writer.endObject()
        return match.level
    }

    private mutating func write(_ match: Match, _ index: ReferenceIndex, to writer: inout JSONWriter) {
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
        if match.level != .none { writeTexts(match, index, to: &writer) }
        writer.endObject()
    }

    private mutating func writeTexts(_ match: Match, _ index: ReferenceIndex, to writer: inout JSONWriter) {
        text.removeAll()
        let parts = index.appendLabel(of: match, to: &text)
        writer.key("label")
        writer.string(text.bytes)
        writePart("housenumber", parts.housenumber, to: &writer)
        if match.isInterpolated {
            writer.key("interpolated")
            writer.raw("true")
        }
        writePart("street", parts.street, to: &writer)
        writePart("postcode", parts.postcode, to: &writer)
        writePart("city", parts.city, to: &writer)
        // Codes are digits and capital letters: they need no look for what must be escaped.
        if match.commune != nil {
            writer.raw("\"citycode\":\"")
            index.appendCityCode(of: match, to: &writer.buffer)
            writer.buffer.append(ASCII.quote)
        }
        if match.iris != nil {
            writer.raw("\"iris\":\"")
            index.appendIrisCode(of: match, to: &writer.buffer)
            writer.buffer.append(ASCII.quote)
        }
    }

    private func writePart(_ key: StaticString, _ part: Range<Int>, to writer: inout JSONWriter) {
        guard !part.isEmpty else { return }
        writer.key(key)
        writer.string(text.bytes.extracting(part))
    }

    private mutating func writePersona(
        _ match: Match, _ reference: ServedReference, _ options: AnswerOptions, to writer: inout JSONWriter
    ) {
        reference.index.mix(of: match, into: &mix)
        guard !mix.isEmpty else {
            writer.key("profile")
            writer.null()
            writer.key("persona")
            writer.null()
            return
        }
        writer.fragment(mix[0].persona.row, of: reference.personaFragments)
        writer.buffer.append(Double(mix[0].share), decimals: 4)
        writeFit(match, reference.index, to: &writer)
        writer.buffer.append(UInt8(ascii: "}"))
        guard mix.count > 1 else { return }
        writer.key("mix")
        writer.beginArray()
        for position in 0..<min(mix.count, options.maximumMixParts) {
            writer.fragment(mix[position].persona.row, of: reference.mixFragments)
            writer.buffer.append(Double(mix[position].share), decimals: 4)
            writer.buffer.append(UInt8(ascii: "}"))
        }
        writer.endArray()
    }

    /// Only a single neighbourhood has a fit; of a mix the probability says how sure the persona is.
    private func writeFit(_ match: Match, _ index: ReferenceIndex, to writer: inout JSONWriter) {
        guard let fit = index.fit(of: match) else { return }
        writer.buffer.append(",\"fit\":\"")
        writer.buffer.append(fit.name)
        writer.buffer.append(ASCII.quote)
    }

    private func writeIndicators(
        _ match: Match, _ reference: ServedReference, _ options: AnswerOptions, to writer: inout JSONWriter
    ) {
        if options.indicators == nil, let row = reference.index.figureRow(of: match) {
            return writer.fragment(row, of: reference.indicatorObjects)
        }
        writer.key("indicators")
        writer.beginObject()
        for row in options.indicators ?? reference.defaultIndicators {
            let value = reference.index.indicator(row, of: match)
            writer.figure(
                value, decimals: reference.index.decimals(ofIndicator: row), under: reference.indicatorKeys, row)
        }
        writer.endObject()
    }
}
