import Audiences

/// Where and when purchases are made, in the last months.
public struct ChannelsAnswer: Sendable {
    public struct Row: Sendable {
        /// "" is not known.
        public var label: String
        /// Nil when the four are hidden.
        public var buyers: Int?
        public var purchases: Int?
        public var amount: ExactDecimal?
        /// Of all purchases that are told, 0 to 1.
        public var share: Double?
        public var averagePurchase: Double?
    }

    /// Purchases in one hour of the week, as clocks on the wall show.
    public struct Hour: Sendable {
        /// 0 is Monday.
        public var weekday: Int
        public var hour: Int
        public var purchases: Int?
    }

    public var months: Int
    public var channels: [Row]
    public var hours: [Hour]
}

extension DashboardSubject {
    /// Purchases by channel, and by hour of the week. Two passes over the events.
    public func channels(_ disclosure: inout Disclosure) throws(DashboardError) -> ChannelsAnswer {
        let (_, axis, labels) = try eventTexts(EventField.channel)
        let channels = try sales([.column(axis)], "channels", labels, months: options.valueMonths, &disclosure)
        let hourLabels = (0..<168).map { "\($0 / 24) \($0 % 24)" }
        let hours = try sales([.weekdays, .hours], "hours", hourLabels, months: options.valueMonths, &disclosure)
        return ChannelsAnswer(
            months: options.valueMonths, channels: Self.rows(channels),
            hours: hours.enumerated().map { place, sale in
                ChannelsAnswer.Hour(
                    weekday: place / 24, hour: place % 24, purchases: sale.isTold ? sale.purchases : nil)
            })
    }

    /// Most purchases first; groups without any are left out.
    static func rows(_ sales: [Sale]) -> [ChannelsAnswer.Row] {
        let all = sales.reduce(0) { $0 + ($1.isTold ? $1.purchases : 0) }
        return sales.filter { $0.purchases > 0 }
            .sorted { ($1.purchases, $0.label) < ($0.purchases, $1.label) }
            .map { sale in
                guard sale.isTold else { return ChannelsAnswer.Row(label: sale.label) }
                return ChannelsAnswer.Row(
                    label: sale.label, buyers: sale.buyers, purchases: sale.purchases, amount: sale.amount,
                    share: Double(sale.purchases) / Double(max(1, all)),
                    averagePurchase: sale.amount.double / Double(sale.purchases))
            }
    }
}
