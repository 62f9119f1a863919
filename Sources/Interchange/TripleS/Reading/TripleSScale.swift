internal import FoundationEssentials
internal import SurveyModel

/// Values as the points of a scale.
extension TripleSQuestion {
    /// The points of a scale, where the values are one: whole numbers without a gap that begin with their number, have no
    /// label or a score, or that go from 0 to 10.
    var points: ClosedRange<Int>? {
        guard variable.kind == .single, !variable.isLiteral else { return nil }
        let codes = labelled.compactMap { Int($0.code) }.sorted()
        if let range = variable.range, let low = Int(range.from), let high = Int(range.to) {
            guard low < high, Self.span(low, high) <= 1_000, codes.allSatisfy((low...high).contains) else {
                return nil
            }
            return low...high
        }
        guard codes.count == labelled.count, let low = codes.first, let high = codes.last, low < high,
            Self.span(low, high) == codes.count - 1, codes.count <= 1_001,
            (-1_000_000...1_000_000).contains(low), (-1_000_000...1_000_000).contains(high)
        else { return nil }
        let isScale =
            low...high == 0...10 || isTold
            || labelled.contains { value in
                value.score != nil || pointLabel(value).isEmpty
                    || pointLabel(value) != words(value.label).oneLine
            }
        return isScale ? low...high : nil
    }

    /// Whether a file of ours says that the values are points.
    private var isTold: Bool { variable.isScale && !readsLabels }

    /// The label of a point without its number: `1 - Not at all`. A file of ours has the number where there is no label.
    private func pointLabel(_ value: TripleSDefinitions.Value) -> String {
        let words = words(value.label).oneLine
        if isTold { return words == value.code ? "" : words }
        return TripleSPointLabel.label(words, of: value.code)
    }

    mutating func rating(_ points: ClosedRange<Int>) {
        kind = .number(missing: missingNumbers)
        var body: [String] = []
        for value in labelled {
            let label = pointLabel(value)
            guard let point = Int(value.code), !TripleSSourceText.comment(label).isEmpty else { continue }
            let words = quoted(
                value.label, label, or: value.code, key: ".label.\(point)", point: isTold ? nil : value.code)
            body.append("\(point) \(words)")
        }
        question("rating % \(points.lowerBound)...\(points.upperBound)", body: body)
    }

    var missingNumbers: [Decimal: Missing] {
        var numbers: [Decimal: Missing] = [:]
        for (code, kind, _) in missing { if let number = Decimal(exactly: code) { numbers[number] = kind } }
        return numbers
    }
}
