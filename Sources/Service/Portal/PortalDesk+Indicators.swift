import Bytes
import Charts
import Enrichment
import HTTP
import Portal
import Store

/// Pages about indicators: the list, one of them.
extension PortalDesk {
    func indicators(
        _ request: borrowing Request, _ reference: ServedReference, _ context: PageContext
    ) -> IndicatorsPage {
        let themes = reference.directory.themes
        var query = IndicatorDirectory.Query()
        query.text = String((request.queryText("q") ?? "").prefix(Self.queryCharacters))
        query.theme = request.queryText("theme").flatMap { themes.contains($0) ? $0 : nil } ?? ""
        let catalogue = reference.loaded.catalogue
        let found = reference.portal.indicators.list(query, reference.directory, context.language)
        let pages = max((found.count + IndicatorsPage.pageRows - 1) / IndicatorsPage.pageRows, 1)
        let page = min(max(request.queryText("page").flatMap { Int($0) } ?? 1, 1), pages)
        let first = (page - 1) * IndicatorsPage.pageRows
        let rows = found[first..<min(first + IndicatorsPage.pageRows, found.count)].compactMap { id in
            catalogue.indicators[id].map { row($0, reference, context) }
        }
        return IndicatorsPage(
            query: query.text, theme: query.theme, themes: themes, rows: rows, first: first, foundCount: found.count,
            totalCount: catalogue.indicators.count)
    }

    static let queryCharacters = 100

    private func row(
        _ known: ReferenceCatalogue.Indicator, _ reference: ServedReference, _ context: PageContext
    ) -> IndicatorsPage.Row {
        let mean = reference.portal.indicators.means(of: known.id)?.france ?? .nan
        return IndicatorsPage.Row(
            id: known.id, label: known.label(context.language), theme: known.theme,
            source: "\(known.source) \(known.vintage)",
            mean: FigureText(context: context).text(mean, unit: known.unit, decimals: known.decimals))
    }

    func sendIndicator(
        _ request: borrowing Request, _ reference: ServedReference, _ context: PageContext, _ response: inout Response
    ) {
        guard let known = reference.loaded.catalogue.indicators[request.pathText(0)],
            let row = reference.index.indicator(named: known.id)
        else { return send(NotePage(.notFound), context, status: 404, request, &response) }
        var page = page(known, reference, context)
        setSpread(row, known, reference, context, &page)
        send(page, context, request, &response)
    }

    private func page(
        _ known: ReferenceCatalogue.Indicator, _ reference: ServedReference, _ context: PageContext
    ) -> IndicatorPage {
        let figures = FigureText(context: context)
        func text(_ value: Double) -> String { figures.text(value, unit: known.unit, decimals: known.decimals) }
        let means = reference.portal.indicators.means(of: known.id)
        let groups = (reference.portal.profiles[context.language] ?? []).flatMap(\.personas)
        let byCode = Dictionary(groups.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        let rows = zip(reference.loaded.catalogue.personas, means?.personas ?? []).compactMap { persona, mean in
            byCode[persona.code].flatMap { group in
                mean.isFinite ? IndicatorPage.PersonaRow(group: group, mean: mean, text: text(mean)) : nil
            }
        }
        return IndicatorPage(
            meaning: IndicatorPage.Meaning(
                id: known.id, label: known.label(context.language), theme: known.theme, unit: figures.name(known.unit),
                formula: known.formula, source: known.source, vintage: known.vintage, base: known.base,
                level: known.level, coverage: known.coverage, householdCoverage: known.householdCoverage),
            mean: means?.france ?? .nan, meanText: text(means?.france ?? .nan),
            personas: rows.sorted { $0.mean > $1.mean }, map: reference.portal.map)
    }

    /// The histogram and the map, from the figures of all IRIS. Some milliseconds.
    private func setSpread(
        _ row: Int, _ known: ReferenceCatalogue.Indicator, _ reference: ServedReference, _ context: PageContext,
        _ page: inout IndicatorPage
    ) {
        let index = reference.index
        let places = (0..<index.irisCount).map { IrisIndex($0) }
        let values = places.map { index.figure(ofIndicator: row, in: $0).value }
        let households = places.map { index.households(of: $0) }
        let spread = WeightedSpread(values, weights: households)
        let figures = FigureText(context: context)
        func text(_ value: Double) -> String { figures.text(value, unit: known.unit, decimals: known.decimals) }
        let (lowest, highest) = (spread.quantile(Self.edge), spread.quantile(1 - Self.edge))
        if highest > lowest {
            page.histogram = IndicatorPage.Histogram(
                households: spread.histogram(Self.histogramClasses, from: lowest, to: highest), lowest: text(lowest),
                highest: text(highest), median: text(spread.quantile(0.5)))
        }
        let means = reference.portal.means(ofPlaces: values, weights: households)
        let borders = WeightedSpread(means, weights: page.map.weights).borders(Self.mapClasses)
        page.classOfDot = means.map { mean in mean.isFinite ? borders.count { mean > $0 } : nil }
        page.borders = borders.map(text)
    }

    /// The share of households at each end that a histogram puts together.
    private static let edge = 0.01
    private static let histogramClasses = 40
    private static let mapClasses = 5
}
