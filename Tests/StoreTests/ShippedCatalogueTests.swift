import Bytes
import Testing

@testable import Segmentation

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// The catalogue of `Config/`.
enum ShippedCatalogue {
    static func read() throws -> IndicatorCatalogue {
        let (csv, glossary) = (try bytes("indicators.csv"), try bytes("glossary.csv"))
        return try IndicatorCatalogue(csv: csv.span, glossary: glossary.span)
    }

    static func bytes(_ name: String) throws -> [UInt8] {
        var file = try InputFile(path: RealData.checkout + "/Config/" + name)
        var buffer = ByteBuffer()
        while try file.read(into: &buffer) {}
        return buffer.withUnsafeBytes { Array($0) }
    }
}

@Suite struct ShippedCatalogueTests {
    @Test func itHasAThousandIndicatorsWithLabelsInBothLanguages() throws {
        let definitions = try ShippedCatalogue.read().entries.map(\.definition)
        #expect(definitions.count >= 1000)
        #expect(Set(definitions.map(\.id)).count == definitions.count)
        for it in definitions {
            // Labels are for people: no braces left from a family, no code of a column, another text in each language.
            for label in [it.labelFrench, it.labelEnglish] {
                #expect(
                    label.count > 3 && !label.contains("{") && !label.contains("_") && !label.hasSuffix(" "), "\(it.id)"
                )
            }
            #expect(it.labelFrench.first?.isUppercase == true || it.labelFrench.first?.isNumber == true, "\(it.id)")
        }
        let french = Set(definitions.map(\.labelFrench))
        let english = Set(definitions.map(\.labelEnglish))
        #expect(french.count == definitions.count && english.count == definitions.count)
    }

    @Test func itNamesOnlyTablesThatAreKnown() throws {
        let known = Set(FigureTableKind.all.map(\.id))
        for figure in try ShippedCatalogue.read().figures where !figure.table.isEmpty {
            #expect(known.contains(figure.table), "\(figure)")
        }
        let own = Set(try ShippedCatalogue.read().figures.filter(\.table.isEmpty).map(\.column))
        #expect(own.isSubset(of: ["households", "population", "inhabitants", "area_km2"]))
    }

    @Test func everyVariableOfTheClusteringIsInIt() throws {
        let ids = Set(try ShippedCatalogue.read().entries.map(\.definition.id))
        let json = String(decoding: try ShippedCatalogue.bytes("segmentation.json"), as: UTF8.self)
        for variable in try SegmentationSettings(json: json).variables {
            for figure in try Formula(variable.formula).figures {
                #expect(ids.contains(figure.column), "\(variable.id)")
            }
        }
    }
}

extension IndicatorCatalogue {
    /// The entries of these ids.
    func only(_ ids: Set<String>) -> IndicatorCatalogue {
        IndicatorCatalogue(entries: entries.filter { ids.contains($0.definition.id) })
    }
}
