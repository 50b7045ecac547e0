import Bytes

/// Ways to cut the same bytes: whole, byte by byte, and in two at every offset.
enum Cuts {
    static func all(of bytes: [UInt8]) -> [[ArraySlice<UInt8>]] {
        var ways: [[ArraySlice<UInt8>]] = [[bytes[...]], bytes.indices.map { bytes[$0...$0] }]
        for offset in bytes.indices.dropFirst() { ways.append([bytes[..<offset], bytes[offset...]]) }
        return ways
    }
}

extension ByteBuffer {
    /// A buffer with these bytes.
    init(_ bytes: some Collection<UInt8>) {
        self.init(capacity: bytes.count)
        for byte in bytes { append(byte) }
    }
}
