/// Which personas live in an area, and with what share of its households. Largest share first; shares add up to 1.
///
/// A value of fixed size, so that a street's mix can be worked out for each request without allocating.
public struct PersonaMix: Sendable {
    public struct Part: Equatable, Sendable {
        public var persona: PersonaIndex
        /// 0–1, of the households of the area.
        public var share: Float
    }

    /// More personas than any reference has; a reference with more is refused when it is loaded.
    public static let maximumPersonas = 64

    private var weights = InlineArray<64, Float>(repeating: 0)
    private var order = InlineArray<64, UInt8>(repeating: 0)
    public private(set) var count = 0
    private var total: Float = 0

    public init() {}

    @inlinable public var isEmpty: Bool { count == 0 }

    public mutating func removeAll() {
        for position in 0..<count { weights[Int(order[position])] = 0 }
        count = 0
        total = 0
    }

    /// Adds households (or any other weight) of one persona. A weight that is not above zero changes nothing.
    public mutating func add(_ persona: PersonaIndex, weight: Float) {
        guard weight > 0, persona.row < Self.maximumPersonas else { return }
        if weights[persona.row] == 0 {
            order[count] = persona.value
            count &+= 1
        }
        weights[persona.row] += weight
        total += weight
    }

    /// Puts the largest share first; equal shares by persona, so that an answer never depends on the order of rows.
    public mutating func sort() {
        for position in 1..<max(count, 1) {
            let moving = order[position]
            var place = position
            while place > 0, comesBefore(moving, order[place &- 1]) {
                order[place] = order[place &- 1]
                place &-= 1
            }
            order[place] = moving
        }
    }

    private func comesBefore(_ one: UInt8, _ other: UInt8) -> Bool {
        let difference = weights[Int(one)] - weights[Int(other)]
        return difference > 0 || (difference == 0 && one < other)
    }

    /// The part at `position`, which must be in `0..<count`.
    public subscript(position: Int) -> Part {
        precondition(position >= 0 && position < count, "position outside the mix")
        let persona = order[position]
        return Part(persona: PersonaIndex(Int(persona)), share: weights[Int(persona)] / total)
    }
}
