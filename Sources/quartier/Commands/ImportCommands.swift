import Bytes
import Segmentation
import Service

/// `quartier import contacts`: a file of contacts into the database of a service that is not running.
struct ImportContactsCommand: Command {
    static let descriptor = CommandDescriptor(
        name: "import contacts", summary: "store a file of contacts, CSV or NDJSON, plain or compressed",
        discussion: ImportFile.discussion
            + " A table has the column id, those of an address as quartier enrich knows them, lifecycle, created_at, declared "
            + "attributes, and consent_email for the channel email.",
        arguments: [ImportFile.argument],
        options: [
            OptionDescriptor(
                name: "replace", kind: .bool, placeholder: "",
                about:
                    "A contact becomes what the file says: attributes and consents that it does not name are forgotten."
            ),
            OptionDescriptor(
                name: "merge", kind: .bool, placeholder: "",
                about: "What the file does not name stays. One of the two must be said."),
        ] + ImportFile.options
            + SettingsOptions.some(
                "contacts", "reference", "reference_directory", "enrich.line_bytes", "enrich.field_bytes",
                "contact.attributes", "contact.channels", "contact.keep_address"))

    static func run(_ invocation: Invocation) throws(CommandFailure) {
        let options = invocation.options
        guard options.bool("replace") != options.bool("merge") else {
            throw .usage("say either --replace or --merge")
        }
        let settings = try SettingsOptions.load(invocation).settings
        try ReferenceFile.prepare(settings, invocation.console)
        let keeper = ReferenceKeeper(path: settings.reference, indicators: [])
        let reference: ServedReference
        do { reference = try keeper.load() } catch { throw .failure("\(settings.reference): \(error)") }
        let importer = try ImportFile.importer(settings)
        try ImportFile.run(invocation, what: "contacts") { file, progress, reject in
            try importer.importContacts(
                file.format, merges: options.bool("merge"), reference: reference, read: file.read, progress: progress,
                reject: reject)
        }
    }
}

/// `quartier import events`: a file of events into the database of a service that is not running.
struct ImportEventsCommand: Command {
    static let descriptor = CommandDescriptor(
        name: "import events", summary: "store a file of events, CSV or NDJSON, plain or compressed",
        discussion: ImportFile.discussion
            + " A table has the columns id, contact, type and at, and may have channel, category, amount and declared properties. "
            + "An event whose contact has one with its id already is counted and passed over. Sorting takes up to 650 MB.",
        arguments: [ImportFile.argument],
        options: ImportFile.options
            + SettingsOptions.some(
                "contacts", "enrich.line_bytes", "contact.attributes", "contact.channels", "contact.event_properties",
                "contact.amount_decimals", "contact.unknown_days"))

    static func run(_ invocation: Invocation) throws(CommandFailure) {
        let settings = try SettingsOptions.load(invocation).settings
        let importer = try ImportFile.importer(settings)
        try ImportFile.run(invocation, what: "events") { file, progress, reject in
            try importer.importEvents(file.format, read: file.read, progress: progress, reject: reject)
        }
    }
}
