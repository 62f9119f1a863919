/// An ordered list of options.
public struct OptionList: Hashable, Sendable {
    /// The name of a shared list, or of the question that owns it.
    public var name: String
    /// The options, in the order of the file.
    public var options: [Option]

    /// Makes a list.
    public init(name: String, options: [Option]) {
        self.name = name
        self.options = options
    }

    /// The index of the option with this exact name.
    ///
    /// Exact means the same bytes: two texts that only look the same are two names.
    public func index(of name: String) -> Int? {
        options.firstIndex { $0.name.utf8.elementsEqual(name.utf8) }
    }

    /// One option.
    public struct Option: Hashable, Sendable {
        /// Its name in responses.
        public var name: String
        /// Its numeric code in exports.
        public var code: Int
        /// What the respondent reads.
        public var text: TextID
        /// Whether choosing it excludes the others.
        public var isExclusive: Bool
        /// Whether it keeps its place when the others are shuffled; exclusive and specify options do anyway.
        public var isPinned: Bool
        /// Whether it opens a text.
        public var hasSpecify: Bool
        /// When it is offered; nil is always.
        public var condition: Formula?
        /// The number of the `shuffle { … }` it stands in, from 1; nil if it stands in none.
        public var shuffleGroup: Int?

        /// Whether it keeps its place when the others are shuffled, and stays when some are drawn.
        public var isFixed: Bool { isPinned || isExclusive || hasSpecify }

        /// Makes an option.
        public init(
            name: String, code: Int, text: TextID, isExclusive: Bool = false, isPinned: Bool = false,
            hasSpecify: Bool = false, condition: Formula? = nil, shuffleGroup: Int? = nil
        ) {
            self.shuffleGroup = shuffleGroup
            self.name = name
            self.code = code
            self.text = text
            self.isExclusive = isExclusive
            self.isPinned = isPinned
            self.hasSpecify = hasSpecify
            self.condition = condition
        }
    }
}

/// A closed range of whole numbers with labels on some of its points.
public struct Scale: Hashable, Sendable {
    /// The name of a shared scale, or of the question that owns it.
    public var name: String
    /// The lowest and the highest point.
    public var bounds: ClosedRange<Int>
    /// The labelled points, rising.
    public var labels: [Label]

    /// Makes a scale.
    public init(name: String, bounds: ClosedRange<Int>, labels: [Label] = []) {
        self.name = name
        self.bounds = bounds
        self.labels = labels
    }

    /// A labelled point.
    public struct Label: Hashable, Sendable {
        /// The point.
        public var point: Int
        /// What it says.
        public var text: TextID

        /// Makes a label.
        public init(point: Int, text: TextID) {
            self.point = point
            self.text = text
        }
    }

    /// The text of a point, if it has one.
    public func label(of point: Int) -> TextID? { labels.first { $0.point == point }?.text }
}
