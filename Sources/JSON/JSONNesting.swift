/// Which arrays and objects are open: one bit each, in place, so that depth costs no allocation.
struct JSONNesting {
    /// Containers that are open.
    private(set) var depth = 0
    let limit: Int
    /// Bit n says whether container n is an object.
    private var isObject: InlineArray<4, UInt64> = [0, 0, 0, 0]

    /// The deepest nesting that the bits can hold.
    static let maximumLimit = 256

    init(limit: Int) {
        precondition(limit >= 0 && limit <= Self.maximumLimit, "the depth limit must be 0 to 256")
        self.limit = limit
    }

    /// Whether the innermost open container is an object. There must be one.
    var isInObject: Bool {
        let top = depth &- 1
        return isObject[top &>> 6] &>> UInt64(top & 63) & 1 == 1
    }

    /// Opens a container; false when that would be too deep.
    mutating func open(object: Bool) -> Bool {
        guard depth < limit else { return false }
        let bit: UInt64 = 1 &<< UInt64(depth & 63)
        if object {
            isObject[depth &>> 6] |= bit
        } else {
            isObject[depth &>> 6] &= ~bit
        }
        depth &+= 1
        return true
    }

    mutating func close() { depth &-= 1 }
}
