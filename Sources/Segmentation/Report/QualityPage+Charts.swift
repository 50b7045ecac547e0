import Charts
import Markup

/// Charts and tables.
extension QualityPage {
    func writeHeat(to html: inout MarkupWriter) {
        html.element("section", .class("breaks")) { html in
            html.element("h2", text: say("Ce qui fait chaque persona", "What makes each persona"))
            html.element(
                "p",
                text: say(
                    "Écart de chaque variable à la France, en écarts-types de quartiers : au-dessus en orange, au-dessous en bleu.",
                    "Difference of each variable from France, in standard deviations of neighbourhoods: above in orange, below in blue."
                ))
            html.element("ul", .class("heat-legend")) { html in
                let labels = ["−1,5", "−1", "−0,6", "−0,2", "0,2", "0,6", "1", "1,5"]
                for shade in 0...8 {
                    html.element("li") { html in
                        html.element("span", .class("swatch heat-\(shade)"), text: "")
                        if shade < labels.count {
                            html.element(
                                "i", text: language == .french ? labels[shade] : labels[shade].replacing(",", with: ".")
                            )
                        }
                    }
                }
            }
            HeatMap(
                columns: report.variables.map { Self.clipped($0.label[language], 30) },
                rows: report.personas.map { persona in
                    HeatMap.Row(
                        label: "\(persona.code)  \(persona.name[language])",
                        className: ProfilePalette.className(of: persona.code), values: persona.differences)
                }, number: { [language] in Numbers.oneDecimal($0)[language] }
            ).draw(to: &html, label: say("Personas et variables", "Personas by variables"))
        }
    }

    private static func clipped(_ text: String, _ count: Int) -> String {
        text.count <= count ? text : text.prefix(count - 1) + "…"
    }

    func writeVariables(to html: inout MarkupWriter) {
        html.element("section", .class("breaks")) { html in
            html.element(
                "h2", text: say("Variance expliquée, variable par variable", "Variance explained, variable by variable")
            )
            html.element(
                "p",
                text: say(
                    "Barre foncée : par les profils. Barre claire : par les personas. À droite, les deux.",
                    "Dark bar: by profiles. Pale bar: by personas. On the right, both."))
            let sorted = report.variables.sorted {
                $0.explainedByPersonas != $1.explainedByPersonas
                    ? $0.explainedByPersonas > $1.explainedByPersonas : $0.id < $1.id
            }
            PairedBars(
                rows: sorted.map { variable in
                    PairedBars.Row(
                        label: Self.clipped(variable.label[language], 42), under: variable.explainedByPersonas,
                        over: variable.explainedByProfiles,
                        text: percent(variable.explainedByProfiles) + " · " + percent(variable.explainedByPersonas))
                }, most: 1
            ).draw(to: &html, label: say("Variance expliquée", "Variance explained"))
        }
    }

    func writeCurve(to html: inout MarkupWriter) {
        guard !report.curve.isEmpty else { return }
        html.element("section") { html in
            html.element("h2", text: say("Combien de groupes ?", "How many groups?"))
            html.element(
                "p",
                text: say(
                    "Variance expliquée selon le nombre de groupes, sans emboîtement.",
                    "Variance explained against the number of groups, without nesting."))
            let named = [report.profiles.count, report.personas.count]
            LineChart(
                points: report.curve.map { step in
                    LineChart.Point(
                        x: Double(step.clusters), y: step.explained,
                        name: named.contains(step.clusters)
                            ? say("\(step.clusters) : ", "\(step.clusters): ") + percent(step.explained) : "")
                }, xTitle: say("Nombre de groupes", "Number of groups"),
                yLabels: [0, 0.2, 0.4, 0.6, 0.8, 1].map { percent($0) }
            ).draw(
                to: &html,
                label: say("Variance expliquée selon le nombre de groupes", "Variance explained by number of groups"))
        }
    }

    func writeSizes(to html: inout MarkupWriter) {
        html.element("section", .class("breaks")) { html in
            html.element("h2", text: say("La taille des personas", "The size of the personas"))
            html.element("p", text: say("Part des ménages de France.", "Share of the households of France."))
            PairedBars(
                rows: report.personas.map { persona in
                    PairedBars.Row(
                        label: "\(persona.code)  \(persona.name[language])", under: persona.share, over: 0,
                        text: percent(persona.share), className: ProfilePalette.className(of: persona.code))
                }, most: report.personas.map(\.share).max() ?? 1
            ).draw(to: &html, label: say("Part des ménages", "Share of households"))
        }
    }

    func writeTables(to html: inout MarkupWriter) {
        html.element("section") { html in
            html.element("h2", text: say("Dit-elle du nouveau ?", "Does it say something new?"))
            html.element(
                "p",
                text: say(
                    "Variance expliquée dans \(Numbers.whole(Double(report.news.indicators)).fr) indicateurs qui n'étaient pas des entrées : par les personas, et par une grille densité × revenu d'autant de cases. Les personas l'emportent pour \(percent(report.news.shareWon)) d'entre eux.",
                    "Variance explained in \(Numbers.whole(Double(report.news.indicators)).en) indicators that were no inputs: by personas, and by a density × income grid of as many cells. Personas win for \(percent(report.news.shareWon)) of them."
                ))
            table(
                [say("Thème", "Theme"), say("Indicateurs", "Indicators"), "Personas", say("Grille", "Grid")],
                report.news.themes.map { theme in
                    [
                        theme.theme.replacing("_", with: " "), String(theme.indicators), percent(theme.byPersonas),
                        percent(theme.byGrid),
                    ]
                }
                    + [
                        [
                            say("Tous", "All"), String(report.news.indicators), percent(report.news.byPersonas),
                            percent(report.news.byGrid),
                        ]
                    ], to: &html)
        }
        if let stability = report.stability {
            html.element("section") { html in
                html.element("h2", text: say("Est-elle stable ?", "Is it stable?"))
                html.element(
                    "p",
                    text: say(
                        "Indice de Rand ajusté, pondéré par les ménages : 1 quand deux classifications sont les mêmes.",
                        "Adjusted Rand index, weighted by households: 1 when two classifications are the same."))
                table(
                    [
                        "", say("Comparaisons", "Comparisons"), say("Profils", "Profiles"), say("au moins", "least"),
                        "Personas", say("au moins", "least"),
                    ],
                    [
                        (say("Autres tirages", "Other seeds"), stability.seeds),
                        (say("Échantillons bootstrap", "Bootstrap samples"), stability.samples),
                    ].map { name, agreement in
                        [name, String(agreement.comparisons)]
                            + [
                                agreement.meanProfiles, agreement.leastProfiles, agreement.meanPersonas,
                                agreement.leastPersonas,
                            ].map { percent($0) }
                    }, to: &html)
            }
        }
        html.element("section") { html in
            html.element("h2", text: say("D'où viennent les valeurs ?", "Where do the values come from?"))
            html.element(
                "p",
                text: say(
                    "Part des ménages dont la valeur est celle de leur quartier ou de leur commune ; le reste vient d'un territoire plus large, et c'est marqué.",
                    "Share of households whose value is that of their neighbourhood or commune; the rest comes from a larger area, and is marked so."
                ))
            table(
                ["Variable", say("Poids", "Weight"), say("Couverture", "Coverage"), say("Complétée", "Filled")],
                report.variables.map { variable in
                    [
                        variable.label[language], Numbers.oneDecimal(variable.weight)[language],
                        percent(variable.coverage), percent(1 - variable.coverage),
                    ]
                }, to: &html)
        }
    }

    /// The first column is text, the others are numbers.
    private func table(_ header: [String], _ rows: [[String]], to html: inout MarkupWriter) {
        html.element("table") { html in
            html.element("thead") { html in
                html.element("tr") { html in
                    for cell in header { html.element("th", MarkupAttribute("scope", "col"), text: cell) }
                }
            }
            html.element("tbody") { html in
                for row in rows {
                    html.element("tr") { html in
                        html.element("th", MarkupAttribute("scope", "row"), text: row[0])
                        for cell in row.dropFirst() { html.element("td", text: cell) }
                    }
                }
            }
        }
    }
}
