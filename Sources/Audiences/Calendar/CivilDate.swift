/// A day of the proleptic Gregorian calendar, as days since 1970-01-01.
public struct CivilDate: Hashable, Comparable, Sendable {
    public var day: Int32

    public init(day: Int32) { self.day = day }

    /// Years that can be written with four digits.
    public static let years = 1...9999

    /// Nil when there is no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard Self.years.contains(year), (1...12).contains(month), day >= 1,
            day <= Self.length(ofMonth: month, year: year)
        else { return nil }
        self.init(day: Int32(Self.days(year: year, month: month, day: day)))
    }

    /// Reads `2026-06-30`; nil when it is not a day so written.
    public init?(_ text: String) {
        var text = text
        let read = text.withUTF8 { CivilDate($0.span) }
        guard let read else { return nil }
        self = read
    }

    /// Reads `2026-06-30`; nil when it is not a day so written.
    public init?(_ text: Span<UInt8>) {
        guard text.count == 10, text[4] == 0x2D, text[7] == 0x2D,
            let year = text.digits(0..<4), let month = text.digits(5..<7), let day = text.digits(8..<10)
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// Year, month (1 to 12) and day (1 to 31).
    public var components: (year: Int, month: Int, day: Int) {
        // Howard Hinnant, "chrono-compatible low-level date algorithms": eras of 400 years that begin on 1 March.
        let shifted = Int(day) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    /// 0 is Monday, as ISO 8601 has it, 6 is Sunday.
    public var weekday: Int {
        // 1970-01-01 was a Thursday.
        let shifted = (Int(day) + 3) % 7
        return shifted < 0 ? shifted + 7 : shifted
    }

    /// The same day of the month `months` later, or the last of a month that is too short. Stays in years 1 to 9999.
    public func adding(months: Int) -> CivilDate {
        let (year, month, day) = components
        // More months than all years have are as many as all years have: keeps the sum from overflowing.
        let bounded = max(-120_000, min(120_000, months))
        let total = max(12, min(9999 * 12 + 11, year * 12 + (month - 1) + bounded))
        let newYear = total / 12
        let newMonth = total % 12 + 1
        let newDay = min(day, Self.length(ofMonth: newMonth, year: newYear))
        return CivilDate(day: Int32(Self.days(year: newYear, month: newMonth, day: newDay)))
    }

    public static func < (one: CivilDate, other: CivilDate) -> Bool { one.day < other.day }

    public static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    public static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days since 1970-01-01 of a day that exists.
    static func days(year: Int, month: Int, day: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}

extension CivilDate: CustomStringConvertible {
    public var description: String {
        let (year, month, day) = components
        return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2)
    }
}

/// A number that is not negative, with zeros before it.
func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

extension Span where Element == UInt8 {
    /// The number that the digits at `range` write; nil when another byte is among them.
    func digits(_ range: Range<Int>) -> Int? {
        var value = 0
        for index in range {
            let digit = self[index] &- 0x30
            guard digit < 10 else { return nil }
            value = value * 10 + Int(digit)
        }
        return value
    }
}
