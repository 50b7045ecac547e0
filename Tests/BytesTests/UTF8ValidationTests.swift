import Bytes
import Testing

@Suite struct UTF8ValidationTests {
    /// The standard library repairs what is not UTF-8: text that survives decoding unchanged was well-formed.
    @Test func agreesWithTheStandardLibraryOnEveryTwoAndThreeByteSequence() {
        for first in UInt8.min...UInt8.max {
            for second in stride(from: UInt8(0), through: 255, by: 1) where first >= 0x7F {
                for third: UInt8 in [0x00, 0x28, 0x7F, 0x80, 0xA9, 0xBF, 0xC0, 0xFF] {
                    check([0x61, first, second, third])
                    check([first, second])
                    if first >= 0xF0 { check([first, second, third, 0x80]) }
                }
            }
        }
    }

    @Test func findsTheOneBadByteAtAnyPlace() {
        for count in 0..<40 {
            let good = [UInt8](repeating: 0x61, count: count)
            #expect(UTF8Validation.firstInvalid(in: good.span) == nil)
            for bad in 0..<count {
                var bytes = good
                bytes[bad] = 0xE9
                #expect(UTF8Validation.firstInvalid(in: bytes.span) == bad)
                #expect(UTF8Validation.firstInvalid(in: bytes.span, from: bad + 1) == nil)
            }
        }
    }

    @Test func writesEveryScalarAsTheStandardLibraryDoes() {
        var buffer = ByteBuffer()
        for value in stride(from: UInt32(0), through: 0x10FFFF, by: 37) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            buffer.removeAll()
            buffer.append(scalar: value)
            let written = buffer.bytes.withUnsafeBufferPointer { Array($0) }
            if written != Array(String(scalar).utf8) { Issue.record("U+\(String(value, radix: 16))") }
        }
    }

    private func check(_ bytes: [UInt8]) {
        let isWellFormed = String(validating: bytes, as: UTF8.self) != nil
        if (UTF8Validation.firstInvalid(in: bytes.span) == nil) != isWellFormed { Issue.record("\(bytes)") }
    }
}
