import Testing

@testable import Audiences

@Suite struct TextFoldingTests {
    @Test(arguments: [
        ("Élodie", "elodie"), ("CŒUR", "coeur"), ("straße", "strasse"), ("ÿ", "y"), ("E\u{301}", "e"),
        ("Ωμέγα", "ωμέγα"), ("x", "x"),
    ]) func foldsCaseAndAccents(_ text: String, _ folded: String) { #expect(TextFolding.folded(text) == folded) }
}
