public import SurveyModel

extension Survey {
    /// What a statement about some interview is called, for programs: `asked:comfort`, `chosen:channel.store`. Nil for what
    /// is about a condition, which has no name.
    public func name(of subject: Claim.Subject) -> String? {
        switch subject {
        case .asked(let question): return "asked:\(self[question].name)"
        case .passedOver(let question): return "passed_over:\(self[question].name)"
        case .completed(let question): return "finished:\(self[question].name)"
        case .page(let page):
            guard case .page(let name, _) = self[page].kind else { return nil }
            return "page:\(name)"
        case .roster(let roster): return "roster:\(rosters[roster].name)"
        case .part(let variable): return "asked:\(self[variable].name)"
        case .chosen(let question, let option):
            return "chosen:\(self[question].name).\(optionName(option, of: question))"
        case .left(let question, let option):
            return "left:\(self[question].name).\(optionName(option, of: question))"
        case .holds, .fails, .unknown: return nil
        case .passes(let check): return "passes:\(self[check].name)"
        case .fires(let check): return "fires:\(self[check].name)"
        case .ends(let ending?): return "ends:\(self[ending].name ?? "\(ending.position + 1)")"
        case .ends(nil): return nil
        case .base(let metric): return "base:\(metrics[metric].name)"
        }
    }
}

extension Proof {
    /// The statements that a name stands for: one, or several where questions in several arms share it. Linear.
    public func subjects(named name: String) -> [Claim.Subject] {
        program.claims.lazy.map(\.subject).filter { survey.name(of: $0) == name }
    }
}
