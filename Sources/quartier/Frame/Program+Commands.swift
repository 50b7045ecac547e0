extension Program {
    /// Every command, in the order of help.
    static let commands: [any Command.Type] = [
        ServeCommand.self,
        BuildCommand.self,
        EnrichCommand.self,
        ImportContactsCommand.self,
        ImportEventsCommand.self,
        EvaluateCommand.self,
        CheckCommand.self,
        HealthCommand.self,
        SegmentationTrainCommand.self,
        SegmentationReportCommand.self,
        SegmentationMatrixCommand.self,
        SegmentationCompareCommand.self,
        ExportReferenceCommand.self,
        ExportSettingsCommand.self,
        BenchEchoCommand.self,
        BenchHTTPCommand.self,
        BenchJSONCommand.self,
        BenchEnrichCommand.self,
        BenchWritesCommand.self,
        BenchAudienceCommand.self, BenchDashboardsCommand.self,
        BenchFranceCommand.self,
        VersionCommand.self,
    ]
}
