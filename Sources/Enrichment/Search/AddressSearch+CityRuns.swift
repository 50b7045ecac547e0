import Bytes

/// The runs of words that are looked up as names of communes.
extension AddressSearch {
    /// Puts the runs into `namedRuns`, and asks memory for where they are looked up.
    mutating func collectRuns(_ mask: UInt64, _ isField: Bool, in index: ReferenceIndex) {
        namedRuns.removeAll(keepingCapacity: true)
        var end = 64 - mask.leadingZeroBitCount
        if isField {
            let first = mask.trailingZeroBitCount
            addRunsBeforeDepartment(endingAt: end, since: first, in: index)
            addRun(first..<end, in: index)
            // `CHALON SUR SAONE BP 12`, `Noyant Villages`, `Albens, Entrelacs`: parts of the field.
            for start in first..<end { addRunsOfPart(start, first..<end, in: index) }
            return
        }
        // From the end of the line, longest run first.
        while end > 0, words[end - 1].use != .other { end -= 1 }
        addRunsBeforeDepartment(endingAt: end, since: 0, in: index)
        var start = end
        while start > 0, end - start < Self.longestPlaceName, words[start - 1].use == .other { start -= 1 }
        for first in start..<max(start, end) { addRun(first..<end, in: index) }
        for postcode in postcodes where postcode.word > 0 { addRunsBefore(postcode.word, in: index) }
        addRunsFromFront(in: index)
    }

    private static let longestPlaceName = 9

    private mutating func addRunsOfPart(_ start: Int, _ field: Range<Int>, in index: ReferenceIndex) {
        var end = start
        while end < field.upperBound, words[end].use == .other, words[end].segment == words[start].segment { end += 1 }
        guard end > start, start == field.lowerBound || words[start - 1].segment != words[start].segment else { return }
        let all = start..<end
        while end > start {
            addRun(start..<end, share: share(of: start..<end, in: all), in: index)
            end -= 1
        }
    }

    /// How much of what some words say a part of them says: `Noyant` is nearly all of `Noyant Villages`, `Saint` little of
    /// `Saint-Denis`.
    @inline(__always)
    private func share(of part: Range<Int>, in all: Range<Int>) -> Float {
        var sum: Float = 0
        var found: Float = 0
        for word in all {
            sum += words[word].place.weight
            if part.contains(word) { found += words[word].place.weight }
        }
        return sum > 0 ? found / sum : 1
    }

    private mutating func addRunsBefore(_ word: Int, in index: ReferenceIndex) {
        // `rue de Bozouls, 12340 Gabriac`: what is before the postcode is the city only when nothing is behind.
        if word + 1 < words.count, words[word + 1].use == .other { return }
        var start = word
        while start > 0, word - start < 5, words[start - 1].use == .other {
            start -= 1
            addRun(start..<word, in: index)
        }
    }

    private mutating func addRunsFromFront(in index: ReferenceIndex) {
        // `5e arrondissement Paris`.
        let begin = words.count > 2 && isOrdinal(0) && words[1].entry.keyword == .arrondissement ? 2 : 0
        let bound = endOfFront(begin)
        var last = begin
        while last < min(words.count, begin + Self.longestPlaceName), words[last].use == .other, words[last].digits == 0
        {
            last += 1
        }
        for end in stride(from: last, to: begin, by: -1) {
            let isFollowed = end < bound
            // `Rue Jean Macé` is no address in the commune Rue, `Passage du Caire` none in Le Passage.
            if end == begin + 1, words.count > end, words[begin].entry.isAlwaysWayType { continue }
            if isFollowed, hasOnlyWayTypes(begin..<end) { continue }
            let share = isFollowed ? share(of: begin..<end, in: begin..<bound) : 1
            addRun(begin..<end, share: share, isFollowed: isFollowed, in: index)
        }
    }

    /// Where the words at the front end that are nothing but names: before a number, a way type or the next part.
    @inline(__always)
    private func endOfFront(_ begin: Int) -> Int {
        var end = begin
        while end < words.count, words[end].use == .other, words[end].digits == 0,
            words[end].segment == words[begin].segment, end == begin || !words[end].street.isWayType
        {
            end += 1
        }
        return end
    }

    @inline(__always)
    private func hasOnlyWayTypes(_ range: Range<Int>) -> Bool {
        for word in range where !words[word].entry.isWayType && !words[word].street.isLinking { return false }
        return true
    }

    /// The runs before the last words of a line, up to two of them that are in no name of a city.
    mutating func collectRunsBeforeUnknownWords(in index: ReferenceIndex) {
        namedRuns.removeAll(keepingCapacity: true)
        var end = words.count
        while end > 0, words[end - 1].use != .other { end -= 1 }
        var known = end
        while known > 0, end - known < Self.mostUnknown, words[known - 1].use == .other,
            cityNaming >> UInt64(known - 1) & 1 == 0
        {
            known -= 1
        }
        guard known < end, known > 0 else { return }
        for first in max(0, known - Self.longestPlaceName)..<known where words[first].use == .other {
            addRun(first..<known, share: Self.beforeUnknown, isFollowed: true, in: index)
        }
    }

    private static let mostUnknown = 2
    private static let beforeUnknown: Float = 0.4

    // The département behind the city

    /// `Bondy 93`, `Sainte-Marie (974)`, `Saint-Denis, La Réunion`: a name of a city counts in that département only.
    private mutating func addRunsBeforeDepartment(
        endingAt end: Int, since begin: Int, in index: ReferenceIndex
    ) {
        guard postcodes.isEmpty, let (department, first) = departmentHint(endingAt: end, in: index) else { return }
        let hint = Self.mask(of: first..<max(end, first + 1))
        var start = first
        while start > begin, first - start < Self.longestPlaceName, words[start - 1].use == .other { start -= 1 }
        for start in start..<first {
            addRun(start..<first, hint: (hint, department), in: index)
        }
    }

    /// The département that the words before `end`, or an area behind it, say, and the first of them.
    @inline(__always)
    private func departmentHint(endingAt end: Int, in index: ReferenceIndex) -> (department: Int32, first: Int)? {
        if areaDepartment >= 0, end < words.count, words[end].use == .area { return (areaDepartment, end) }
        guard end > 1, words[end - 1].use == .other else { return nil }
        let (first, postcode) = areaName(endingAt: end) ?? (end - 1, postcodeOfDepartment(numbered: end - 1))
        // `Champigny-sur-Marne` is one name.
        guard let postcode, first > 0, words[first - 1].digits == 0, !words[first - 1].place.isLinking,
            let department = index.department(of: postcode)
        else { return nil }
        return (department.value, first)
    }

    /// A postcode of the département that has this number: `93`, `2A`, `974`.
    @inline(__always)
    private func postcodeOfDepartment(numbered word: Int) -> Postcode? {
        let number = Int(words[word].number)
        if words[word].isAllDigits {
            switch words[word].digits {
            case 2: return Postcode(number: number * 1000)
            case 3 where number > 970: return Postcode(number: number * 100)
            default: return nil
            }
        }
        guard words[word].number == 2, words[word].range.count == 2 else { return nil }
        return isWord(word, "2A") ? Postcode(number: 20_000) : isWord(word, "2B") ? Postcode(number: 20_200) : nil
    }

    /// Adds a run if it can be a name.
    private mutating func addRun(
        _ range: Range<Int>, share: Float = 1, isFollowed: Bool = false,
        hint: (words: UInt64, department: Int32) = (0, -1),
        in index: ReferenceIndex
    ) {
        guard !range.isEmpty, words[range.lowerBound].use == .other, !isOnlyLinking(range) else { return }
        let mask = Self.mask(of: range)
        guard mask & ~cityNaming == 0, !isBehindSaint(range) else { return }
        var key = text.placeKey(range, lexicon).within(NameScope.france)
        // `Route de Coubon` is no place in Coubon; `Gare de Torcy` is one.
        if isBehindWayType(range), words[range.lowerBound].entry.keyword == .of { key.loose = key.exact }
        index.placeDirectory.prefetch(key.exact)
        if key.loose != key.exact { index.placeDirectory.prefetch(key.loose) }
        namedRuns.append(
            NamedRun(
                words: mask, key: key, factor: share >= Self.nearlyAll ? 1 : share,
                isFollowed: isFollowed && isOneWord(range),
                hint: hint.words, department: hint.department))
    }

    /// A part that says so much of all is as good as all.
    private static let nearlyAll: Float = 0.5

    /// `Rémy` in `Saint-Rémy` is another name.
    @inline(__always)
    private func isBehindSaint(_ range: Range<Int>) -> Bool {
        let before = range.lowerBound - 1
        return before >= 0 && words[before].entry.keyword == .saint
            && words[before].segment == words[range.lowerBound].segment
    }

    @inline(__always)
    private func isBehindWayType(_ range: Range<Int>) -> Bool {
        range.lowerBound > 0 && words[range.lowerBound - 1].street.isWayType
    }

    /// Articles aside.
    @inline(__always)
    private func isOneWord(_ range: Range<Int>) -> Bool {
        var count = 0
        for word in range where !words[word].place.isLinking { count += 1 }
        return count == 1
    }

    @inline(__always)
    private func isOnlyLinking(_ range: Range<Int>) -> Bool {
        for word in range where !words[word].place.isLinking { return false }
        return true
    }
}
