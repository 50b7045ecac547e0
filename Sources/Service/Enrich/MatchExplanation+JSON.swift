import Enrichment
import JSON

extension MatchExplanation {
    /// Writes the explanation as an object.
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("reason")
        writer.string(reason)
        writer.key("words")
        writer.beginArray()
        for word in words {
            writer.beginObject()
            writer.key("text")
            writer.string(word.text)
            writer.key("use")
            writer.string(word.use.name)
            writer.endObject()
        }
        writer.endArray()
        writer.key("communes")
        writer.beginArray()
        for commune in communes { write(commune, to: &writer) }
        writer.endArray()
        writer.key("streets")
        writer.beginArray()
        for street in streets { write(street, to: &writer) }
        writer.endArray()
        writer.endObject()
    }

    private func write(_ commune: Commune, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("city")
        writer.string(commune.name)
        if !commune.code.isEmpty {
            writer.key("citycode")
            writer.string(commune.code)
        }
        writer.key("evidence")
        writer.string(commune.evidence)
        writer.key("prior")
        writer.number(Double(commune.prior), decimals: 3)
        if !commune.words.isEmpty {
            writer.key("words")
            writer.string(commune.words)
        }
        writer.endObject()
    }

    private func write(_ street: Street, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("street")
        writer.string(street.name)
        writer.key("postcode")
        writer.string(street.postcode)
        writer.key("city")
        writer.string(street.city)
        writer.key("citycode")
        writer.string(street.citycode)
        writer.key("similarity")
        writer.number(Double(street.similarity), decimals: 3)
        writer.key("total")
        writer.number(Double(street.total), decimals: 3)
        writer.key("number")
        writer.string(street.number)
        if street.isChosen {
            writer.key("chosen")
            writer.raw("true")
        }
        writer.endObject()
    }
}
