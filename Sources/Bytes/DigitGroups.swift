/// The digits of a whole number in groups of three, as people read them: `29 718 000`, `29,718,000`.
public enum DigitGroups {
    /// Sets `separator` between groups, counted from the right. `digits` holds digits only. O(digits).
    public static func separated(_ digits: some StringProtocol, by separator: String) -> String {
        var text = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place).isMultiple(of: 3) { text += separator }
            text.append(digit)
        }
        return text
    }
}
