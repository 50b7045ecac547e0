/// The types of ways, by what is written for them. The list is that of FANTOIR (DGFiP) with the abbreviations of the
/// cadastre and of AFNOR NF Z10-011.
enum WayTypes {
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
