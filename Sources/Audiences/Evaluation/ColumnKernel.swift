/// The loops over columns: a bit for each row whose value passes, 64 rows a word.
///
/// Rows whose bit is off already are not of interest, and words without any are passed over. A word may reach behind the
/// last row: columns have room there, and such bits are off.
enum ColumnKernel {
    typealias Words = UnsafeMutablePointer<UInt64>

    /// Leaves the bits on of those rows from `start` on whose values pass the test.
    static func filter(_ column: PackedColumn, _ test: ValueTest, from start: Int, _ words: Words, _ wordCount: Int) {
        switch test {
        case .never: clear(words, wordCount)
        case .isKnown: filterRange(column, ValueTest.least, .max, from: start, words, wordCount, isInside: true)
        case .isUnknown: filterRange(column, ValueTest.least, .max, from: start, words, wordCount, isInside: false)
        case .inRange(let low, let high): filterRange(column, low, high, from: start, words, wordCount, isInside: true)
        case .outside(let low, let high):
            // Known and not inside.
            filterRange(column, ValueTest.least, .max, from: start, words, wordCount, isInside: true)
            filterRange(column, low, high, from: start, words, wordCount, isInside: false)
        case .oneOf(let values): filterList(column, values, from: start, words, wordCount, isAmong: true)
        case .noneOf(let values): filterList(column, values, from: start, words, wordCount, isAmong: false)
        case .text: preconditionFailure("a text test needs a binding")
        }
    }

    static func clear(_ words: Words, _ wordCount: Int) { words.update(repeating: 0, count: wordCount) }

    // MARK: - Ranges

    /// `isInside` false leaves those outside, the unknown among them.
    private static func filterRange(
        _ column: PackedColumn, _ low: Int64, _ high: Int64, from start: Int, _ words: Words, _ wordCount: Int,
        isInside: Bool
    ) {
        let flip: UInt64 = isInside ? 0 : ~0
        let base = UnsafeRawPointer(column.base) + start &* column.width
        switch column.width {
        case 1:
            guard let (low, high) = clamped(low, high, Int8.self) else { return none(words, wordCount, flip) }
            range8(base, low, high, words, wordCount, flip)
        case 2:
            guard let (low, high) = clamped(low, high, Int16.self) else { return none(words, wordCount, flip) }
            range16(base, low, high, words, wordCount, flip)
        case 4:
            guard let (low, high) = clamped(low, high, Int32.self) else { return none(words, wordCount, flip) }
            range32(base, low, high, words, wordCount, flip)
        case 8: range64(base, low, high, words, wordCount, flip)
        default: none(words, wordCount, flip)
        }
    }

    /// No value passes; with `flip` all do.
    private static func none(_ words: Words, _ wordCount: Int, _ flip: UInt64) {
        if flip == 0 { clear(words, wordCount) }
    }

    /// The range in the width, the unknown left out; nil when nothing of that width is in it.
    private static func clamped<Value: FixedWidthInteger & SignedInteger>(_ low: Int64, _ high: Int64, _: Value.Type)
        -> (Value, Value)?
    {
        let least = Int64(Value.min) + 1
        let greatest = Int64(Value.max)
        guard low <= greatest, high >= least else { return nil }
        return (Value(max(low, least)), Value(min(high, greatest)))
    }

    /// The lowest bit of each of eight bytes, which are 0 or 255, as eight bits: the product brings them together.
    @inline(__always)
    private static func bits(_ bytes: UInt64) -> UInt64 {
        // A shift binds closer than a product in Swift.
        ((bytes & 0x0101_0101_0101_0101) &* 0x0102_0408_1020_4080) &>> 56
    }

    @inline(__always)
    private static func range8(
        _ base: UnsafeRawPointer, _ low: Int8, _ high: Int8, _ words: Words, _ wordCount: Int, _ flip: UInt64
    ) {
        let lows = SIMD16<Int8>(repeating: low)
        let highs = SIMD16<Int8>(repeating: high)
        for word in 0..<wordCount where words[word] != 0 {
            var passed: UInt64 = 0
            for part in 0..<4 {
                let values = base.loadUnaligned(fromByteOffset: word &* 64 &+ part &* 16, as: SIMD16<Int8>.self)
                let mask = (values .>= lows) .& (values .<= highs)
                let halves = unsafeBitCast(mask, to: SIMD2<UInt64>.self)
                passed |= (bits(halves[0]) | bits(halves[1]) &<< 8) &<< UInt64(part &* 16)
            }
            words[word] &= passed ^ flip
        }
    }

    @inline(__always)
    private static func range16(
        _ base: UnsafeRawPointer, _ low: Int16, _ high: Int16, _ words: Words, _ wordCount: Int, _ flip: UInt64
    ) {
        let lows = SIMD8<Int16>(repeating: low)
        let highs = SIMD8<Int16>(repeating: high)
        for word in 0..<wordCount where words[word] != 0 {
            var passed: UInt64 = 0
            for part in 0..<8 {
                let values = base.loadUnaligned(fromByteOffset: word &* 128 &+ part &* 16, as: SIMD8<Int16>.self)
                let mask = (values .>= lows) .& (values .<= highs)
                let bytes = SIMD8<Int8>(truncatingIfNeeded: unsafeBitCast(mask, to: SIMD8<Int16>.self))
                passed |= bits(unsafeBitCast(bytes, to: UInt64.self)) &<< UInt64(part &* 8)
            }
            words[word] &= passed ^ flip
        }
    }

    @inline(__always)
    private static func range32(
        _ base: UnsafeRawPointer, _ low: Int32, _ high: Int32, _ words: Words, _ wordCount: Int, _ flip: UInt64
    ) {
        let lows = SIMD8<Int32>(repeating: low)
        let highs = SIMD8<Int32>(repeating: high)
        for word in 0..<wordCount where words[word] != 0 {
            var passed: UInt64 = 0
            for part in 0..<8 {
                let values = base.loadUnaligned(fromByteOffset: word &* 256 &+ part &* 32, as: SIMD8<Int32>.self)
                let mask = (values .>= lows) .& (values .<= highs)
                let bytes = SIMD8<Int8>(truncatingIfNeeded: unsafeBitCast(mask, to: SIMD8<Int32>.self))
                passed |= bits(unsafeBitCast(bytes, to: UInt64.self)) &<< UInt64(part &* 8)
            }
            words[word] &= passed ^ flip
        }
    }

    /// Wide values are few, and SSE2 does not compare them: one by one.
    private static func range64(
        _ base: UnsafeRawPointer, _ low: Int64, _ high: Int64, _ words: Words, _ wordCount: Int, _ flip: UInt64
    ) {
        let low = max(low, ValueTest.least)
        for word in 0..<wordCount where words[word] != 0 {
            var passed: UInt64 = 0
            for bit in 0..<64 {
                let value = base.loadUnaligned(fromByteOffset: (word &* 64 &+ bit) &* 8, as: Int64.self)
                passed |= (value >= low && value <= high ? 1 : 0) &<< UInt64(bit)
            }
            words[word] &= passed ^ flip
        }
    }

    // MARK: - Lists

    /// Few values are compared one after the other, many by search.
    private static func filterList(
        _ column: PackedColumn, _ values: [Int64], from start: Int, _ words: Words, _ wordCount: Int, isAmong: Bool
    ) {
        guard values.count <= Binding.fewValues else {
            forEachBit(words, wordCount) { row in
                let value = column[start &+ row]
                return value != PackedColumn.unknown && ValueTest.contains(values, value) == isAmong
            }
            return
        }
        if !isAmong {
            filter(column, .isKnown, from: start, words, wordCount)
            for value in values { filterRange(column, value, value, from: start, words, wordCount, isInside: false) }
            return
        }
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: wordCount &* 2) { scratch in
            guard let all = scratch.baseAddress else { return }
            let rest = all + wordCount
            rest.update(from: words, count: wordCount)
            for value in values {
                all.update(from: rest, count: wordCount)
                filterRange(column, value, value, from: start, all, wordCount, isInside: true)
                for word in 0..<wordCount { rest[word] &= ~all[word] }
            }
            // What is not in the rest any more was equal to one of them.
            for word in 0..<wordCount { words[word] &= ~rest[word] }
        }
    }

    // MARK: - Tables

    /// Leaves the bits on of those rows whose number the table accepts.
    static func filter(
        _ column: PackedColumn, _ bound: Binding.BoundTest, from start: Int, _ words: Words, _ wordCount: Int
    ) {
        if let test = bound.values { return filter(column, test, from: start, words, wordCount) }
        let acceptsUnknown = bound.acceptsUnknown
        bound.table.withUnsafeBufferPointer { table in
            let base = UnsafeRawPointer(column.base) + start &* column.width
            switch column.width {
            case 1: lookUp(base, table, acceptsUnknown, words, wordCount, Int8.self)
            case 2: lookUp(base, table, acceptsUnknown, words, wordCount, Int16.self)
            case 4: lookUp(base, table, acceptsUnknown, words, wordCount, Int32.self)
            case 8: lookUp(base, table, acceptsUnknown, words, wordCount, Int64.self)
            default: if !acceptsUnknown { clear(words, wordCount) }
            }
        }
    }

    @inline(__always)
    private static func lookUp<Value: FixedWidthInteger & SignedInteger>(
        _ base: UnsafeRawPointer, _ table: UnsafeBufferPointer<UInt8>, _ acceptsUnknown: Bool, _ words: Words,
        _ wordCount: Int, _: Value.Type
    ) {
        let values = base.assumingMemoryBound(to: Value.self)
        forEachBit(words, wordCount) { row in
            let value = values[row]
            return value == .min ? acceptsUnknown : table[Int(value)] != 0
        }
    }

    /// Leaves the bits on for which `isIn` is true; it is asked only of bits that are on.
    @inline(__always)
    static func forEachBit(_ words: Words, _ wordCount: Int, _ isIn: (Int) -> Bool) {
        for word in 0..<wordCount {
            var rest = words[word]
            var passed: UInt64 = 0
            while rest != 0 {
                let bit = rest.trailingZeroBitCount
                rest &= rest &- 1
                if isIn(word &* 64 &+ bit) { passed |= 1 &<< UInt64(bit) }
            }
            words[word] = passed
        }
    }
}
