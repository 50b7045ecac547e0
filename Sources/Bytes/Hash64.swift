/// A 64-bit hash of bytes: the same on every machine and in every run, so that it can be stored and compared.
///
/// Multiply-and-fold in the manner of wyhash (Wang Yi, 2019): eight bytes a step, each mixed by a 64 × 64 → 128 bit
/// product whose halves are folded. Not for keeping out an attacker: a caller that could gain by a collision must
/// compare the bytes as well.
public struct Hash64: Sendable {
    @usableFromInline var state: UInt64

    @inlinable public init(seed: UInt64 = 0) { state = seed ^ 0xA076_1D64_78BD_642F }

    @inlinable static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return product.high ^ product.low
    }

    @inlinable public mutating func combine(_ value: UInt64) {
        state = Self.fold(state ^ value, 0xE703_7ED1_A0B4_28DB)
    }

    /// O(n), eight bytes a step.
    @inlinable public mutating func combine(_ bytes: Span<UInt8>) {
        bytes.withUnsafeBytes { raw in
            var offset = 0
            let count = raw.count
            while offset &+ 8 <= count {
                combine(UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
                offset &+= 8
            }
            var last: UInt64 = 0
            var shift: UInt64 = 0
            while offset < count {
                last |= UInt64(raw[offset]) << shift
                shift &+= 8
                offset &+= 1
            }
            // The length keeps a run that ends in zero bytes apart from a shorter one.
            combine(last ^ (UInt64(count) << 56))
        }
    }

    @inlinable public func finalize() -> UInt64 { Self.fold(state, 0x8EBC_6AF0_9C88_C6E3) }

    @inlinable public static func hash(_ bytes: Span<UInt8>, seed: UInt64 = 0) -> UInt64 {
        var hash = Hash64(seed: seed)
        hash.combine(bytes)
        return hash.finalize()
    }
}
