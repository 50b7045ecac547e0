import Bytes
import Testing

@testable import Enrichment

/// Street lines as files of every kind have them, with what they mean. Written for these tests.
@Suite struct ReadingTests {
    static let lines: [(String, String, String, String)] = [
        ("Rue Victor Hugo", "rue", "victor hugo", ""), ("RUE VICTOR HUGO", "rue", "victor hugo", ""),
        ("r. Victor-Hugo", "rue", "victor hugo", ""), ("R VICTOR HUGO", "rue", "victor hugo", ""),
        ("av. du Gal de Gaulle", "avenue", "du general de gaulle", ""), ("AV FOCH", "avenue", "foch", ""),
        ("ave Foch", "avenue", "foch", ""), ("bd Voltaire", "boulevard", "voltaire", ""),
        ("BLD VOLTAIRE", "boulevard", "voltaire", ""), ("boul. Voltaire", "boulevard", "voltaire", ""),
        ("pl de l'Hôtel de Ville", "place", "de l hotel de ville", ""), ("PL  CARNOT", "place", "carnot", ""),
        ("rte de Saint-Malo", "route", "de saint malo", ""), ("RTE DE ST MALO", "route", "de saint malo", ""),
        ("che des Vignes", "chemin", "des vignes", ""), ("CHEM DU LAC", "chemin", "du lac", ""),
        ("ch. du Lac", "chemin", "du lac", ""), ("imp. des Roses", "impasse", "des roses", ""),
        ("IMP DU PUITS", "impasse", "du puits", ""), ("all. des Pins", "allee", "des pins", ""),
        ("ALL DES PINS", "allee", "des pins", ""), ("sq. Pablo Neruda", "square", "pablo neruda", ""),
        ("SQ DU BELVEDERE", "square", "du belvedere", ""), ("crs Lafayette", "cours", "lafayette", ""),
        ("qu. des Chartrons", "quai", "des chartrons", ""), ("Quai Branly", "quai", "branly", ""),
        ("fg Saint-Denis", "faubourg", "saint denis", ""), ("RPT DU CHENE VERT", "rond point", "du chene vert", ""),
        ("Rond-Point du Chêne", "rond point", "du chene", ""), ("rle du Four", "ruelle", "du four", ""),
        ("RLE DU FOUR", "ruelle", "du four", ""), ("sent. des Douaniers", "", "sent des douaniers", ""),
        ("SENTIER DES DOUANIERS", "sentier", "des douaniers", ""),
        ("mte de la Grande Côte", "montee", "de la grande cote", ""),
        ("pass. Choiseul", "passage", "choiseul", ""), ("PAS CHOISEUL", "passage", "choiseul", ""),
        ("trav. du Moulin", "", "trav du moulin", ""), ("Traverse du Moulin", "traverse", "du moulin", ""),
        ("esp. du Lac", "esplanade", "du lac", ""), ("prom. des Anglais", "promenade", "des anglais", ""),
        ("PROM DU PEYROU", "promenade", "du peyrou", ""), ("ven. des Chats", "venelle", "des chats", ""),
        ("villa des Arts", "villa", "des arts", ""), ("cité Joly", "cite", "joly", ""),
        ("CITE JOLY", "cite", "joly", ""),
        ("hameau de la Roche", "hameau", "de la roche", ""), ("HAM DE LA ROCHE", "hameau", "de la roche", ""),
        ("lot. les Chênes", "lotissement", "les chenes", ""), ("LOT LES CHENES", "lotissement", "les chenes", ""),
        ("rés. les Lilas", "residence", "les lilas", ""), ("RES LES LILAS", "residence", "les lilas", ""),
        ("dom. du Golf", "domaine", "du golf", ""), ("quart. Nord", "", "quart nord", ""),
        ("QUA NORD", "quartier", "nord", ""),
        ("VGE DES OLIVIERS", "village", "des oliviers", ""), ("chs Brunehaut", "chaussee", "brunehaut", ""),
        ("Chaussée d'Antin", "chaussee", "d antin", ""), ("Grande Rue", "grande rue", "", ""),
        ("GR RUE DU BOURG", "grande rue", "du bourg", ""), ("Route Nationale 7", "route nationale", "7", ""),
        ("RN 7", "route nationale", "7", ""), ("RD 940", "route departementale", "940", ""),
        ("rue du 11 Novembre", "rue", "du 11 novembre", ""), ("rue du 8-Mai-1945", "rue", "du 8 mai 1945", ""),
        ("RUE DU 2E REGIMENT", "rue", "du 2 e regiment", ""), ("rue du 14ème RI", "rue", "du 14 eme ri", ""),
        ("rue Henri IV", "rue", "henri iv", ""), ("rue de l’Abbé Grégoire", "rue", "de l abbe gregoire", ""),
        ("rue du Dr Roux", "rue", "du docteur roux", ""), ("RUE DU DR ROUX", "rue", "du docteur roux", ""),
        ("rue du Mal Joffre", "rue", "du marechal joffre", ""), ("rue Ste Anne", "rue", "sainte anne", ""),
        ("rue Mgr Affre", "rue", "monseigneur affre", ""), ("RUE DU PDT WILSON", "rue", "du president wilson", ""),
        ("rue du Cdt Charcot", "rue", "du commandant charcot", ""),
        ("rue Mme de Sévigné", "rue", "madame de sevigne", ""),
        ("rue Cœur-de-Lion", "rue", "coeur de lion", ""), ("Rue  des   Prés", "rue", "des pres", ""),
        ("Le Bois Joli", "", "le bois joli", ""), ("Les Hauts de Mer", "", "les hauts de mer", ""),
        ("des lilas rue", "rue", "des lilas", ""), ("voltaire boulevard", "boulevard", "voltaire", ""),
        ("de la mairie place", "place", "de la mairie", ""),
        ("Résidence les Tilleuls, 12 avenue Foch", "avenue", "foch", "residence les tilleuls 12"),
        ("Résidence du Parc Rue des Ormes", "rue", "des ormes", "residence du parc"),
        ("Rue des Ormes Résidence du Parc", "rue", "des ormes", "residence du parc"),
        ("Rue des Ormes Bâtiment C", "rue", "des ormes", "batiment c"),
        ("Rue des Ormes (voie privée)", "rue", "des ormes", "voie privee"),
        ("Route de Nantes - Hameau du Pin", "route", "de nantes", "hameau du pin"),
        ("Lotissement du Stade Chemin des Crêtes", "chemin", "des cretes", "lotissement du stade"),
        ("Impasse 12 Rue Pasteur", "rue", "pasteur", "impasse 12"), ("3 Rue Pasteur", "rue", "pasteur", "3"),
        ("Rue de la Tour", "rue", "de la tour", ""), ("Rue du Château", "rue", "du chateau", ""),
        ("Avenue de la Porte Dorée", "avenue", "de la porte doree", ""),
        ("Rue du Chemin Vert", "rue", "du chemin vert", ""),
        ("Rue de la Place", "rue", "de la place", ""), ("", "", "", ""), ("12", "", "12", ""),
    ]

    @Test(arguments: lines) func aStreetLineIsTakenApart(
        _ line: String, _ type: String, _ name: String, _ complement: String
    ) {
        let read = StreetLine(reading: line)
        #expect(read.type == type)
        #expect(read.name == name)
        #expect(read.complement == complement)
    }

    @Test(arguments: [
        ("3 rue du Port BP 40 29200 Brest", "3 rue du Port 29200 Brest"),
        ("3 rue du Port B.P. 40 29240 BREST CEDEX 2", "3 rue du Port 29 BREST"),
        ("CS 12345 56000 Vannes", "56000 Vannes"), ("TSA 70011 69134 DARDILLY CEDEX", "69 DARDILLY"),
        ("rue Neuve CS12345 56000 Vannes", "rue Neuve 56000 Vannes"), ("Lieu-dit Kerbol", "Kerbol"),
        ("12 rue Haute44000 Nantes", "12 rue Haute 44000 Nantes"), ("Chalon s/ Saône", "Chalon sur Saône"),
        ("rue du BP", "rue du BP"), ("", ""),
    ]) func whatOnlySortsMailIsTakenAway(_ text: String, _ cleaned: String) {
        #expect(AddressCleaning.cleaned(text) == cleaned)
    }

    @Test(arguments: [
        ("12 rue Haute", "12"), ("12bis rue Haute", "12 bis"), ("12 bis, rue Haute", "12 bis"), ("n° 7 rue Haute", "7"),
        ("007 rue Haute", "7"), ("12-14 rue Haute", "12"), ("12 B rue Haute", "12 b"), ("rue Haute", nil),
    ]) func theHouseNumberIsAtTheFront(_ text: String, _ number: String?) {
        #expect(AddressCleaning.houseNumber(in: text) == number)
    }

    @Test(arguments: [
        ("Rue de la Loi 16, 1000 Bruxelles, Belgique", true),
        ("10 Downing Street London SW1A 2AA United Kingdom", true),
        ("Bahnhofstrasse 1, 8001 Zürich, Schweiz", true), ("1 rue de Belgique, 10100 Montrenaud", false),
        ("avenue du Portugal 10100 Montrenaud", false), ("1 rue Pasteur, 10100 Montrenaud, France", false),
    ]) func anAddressAbroadIsKnownByItsEnd(_ line: String, _ isAbroad: Bool) throws {
        let france = try InventedFrance()
        var matcher = Matcher()
        let match = matcher.match(.line(line), in: france.index)
        #expect(match.isAbroad == isAbroad)
        if isAbroad { #expect(match.level == .none) }
    }

    @Test(arguments: [
        ("BE", true), ("Belgique", true), ("United States", true), ("FR", false), ("France", false), ("RE", false),
        ("", false), ("quelque part", false),
    ]) func aCountryFieldIsRead(_ field: String, _ isForeign: Bool) throws {
        let france = try InventedFrance()
        var matcher = Matcher()
        var input = AddressInput.parts(street: "1 rue Pasteur", postcode: "10100", city: "Montrenaud")
        input.country.append(field)
        #expect(matcher.match(input, in: france.index).isAbroad == isForeign)
    }
}
