import Portal
import Segmentation
import Store

/// Figures of indicators as people read them.
struct FigureText {
    let context: PageContext

    private var isFrench: Bool { context.language == .french }

    /// A value with its unit: `31 458 €`, `58,8 %`, `1,3 pour 1 000`.
    func text(_ value: Double, unit: String, decimals: Int) -> String {
        guard value.isFinite else { return "–" }
        switch unit {
        case "share": return context.percent(value, decimals: max(decimals - 2, 0))
        case "EUR": return isFrench ? context.number(value) + "\u{202F}€" : "€" + context.number(value)
        case "EUR per hour", "EUR per m²":
            return context.number(value, decimals: decimals) + (isFrench ? "\u{202F}" : " ") + name(unit)
        case "class", "unit", "index", "": return context.number(value, decimals: decimals)
        case "count": return context.number(value, decimals: Self.decimals(ofMean: value, decimals))
        case "ratio": return context.number(value, decimals: max(decimals, 1))
        default: return context.number(value, decimals: decimals) + "\u{A0}" + name(unit)
        }
    }

    /// A mean of counts is no whole number, and small ones would all read 0 or 1.
    private static func decimals(ofMean value: Double, _ decimals: Int) -> Int {
        value == value.rounded() ? decimals : value.magnitude < 10 ? max(decimals, 2) : decimals
    }

    /// What a unit of the catalogue is called.
    func name(_ unit: String) -> String {
        switch unit {
        case "share": "%"
        case "EUR": "€"
        case "EUR per hour": "€/h"
        case "EUR per m²": "€/m²"
        case "per 1 000": isFrench ? "pour 1\u{202F}000" : "per 1,000"
        case "per 100 000": isFrench ? "pour 100\u{202F}000" : "per 100,000"
        case "per km²": isFrench ? "par km²" : unit
        case "per inhabitant": isFrench ? "par habitant" : unit
        case "people": isFrench ? "personnes" : unit
        case "visits": isFrench ? "visites" : unit
        case "years": isFrench ? "ans" : unit
        case "count": isFrench ? "nombre" : "number"
        case "class": isFrench ? "classe" : unit
        case "index": isFrench ? "indice" : unit
        case "ratio": isFrench ? "rapport" : unit
        default: unit
        }
    }
}
