internal import Interview
internal import SurveyModel
internal import Translations

/// What stands above a question: its page where that is a new one, and its number among the questions on this way.
struct PlainHeading {
    private var page: BlockID?
    private var question: QuestionID?
    private var group: Int?
    private var asked: [QuestionID] = []
    private var numbers: [QuestionID: Int] = [:]

    /// The lines above an item, and whether its question begins there rather than going on with a further row.
    mutating func open(_ item: Interview.Item, _ words: ItemWords) -> (lines: [String], isOpening: Bool) {
        let isOpening = item.question != question
        guard isOpening else { return (groupLines(item, words), false) }
        question = item.question
        // The opening of a question says the group of its row itself.
        group = Self.group(of: item, words)
        var lines = [""]
        if item.page != page {
            page = item.page
            if let page, case .page(_, let title?) = words.interview.survey[page].kind {
                lines.append(words.texts(.section, ["title": words.line(title)]))
            }
        }
        if !item.isNote { lines.append(words.texts(.question, ["n": "\(number(of: item.question))"])) }
        return (lines, true)
    }

    /// Says everything again at the next item.
    mutating func forget() {
        page = nil
        question = nil
    }

    /// The text above the rows of a group, where another group begins.
    private mutating func groupLines(_ item: Interview.Item, _ words: ItemWords) -> [String] {
        let next = Self.group(of: item, words)
        guard next != group else { return [] }
        group = next
        return words.groupLines(for: item)
    }

    private static func group(of item: Interview.Item, _ words: ItemWords) -> Int? {
        guard case .row(let row) = item.part else { return nil }
        return words.interview.survey[item.question].rows[row].group
    }

    /// Going back takes the numbers of what lies behind back, as another way may be taken from there.
    private mutating func number(of question: QuestionID) -> Int {
        if let number = numbers[question] {
            while asked.count > number { numbers[asked.removeLast()] = nil }
            return number
        }
        asked.append(question)
        numbers[question] = asked.count
        return asked.count
    }
}
