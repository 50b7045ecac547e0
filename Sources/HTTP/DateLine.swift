import Bytes

/// The line `Date: Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 section 5.6.7), written once a second.
struct DateLine: ~Copyable {
    private var line = ByteBuffer(capacity: 40)
    private var second = -1

    init() { update(unixSeconds: 0) }

    /// Appends the line with its line end.
    func append(to output: inout ByteBuffer) { output.append(contentsOf: line) }

    /// Writes the line anew when the second has changed.
    mutating func update(unixSeconds: Int) {
        guard unixSeconds != second else { return }
        second = unixSeconds
        let (year, month, day) = Self.civil(fromDays: unixSeconds / Self.secondsPerDay)
        // 1 January 1970 was a Thursday.
        let weekday = (unixSeconds / Self.secondsPerDay + 4) % 7
        line.removeAll()
        line.append("Date: ")
        appendName("SunMonTueWedThuFriSat", weekday)
        line.append(", ")
        appendTwoDigits(day)
        line.append(ASCII.space)
        appendName("JanFebMarAprMayJunJulAugSepOctNovDec", month - 1)
        line.append(ASCII.space)
        appendTwoDigits(year / 100)
        appendTwoDigits(year % 100)
        line.append(ASCII.space)
        appendTwoDigits(unixSeconds / 3600 % 24)
        line.append(ASCII.colon)
        appendTwoDigits(unixSeconds / 60 % 60)
        line.append(ASCII.colon)
        appendTwoDigits(unixSeconds % 60)
        line.append(" GMT\r\n")
    }

    private static let secondsPerDay = 86_400

    private mutating func appendName(_ names: StaticString, _ index: Int) {
        for place in 0..<3 { line.append(names.utf8Start[index * 3 + place]) }
    }

    private mutating func appendTwoDigits(_ value: Int) {
        line.append(ASCII.zero + UInt8(value / 10))
        line.append(ASCII.zero + UInt8(value % 10))
    }

    /// Days since 1970-01-01 to a date: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
    static func civil(fromDays days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}

extension ByteBuffer {
    /// Appends what another buffer holds from `start` on.
    mutating func append(contentsOf other: borrowing ByteBuffer, from start: Int = 0) {
        append(other.bytes.extracting(start..<other.count))
    }
}
