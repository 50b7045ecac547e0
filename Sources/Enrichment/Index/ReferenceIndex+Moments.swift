import Dispatch

/// Weighted sums of one indicator over IRIS: what means and variances are made of.
public struct FigureMoments: Sendable, Equatable {
    /// Of the IRIS whose figure is known.
    public var weight = 0.0
    public var sum = 0.0
    public var sumOfSquares = 0.0

    mutating func add(_ value: Double, _ weight: Double) {
        guard !value.isNaN else { return }
        self.weight += weight
        sum += weight * value
        sumOfSquares += weight * value * value
    }
}

extension ReferenceIndex {
    /// The moments of every indicator over the IRIS, which weigh as given, by row. The order of the sums is fixed, whatever the
    /// number of threads. O(indicators × IRIS that weigh anything).
    public func moments(weights: [Double], threads: Int = 2) -> [FigureMoments] {
        precondition(weights.count == irisCount, "one weight for each IRIS")
        let grouped = FigureWeights(weights, communes: iris.listedCommunes, personas: iris.personas)
        var moments = [FigureMoments](repeating: FigureMoments(), count: indicators.columns.count)
        moments.withUnsafeMutableBufferPointer { moments in
            guard let base = moments.baseAddress else { return }
            nonisolated(unsafe) let slots = base
            let (count, lanes) = (moments.count, max(1, threads))
            DispatchQueue.concurrentPerform(iterations: lanes) { lane in
                for indicator in stride(from: lane, to: count, by: lanes) {
                    slots[indicator] = grouped.moments(of: indicators.columns[indicator])
                }
            }
        }
        return moments
    }
}

/// The areas that weigh anything, by the kinds of areas that figures are kept by.
private struct FigureWeights: Sendable {
    private var iris: [(row: Int32, weight: Double)] = []
    private var communes: [(row: Int32, weight: Double)] = []
    private var personas: [(row: Int32, weight: Double)] = []

    init(_ weights: [Double], communes communeOf: [Int32], personas personaOf: [UInt8]) {
        var byCommune = [Double](repeating: 0, count: Int(communeOf.max() ?? -1) + 1)
        var byPersona = [Double](repeating: 0, count: 256)
        for (row, weight) in weights.enumerated() where weight > 0 {
            iris.append((Int32(row), weight))
            if communeOf[row] >= 0 { byCommune[Int(communeOf[row])] += weight }
            byPersona[Int(personaOf[row])] += weight
        }
        communes = Self.known(byCommune)
        personas = Self.known(byPersona)
    }

    private static func known(_ weights: [Double]) -> [(row: Int32, weight: Double)] {
        weights.enumerated().filter { $0.element > 0 }.map { (Int32($0.offset), $0.element) }
    }

    func moments(of column: IndicatorTable.Column) -> FigureMoments {
        let areas =
            switch column.area {
            case .iris: iris
            case .commune: communes
            case .persona: personas
            }
        var moments = FigureMoments()
        for area in areas { moments.add(column.figures[Int(area.row)], area.weight) }
        return moments
    }
}
