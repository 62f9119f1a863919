internal import Analyses
internal import Statistics
public import SurveyModel
public import Tallies

/// Answers a request from tallies alone where they are enough, and else in one or two passes over the responses.
public struct Study {
    /// The survey, with its metrics broken down by what was asked for.
    public let survey: Survey
    /// What is counted.
    public let plan: TallyPlan
    private let request: StudyRequest
    private let weighting: Weighting?
    private let invited: Invitations?
    private let keys = CustomerKeys()

    /// Makes a study of the responses to a survey.
    ///
    /// Throws `StudyFault` for files that do not fit the survey.
    public init(_ survey: Survey, _ request: StudyRequest) throws(StudyFault) {
        var survey = survey
        for index in survey.metrics.indices {
            let known = survey.metrics[index].by
            survey.metrics[index].by += request.selection.by.filter { !known.contains($0) }
        }
        self.survey = survey
        self.request = request
        let plan = TallyPlan(survey)
        self.plan = plan
        do {
            weighting = try request.weights.map {
                try Weighting(bytes: $0.bytes, name: $0.name, plan: plan, caps: request.caps)
            }
            invited =
                switch request.invited {
                case .text(let text)?: try Invitations(text, plan)
                case .file(let file)?: try Invitations(bytes: file.bytes, name: file.name, plan)
                case nil: nil
                }
        } catch let findings as FileFindings {
            throw StudyFault(findings.message)
        } catch {
            throw StudyFault("\(error)")
        }
    }

    /// The statistics that tallies of the plan give. `request.needsResponses` says whether that is all that was asked for.
    public func statistics(
        _ tallies: Tallies, collection: CollectionCounts, pooling: Pooling?, progress: Progress? = nil
    ) throws -> SurveyStatistics {
        var statistics = SurveyStatistics(
            tallies, collection: collection, pooling: pooling, options: request.options)
        statistics.analyses = try analyses(of: tallies, options(progress))
        return statistics
    }

    /// The statistics of what a pass goes through.
    ///
    /// `note` is told of each line of a table of purchases that cannot be taken, of responses without weight and of weights of no response. Throws `StudyFault`, what the
    /// pass throws, and `ReadingFault` for purchases that cannot be read.
    public func statistics(
        of sources: [ResponsePass.Source], _ pass: ResponsePass, progress: Progress? = nil,
        note: (String) -> Void = { _ in }
    ) throws -> SurveyStatistics {
        let options = options(progress)
        var weighting = weighting
        var screen = request.quality == .ignored ? nil : QualityScreen(plan)
        if screen != nil {
            try pass.forEach(in: sources) { if isCounted($0) { screen?.count($0) } }
            screen?.settle()
        }
        if weighting != nil {
            // Who is left out does not weigh: the others are to meet the targets.
            try pass.forEach(in: sources) { response in
                guard isCounted(response) else { return }
                if request.quality == .excluded, screen?.flags(of: response).isEmpty == false { return }
                weighting?.count(response)
            }
            do throws(FileFindings) { try weighting?.settle() } catch { throw StudyFault(error.message) }
            if let notices = weighting?.notices { note(notices.message) }
        }
        let purchases = try self.purchases(note)
        var tallies = Tallies(plan)
        var collected = Collected(plan, request, options, purchases: purchases, keys)
        var flagged = 0
        try pass.forEach(in: sources) { response in
            guard weighting != nil || screen != nil else {
                pass.add(response, to: &tallies)
                if isCounted(response) { collected.add(response) }
                return
            }
            var response = copy response
            if let screen, isCounted(response) {
                response.flags = screen.flags(of: response)
                if request.quality == .excluded, !response.flags.isEmpty {
                    flagged += 1
                    return
                }
            }
            if let weighting { response.weight = weighting.weight(of: response) }
            pass.add(response, to: &tallies)
            if isCounted(response) { collected.add(response) }
        }
        var statistics = SurveyStatistics(
            tallies, collection: pass.counts, pooling: pass.pooling, options: request.options)
        var analyses = try self.analyses(of: tallies, options)
        if let weighting { analyses.append(weighting.analysis(options)) }
        analyses += collected.analyses(options)
        if let purchases, request.customer == nil { analyses += purchases.analyses(options) }
        statistics.analyses = analyses
        let selection = request.selection
        if request.quality == .excluded { statistics.selection.flagged = flagged }
        if selection.since != nil || selection.until != nil {
            statistics.selection.outsidePeriod = pass.leftOut[.outsidePeriod] ?? 0
        }
        return statistics
    }

    /// Is told how much of a long computation is done, 0 to 1.
    public typealias Progress = @Sendable (Double) -> Void

    private func options(_ progress: Progress?) -> AnalysisOptions {
        AnalysisOptions(
            level: request.options.level, suppression: request.options.suppression, seed: request.seed,
            replicates: request.replicates, progress: progress)
    }

    private func isCounted(_ response: borrowing CodedResponse) -> Bool { plan.isCounted[response.row.state] }

    /// What tallies alone tell, in the order in which it is shown.
    private func analyses(of tallies: Tallies, _ options: AnalysisOptions) throws -> [Analysis] {
        let byLocale = request.options.byLocale
        var analyses: [Analysis]
        do throws(FileFindings) {
            analyses = try ResponseRate.analyses(of: tallies, byLocale: byLocale, invited: invited, options)
        } catch { throw StudyFault(error.message) }
        analyses += ResponseStyle.analyses(of: tallies, byLocale: byLocale, options)
        // In groups, and with a bootstrap, they are collected response by response.
        if !request.collectsRelations {
            analyses += DeclaredAnalyses.of(tallies, byLocale: byLocale, options)
        }
        return analyses
    }

    private func purchases(_ fault: (String) -> Void) throws -> Analyses.Purchases? {
        guard let asked = request.purchases else { return nil }
        var columns = Analyses.Purchases.Columns()
        if let text = asked.columns {
            guard let named = Analyses.Purchases.Columns(text) else {
                throw StudyFault(
                    "\"\(text)\" does not name columns; write --columns customer=client,date=day,amount=paid")
            }
            columns = named
        }
        var purchases = Analyses.Purchases(keys: keys, request.loyalty, columns: columns)
        let name = asked.source.name
        let told: (PurchaseFault) -> Void = { fault("\(name): \($0.text)") }
        do {
            let reading = try ByteChunks(asked.source)
            while let chunk = try reading.next() { try purchases.read(chunk.span, told) }
            try purchases.finish(told)
        } catch let fault as PurchaseFault {
            throw StudyFault("\(name): \(fault.text)")
        }
        return purchases
    }
}
