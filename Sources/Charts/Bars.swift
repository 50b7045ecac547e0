public import Markup

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Bars that stand in the cells of a table, beside the number that they draw. Hidden from screen readers: the number says it.
public enum Bars {
    /// A share, 0–1, from the left. Class `bar`.
    public static func draw(share: Double, className: String = "", to html: inout MarkupWriter) {
        draw(to: &html, "bar", className) { svg in
            svg.void("rect", .class("bar-track"), MarkupAttribute("width", 100), MarkupAttribute("height", 10))
            svg.void(
                "rect", .class("bar-fill"), MarkupAttribute("width", 100 * min(max(share, 0), 1)),
                MarkupAttribute("height", 10))
        }
    }

    /// An index, left or right of France's 100 in the middle. Eight times as much, or an eighth, fills its side; ratios
    /// are equal lengths. An interval is drawn as a line over it. Class `bar bar-index`; `bar-interval`.
    public static func draw(
        index: Double, interval: ClosedRange<Double>? = nil, className: String = "", to html: inout MarkupWriter
    ) {
        draw(fromMiddle: place(of: index), "bar bar-index", className, to: &html) { svg in
            guard let interval else { return }
            let (from, to) = (50 + 50 * place(of: interval.lowerBound), 50 + 50 * place(of: interval.upperBound))
            svg.void(
                "rect", .class("bar-interval"), MarkupAttribute("x", from), MarkupAttribute("y", 4),
                MarkupAttribute("width", max(to - from, 0.5)), MarkupAttribute("height", 2))
        }
    }

    /// Where an index stands, −1 to 1.
    private static func place(of index: Double) -> Double {
        min(max(log2(max(index, 1) / 100) / edgeDoublings, -1), 1)
    }

    private static let edgeDoublings = 3.0

    /// A value from −1 to 1, left or right of a zero in the middle. Class `bar bar-signed`.
    public static func draw(signed value: Double, className: String = "", to html: inout MarkupWriter) {
        draw(fromMiddle: value, "bar bar-signed", className, to: &html)
    }

    private static func draw(
        fromMiddle value: Double, _ base: String, _ className: String, to html: inout MarkupWriter,
        over: (inout MarkupWriter) -> Void = { _ in }
    ) {
        let length = 50 * min(value.magnitude, 1)
        draw(to: &html, base, className) { svg in
            svg.void("rect", .class("bar-track"), MarkupAttribute("width", 100), MarkupAttribute("height", 10))
            svg.void(
                "rect", .class("bar-fill"), MarkupAttribute("x", value < 0 ? 50 - length : 50),
                MarkupAttribute("width", length), MarkupAttribute("height", 10))
            svg.void(
                "rect", .class("bar-zero"), MarkupAttribute("x", 49.7), MarkupAttribute("width", 0.6),
                MarkupAttribute("height", 10))
            over(&svg)
        }
    }

    /// Columns side by side, each a part of the largest; `marks` are classes for some of them. Class `columns`.
    public static func drawColumns(_ heights: [Double], to html: inout MarkupWriter, label: String) {
        let most = heights.max() ?? 0
        let width = Double(heights.count) * columnWidth
        html.element(
            "svg", .class("columns"), MarkupAttribute("viewBox", "0 0 \(Int(width)) 120"),
            MarkupAttribute("preserveAspectRatio", "none"), MarkupAttribute("role", "img"),
            MarkupAttribute("aria-label", label)
        ) { svg in
            for (place, height) in heights.enumerated() where height > 0 && most > 0 {
                let tall = max(118 * height / most, 1)
                svg.void(
                    "rect", .class("column"), MarkupAttribute("x", Double(place) * columnWidth),
                    MarkupAttribute("y", 120 - tall), MarkupAttribute("width", columnWidth - 1.5),
                    MarkupAttribute("height", tall))
            }
        }
    }

    private static let columnWidth = 10.0

    private static func draw(
        to html: inout MarkupWriter, _ base: String, _ className: String, _ content: (inout MarkupWriter) -> Void
    ) {
        html.element(
            "svg", .class(className.isEmpty ? base : "\(base) \(className)"), MarkupAttribute("viewBox", "0 0 100 10"),
            MarkupAttribute("preserveAspectRatio", "none"), MarkupAttribute("aria-hidden", "true"), content: content)
    }
}
