import Bytes

/// The abbreviations of postal addressing and the words that carry no distinction.
///
/// The sources are the abbreviations of AFNOR NF Z10-011, those of the FANTOIR file of streets, and what people type.
/// A word is known by the hash of its folded letters, so that a look-up reads one or two cache lines and no String.
struct Lexicon: Sendable {
    /// Where a word stands decides what it can mean: `R` is *rue* only in front of a name.
    enum Position {
        case firstOfStreet, withinStreet, withinPlace
    }

    /// What to take a word for.
    struct Meaning {
        /// The hash of the word in full.
        var hash: UInt64
        /// Whether the word may be left out without changing which street or commune is meant.
        var isLinking: Bool
        /// The word in full as a row of `fullWords`, −1 when it stands for itself.
        var fullWord: Int16 = -1
    }

    static let standard = Lexicon()

    /// Words that are no part of a name, by what they do in an address.
    enum Keyword: UInt8 {
        case none, cedex, arrondissement
        /// BP, CS, TSA: a number of the post follows.
        case delivery
        case place, said, placeSaid, commune, delegated, notKnown
        /// `DE`, `DU`, `DES`, `D`.
        case of
        case saint
        /// `N°`.
        case numberSign
        /// Between the two numbers of a range: `12 À 14`.
        case to
    }

    /// What is known of a word, found by one probe. That of an unknown word says no to all.
    struct Entry {
        fileprivate(set) var firstOfStreet: Int16 = -1
        fileprivate(set) var withinStreet: Int16 = -1
        fileprivate(set) var withinPlace: Int16 = -1
        fileprivate(set) var keyword = Keyword.none
        fileprivate var flags: UInt8 = 0

        fileprivate static let linking: UInt8 = 1
        fileprivate static let wayType: UInt8 = 2
        fileprivate static let alwaysWayType: UInt8 = 4
        fileprivate static let complement: UInt8 = 8
        fileprivate static let parts: UInt8 = 16
        fileprivate static let country: UInt8 = 32
        fileprivate static let wantsName: UInt8 = 64
        fileprivate static let area: UInt8 = 128

        fileprivate var isLinking: Bool { flags & Self.linking != 0 }
        /// Whether the word is a way type in full or abbreviated (`RUE`, `AV`).
        var isWayType: Bool { flags & Self.wayType != 0 }
        /// Whether it means a way type wherever it stands: `BD` does, `R` only in front of a name.
        var isAlwaysWayType: Bool { flags & Self.alwaysWayType != 0 }
        /// Whether it begins what is said of the building and not of the street (`RESIDENCE`, `BAT`).
        var beginsComplement: Bool { flags & Self.complement != 0 }
        /// Whether a number behind it is not that of a house (`BAT 3`, `APPT 12`).
        var countsParts: Bool { flags & Self.parts != 0 }
        /// Whether a name follows it in the name of a street: a title or a given name.
        var wantsName: Bool { flags & Self.wantsName != 0 }
        /// Whether the name of a département or region ends with it.
        var endsArea: Bool { flags & Self.area != 0 }
        /// Whether the name of a foreign country ends with it.
        var endsCountry: Bool { flags & Self.country != 0 }
    }

    private struct Slot {
        var hash: UInt64 = 0
        var entry = Entry()
    }

    private let slots: [Slot]
    private let mask: Int
    /// The words that others are written for, their letters and hashes.
    let fullWords: TextTable
    let fullLetters: [LetterSet]
    private let fullHashes: [UInt64]
    private let fullIsLinking: [Bool]
    private let fullIsWayType: [Bool]

    /// O(1): one probe, seldom two.
    func entry(_ hash: UInt64) -> Entry {
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot].hash != 0 {
            if slots[slot].hash == hash { return slots[slot].entry }
            slot = (slot &+ 1) & mask
        }
        return Entry()
    }

    /// O(1).
    func meaning(ofHash hash: UInt64, at position: Position) -> Meaning {
        meaning(of: entry(hash), hash, at: position)
    }

    /// What a word with this hash means, of which the entry is known.
    func meaning(of entry: Entry, _ hash: UInt64, at position: Position) -> Meaning {
        let full =
            switch position {
            case .firstOfStreet: entry.firstOfStreet >= 0 ? entry.firstOfStreet : entry.withinStreet
            case .withinStreet: entry.withinStreet
            case .withinPlace: entry.withinPlace
            }
        guard full >= 0 else { return Meaning(hash: hash, isLinking: entry.isLinking) }
        // `s/` is *sur*, and may be left out as that may.
        return Meaning(
            hash: fullHashes[Int(full)], isLinking: entry.isLinking || fullIsLinking[Int(full)], fullWord: full)
    }

    /// Whether what a word means is a way type in full.
    func isWayType(_ meaning: Meaning, of entry: Entry) -> Bool {
        meaning.fullWord >= 0 ? fullIsWayType[Int(meaning.fullWord)] : entry.isWayType
    }

    /// Whether a word, by its hash, is a way type in full or abbreviated (`RUE`, `AV`).
    func isWayType(hash: UInt64) -> Bool { entry(hash).isWayType }

    /// Whether a word means a way type wherever it stands: `BD` does, `R` only in front of a name.
    func isAlwaysWayType(hash: UInt64) -> Bool { entry(hash).isAlwaysWayType }

    static func hash(_ word: Span<UInt8>) -> UInt64 { Hash64.hash(word) }

    private init() {
        var maker = Maker()
        maker.addLines(Self.wayTypes) { slot, full in
            slot.firstOfStreet = full
            slot.flags |= Entry.wayType
        }
        maker.addLines(Self.titles) { $0.withinStreet = $1 }
        maker.addLines(Self.numbers) { $0.withinStreet = $1 }
        maker.addLines(Self.placeWords) { $0.withinPlace = $1 }
        for word in Self.linkingWords.split(separator: " ") { maker.update(word) { $0.flags |= Entry.linking } }
        for word in Self.alwaysWayTypes.split(separator: " ") { maker.update(word) { $0.flags |= Entry.alwaysWayType } }
        for word in Self.partWords.split(separator: " ") {
            maker.update(word) { $0.flags |= Entry.complement | Entry.parts }
        }
        for word in Self.complementWords.split(separator: " ") { maker.update(word) { $0.flags |= Entry.complement } }
        for word in Self.wordsThatWantNames.split(separator: " ") { maker.update(word) { $0.flags |= Entry.wantsName } }
        for word in AreaName.lastWords { maker.update(word) { $0.flags |= Entry.area } }
        for word in Country.lastWords { maker.update(word) { $0.flags |= Entry.country } }
        for (keyword, written) in Self.keywords {
            for word in written.split(separator: " ") { maker.update(word) { $0.keyword = keyword } }
        }
        slots = maker.table
        mask = maker.table.count - 1
        fullWords = maker.fullWords
        fullHashes = maker.fullHashes
        fullLetters = maker.fullLetters
        let linking = Set(Self.linkingWords.split(separator: " ").map { Hash64.hash(Array($0.utf8).span) })
        fullIsLinking = maker.fullHashes.map { linking.contains($0) }
        let wayTypes = Set(maker.table.filter { $0.entry.isWayType }.map(\.hash))
        fullIsWayType = maker.fullHashes.map { wayTypes.contains($0) }
    }

    /// The table while it is filled.
    private struct Maker {
        /// More than twice as many as there are words, so that a probe is short.
        var table = [Slot](repeating: Slot(), count: 2048)
        var fullWords = TextTable()
        var fullHashes: [UInt64] = []
        var fullLetters: [LetterSet] = []

        mutating func update(_ word: Substring, _ change: (inout Entry) -> Void) {
            let hash = Hash64.hash(Array(word.utf8).span)
            let mask = table.count - 1
            var slot = Int(truncatingIfNeeded: hash) & mask
            while table[slot].hash != 0 && table[slot].hash != hash { slot = (slot + 1) & mask }
            table[slot].hash = hash
            change(&table[slot].entry)
        }

        /// Lines of a word in full and what is written for it.
        mutating func addLines(_ lines: String, _ change: (inout Entry, Int16) -> Void) {
            for line in lines.split(separator: "\n") {
                let words = line.split(separator: " ")
                let full = Array(words[0].utf8)
                let row = Int16(fullHashes.count)
                fullWords.append(full.span)
                fullHashes.append(Hash64.hash(full.span))
                fullLetters.append(LetterSet(full.span))
                for word in words { update(word) { change(&$0, row) } }
            }
        }
    }
}
