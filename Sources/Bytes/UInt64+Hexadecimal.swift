extension UInt64 {
    /// All 16 hexadecimal digits, in small letters. Allocates.
    public var hexadecimal: String {
        let digits = String(self, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
