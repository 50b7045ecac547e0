import Audiences
import Bytes
import Enrichment
import HTTP
import Portal
import Segmentation
import Store

/// Pages about the reference: overview, personas, one persona.
extension PortalDesk {
    func overview(_ reference: ServedReference, _ context: PageContext) -> OverviewPage {
        let portal = reference.portal
        return OverviewPage(
            profiles: portal.profiles[context.language] ?? [], households: portal.households,
            neighbourhoods: reference.index.irisCount, indicators: reference.index.indicatorCount, map: portal.map,
            profileOfDot: portal.profileOfDot)
    }

    func personas(_ reference: ServedReference, _ context: PageContext) -> PersonasPage {
        PersonasPage(profiles: reference.portal.profiles[context.language] ?? [])
    }

    func sendPersona(
        _ request: borrowing Request, _ reference: ServedReference, _ context: PageContext, _ response: inout Response
    ) {
        let code = request.pathText(0).uppercased()
        guard let page = persona(code, reference, context) else {
            return send(NotePage(.notFound), context, status: 404, request, &response)
        }
        guard case .ready(let room) = contacts.state, room.table.contactCount > 0 else {
            return send(page, context, request, &response)
        }
        let figures = CustomerFigures(
            room: room, configuration: contacts.configuration, desk: contacts.dashboards, reference: reference,
            context: context)
        promise(context, &response) {
            var page = page
            page.customers = figures.customers(of: code)
            return (200, page)
        }
    }

    private func persona(_ code: String, _ reference: ServedReference, _ context: PageContext) -> PersonaPage? {
        let portal = reference.portal
        let profiles = portal.profiles[context.language] ?? []
        let groups = profiles.flatMap { [$0.profile] + $0.personas }
        guard let group = groups.first(where: { $0.code == code }) else { return nil }
        var page = PersonaPage(
            group: group, profiles: profiles, map: portal.map,
            concentration: portal.concentration(of: code, share: group.share))
        guard let portrait = portal.portraits[code] else { return page }
        let texts = PortraitTexts(context: context, catalogue: reference.loaded.catalogue)
        page.sentence = portrait.sentence[texts.language]
        page.paragraph = portrait.paragraph[texts.language]
        page.facts = texts.facts(of: portrait)
        page.highest = portrait.highest.map(texts.row)
        page.lowest = portrait.lowest.map(texts.row)
        page.radial = texts.radial(of: code)
        page.places = portrait.communes.prefix(8).map { place in
            PersonaPage.PlaceRow(
                name: place.name, department: Self.department(ofCommune: place.code),
                households: Double(place.households), penetration: place.penetration)
        }
        page.nearest = portrait.nearest.compactMap { neighbour in groups.first { $0.code == neighbour.code } }
        return page
    }

    /// The code of the département that a commune's code begins with: three characters overseas.
    private static func department(ofCommune code: String) -> String {
        String(code.prefix(code.hasPrefix("97") ? 3 : 2))
    }
}

/// What a portrait says, in the language of the page.
private struct PortraitTexts {
    let context: PageContext
    let catalogue: ReferenceCatalogue

    var language: PortraitLanguage { context.language == .french ? .french : .english }

    func facts(of portrait: Portrait) -> [PersonaPage.Fact] {
        [
            PersonaPage.Fact(kind: .lifeStage, text: portrait.lifeStage[language]),
            PersonaPage.Fact(kind: .housing, text: portrait.housing[language]),
            PersonaPage.Fact(kind: .whereabouts, text: portrait.whereabouts[language]),
        ]
            + portrait.levers.map { lever in
                PersonaPage.Fact(kind: lever.kind == .channel ? .channel : .offer, text: lever.text[language])
            }
    }

    func row(_ index: Portrait.TellingIndex) -> PersonaPage.IndexRow {
        let known = catalogue.indicators[index.indicator]
        return PersonaPage.IndexRow(
            id: index.indicator, label: label(index.indicator), index: Double(index.index),
            value: FigureText(context: context).text(
                index.value, unit: known?.unit ?? "", decimals: known?.decimals ?? 2))
    }

    private func label(_ indicator: String) -> String {
        guard let known = catalogue.indicators[indicator] else { return indicator }
        return IndicatorLabel.short(language == .french ? known.labelFrench : known.labelEnglish)
    }

    /// The same axes for every group, so that shapes can be compared.
    func radial(of code: String) -> [PersonaPage.IndexRow] {
        let members = catalogue.personas.filter { $0.code == code || $0.profile == code }
        return RadialAxis.all.compactMap { axis in
            guard let own = mean(of: axis.indicator, members), let all = mean(of: axis.indicator, catalogue.personas),
                all > 0
            else { return nil }
            return PersonaPage.IndexRow(
                id: axis.indicator, label: context.language == .french ? axis.french : axis.english,
                index: 100 * own / all, value: "")
        }
    }

    private func mean(of indicator: String, _ personas: [ReferenceCatalogue.Persona]) -> Double? {
        var sum = 0.0
        var households = 0.0
        for persona in personas {
            guard let value = persona.averages.first(where: { $0.indicator == indicator })?.value else { continue }
            sum += value * persona.households
            households += persona.households
        }
        return households > 0 ? sum / households : nil
    }
}

/// The axes of the radial plot: means, people, homes, places, with the shortest words that still say them.
private struct RadialAxis {
    let indicator: String
    let french: String
    let english: String

    static let all = [
        RadialAxis(indicator: "median_income", french: "Revenu", english: "Income"),
        RadialAxis(indicator: "higher_education_share", french: "Diplômés", english: "Graduates"),
        RadialAxis(indicator: "under_15_share", french: "Enfants", english: "Children"),
        RadialAxis(indicator: "over_65_share", french: "65 ans et +", english: "65 and over"),
        RadialAxis(indicator: "single_person_share", french: "Personnes seules", english: "Living alone"),
        RadialAxis(indicator: "owner_share", french: "Propriétaires", english: "Owners"),
        RadialAxis(indicator: "house_share", french: "Maisons", english: "Houses"),
        RadialAxis(indicator: "no_car_share", french: "Sans voiture", english: "No car"),
        RadialAxis(indicator: "shop_density", french: "Commerces", english: "Shops"),
        RadialAxis(indicator: "poverty_rate", french: "Pauvreté", english: "Poverty"),
    ]
}
