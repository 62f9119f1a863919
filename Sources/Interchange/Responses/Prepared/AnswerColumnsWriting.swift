internal import FoundationEssentials
internal import SurveyModel
internal import Tallies

extension AnswerColumns {
    /// Appends what stands for a row's answer to a variable that is neither missing nor a text: nothing is allocated.
    ///
    /// `codes` is the row's, taken out of it once for all variables. Returns the length of `output` before it.
    func append(
        _ column: Column, _ code: Int, of row: ResponseRow, _ codes: TallyRow, to output: inout [UInt8],
        beyond: (Decimal, inout [UInt8]) -> Void
    ) {
        switch column.kind {
        case .option, .point, .truth: pieces.append(column.codes + code, to: &output)
        case .set: appendSet(column, codes, to: &output)
        case .ranking: appendRanking(column, codes, to: &output)
        case .number(let decimals):
            pieces.append(column.before, to: &output)
            if code == 3, let number = row.exact[column.position] {
                beyond(number, &output)
            } else {
                ScaledNumber.write(codes.amounts[column.position], decimals: decimals, into: &output)
            }
            pieces.append(column.after, to: &output)
        case .date:
            pieces.append(column.before, to: &output)
            CalendarDay(number: Int(codes.amounts[column.position])).write(into: &output)
            pieces.append(column.after, to: &output)
        case .time:
            pieces.append(column.before, to: &output)
            TimeOfDay(minutes: Int(codes.amounts[column.position])).write(into: &output)
            pieces.append(column.after, to: &output)
        case .text: break
        }
    }

    private func appendSet(_ column: Column, _ codes: TallyRow, to output: inout [UInt8]) {
        let start = output.count
        pieces.append(column.before, to: &output)
        let first = output.count
        for word in 0..<(column.optionCount + 63) / 64 {
            var bits = codes.chosen[column.words + word]
            while bits != 0 {
                pieces.append(column.members + word * 64 + bits.trailingZeroBitCount, to: &output)
                bits &= bits - 1
            }
        }
        close(column, start, first, &output)
    }

    /// The options in the order of their places. Few have one, so looking for each place again is cheap; where many have,
    /// they are sorted.
    private func appendRanking(_ column: Column, _ codes: TallyRow, to output: inout [UInt8]) {
        let start = output.count
        pieces.append(column.before, to: &output)
        let first = output.count
        let places = column.words..<column.words + column.optionCount
        if column.optionCount <= 64 {
            var place: UInt64 = 1
            while let index = places.first(where: { codes.chosen[$0] == place }) {
                pieces.append(column.members + index - column.words, to: &output)
                place += 1
            }
        } else {
            for index in places.filter({ codes.chosen[$0] > 0 })
                .sorted(by: { codes.chosen[$0] < codes.chosen[$1] })
            {
                pieces.append(column.members + index - column.words, to: &output)
            }
        }
        close(column, start, first, &output)
    }

    private func close(_ column: Column, _ start: Int, _ first: Int, _ output: inout [UInt8]) {
        guard output.count > first else {
            output.removeLast(output.count - start)
            pieces.append(column.empty, to: &output)
            return
        }
        // Members end with a comma where commas stand between them.
        if output.last == UInt8(ascii: ",") { output.removeLast() }
        pieces.append(column.after, to: &output)
    }
}

/// Numbers that are scaled by a power of ten.
enum ScaledNumber {
    /// Appends the canonical text of an amount of ten to the power of minus `decimals`: no exponent, no zeros at the end.
    static func write(_ amount: Int64, decimals: Int, into output: inout [UInt8]) {
        if decimals == 0, amount >= 0, amount < 10 {
            output.append(0x30 + UInt8(amount))
            return
        }
        let digits = Decimal.Digits(
            isNegative: amount < 0, coefficient: amount.magnitude, exponent: -decimals)
        if !digits.write(into: &output) { output.append(UInt8(ascii: "0")) }
    }
}
