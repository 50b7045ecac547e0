import Enrichment

extension EvaluationReport {
    /// Tables for people: one with a row for each measure of each table, then by level and by score.
    public static func text(_ reports: [EvaluationReport]) -> String {
        var text = ""
        for report in reports { text += report.heading }
        text += "\n" + measures(reports)
        for report in reports { text += report.contradictions }
        let all = all(reports)
        if all.levels.contains(where: { $0.rows > 0 }) {
            text += "\n" + levels(all) + "\n" + calibration(reports, all.calibration)
        }
        return text
    }

    private var heading: String {
        var facts = ["\(tally.rows) addresses measured"]
        if tally.withoutAnswer > 0 { facts.append("\(tally.withoutAnswer) without a known answer") }
        if tally.unknownCommunes > 0 {
            facts.append("\(tally.unknownCommunes) in communes the reference does not have")
        }
        if tally.unreadable > 0 { facts.append("\(tally.unreadable) unreadable") }
        let set = layout.set.map { " (\($0))" } ?? ""
        return
            "\(name)\(set): \(facts.joined(separator: ", "))\n  asked: \(layout.asked)\n  expected: \(layout.expected)\n"
    }

    private static func measures(_ reports: [EvaluationReport]) -> String {
        var table = TextTableau(["set", "measured", "right", "of", "share"])
        for report in reports {
            for (name, group) in report.groups {
                let set = report.title(ofGroup: name)
                for measure in Measure.allCases where group[measure].of > 0 {
                    let count = group[measure]
                    table.add([set, measure.name, "\(count.right)", "\(count.of)", percent(count.share ?? 0)])
                }
            }
        }
        return table.text
    }

    /// How many wrong communes are hardly the matcher's fault; nothing where none is.
    private var contradictions: String {
        groups.filter { $0.group.contradicted > 0 }.map { name, group in
            """
              \(title(ofGroup: name)): \(group.contradicted) of the \(group.wrongCommunes) rows with a wrong commune contradict \
            their known answer:
                their postcode and city are both those of the commune answered, and not both those of the commune expected

            """
        }.joined()
    }

    private func title(ofGroup group: String) -> String { group.isEmpty ? name : "\(name): \(group)" }

    private static func levels(_ tally: EvaluationTally) -> String {
        var table = TextTableau(["level", "answers", "commune", "street", "number", "IRIS", "in another commune"])
        for level in MatchLevel.allCases {
            let group = tally.levels[Int(level.rawValue)]
            guard group.rows > 0 else { continue }
            var iris = group[.iris]
            iris.add(group[.irisOfPosition])
            let wrong = group[.commune].of - group[.commune].right
            table.add(
                [level.name.description, "\(group.rows)"]
                    + [group[.commune], group[.street], group[.number], iris].map { $0.share.map(percent) ?? "" }
                    + [level <= .street ? "\(wrong)" : ""])
        }
        return table.text
    }

    private static func calibration(_ reports: [EvaluationReport], _ all: Calibration) -> String {
        var table = TextTableau(["score", "answers", "mean score", "right"])
        for (index, band) in all.bands.enumerated() where band.answers > 0 {
            let bounds = Calibration.bounds(index)
            table.add([
                "\(decimal(bounds.lower, 2))–\(decimal(bounds.upper, 2))", "\(band.answers)",
                decimal(band.meanScore, 3),
                decimal(band.shareRight, 3),
            ])
        }
        var errors = TextTableau(["set", "answers", "calibration error", "Brier score"])
        for report in reports where report.tally.calibration.answers > 0 {
            errors.add(row(report.name, report.tally.calibration))
        }
        if reports.count > 1 { errors.add(row("all", all)) }
        return table.text + "\n" + errors.text
    }

    private static func row(_ name: String, _ calibration: Calibration) -> [String] {
        [
            name, "\(calibration.answers)", decimal(calibration.expectedError, 4),
            decimal(calibration.brierScore, 4),
        ]
    }

    static func percent(_ share: Double) -> String { decimal(share * 100, 2) + "%" }

    /// Without Foundation's formats.
    static func decimal(_ value: Double, _ digits: Int) -> String {
        let unit = (0..<digits).reduce(1.0) { unit, _ in unit * 10 }
        let scaled = Int((value * unit).rounded())
        let fraction = String(scaled % Int(unit))
        return "\(scaled / Int(unit))." + String(repeating: "0", count: digits - fraction.count) + fraction
    }
}

/// Rows in columns: the first two to the left, figures to the right.
struct TextTableau {
    private var rows: [[String]]

    init(_ header: [String]) { rows = [header] }

    mutating func add(_ row: [String]) { rows.append(row) }

    var text: String {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = row.indices.map { column in
                let gap = String(repeating: " ", count: widths[column] - row[column].count)
                return isText(column) ? row[column] + gap : gap + row[column]
            }
            return "  " + String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed()) + "\n"
        }.joined()
    }

    /// A column of words: none of its cells below the heading is a figure.
    private func isText(_ column: Int) -> Bool {
        rows.dropFirst().contains { row in row[column].first.map { !$0.isNumber } ?? false }
    }
}
