// The rows of the index, each kind with a type of its own, so that a commune cannot be taken for a street.
// All count from 0 in the order of the reference: IRIS and communes by code, streets by commune and name.

public struct IrisIndex: Hashable, Sendable {
    public let value: Int32
    @inlinable public init(_ value: Int) { self.value = Int32(truncatingIfNeeded: value) }
    @inlinable public var row: Int { Int(value) }
}

public struct CommuneIndex: Hashable, Sendable {
    public let value: Int32
    @inlinable public init(_ value: Int) { self.value = Int32(truncatingIfNeeded: value) }
    @inlinable public var row: Int { Int(value) }
}

public struct StreetIndex: Hashable, Sendable {
    public let value: Int32
    @inlinable public init(_ value: Int) { self.value = Int32(truncatingIfNeeded: value) }
    @inlinable public var row: Int { Int(value) }
}

public struct PlaceIndex: Hashable, Sendable {
    public let value: Int32
    @inlinable public init(_ value: Int) { self.value = Int32(truncatingIfNeeded: value) }
    @inlinable public var row: Int { Int(value) }
}

public struct DepartmentIndex: Hashable, Sendable {
    public let value: Int32
    @inlinable public init(_ value: Int) { self.value = Int32(truncatingIfNeeded: value) }
    @inlinable public var row: Int { Int(value) }
}

public struct PersonaIndex: Hashable, Sendable {
    public let value: UInt8
    @inlinable public init(_ value: Int) { self.value = UInt8(truncatingIfNeeded: value) }
    @inlinable public var row: Int { Int(value) }
}

/// A French postcode as the number that its five digits make: 1000 (`01000`) to 98999.
public struct Postcode: Hashable, Sendable {
    public let number: Int32

    /// One past the largest number.
    public static let limit = 100_000

    @inlinable public init?(number: Int) {
        guard number > 0, number < Postcode.limit else { return nil }
        self.number = Int32(number)
    }

    /// Whether it is of Monaco or of a territory of the Pacific, which have no IRIS: 98000 to 98999.
    var isOfTerritory: Bool { number >= 98_000 }
}
