import Bytes
import Enrichment
import JSON

extension EvaluationReport {
    /// The same as one JSON object, for programs.
    public static func json(_ reports: [EvaluationReport]) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("sets")
        writer.beginArray()
        for report in reports {
            writer.beginObject()
            writer.key("name")
            writer.string(report.name)
            writer.key("asked")
            writer.string(report.layout.asked)
            writer.key("expected")
            writer.string(report.layout.expected)
            report.tally.write(to: &writer)
            writer.endObject()
        }
        writer.endArray()
        writer.key("all")
        writer.beginObject()
        all(reports).write(to: &writer)
        writer.endObject()
        writer.endObject()
        return String(writer.bytes)
    }
}

extension EvaluationTally {
    fileprivate func write(to writer: inout JSONWriter) {
        for (key, value) in [
            ("rows", rows), ("without_answer", withoutAnswer), ("unknown_communes", unknownCommunes),
            ("unreadable", unreadable), ("contradicted", contradicted),
        ] {
            writer.key(key)
            writer.number(value)
        }
        writer.key("groups")
        writer.beginArray()
        for (name, group) in groups.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            writer.beginObject()
            writer.key("name")
            writer.string(name)
            group.write(to: &writer)
            writer.endObject()
        }
        writer.endArray()
        writer.key("levels")
        writer.beginArray()
        for level in MatchLevel.allCases where levels[Int(level.rawValue)].rows > 0 {
            writer.beginObject()
            writer.key("level")
            writer.string(level.name)
            levels[Int(level.rawValue)].write(to: &writer)
            writer.endObject()
        }
        writer.endArray()
        calibration.write(to: &writer)
    }
}

extension EvaluationTally.Group {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.key("rows")
        writer.number(rows)
        writer.key("contradicted")
        writer.number(contradicted)
        writer.key("measures")
        writer.beginObject()
        for measure in Measure.allCases where self[measure].of > 0 {
            writer.key(measure.id)
            writer.beginObject()
            writer.key("right")
            writer.number(self[measure].right)
            writer.key("of")
            writer.number(self[measure].of)
            writer.endObject()
        }
        writer.endObject()
    }
}

extension Calibration {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.key("calibration")
        writer.beginObject()
        writer.key("answers")
        writer.number(answers)
        writer.key("expected_error")
        writer.number(expectedError, decimals: 5)
        writer.key("brier_score")
        writer.number(brierScore, decimals: 5)
        writer.key("bands")
        writer.beginArray()
        for (index, band) in bands.enumerated() where band.answers > 0 {
            writer.beginObject()
            writer.key("to")
            writer.number(Calibration.bounds(index).upper, decimals: 2)
            writer.key("answers")
            writer.number(band.answers)
            writer.key("right")
            writer.number(band.right)
            writer.key("mean_score")
            writer.number(band.meanScore, decimals: 4)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
    }
}
