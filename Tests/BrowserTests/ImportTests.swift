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
    private func downloaded(_ name: String, from page: BrowserPage) throws -> String {
        let path = "\(stage.folder)/\(name)"
        try page.evaluate("document.querySelector('#download').click()")
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
}
