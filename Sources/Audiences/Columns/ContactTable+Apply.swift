import Bytes
import Synchronization

extension ContactTable {
    /// Makes the changes, in order. One thread at a time: the writer, when they are durable and before it says so.
    public func apply(_ changes: [ContactChange]) {
        for change in changes {
            switch change {
            case .put(let record): put(record)
            case .event(let event): add(event)
            case .forget(let id): forget(id)
            case .forgetEvents(let id): forgetEvents(id)
            }
        }
        changeCounter.add(1, ordering: .acquiringAndReleasing)
    }

    private func put(_ record: ContactRecord) {
        let values = columnValues(record)
        var id = record.id
        let (row, isNew) = id.withUTF8 { rowForWriting($0.span) }
        let segment = segment(row)
        segment.writing {
            if isNew { segment.revive(row.offset) }
            for (index, value) in values.enumerated() { segment.columns[index].set(value, at: row.offset) }
        }
        if isNew { contactCounter.add(1, ordering: .acquiringAndReleasing) }
    }

    private func add(_ event: EventRecord) {
        guard let row = row(event.contact) else { return }
        let values = columnValues(event)
        let segment = segment(row)
        segment.writing {
            let block = segment.appendEvent(row.offset, at: event.at)
            for (column, value) in values where value != PackedColumn.unknown { block.setLast(value, column: column) }
        }
        eventCounter.add(1, ordering: .acquiringAndReleasing)
    }

    private func forget(_ id: String) {
        guard let row = row(id) else { return }
        let segment = segment(row)
        let events = segment.writing {
            frozen.forget(Int(row.index))
            return segment.forget(row.offset)
        }
        removeID(row)
        eventCounter.subtract(events, ordering: .acquiringAndReleasing)
        contactCounter.subtract(1, ordering: .acquiringAndReleasing)
    }

    private func forgetEvents(_ id: String) {
        guard let row = row(id) else { return }
        let segment = segment(row)
        let events = segment.writing { segment.forgetEvents(row.offset) }
        eventCounter.subtract(events, ordering: .acquiringAndReleasing)
    }
}

// MARK: - Records to column values

extension ContactTable {
    /// The value of every contact column, in their order.
    private func columnValues(_ record: ContactRecord) -> [Int64] {
        var values = [Int64](repeating: PackedColumn.unknown, count: layout.contactColumns.count)
        func set(_ name: String, _ value: AttributeValue?) {
            guard let value, let column = layout.contactColumn(name) else { return }
            values[column.index] = columnValue(value, column.type, contactDictionaries[column.index])
        }
        func set(_ name: String, _ text: String?) { set(name, text.map(AttributeValue.text)) }
        func set(_ name: String, _ instant: Instant?) {
            guard let instant, let column = layout.contactColumn(name) else { return }
            values[column.index] = instant.milliseconds
        }
        set(ContactField.persona, record.persona)
        set(ContactField.profile, record.profile)
        set(ContactField.iris, record.place.iris)
        set(ContactField.citycode, record.place.citycode)
        set(ContactField.postcode, record.place.postcode)
        set(ContactField.department, record.place.department)
        set(ContactField.matchLevel, record.place.level)
        set(ContactField.matchScore, record.place.score.map(AttributeValue.number))
        set(ContactField.lifecycle, record.lifecycle?.rawValue)
        set(ContactField.createdAt, record.createdAt)
        set(ContactField.updatedAt, record.updatedAt)
        set(ColumnLayout.place, record.place.iris ?? record.place.citycode)
        for (channel, consent) in record.consents {
            set(ContactField.consent(channel), .boolean(consent.isGiven))
            set(ContactField.consentAt(channel), consent.at)
            set(ContactField.consentSource(channel), consent.source)
        }
        for (name, value) in record.attributes where schema.attribute(name) != nil { set(name, value) }
        return values
    }

    private func columnValues(_ event: EventRecord) -> [(column: Int, value: Int64)] {
        var values: [(column: Int, value: Int64)] = []
        func set(_ index: Int, _ value: AttributeValue?) {
            guard let value else { return }
            values.append((index, columnValue(value, layout.eventColumns[index].type, eventDictionaries[index])))
        }
        set(ColumnLayout.eventType, .text(event.type))
        set(ColumnLayout.eventChannel, event.channel.map(AttributeValue.text))
        set(ColumnLayout.eventCategory, event.category.map(AttributeValue.text))
        set(ColumnLayout.eventAmount, event.amount.map(AttributeValue.number))
        for (name, value) in event.properties where schema.eventProperty(name) != nil {
            if let column = layout.eventColumn(name) { set(column.index, value) }
        }
        return values
    }

    /// The integer that stands for the value; unknown when it is not one of the type, which a checked record has not.
    private func columnValue(_ value: AttributeValue, _ type: FieldType, _ dictionary: TextDictionary?) -> Int64 {
        switch (type, value) {
        case (.text, .text(let text)): return dictionary?.intern(text) ?? PackedColumn.unknown
        case (.textSet, .texts(let texts)):
            guard !texts.isEmpty, let dictionary else { return PackedColumn.unknown }
            return dictionary.intern(texts.joined(separator: String(Attribute.setSeparator)))
        case (.number(let scale), .number(let number)): return number.units(atScale: scale) ?? PackedColumn.unknown
        case (.boolean, .boolean(let truth)): return truth ? 1 : 0
        case (.date, .date(let date)): return Int64(date.day)
        default: return PackedColumn.unknown
        }
    }
}
