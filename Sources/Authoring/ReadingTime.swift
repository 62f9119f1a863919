public import SurveyModel

/// How long a survey takes at most, for somebody who reads at an ordinary speed.
///
/// An upper bound over the routing: of the arms of one `if` the longest counts, of a collection that draws the longest
/// units. It takes every word shown at `wordsPerMinute` and, for each item, the time to decide and to type of its kind.
public struct ReadingTime: Sendable {
    /// Words of running text read silently in a minute.
    ///
    /// Source: M. Brysbaert, "How many words do we read per minute? A review and meta-analysis of reading rate", Journal
    /// of Memory and Language 109 (2019): 238 for English non-fiction.
    public static let wordsPerMinute = 238.0

    /// The longest way through the survey in a language, in seconds.
    public let seconds: Double

    /// The minutes, rounded up.
    public var minutes: Int { Int((seconds / 60).rounded(.up)) }

    /// Works it out. Linear in the survey.
    public init(of survey: Survey, locale: String) {
        let words = WordCounts(survey, locale)
        // What is directly in each block, and the longest arm of each chain, collected from the innermost blocks outwards:
        // a child stands behind its parent.
        var own = [Double](repeating: 0, count: survey.blocks.count)
        for step in survey.steps {
            own[step.block.position] += Self.seconds(of: step.action, survey, words)
        }
        var units = [[Double]](repeating: [], count: survey.blocks.count)
        var chains: [BlockID: Double] = [:]
        for position in survey.blocks.indices.reversed() {
            let block = survey.blocks[position]
            if case .collection(_, let draw) = block.kind {
                let all = units[position].sorted(by: >)
                own[position] += all.prefix(draw ?? all.count).reduce(0, +)
            }
            guard let parent = block.parent, parent.position < position else { continue }
            switch block.kind {
            case .unit:
                units[parent.position].append(own[position])
            case .arm(_, let previous):
                let longest = max(own[position], chains.removeValue(forKey: BlockID(position)) ?? 0)
                if let previous, previous.position < position {
                    chains[previous] = max(chains[previous] ?? 0, longest)
                } else {
                    own[parent.position] += longest
                }
            case .page(_, let title):
                own[parent.position] += own[position] + (title.map { words.seconds($0) } ?? 0)
            case .root, .collection:
                own[parent.position] += own[position]
            }
        }
        seconds = (own.first ?? 0) + (survey.title.map { words.seconds($0) } ?? 0)
    }

    private static func seconds(
        of action: Step.Action, _ survey: Survey, _ words: WordCounts
    ) -> Double {
        guard case .ask(let id) = action else { return 0 }
        let question = survey[id]
        var seconds = words.seconds(question.text)
        if let help = question.help { seconds += words.seconds(help) }
        if let scale = question.scale {
            seconds += survey[scale].labels.map { words.seconds($0.text) }.reduce(0, +)
        }
        let options = question.list.map { survey[$0].options.map { words.seconds($0.text) } } ?? []
        let shown =
            question.draw.map { options.sorted(by: >).prefix($0).reduce(0, +) } ?? options.reduce(0, +)
        return seconds + shown + question.rows.map { words.seconds($0.text) }.reduce(0, +)
            + effort(of: question, survey)
    }

    /// The time to decide and to type, in seconds: conventions of this project, near what interviewers allow for, and no
    /// measurement.
    private static func effort(of question: Question, _ survey: Survey) -> Double {
        switch question.kind {
        case .note: 1
        case .yesno, .consent: 2
        case .nps, .csat, .ces, .rating: 3
        case .choice: 3
        case .choices: 5
        case .grid(_, let rows): 2.5 * Double(rows.count)
        case .choiceGrid(_, let select, let rows): (select == nil ? 3 : 5) * Double(rows.count)
        case .ranking(let list, let select): 3 * Double(min(select.upperBound, survey[list].options.count))
        case .allocate(let list, _): 4 * Double(survey[list].options.count)
        case .number, .date, .time: 5
        case .text(let rule): rule.lines > 1 ? 20 : 10
        }
    }
}

/// How long each text takes to read.
private struct WordCounts {
    private let times: [Double]

    init(_ survey: Survey, _ locale: String) {
        let localization = survey.localizations.first { $0.tag == locale }
        times = survey.texts.indices.map { index in
            let template = localization?.texts[index].template ?? survey.texts[index].source
            let words = template.split { $0.isWhitespace }.count
            return Double(words) * 60 / ReadingTime.wordsPerMinute
        }
    }

    func seconds(_ text: TextID) -> Double {
        times.indices.contains(text.position) ? times[text.position] : 0
    }
}
