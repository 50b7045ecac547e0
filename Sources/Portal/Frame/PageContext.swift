import Bytes

/// What every page needs to know of the request and of the service.
public struct PageContext: Sendable {
    public var language: Language
    /// Whether the reader has just chosen the language: then it is kept.
    public var keepsLanguage = false
    /// The path that the page answers, for the links that change the language.
    public var path: String
    /// The query of the page as it was asked, for the same links; `audience=Gold&base=france`.
    public var query = ""
    /// What a form must send back: see `FormToken` of the service.
    public var token: String
    /// Version of the reference.
    public var dataset: String
    /// Whether the reference knows streets.
    public var hasStreets: Bool
    /// Each source with its licence.
    public var attribution: String
    /// Where this service is reached, for lines to copy: `http://127.0.0.1:8080`.
    public var origin: String
    /// The contacts of the demonstration set, while it is in place; nil else.
    public var inventedContacts: Int?

    public init(
        language: Language, path: String, token: String, dataset: String, hasStreets: Bool, attribution: String,
        origin: String
    ) {
        self.language = language
        self.path = path
        self.token = token
        self.dataset = dataset
        self.hasStreets = hasStreets
        self.attribution = attribution
        self.origin = origin
    }

    /// This page in another language.
    func link(in language: Language) -> String {
        let rest = query.split(separator: "&").filter { !$0.hasPrefix("lang=") } + ["lang=\(language.rawValue)"]
        return path + "?" + rest.joined(separator: "&")
    }

    /// The phrase in the language of the page.
    func callAsFunction(_ phrase: Phrase) -> String { phrase[language] }

    /// A number with its thousands apart: `29 718 000`, `29,718,000`.
    public func number(_ value: Double, decimals: Int = 0) -> String {
        guard value.isFinite else { return "–" }
        var buffer = ByteBuffer(capacity: 32)
        buffer.append(value.magnitude, decimals: decimals)
        let text = String(buffer.bytes)
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let whole = DigitGroups.separated(parts[0], by: groupSeparator)
        let isZero = text.allSatisfy { $0 == "0" || $0 == "." }
        let sign = value < 0 && !isZero ? "−" : ""
        guard decimals > 0 else { return sign + whole }
        let fraction = parts.count > 1 ? String(parts[1]) : ""
        return sign + whole + decimalSeparator + fraction + String(repeating: "0", count: decimals - fraction.count)
    }

    /// A share, 0–1, as a percentage.
    public func percent(_ share: Double, decimals: Int = 1) -> String {
        guard share.isFinite else { return "–" }
        return number(share * 100, decimals: decimals) + (language == .french ? "\u{202F}%" : "%")
    }

    /// A day, `2026-11-21`, as it is written.
    func date(_ day: String) -> String {
        let parts = day.split(separator: "-")
        guard parts.count == 3, let number = Int(parts[2]) else { return day }
        return "\(number) " + month(parts[0] + "-" + parts[1])
    }

    /// A month, `2026-11`, as it is written.
    func month(_ month: some StringProtocol) -> String {
        let parts = month.split(separator: "-")
        guard parts.count == 2, let number = Int(parts[1]), (1...12).contains(number) else { return String(month) }
        return Phrase.months[number - 1][language] + " " + parts[0]
    }

    /// An index, 100 = as in the base. Where the base has next to nobody it is only said to be large.
    func index(_ value: Double) -> String {
        value > Self.greatestIndex ? "> " + number(Self.greatestIndex) : number(value)
    }

    private static let greatestIndex = 1000.0

    /// An amount of euros.
    func money(_ amount: Double, decimals: Int = 0) -> String {
        let text = number(amount, decimals: decimals)
        return language == .french ? text + "\u{202F}€" : "€" + text
    }

    private var groupSeparator: String { language == .french ? "\u{202F}" : "," }
    private var decimalSeparator: String { language == .french ? "," : "." }
}
