public import FoundationEssentials
public import SurveyModel
public import Tallies

/// What a response has in a column.
public enum ColumnValue: Hashable, Sendable {
    /// Nothing, for this reason; nil for what belongs to a response and is absent.
    case missing(Missing?)
    /// A whole number in the unit of the column's kind: the index of an option, a point, 1 or 0, a place, a scaled number,
    /// days, minutes, milliseconds, billionths.
    case whole(Int64)
    /// A number that is too large to be scaled.
    case beyond(Decimal)
    /// A text; its bytes are what `ResponseRow.text(of:)` has.
    case text(ArraySlice<UInt8>)
}

extension ResponseRow {
    /// What stands in a column. Constant time, and for codes, numbers and texts without an allocation.
    public func value(of source: Column.Source) -> ColumnValue {
        switch source {
        case .variable(let position): value(of: position)
        case .option(let position, let option):
            if let missing = missing(of: position) {
                .missing(missing)
            } else {
                .whole(
                    Int64(codes.chosen[plan.wordOffsets[position] + option >> 6] >> UInt64(option & 63) & 1))
            }
        case .place(let position, let option):
            if let missing = missing(of: position) {
                .missing(missing)
            } else {
                .whole(Int64(truncatingIfNeeded: codes.chosen[plan.wordOffsets[position] + option]))
            }
        case .response(let part): value(of: part)
        }
    }

    private func value(of position: Int) -> ColumnValue {
        guard let coding = plan.codings[position] else { return .missing(.notAsked) }
        let code = Int(codes.codes[position])
        guard code < coding.missingOffset else {
            return .missing(Coding.missingKinds[code - coding.missingOffset])
        }
        switch coding {
        case .point(let low, _): return .whole(Int64(low + code))
        case .option, .yesno: return .whole(Int64(code))
        case .number, .date, .time:
            if code == 3, let number = exact[position] { return .beyond(number) }
            return .whole(codes.amounts[position])
        case .text: return .text(text(of: position))
        // Sets and rankings have a column for each option.
        case .options, .order: return .missing(.notAsked)
        }
    }

    private func value(of part: Column.ResponsePart) -> ColumnValue {
        func text(_ text: String?) -> ColumnValue { text.map { .text(Array($0.utf8)[...]) } ?? .missing(nil) }
        switch part {
        case .id:
            var bytes: [UInt8] = []
            bytes.reserveCapacity(36)
            writeID(into: &bytes)
            return .text(bytes[...])
        case .survey: return text(plan.survey.name)
        case .version: return .whole(Int64(head.version))
        case .structure: return text(head.structure)
        case .locale: return text(head.locale)
        case .station: return text(head.station)
        case .channel: return text(head.channel)
        case .seed: return text(String(head.seed))
        case .started: return .whole(head.started.milliseconds)
        case .ended: return .whole(head.ended.milliseconds)
        case .state: return text(head.state.rawValue)
        case .stale: return .whole(head.isStale ? 1 : 0)
        case .weight: return weight.map { .whole($0) } ?? .missing(nil)
        }
    }
}
