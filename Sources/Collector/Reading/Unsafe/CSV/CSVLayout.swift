internal import SurveyModel
internal import Tallies

/// A plan in flat memory, for the transcoder: shared by all threads, never changed.
final class CSVLayout: @unchecked Sendable {
    enum Kind: UInt8 {
        case number, option, yesno, date, time, text, set, ranking, flags, ranks, constant
    }

    /// How the answer of a variable comes about.
    struct Slot {
        var kind: Kind
        var variable: Int32
        /// The column, or the first of `members`.
        var column: Int32 = 0
        var members: Int32 = 0
        /// The name space of its words; the one after it has them folded.
        var space: Int32 = 0
        /// What an empty cell means, or what every row has: an action.
        var empty: Int32 = 0
        /// `"name":`
        var key = Bytes()
        var decimal: UInt8 = 0
        var split: UInt8 = 0
        /// Whether words may look like numbers, or like any text.
        var looksUpFirst = false
        /// Whether none of the options is an answer.
        var allowsNone = false
        var format: Int32 = -1
        /// Where the names of its options begin in `options`.
        var options: Int32 = 0
        var optionCount: Int32 = 0
    }

    /// The column of one option.
    struct Member {
        var column: Int32
        var option: Int32
        var space: Int32
        var looksUpFirst: Bool
        /// What an empty cell means here; -1 is nothing.
        var empty: Int32
    }

    /// A stretch of `pool`.
    struct Bytes {
        var offset: Int32 = 0
        var length: Int32 = 0
    }

    /// What a word means.
    struct Action {
        enum Kind: UInt8 { case answer, missing, notAsked, flag }
        var kind: Kind
        /// The option, or whether it is chosen.
        var option: Int32 = 0
        /// What stands in the line.
        var bytes = Bytes()
    }

    /// What belongs to the response.
    struct Head {
        var isThere = false
        /// -1 is a constant.
        var column: Int32 = -1
        var hasWords = false
        var space: Int32 = 0
        var bytes = Bytes()
        var format: Int32 = -1
        var zone = 0
    }

    private let memory = FlatMemory()
    let survey: Survey
    let plan: CSVPlan
    let separator: UInt8
    let columnCount: Int
    let slots: [Slot]
    let members: [Member]
    let actions: [Action]
    let options: [Bytes]
    let heads: [Head]
    let patterns: [MomentPattern]
    let pool: UnsafeMutablePointer<UInt8>
    let names: NameTable
    /// `,"survey":"…","version":…,"structure":"…","locale":`
    let constantRun: Bytes
    // What stands there if the file does not say.
    let structure: Bytes
    let surveyName: Bytes
    // The same as it stands in cells.
    let usualSurvey: Bytes
    let usualVersion: Bytes
    let usualStructure: Bytes
    /// What a line has at most beside what its cells say.
    let fixedLength: Int
    /// Whether ids are made of rows.
    let derivesIDs: Bool
    let mostOptions: Int
    let channel: Bytes
    let locale: Bytes
    let seed: RowHash
    /// The moment that every row has, if a map says one.
    let constantMoment: Int64

    init(_ plan: CSVPlan, of survey: Survey) {
        self.plan = plan
        self.survey = survey
        separator = plan.separator
        derivesIDs = plan.derivesIDs
        columnCount = plan.columns.count
        var build = Building()
        var slots: [Slot] = []
        var members: [Member] = []
        for part in plan.variables {
            slots.append(build.slot(part, survey, plan, &members))
        }
        heads = CSVPlan.HeadKey.allCases.map { build.head(plan.head[$0]) }
        let run = JSONValue.object([
            "survey": .string(survey.name), "version": .number(survey.version),
            "structure": .string(survey.structure),
        ]).compactText
        constantRun = build.bytes("," + run.dropFirst().dropLast() + ",\"locale\":")
        structure = build.bytes(JSONValue.string(survey.structure).compactText)
        surveyName = build.bytes(JSONValue.string(survey.name).compactText)
        usualSurvey = build.bytes(survey.name)
        usualVersion = build.bytes(String(survey.version))
        usualStructure = build.bytes(survey.structure)
        channel = build.bytes(JSONValue.string("import").compactText)
        locale = build.bytes(JSONValue.string(survey.language).compactText)
        self.slots = slots
        self.members = members
        actions = build.actions
        options = build.options
        patterns = build.patterns
        names = NameTable(build.words, in: memory)
        // A set or a ranking in one cell can have each of its options.
        let most = slots.reduce(plan.columns.count + plan.variables.count) { sum, slot in
            slot.kind == .set || slot.kind == .ranking ? sum + Int(slot.optionCount) : sum
        }
        fixedLength = build.pool.count + build.longest * most + 1_024
        mostOptions = build.mostOptions
        pool = memory.values(build.pool + [UInt8](repeating: 0, count: 64))
        seed = RowHash(survey.name)
        var moment: Int64 = 0
        for key in [CSVPlan.HeadKey.ended, .started] {
            if case .constant(let json)? = plan.head[key]?.content,
                let time = Timestamp(json.dropFirst().dropLast())
            {
                moment = time.milliseconds
            }
        }
        constantMoment = moment
    }

    /// What of the plan goes into tables.
    private struct Building {
        var pool: [UInt8] = []
        var actions: [Action] = []
        var options: [Bytes] = []
        var patterns: [MomentPattern] = []
        var words: [(space: Int, name: String, value: Int)] = []
        var spaces: [CSVVocabulary: Int32] = [:]
        var lists: [ListID: Int32] = [:]
        var known: [CSVVocabulary.Meaning: Int32] = [:]
        var mostOptions = 1
        /// The longest of what a cell can put into a line by a word.
        var longest = 64

        mutating func bytes(_ text: some StringProtocol) -> Bytes {
            let offset = pool.count
            pool += text.utf8
            return Bytes(offset: Int32(offset), length: Int32(pool.count - offset))
        }

        mutating func action(_ meaning: CSVVocabulary.Meaning) -> Int32 {
            if let action = known[meaning] { return action }
            var action: Action
            switch meaning {
            case .missing(.notAsked): action = Action(kind: .notAsked)
            case .missing(let kind):
                action = Action(kind: .missing)
                action.bytes = bytes("\"\(kind.rawValue)\"")
            case .answer(let json, let option):
                action = Action(kind: .answer, option: Int32(option))
                action.bytes = bytes(json)
                longest = max(longest, json.utf8.count)
            case .flag(let isChosen): action = Action(kind: .flag, option: isChosen ? 1 : 0)
            }
            actions.append(action)
            known[meaning] = Int32(actions.count - 1)
            return Int32(actions.count - 1)
        }

        mutating func space(_ vocabulary: CSVVocabulary) -> Int32 {
            if let space = spaces[vocabulary] { return space }
            let space = Int32(2 * spaces.count)
            spaces[vocabulary] = space
            for (table, offset) in [(vocabulary.exact, 0), (vocabulary.folded, 1)] {
                for (word, meaning) in table {
                    words.append(
                        (Int(space) + offset, String(decoding: word, as: UTF8.self), Int(action(meaning))))
                }
            }
            return space
        }

        mutating func head(_ part: CSVPlan.HeadPart?) -> Head {
            guard let part else { return Head() }
            var head = Head(isThere: true)
            switch part.content {
            case .column(let column):
                head.column = Int32(column)
                head.space = space(part.vocabulary)
                head.hasWords = !part.vocabulary.exact.isEmpty
                head.zone = part.zone
                if let format = part.format {
                    patterns.append(format)
                    head.format = Int32(patterns.count - 1)
                }
            case .constant(let json): head.bytes = bytes(json)
            }
            return head
        }

        mutating func slot(
            _ part: CSVPlan.VariablePart, _ survey: Survey, _ plan: CSVPlan, _ members: inout [Member]
        ) -> Slot {
            let variable = survey.variables[part.variable]
            var slot = Slot(kind: .text, variable: Int32(part.variable))
            slot.key = bytes(JSONValue.string(variable.name).compactText + ":")
            slot.empty = action(part.empty)
            slot.decimal = part.decimal
            slot.split = part.split
            var isSet = false
            switch variable.domain {
            case .option: slot.kind = .option
            case .options(_, let select):
                slot.kind = .set
                slot.allowsNone = plan.isOurs || select.lowerBound < 1
                isSet = true
            case .order(_, let select):
                slot.kind = .ranking
                slot.allowsNone = plan.isOurs || select.lowerBound < 1
            case .point, .number: slot.kind = .number
            case .yesno, .truth: slot.kind = .yesno
            case .date: slot.kind = .date
            case .time: slot.kind = .time
            case .text: break
            }
            if let list = variable.domain.list { optionNames(list, survey, &slot) }
            switch part.shape {
            case .column(let column):
                slot.column = Int32(column)
                slot.space = space(part.vocabulary)
                slot.looksUpFirst =
                    slot.kind == .text
                    ? part.vocabulary.exact.keys.contains { $0.first != 0x2E && !$0.isEmpty }
                    : part.vocabulary.hasNumbers
                if let format = part.format {
                    patterns.append(format)
                    slot.format = Int32(patterns.count - 1)
                }
            case .columns(let parts):
                slot.kind = isSet ? .flags : .ranks
                slot.column = Int32(members.count)
                slot.members = Int32(parts.count)
                for part in parts {
                    members.append(
                        Member(
                            column: Int32(part.column), option: Int32(part.option),
                            space: space(part.vocabulary),
                            looksUpFirst: isSet ? !part.vocabulary.hasUsualFlags : part.vocabulary.hasNumbers,
                            empty: part.vocabulary.exact[[]].map { action($0) } ?? -1))
                }
            case .constant(let meaning):
                slot.kind = .constant
                if case .answer(let json, let option) = meaning, isSet || variable.isRanking {
                    slot.empty = action(.answer(json: "[\(json)]", option: option))
                } else {
                    slot.empty = action(meaning)
                }
            }
            return slot
        }

        private mutating func optionNames(_ list: ListID, _ survey: Survey, _ slot: inout Slot) {
            let names = survey[list].options
            slot.optionCount = Int32(names.count)
            mostOptions = max(mostOptions, names.count)
            if let known = lists[list] { return slot.options = known }
            slot.options = Int32(options.count)
            lists[list] = slot.options
            for option in names {
                options.append(bytes(JSONValue.string(option.name).compactText))
                longest = max(longest, Int(options[options.count - 1].length) + 1)
            }
        }
    }
}

extension Variable {
    var isRanking: Bool { if case .order = domain { true } else { false } }
}
