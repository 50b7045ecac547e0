/// Words that look like a city and are the end of a street's name: `rue Jean Macé`, `avenue de Versailles`.
extension AddressSearch {
    /// Names looked at to tell whether a street is known.
    private static let maximumNamesakesOfStreet = 64

    /// Finds out whether the run, with what looks like a city at its end, is all of the name of a street that the reference has,
    /// wherever it is. Only where neither a postcode nor a field of its own says what the city is.
    mutating func findWhetherRunIsStreet(in index: ReferenceIndex) {
        runIsStreet = false
        guard postcodes.isEmpty, !cityWords.isField, run & streetWords.wayTypes != 0 else { return }
        guard selectWords(run, .street), selected.count > 1 else { return }
        index.streets.words.forEachName(of: selected, limit: Self.maximumNamesakesOfStreet) { _ in
            runIsStreet = true
            return false
        }
    }

    /// Up to how many inhabitants a city whose name these words are is rather the end of the name of a street: −1 where they do not
    /// look like one. A city that is larger than `largest` is meant all the same behind a given name: `villa Eugène Colombes`.
    @inline(__always)
    func mostAtEndOfStreet(_ mask: UInt64, behindGivenName largest: Int) -> Int {
        let first = mask.trailingZeroBitCount
        guard mask != 0, first > 0, !words[first].isInCityField else { return -1 }
        if runIsStreet, mask & ~run == 0 { return .max }
        var before = first - 1
        while before >= 0, words[before].street.isLinking, words[before].segment == words[first].segment { before -= 1 }
        // An article that begins a part or follows a postcode belongs to the city: `75001 Le Bourg`.
        guard before >= 0, words[before].use == .other, words[before].segment == words[first].segment else {
            return -1
        }
        let hasArticle = before < first - 1
        // `4 rue Yves d'Allègre 43000`.
        let endsRun = mask & ~run == 0 && run & streetWords.wayTypes != 0 && words[first - 1].entry.keyword == .of
        if hasArticle, postcodes.isEmpty || endsRun { return .max }
        let isWay = postcodes.isEmpty ? words[before].street.isWayType : words[before].entry.isAlwaysWayType
        // `12 rue Versailles` is a street; of `12 Grande Rue Versailles` the name is whole before the city.
        let beginsName =
            before == 0 || words[before - 1].digits > 0 || words[before - 1].segment != words[before].segment
        if isWay, hasArticle || beginsName { return .max }
        return postcodes.isEmpty && mask.nonzeroBitCount == 1 && wantsName(before) ? largest : -1
    }

    /// Whether a title or a given name stands behind a way type, as `Jean` in `rue Jean Macé`: no street is called by it alone.
    private func wantsName(_ word: Int) -> Bool {
        guard words[word].entry.wantsName else { return false }
        var before = word - 1
        while before >= 0, words[before].street.isLinking { before -= 1 }
        return before >= 0 && words[before].street.isWayType && words[before].segment == words[word].segment
    }
}
