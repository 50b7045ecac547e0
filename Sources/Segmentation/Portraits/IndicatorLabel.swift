/// The label of an indicator as lists show it.
public enum IndicatorLabel {
    /// Without what stands in parentheses at its end: how the figure was come by is in the catalogue.
    public static func short(_ label: String) -> String {
        guard label.hasSuffix(")"), let open = label.firstRange(of: " (") else { return label }
        return String(label[..<open.lowerBound])
    }
}
