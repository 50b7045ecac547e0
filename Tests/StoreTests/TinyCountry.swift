import Segmentation

/// Official files of a country of three communes, as small as they can be: one is divided in two IRIS, one is not, one is
/// an arrondissement's city.
enum TinyCountry {
    static func write(to folder: TemporaryFolder) {
        folder.write(
            "communes.csv",
            """
            "TYPECOM","COM","REG","DEP","CTCD","ARR","TNCC","NCC","NCCENR","LIBELLE","CAN","COMPARENT"
            "COM","01001","84","01","","","5","ABERGEMENT","Abergement","L'Abergement","",""
            "COM","01002","84","01","","","0","BOURG","Bourg","Bourg","",""
            "COM","75056","11","75","","","0","PARIS","Paris","Paris","",""
            "ARM","75101","11","75","","","0","PARIS 1","Paris 1er","Paris 1er Arrondissement","","75056"
            "COMD","01003","","","","","0","VIEUX","Vieux","Vieux-Bourg","","01002"

            """)
        folder.write(
            "moves.csv",
            """
            MOD,DATE_EFF,TYPECOM_AV,COM_AV,TNCC_AV,NCC_AV,NCCENR_AV,LIBELLE_AV,TYPECOM_AP,COM_AP,TNCC_AP,NCC_AP,NCCENR_AP,LIBELLE_AP
            32,2016-01-01,COM,01003,0,VIEUX,Vieux,Vieux-Bourg,COM,01002,0,BOURG,Bourg,Bourg
            30,1950-01-01,COM,01004,0,LOIN,Loin,Loin,COM,01001,5,ABERGEMENT,Abergement,L'Abergement
            30,1950-01-01,COM,01004,0,LOIN,Loin,Loin,COM,01002,0,BOURG,Bourg,Bourg
            41,1968-01-01,COM,39005,0,BOURG,Bourg,Bourg,COM,01002,0,BOURG,Bourg,Bourg
            31,1946-01-01,COM,39006,0,VIEUX,Vieux,Vieux-Bourg,COM,01003,0,VIEUX,Vieux,Vieux-Bourg

            """)
        folder.write(
            "history.csv",
            """
            TYPECOM,COM,TNCC,NCC,NCCENR,LIBELLE,DATE_DEBUT,DATE_FIN
            COM,01003,0,VIEUX,Vieux,Vieux-Bourg,1960-01-01,2016-01-01
            COM,01003,0,TRES VIEUX,Très-Vieux,Très-Vieux,1943-01-01,1960-01-01
            COM,01004,0,LOIN,Loin,Loin,1943-01-01,1950-01-01
            COM,39005,0,BOURG,Bourg,Bourg,1943-01-01,1968-01-01
            COM,39006,0,VIEUX,Vieux,Vieux-Bourg,1943-01-01,1946-01-01

            """)
        folder.write(
            "iris.csv",
            """
            \u{FEFF}CODE_IRIS;LIB_IRIS;TYP_IRIS;GRD_QUART;DEPCOM;LIBCOM
            010010000;L'Abergement (commune non irisée);Z;;01001;x
            010020101;Nord;H;;01002;x
            010020102;Sud;H;;01002;x
            751010101;Louvre;H;;75101;x
            broken line without a code
            """)
        folder.write(
            "positions.csv",
            """
            code,type,nom,dep,epci,epci_nom,commune_parent,population_municipale,population_cap,lon,lat,area_km2
            01001,COM,x,01,200000001,x,,300,0,5.0,46.0,10
            01002,COM,x,01,200000001,x,,5000,0,5.2,46.2,20
            75056,COM,x,75,200000002,x,,20000,0,2.34,48.86,5
            75101,ARM,x,75,,x,75056,20000,0,2.34,48.86,5

            """)
        folder.write(
            "poste.csv",
            """
            #Code_commune_INSEE;Nom_de_la_commune;Code_postal;Libellé_d_acheminement;Ligne_5
            01001;L ABERGEMENT;01400;L ABERGEMENT;
            01002;BOURG;01000;BOURG;LE HAMEAU
            01002;BOURG;01009;BOURG;VIEUX BOURG
            75101;PARIS 01;75001;PARIS;

            """)
        folder.write("postal.csv", "code_insee,code_postal\n01001,01400\n01002,01000\n75101,75001\n")
        folder.write(
            "contours.geojsonl",
            """
            {"type":"Feature","properties":{"code_iris":"010020101"},"geometry":{"type":"Polygon","coordinates":[[[5.1,46.2],[5.3,46.2],[5.3,46.3],[5.1,46.3],[5.1,46.2]]]}}
            {"type":"Feature","properties":{"code_iris":"010020102"},"geometry":{"type":"Polygon","coordinates":[[[5.1,46.1],[5.3,46.1],[5.3,46.2],[5.1,46.2],[5.1,46.1]]]}}

            """)
        folder.write(
            "ban.csv",
            """
            id;numero;rep;nom_voie;code_postal;code_insee;nom_commune;lon;lat
            a;1;;Rue de l'Église;01000;01002;Bourg;5.2;46.25
            b;2;bis;Rue de l'Église;01000;01002;Bourg;5.2;46.15
            c;3;;Rue de l'Église;01000;01002;Bourg;5.2;46.26
            d;4;;Rue de l'Église;01000;99999;Nulle part;5.2;46.26
            e;5;;Rue de Rivoli;75001;75101;Paris;2.34;48.86

            """)
        folder.gzip("ban.csv")
        folder.write(
            "bano.csv",
            """
            id,numero,voie,cp,ville,source,lat,lon
            010030010A-1,7B,Grande Rue,01009,Vieux-Bourg,C+O,46.12,5.2
            010020010A-1,1,RUE DE L EGLISE,01000,Bourg,C+O,46.0,5.0

            """)
        folder.write(
            "income.csv",
            "CODGEO;NBMENFISC21;MED21\n01001;100;21000,5\n01002;2000;s\n75101;9000;30000\n")
        folder.write("notes.csv", "a,b\n1,2\n")
    }

    static let catalogue = """
        id,label_fr,label_en,unit,theme,domain,kind,decimals,base,source,vintage,formula_iris,formula_commune
        median_income,Revenu,Income,EUR,income,demographics,median,0,x,INSEE,2021,,filosofi_commune.MED21
        density,Densité,Density,per km²,territory,demographics,density,0,x,INSEE,2021,population / area_km2,

        """

    static let settings = """
        {"seed": 1, "restarts": 3, "personaRestarts": 3, "personaSamples": 2, "profiles": 2, "personas": 3, "smallestShare": 0, "largestShare": 1,
         "smallestHouseholds": 1, "variables": [
         {"id": "median_income", "theme": "income", "formula": "median_income", "transformation": "log", "weight": 1, "shrinks": true, "reason": "x"},
         {"id": "density", "theme": "territory", "formula": "density", "transformation": "log", "weight": 1, "shrinks": false, "reason": "x"}]}
        """

    static func build(
        _ folder: String, _ observer: any BuildObserver, settings: String = TinyCountry.settings
    ) throws -> ReferenceData {
        let catalogue = Array(catalogue.utf8)
        var builder = ReferenceBuilder(
            folder: folder, dataset: "test", catalogue: try IndicatorCatalogue(csv: catalogue.span),
            settings: try SegmentationSettings(json: settings), definitions: nil, threads: 2, observer: observer)
        return try builder.build()
    }
}

final class CollectingObserver: BuildObserver {
    private(set) var notes: [String] = []
    func progress(_ step: String, done: Int, of total: Int) {}
    func note(_ line: String) { notes.append(line) }
}
