internal import Interview
internal import SurveyModel
internal import Translations

// An order of options: `2 5 1` puts the second option first.

extension PlainEntry {
    /// Reads the numbers of options in the respondent's order.
    static func order(_ line: String, at item: Interview.Item, _ words: ItemWords) -> PlainEntry {
        if line == "0", item.select.lowerBound == 0 { return .event(.answer(.value(.order([])))) }
        var order: [Int] = []
        for part in numbers(in: line) {
            guard let option = option(part, item) else {
                return .refused(notAnOption(String(part), item, words.texts))
            }
            order.append(option)
        }
        return .event(.answer(.value(.order(order))), saying: words.orderLines(order, of: item))
    }
}

extension ItemWords {
    /// The order that was typed, with its places.
    func orderLines(_ order: [Int], of item: Interview.Item) -> [String] {
        [texts[.orderTaken]] + places(order, of: item.question).map { "  " + $0 }
    }

    /// Each option of an order behind its place.
    func places(_ order: [Int], of question: QuestionID) -> [String] {
        order.enumerated().map { place, option in
            texts(.orderPlace, ["n": "\(place + 1)", "option": label(option, question)])
        }
    }

    /// How to type an order.
    func orderHint(for item: Interview.Item) -> [String] {
        let (low, high) = (item.select.lowerBound, item.select.upperBound)
        let hint =
            if low != high, high > 1 {
                texts(.rankBetween, ["low": "\(max(1, low))", "high": "\(high)"])
            } else {
                texts(high == item.options.count ? .rankAll : .rankFirst, count: high)
            }
        return low == 0 ? [hint, texts[.noneAllowed]] : [hint]
    }

    /// Why an order is too short: what still has no place, where all need one.
    func tooFewPlaces(_ least: Int, at item: Interview.Item, typed: String) -> Refusal {
        let numbers = PlainEntry.numbers(in: typed)
        guard least == item.options.count, !numbers.isEmpty else {
            return .init(texts(.tooFewPlaces, count: least, ["typed": "\(numbers.count)"]), saysHow: true)
        }
        let placed = Set(numbers.compactMap { PlainEntry.option($0, item) })
        let unplaced = item.options.enumerated().filter { !placed.contains($1) }.map { index, option in
            "\(index + 1) \(label(option, item.question))"
        }
        return .init(texts(.unplaced, ["options": unplaced.joined(separator: "; ")]))
    }
}
