import Bytes

/// Words of an address that name neither a street nor a city: how mail is sorted, the country, postcodes.
extension AddressSearch {
    /// Marks CEDEX, BP, CS and TSA with their numbers (AFNOR NF Z10-011, lines 5 and 6 of an address).
    mutating func markDelivery() {
        var index = 0
        while index < words.count {
            switch words[index].entry.keyword {
            case .cedex:
                words[index].use = .delivery
                markNumber(at: index + 1, maximumDigits: 2)
            case .delivery:
                words[index].use = .delivery
                markDeliveryNumber(at: index + 1)
            default: markOtherDelivery(index)
            }
            index += 1
        }
    }

    /// `B P 12`, `C.S. 40055`, `BP123`.
    private mutating func markOtherDelivery(_ index: Int) {
        if words[index].range.count == 1, index + 2 < words.count, words[index + 2].isAllDigits,
            isWord(index, "B") && isWord(index + 1, "P") || isWord(index, "C") && isWord(index + 1, "S")
        {
            words[index].use = .delivery
            words[index + 1].use = .delivery
            markNumber(at: index + 2, maximumDigits: 6)
        } else if isGluedDelivery(index) {
            words[index].use = .delivery
        }
    }

    private mutating func markDeliveryNumber(at index: Int) {
        guard isWord(index, "N") || isWord(index, "NO") else { return markNumber(at: index, maximumDigits: 6) }
        guard index + 1 < words.count, words[index + 1].isAllDigits else { return }
        words[index].use = .delivery
        markNumber(at: index + 1, maximumDigits: 6)
    }

    private mutating func markNumber(at index: Int, maximumDigits: Int) {
        guard index < words.count, words[index].isAllDigits, Int(words[index].digits) <= maximumDigits else { return }
        words[index].use = .delivery
    }

    /// `BP123`, `CS40055`.
    @inline(__always)
    private func isGluedDelivery(_ index: Int) -> Bool {
        let bytes = text.bytes.extracting(words[index].range)
        guard bytes.count > 2, ASCII.isDigit(bytes[2]) else { return false }
        let first = bytes.extracting(0..<2)
        guard first.elementsEqual("BP") || first.elementsEqual("CS") else { return false }
        for position in 2..<bytes.count where !ASCII.isDigit(bytes[position]) { return false }
        return true
    }

    mutating func markCountry() {
        guard words.count > 1 else { return }
        if isWord(words.count - 1, "FRANCE") { words[words.count - 1].use = .country }
    }

    /// Marks the names of a département and of regions that are the last parts of the address or of the city's field.
    mutating func markAreas(in index: ReferenceIndex) {
        areaDepartment = -1
        var end = words.count
        while end > 1, words[end - 1].use == .country { end -= 1 }
        while let (first, postcode) = areaName(endingAt: end), words[first].segment != words[first - 1].segment,
            words[first].isInCityField == words[first - 1].isInCityField, !isCommune(first..<end, in: index)
        {
            for word in first..<end { words[word].use = .area }
            if let postcode, let department = index.department(of: postcode) { areaDepartment = department.value }
            end = first
        }
    }

    /// Vienne and Mayenne are cities too.
    private func isCommune(_ range: Range<Int>, in index: ReferenceIndex) -> Bool {
        index.placeDirectory.first(text.placeKey(range, lexicon).within(NameScope.france).exact) != nil
    }

    /// The name of a département or region that ends before `end` and does not begin the address; a postcode of the département.
    @inline(__always)
    func areaName(endingAt end: Int) -> (first: Int, postcode: Postcode?)? {
        guard end > 1, words[end - 1].entry.endsArea, words[end - 1].use == .other else { return nil }
        for count in stride(from: min(AreaName.longest, end - 1), through: 1, by: -1) {
            let first = end - count
            let name = text.bytes.extracting(words[first].range.lowerBound..<words[end - 1].range.upperBound)
            let (isKnown, postcode) = AreaName.find(name)
            if isKnown { return (first, postcode) }
        }
        return nil
    }

    /// Whether the address ends with the name of another country: in a part of its own, or where no French postcode is.
    @inline(__always)
    var isAbroad: Bool {
        words.count > 1 && words[words.count - 1].entry.endsCountry && endsWithForeignCountry
    }

    private var endsWithForeignCountry: Bool {
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

    mutating func markPostcodes(field: Span<UInt8>, in index: ReferenceIndex) {
        postcodes.removeAll(keepingCapacity: true)
        if let postcode = AddressReader.postcode(field) {
            postcodes.append(ReadPostcode(postcode: postcode, word: -1, isKnown: isKnown(postcode, in: index)))
        }
        for word in stride(from: words.count - 1, through: 0, by: -1) where words[word].use == .other {
            guard words[word].digits == 5, words[word].range.count == 5,
                let postcode = Postcode(number: Int(words[word].number)), postcode.number >= 1000
            else { continue }
            // A number of five digits in front of a way type is that of a house or a road.
            if word + 1 < words.count, words[word + 1].entry.isWayType, !isKnown(postcode, in: index) { continue }
            words[word].use = .postcode
            if isWord(word - 1, "F") || isWord(word - 1, "FR") { words[word - 1].use = .country }
            if postcodes.contains(where: { $0.postcode == postcode }) { continue }
            postcodes.append(ReadPostcode(postcode: postcode, word: word, isKnown: isKnown(postcode, in: index)))
        }
    }

    private func isKnown(_ postcode: Postcode, in index: ReferenceIndex) -> Bool {
        index.postcodeRows[Int(postcode.number)] >= 0
    }
}
