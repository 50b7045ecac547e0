/// Everything that can be configured, each with its default. What each means, its unit and its limits stand in
/// `Settings.list`, which is what help, errors and `Config/quartier.json` are made from.
///
/// Four sources, each winning over the ones before: these defaults, the file, the environment, the command line.
public struct Settings: Equatable, Sendable {
    // Where it listens.
    public var host: String? = "127.0.0.1"
    public var port = 8080
    public var unixSocket: String?
    public var openToNetwork = false
    public var allowedHosts: [String] = []
    public var loops = 0

    // What it reads and writes.
    public var reference = "reference.sqlite"
    public var referenceDirectory: String?
    public var contacts = "contacts.sqlite"
    public var accessLog = "stdout"

    public var http = HTTP()
    public var enrich = Enrich()
    public var pages = Pages()
    public var contact = Contact()
    public var audience = Audience()
    public var dashboard = Dashboard()

    public init() {}

    /// Limits and deadlines of the HTTP engine.
    public struct HTTP: Equatable, Sendable {
        public var requestLineBytes = 8 * 1024
        public var headerBytes = 16 * 1024
        public var headerFields = 100
        public var bodyBytes = 1 << 20
        public var requestsPerConnection = 0
        public var connections = 16 * 1024
        public var retryAfterSeconds = 1
        public var headerDeadlineSeconds = 10.0
        public var bodyProgressSeconds = 20.0
        public var idleSeconds = 75.0
        public var writeProgressSeconds = 20.0
        public var drainSeconds = 10.0
        public var sliceBytes = 16 * 1024
        public var unsentBytes = 64 * 1024
        public var backlog = 1024
    }

    /// Limits and defaults of `POST /enrich`.
    public struct Enrich: Equatable, Sendable {
        public var indicators = ["median_income", "no_car_share", "owner_share", "over_65_share", "density"]
        public var arrayContacts = 1000
        public var lineBytes = 64 * 1024
        public var fieldBytes = 512
        public var mixPersonas = 10
        public var fields = 200
    }

    /// Limits of lists that come in pages.
    public struct Pages: Equatable, Sendable {
        public var items = 50
        public var maximumItems = 500
    }

    /// What rules may ask, and how audiences are acted on.
    public struct Audience: Equatable, Sendable {
        public var computed = ComputedDeclaration.shipped
        public var ruleDepth = 24
        public var ruleParts = 1000
        public var ruleValues = 10_000
        public var ruleBytes = 256 * 1024
        public var saved = 1000
        public var smallest = 50
        public var sample = 100
        public var threads = 0
        public var waiting = 64
        public var overlapMilliseconds = 200
        public var approvalPercent = 1
        public var inEnrich = "all"
    }

    /// What is told of contacts together.
    public struct Dashboard: Equatable, Sendable {
        public var floor = 11
        public var rememberedAnswers = 64
        public var purchases = ["purchase"]
        public var months = 24
        public var valueMonths = 12
    }

    /// What is stored of contacts and events.
    public struct Contact: Equatable, Sendable {
        public var attributes: [String] = []
        public var channels = ["email", "sms"]
        public var eventProperties: [String] = []
        public var amountDecimals = 2
        public var timeZone = "Europe/Paris"
        public var unknownDays = 7
        public var storeByDefault = false
        public var keepAddress = false
        public var dropUndeclared = false
        public var idempotencyHours = 24
        public var bulkBytes = 32 << 20
    }
}
