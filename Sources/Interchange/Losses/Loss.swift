/// Something that an export could not carry.
public struct Loss: Hashable, Sendable {
    /// What kind of thing it is.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A name had to be changed.
        case renamed
        /// A text or label was cut to what the format holds.
        case cut
        /// What is one thing in the survey is several in the format: a ranking as single variables.
        case split
        /// It is not written at all.
        case leftOut = "left_out"
        /// It is written, but says less: kinds of missing of a text, exact decimals.
        case simplified
        /// Answers to another version of the survey do not count here.
        case notComparable = "not_comparable"
        /// Personal variables stay out unless they are asked for.
        case personal
        /// Characters that the format forbids were replaced.
        case replaced
    }

    /// What kind of loss it is.
    public var kind: Kind
    /// The variable or other thing that it is about; nil for the whole file.
    public var subject: String?
    /// What it became, where it became something.
    public var became: String?
    /// How often it happened: the answers, labels, variables or characters that the message is about; nil where that is not a
    /// number.
    public var count: Int?
    /// What was lost and why, a sentence without its subject and without a full stop: "is written as three single variables".
    public var message: String

    /// Makes a loss.
    public init(
        _ kind: Kind, of subject: String? = nil, as became: String? = nil, count: Int? = nil,
        _ message: String
    ) {
        self.kind = kind
        self.subject = subject
        self.became = became
        self.count = count
        self.message = message
    }
}

/// What an export could not carry, said to people and to programs.
public struct LossReport: Hashable, Sendable {
    /// The format that was written: `sav`.
    public var format: String
    /// The survey.
    public var survey: String
    /// The losses, in the order in which they were found.
    public private(set) var losses: [Loss] = []
    /// Where a loss of a kind and subject stands.
    private var places: [Key: Int] = [:]

    private struct Key: Hashable {
        var kind: Loss.Kind
        var subject: String?
        var message: String
    }

    /// Makes an empty report.
    public init(format: String, survey: String) {
        self.format = format
        self.survey = survey
    }

    /// Adds a loss; the same one again only adds its count.
    public mutating func add(_ loss: Loss) {
        let key = Key(kind: loss.kind, subject: loss.subject, message: loss.message)
        if let place = places[key] {
            if let count = loss.count { losses[place].count = (losses[place].count ?? 0) + count }
        } else {
            places[key] = losses.count
            losses.append(loss)
        }
    }

    /// Adds the losses of another report.
    public mutating func add(_ other: LossReport) { for loss in other.losses { add(loss) } }
}
