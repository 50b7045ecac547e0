/// What the configuration says about storing.
public struct ContactPolicy: Equatable, Sendable {
    /// Whether events of contacts that are not known are kept until they are, or refused.
    public var keepsUnknown = true
    /// How long they are kept.
    public var pendingMilliseconds: Int64 = 7 * 86_400_000
    /// How long the answer to an Idempotency-Key is remembered.
    public var idempotencyMilliseconds: Int64 = 86_400_000

    public init() {}
}
