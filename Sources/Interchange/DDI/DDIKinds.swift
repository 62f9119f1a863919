// What DDI calls the kinds of columns.

extension Column.Kind {
    /// Whether values are measured rather than counted one by one.
    var isContinuous: Bool {
        switch self {
        case .number, .date, .time, .moment, .weight: true
        case .text, .coded, .point, .flag, .yesno, .place: false
        }
    }

    /// The level of measurement.
    var nature: String? {
        switch self {
        case .text: nil
        case .coded, .flag, .yesno: "nominal"
        case .point, .place: "ordinal"
        case .date, .time, .moment: "interval"
        case .number, .weight: "ratio"
        }
    }

    var representation: String {
        switch self {
        case .text: "text"
        case .coded, .flag, .yesno, .point: "code"
        case .date, .time, .moment: "datetime"
        case .number, .weight, .place: "numeric"
        }
    }

    var domain: String {
        switch self {
        case .text: "text"
        case .coded, .yesno, .point: "category"
        case .flag, .place: "multiple"
        case .date, .time, .moment: "datetime"
        case .number, .weight: "numeric"
        }
    }

    var formatCategory: String? {
        switch self {
        case .date, .moment: "date"
        case .time: "time"
        default: nil
        }
    }
}
