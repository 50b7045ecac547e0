import Bytes
import Enrichment
import JSON

extension ServedReference {
    /// Writes what is known of an IRIS: where it is, its persona, and its indicators by theme, each with the level it is known
    /// at. `rows` are the indicators to write, all when nil.
    func writeNeighbourhood(_ iris: IrisIndex, indicators rows: Set<Int>? = nil, to writer: inout JSONWriter) {
        let facts = index.facts(of: iris)
        writer.beginObject()
        writer.key("iris")
        writer.text { index.appendIrisCode(of: facts.match, to: &$0) }
        if !facts.name.isEmpty {
            writer.key("name")
            writer.string(facts.name)
        }
        writer.key("type")
        writer.string(facts.type)
        writer.key("citycode")
        writer.text { index.appendCityCode(of: facts.match, to: &$0) }
        writer.key("city")
        writer.string(facts.city)
        writer.key("lat")
        writer.number(facts.latitude, decimals: 5)
        writer.key("lon")
        writer.number(facts.longitude, decimals: 5)
        writer.key("area_km2")
        writer.number(facts.area, decimals: 3)
        writer.key("households")
        writer.number(facts.households, decimals: 1)
        writer.fragment(facts.persona.row, of: pieces.personas)
        writer.buffer.append("1,\"fit\":\"")
        writer.buffer.append(facts.fit.name)
        writer.buffer.append("\",\"estimated\":")
        writer.buffer.append(facts.isEstimated ? "true" : "false")
        writer.buffer.append(UInt8(ascii: "}"))
        writeIndicators(iris, rows, to: &writer)
        writer.fragment(0, of: dataset)
        writer.endObject()
    }

    private func writeIndicators(_ iris: IrisIndex, _ rows: Set<Int>?, to writer: inout JSONWriter) {
        writer.key("indicators")
        writer.beginObject()
        for (theme, members) in indicatorsByTheme {
            let asked = rows.map { rows in members.filter { rows.contains($0) } } ?? members
            guard !asked.isEmpty else { continue }
            writer.key(theme)
            writer.beginObject()
            for row in asked { writeFigure(row, of: iris, to: &writer) }
            writer.endObject()
        }
        writer.endObject()
    }

    private func writeFigure(_ row: Int, of iris: IrisIndex, to writer: inout JSONWriter) {
        let figure = index.figure(ofIndicator: row, in: iris)
        writer.fragment(row, of: pieces.indicatorKeys)
        writer.buffer.append("{\"value\":")
        if figure.value.isFinite {
            writer.buffer.append(figure.value, decimals: index.decimals(ofIndicator: row))
        } else {
            writer.buffer.append("null")
        }
        writer.buffer.append(",\"origin\":\"")
        writer.buffer.append(figure.origin.name)
        writer.buffer.append(figure.isEstimated ? "\",\"estimated\":true}" : "\"}")
    }
}
