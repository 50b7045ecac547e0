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
        collectWords(cityStart: cityStart)
        markDelivery()
        markCountry()
        markPostcodes(field: input.postcode.bytes, in: index)
        for word in words.indices { findMeanings(word, in: index) }
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
            var read = ReadWord(range: word.range, segment: UInt8(segment), isInCityField: index >= cityStart)
            let bytes = text.bytes.extracting(word.range)
            var value: Int32 = 0
            var digits = 0
            while digits < bytes.count, digits < 6, ASCII.isDigit(bytes[digits]) {
                value = value * 10 + Int32(bytes[digits] - ASCII.zero)
                digits += 1
            }
            if digits > 0 { read.number = value }
            read.digits = UInt8(digits)
            read.hash = Lexicon.hash(bytes)
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

    func isAllDigits(_ index: Int) -> Bool {
        words[index].digits > 0 && Int(words[index].digits) == words[index].range.count
    }

    /// Marks CEDEX, BP, CS and TSA with their numbers (AFNOR NF Z10-011, lines 5 and 6 of an address).
    private mutating func markDelivery() {
        var index = 0
        while index < words.count {
            if isWord(index, "CEDEX") || isWord(index, "CEDEXS") {
                words[index].use = .delivery
                markNumber(at: index + 1, maximumDigits: 2)
            } else if isWord(index, "BP") || isWord(index, "CS") || isWord(index, "TSA") {
                words[index].use = .delivery
                markDeliveryNumber(at: index + 1)
            } else if isWord(index, "B") && isWord(index + 1, "P") || isWord(index, "C") && isWord(index + 1, "S"),
                index + 2 < words.count, isAllDigits(index + 2)
            {
                words[index].use = .delivery
                words[index + 1].use = .delivery
                markNumber(at: index + 2, maximumDigits: 6)
            } else if isGluedDelivery(index) {
                words[index].use = .delivery
            }
            index += 1
        }
    }

    private mutating func markDeliveryNumber(at index: Int) {
        guard isWord(index, "N") || isWord(index, "NO") else { return markNumber(at: index, maximumDigits: 6) }
        guard index + 1 < words.count, isAllDigits(index + 1) else { return }
        words[index].use = .delivery
        markNumber(at: index + 1, maximumDigits: 6)
    }

    private mutating func markNumber(at index: Int, maximumDigits: Int) {
        guard index < words.count, isAllDigits(index), Int(words[index].digits) <= maximumDigits else { return }
        words[index].use = .delivery
    }

    /// `BP123`, `CS40055`.
    private func isGluedDelivery(_ index: Int) -> Bool {
        let bytes = text.bytes.extracting(words[index].range)
        guard bytes.count > 2 else { return false }
        let first = bytes.extracting(0..<2)
        guard first.elementsEqual("BP") || first.elementsEqual("CS") else { return false }
        for position in 2..<bytes.count where !ASCII.isDigit(bytes[position]) { return false }
        return true
    }

    private mutating func markCountry() {
        guard words.count > 1 else { return }
        if isWord(words.count - 1, "FRANCE") { words[words.count - 1].use = .country }
    }

    /// Whether the address ends with the name of another country: in a part of its own, or where no French postcode is.
    var isAbroad: Bool {
        guard words.count > 1 else { return false }
        for count in 1...min(Country.longestName, words.count - 1) {
            let first = words.count - count
            let name = text.bytes.extracting(words[first].range.lowerBound..<words[words.count - 1].range.upperBound)
            guard words[first].digits == 0, Country.isForeign(name: name) else { continue }
            if words[first].isInCityField != words[words.count - 1].isInCityField { continue }
            let isPart = words[first].segment != words[first - 1].segment && !words[first].isInCityField
            let before = words[first - 1].street
            return isPart || !postcodes.contains { $0.isKnown } && !before.isLinking && !before.isWayType
        }
        return false
    }

    private mutating func markPostcodes(field: Span<UInt8>, in index: ReferenceIndex) {
        postcodes.removeAll(keepingCapacity: true)
        if let postcode = AddressReader.postcode(field) {
            postcodes.append(ReadPostcode(postcode: postcode, word: -1, isKnown: isKnown(postcode, in: index)))
        }
        for word in stride(from: words.count - 1, through: 0, by: -1) where words[word].use == .other {
            guard words[word].digits == 5, words[word].range.count == 5,
                let postcode = Postcode(number: Int(words[word].number)), postcode.number >= 1000
            else { continue }
            // A number of five digits in front of a way type is that of a house or a road.
            if index.lexicon.isWayType(hash: hash(word + 1)) && !isKnown(postcode, in: index) { continue }
            words[word].use = .postcode
            if isWord(word - 1, "F") || isWord(word - 1, "FR") { words[word - 1].use = .country }
            if postcodes.contains(where: { $0.postcode == postcode }) { continue }
            postcodes.append(ReadPostcode(postcode: postcode, word: word, isKnown: isKnown(postcode, in: index)))
        }
    }

    private func isKnown(_ postcode: Postcode, in index: ReferenceIndex) -> Bool {
        index.postcodeRows[Int(postcode.number)] >= 0
    }

    func hash(_ word: Int) -> UInt64 { word >= 0 && word < words.count ? words[word].hash : 0 }

    private mutating func findMeanings(_ word: Int, in index: ReferenceIndex) {
        let own = hash(word)
        let isFirst = canBeginStreet(word) || lexicon.isAlwaysWayType(hash: own)
        let street = lexicon.meaning(ofHash: own, at: isFirst ? .firstOfStreet : .withinStreet)
        words[word].street = sought(street, own, in: index.streets.words.vocabulary, word)
        if lexicon.isWayType(hash: street.hash) { words[word].street.role |= WordTable.Role.wayType }
        let place = lexicon.meaning(ofHash: own, at: .withinPlace)
        words[word].place = sought(place, own, in: index.places.words.vocabulary, word)
        if isPlaceNoise(word) {
            words[word].street.role |= WordTable.Role.linking
            words[word].street.weight = Self.noiseWeight
            words[word].place.weight = Self.noiseWeight
        }
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

    private func sought(_ meaning: Lexicon.Meaning, _ own: UInt64, in table: WordTable, _ word: Int) -> SoughtWord {
        var found = SoughtWord(fullWord: meaning.fullWord)
        found.letters =
            meaning.fullWord >= 0 ? lexicon.fullLetters[Int(meaning.fullWord)] : LetterSet(bytes(word))
        if meaning.isLinking { found.role |= WordTable.Role.linking }
        if words[word].digits > 0, isAllDigits(word) { found.role |= WordTable.Role.number }
        if let known = table.word(meaning.hash) {
            found.word = Int32(known)
            found.weight = table.weights[Int(known)]
            found.role |= table.roles[Int(known)] & WordTable.Role.number
        } else if words[word].range.count <= 2 {
            found.weight = Self.shortWordWeight
        }
        return found
    }

    /// Words of an address that belong to no name: `lieu-dit`, `commune déléguée de`.
    private func isPlaceNoise(_ word: Int) -> Bool {
        isWord(word, "LIEU") && isWord(word + 1, "DIT") || isWord(word, "DIT") && isWord(word - 1, "LIEU")
            || isWord(word, "LIEUDIT") || isWord(word, "LD") || isWord(word, "DELEGUEE")
            || isWord(word, "COMMUNE") && isWord(word + 1, "DELEGUEE") || isWord(word, "NC")
    }

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
    }

    private func beginsRun(_ word: Int) -> Bool {
        guard words[word].use == .other else { return false }
        if words[word].digits > 0 { return !followsComplementWord(word) }
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
        return lexicon.beginsComplement(hash: hash(word))
    }

    /// Whether the number at `word` counts something else: `bât 3`, `appt 12`, `étage 2`.
    func followsComplementWord(_ word: Int) -> Bool {
        lexicon.countsParts(hash: hash(word - 1))
    }
}
