import Bytes

/// From the texts of an address to words that are marked with what they can be.
extension AddressSearch {
    /// Reads all texts of `input`. O(bytes).
    mutating func read(_ input: borrowing AddressInput, in index: ReferenceIndex) {
        repaired.removeAll()
        AddressRepair.append(input.housenumber.bytes, to: &repaired)
        repaired.append(ASCII.space)
        AddressRepair.append(input.street.bytes, to: &repaired)
        repaired.append(", ")
        AddressRepair.append(input.line.bytes, to: &repaired)
        Self.fold(repaired, into: &text, isFirst: true)
        let cityStart = text.words.count
        repaired.removeAll()
        AddressRepair.append(input.city.bytes, to: &repaired)
        Self.fold(repaired, into: &text, isFirst: false)
        markWords(input, cityStart: cityStart, in: index)
    }

    /// Whether `read` makes of `input` what folding its fields one after another makes of it.
    static func readsAsFolded(_ input: borrowing AddressInput) -> Bool {
        input.housenumber.isEmpty && !AddressRepair.isNeeded(input.line.bytes)
            && !AddressRepair.isNeeded(input.street.bytes) && !AddressRepair.isNeeded(input.city.bytes)
    }

    /// Says of each word of `text` what it can be.
    mutating func markWords(_ input: borrowing AddressInput, cityStart: Int, in index: ReferenceIndex) {
        collectWords(cityStart: cityStart)
        markDelivery()
        markCountry()
        markAreas(in: index)
        markPostcodes(field: input.postcode.bytes, in: index)
        streetWords.removeAll()
        placeWords.removeAll()
        cityNaming = 0
        for word in words {
            index.streets.words.vocabulary.prefetch(word.hash)
            index.places.words.vocabulary.prefetch(word.hash)
        }
        for word in words.indices {
            findMeanings(word, in: index)
            streetWords.set(word, words[word].street)
            placeWords.set(word, words[word].place)
            if mayNameCity(word, in: index) { cityNaming |= 1 << UInt64(word) }
        }
        findNamingWords()
        findRun()
        variants.removeAll(keepingCapacity: true)
        variantEnds.removeAll(keepingCapacity: true)
    }

    private static func fold(_ bytes: borrowing ByteBuffer, into text: inout FoldedText, isFirst: Bool) {
        if isFirst { text.assign(bytes.bytes) } else { text.append(bytes.bytes) }
    }

    private mutating func collectWords(cityStart: Int) {
        Self.collect(text, cityStart: cityStart, into: &words)
    }

    private static func collect(_ text: borrowing FoldedText, cityStart: Int, into words: inout [ReadWord]) {
        words.removeAll(keepingCapacity: true)
        var segment = 0
        for index in 0..<min(text.words.count, maximumWords) {
            let word = text.words[index]
            if word.beginsSegment && index > 0 { segment = min(segment + 1, 255) }
            var read = ReadWord(word, segment: UInt8(segment), isInCityField: index >= cityStart)
            let bytes = text.bytes.extracting(word.range)
            var value: Int32 = 0
            var digits = 0
            while digits < bytes.count, digits < 6, ASCII.isDigit(bytes[digits]) {
                value = value * 10 + Int32(bytes[digits] - ASCII.zero)
                digits += 1
            }
            if digits > 0 { read.number = value }
            read.digits = UInt8(digits)
            read.entry = Lexicon.standard.entry(word.hash)
            words.append(read)
        }
    }

    /// The folded letters of a word.
    @_lifetime(borrow self)
    @inline(__always)
    borrowing func bytes(_ word: Int) -> Span<UInt8> { text.bytes.extracting(words[word].range) }

    func isWord(_ index: Int, _ literal: StaticString) -> Bool {
        index >= 0 && index < words.count && text.bytes.extracting(words[index].range).elementsEqual(literal)
    }

    private func keyword(_ word: Int) -> Lexicon.Keyword {
        words.indices.contains(word) ? words[word].entry.keyword : .none
    }

    func hash(_ word: Int) -> UInt64 { word >= 0 && word < words.count ? words[word].hash : 0 }

    private mutating func findMeanings(_ word: Int, in index: ReferenceIndex) {
        let own = hash(word)
        let entry = words[word].entry
        let isFirst = canBeginStreet(word) || entry.isAlwaysWayType
        let street = lexicon.meaning(of: entry, own, at: isFirst ? .firstOfStreet : .withinStreet)
        let letters = LetterSet(bytes(word))
        words[word].street = Self.sought(street, letters, words[word], in: index.streets.words.vocabulary)
        if lexicon.isWayType(street, of: entry) { words[word].street.role |= WordTable.Role.wayType }
        let place = lexicon.meaning(of: entry, own, at: .withinPlace)
        words[word].place = Self.sought(place, letters, words[word], in: index.places.words.vocabulary)
        if isPlaceNoise(word) {
            words[word].street.role |= WordTable.Role.linking
            words[word].street.weight = Self.noiseWeight
            words[word].place.weight = Self.noiseWeight
        }
    }

    /// Whether a name that is looked up in all of France may have the word, or be written with it: `5E`, `XIIE`, `CEDEX`.
    @inline(__always)
    private func mayNameCity(_ word: Int, in index: ReferenceIndex) -> Bool {
        if words[word].digits > 0 || words[word].place.isLinking || words[word].entry.keyword != .none { return true }
        let known = Int(words[word].place.word)
        if known >= 0 && index.largestCityOfWord[known] > 0 { return true }
        return OrdinalNumber.read(bytes(word)) != nil
    }

    /// Words that can make a name by themselves: `Avenue de France` is a street, `France` behind a city is the country.
    private mutating func findNamingWords() {
        namingWords = 0
        for index in words.indices where words[index].use == .other && !words[index].street.isLinking {
            namingWords |= 1 << UInt64(index)
        }
    }

    private static let noiseWeight: Float = 0.04
    /// A word of a letter or two that is in no name says little by its absence.
    private static let shortWordWeight: Float = 0.2

    private static func sought(
        _ meaning: Lexicon.Meaning, _ letters: LetterSet, _ word: ReadWord, in table: borrowing WordTable
    ) -> SoughtWord {
        var found = SoughtWord(fullWord: meaning.fullWord)
        found.letters =
            meaning.fullWord >= 0 ? Lexicon.standard.fullLetters[Int(meaning.fullWord)] : letters
        if meaning.isLinking { found.role |= WordTable.Role.linking }
        if word.isAllDigits { found.role |= WordTable.Role.number }
        if let known = table.word(meaning.hash) {
            found.word = Int32(known)
            let row = table[Int(known)]
            found.weight = row.weight
            found.role |= row.role & WordTable.Role.number
        } else if word.range.count <= 2 {
            found.weight = shortWordWeight
        }
        return found
    }

    /// Words of an address that belong to no name: `lieu-dit`, `commune déléguée de`.
    @inline(__always)
    private func isPlaceNoise(_ word: Int) -> Bool {
        switch words[word].entry.keyword {
        case .placeSaid, .delegated, .notKnown: true
        case .place: keyword(word + 1) == .said
        case .said: keyword(word - 1) == .place
        case .commune: keyword(word + 1) == .delegated
        default: false
        }
    }

    @inline(__always)
    private func canBeginStreet(_ word: Int) -> Bool {
        guard word > 0, words[word].segment == words[word - 1].segment else { return true }
        if words[word - 1].digits > 0 { return true }
        return words[word - 1].range.count <= 6 && word > 1 && words[word - 2].digits > 0
            && NumberSuffix(text.bytes.extracting(words[word - 1].range))?.standsAlone == true
    }

    // The run

    /// Finds the words that the name of the street is expected in: behind the first house number or from the first way
    /// type, up to the end of that part or the first word of a complement.
    private mutating func findRun() {
        run = 0
        var start = 0
        while start < words.count, !beginsRun(start) { start += 1 }
        if start == words.count { start = words.firstIndex { $0.use == .other } ?? 0 }
        guard start < words.count else { return }
        // The number may stand in a part of its own: `12, rue Victor Hugo`.
        var position = start
        while position < words.count, isNumberOrSuffix(position, since: start) { position += 1 }
        let first = position
        while position < words.count, words[position].use == .other, !words[position].isInCityField || first >= 0 {
            if position > first, words[position].segment != words[first].segment { break }
            if position > first, words[position].isInCityField != words[first].isInCityField { break }
            if position > first + 1, beginsComplement(position) { break }
            run |= 1 << UInt64(position)
            position += 1
        }
        if words[start].digits == 0 { run &= ~houseNumberBehind(first..<position) }
    }

    /// The number behind the name of a street, with its sign and suffix: `Allée Pasteur 4`, `Rue Monge n° 14 B`.
    @inline(__always)
    private func houseNumberBehind(_ range: Range<Int>) -> UInt64 {
        var start = range.upperBound - 1
        if start > range.lowerBound, words[start].digits == 0, isSuffixApart(start) {
            start -= 1
        }
        guard start > range.lowerBound, words[start].digits > 0, words[start].digits <= 4, !isYear(start) else {
            return 0
        }
        if isNumberSign(start - 1), start - 1 > range.lowerBound { start -= 1 }
        return Self.mask(of: start..<range.upperBound)
    }

    /// `1945`: four digits that are in the name of some street.
    @inline(__always)
    private func isYear(_ word: Int) -> Bool { words[word].digits == 4 && words[word].street.word >= 0 }

    /// Whether a word can be the suffix of the number before it: a letter, `bis`, `ter`.
    @inline(__always)
    func isSuffixApart(_ word: Int) -> Bool {
        guard words[word].digits == 0, words[word].range.count <= 6 else { return false }
        return words[word].range.count == 1 || NumberSuffix(bytes(word))?.standsAlone == true
    }

    private func beginsRun(_ word: Int) -> Bool {
        guard words[word].use == .other else { return false }
        if words[word].digits > 0 { return !countsPart(word) }
        return words[word].street.isWayType && !beginsComplement(word)
    }

    func isNumberOrSuffix(_ word: Int, since start: Int) -> Bool {
        if words[word].digits > 0, words[word].digits <= 5 { return true }
        guard word > start, words[word].range.count <= 6, words[word - 1].digits > 0 else { return false }
        guard let suffix = NumberSuffix(text.bytes.extracting(words[word].range)) else { return false }
        return suffix.standsAlone
            || words[word].range.count == 1 && word + 1 < words.count
                && words[word + 1].street.isWayType
    }

    /// Whether a word begins what is said of the building and not of the street.
    func beginsComplement(_ word: Int) -> Bool {
        // `Rue de la Tour` has no complement, `Rue Foch Tour 3` has.
        if word > 0, words[word - 1].street.isLinking { return false }
        return word < words.count && words[word].entry.beginsComplement
    }

    /// Whether the number at `word` counts something else: `bât 3`, `appt 12`, `2e étage`, `5e arrondissement`.
    @inline(__always)
    func countsPart(_ word: Int) -> Bool {
        if word + 1 < words.count, words[word + 1].segment == words[word].segment, isOrdinal(word) {
            let next = words[word + 1].entry
            if next.countsParts || next.keyword == .arrondissement { return true }
        }
        guard word > 0, words[word - 1].entry.countsParts, words[word - 1].segment == words[word].segment else {
            return false
        }
        // `2e étage 12 rue`: the storey has its number already.
        return word < 2 || !isOrdinal(word - 2)
    }

    /// `2E`, `3EME`, `1ER`.
    @inline(__always)
    func isOrdinal(_ word: Int) -> Bool {
        words[word].digits > 0 && !words[word].isAllDigits && OrdinalNumber.read(bytes(word))?.hasEnding == true
    }
}
