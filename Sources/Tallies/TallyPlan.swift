internal import FoundationEssentials
public import SurveyModel

/// What is counted of the responses to a survey, derived from the survey alone.
///
/// For each locale there is one flat row of amounts, a *cell*. A cell is divided into series and a series
/// into bins:
///
/// | series | bins |
/// | --- | --- |
/// | `responses` | one for each state, `#stale`, `#synthetic` |
/// | `versions` | one for each of the last 64 versions of the survey, `#other` |
/// | `answers.VARIABLE` | one for each point or option, or sums; and one for each kind of missing, `?skipped` |
/// | `metric.METRIC` | the same for a metric with `where`, restricted to whom it is about |
/// | `event.METRIC` | no, yes, and each kind of missing |
/// | `values.METRIC` | sums of a number, and one for each value that was given, `=250` |
/// | `scale.METRIC`, `gap.METRIC`, `index.METRIC`, `lifetime.METRIC` | moments, see the types they are read as |
/// | `relation.N.moments`, `relation.N.levels.K` | moments and pairs of answers, see `RelationTally` |
///
/// A metric that is broken down has each of its series once for everybody and once for each combination of the values
/// it is broken down by, `metric.METRIC@channel=store`.
///
/// Of the responses only the complete and the partial ones are counted in series other than the first two.
/// Locales that the survey does not have share the cell `und`, so that memory is bounded whatever is sent.
public final class TallyPlan: Sendable {
    /// The survey that responses answer.
    public let survey: Survey
    /// The locales that have a cell: the survey's, then `otherLocale`.
    public let locales: [String]
    /// Changes whenever tallies of this plan mean something else, so that stored ones must be made again from
    /// the responses: with another series or bin, another `where`, another reversed item.
    public let signature: String

    package let series: [TallySeries]
    /// Amounts in a cell.
    package let width: Int
    /// How each variable becomes bins; nil for computed ones.
    package let codings: [Coding?]
    /// The offset in a cell of each variable's series; -1 for computed ones.
    package let offsets: [Int]
    /// Where the chosen options of a set, or the places of a ranking, stand in `TallyRow.chosen`; -1 for other
    /// variables.
    package let wordOffsets: [Int]
    /// How many words all chosen options of a row take.
    package let words: Int
    /// How each metric is counted, in the survey's order.
    package let metrics: [MetricPlan]
    /// How each relation is counted, in the survey's order.
    package let relations: [RelationPlan]
    /// Whether any metric or relation needs the answers themselves and not only their bins.
    package let needsAnswers: Bool
    /// The first version that has a bin.
    package let firstVersion: Int

    /// The stored variables and their series.
    package let stored: [StoredSeries]
    /// The metrics that have series of their own.
    package let countedMetrics: [MetricPlan]
    /// The relations that are counted.
    package let countedRelations: [RelationPlan]
    /// Whether responses in each state stand in figures.
    package let isCounted: [Bool]
    /// The offset of the bins for stale and synthetic responses, which versions follow.
    package let flags = Disposition.allCases.count
    let localeIndex: [String: Int]

    /// The locale of responses in a language that the survey does not have: BCP 47's "undetermined".
    public static let otherLocale = "und"

    /// Plans the tallies of a survey. Linear in its variables, options and points, and in the square of the
    /// items of each scale, of which more than `ScaleMoments.itemLimit` get no cross moments, and of the terms of each
    /// relation.
    public init(_ survey: Survey) {
        self.survey = survey
        var locales: [String] = []
        var localeIndex: [String: Int] = [:]
        for locale in survey.locales + [Self.otherLocale] where localeIndex[locale] == nil {
            localeIndex[locale] = locales.count
            locales.append(locale)
        }
        self.locales = locales
        self.localeIndex = localeIndex

        var layout = Layout()
        layout.append("responses", Disposition.allCases.map(\.rawValue) + ["#stale", "#synthetic"])
        let firstVersion = max(1, survey.version - 63)
        let versions = survey.version >= firstVersion ? Array(firstVersion...survey.version) : []
        layout.append("versions", versions.map(String.init) + ["#other"])
        self.firstVersion = firstVersion

        var codings: [Coding?] = []
        var offsets: [Int] = []
        var wordOffsets: [Int] = []
        var words = 0
        for variable in survey.variables {
            guard variable.isStored else {
                codings.append(nil)
                offsets.append(-1)
                wordOffsets.append(-1)
                continue
            }
            let coding = Coding(variable, in: survey)
            offsets.append(layout.append("answers.\(variable.name)", coding.bins(of: variable, in: survey)))
            codings.append(coding)
            switch coding {
            case .options(let count):
                wordOffsets.append(words)
                words += (count + 63) / 64
            case .order(let count):
                wordOffsets.append(words)
                words += count
            default: wordOffsets.append(-1)
            }
        }
        self.codings = codings
        self.offsets = offsets
        self.wordOffsets = wordOffsets
        self.words = words
        let stored = codings.enumerated().map { position, coding in
            coding.map {
                StoredSeries($0, position, offset: offsets[position], wordOffset: wordOffsets[position])
            }
        }
        self.stored = stored.compactMap(\.self)
        isCounted = Disposition.allCases.map { $0 == .complete || $0 == .partial }
        metrics = survey.metrics.map { MetricPlan($0, survey, codings, stored, &layout) }
        countedMetrics = metrics.filter(\.isCounted)
        relations = survey.relations.enumerated().map {
            RelationPlan($1, number: $0 + 1, survey, codings, &layout)
        }
        countedRelations = relations.filter(\.isCounted)
        series = layout.series
        width = layout.width
        needsAnswers =
            metrics.contains(where: \.needsAnswers) || relations.contains(where: \.needsAnswers)
        signature = Self.signature(of: survey, layout.series, relations)
    }

    /// The position of a response's locale among the cells.
    package func cell(of locale: String) -> Int { localeIndex[locale] ?? localeIndex[Self.otherLocale] ?? 0 }

    /// 64-bit FNV-1a over everything that gives the amounts their meaning.
    private static func signature(
        of survey: Survey, _ series: [TallySeries], _ relations: [RelationPlan]
    ) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func take(_ text: String) {
            for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
            hash = (hash ^ 0xFF) &* 0x100_0000_01b3
        }
        take(survey.structure)
        for series in series {
            take(series.name)
            series.bins.forEach(take)
        }
        for metric in survey.metrics {
            take(metric.name)
            for (position, strand) in metric.strands.enumerated() {
                if position > 0 { take("strand") }
                for item in strand.items {
                    take("\(item.variable.position)\(item.isReversed ? "-" : "+")")
                    if item.weight != 1 { take("weight \(item.weight.canonicalText)") }
                }
                if let event = strand.event { take("event \(event)") }
                if let condition = strand.condition { take(String(describing: condition)) }
            }
            for variable in metric.by { take("by \(variable.position)") }
        }
        for relation in relations {
            for term in relation.terms {
                take("term \(term.least) \(term.parts)")
                for item in term.items { take("\(item.variable)\(item.isReversed ? "-" : "+")") }
            }
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

/// A named run of bins in every cell.
package struct TallySeries: Hashable, Sendable {
    package let name: String
    package let offset: Int
    package let bins: [String]
    /// Whether it has a bin for each value that occurs, beside the ones here.
    package var isOpen = false
    /// Whether it has groups that are only known from the responses, each with these bins and one more.
    package var hasOpenGroups = false
}

/// The series of a stored variable, as a loop over all of them needs it.
package struct StoredSeries: Sendable {
    package let variable: Int
    package let offset: Int
    /// The code of answers that have more to them than a bin: sets, orders and numbers; -1 for other variables.
    package let detailed: Int
    package let wordOffset: Int
    /// How many words the chosen options take; 0 for numbers; minus the number of options for a ranking.
    package let words: Int

    init(_ coding: Coding, _ variable: Int, offset: Int, wordOffset: Int) {
        self.variable = variable
        self.offset = offset
        self.wordOffset = wordOffset
        switch coding {
        case .options(let count): (detailed, words) = (count, (count + 63) / 64)
        case .number, .date, .time: (detailed, words) = (0, 0)
        case .order(let count): (detailed, words) = (3 * count, -count)
        case .point, .option, .yesno, .text: (detailed, words) = (-1, 0)
        }
    }
}

/// Lays series out one after the other.
struct Layout {
    var series: [TallySeries] = []
    var width = 0

    @discardableResult
    mutating func append(
        _ name: String, _ bins: [String], isOpen: Bool = false, hasOpenGroups: Bool = false
    ) -> Int {
        let offset = width
        series.append(
            TallySeries(name: name, offset: offset, bins: bins, isOpen: isOpen, hasOpenGroups: hasOpenGroups))
        width += bins.count
        return offset
    }
}
