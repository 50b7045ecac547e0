import Bytes

/// A street line taken apart into the parts that AFNOR NF Z10-011 names: way type, name, and complement.
///
///     RES LES LILAS, 49 av du Gal Leclerc  →  avenue · du general leclerc · residence les lilas 49
///
/// Texts are small letters without accents, digits apart from letters, abbreviated types and titles in full. Allocates: it
/// is for reports and for cleaning lists, not for matching.
public struct StreetLine: Equatable, Sendable {
    /// `rue`, `route nationale`; empty for a hamlet.
    public var type = ""
    /// `de l eglise`, `2 e pont`.
    public var name = ""
    /// What is not the name of the way: `residence les oliviers 49`, `vc 209`.
    public var complement = ""

    public init(reading line: String) {
        let parts = StreetLineReader(line)
        type = parts.type
        name = parts.name
        complement = parts.complement
    }
}

/// Reads one street line.
private struct StreetLineReader {
    var type = ""
    var name = ""
    var complement = ""

    /// A word, with whether a comma, bracket or spaced hyphen stands before it.
    private struct Token {
        var text: String
        var beginsPart: Bool
    }

    private var tokens: [Token] = []

    init(_ line: String) {
        tokens = Self.tokens(of: line)
        guard let way = mainWay() else {
            name = joined(0..<tokens.count)
            readLooseParts()
            return
        }
        let end = endOfName(way)
        type = way.type
        if way.isBehind {
            name = joined(way.nameStart..<way.typeRange.lowerBound)
            return
        }
        name = joined(way.typeRange.upperBound..<end)
        let before = joined(0..<way.typeRange.lowerBound)
        let after = joined(end..<tokens.count)
        complement = [before, after].filter { !$0.isEmpty }.joined(separator: " ")
    }

    // Words

    private static func tokens(of line: String) -> [Token] {
        var repaired = ByteBuffer(capacity: 128)
        AddressRepair.append(Array(line.utf8).span, to: &repaired)
        var text = FoldedText()
        text.assign(repaired.bytes)
        var tokens: [Token] = []
        for word in text.words {
            let letters = String(text.bytes.extracting(word.range)).lowercased()
            for (position, piece) in apart(letters).enumerated() {
                tokens.append(Token(text: piece, beginsPart: position == 0 && word.beginsSegment && !tokens.isEmpty))
            }
        }
        return tokens
    }

    /// Runs of letters and of digits: `2e` is `2 e`.
    private static func apart(_ word: String) -> [String] {
        var pieces: [String] = []
        var wasDigit: Bool?
        for character in word {
            let isDigit = character.isNumber
            if wasDigit == isDigit {
                pieces[pieces.count - 1].append(character)
            } else {
                pieces.append(String(character))
            }
            wasDigit = isDigit
        }
        return pieces
    }

    /// Words with titles in full.
    private func joined(_ range: Range<Int>) -> String {
        guard !range.isEmpty else { return "" }
        return range.map { WayTypes.titles[tokens[$0].text] ?? tokens[$0].text }.joined(separator: " ")
    }

    // The way

    private struct Way {
        var type: String
        var typeRange: Range<Int>
        /// `cuvier rue`: the type stands behind the name.
        var isBehind = false
        var nameStart = 0
        var rank: Int
    }

    /// The way that the line is about: of several the one that is most of a street.
    private func mainWay() -> Way? {
        var best: Way?
        var position = 0
        while position < tokens.count {
            if let (type, count) = type(at: position), canBegin(position, count) {
                let way = Way(type: type, typeRange: position..<position + count, rank: WayTypes.rank(type))
                if isBetter(way, than: best) { best = way }
                position += count
            } else {
                position += 1
            }
        }
        return best ?? wayBehind()
    }

    private func isBetter(_ way: Way, than best: Way?) -> Bool {
        guard let best else { return true }
        // `Rue du Chemin Vert` is a street; `Impasse 34 Rue Deslandes` is a part of one, and so is what begins a new part.
        guard way.rank > best.rank || tokens[way.typeRange.lowerBound].beginsPart && way.rank >= best.rank
        else { return way.rank == best.rank && isPartOfWay(best, before: way) }
        return true
    }

    /// `impasse B route de la Boissonnette`: the first way is named by a letter or a number only, or its name is whole and
    /// another of the highest rank follows.
    private func isPartOfWay(_ best: Way, before way: Way) -> Bool {
        let between = best.typeRange.upperBound..<way.typeRange.lowerBound
        return between.count == 1 && (tokens[between.lowerBound].text.count == 1 || isNumber(between.lowerBound))
    }

    private func isNumber(_ position: Int) -> Bool { tokens[position].text.first?.isNumber == true }

    private func type(at position: Int) -> (String, Int)? {
        for count in stride(from: min(4, tokens.count - position), through: 1, by: -1) {
            let words = tokens[position..<position + count].map(\.text).joined(separator: " ")
            if let type = WayTypes.full[words] { return (type, count) }
        }
        return nil
    }

    /// A word is a type at the front, behind a number, at the front of a part, and wherever a street may begin; not behind
    /// an article, and not when nothing follows it.
    private func canBegin(_ position: Int, _ count: Int) -> Bool {
        guard position + count < tokens.count else { return position == 0 && tokens.count == count && count > 1 }
        if position == 0 || tokens[position].beginsPart || isNumber(position - 1) { return true }
        if WayTypes.articles.contains(tokens[position - 1].text) { return false }
        let words = tokens[position].text
        return WayTypes.alwaysTypes.contains(words) || WayTypes.complementTypes.contains(words)
    }

    /// `de la tour route`, `des pins square`.
    private func wayBehind() -> Way? {
        guard tokens.count > 1, let last = tokens.indices.last else { return nil }
        for count in [3, 2, 1] where tokens.count > count {
            let start = last + 1 - count
            let words = tokens[start...].map(\.text).joined(separator: " ")
            guard let type = WayTypes.full[words], type == words, !WayTypes.articles.contains(tokens[start - 1].text)
            else {
                continue
            }
            return Way(type: type, typeRange: start..<last + 1, isBehind: true, rank: 0)
        }
        return nil
    }

    /// Where the name ends: at the next part, or at the first word of a complement.
    private func endOfName(_ way: Way) -> Int {
        var position = way.typeRange.upperBound + 1
        while position < tokens.count {
            if tokens[position].beginsPart { return position }
            let word = tokens[position].text
            let isNamed = !WayTypes.articles.contains(tokens[position - 1].text)
            if isNamed, WayTypes.complementTypes.contains(word), position + 1 < tokens.count { return position }
            if isNamed, WayTypes.roadNumbers.contains(word), position + 1 < tokens.count, isNumber(position + 1) {
                return position
            }
            position += 1
        }
        return tokens.count
    }

    /// A hamlet with something behind a comma.
    private mutating func readLooseParts() {
        guard let part = tokens.indices.first(where: { $0 > 0 && tokens[$0].beginsPart }) else { return }
        name = joined(0..<part)
        complement = joined(part..<tokens.count)
    }
}

/// The types of ways, by what is written for them. The list is that of FANTOIR (DGFiP) with the abbreviations of the
/// cadastre and of AFNOR NF Z10-011.
private enum WayTypes {
    static let lines = """
        abbaye|abe
        agglomeration|agl
        aire|aire
        allee|all|al|allees
        ancien chemin|ach
        ancienne route|art
        anciennes routes
        ancienne route nationale
        angle|angl
        arcade|arc
        autoroute|aut
        avenue|av|ave|aven
        barriere|bre
        bas chemin|bch
        bastide|bstd
        bastion|bast
        beguinage|begi
        berge|ber|berges
        bois|boi
        boucle|bcle
        boulevard|bd|bld|bvd|boul
        bourg|brg
        butte|but
        cale
        camin
        campagne|camp
        camping|cpg
        carre|carr
        carreau|cau
        carrefour|car
        carriere|care
        castel|cst
        caserne
        cavee|cav
        centre|ctre
        centre commercial|cc|cial
        chalet|chl
        champ|champs|chp
        chapelle|chap|cha
        charmille|chi
        chateau|cht
        chaussee|chs
        chemin|che|chem|ch
        chemin departemental|cd
        chemin forestier|chef
        chemin rural|cr
        chemin vicinal|chv
        cheminement|chem t|cht m
        cite|cites
        clos
        cloitre|cloi
        col
        colline|coli|collines
        contour|ctr
        corniche|cor
        corniches
        coron
        cote|cotes|cotte
        cottage|cott|cottages
        cour|cours anglaise
        cours|crs
        couvent
        croix|crx
        darse|dars
        degre|deg|degres
        dependances
        descente|dsg|dsc
        digue|dig
        domaine|dom|domaines
        draille|dra
        eclangs
        ecart|eca
        ecluse|ecl
        eglise|egl
        enceinte|en
        enclave|env
        enclos|enc
        entree
        escalier|esc|escaliers
        espace|espa
        esplanade|esp
        etang|etng
        faubourg|fg|fbg
        ferme|frm|fermes
        fond
        fontaine|fon
        foret|for
        forum|form
        fort
        fosse|fos|fosses
        fosses
        foyer|foyr
        galerie|gal|galeries
        gare
        garenne|garn
        grand boulevard|gbd
        grand clos
        grande rue|gr|gr rue|gde rue|grand rue|grande rues
        grand place|gpl|grande place
        grille|gri
        grimpette|grim
        groupe|gpe
        groupement|gpt
        groupes|gpes
        halage
        halle|hle|halles
        hameau|ham|hmu|hameaux
        haut chemin|hch
        hauts chemins
        hlm
        hippodrome|hip
        hotel|hot
        ile
        immeuble|imm|immeubles
        impasse|imp|impasses
        jardin|jard|jardins
        jetee|jte|jetees
        levee|leve
        lieu dit|ld|lieudit|lieux dits
        lotissement|lot|lots|lotissements
        mail
        maison|mais
        maison forestiere|mf
        manoir|man
        marche|mar
        marches
        mas
        montee|mte|montees
        morne
        moulin|mln|moulins
        musee|mus
        nouvelle route|nte
        palais|pal
        parc|parcs
        parking|pkg
        parvis|prv
        passage|pass|pas
        passage a niveau|pn
        passe|passes
        passerelle|psle
        patio|pat
        pavillon|pav|pavillons
        peripherique|peri
        peristyle|psty
        petit chemin|pch
        petite allee|pta
        petite avenue|pae
        petite impasse|pim
        petite route|prt
        petite rue|ptr
        place|pl|plc
        placette|ptte
        placis|plci
        placa
        plage|plag|plages
        plaine|pln
        plan
        plateau|plt|plateaux
        pointe|pnt
        pont|ponts
        porche|porq
        port
        porte|pte
        portique
        portiques
        poterne|pot
        pourtour|pour
        pre|pres de
        presqu ile|prq
        promenade|prom
        promontoire
        quai|qu
        quartier|qua|quar
        raccourci|rac
        raidillon|raid
        rampe|rpe
        rempart|rem
        residence|res
        residences
        rive
        rocade|roc
        roquet|roqt
        rond point|rpt|rdpt
        rotonde|rtd
        route|rte|rt
        route departementale|rd
        route nationale|rn
        rue|r|ru
        rues
        ruelle|rle|ruelles
        ruette|ruet
        ruisseau|ruis
        sente|sen|sentes
        sentier|snt|sentiers
        square|sq
        stade|stde
        station|sta
        terrain|trn
        terrasse|tsse|terrasses
        terre plein|tpl
        tertre|trt|tertres
        tour
        traverse|tra
        tunnel|tun
        val
        vallee|vall|valle|vallon
        venelle|ven|venelles
        via
        vieille route|vte
        vieux chemin|vche
        villa|vla
        villas
        village|vge|villages
        voie|voi
        voie communale|vc
        voies
        voirie|voir
        voute|vout
        voyeul
        zone|zne
        zone artisanale|za
        zone d activites|zac t
        zone d amenagement concerte|zac
        zone industrielle|zi
        """

    /// From what is written to the type in full.
    static let full: [String: String] = {
        var table: [String: String] = [:]
        for line in lines.split(separator: "\n") {
            let words = line.split(separator: "|").map(String.init)
            for word in words where table[word] == nil { table[word] = words[0] }
        }
        return table
    }()

    static let articles: Set<String> = [
        "de", "du", "des", "d", "la", "le", "les", "l", "et", "au", "aux", "a", "en", "sur",
    ]

    /// Types that begin a street wherever they stand.
    static let alwaysTypes: Set<String> = [
        "rue", "avenue", "av", "ave", "boulevard", "bd", "route", "rte", "chemin", "impasse", "imp", "allee", "place",
        "square",
        "quai", "r", "pl",
    ]

    /// Types and words that are a complement behind the name of a street.
    static let complementTypes: Set<String> = [
        "residence", "res", "hameau", "ham", "lotissement", "lot", "batiment", "bat", "pavillon", "pav", "appartement",
        "appt",
        "quartier", "domaine", "immeuble", "imm", "voie", "lieudit", "zac", "zi", "za",
    ]

    /// Official numbers of roads: a complement behind a name.
    static let roadNumbers: Set<String> = ["vc", "cd", "rd", "rn", "cr"]

    /// How much of a street a type is: a residence lies in a street, a street in no residence.
    static func rank(_ type: String) -> Int {
        if streets.contains(type) { return 3 }
        if type == "impasse" || type == "voie" { return 2 }
        if type == "quartier" || type == "hameau" || type == "lieu dit" { return 0 }
        return 1
    }

    private static let streets: Set<String> = [
        "rue", "avenue", "boulevard", "route", "chemin", "place", "quai", "cours", "allee", "ruelle", "square",
        "sentier",
        "faubourg", "grande rue", "montee", "promenade", "passage", "traverse",
    ]

    /// Titles in full, where the short form means nothing else.
    static let titles: [String: String] = [
        "st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes", "gal": "general", "gen": "general",
        "mal": "marechal", "dr": "docteur", "pdt": "president", "cdt": "commandant", "col": "colonel",
        "cne": "capitaine",
        "lt": "lieutenant", "pr": "professeur", "prof": "professeur", "mgr": "monseigneur", "sgt": "sergent",
        "mme": "madame",
        "mlle": "mademoiselle",
    ]
}
