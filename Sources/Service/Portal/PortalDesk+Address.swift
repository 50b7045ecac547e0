import Bytes
import Enrichment
import HTTP
import JSON
import Portal
import Segmentation
import Store

/// "Try an address".
extension PortalDesk {
    /// Answers the form. The address comes in the body and never in a link, so that it is in no log and no history.
    func answerAddress(
        _ body: Span<UInt8>, _ reference: ServedReference, _ context: PageContext, _ request: borrowing Request,
        _ response: inout Response
    ) {
        let fields = FormFields(body)
        var page = AddressPage(address: fields["example"] ?? fields["address"] ?? "", map: reference.portal.map)
        guard token.matches(fields["token"] ?? "") else {
            page.complaint = .staleForm
            return send(page, context, status: 403, request, &response)
        }
        guard page.address.contains(where: { !$0.isWhitespace }) else {
            page.complaint = .nothingTyped
            return send(page, context, status: 422, request, &response)
        }
        guard page.address.utf8.count <= limits.maximumFieldBytes else {
            page.complaint = .tooLong(maximumBytes: limits.maximumFieldBytes)
            return send(page, context, status: 422, request, &response)
        }
        page.answer = answer(page.address, reference, context)
        send(page, context, request, &response)
    }

    private func answer(
        _ address: String, _ reference: ServedReference, _ context: PageContext
    ) -> AddressPage.Answer {
        var question = JSONWriter()
        question.beginObject()
        question.key("address")
        question.string(address)
        question.endObject()
        let started = ContinuousClock.now
        let match = enricher.answer(one: question.bytes, reference)
        let elapsed = ContinuousClock.now - started
        var mix = PersonaMix()
        reference.index.mix(of: match, into: &mix)
        let picture = LocalPicture(match, reference)
        let quoted = String(question.bytes).split(separator: "'", omittingEmptySubsequences: false)
            .joined(separator: "'\\''")
        let (label, parts) = texts(of: match, reference.index)
        return AddressPage.Answer(
            level: match.level.name.description, score: Double(match.score), label: label, parts: parts,
            mix: groups(of: mix, reference, context),
            indicators: indicators(of: match, reference, context), position: picture.position,
            neighbours: picture.neighbours, mapKilometres: picture.kilometres,
            json: JSONLayout.pretty(enricher.text),
            command:
                "curl -s \(context.origin)/enrich \\\n     -H 'Content-Type: application/json' \\\n     -d '\(quoted)'",
            microseconds: elapsed / .nanoseconds(1) / 1000)
    }

    private func texts(of match: Match, _ index: ReferenceIndex) -> (label: String, parts: [AddressPage.Part]) {
        var label = ByteBuffer(capacity: 128)
        let ranges = index.appendLabel(of: match, to: &label)
        var parts: [AddressPage.Part] = []
        for (name, range) in [
            ("housenumber", ranges.housenumber), ("street", ranges.street), ("postcode", ranges.postcode),
            ("city", ranges.city),
        ] where !range.isEmpty {
            parts.append(AddressPage.Part(name: name, value: String(label.bytes.extracting(range))))
        }
        var code = ByteBuffer(capacity: 16)
        index.appendCityCode(of: match, to: &code)
        if !code.isEmpty { parts.append(AddressPage.Part(name: "citycode", value: String(code.bytes))) }
        code.removeAll()
        index.appendIrisCode(of: match, to: &code)
        if !code.isEmpty {
            let name = match.iris.map { index.facts(of: $0).name } ?? ""
            parts.append(
                AddressPage.Part(
                    name: "iris", value: name.isEmpty ? String(code.bytes) : "\(String(code.bytes)) · \(name)"))
        }
        return (String(label.bytes), parts)
    }

    private func groups(
        of mix: PersonaMix, _ reference: ServedReference, _ context: PageContext
    ) -> [(group: GroupSummary, share: Double)] {
        let personas = (reference.portal.profiles[context.language] ?? []).flatMap(\.personas)
        return (0..<min(mix.count, limits.maximumMixParts)).compactMap { place in
            let part = mix[place]
            var code = ByteBuffer(capacity: 8)
            reference.index.appendPersonaCode(part.persona, to: &code)
            let text = String(code.bytes)
            return personas.first { $0.code == text }.map { ($0, Double(part.share)) }
        }
    }

    private func indicators(
        of match: Match, _ reference: ServedReference, _ context: PageContext
    ) -> [AddressPage.Part] {
        let figures = FigureText(context: context)
        return reference.defaultIndicators.compactMap { row in
            let value = Double(reference.index.indicator(row, of: match))
            guard value.isFinite else { return nil }
            let id = reference.index.indicatorID(row)
            let known = reference.loaded.catalogue.indicators[id]
            let label = (context.language == .french ? known?.labelFrench : known?.labelEnglish) ?? id
            return AddressPage.Part(
                name: IndicatorLabel.short(label),
                value: figures.text(
                    value, unit: known?.unit ?? "", decimals: reference.index.decimals(ofIndicator: row)))
        }
    }
}

extension JSONEnricher {
    /// Answers one contact that is known to be one, and gives where it was found; `text` is the answer.
    mutating func answer(one contact: Span<UInt8>, _ reference: ServedReference) -> Match {
        guard case .answered = answer(contact, reference, AnswerOptions()) else {
            preconditionFailure("a contact written by this program can be read")
        }
        return lastMatch(in: reference)
    }
}
