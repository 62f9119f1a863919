public import SurveyModel

/// The routing of a survey as a flow chart, from top to bottom: pages, questions, conditions, checks and endings.
///
/// Each question, condition, check and ending stands in it once; the instances of a roster are folded where they ask
/// the same. What is known to be dead is dashed, struck out and says so in words. The same survey and marks always
/// give the same bytes. Linear in the survey.
public struct RoutingPicture: Sendable {
    private let outline: Outline

    /// Prepares the picture.
    ///
    /// - Parameters:
    ///   - survey: The survey.
    ///   - marks: What is known of its parts; without any it is drawn plainly.
    public init(_ survey: Survey, marks: Marks = Marks()) {
        outline = Outline(of: survey, marks: marks)
    }

    /// As a graph for Graphviz: `dot -Tpdf`. Pages, rosters and what is shuffled are clusters.
    public var dot: String { DOTWriter(outline).text }

    /// As an SVG document that stands alone: no scripts, no fonts, nothing loaded; for light and dark screens.
    public var svg: String { SVGPicture(outline).text }
}
