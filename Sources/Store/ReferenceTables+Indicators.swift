import Bytes
import Enrichment
import Segmentation

/// Indicators: what each means, its figures, where they are known, and its averages.
extension ReferenceTables {
    func insertIndicators(_ connection: borrowing SQLiteConnection) throws(SQLiteError) {
        let shape = ColumnShape(data.neighbourhoods)
        var definition = try connection.prepare(ReferenceSchema.indicator.insert)
        var origin = try connection.prepare(ReferenceSchema.indicatorOrigin.insert)
        var figures = try connection.prepare(ReferenceSchema.indicatorColumn.insert)
        var averages = try connection.prepare(ReferenceSchema.personaIndicator.insert)
        var originNumbers: [[UInt8]: Int] = [:]
        for column in data.indicators {
            try insert(column, definition: &definition)
            if !column.personaAverages.isEmpty { try insert(column, averages: &averages) }
            guard !column.values.isEmpty else { continue }
            let packed = shape.pack(column)
            var number = originNumbers[packed.origins]
            if number == nil {
                number = originNumbers.count + 1
                originNumbers[packed.origins] = number
                try origin.bind(originNumbers.count, at: 1)
                try origin.bind(blob: packed.origins.span, at: 2)
                try origin.run()
            }
            try figures.bind(column.definition.id, at: 1)
            try figures.bind(packed.isByCommune ? IndicatorArea.commune : IndicatorArea.iris, at: 2)
            try figures.bind(Int(packed.figures.base), at: 3)
            try figures.bind(packed.figures.width, at: 4)
            try figures.bind(blob: packed.figures.bytes.span, at: 5)
            try figures.bind(number ?? 0, at: 6)
            try figures.run()
        }
    }

    private func insert(_ column: IndicatorColumn, definition insert: inout SQLiteStatement) throws(SQLiteError) {
        let definition = column.definition
        let texts = [
            definition.id, definition.labelFrench, definition.labelEnglish, definition.unit, definition.theme,
            definition.kind, definition.formula, definition.source, definition.vintage, definition.base,
            definition.level,
        ]
        for (index, text) in texts.enumerated() { try insert.bind(text, at: Int32(index + 1)) }
        try insert.bind(column.coverage, at: 12)
        try insert.bind(column.householdCoverage, at: 13)
        try insert.bind(definition.domain, at: 14)
        try insert.bind(definition.decimals, at: 15)
        try insert.run()
    }

    private func insert(_ column: IndicatorColumn, averages insert: inout SQLiteStatement) throws(SQLiteError) {
        var bytes = ByteBuffer(capacity: column.personaAverages.count * 8)
        for average in column.personaAverages {
            for shift in stride(from: UInt64(0), to: 64, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: average.bitPattern >> shift))
            }
        }
        try insert.bind(column.definition.id, at: 1)
        try insert.bind(blob: bytes.bytes, at: 2)
        try insert.run()
    }
}

/// The words of `indicator_column.area`.
enum IndicatorArea {
    static let iris = "iris"
    static let commune = "commune"
}

/// Tells a column whose figures are the same in each listed commune, and packs it as such.
struct ColumnShape {
    /// The first IRIS of each listed commune; one past the last at the end.
    private let starts: [Int]

    init(_ neighbourhoods: [Neighbourhood]) {
        let firsts = neighbourhoods.indices.filter { index in
            index == 0 || neighbourhoods[index - 1].code.commune != neighbourhoods[index].code.commune
        }
        starts = firsts + [neighbourhoods.count]
    }

    func pack(_ column: IndicatorColumn) -> (isByCommune: Bool, figures: PackedFigures, origins: [UInt8]) {
        let decimals = column.definition.decimals
        guard column.definition.level == IndicatorArea.commune, isSame(column) else {
            return (false, PackedFigures(column.values, decimals: decimals), column.origins)
        }
        let firsts = starts.dropLast()
        return (
            true, PackedFigures(firsts.map { column.values[$0] }, decimals: decimals), firsts.map { column.origins[$0] }
        )
    }

    /// One value an IRIS, of what `pack` gave.
    func unpack<Value>(_ values: [Value], _ isByCommune: Bool) -> [Value] {
        guard isByCommune else { return values }
        return zip(starts, starts.dropFirst()).enumerated().flatMap { position, bounds in
            repeatElement(values[position], count: bounds.1 - bounds.0)
        }
    }

    private func isSame(_ column: IndicatorColumn) -> Bool {
        zip(starts, starts.dropFirst()).allSatisfy { start, end in
            (start..<end).allSatisfy { index in
                column.values[index].bitPattern == column.values[start].bitPattern
                    && column.origins[index] == column.origins[start]
            }
        }
    }
}
