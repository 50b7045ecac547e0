import Bytes

/// Parts contacts into groups by a hash of the experiment and the contact: the same contact is in the same group of the same
/// experiment, on any machine and at any time, and groups of different experiments have nothing to do with each other.
public struct ExperimentSplit: Equatable, Sendable {
    public struct Group: Equatable, Sendable {
        public var name: String
        /// In proportion to the others'.
        public var weight: Int

        public init(_ name: String, weight: Int = 1) {
            self.name = name
            self.weight = weight
        }
    }

    public let experiment: String
    public let groups: [Group]
    /// The part of the contacts that is left alone, 0 to 1.
    public let holdOutShare: Double

    /// The group of those that are left alone.
    public static let holdOut = "hold_out"

    /// At least one group and at most 1,000, of different names; weights from 1 to 1,000,000. Nil for others.
    public init?(experiment: String, groups: [Group], holdOutShare: Double = 0) {
        guard !groups.isEmpty, groups.allSatisfy({ (1...1_000_000).contains($0.weight) }), groups.count <= 1000,
            (0...1).contains(holdOutShare), Set(groups.map(\.name)).count == groups.count
        else { return nil }
        self.experiment = experiment
        self.groups = groups
        self.holdOutShare = holdOutShare
    }

    /// The group of a contact.
    public func group(of id: String) -> String {
        var (id, experiment) = (id, experiment)
        let seed = experiment.withUTF8 { Hash64.hash($0.span) }
        let hash = id.withUTF8 { Hash64.hash($0.span, seed: seed) }
        // Two independent halves of the hash: one says who is left alone, the other parts the rest.
        let low = Double(hash & 0xFFFF_FFFF) / 4_294_967_296
        if low < holdOutShare { return Self.holdOut }
        let total = groups.reduce(0) { $0 + $1.weight }
        // The sum of the weights is below 2^32. A shift binds closer than a product in Swift.
        var position = Int(((hash >> 32) * UInt64(total)) >> 32)
        for group in groups {
            if position < group.weight { return group.name }
            position -= group.weight
        }
        return groups[groups.count - 1].name
    }
}
