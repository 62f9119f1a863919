/// A position in one of a survey's arrays, typed so that a question is never looked up among the texts.
public protocol SurveyPosition: Hashable, Sendable, Comparable {
    /// The index in the array, from 0.
    var position: Int { get }
    /// Makes a reference to an index.
    init(_ position: Int)
}

extension SurveyPosition {
    /// Orders by position, which is the order of the file.
    public static func < (left: Self, right: Self) -> Bool { left.position < right.position }
}

/// Refers to one of `Survey.variables`.
public struct VariableID: SurveyPosition {
    /// The index in `Survey.variables`.
    public let position: Int
    /// Makes a reference to an index.
    public init(_ position: Int) { self.position = position }
}

/// Refers to one of `Survey.questions`.
public struct QuestionID: SurveyPosition {
    /// The index in `Survey.questions`.
    public let position: Int
    /// Makes a reference to an index.
    public init(_ position: Int) { self.position = position }
}

/// Refers to one of `Survey.texts`.
public struct TextID: SurveyPosition {
    /// The index in `Survey.texts`.
    public let position: Int
    /// Makes a reference to an index.
    public init(_ position: Int) { self.position = position }
}

/// Refers to one of `Survey.scales`.
public struct ScaleID: SurveyPosition {
    /// The index in `Survey.scales`.
    public let position: Int
    /// Makes a reference to an index.
    public init(_ position: Int) { self.position = position }
}

/// Refers to one of `Survey.lists`.
public struct ListID: SurveyPosition {
    /// The index in `Survey.lists`.
    public let position: Int
    /// Makes a reference to an index.
    public init(_ position: Int) { self.position = position }
}

/// Refers to one of `Survey.blocks`.
public struct BlockID: SurveyPosition {
    /// The index in `Survey.blocks`.
    public let position: Int
    /// Makes a reference to an index.
    public init(_ position: Int) { self.position = position }
}

/// Refers to one of `Survey.checks`.
public struct CheckID: SurveyPosition {
    /// The index in `Survey.checks`.
    public let position: Int
    /// Makes a reference to an index.
    public init(_ position: Int) { self.position = position }
}

/// Refers to one of `Survey.endings`.
public struct EndingID: SurveyPosition {
    /// The index in `Survey.endings`.
    public let position: Int
    /// Makes a reference to an index.
    public init(_ position: Int) { self.position = position }
}
