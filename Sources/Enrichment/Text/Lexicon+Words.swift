/// The words of the lexicon: a word in full, then what is written for it, one a line.
extension Lexicon {
    /// Way types. The official list is that of FANTOIR (DGFiP, nature of way), with the abbreviations of AFNOR NF Z10-011.
    static let wayTypes = """
        ALLEE ALL AL ALLEES ALLE ALEE
        ANCIEN ANC
        ANCIENNE ANCNE
        AUTOROUTE AUT
        AVENUE AV AVE AVN AVEN AVENUES
        BASTIDE BSTD
        BOULEVARD BD BLD BLVD BVD BOUL BVRD BOULEV BL
        BOUCLE BCLE
        CALLE CALL
        CARREFOUR CAR CARR CARREF
        CENTRE CTRE
        CHAUSSEE CHS CHAUS CHSSEE
        CHEMIN CHE CHEM CH CHM CHMN CHEMINS CHEMN
        CHEMINEMENT CHEMT
        CITE CTE
        CLOS
        CORNICHE COR CORN
        COTE
        COUR CR
        COURS CRS
        DOMAINE DOM
        DESCENTE DSC
        ESCALIER ESC
        ESPLANADE ESP ESPL
        ESPACE ESPA
        FAUBOURG FG FBG FAUB
        GALERIE GAL GALR
        HAMEAU HAM HMU
        IMPASSE IMP IMPAS
        JARDIN JARD
        LEVEE LEVE
        LOTISSEMENT LOT LOTIS LOTISST
        MAIL
        MAISON MAIS
        MONTEE MTE
        PARC
        PARVIS PRV
        PASSAGE PAS PASS PSG PASSG
        PASSERELLE PASSER
        PLACE PL PLC PLCE
        PLACETTE PLT PLTTE
        PLAINE PLN
        PONT
        PROMENADE PROM PRO
        PROMONTOIRE
        QUAI QU
        QUARTIER QUA QRT QUART QUAR QTIER
        RAMPE RPE
        RESIDENCE RES RSD RESID RESIDENCES
        ROCADE ROC
        ROND RD RPT
        ROUTE RTE RT ROUT
        RUE R RU
        RUELLE RLE RUEL
        SENTE SEN
        SENTIER SNT SENT
        SQUARE SQ SQR
        TERRASSE TSSE
        TERTRE TRT
        TRAVERSE TRA TRAV
        VALLEE VALL
        VENELLE VEN
        VIEUX VX
        VILLA VLA
        VILLAGE VGE VLGE
        VOIE VOI
        ZONE
        GRANDE GRAND GDE GD GR GRD GRDE
        """

    /// Abbreviations that no name of a street has in it.
    static let alwaysWayTypes = """
        AVENUE AV AVE BOULEVARD BD BLD BLVD BVD RUE ROUTE RTE IMPASSE IMP CHEMIN CHEM ALLEE SQUARE SQ PLACE QUAI LOTISSEMENT
        """

    /// Titles and other words that are shortened inside the name of a street.
    static let titles = """
        SAINT ST
        SAINTE STE
        SAINTS STS
        SAINTES STES
        GENERAL GAL GEN GNAL GRAL GENAL GL
        MARECHAL MAL MAR MCHAL MARAL
        DOCTEUR DR DOC DOCT
        PRESIDENT PDT PRES PREST PSDT
        COMMANDANT CDT CMDT CDANT
        COLONEL COL CNEL
        CAPITAINE CAP CNE CAPIT CAPT CPT
        LIEUTENANT LT LTN LIEUT
        PROFESSEUR PROF PR
        AMIRAL AML
        SERGENT SGT SERG
        ADJUDANT ADJ
        MONSEIGNEUR MGR MONSEIG
        MADAME MME
        MADEMOISELLE MLLE
        MESDAMES MMES
        MAITRE ME
        FAUBOURG FG FBG FAUB
        ABBE ABB
        CARDINAL CARD
        CHANOINE CHAN CHNE
        INGENIEUR ING
        REPUBLIQUE REP REPUB
        RESISTANCE RESIST
        GRANDE GRAND GDE GD GRD GRDE
        GRANDS GRANDES GDS GDES
        PETITE PETIT PTE PTIT
        CHAMPS CHPS
        VIEUX VX
        """

    /// Numbers as they stand in names: `8 MAI`, `HUIT MAI`; `1ER`, `PREMIER`; `HENRI IV`, `HENRI 4`.
    static let numbers = """
        1 PREMIER PREMIERE 1ER 1ERE I
        2 DEUX DEUXIEME SECOND SECONDE 2E 2EME 2ND 2NDE II
        3 TROIS TROISIEME 3E 3EME III
        4 QUATRE QUATRIEME 4E 4EME IV
        5 CINQ CINQUIEME 5E 5EME V
        6 SIX SIXIEME 6E 6EME VI
        7 SEPT SEPTIEME 7E 7EME VII
        8 HUIT HUITIEME 8E 8EME VIII
        9 NEUVIEME 9E 9EME IX
        10 DIX DIXIEME 10E 10EME X
        11 ONZE ONZIEME 11E 11EME XI
        12 DOUZE DOUZIEME 12E 12EME XII
        13 TREIZE TREIZIEME 13E 13EME XIII
        14 QUATORZE QUATORZIEME 14E 14EME XIV
        15 QUINZE QUINZIEME 15E 15EME XV
        16 SEIZE SEIZIEME 16E 16EME XVI
        17 17E 17EME XVII
        18 18E 18EME XVIII
        19 19E 19EME XIX
        20 VINGT VINGTIEME 20E 20EME XX
        21 21E 21EME XXI
        22 22E 22EME
        23 23E 23EME XXIII
        24 24E 24EME
        25 25E 25EME
        26 26E 26EME
        30 TRENTE 30E
        """

    /// Words that are shortened or spelt two ways in the names of communes.
    static let placeWords = """
        SAINT ST
        SAINTE STE
        SAINTS STS
        SAINTES STES
        SUR S
        SOUS SS
        LES LEZ
        MONT MT
        PROVENCE PCE
        """

    /// Titles, and the given names that are met most in the names of streets: a name follows.
    static let wordsThatWantNames = """
        GENERAL GAL GEN MARECHAL MAL DOCTEUR DR PRESIDENT PDT COMMANDANT CDT COLONEL COL CAPITAINE CNE LIEUTENANT LT \
        PROFESSEUR PROF AMIRAL SERGENT SGT ADJUDANT MONSEIGNEUR MGR ABBE CARDINAL CHANOINE INGENIEUR MADAME MME \
        JEAN PIERRE PAUL JACQUES LOUIS LOUISE VICTOR EMILE HENRI HENRY GEORGES GEORGE CHARLES ANDRE MARCEL JULES \
        ALBERT ROBERT FRANCOIS FRANCOISE MAURICE LEON EUGENE RENE EDOUARD ERNEST ALFRED GABRIEL GUSTAVE AUGUSTE CAMILLE \
        CLAUDE ARISTIDE FERNAND FREDERIC RAYMOND ROGER LUCIEN ALPHONSE ANATOLE PHILIPPE MICHEL ANTOINE GUILLAUME \
        ALEXANDRE ALEXIS JOSEPH MARIE ANNE MARGUERITE SIMONE GERARD GUY DANIEL ETIENNE HECTOR HONORE ROMAIN YVES
        """

    static let keywords: [(Keyword, String)] = [
        (.cedex, "CEDEX CEDEXS"), (.arrondissement, "ARRONDISSEMENT ARRT ARR ARDT"), (.delivery, "BP CS TSA"),
        (.place, "LIEU"), (.said, "DIT"), (.placeSaid, "LIEUDIT LD"), (.commune, "COMMUNE"), (.delegated, "DELEGUEE"),
        (.notKnown, "NC"), (.of, "DE DU DES D"), (.saint, "SAINT ST SAINTE STE"), (.numberSign, "N NO NUMERO"),
        (.to, "A ET"),
    ]

    static let linkingWords = "DE DU DES D LA LE LES LEZ L ET AU AUX A EN SUR"

    /// Parts of a building, which are numbered (AFNOR NF Z10-011, lines 2 and 3).
    static let partWords = """
        BATIMENT BAT BATT BT APPARTEMENT APPART APPT APT APP ETAGE ETG ESCALIER ESC ENTREE PORTE BOITE CAGE LOGEMENT LOGT \
        PAVILLON PAV VILLA LOT HALL BUREAU BUR TOUR IMMEUBLE IMM NIVEAU CHAMBRE BAL
        """

    /// Other words that begin a complement.
    static let complementWords =
        "RESIDENCE RES RESID CHEZ HAMEAU HAM LOTISSEMENT LIEUDIT LIEU LD QUARTIER DOMAINE ZA ZAC ZI ZONE"
}
