extension QualityReport {
    /// Lines for a terminal of 100 columns.
    public func text(_ language: PortraitLanguage) -> String {
        var lines: [String] = []
        for figure in headlines {
            lines.append(Self.line(figure.label[language], figure.value[language], figure.note[language]))
        }
        lines.append("")
        let headings = Bilingual("Variable;profils;personas;couverture", "Variable;profiles;personas;coverage")
        lines.append(Self.row(headings[language].split(separator: ";").map(String.init)))
        for variable in variables {
            lines.append(
                Self.row(
                    [variable.label[language]]
                        + [variable.explainedByProfiles, variable.explainedByPersonas, variable.coverage].map {
                            Numbers.percent($0)[language]
                        }))
        }
        lines.append("")
        for group in profiles + personas {
            let share = Numbers.percent(group.share)[language]
            lines.append(
                Self.padded(group.code, 4) + Self.padded(group.name[language], 44) + Self.right(share, 8)
                    + Self.right(Numbers.whole(group.households)[language], 14))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func line(_ label: String, _ value: String, _ note: String) -> String {
        padded(label, 52) + right(value, 12) + "   " + note
    }

    private static func row(_ cells: [String]) -> String {
        padded(cells[0], 52) + cells.dropFirst().map { right($0, 12) }.joined()
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        let text = String(text.prefix(width - 1))
        return text + String(repeating: " ", count: width - text.count)
    }

    private static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}

extension QualityReport {
    /// A figure that stands at the head of the report.
    struct Headline {
        let label: Bilingual
        let value: Bilingual
        let note: Bilingual
    }

    /// The figures that decide whether a classification is good.
    var headlines: [Headline] {
        func index(_ value: Double) -> Bilingual {
            let hundredths = Int((value * 1000).rounded())
            let digits = String(hundredths.magnitude % 1000)
            let rest = String(repeating: "0", count: 3 - digits.count) + digits
            let sign = hundredths < 0 ? "−" : ""
            return Bilingual(
                "\(sign)\(hundredths.magnitude / 1000),\(rest)", "\(sign)\(hundredths.magnitude / 1000).\(rest)")
        }
        func tenths(_ share: Double) -> Bilingual {
            let number = Numbers.oneDecimal(share * 100)
            return Bilingual(number.fr + Typography.narrow + "%", number.en + "%")
        }
        let trained = Numbers.whole(Double(coverage.trained))
        var all = [
            Headline(
                label: Bilingual("Quartiers (IRIS) avec persona", "Neighbourhoods (IRIS) with a persona"),
                value: Numbers.whole(Double(coverage.withPersona)),
                note: Bilingual("\(trained.fr) ont formé les personas", "\(trained.en) shaped the personas")),
            Headline(
                label: Bilingual("Ménages au persona estimé", "Households with an estimated persona"),
                value: tenths(coverage.shareEstimated), note: Bilingual("par une règle", "by a stated rule")),
            Headline(
                label: Bilingual(
                    "Variance expliquée par \(profiles.count) profils",
                    "Variance explained by \(profiles.count) profiles"),
                value: tenths(explained.profiles),
                note: Bilingual("pondérée, \(variables.count) variables", "weighted, \(variables.count) variables")),
            Headline(
                label: Bilingual(
                    "Variance expliquée par \(personas.count) personas",
                    "Variance explained by \(personas.count) personas"),
                value: tenths(explained.personas),
                note: Bilingual("emboîtés dans les profils", "nested in the profiles")),
            Headline(
                label: Bilingual("Silhouette des profils", "Silhouette of profiles"), value: index(silhouette.profiles),
                note: Bilingual(
                    "des personas : \(index(silhouette.personas).fr)", "of personas: \(index(silhouette.personas).en)")),
            Headline(
                label: Bilingual("Ménages près d'une frontière", "Households close to a border"),
                value: tenths(fit.borderline),
                note: Bilingual(
                    "typiques : \(tenths(fit.typical).fr), habituels : \(tenths(fit.usual).fr)",
                    "typical: \(tenths(fit.typical).en), usual: \(tenths(fit.usual).en)")),
            Headline(
                label: Bilingual("Variance expliquée hors des entrées", "Variance explained beyond the inputs"),
                value: tenths(news.byPersonas),
                note: Bilingual(
                    "grille densité × revenu de \(news.gridCells) cases : \(tenths(news.byGrid).fr)",
                    "density × income grid of \(news.gridCells) cells: \(tenths(news.byGrid).en)")),
        ]
        if let stability {
            all.append(
                Headline(
                    label: Bilingual("Accord entre tirages (ARI)", "Agreement between seeds (ARI)"),
                    value: index(stability.seeds.meanProfiles),
                    note: Bilingual(
                        "personas : \(index(stability.seeds.meanPersonas).fr)",
                        "personas: \(index(stability.seeds.meanPersonas).en)")))
            all.append(
                Headline(
                    label: Bilingual("Accord entre échantillons (ARI)", "Agreement between samples (ARI)"),
                    value: index(stability.samples.meanProfiles),
                    note: Bilingual(
                        "personas : \(index(stability.samples.meanPersonas).fr)",
                        "personas: \(index(stability.samples.meanPersonas).en)")))
        }
        if let drift {
            all.append(
                Headline(
                    label: Bilingual("Dérive depuis \(drift.previous) (PSI)", "Drift since \(drift.previous) (PSI)"),
                    value: index(drift.personas),
                    note: Bilingual(
                        "ménages passés à un autre persona : \(tenths(drift.shareMoved).fr)",
                        "households now in another persona: \(tenths(drift.shareMoved).en)")))
        }
        let smallest = personas.map(\.share).min() ?? 0
        let largest = personas.map(\.share).max() ?? 0
        all.append(
            Headline(
                label: Bilingual("Plus petit et plus grand persona", "Smallest and largest persona"),
                value: tenths(smallest),
                note: Bilingual("à \(tenths(largest).fr) des ménages", "to \(tenths(largest).en) of households")))
        return all.map { Headline(label: Typography.set($0.label), value: $0.value, note: Typography.set($0.note)) }
    }
}
