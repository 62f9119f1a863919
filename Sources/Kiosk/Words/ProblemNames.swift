internal import Interview

extension Interview.Problem {
    /// What an audit trail calls it: the kind, never the value.
    var name: String {
        switch self {
        case .required: "required"
        case .wrongKind: "wrong_kind"
        case .outOfRange: "out_of_range"
        case .notWhole: "not_whole"
        case .tooManyDecimals: "too_many_decimals"
        case .tooFew: "too_few"
        case .tooMany: "too_many"
        case .exclusive: "exclusive"
        case .notOffered: "not_offered"
        case .tooLong: "too_long"
        case .forbiddenCharacter: "forbidden_character"
        case .lineBreak: "line_break"
        case .pattern: "pattern"
        case .dateOutOfRange: "date_out_of_range"
        case .timeOutOfRange: "time_out_of_range"
        case .repeated: "repeated"
        case .tooMuch: "too_much"
        case .mustTakeRest: "must_take_rest"
        case .unknownLanguage: "unknown_language"
        }
    }
}
