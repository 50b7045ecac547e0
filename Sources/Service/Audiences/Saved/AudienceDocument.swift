import Audiences
import JSON
import Store

/// Saved audiences as answers write them.
extension JSONWriter {
    /// The members of an audience, the rule in both forms.
    mutating func members(of entry: SavedAudiences.Entry, _ saved: SavedAudiences) {
        let audience = entry.audience
        member("name", audience.name)
        version(audience)
        member("state", saved.state(entry).rawValue)
        approval(audience.approval)
        if let rule = entry.rule {
            forms(of: rule)
        } else {
            key("rule")
            let json = Array(audience.rule.utf8)
            raw(json.span)
        }
    }

    /// What people have said about a version.
    mutating func version(_ audience: SavedAudience) {
        member("version", Int(audience.version))
        member("saved_at", audience.savedAt.description)
        member("author", audience.author)
        member("note", audience.note)
        member("owner", audience.owner)
        member("review", audience.review?.description)
        member("channel", audience.channel)
        expected(audience.expected)
    }

    mutating func expected(_ size: ExpectedSize) {
        guard size != ExpectedSize() else { return }
        key("expected")
        beginObject()
        member("least", size.least)
        member("most", size.most)
        endObject()
    }

    mutating func approval(_ approval: SavedAudience.Approval?) {
        guard let approval else { return }
        key("approved")
        beginObject()
        member("at", approval.at.description)
        member("by", approval.by)
        member("count", Int(approval.count))
        endObject()
    }

    mutating func texts(_ name: StaticString, _ texts: [String]) {
        key(name)
        beginArray()
        for text in texts { string(text) }
        endArray()
    }
}
