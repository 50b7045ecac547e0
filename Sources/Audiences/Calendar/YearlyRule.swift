/// When clocks change every year: the `TZ` string of POSIX, as the footer of a TZif file has it (RFC 9636, section 3.3.1).
/// `CET-1CEST,M3.5.0,M10.5.0/3`
struct YearlyRule: Equatable, Sendable {
    struct Change: Equatable, Sendable {
        enum Day: Equatable, Sendable {
            /// The n-th weekday (0 is Sunday) of a month; the fifth is the last.
            case weekday(month: Int, week: Int, weekday: Int)
            /// 1 to 365; 29 February is never counted.
            case julian(Int)
            /// 0 to 365; 29 February is counted.
            case zeroBased(Int)
        }

        var day: Day
        /// Of the local time before the change.
        var seconds: Int
    }

    var standardOffset: Int32
    /// Nil: clocks do not change.
    var summer: (offset: Int32, begins: Change, ends: Change)?

    static func == (one: YearlyRule, other: YearlyRule) -> Bool {
        one.standardOffset == other.standardOffset && one.summer?.offset == other.summer?.offset
            && one.summer?.begins == other.summer?.begins && one.summer?.ends == other.summer?.ends
    }

    func offset(atSeconds seconds: Int64) -> Int32 {
        guard let summer else { return standardOffset }
        let day = floorDivide(seconds + Int64(standardOffset), 86_400)
        let year = CivilDate(day: Int32(clamping: day)).components.year
        let begins = Self.seconds(of: summer.begins, year: year) - Int64(standardOffset)
        let ends = Self.seconds(of: summer.ends, year: year) - Int64(summer.offset)
        // South of the equator summer lies around the new year.
        let isSummer = begins < ends ? seconds >= begins && seconds < ends : seconds >= begins || seconds < ends
        return isSummer ? summer.offset : standardOffset
    }

    /// Local seconds since 1970 of a change in the year.
    private static func seconds(of change: Change, year: Int) -> Int64 {
        let first = CivilDate.days(year: year, month: 1, day: 1)
        let day: Int
        switch change.day {
        case .julian(let number): day = first + number - 1 + (CivilDate.isLeap(year) && number > 59 ? 1 : 0)
        case .zeroBased(let number): day = first + number
        case .weekday(let month, let week, let weekday):
            let start = CivilDate.days(year: year, month: month, day: 1)
            // CivilDate counts weekdays from Monday, POSIX from Sunday.
            let startWeekday = (CivilDate(day: Int32(start)).weekday + 1) % 7
            var ordinal = (weekday - startWeekday + 7) % 7 + (week - 1) * 7
            while ordinal >= CivilDate.length(ofMonth: month, year: year) { ordinal -= 7 }
            day = start + ordinal
        }
        return Int64(day) * 86_400 + Int64(change.seconds)
    }
}

extension YearlyRule {
    /// Nil when the text is not such a rule.
    init?(_ text: String) {
        var rest = Array(text.utf8)[...]
        guard Self.skipName(&rest), let standard = Self.time(&rest) else { return nil }
        // POSIX counts west of Greenwich.
        standardOffset = Int32(-standard)
        summer = nil
        if rest.isEmpty { return }
        guard Self.skipName(&rest) else { return nil }
        var offset = standardOffset + 3600
        if let first = rest.first, first != 0x2C {
            guard let written = Self.time(&rest) else { return nil }
            offset = Int32(-written)
        }
        guard let begins = Self.change(&rest), let ends = Self.change(&rest), rest.isEmpty else { return nil }
        summer = (offset, begins, ends)
    }

    /// `CEST`, or `<+03>`.
    private static func skipName(_ rest: inout ArraySlice<UInt8>) -> Bool {
        let start = rest.count
        if rest.first == 0x3C {
            guard let end = rest.firstIndex(of: 0x3E) else { return false }
            rest = rest[(end + 1)...]
            return true
        }
        rest = rest.drop { ($0 | 0x20) &- 0x61 < 26 }
        return start - rest.count >= 3
    }

    /// `[+-]hh[:mm[:ss]]` in seconds.
    private static func time(_ rest: inout ArraySlice<UInt8>) -> Int? {
        var sign = 1
        if let first = rest.first, first == 0x2B || first == 0x2D {
            sign = first == 0x2D ? -1 : 1
            rest = rest.dropFirst()
        }
        guard let hours = number(&rest), hours <= 167 else { return nil }
        var seconds = hours * 3600
        for weight in [60, 1] where rest.first == 0x3A {
            rest = rest.dropFirst()
            guard let part = number(&rest), part < 60 else { return nil }
            seconds += part * weight
        }
        return sign * seconds
    }

    private static func number(_ rest: inout ArraySlice<UInt8>) -> Int? {
        let digits = rest.prefix { $0 &- 0x30 < 10 }
        guard !digits.isEmpty, digits.count <= 3 else { return nil }
        rest = rest.dropFirst(digits.count)
        return digits.reduce(0) { $0 * 10 + Int($1 &- 0x30) }
    }

    /// `,M3.5.0/2`
    private static func change(_ rest: inout ArraySlice<UInt8>) -> Change? {
        guard rest.first == 0x2C else { return nil }
        rest = rest.dropFirst()
        guard let day = day(&rest) else { return nil }
        // POSIX: two o'clock when none is written.
        var seconds = 7200
        if rest.first == 0x2F {
            rest = rest.dropFirst()
            guard let written = time(&rest) else { return nil }
            seconds = written
        }
        return Change(day: day, seconds: seconds)
    }

    private static func day(_ rest: inout ArraySlice<UInt8>) -> Change.Day? {
        guard let first = rest.first else { return nil }
        if first == 0x4A {
            rest = rest.dropFirst()
            guard let number = number(&rest), (1...365).contains(number) else { return nil }
            return .julian(number)
        }
        guard first == 0x4D else { return number(&rest).flatMap { $0 <= 365 ? .zeroBased($0) : nil } }
        rest = rest.dropFirst()
        guard let month = number(&rest), (1...12).contains(month), rest.first == 0x2E else { return nil }
        rest = rest.dropFirst()
        guard let week = number(&rest), (1...5).contains(week), rest.first == 0x2E else { return nil }
        rest = rest.dropFirst()
        guard let weekday = number(&rest), weekday <= 6 else { return nil }
        return .weekday(month: month, week: week, weekday: weekday)
    }
}
