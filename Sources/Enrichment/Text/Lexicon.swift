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

    private struct Slot {
        var hash: UInt64 = 0
        var firstOfStreet: Int16 = -1
        var withinStreet: Int16 = -1
        var withinPlace: Int16 = -1
        var isLinking = false
        var isWayType = false
        var isAlwaysWayType = false
        var beginsComplement = false
        var countsParts = false
    }

    private let slots: [Slot]
    private let mask: Int
    /// The words that others are written for, their letters and hashes.
    let fullWords: TextTable
    let fullLetters: [LetterSet]
    private let fullHashes: [UInt64]
    private let fullIsLinking: [Bool]

    /// O(1): one probe, seldom two.
    func meaning(ofHash hash: UInt64, at position: Position) -> Meaning {
        guard let slot = slot(hash) else { return Meaning(hash: hash, isLinking: false) }
        let found = slots[slot]
        let full =
            switch position {
            case .firstOfStreet: found.firstOfStreet >= 0 ? found.firstOfStreet : found.withinStreet
            case .withinStreet: found.withinStreet
            case .withinPlace: found.withinPlace
            }
        guard full >= 0 else { return Meaning(hash: hash, isLinking: found.isLinking) }
        // `s/` is *sur*, and may be left out as that may.
        return Meaning(
            hash: fullHashes[Int(full)], isLinking: found.isLinking || fullIsLinking[Int(full)], fullWord: full)
    }

    /// Whether a word, by its hash, is a way type in full or abbreviated (`RUE`, `AV`).
    func isWayType(hash: UInt64) -> Bool { slot(hash).map { slots[$0].isWayType } ?? false }

    /// Whether a word means a way type wherever it stands: `BD` does, `R` only in front of a name.
    func isAlwaysWayType(hash: UInt64) -> Bool { slot(hash).map { slots[$0].isAlwaysWayType } ?? false }

    /// Whether a word, by its hash, begins what is said of the building and not of the street (`RESIDENCE`, `BAT`).
    func beginsComplement(hash: UInt64) -> Bool { slot(hash).map { slots[$0].beginsComplement } ?? false }

    /// Whether a number behind a word is not that of a house (`BAT 3`, `APPT 12`).
    func countsParts(hash: UInt64) -> Bool { slot(hash).map { slots[$0].countsParts } ?? false }

    private func slot(_ hash: UInt64) -> Int? {
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot].hash != 0 {
            if slots[slot].hash == hash { return slot }
            slot = (slot &+ 1) & mask
        }
        return nil
    }

    static func hash(_ word: Span<UInt8>) -> UInt64 { Hash64.hash(word) }

    private init() {
        var maker = Maker()
        maker.addLines(Self.wayTypes) { slot, full in
            slot.firstOfStreet = full
            slot.isWayType = true
        }
        maker.addLines(Self.titles) { $0.withinStreet = $1 }
        maker.addLines(Self.numbers) { $0.withinStreet = $1 }
        maker.addLines(Self.placeWords) { $0.withinPlace = $1 }
        for word in Self.linkingWords.split(separator: " ") { maker.update(word) { $0.isLinking = true } }
        for word in Self.alwaysWayTypes.split(separator: " ") { maker.update(word) { $0.isAlwaysWayType = true } }
        for word in Self.partWords.split(separator: " ") {
            maker.update(word) {
                $0.beginsComplement = true
                $0.countsParts = true
            }
        }
        for word in Self.complementWords.split(separator: " ") { maker.update(word) { $0.beginsComplement = true } }
        slots = maker.table
        mask = maker.table.count - 1
        fullWords = maker.fullWords
        fullHashes = maker.fullHashes
        fullLetters = maker.fullLetters
        let linking = Set(Self.linkingWords.split(separator: " ").map { Hash64.hash(Array($0.utf8).span) })
        fullIsLinking = maker.fullHashes.map { linking.contains($0) }
    }

    /// The table while it is filled.
    private struct Maker {
        /// More than twice as many as there are words, so that a probe is short.
        var table = [Slot](repeating: Slot(), count: 2048)
        var fullWords = TextTable()
        var fullHashes: [UInt64] = []
        var fullLetters: [LetterSet] = []

        mutating func update(_ word: Substring, _ change: (inout Slot) -> Void) {
            let hash = Hash64.hash(Array(word.utf8).span)
            let mask = table.count - 1
            var slot = Int(truncatingIfNeeded: hash) & mask
            while table[slot].hash != 0 && table[slot].hash != hash { slot = (slot + 1) & mask }
            table[slot].hash = hash
            change(&table[slot])
        }

        /// Lines of a word in full and what is written for it.
        mutating func addLines(_ lines: String, _ change: (inout Slot, Int16) -> Void) {
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
