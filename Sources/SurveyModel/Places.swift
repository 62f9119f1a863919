/// Where the parts of a survey stand in the files that it was compiled from: by position, beside the arrays of `Survey`.
///
/// A place counts bytes through all files of a compilation, as diagnostics do. What loops and fragments write out several
/// times stands at one place. Eight bytes for each part, in flat arrays, so that a survey of a hundred thousand questions
/// pays one megabyte for it; a place that was never noted is empty and at 0.
public struct SurveyPlaces: Hashable, Sendable {
    /// The name of each question.
    public private(set) var questions = Spans()
    /// Of each block what says when it happens: the condition of an arm, the word `else`, the name of a page, the word
    /// that opens a collection, what a loop goes through.
    public private(set) var blocks = Spans()
    /// The condition of each check.
    public private(set) var checks = Spans()
    /// The name of each ending, or the word `finish`; the end of the file.
    public private(set) var endings = Spans()
    /// The name of each roster.
    public private(set) var rosters = Spans()
    /// The name of each metric.
    public private(set) var metrics = Spans()
    /// The `where` of each metric; empty where it has none.
    public private(set) var metricConditions = Spans()
    /// The outcome of each relation.
    public private(set) var relations = Spans()

    private var rows = Lines()
    private var options = Lines()
    private var terms = Lines()

    /// No places.
    public init() {}

    /// The name of a row of a grid.
    public func row(_ row: Int, of question: QuestionID) -> Range<Int> {
        rows.name(row, of: question.position)
    }
    /// The condition of a row; nil if it has none.
    public func condition(ofRow row: Int, of question: QuestionID) -> Range<Int>? {
        rows.condition(row, of: question.position)
    }
    /// The name of an option.
    public func option(_ option: Int, of list: ListID) -> Range<Int> {
        options.name(option, of: list.position)
    }
    /// The condition of an option; nil if it has none.
    public func condition(ofOption option: Int, of list: ListID) -> Range<Int>? {
        options.condition(option, of: list.position)
    }
    /// A term of a relation.
    public func term(_ term: Int, of relation: Int) -> Range<Int> { terms.name(term, of: relation) }

    /// One thing with a name, and perhaps a condition.
    public struct Line: Hashable, Sendable {
        /// Its name.
        public var name: Range<Int>
        /// Its condition; nil if it has none.
        public var condition: Range<Int>?

        /// Makes a line.
        public init(name: Range<Int>, condition: Range<Int>? = nil) {
            self.name = name
            self.condition = condition
        }
    }

    /// Notes the next question, with its rows.
    public mutating func addQuestion(_ name: Range<Int>, rows lines: [Line]) {
        questions.add(name)
        rows.add(lines)
    }
    /// Notes the next list.
    public mutating func addList(_ lines: [Line]) { options.add(lines) }
    /// Notes the next block.
    public mutating func addBlock(_ span: Range<Int>) { blocks.add(span) }
    /// Notes the next check.
    public mutating func addCheck(_ condition: Range<Int>) { checks.add(condition) }
    /// Notes the next ending.
    public mutating func addEnding(_ span: Range<Int>) { endings.add(span) }
    /// Notes the next roster.
    public mutating func addRoster(_ name: Range<Int>) { rosters.add(name) }
    /// Notes the next metric.
    public mutating func addMetric(_ name: Range<Int>, condition: Range<Int>?) {
        metrics.add(name)
        metricConditions.add(condition ?? 0..<0)
    }
    /// Notes the next relation.
    public mutating func addRelation(_ outcome: Range<Int>, terms lines: [Range<Int>]) {
        relations.add(outcome)
        terms.add(lines.map { Line(name: $0) })
    }
}

extension SurveyPlaces {
    /// Places in a flat array; what lies outside it is empty.
    public struct Spans: Hashable, Sendable {
        private var bounds: [UInt32] = []

        /// How many there are.
        public var count: Int { bounds.count / 2 }

        /// The place at an index.
        public subscript(_ index: Int) -> Range<Int> {
            guard index >= 0, 2 * index + 1 < bounds.count else { return 0..<0 }
            return Int(bounds[2 * index])..<Int(bounds[2 * index + 1])
        }

        mutating func add(_ span: Range<Int>) {
            let low = UInt32(clamping: span.lowerBound)
            bounds.append(low)
            bounds.append(max(low, UInt32(clamping: span.upperBound)))
        }
    }

    /// The lines of several lists, one list after the other.
    private struct Lines: Hashable {
        private var starts: [Int32] = [0]
        private var names = Spans()
        /// The lines that have a condition, rising, and where it stands. Most have none.
        private var conditional: [Int32] = []
        private var conditions = Spans()

        mutating func add(_ lines: [Line]) {
            for line in lines {
                if let condition = line.condition {
                    conditional.append(Int32(names.count))
                    conditions.add(condition)
                }
                names.add(line.name)
            }
            starts.append(Int32(names.count))
        }

        func name(_ line: Int, of list: Int) -> Range<Int> {
            index(line, of: list).map { names[$0] } ?? 0..<0
        }

        func condition(_ line: Int, of list: Int) -> Range<Int>? {
            guard let index = index(line, of: list) else { return nil }
            var low = 0
            var high = conditional.count
            while low < high {
                let middle = (low + high) / 2
                if conditional[middle] < Int32(index) { low = middle + 1 } else { high = middle }
            }
            return low < conditional.count && conditional[low] == Int32(index) ? conditions[low] : nil
        }

        private func index(_ line: Int, of list: Int) -> Int? {
            guard list >= 0, list + 1 < starts.count, line >= 0 else { return nil }
            let index = Int(starts[list]) + line
            return index < Int(starts[list + 1]) ? index : nil
        }
    }
}
