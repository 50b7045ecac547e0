import Dispatch
import Enrichment

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Turns collected addresses into the table of streets: finds the IRIS of each number, then sorts.
///
/// The IRIS of a number is, in this order: the one that a table gives; the only one of its commune (or former commune);
/// the one whose shape holds it; the one whose shape is nearest; the one whose position is nearest.
struct StreetBuilder {
    private let territory: Territory
    private let contours: Contours

    init(_ territory: Territory, _ contours: Contours) {
        self.territory = territory
        self.contours = contours
    }

    /// O(n log n); finds IRIS on as many threads as asked, with the same answer for any number of them.
    func build(_ collected: consuming StreetCollector, threads: Int) -> StreetTable {
        collected.settle()
        var numbers = collected.numbers
        let drafts = collected.drafts
        let candidates = candidateIRIS(of: drafts)
        findIRIS(&numbers, drafts, candidates, threads: threads)
        return table(drafts, numbers, candidates, collected.suffixes)
    }

    /// The IRIS that each street may be in: those of its former commune where the list still has them apart.
    private func candidateIRIS(of drafts: [StreetCollector.Draft]) -> [[Int32]] {
        var ofFormer: [UInt64: [Int32]] = [:]
        for (index, code) in territory.listedCommune.enumerated() {
            ofFormer[code.rawValue, default: []].append(Int32(index))
        }
        return drafts.map { draft in
            let all = territory.irisOfCommune[Int(draft.commune)]
            guard draft.former != 0, let listed = ofFormer[draft.former] else { return all }
            let own = listed.filter { all.contains($0) }
            return own.isEmpty ? all : own
        }
    }

    private func findIRIS(
        _ numbers: inout [StreetTable.Number], _ drafts: [StreetCollector.Draft], _ candidates: [[Int32]], threads: Int
    ) {
        let count = numbers.count
        let pieces = max(1, threads * 8)
        // Each piece is written by one thread only.
        numbers.withUnsafeMutableBufferPointer { buffer in
            let shared = UnsafeShared(buffer)
            DispatchQueue.concurrentPerform(iterations: threads == 1 ? 1 : pieces) { piece in
                let range = threads == 1 ? 0..<count : count * piece / pieces..<count * (piece + 1) / pieces
                for index in range {
                    let number = shared.buffer[index]
                    let allowed = candidates[Int(number.street)]
                    // A table may be older than the list of communes: what it gives must still be in the commune.
                    if number.iris >= 0 && allowed.contains(number.iris) { continue }
                    shared.buffer[index].iris = iris(
                        at: PolygonCodec.Point(latitude: number.latitude, longitude: number.longitude), among: allowed)
                }
            }
        }
    }

    /// The IRIS of a position among those given; -1 when none is given.
    func iris(at point: PolygonCodec.Point, among candidates: [Int32]) -> Int32 {
        guard candidates.count > 1 else { return candidates.first ?? -1 }
        for candidate in candidates {
            let shape = contours.shapes[Int(candidate)]
            if !shape.isEmpty && PolygonCodec.contains(point, in: shape.span) { return candidate }
        }
        return nearest(to: point, among: candidates)
    }

    private func nearest(to point: PolygonCodec.Point, among candidates: [Int32]) -> Int32 {
        let scale = cos(HouseNumberCodec.degrees(point.latitude) * .pi / 180)
        var best: (iris: Int32, distance: Double) = (candidates[0], .infinity)
        for candidate in candidates {
            let shape = contours.shapes[Int(candidate)]
            guard !shape.isEmpty else { continue }
            let distance = PolygonCodec.squaredDistance(from: point, to: shape.span, longitudeScale: scale)
            if distance < best.distance { best = (candidate, distance) }
        }
        guard best.distance == .infinity else { return best.iris }
        for candidate in candidates {
            let neighbourhood = territory.neighbourhoods[Int(candidate)]
            guard let latitude = neighbourhood.latitude, let longitude = neighbourhood.longitude else { continue }
            let y = latitude - HouseNumberCodec.degrees(point.latitude)
            let x = (longitude - HouseNumberCodec.degrees(point.longitude)) * scale
            if x * x + y * y < best.distance { best = (candidate, x * x + y * y) }
        }
        return best.iris
    }

    private func table(
        _ drafts: [StreetCollector.Draft], _ numbers: [StreetTable.Number], _ candidates: [[Int32]],
        _ suffixes: [[UInt8]]
    ) -> StreetTable {
        var ranges = Array(repeating: 0..<0, count: drafts.count)
        var start = 0
        while start < numbers.count {
            var end = start
            while end < numbers.count && numbers[end].street == numbers[start].street { end += 1 }
            ranges[Int(numbers[start].street)] = start..<end
            start = end
        }
        // A street whose every row was unusable has nothing to be found by.
        let kept = drafts.indices.filter { !ranges[$0].isEmpty || drafts[$0].hasPosition }
        let order = kept.sorted { Self.precedes(drafts[$0], drafts[$1]) }
        var table = StreetTable(streets: [], numbers: [], suffixes: suffixes)
        table.streets.reserveCapacity(order.count)
        table.numbers.reserveCapacity(numbers.count)
        for index in order {
            let first = table.numbers.count
            table.numbers.append(contentsOf: numbers[ranges[index]])
            table.streets.append(
                street(drafts[index], table.numbers[first...], first..<table.numbers.count, candidates[index]))
        }
        return table
    }

    private static func precedes(_ a: StreetCollector.Draft, _ b: StreetCollector.Draft) -> Bool {
        if a.commune != b.commune { return a.commune < b.commune }
        if a.name != b.name { return a.name.utf8.lexicographicallyPrecedes(b.name.utf8) }
        if a.postcode != b.postcode { return a.postcode < b.postcode }
        return a.former < b.former
    }

    private func street(
        _ draft: StreetCollector.Draft, _ numbers: ArraySlice<StreetTable.Number>, _ range: Range<Int>,
        _ candidates: [Int32]
    ) -> StreetTable.Street {
        var (latitude, longitude) = (draft.latitude, draft.longitude)
        var iris: Int32 = -1
        if numbers.isEmpty {
            iris = self.iris(
                at: PolygonCodec.Point(latitude: latitude, longitude: longitude), among: candidates)
        } else {
            let count = Int64(numbers.count)
            latitude = Int32(numbers.reduce(Int64(0)) { $0 + Int64($1.latitude) } / count)
            longitude = Int32(numbers.reduce(Int64(0)) { $0 + Int64($1.longitude) } / count)
            iris = Self.mostFrequent(numbers)
        }
        return StreetTable.Street(
            commune: draft.commune, postcode: draft.postcode.isEmpty ? nil : draft.postcode, name: draft.name,
            kind: draft.kind, latitude: latitude, longitude: longitude, iris: iris, numbers: range)
    }

    /// The IRIS of most numbers; of equals, the one with the lower code.
    private static func mostFrequent(_ numbers: ArraySlice<StreetTable.Number>) -> Int32 {
        var counts: [Int32: Int] = [:]
        for number in numbers { counts[number.iris, default: 0] += 1 }
        return counts.min { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }?.key ?? -1
    }
}

/// Lets threads write into parts of one buffer that do not overlap; who uses it must see to that.
struct UnsafeShared<Element>: @unchecked Sendable {
    let buffer: UnsafeMutableBufferPointer<Element>
    init(_ buffer: UnsafeMutableBufferPointer<Element>) { self.buffer = buffer }
}
