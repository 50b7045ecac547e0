// swift-tools-version: 6.2
import PackageDescription

// Arrows point down only. `swift build --explicit-target-dependency-import-check error` (as .ci/run calls it)
// refuses an import that is not declared here.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    // A function may return a Span of what it borrows (`@_lifetime`).
    .enableExperimentalFeature("Lifetimes"),
]

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

let package = Package(
    name: "quartier",
    targets: [
        .executableTarget(
            name: "quartier",
            dependencies: [
                "Service", "Store", "Segmentation", "Enrichment", "Audiences", "Dashboards", "HTTP", "JSON", "CSV",
                "Bytes", "Markup",
            ],
            swiftSettings: strict),
        room(
            "Service",
            [
                "HTTP", "JSON", "CSV", "Bytes", "Audiences", "Dashboards", "Enrichment", "Segmentation", "Store",
                "Portal", "Charts", "Markup", "CLinux",
            ]),
        .target(
            name: "Portal", dependencies: ["Charts", "Markup", "Bytes"], resources: [.embedInCode("Files")],
            swiftSettings: strict),
        room("Charts", ["Markup"]),
        room("Store", ["CSQLite", "Bytes", "CSV", "Enrichment", "Segmentation", "Audiences"]),
        room("Dashboards", ["Audiences", "Statistics"]),
        room("Audiences", ["Statistics", "JSON", "Bytes"]),
        room("Enrichment", ["Bytes", "CPrefetch"]),
        room("Segmentation", ["Statistics", "CSV", "Bytes", "Enrichment", "Charts", "Markup"]),
        room("HTTP", ["CLinux", "Bytes"]),
        room("JSON", ["Bytes"]),
        room("CSV", ["Bytes"]),
        room("Markup", ["Bytes"]),
        room("Statistics"),
        room("Bytes"),
        .systemLibrary(name: "CLinux"),
        .systemLibrary(name: "CPrefetch"),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        tests("BytesTests", ["Bytes"]),
        .target(name: "TestSupport", dependencies: ["CLinux"], path: "Tests/Support", swiftSettings: strict),
        tests("HTTPTests", ["HTTP", "CLinux", "Bytes", "TestSupport"]),
        tests("JSONTests", ["JSON", "Bytes", "TestSupport"]),
        tests("CSVTests", ["CSV", "Bytes", "TestSupport"]),
        tests("StatisticsTests", ["Statistics"]),
        tests("MarkupTests", ["Markup", "Bytes", "TestSupport"]),
        tests("EnrichmentTests", ["Enrichment", "Bytes", "TestSupport"]),
        .target(
            name: "AudienceSupport", dependencies: ["Audiences", "TestSupport"], path: "Tests/AudienceSupport",
            swiftSettings: strict),
        tests("AudiencesTests", ["Audiences", "AudienceSupport", "JSON", "Bytes", "TestSupport"]),
        tests(
            "DashboardsTests", ["Dashboards", "Audiences", "Statistics", "AudienceSupport", "TestSupport", "Store"]),
        tests(
            "StoreTests",
            ["Store", "Audiences", "AudienceSupport", "Segmentation", "Enrichment", "CSV", "Bytes", "TestSupport"]),
        tests("SegmentationTests", ["Segmentation", "Statistics", "Enrichment", "CSV", "Bytes", "Markup"]),
        tests("SettingsTests", ["Service", "HTTP"]),
        tests("PortalTests", ["Portal", "Charts", "Markup"]),
        tests(
            "BrowserTests",
            ["Service", "Audiences", "Store", "HTTP", "JSON", "Bytes", "TestSupport"]),
        tests(
            "ServiceTests",
            ["Service", "Audiences", "Enrichment", "HTTP", "JSON", "Bytes", "Store", "Segmentation", "TestSupport"]),
        tests("CommandTests", ["quartier", "Service", "HTTP"]),
    ]
)
