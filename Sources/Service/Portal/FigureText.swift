import Portal
import Segmentation
import Store

/// Figures of indicators as people read them.
struct FigureText {
    let context: PageContext

    /// A value with its unit: `31 458 €`, `58,8 %`, `1,3 pour 1 000`.
    func text(_ value: Double, unit: String, decimals: Int) -> String {
        guard value.isFinite else { return "–" }
        switch unit {
        case "share": return context.percent(value, decimals: max(decimals - 2, 0))
        case "EUR":
            return context.language == .french ? context.number(value) + "\u{202F}€" : "€" + context.number(value)
        case "class", "unit", "": return context.number(value, decimals: decimals)
        case "ratio": return context.number(value, decimals: max(decimals, 1))
        default: return context.number(value, decimals: decimals) + "\u{A0}" + said(unit)
        }
    }

    private func said(_ unit: String) -> String {
        guard context.language == .french else { return unit }
        return switch unit {
        case "per 1 000": "pour 1 000"
        case "people": "personnes"
        case "per inhabitant": "par habitant"
        case "visits": "visites"
        default: unit
        }
    }
}
