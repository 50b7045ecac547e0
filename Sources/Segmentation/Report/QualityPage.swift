import Charts
public import Markup

/// The report as one page: HTML with SVG in it, no script, nothing from elsewhere; light, dark and printed.
public struct QualityPage {
    let report: QualityReport
    let language: PortraitLanguage
    let map: FranceMap
    /// The persona of each place of the map; −1 for none.
    let personaOfPlace: [Int]
    let households: [Double]

    /// `data` gives the positions for the maps.
    public init(_ report: QualityReport, _ data: ReferenceData, language: PortraitLanguage) {
        self.report = report
        self.language = language
        households = data.neighbourhoods.map(\.households)
        personaOfPlace = data.neighbourhoods.map { $0.persona ?? -1 }
        let communes = Dictionary(
            data.communes.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        // An IRIS without a position of its own is where its commune is.
        map = FranceMap(
            data.neighbourhoods.map { iris in
                let commune = communes[iris.commune]
                return FranceMap.Place(
                    latitude: iris.latitude ?? commune?.latitude ?? .nan,
                    longitude: iris.longitude ?? commune?.longitude ?? .nan, weight: iris.households)
            })
    }

    /// Writes the whole page.
    public func write(to html: inout MarkupWriter) {
        html.doctype()
        html.element("html", MarkupAttribute("lang", language.rawValue)) { html in
            html.element("head") { html in
                html.void("meta", MarkupAttribute("charset", "utf-8"))
                html.void(
                    "meta", MarkupAttribute("name", "viewport"),
                    MarkupAttribute("content", "width=device-width, initial-scale=1"))
                html.void("meta", MarkupAttribute("name", "color-scheme"), MarkupAttribute("content", "light dark"))
                html.element("title", text: title)
                html.element("style") { html in
                    html.literal(QualityStyle.sheet)
                    html.text(ProfilePalette.styleSheet)
                }
            }
            html.element("body") { html in
                html.element("main") { html in writeSections(to: &html) }
            }
        }
        html.literal("\n")
    }

    private var title: String {
        say("Qualité de la segmentation", "Quality of the segmentation") + " " + report.dataset
    }

    private func writeSections(to html: inout MarkupWriter) {
        writeHead(to: &html)
        writeMap(to: &html)
        writeProfiles(to: &html)
        writeHeat(to: &html)
        writeVariables(to: &html)
        writeCurve(to: &html)
        writeSizes(to: &html)
        writeTables(to: &html)
        html.element("footer") { html in
            html.element(
                "p",
                text: say(
                    "Sources : INSEE, IGN et autres producteurs publics (Licence Ouverte 2.0). Calculs de Quartier ; chaque chiffre se refait avec « quartier segmentation report ».",
                    "Sources: INSEE, IGN and other public producers (Licence Ouverte 2.0). Computed by Quartier; every figure can be had again with “quartier segmentation report”."
                ))
        }
    }

    /// One of the two languages.
    func say(_ french: String, _ english: String) -> String {
        Typography.set(Bilingual(french, english))[language]
    }

    func percent(_ share: Double) -> String { Numbers.percent(share)[language] }

    private func writeHead(to html: inout MarkupWriter) {
        html.element("header") { html in
            html.element("p", .class("kicker"), text: "Quartier · " + report.dataset)
            html.element("h1", text: say("Qualité de la segmentation", "Quality of the segmentation"))
            html.element(
                "p", .class("lead"),
                text: say(
                    "\(report.profiles.count) profils et \(report.personas.count) personas pour les \(Numbers.whole(Double(report.coverage.neighbourhoods)).fr) IRIS de France : ce que la classification explique, où elle hésite et si elle tiendrait avec d'autres tirages.",
                    "\(report.profiles.count) profiles and \(report.personas.count) personas for the \(Numbers.whole(Double(report.coverage.neighbourhoods)).en) IRIS of France: what the classification explains, where it wavers, and whether other draws would have found it too."
                ))
        }
        html.element("dl", .class("tiles")) { html in
            for figure in report.headlines {
                html.element("div") { html in
                    html.element("dt", text: figure.label[language])
                    html.element("dd", .class("big"), text: figure.value[language])
                    html.element("dd", text: figure.note[language])
                }
            }
        }
    }
}
