import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// A file goes in and comes out.
@Suite(.serialized, .enabled(if: Chromium.path != nil, "Chromium is not installed (Debian: apt-get install chromium)"))
struct ImportTests {
    private let stage: Stage

    init() throws { stage = try Stage.shared.get() }

    private func write(_ name: String, _ text: String) throws -> String {
        let path = "\(stage.folder)/\(name)"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    @Test func aDroppedFileShowsItsColumnsAndComesBackEnriched() throws {
        let path = try write(
            "clients.csv",
            "nom;adresse;cp;ville\nAnne;1 rue de la Paix;75002;Paris\n\"B;\nb\";;35000;Rennes\nC;;97400;Saint-Denis;trop\n"
        )
        try stage.withPage { page in
            try page.download(to: stage.folder)
            try Sight.importing.open(page, on: stage)
            try page.choose(files: [path], in: "#file")
            try page.wait(for: "document.querySelector('#start') !== null")
            let guesses = try page.evaluate(
                "[...document.querySelectorAll('#preview tbody tr')].map((it) => it.cells[0].innerText + '=' + it.querySelector('select').value)"
            )
            #expect(guesses.texts == ["nom=", "adresse=street", "cp=postcode", "ville=city"])
            try page.evaluate("document.querySelector('#start').click()")
            try page.wait(for: "!document.querySelector('#download').hidden")
            let levels = try page.evaluate(
                "[...document.querySelectorAll('#levels tr:not([hidden])')].slice(1).map((it) => it.dataset.level + '=' + it.cells[1].innerText)"
            )
            #expect(levels.texts == ["commune=2", "error=1"])
            // The quoted line end counts: the fourth record begins on line 5.
            #expect(
                try page.evaluate("document.querySelector('#rejected li').innerText").text?.hasPrefix("line 5:") == true
            )
            #expect(try downloaded("clients.enriched.csv", from: page) == reference(path))
            #expect(page.complaints.isEmpty)
        }
    }

    /// What the browser saves when the link is followed.
    private func downloaded(_ name: String, by link: String = "#download", from page: BrowserPage) throws -> String {
        let path = "\(stage.folder)/\(name)"
        try page.evaluate("document.querySelector('\(link)').click()")
        // The browser writes beside it and renames: once the file is there it is whole.
        for _ in 0..<Self.patienceRounds where !FileManager.default.fileExists(atPath: path) { usleep(20_000) }
        return try String(contentsOfFile: path, encoding: .utf8)
    }

    private static let patienceRounds = 1500

    /// What the interface answers for the whole file at once.
    private func reference(_ path: String) -> String? {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
        return stage.ask("POST", "/enrich", headers: ["Content-Type: text/csv"], body: text).text
            .replacing("\r\n", with: "\n")
    }

    /// A file of many blocks gives what the interface gives for all of it, and lines keep their numbers.
    @Test func aLongFileIsSentInBlocksOfWholeLines() throws {
        var text = "id,address\n"
        for line in 0..<12_000 {
            text +=
                line == 11_000 ? "\(line),a,b,c\n" : "\(line),\"\(line) rue de l'Église,\n3500\(line % 10) Rennes\"\n"
        }
        let path = try write("long.csv", text)
        try stage.withPage { page in
            try page.download(to: stage.folder)
            try Sight.importing.open(page, on: stage)
            try page.choose(files: [path], in: "#file")
            try page.wait(for: "document.querySelector('#start') !== null")
            try page.evaluate("document.querySelector('#start').click()")
            try page.wait(for: "!document.querySelector('#download').hidden")
            let asked = page.requests.count { $0.contains("/enrich?map=") }
            #expect(asked > 1)
            #expect(try downloaded("long.enriched.csv", from: page) == reference(path))
            #expect(
                try page.evaluate("document.querySelector('#rejected li').innerText").text?.hasPrefix("line 22002:")
                    == true)
        }
    }

    @Test func aFileWithoutAddressesIsRefusedWithAReason() throws {
        let path = try write("numbers.csv", "a,b\n1,2\n")
        try stage.withPage { page in
            try Sight.importing.open(page, on: stage)
            try page.choose(files: [path], in: "#file")
            try page.wait(for: "document.querySelector('#preview .complaint') !== null")
            #expect(page.complaints.isEmpty)
        }
    }

    // MARK: - Contacts

    private func count(_ rule: String, _ service: ServedStage) -> Int? {
        let answer = service.ask(
            "POST", "/audiences/evaluate", headers: ["Content-Type: application/json"],
            body: "{\"rule\":\(BrowserPage.quoted(rule)),\"sample\":0}")
        return JSONTree(answer.body)?["count"]?.number.map { Int($0) }
    }

    private func stored(_ page: BrowserPage) throws -> [String] {
        try page.wait(for: "!document.querySelector('#stored-next').hidden")
        return try page.evaluate("[...document.querySelectorAll('#stored .figure')].map((it) => it.innerText)").texts
    }

    private func choose(_ path: String, _ mode: String, _ page: BrowserPage, _ service: ServedStage) throws {
        try page.open("\(service.origin)/portal/import?lang=en")
        try page.choose(files: [path], in: "#file")
        try page.wait(for: "document.querySelector('#store') !== null")
        // Nothing is stored before it is said what becomes of contacts that are known.
        #expect(try page.evaluate("document.querySelector('#store').disabled").bool == true)
        try page.evaluate("document.querySelector('#mode-\(mode)').click()")
    }

    /// Nine of a thousand lines are bad, in a file as offices save it: they come back with their numbers and reasons.
    @Test func linesAreKeptAsContactsAndBadOnesComeBack() throws {
        let service = try stage.makeService("import")
        defer { service.end() }
        var text = "Code client;Ville;cp;Optin email;tier;remarque\n"
        for line in 0..<1000 {
            let tier = line % 125 == 3 ? "platinum" : ["gold", "silver", "basic"][line % 3]
            text +=
                line == 500 ? ";Rennes;35000;;gold;sans code\n" : "k\(line);Bouaye é;44830;\(line % 2 == 0);\(tier);x\n"
        }
        let path = "\(stage.folder)/office.csv"
        let bytes = text.unicodeScalars.map { UInt8($0.value) }
        try Data(bytes).write(to: URL(filePath: path))
        try stage.withPage { page in
            try page.download(to: stage.folder)
            try choose(path, "merge", page, service)
            let guesses = try page.evaluate(
                "[...document.querySelectorAll('#preview tbody tr')].map((it) => it.querySelector('select').value)")
            #expect(guesses.texts == ["id", "city", "postcode", "consent.email", "attributes.tier", ""])
            try page.evaluate("document.querySelector('#store').click()")
            #expect(try stored(page) == ["991", "0", "9"])
            let rejected = try page.evaluate("document.querySelector('#rejected').innerText").text ?? ""
            #expect(rejected.contains("line 5: tier") && rejected.contains("line 502: id"))
            let file = try downloaded("office.rejected.csv", by: "#download-rejected", from: page)
            let lines = file.split(separator: "\n")
            #expect(lines.count == 10)
            #expect(lines[0] == "Code client;Ville;cp;Optin email;tier;remarque;rejected_line;rejected_reason")
            #expect(lines[1].hasPrefix("k3;Bouaye é;44830;false;platinum;x;5;\"tier: "))
            #expect(count("consent.email and postcode = \"44830\"", service) == 495)
            // Put right, the rest goes in as well.
            let mended = try write(
                "mended.csv", file.replacing("platinum", with: "gold").replacing("\n;Rennes", with: "\nk500;Rennes"))
            try choose(mended, "merge", page, service)
            try page.evaluate("document.querySelector('#store').click()")
            #expect(try stored(page) == ["9", "0", "0"])
            #expect(count("created_at notNull", service) == 1000)
            #expect(page.complaints.isEmpty)
        }
    }

    /// What a column is taken for can be put right; replacing forgets what the file does not say; many blocks are one file.
    @Test func aMappingIsPutRightAndModesDiffer() throws {
        let service = try stage.makeService("modes")
        defer { service.end() }
        var text = "ref,notes,points\n"
        for line in 0..<20_000 { text += "r\(line),\"a\nb\",\(line == 19_000 ? "many" : "\(line % 100)")\n" }
        let first = try write("first.csv", text)
        let second = try write("second.csv", "id,tier\nr1,gold\nr2,silver\n")
        try stage.withPage { page in
            try choose(first, "replace", page, service)
            #expect(try page.evaluate("document.querySelector('#store').disabled").bool == true)
            #expect(try page.evaluate("document.querySelector('#store-needs').innerText").text?.contains("id") == true)
            try page.evaluate(
                """
                (() => { const select = document.querySelector("#preview select"); select.value = "id";
                  select.dispatchEvent(new Event("change", { bubbles: true })); document.querySelector("#store").click(); })()
                """)
            #expect(try stored(page) == ["19,999", "0", "1"])
            #expect(page.requests.count { $0.contains("/contacts?mode=replace") } > 1)
            // Two lines a record below the header.
            #expect(
                try page.evaluate("document.querySelector('#rejected li').innerText").text?.hasPrefix(
                    "line 38,002: points")
                    == true)
            for (mode, known) in [("merge", 2), ("replace", 0)] {
                try choose(second, mode, page, service)
                try page.evaluate("document.querySelector('#store').click()")
                #expect(try stored(page) == ["0", "2", "0"])
                #expect(count("tier notNull and points notNull", service) == known)
            }
            #expect(page.complaints.isEmpty)
        }
    }

    @Test func aMapOfContactsIsReadAndRefused() {
        let type = ["Content-Type: text/csv"]
        let body = "a,b,c\nx1,yes,gold\nx2,no,lead\n"
        let map = "/contacts?mode=merge&map="
        let answer = stage.ask("POST", map + "id%3D1,consent.email%3Db", headers: type, body: body)
        #expect(answer.status == 422, "channels of the empty stage are not declared: \(answer.text)")
        for wrong in ["id%3D9", "id%3D1,shoe%3D2", "id%3D", "id"] {
            #expect(stage.ask("POST", map + wrong, headers: type, body: body).status == 422, "\(wrong)")
        }
    }
}
