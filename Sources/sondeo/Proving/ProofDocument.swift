internal import RoutingProof
internal import SurveyCompiler
internal import SurveyModel

// The report for programs: `Schemas/sondeo-proof.schema.json` says what it has.

extension ProofReport {
    /// The document about several files.
    static func json(_ reports: [ProofReport]) -> JSONValue {
        .object([
            "format": .string("sondeo-proof"),
            "files": .array(reports.map(\.json)),
            "errors": .number(reports.reduce(0) { $0 + $1.count(.error) }),
            "warnings": .number(reports.reduce(0) { $0 + $1.count(.warning) }),
            "undecided": .number(reports.reduce(0) { $0 + $1.claims(.undecided) }),
        ])
    }

    private var json: JSONValue {
        var places = PlaceRendering(proved.loaded.compilation.sources)
        var shown: [JSONValue] = []
        for finding in findings { shown.append(json(finding, &places)) }
        return .object([
            "file": .string(proved.loaded.path), "survey": .string(survey.name),
            "version": .number(survey.version), "structure": .string(survey.structure),
            "statements": .object([
                "possible": .number(claims(.possible)), "impossible": .number(claims(.impossible)),
                "undecided": .number(claims(.undecided)),
            ]),
            "burden": json(burden), "findings": .array(shown),
            "parts": parts.isEmpty ? nil : .array(parts.map(\.json)),
        ])
    }

    // MARK: Findings

    private func json(_ shown: Shown, _ places: inout PlaceRendering) -> JSONValue {
        let finding = shown.finding
        var members: [JSONValue.Member] = [
            .init("name", .string(finding.kind.rawValue)),
            .init("severity", .string(finding.severity.rawValue)),
            .init("message", .string(finding.message)),
        ]
        members += places.members(of: finding.span)
        members.append(.init("explanation", .string(finding.explanation)))
        if let suggestion = finding.suggestion { members.append(.init("suggestion", .string(suggestion))) }
        if let subject = finding.subject.flatMap(survey.name(of:)) {
            members.append(.init("subject", .string(subject)))
        }
        var labels: [JSONValue] = []
        for label in finding.labels {
            labels.append(.object([.init("text", .string(label.text))] + places.members(of: label.span)))
        }
        members.append(.init("labels", .array(labels)))
        if let contradiction = finding.contradiction {
            members.append(
                .init(
                    "contradiction",
                    .object([
                        "conditions": .number(contradiction.reasons.count),
                        "isMinimal": .bool(contradiction.isMinimal),
                    ])))
        }
        if let script = shown.script { members.append(.init("witness", script.json(of: survey))) }
        return .object(members)
    }

    // MARK: Burden

    private func json(_ burden: Burden) -> JSONValue {
        .object([
            "routes": json(burden.routes), "foldedRoutes": json(burden.foldedRoutes),
            "responses": burden.responses.map(json), "questions": burden.questions.map(json),
            "screens": burden.screens.map(json),
            "minutes": .array(
                burden.minutes.filter { locales.contains($0.locale) }.map { minutes in
                    .object(["locale": .string(minutes.locale), "length": minutes.length.map(json)])
                }),
            "weighedBy": responses.map { .number($0) },
            "boundedFrom": burden.boundedFrom.map { .string(survey[$0].name) },
        ])
    }

    /// Counts are texts: they have more digits than programs read as numbers.
    private func json(_ count: Burden.Count) -> JSONValue {
        switch count {
        case .exact(let count): .object(["exact": .string("\(count)")])
        case .between(let low, let high):
            .object(["atLeast": .string("\(low)"), "atMost": high.map { .string("\($0)") }])
        }
    }

    private func json(_ length: Burden.Length) -> JSONValue {
        .object([
            "shortest": .real(length.shortest), "longest": .real(length.longest),
            "expected": length.expected.map { .real($0) }, "isExact": .bool(length.isExact),
        ])
    }
}
