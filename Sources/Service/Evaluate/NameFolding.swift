import Bytes
import Enrichment

/// When two spellings are the same name: one key for names that differ in case, accents, punctuation, articles, and in how
/// way types, titles and small numbers are written. A different word, or words in another order, make another key.
struct NameFolding: ~Copyable {
    private var text = FoldedText()

    /// The key of a name; 0 when it has no words.
    mutating func key(_ name: Span<UInt8>) -> UInt64 {
        text.assign(name)
        return key(from: 0)
    }

    mutating func key(_ name: String) -> UInt64 {
        let bytes = Array(name.utf8)
        return key(bytes.span)
    }

    /// A text that may begin with a house number: the number, and the key of what follows. Without a number the key is 0
    /// unless the text begins with a way type: `Mairie` is no street.
    mutating func numberAndStreet(_ address: String) -> (number: String, street: UInt64) {
        let bytes = Array(address.utf8)
        text.assign(bytes.span)
        guard text.words.count > 1 else { return ("", 0) }
        let first = text.bytes.extracting(text.words[0].range)
        guard ASCII.isDigit(first[0]) else {
            return ("", Self.wayTypes.contains(Hash64.hash(first)) ? key(from: 0) : 0)
        }
        var number = String(first)
        var start = 1
        let second = String(text.bytes.extracting(text.words[1].range))
        if NumberText.suffixes.contains(second) {
            number += second
            start = 2
        }
        return (NumberText.normal(number), key(from: start))
    }

    private borrowing func key(from start: Int) -> UInt64 {
        var hash = Hash64(seed: 7)
        var kept = 0
        for index in start..<max(start, text.words.count) {
            let word = Hash64.hash(text.bytes.extracting(text.words[index].range))
            guard !Self.articles.contains(word) else { continue }
            hash.combine(Self.fullWords[word] ?? word)
            kept += 1
        }
        return kept == 0 ? 0 : hash.finalize()
    }

    private static func hash(_ word: Substring) -> UInt64 { Hash64.hash(Array(word.utf8).span) }

    private static let articles = Set("DE DU DES D LA LE LES L ET AU AUX".split(separator: " ").map(hash))

    /// By an abbreviation's hash, that of the word in full.
    private static let fullWords: [UInt64: UInt64] = {
        var words: [UInt64: UInt64] = [:]
        for line in abbreviations.split(separator: "\n") + titles.split(separator: "\n") {
            let parts = line.split(separator: " ")
            for short in parts.dropFirst() { words[hash(short)] = hash(parts[0]) }
        }
        return words
    }()

    private static let wayTypes = Set(abbreviations.split { $0 == "\n" || $0 == " " }.map(hash))

    /// Way types with their abbreviations of La Poste (AFNOR XP Z10-011) and DGFiP.
    private static let abbreviations = """
        ALLEE ALL
        ALLEES
        AVENUE AV AVE
        BOULEVARD BD BLD BVD BOUL
        CHEMIN CHE CHEM CH
        CITE
        CLOS
        COUR
        COURS CRS
        ESPLANADE ESP
        FAUBOURG FG FBG
        HAMEAU HAM
        IMPASSE IMP
        LOTISSEMENT LOT
        MAIL
        MONTEE MTE
        PARVIS
        PASSAGE PAS PASS
        PLACE PL
        PROMENADE PROM
        QUAI
        QUARTIER QUA QRT
        RESIDENCE RES
        ROUTE RTE
        RUE R
        RUELLE RLE
        SENTE
        SENTIER SENT
        SQUARE SQ
        TRAVERSE TRA
        VENELLE
        VILLA
        VOIE
        """

    private static let titles = """
        SAINT ST
        SAINTE STE
        GENERAL GAL GEN
        MARECHAL MAL
        DOCTEUR DR
        PRESIDENT PDT
        COMMANDANT CDT
        COLONEL COL
        CAPITAINE CAP CNE
        LIEUTENANT LT
        PROFESSEUR PROF PR
        PREMIER 1ER
        2 DEUX
        3 TROIS
        4 QUATRE
        5 CINQ
        6 SIX
        7 SEPT
        8 HUIT
        9 NEUF
        10 DIX
        11 ONZE
        14 QUATORZE
        19 DIXNEUF
        SUR S
        SOUS SS
        """
}

/// House numbers as text.
enum NumberText {
    static let suffixes: Set<String> = ["BIS", "TER", "QUATER", "B", "T", "Q"]

    /// `12 bis`, `12BIS` and `12b` are `12B`; leading zeros go. Empty for a text without a digit in front.
    static func normal(_ text: String) -> String {
        var letters = Substring(String(text.uppercased().filter { $0.isLetter || $0.isNumber }))
        guard letters.first?.isNumber == true else { return "" }
        while letters.count > 1, letters.first == "0" { letters.removeFirst() }
        let digits = letters.prefix { $0.isNumber }
        let suffix = letters.dropFirst(digits.count)
        switch suffix {
        case "BIS": return "\(digits)B"
        case "TER": return "\(digits)T"
        case "QUATER": return "\(digits)Q"
        default: return String(letters)
        }
    }
}
