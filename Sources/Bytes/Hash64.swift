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
            // The length keeps a run that ends in zero bytes apart from a shorter one.
            combine(Self.last(raw, from: offset) ^ (UInt64(count) << 56))
        }
    }

    /// The up to seven bytes from `offset` on, the first in the low byte: by loads that overlap, not byte by byte.
    @inlinable static func last(_ raw: UnsafeRawBufferPointer, from offset: Int) -> UInt64 {
        let count = raw.count &- offset
        if count >= 4 {
            let low = UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
            let high = UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: raw.count &- 4, as: UInt32.self))
            return UInt64(low) | UInt64(high) << UInt64((count &- 4) &* 8)
        }
        guard count > 0 else { return 0 }
        let middle = count / 2
        return UInt64(raw[offset]) | UInt64(raw[offset &+ middle]) << UInt64(middle &* 8)
            | UInt64(raw[raw.count &- 1]) << UInt64((count &- 1) &* 8)
    }

    @inlinable public func finalize() -> UInt64 { Self.fold(state, 0x8EBC_6AF0_9C88_C6E3) }

    @inlinable public static func hash(_ bytes: Span<UInt8>, seed: UInt64 = 0) -> UInt64 {
        var hash = Hash64(seed: seed)
        hash.combine(bytes)
        return hash.finalize()
    }
}
