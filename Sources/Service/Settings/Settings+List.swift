import Audiences

extension Settings {
    /// Every setting, in the order of the file. A setting that is not here does not exist.
    public static let list: [Setting] =
        listening + files + httpLimits + enrichment + lists + storing + audiences + dashboards

    private static let listening = [
        Setting(
            "host", .optionalText(\.host),
            "The address to listen on: IPv4, IPv6 or localhost. None listens on the Unix socket only. Any address but "
                + "a loopback one also needs open_to_network."),
        Setting(
            "port", .integer(\.port, 0...65_535), unit: "TCP port",
            "The port to listen on. 0 takes any free one and logs it."),
        Setting(
            "unix_socket", .optionalText(\.unixSocket),
            "The path of a Unix-domain socket to listen on as well, for a proxy on the same machine."),
        Setting(
            "open_to_network", .bool(\.openToNetwork),
            "Whether other machines may reach it. There are no API keys yet: whoever reaches it may use all of it."),
        Setting(
            "allowed_hosts", .names(\.allowedHosts),
            "Host names that it answers to, besides localhost and addresses: a proxy's, for example. Others are answered 421, "
                + "so that no web page can reach it under a name of its own. With open_to_network it answers to every name."
        ),
        Setting(
            "loops", .integer(\.loops, 0...256), unit: "event loops",
            "Event loops; each keeps one core busy at most. 0 makes one a core."),
    ]

    private static let files = [
        Setting(
            "reference", .text(\.reference),
            "The reference to serve, a file that quartier build wrote. When there is none, it is built at start from "
                + "reference_directory."),
        Setting(
            "reference_directory", .optionalText(\.referenceDirectory),
            "The folder of the shipped text files. None takes the folder reference beside the configuration file."),
        Setting(
            "contacts", .text(\.contacts),
            "The file of contacts, events and audiences: personal data. It is made when the first contact is stored; while there "
                + "is none, nothing is opened."),
        Setting(
            "access_log", .text(\.accessLog),
            "Where each request leaves one line of JSON: stdout, stderr, off, or the path of a file to append to. "
                + "Addresses, bodies and keys are never in it."),
    ]

    private static let httpLimits = [
        Setting(
            "http.request_line_bytes", .integer(\.http.requestLineBytes, 256...65_536), unit: "bytes",
            "The longest request line. A longer one is answered 414."),
        Setting(
            "http.header_bytes", .integer(\.http.headerBytes, 1024...1_048_576), unit: "bytes",
            "The largest head of a request, its line and fields together. A larger one is answered 431."),
        Setting(
            "http.header_fields", .integer(\.http.headerFields, 8...1000), unit: "fields",
            "The most header fields of a request. More are answered 431."),
        Setting(
            "http.body_bytes", .integer(\.http.bodyBytes, 1024...1_073_741_824), unit: "bytes",
            "The largest body that is read whole, as one contact or an array is. A larger one is answered 413. Streamed "
                + "bodies (NDJSON, CSV) may be of any length."),
        Setting(
            "http.requests_per_connection", .integer(\.http.requestsPerConnection, 0...1_000_000_000), unit: "requests",
            "Requests that one connection may make before it is closed. 0 sets no limit."),
        Setting(
            "http.connections", .integer(\.http.connections, 1...1_000_000), unit: "connections",
            "Connections at once. One more is answered 503 and closed."),
        Setting(
            "http.retry_after_seconds", .integer(\.http.retryAfterSeconds, 1...3600), unit: "seconds",
            "What Retry-After tells a client that found no place."),
        Setting(
            "http.header_deadline_seconds", .seconds(\.http.headerDeadlineSeconds, 0.1...3600), unit: "seconds",
            "From the first byte of a request's head to its last, however slowly they come. Then 408."),
        Setting(
            "http.body_progress_seconds", .seconds(\.http.bodyProgressSeconds, 0.1...3600), unit: "seconds",
            "How long a body may stand still. Then 408."),
        Setting(
            "http.idle_seconds", .seconds(\.http.idleSeconds, 0.1...86_400), unit: "seconds",
            "How long a connection may stay open without a request. Keep it above the proxy's own."),
        Setting(
            "http.write_progress_seconds", .seconds(\.http.writeProgressSeconds, 0.1...3600), unit: "seconds",
            "How long a client may take no byte of its answer before the connection is reset."),
        Setting(
            "http.drain_seconds", .seconds(\.http.drainSeconds, 0...3600), unit: "seconds",
            "After SIGTERM: how long requests that run may take to finish."),
        Setting(
            "http.slice_bytes", .integer(\.http.sliceBytes, 1024...1_048_576), unit: "bytes",
            "What is read from one connection in one turn, and the largest piece of a stream handled at a time."),
        Setting(
            "http.unsent_bytes", .integer(\.http.unsentBytes, 4096...67_108_864), unit: "bytes",
            "Answers that may wait for one client before no more of its requests are read."),
        Setting(
            "http.backlog", .integer(\.http.backlog, 1...65_535), unit: "connections",
            "Connections that the kernel may hold before they are accepted."),
    ]

    private static let enrichment = [
        Setting(
            "enrich.indicators", .names(\.enrich.indicators),
            "The indicators in an answer when the request names none."),
        Setting(
            "enrich.array_contacts", .integer(\.enrich.arrayContacts, 1...100_000), unit: "contacts",
            "The most contacts in one JSON array. More are answered 413; send NDJSON or CSV instead."),
        Setting(
            "enrich.line_bytes", .integer(\.enrich.lineBytes, 256...16_777_216), unit: "bytes",
            "The longest line of NDJSON or CSV. A longer one spoils its own result only."),
        Setting(
            "enrich.field_bytes", .integer(\.enrich.fieldBytes, 64...65_536), unit: "bytes",
            "The longest address field. A longer one is an error of that contact."),
        Setting(
            "enrich.mix_personas", .integer(\.enrich.mixPersonas, 0...100), unit: "personas",
            "The most personas in the mix of a place that covers several neighbourhoods; the largest come first."),
        Setting(
            "enrich.fields", .integer(\.enrich.fields, 1...10_000), unit: "indicators",
            "The most indicators that a request may name in fields. More are answered 400."),
    ]

    private static let lists = [
        Setting(
            "pages.items", .integer(\.pages.items, 1...10_000), unit: "items",
            "Items of one page of a list when the request does not say."),
        Setting(
            "pages.maximum_items", .integer(\.pages.maximumItems, 1...10_000), unit: "items",
            "The most items of one page that a request may ask for. More are answered 400."),
    ]

    private static let audiences = [
        Setting(
            "audience.computed", .object(\.audience.computed),
            "Computed indicators, which rules use like fields. Each has a kind: recency, frequency, monetary, median_interval, "
                + "next_due, favourite, score, rfm, status, or an aggregate: count, sum, avg, min, max, distinct, first, last. "
                + "where says which events count. refresh is live, daily at 03:00 or every 60 minutes."),
        Setting(
            "audience.rule_depth", .integer(\.audience.ruleDepth, 1...RuleLimits.greatestDepth), unit: "groups",
            "Groups within groups that a rule may have."),
        Setting(
            "audience.rule_parts", .integer(\.audience.ruleParts, 1...10_000), unit: "parts",
            "Comparisons and groups that a rule may have."),
        Setting(
            "audience.rule_values", .integer(\.audience.ruleValues, 1...1_000_000), unit: "values",
            "Values that a list of a rule may have."),
        Setting(
            "audience.rule_bytes", .integer(\.audience.ruleBytes, 256...16_777_216), unit: "bytes",
            "The longest rule, in either form."),
        Setting(
            "audience.saved", .integer(\.audience.saved, 1...100_000), unit: "audiences",
            "The most audiences that may be saved. One more is answered 409."),
        Setting(
            "audience.smallest", .integer(\.audience.smallest, 0...1_000_000), unit: "contacts",
            "An audience of fewer is called too small to act on."),
        Setting(
            "audience.sample", .integer(\.audience.sample, 0...10_000), unit: "contacts",
            "The most contacts that POST /audiences/evaluate names as a sample."),
        Setting(
            "audience.threads", .integer(\.audience.threads, 0...256), unit: "threads",
            "Threads that one evaluation uses. 0 takes one a core."),
        Setting(
            "audience.waiting", .integer(\.audience.waiting, 1...100_000), unit: "requests",
            "Evaluations that may wait for their turn. One more is answered 503."),
        Setting(
            "audience.overlap_milliseconds", .integer(\.audience.overlapMilliseconds, 0...60_000), unit: "milliseconds",
            "What comparing a rule with the saved audiences may take; those that find no time are named."),
        Setting(
            "audience.approval_percent", .integer(\.audience.approvalPercent, 0...100), unit: "percent",
            "How far the count may have moved since the person who approves saw it."),
        Setting(
            "audience.in_enrich", .text(\.audience.inEnrich),
            "The audiences that the answer of POST /enrich names for a stored contact: all, approved or none."),
    ]

    private static let dashboards = [
        Setting(
            "dashboard.floor", .integer(\.dashboard.floor, 1...10_000), unit: "contacts",
            "Figures of dashboards that fewer contacts stand behind are not told, nor others that they could be worked out from."
        ),
        Setting(
            "dashboard.remembered_answers", .integer(\.dashboard.rememberedAnswers, 0...10_000), unit: "audiences",
            "Audiences whose answers are compared with new ones, so that subtracting two tells of nobody. Each takes a bit a contact."
        ),
        Setting(
            "dashboard.purchases", .names(\.dashboard.purchases),
            "The types of events that are purchases."),
        Setting(
            "dashboard.months", .integer(\.dashboard.months, 1...240), unit: "months",
            "How far back the figures by month go."),
        Setting(
            "dashboard.value_months", .integer(\.dashboard.valueMonths, 1...240), unit: "months",
            "What average values and frequencies, channels and categories are of."),
    ]

    private static let storing = [
        Setting(
            "contact.attributes", .names(\.contact.attributes),
            "What is stored of a contact beside its place, persona, consents and lifecycle: names with their kinds, \"vip boolean\", "
                + "\"ltv decimal(2)\", \"tier enumeration(bronze|silver|gold)\"; text, integer, date and texts are the others. exact behind "
                + "a text compares it as it is written. Nothing else is stored."),
        Setting(
            "contact.channels", .names(\.contact.channels),
            "The channels that a contact may give consent for."),
        Setting(
            "contact.event_properties", .names(\.contact.eventProperties),
            "What is stored of an event beside its type, channel, category, time and amount, written as attributes are; there are no "
                + "texts."),
        Setting(
            "contact.amount_decimals", .integer(\.contact.amountDecimals, 0...6), unit: "digits",
            "Digits behind the point of an event's amount."),
        Setting(
            "contact.time_zone", .text(\.contact.timeZone),
            "The time zone that days, weeks and months of rules are in, and times that are sent without an offset, as the IANA database "
                + "names it."),
        Setting(
            "contact.unknown_days", .integer(\.contact.unknownDays, 0...3650), unit: "days",
            "How long an event waits for a contact that is not known yet. 0 refuses such events."),
        Setting(
            "contact.store_by_default", .bool(\.contact.storeByDefault),
            "Whether POST /enrich stores a contact with an id when the request does not say."),
        Setting(
            "contact.keep_address", .bool(\.contact.keepAddress),
            "Whether the address of a stored contact is kept. Else it is used to find the neighbourhood and then dropped."
        ),
        Setting(
            "contact.drop_undeclared", .bool(\.contact.dropUndeclared),
            "Whether values of attributes, channels and event properties that are no longer declared are erased at start. Else they "
                + "are kept and not used."),
        Setting(
            "contact.idempotency_hours", .integer(\.contact.idempotencyHours, 1...8760), unit: "hours",
            "How long the answer to an Idempotency-Key is remembered."),
        Setting(
            "contact.bulk_bytes", .integer(\.contact.bulkBytes, 1024...1_073_741_824), unit: "bytes",
            "The largest body of POST /contacts and POST /events. A larger one is answered 413; quartier import has no limit."
        ),
    ]
}
