import Charts
import Markup

/// Maps and profiles.
extension QualityPage {
    /// Households of each profile at each dot.
    private var dots: [[Double]] {
        var dots = Array(repeating: Array(repeating: 0.0, count: report.profiles.count), count: map.dotCount)
        let rows = Dictionary(
            report.profiles.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
        let profileOfPersona = report.personas.map { rows[String($0.code.prefix(1))] ?? 0 }
        for (place, persona) in personaOfPlace.enumerated() where persona >= 0 {
            map.forEachDot(ofPlace: place) { dots[$0][profileOfPersona[persona]] += households[place] }
        }
        return dots
    }

    func writeMap(to html: inout MarkupWriter) {
        let dots = dots
        html.element("section") { html in
            html.element("h2", text: say("La France par profil", "France by profile"))
            html.element(
                "p",
                text: say(
                    "Chaque point rassemble les IRIS d'une maille d'environ 14 km ; sa taille suit le nombre de ménages, sa couleur le profil le plus fréquent.",
                    "Each dot gathers the IRIS of a cell of about 14 km; its size follows the number of households, its colour the most frequent profile."
                ))
            html.element("div", .class("map-and-legend")) { html in
                map.draw(to: &html, label: say("Carte de France par profil", "Map of France by profile")) { dot in
                    guard let row = dots[dot].indices.max(by: { dots[dot][$0] < dots[dot][$1] }), dots[dot][row] > 0
                    else { return nil }
                    return ProfilePalette.className(of: report.profiles[row].code)
                }
                writeLegend(to: &html)
            }
            html.element("h3", text: say("Un profil à la fois", "One profile at a time"))
            html.element(
                "p",
                text: say(
                    "En couleur, les mailles où le profil compte au moins deux fois sa part nationale de ménages.",
                    "In colour, the cells where the profile has at least twice its national share of households."))
            html.element("div", .class("small-maps")) { html in
                for row in report.profiles.indices { writeSmallMap(row, dots, to: &html) }
            }
        }
    }

    private func writeLegend(to html: inout MarkupWriter) {
        html.element("ul", .class("legend")) { html in
            for profile in report.profiles {
                html.element("li", .class(ProfilePalette.className(of: profile.code))) { html in
                    html.element("b", .class("chip"), text: profile.code)
                    html.element("span", text: profile.name[language])
                    html.element("i", text: percent(profile.share))
                }
            }
        }
    }

    private func writeSmallMap(_ row: Int, _ dots: [[Double]], to html: inout MarkupWriter) {
        let profile = report.profiles[row]
        html.element("figure", .class(ProfilePalette.className(of: profile.code))) { html in
            html.element("figcaption") { html in
                html.element("b", .class("chip"), text: profile.code)
                html.text(profile.name[language])
            }
            map.draw(to: &html, label: profile.name[language]) { dot in
                let total = dots[dot].reduce(0, +)
                guard total > 0 else { return nil }
                return dots[dot][row] / total >= 2 * profile.share
                    ? ProfilePalette.className(of: profile.code) : "dots-pale"
            }
        }
    }

    func writeProfiles(to html: inout MarkupWriter) {
        html.element("section", .class("breaks")) { html in
            html.element("h2", text: say("Les profils en un regard", "The profiles at a glance"))
            html.element(
                "p",
                text: say(
                    "Indices, France = 100 sur le cercle marqué ; chaque cercle vers l'extérieur double, vers l'intérieur divise par deux.",
                    "Indices, France = 100 on the marked circle; each circle outwards doubles, inwards halves."))
            html.element("div", .class("radials")) { html in
                for profile in report.profiles {
                    html.element("figure") { html in
                        html.element("figcaption", .class(ProfilePalette.className(of: profile.code))) { html in
                            html.element("b", .class("chip"), text: profile.code)
                            html.text(profile.name[language])
                            html.element("i", text: percent(profile.share))
                        }
                        let axes = zip(QualityReport.axes, profile.indices).map { axis, index in
                            RadialPlot.Axis(label: axis.label[language], index: index ?? 100)
                        }
                        RadialPlot(axes: axes).draw(
                            to: &html, className: ProfilePalette.className(of: profile.code),
                            label: profile.name[language])
                    }
                }
            }
        }
    }
}
