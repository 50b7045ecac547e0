import Bytes
import Enrichment
import JSON

/// The part of an answer that depends on the place alone: its persona, its mix and its figures.
///
/// Put together from pieces that are written once a load: `"profile":{…},"persona":{…},"mix":[…],"indicators":{…}`.
struct AnswerPieces: Sendable {
    /// By persona: `"profile":{…},"persona":{"code":…,"name":…,"probability":`.
    let personas: Fragments
    /// By persona: `{"code":…,"share":` as it stands in a mix.
    let shares: Fragments
    /// By indicator: its id with quotes and colon.
    let indicatorKeys: Fragments
    /// Personas of a mix that are named; the rest of a mix is small.
    let maximumMixParts: Int

    init(_ index: ReferenceIndex, maximumMixParts: Int) {
        self.maximumMixParts = maximumMixParts
        personas = Fragments(count: index.personaCount) { row, writer in
            let persona = PersonaIndex(row)
            writer.key("profile")
            writer.beginObject()
            writer.key("code")
            writer.text { index.appendProfileCode(index.profile(of: persona), to: &$0) }
            writer.key("name")
            writer.text { index.appendProfileName(index.profile(of: persona), to: &$0) }
            writer.endObject()
            writer.key("persona")
            writer.beginObject()
            writer.key("code")
            writer.text { index.appendPersonaCode(persona, to: &$0) }
            writer.key("name")
            writer.text { index.appendPersonaName(persona, to: &$0) }
            writer.key("probability")
        }
        shares = Fragments(count: index.personaCount) { row, writer in
            writer.beginObject()
            writer.key("code")
            writer.text { index.appendPersonaCode(PersonaIndex(row), to: &$0) }
            writer.key("share")
        }
        indicatorKeys = Fragments(count: index.indicatorCount) { row, writer in
            writer.key(index.indicatorID(row))
        }
    }

    /// Writes the personas of a place. Only a single neighbourhood has a fit; of a mix the probability says how sure the
    /// persona is.
    func write(_ mix: borrowing PersonaMix, _ fit: PersonaFit?, to writer: inout JSONWriter) {
        guard !mix.isEmpty else {
            writer.key("profile")
            writer.null()
            writer.key("persona")
            writer.null()
            return
        }
        writer.fragment(mix[0].persona.row, of: personas)
        writer.buffer.append(Double(mix[0].share), decimals: 4)
        if let fit {
            writer.buffer.append(",\"fit\":\"")
            writer.buffer.append(fit.name)
            writer.buffer.append(ASCII.quote)
        }
        writer.buffer.append(UInt8(ascii: "}"))
        guard mix.count > 1 else { return }
        writer.key("mix")
        writer.beginArray()
        for position in 0..<min(mix.count, maximumMixParts) {
            writer.fragment(mix[position].persona.row, of: shares)
            writer.buffer.append(Double(mix[position].share), decimals: 4)
            writer.buffer.append(UInt8(ascii: "}"))
        }
        writer.endArray()
    }

    /// All of it for every area that has figures of its own, by `ReferenceIndex.figureRow`. That of an IRIS begins with the
    /// end of the match, `"iris":"693820101"}`; an undivided commune has none, since its answer is that of its IRIS. About
    /// 300 bytes an area.
    func areaAnswers(_ index: ReferenceIndex, indicators: [Int]) -> FragmentBlocks {
        let columns = indicators.map { row in
            (row: row, decimals: index.decimals(ofIndicator: row), figures: index.figures(ofIndicator: row))
        }
        return FragmentBlocks(count: index.figureRowCount) { row, writer in
            guard !index.isUndividedCommune(figureRow: row) else { return }
            if index.isIris(figureRow: row) {
                writer.iris(row, of: index)
                writer.buffer.append("}")
            }
            var mix = PersonaMix()
            index.mix(ofFigureRow: row, into: &mix)
            write(mix, index.fit(ofFigureRow: row), to: &writer)
            writer.key("indicators")
            writer.beginObject()
            for column in columns {
                writer.figure(column.figures[row], decimals: column.decimals, under: indicatorKeys, column.row)
            }
            writer.endObject()
        }
    }
}

extension JSONWriter {
    /// `"iris":"693820101"`: a code is digits and capital letters, and needs no look for what must be escaped.
    mutating func iris(_ row: Int, of index: ReferenceIndex) {
        raw("\"iris\":\"")
        index.appendIrisCode(row, to: &buffer)
        buffer.append(ASCII.quote)
    }
}
