import Bytes

/// Countries as they are written in addresses, to keep addresses abroad from being matched with places in France.
enum Country {
    /// Whether a field for the country names another one than France. Codes are those of ISO 3166-1; the French overseas
    /// have codes of their own. An unknown word is no proof.
    static func isForeign(field: Span<UInt8>) -> Bool {
        var folded = FoldedText()
        folded.assign(field)
        guard !folded.words.isEmpty else { return false }
        if folded.words.count == 1, folded.bytes.count == 2 || folded.bytes.count == 3 {
            return !french.contains(Lexicon.hash(folded.bytes))
        }
        return foreign.contains(Lexicon.hash(folded.bytes))
    }

    /// Whether folded words, one space between two, are the name of another country.
    static func isForeign(name: Span<UInt8>) -> Bool { foreign.contains(Lexicon.hash(name)) }

    /// The longest name, in words.
    static let longestName = 4

    private static let french = hashes(
        "FR|FRA|GP|GLP|MQ|MTQ|GF|GUF|RE|REU|YT|MYT|PM|SPM|BL|BLM|MF|MAF|NC|NCL|PF|PYF|WF|WLF|TF|ATF")

    /// The last word of each name: an address that ends with none of them is not abroad.
    static var lastWords: [Substring] { foreignNames.split(separator: "|").map { $0.split(separator: " ").last ?? $0 } }

    private static let foreign = hashes(foreignNames)

    private static let foreignNames =
        """
        AFRIQUE DU SUD|SOUTH AFRICA|ALGERIE|ALGERIA|ALLEMAGNE|GERMANY|DEUTSCHLAND|ANDORRE|ANDORRA|ANGLETERRE|ENGLAND|\
        ARGENTINE|ARGENTINA|AUSTRALIE|AUSTRALIA|AUTRICHE|AUSTRIA|OSTERREICH|BELGIQUE|BELGIUM|BELGIE|BELGIEN|BENIN|BRESIL|\
        BRAZIL|BRASIL|BULGARIE|BULGARIA|BURKINA FASO|CAMEROUN|CAMEROON|CANADA|CHILI|CHILE|CHINE|CHINA|COLOMBIE|COLOMBIA|\
        CONGO|COREE DU SUD|SOUTH KOREA|COTE D IVOIRE|IVORY COAST|CROATIE|CROATIA|HRVATSKA|DANEMARK|DENMARK|DANMARK|ECOSSE|\
        SCOTLAND|EGYPTE|EGYPT|EMIRATS ARABES UNIS|UNITED ARAB EMIRATES|ESPAGNE|SPAIN|ESPANA|ESTONIE|ESTONIA|ETATS UNIS|\
        ETATS UNIS D AMERIQUE|UNITED STATES|UNITED STATES OF AMERICA|USA|FINLANDE|FINLAND|SUOMI|GABON|GRANDE BRETAGNE|\
        GREAT BRITAIN|GRECE|GREECE|HONGRIE|HUNGARY|INDE|INDIA|INDONESIE|INDONESIA|IRLANDE|IRELAND|ISLANDE|ICELAND|ISRAEL|\
        ITALIE|ITALY|ITALIA|JAPON|JAPAN|LETTONIE|LATVIA|LIBAN|LEBANON|LIECHTENSTEIN|LITUANIE|LITHUANIA|LUXEMBOURG|\
        LUXEMBURG|MADAGASCAR|MALI|MALTE|MALTA|MAROC|MOROCCO|MAURICE|ILE MAURICE|MAURITIUS|MEXIQUE|MEXICO|MONACO|\
        NORVEGE|NORWAY|NORGE|NOUVELLE ZELANDE|NEW ZEALAND|PAYS BAS|NETHERLANDS|THE NETHERLANDS|NEDERLAND|HOLLANDE|\
        PAYS DE GALLES|WALES|PEROU|PERU|POLOGNE|POLAND|POLSKA|PORTUGAL|QATAR|REPUBLIQUE TCHEQUE|CZECH REPUBLIC|TCHEQUIE|\
        CZECHIA|ROUMANIE|ROMANIA|ROYAUME UNI|UNITED KINGDOM|UK|RUSSIE|RUSSIA|SENEGAL|SERBIE|SERBIA|SINGAPOUR|SINGAPORE|\
        SLOVAQUIE|SLOVAKIA|SLOVENIE|SLOVENIA|SUEDE|SWEDEN|SVERIGE|SUISSE|SWITZERLAND|SCHWEIZ|SVIZZERA|TAIWAN|THAILANDE|\
        THAILAND|TOGO|TUNISIE|TUNISIA|TURQUIE|TURKEY|UKRAINE|VIETNAM
        """

    private static func hashes(_ names: String) -> Set<UInt64> {
        Set(names.split(separator: "|").map { Hash64.hash(Array($0.utf8).span) })
    }
}
