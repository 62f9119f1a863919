internal import FoundationEssentials
internal import SurveyModel
internal import SurveySyntax

extension Checker {
    /// The most points of a scale.
    static let pointLimit = 1_001

    /// `nps`, `csat`, `ces` and `rating`.
    func scaleShape(of draft: QuestionDraft) -> QuestionShape {
        let scale: ScaleID?
        switch draft.word {
        case .nps, .ces:
            rejectBound(of: draft)
            scale = ownScale(of: draft, draft.word == .nps ? 0...10 : 1...7)
        case .csat where draft.view.bound == nil: scale = ownScale(of: draft, 1...5)
        default: scale = declaredScale(of: draft)
        }
        guard let scale else { return .failed }
        let bounds = survey[scale].bounds
        if let top = draft.properties.top, top.value >= bounds.count {
            report(.topTooLarge(top.value, points: bounds.count, at: top.span))
        }
        warnOfUnbalancedLabels(scale, draft)
        switch draft.word {
        case .nps: return .value(.nps(scale), .point(scale))
        case .ces: return .value(.ces(scale, top: 3), .point(scale))
        case .rating: return .value(.rating(scale), .point(scale))
        default:
            if let top = draft.properties.top { return .value(.csat(scale, top: top.value), .point(scale)) }
            // The top two of five are the field's convention; elsewhere there is none.
            if bounds != 1...5 { report(.topMissing(bounds, draft.name)) }
            return .value(.csat(scale, top: 2), .point(scale))
        }
    }

    /// The scale of a question that says it itself: a range with labels, or the name of a declared one.
    func declaredScale(of draft: QuestionDraft) -> ScaleID? {
        guard let bound = draft.view.bound else {
            let isNameOfScale = sharedScales[draft.name.text] != nil
            // Where the name was left out, what uses it is not to blame.
            if isNameOfScale { mayHaveForeignNames = true }
            report(.missingScale(draft.word.spelling, draft.name, isNameOfScale: isNameOfScale))
            return nil
        }
        if !bound.isRange, let expression = bound.lower, case .path(let path) = expression.form {
            guard let name = path.dotted else { return nil }
            for case .label(let label) in draft.lines {
                report(.labelsOfShared(Diagnostic.shown(name), at: label.range))
                break
            }
            rejectOptions(of: draft)
            switch binding(path) {
            case .scale(let scale)?: return useSharedScale(Name(scale, path.range))
            case .unknown?: return nil
            default: return useSharedScale(Name(name, path.range))
            }
        }
        guard let points = points(bound) else { return nil }
        return ownScale(of: draft, points)
    }

    /// A range of whole numbers of a scale's size; nil if it is none, which is reported.
    func points(_ bound: BoundSyntax) -> ClosedRange<Int>? {
        guard let (low, high) = range(bound) else { return nil }
        guard let first = low.exactInt, let last = high.exactInt, abs(low) <= 1_000_000,
            abs(high) <= 1_000_000,
            first < last, last - first < Self.pointLimit
        else {
            report(.badScale(low, high, Self.pointLimit, at: bound.range))
            return nil
        }
        return first...last
    }

    private func ownScale(of draft: QuestionDraft, _ bounds: ClosedRange<Int>) -> ScaleID {
        rejectOptions(of: draft)
        let labels = lowerLabels(draft.lines, bounds, key: "\(draft.key).label")
        return add(
            Scale(name: stem(of: draft.name), bounds: bounds, labels: labels), at: draft.name.span.lowerBound)
    }

    /// Only a grid has bullets beside labels: its rows.
    private func rejectOptions(of draft: QuestionDraft) {
        guard draft.word != .grid, let line = draft.lines.first(where: { !$0.isLabel }) else { return }
        report(.lineDoesNotFit("an option", draft.word.spelling, at: line.range))
    }

    private func lowerLabels(_ lines: [GatheredLine], _ bounds: ClosedRange<Int>, key: String) -> [Scale
        .Label]
    {
        var labels: [Int: (text: TextID, span: Range<Int>)] = [:]
        for case .label(let label) in lines {
            guard let token = label.pointToken else { continue }
            guard let point = label.point, bounds.contains(point) else {
                report(.labelOutside(Diagnostic.shown(token.text), bounds, at: label.range))
                continue
            }
            guard let syntax = label.text else { continue }
            let text = lower(syntax, key: "\(key).\(point)", note: label.notes)
            if let first = labels[point] {
                report(.repeatedLabel(point, at: label.range, firstAt: first.span))
            } else {
                labels[point] = (text, label.range)
            }
        }
        return labels.keys.sorted().compactMap { point in
            labels[point].map { .init(point: point, text: $0.text) }
        }
    }

    // MARK: Shared scales

    /// The scale of a name, lowered now if it stands further down; nil if there is none, which is reported.
    private func useSharedScale(_ name: Name) -> ScaleID? {
        guard sharedScales[name.text] != nil else {
            let closest = closest(to: name.text, among: sharedScales.keys.sorted())
            if !mayHaveForeignNames { report(.unknownDeclaration("scale", name, closest: closest)) }
            return nil
        }
        atFileLevel { lowerSharedScale(name.text, at: nil) }
        sharedScales[name.text]?.isUsed = true
        return sharedScales[name.text]?.scale
    }

    /// Lowers a declared scale, once. `place` is where the statement stands, to tell a second one of the name apart.
    func lowerSharedScale(_ name: String, at place: Range<Int>?) {
        guard let shared = sharedScales[name], !shared.isLowered, place == nil || place == shared.syntax.range
        else {
            return
        }
        sharedScales[name]?.isLowered = true
        var properties: [PropertySyntax] = []
        var groups: [GroupDraft] = []
        let lines = gather(shared.syntax.list, into: &properties, groups: &groups, key: "scale.\(name)")
        if let group = groups.first {
            report(.misplacedGroup("A scale has points, and no rows.", at: group.name.span))
        }
        _ = check(properties, allowed: [], kind: .scale, key: "", owner: "a scale")
        if let line = lines.first(where: { !$0.isLabel }) {
            report(.lineDoesNotFit("an option", "scale", at: line.range))
        }
        guard let bound = shared.syntax.bound, let bounds = points(bound) else { return }
        survey.scales.append(
            Scale(name: name, bounds: bounds, labels: lowerLabels(lines, bounds, key: "scale.\(name)")))
        sharedScales[name]?.scale = ScaleID(survey.scales.count - 1)
    }

    /// Warns where one end of a scale is labelled and the other not, or the labels lean to one side.
    private func warnOfUnbalancedLabels(_ scale: ScaleID, _ draft: QuestionDraft) {
        let bounds = survey[scale].bounds
        let points = Set(survey[scale].labels.map(\.point))
        guard !points.isEmpty else { return }
        let mirrored = Set(points.map { bounds.lowerBound + bounds.upperBound - $0 })
        if points != mirrored { report(.unbalancedLabels(draft.name)) }
    }
}
