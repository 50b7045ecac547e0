/// How the values of places are spread over the households that live there. Places without a value or without households do
/// not count. Made in O(n log n).
struct WeightedSpread {
    /// Sorted by value.
    private let values: [Double]
    /// Households up to and with each place.
    private let sums: [Double]

    var total: Double { sums.last ?? 0 }
    var isEmpty: Bool { values.isEmpty }

    init(_ values: [Double], weights: [Double]) {
        let rows = values.indices.filter { values[$0].isFinite && weights[$0] > 0 }.sorted { values[$0] < values[$1] }
        self.values = rows.map { values[$0] }
        var sum = 0.0
        sums = rows.map { row in
            sum += weights[row]
            return sum
        }
    }

    /// The smallest value that so great a share of the households, 0–1, live at or below; NaN when there are none.
    func quantile(_ share: Double) -> Double {
        guard let highest = values.last else { return .nan }
        var (low, high) = (0, values.count)
        while low < high {
            let middle = (low + high) / 2
            if sums[middle] < share * total { low = middle + 1 } else { high = middle }
        }
        return low < values.count ? values[low] : highest
    }

    /// Households in classes of equal width between two values; those beyond are counted at the edges.
    func histogram(_ classes: Int, from lowest: Double, to highest: Double) -> [Double] {
        var households = [Double](repeating: 0, count: classes)
        guard highest > lowest else { return households }
        var before = 0.0
        for (value, sum) in zip(values, sums) {
            let place = Int(((value - lowest) / (highest - lowest) * Double(classes)).rounded(.down))
            households[min(max(place, 0), classes - 1)] += sum - before
            before = sum
        }
        return households
    }

    /// Values that part the households into so many classes of about as many each; fewer where many share a value. No class
    /// between them is empty.
    func borders(_ classes: Int) -> [Double] {
        guard let highest = values.last else { return [] }
        var borders: [Double] = []
        for place in 1..<classes {
            let border = quantile(Double(place) / Double(classes))
            if border < highest, borders.last.map({ $0 < border }) ?? true { borders.append(border) }
        }
        return borders
    }
}
