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
    }

    static let standard = Lexicon()

    private struct Slot {
        var hash: UInt64 = 0
        var firstOfStreet: UInt64 = 0
        var withinStreet: UInt64 = 0
        var withinPlace: UInt64 = 0
        var isLinking = false
    }

    private let slots: [Slot]
    private let mask: Int

    /// O(1): one probe, seldom two.
    func meaning(ofHash hash: UInt64, at position: Position) -> Meaning {
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot].hash != 0 {
            if slots[slot].hash == hash {
                let found = slots[slot]
                let full =
                    switch position {
                    case .firstOfStreet: found.firstOfStreet != 0 ? found.firstOfStreet : found.withinStreet
                    case .withinStreet: found.withinStreet
                    case .withinPlace: found.withinPlace
                    }
                return Meaning(hash: full != 0 ? full : hash, isLinking: found.isLinking)
            }
            slot = (slot &+ 1) & mask
        }
        return Meaning(hash: hash, isLinking: false)
    }

    /// Whether a word, by its hash, is a way type in full or abbreviated (`RUE`, `AV`).
    func isWayType(hash: UInt64) -> Bool {
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot].hash != 0 {
            if slots[slot].hash == hash { return slots[slot].firstOfStreet != 0 }
            slot = (slot &+ 1) & mask
        }
        return false
    }

    static func hash(_ word: Span<UInt8>) -> UInt64 { Hash64.hash(word) }

    private static func hash(_ word: Substring) -> UInt64 { Hash64.hash(Array(word.utf8).span) }

    private init() {
        var table = [Slot](repeating: Slot(), count: 1024)
        let mask = table.count - 1
        func update(_ word: Substring, _ change: (inout Slot) -> Void) {
            let hash = Self.hash(word)
            var slot = Int(truncatingIfNeeded: hash) & mask
            while table[slot].hash != 0 && table[slot].hash != hash { slot = (slot + 1) & mask }
            table[slot].hash = hash
            change(&table[slot])
        }
        func forEachAbbreviation(_ lines: String, _ body: (Substring, UInt64) -> Void) {
            for line in lines.split(separator: "\n") {
                let words = line.split(separator: " ")
                let full = Self.hash(words[0])
                for word in words { body(word, full) }
            }
        }
        forEachAbbreviation(Self.wayTypes) { word, full in update(word) { $0.firstOfStreet = full } }
        forEachAbbreviation(Self.titles) { word, full in update(word) { $0.withinStreet = full } }
        forEachAbbreviation(Self.placeWords) { word, full in update(word) { $0.withinPlace = full } }
        for word in Self.linkingWords.split(separator: " ") { update(word) { $0.isLinking = true } }
        slots = table
        self.mask = mask
    }

    /// Way types, one a line: the full word, then what is written for it.
    private static let wayTypes = """
        ALLEE ALL AL ALLEES
        AVENUE AV AVE AVN
        BOULEVARD BD BLD BLVD BVD BOUL BVRD
        CARREFOUR CAR CARR
        CHAUSSEE CHS CHAUS
        CHEMIN CHE CHEM CH CHM CHMN CHEMINS
        CITE CTE
        CLOS
        CORNICHE COR
        COTE
        COUR
        COURS CRS
        DOMAINE DOM
        DESCENTE DSC
        ESCALIER ESC
        ESPLANADE ESP
        ESPACE ESPA
        FAUBOURG FG FBG FAUB
        GALERIE GAL
        HAMEAU HAM
        IMPASSE IMP
        LOTISSEMENT LOT
        MAIL
        MONTEE MTE
        PARC
        PARVIS PRV
        PASSAGE PAS PASS PSG
        PLACE PL PLC
        PLACETTE PLT
        PLAINE PLN
        PONT
        PROMENADE PROM PRO
        QUAI QU
        QUARTIER QUA QRT QUART
        RESIDENCE RES RSD
        ROCADE ROC
        ROND RD
        ROUTE RTE RT
        RUE R
        RUELLE RLE
        SENTE SEN
        SENTIER SNT SENT
        SQUARE SQ SQR
        TERRASSE TSSE
        TRAVERSE TRA TRAV
        VENELLE VEN
        VILLA VLA
        VILLAGE VGE VLGE
        VOIE VOI
        ZONE
        GRANDE GRAND GDE GD GR
        """

    /// Titles and other words that are shortened inside the name of a street.
    private static let titles = """
        SAINT ST
        SAINTE STE
        SAINTS STS
        SAINTES STES
        GENERAL GAL GEN GNAL
        MARECHAL MAL MAR MCHAL
        DOCTEUR DR DOC
        PRESIDENT PDT PRES PT
        COMMANDANT CDT CMDT
        COLONEL COL
        CAPITAINE CAP CNE
        LIEUTENANT LT LTN
        PROFESSEUR PROF PR
        AMIRAL AML
        """

    /// Words that are shortened in the names of communes.
    private static let placeWords = """
        SAINT ST
        SAINTE STE
        SAINTS STS
        SAINTES STES
        SUR S
        SOUS SS
        """

    private static let linkingWords = "DE DU DES D LA LE LES L ET AU AUX"
}
