/// The values of one variable of the clustering, before it is standardised.
struct Variable {
    /// NaN where an indicator that the formula names is not known, or only as the average of a persona.
    var values: [Double]
    /// How each value is known: the coarsest level of the indicators that the formula names.
    var origins: [UInt8]

    /// Computes a formula over indicators by their ids. O(neighbourhoods × indicators of the formula).
    init(_ formula: Formula, of input: SegmentationInput, _ byID: [String: Int]) throws(InputError) {
        var columns: [IndicatorColumn] = []
        for figure in formula.figures {
            guard figure.table.isEmpty, let column = byID[figure.column] else {
                throw .configuration(file: "segmentation.json", reason: "no indicator \(figure.column)")
            }
            columns.append(input.columns[column])
        }
        let count = input.neighbourhoods.count
        values = Array(repeating: .nan, count: count)
        origins = Array(repeating: IndicatorOrigin.missing.rawValue, count: count)
        var figures = Array(repeating: 0.0, count: columns.count)
        for index in 0..<count {
            var coarsest: UInt8 = IndicatorOrigin.iris.rawValue
            for (position, column) in columns.enumerated() {
                figures[position] = Double(column.values[index])
                coarsest = max(coarsest, column.origins[index])
            }
            // An average of personas would lead back to the persona that it came from.
            guard coarsest < IndicatorOrigin.persona.rawValue else { continue }
            let value = formula.value(figures)
            guard value.isFinite else { continue }
            values[index] = value
            origins[index] = coarsest
        }
    }

    /// Whether the value is of the neighbourhood itself.
    func isOwn(_ index: Int) -> Bool { origins[index] == IndicatorOrigin.iris.rawValue }
}
