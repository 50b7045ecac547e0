public import Markup

extension ImportPage.Preview {
    /// The part of the page that shows how a file was read; the script puts it in place.
    public func write(to html: inout MarkupWriter, in context: PageContext) {
        context.writePanel(context(.howColumnsWereRead), id: "columns", to: &html) { html in
            if let complaint { html.element("p", .class("note complaint"), text: context(complaint.text)) }
            if !columns.isEmpty { writeColumns(&html, context) }
            if complaint != .unreadable {
                html.element("div", .class("split ways")) { html in
                    writeEnriching(&html, context)
                    writeStoring(&html, context)
                }
            }
        }
    }

    // MARK: - Two ways on

    private func writeEnriching(_ html: inout MarkupWriter, _ context: PageContext) {
        html.element("div", .class("way")) { html in
            html.element("h3", text: context(.enrichWay))
            html.element("p", .class("quiet"), text: context(.enrichWayText))
            html.element("div", .class("actions")) { html in
                html.element(
                    "button", MarkupAttribute("type", "button"), .id("start"), text: context(.enrichAndDownload))
            }
        }
    }

    /// Nothing is chosen beforehand of what happens to contacts that are there already: it has to be said.
    private func writeStoring(_ html: inout MarkupWriter, _ context: PageContext) {
        html.element("div", .class("way")) { html in
            html.element("h3", text: context(.storeWay))
            html.element("p", .class("quiet"), text: context(.storeWayText))
            if context.inventedContacts != nil {
                html.element("p", .class("note"), text: context(.storeBesideInvented))
            }
            html.element("fieldset", .class("modes")) { html in
                html.element("legend", text: context(.whenKnown))
                for (mode, title, text) in [
                    ("merge", Phrase.mergeMode, Phrase.mergeModeText), ("replace", .replaceMode, .replaceModeText),
                ] {
                    html.element("label") { html in
                        html.void(
                            "input", .id("mode-\(mode)"), MarkupAttribute("type", "radio"),
                            MarkupAttribute("name", "mode"), MarkupAttribute("value", mode))
                        html.element("span") { html in
                            html.element("strong", text: context(title))
                            html.text(" " + context(text))
                        }
                    }
                }
            }
            html.element("div", .class("actions")) { html in
                html.element(
                    "button", MarkupAttribute("type", "button"), .id("store"), .flag("disabled"),
                    MarkupAttribute("aria-describedby", "store-needs"), text: context(.storeContacts))
                html.element(
                    "p", .id("store-needs"), .class("quiet"), MarkupAttribute("data-id", context(.needsID)),
                    MarkupAttribute("data-mode", context(.needsMode)), text: context(.needsID))
            }
        }
    }

    // MARK: - Columns

    private func writeColumns(_ html: inout MarkupWriter, _ context: PageContext) {
        html.element(
            "div", .class("scroll"), MarkupAttribute("tabindex", "0"), MarkupAttribute("role", "region"),
            MarkupAttribute("aria-label", context(.howColumnsWereRead))
        ) { html in
            html.element("table", .class("columns-read")) { html in
                context.writeTableHead([.column, .takenFor, .firstValues], numbers: [], to: &html)
                html.element("tbody") { html in
                    for column in columns {
                        html.element("tr") { html in
                            html.element("th", MarkupAttribute("scope", "row"), text: column.name)
                            html.element("td") { html in
                                writeChoice(of: column, &html, context)
                            }
                            html.element("td", .class("samples"), text: column.samples.joined(separator: " · "))
                        }
                    }
                }
            }
        }
    }

    /// What the column is taken for, to be put right where the guess was wrong.
    private func writeChoice(of column: ImportPage.Column, _ html: inout MarkupWriter, _ context: PageContext) {
        html.element(
            "select", .class("part"), MarkupAttribute("name", "part"),
            MarkupAttribute("aria-label", "\(context(.takenFor)) (\(column.name))")
        ) { html in
            writeOption("", context(.onlyKept), of: column, &html)
            for (kind, title, names) in [
                ("address", Phrase.addressLabel, fields), ("contact", .contact, contactFields),
            ] where !names.isEmpty {
                html.element(
                    "optgroup", MarkupAttribute("label", context(title)), MarkupAttribute("data-kind", kind)
                ) { html in
                    for name in names { writeOption(name, context.name(ofImported: name), of: column, &html) }
                }
            }
        }
    }

    private func writeOption(
        _ value: String, _ text: String, of column: ImportPage.Column, _ html: inout MarkupWriter
    ) {
        var attributes = [MarkupAttribute("value", value)]
        if value == column.field ?? "" { attributes.append(.flag("selected")) }
        html.element("option", list: attributes) { $0.text(text) }
    }
}

extension PageContext {
    /// A field that a column can be taken for, by its name in a map.
    fileprivate func name(ofImported name: String) -> String {
        if name.hasPrefix("attributes.") { return String(name.dropFirst("attributes.".count)) }
        if name == "id" { return self(.contactID) }
        let part = self(.field(name))
        return part == name ? RuleWords.field(name, language) : part
    }
}

extension ImportPage.Complaint {
    var text: Phrase {
        switch self {
        case .unreadable: .unreadableFile
        case .noAddressColumn: .noAddressColumn
        }
    }
}
