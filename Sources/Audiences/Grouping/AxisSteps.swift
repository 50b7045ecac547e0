/// An axis made ready for the loops: what each value adds to the number of the row's cell, its group times the axis' stride.
///
/// A cell below zero is none. Values that are left out subtract so much that no sum of other axes brings a cell back.
struct AxisSteps: Sendable {
    typealias Cells = UnsafeMutablePointer<Int32>

    /// The most cells of a tally: their sums stay far below what is left out.
    static let cellLimit = 1 << 22
    /// The most axes of a tally, so that the sum of those left out fits 32 bits.
    static let axisLimit = 8
    static let leaveOut: Int32 = -(1 << 26)

    let column: Int
    let unknown: Int32
    /// Whether values are told apart by being known alone.
    let isOfKnown: Bool
    /// What each value of one byte adds, by its bits; empty for bands.
    private let bytes: [Int32]
    private let first: Int64
    private let steps: [Int32]
    private let bands: BandTable?

    init(_ axis: Axis, stride: Int32) {
        column = axis.column
        unknown = Int32(axis.unknownGroup) &* stride
        if case .known = axis.mapping { isOfKnown = true } else { isOfKnown = false }
        switch axis.mapping {
        case .known:
            var bytes = [Int32](repeating: 0, count: 256)
            bytes[Int(UInt8(bitPattern: .min))] = unknown
            self.bytes = bytes
            (first, steps, bands) = (0, [], nil)
        case .table(let first, let groups):
            let steps = groups.map { $0 < 0 ? Self.leaveOut : $0 &* stride }
            var bytes = [Int32](repeating: Self.leaveOut, count: 256)
            for value in -127...127 {
                let index = Int64(value) - first
                guard index >= 0, index < steps.count else { continue }
                bytes[Int(UInt8(bitPattern: Int8(value)))] = steps[Int(index)]
            }
            bytes[Int(UInt8(bitPattern: .min))] = unknown
            self.first = first
            self.steps = steps
            self.bytes = bytes
            bands = nil
        case .bands(let bounds):
            first = 0
            steps = []
            bytes = []
            bands = BandTable(bounds, stride: stride)
        }
    }

    /// What each of 256 one-byte values adds; nil when the column has another width or the axis has bands.
    func byteSteps(_ packed: PackedColumn) -> [Int32]? { packed.width == 1 && !bytes.isEmpty ? bytes : nil }

    /// Adds the steps of `count` rows from the first on to their cells.
    func add(_ packed: PackedColumn, from first: Int = 0, _ count: Int, _ cells: Cells) {
        add(packed, count, cells) { first &+ $0 }
    }

    /// Adds the steps of the events whose numbers are given.
    func add(_ packed: PackedColumn, _ events: UnsafePointer<Int32>, _ count: Int, _ cells: Cells) {
        add(packed, count, cells) { Int(events[$0]) }
    }

    @inline(__always)
    private func add(_ packed: PackedColumn, _ count: Int, _ cells: Cells, _ place: (Int) -> Int) {
        switch packed.width {
        case 1: addBytes(packed.values(Int8.self), count, cells, place)
        case 2: add(packed.values(Int16.self), count, cells, place)
        case 4: add(packed.values(Int32.self), count, cells, place)
        case 8: add(packed.values(Int64.self), count, cells, place)
        default: for index in 0..<count { cells[index] &+= unknown }
        }
    }

    @inline(__always)
    private func addBytes(_ values: UnsafePointer<Int8>, _ count: Int, _ cells: Cells, _ place: (Int) -> Int) {
        guard bands == nil else { return add(values, count, cells, place) }
        bytes.withUnsafeBufferPointer { steps in
            for index in 0..<count { cells[index] &+= steps[Int(UInt8(bitPattern: values[place(index)]))] }
        }
    }

    @inline(__always)
    private func add<Value: FixedWidthInteger & SignedInteger>(
        _ values: UnsafePointer<Value>, _ count: Int, _ cells: Cells, _ place: (Int) -> Int
    ) {
        let unknown = unknown
        if isOfKnown {
            for index in 0..<count { cells[index] &+= values[place(index)] == .min ? unknown : 0 }
            return
        }
        if let bands {
            return bands.withTable { table in
                for index in 0..<count {
                    let value = values[place(index)]
                    cells[index] &+= value == .min ? unknown : table.step(Int64(value))
                }
            }
        }
        let first = first
        steps.withUnsafeBufferPointer { steps in
            for index in 0..<count {
                let value = values[place(index)]
                let offset = UInt64(bitPattern: Int64(value) &- first)
                if offset < UInt64(steps.count) {
                    cells[index] &+= steps[Int(offset)]
                } else {
                    cells[index] &+= value == .min ? unknown : Self.leaveOut
                }
            }
        }
    }
}

/// Finds the band of a value in a step or two: the range of the bounds is cut into equal slots, each with the first band that
/// reaches into it.
struct BandTable: Sendable {
    private let bounds: [Int64]
    private let starts: [Int32]
    private let shift: UInt64
    private let stride: Int32

    private static let slotLimit: UInt64 = 4096

    init(_ bounds: [Int64], stride: Int32) {
        self.bounds = bounds
        self.stride = stride
        guard let low = bounds.first, let high = bounds.last else {
            (starts, shift) = ([], 0)
            return
        }
        let span = UInt64(bitPattern: high &- low)
        var shift: UInt64 = 0
        while span >> shift >= Self.slotLimit { shift += 1 }
        var band: Int32 = 0
        starts = (0...(span >> shift)).map { slot in
            let slotStart = low &+ Int64(bitPattern: slot << shift)
            while Int(band) < bounds.count, bounds[Int(band)] <= slotStart { band += 1 }
            return band
        }
        self.shift = shift
    }

    struct Table {
        let bounds: UnsafeBufferPointer<Int64>
        let starts: UnsafeBufferPointer<Int32>
        let low: Int64
        let shift: UInt64
        let stride: Int32

        /// How many bounds are not above the value, times the stride.
        @inline(__always)
        func step(_ value: Int64) -> Int32 {
            guard value >= low else { return 0 }
            let slot = min(UInt64(bitPattern: value &- low) &>> shift, UInt64(starts.count &- 1))
            var band = Int(starts[Int(slot)])
            while band < bounds.count, bounds[band] <= value { band &+= 1 }
            return Int32(truncatingIfNeeded: band) &* stride
        }
    }

    @inline(__always)
    func withTable(_ body: (Table) -> Void) {
        guard let low = bounds.first else {
            let none = Table(
                bounds: UnsafeBufferPointer(start: nil, count: 0), starts: UnsafeBufferPointer(start: nil, count: 0),
                low: .max, shift: 0, stride: stride)
            return body(none)
        }
        bounds.withUnsafeBufferPointer { bounds in
            starts.withUnsafeBufferPointer { starts in
                body(Table(bounds: bounds, starts: starts, low: low, shift: shift, stride: stride))
            }
        }
    }
}
