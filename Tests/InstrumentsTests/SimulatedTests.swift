import Analyses
import Collector
import Interchange
import Simulation
import SurveyModel
import Tallies
import Testing

/// Two hundred synthetic respondents of an instrument.
private func responses(_ survey: Survey) throws -> [Response] {
    var simulator = try Simulator(
        survey: survey, seed: 11, start: Timestamp(milliseconds: 1_767_225_600_000))
    return (0..<200).map { _ in simulator.next() }
}

@Test(arguments: Instrument.names)
func `two hundred simulated respondents come to figures, and their lines read back`(name: String) throws {
    let survey = try Instrument.named(name).survey
    let all = try responses(survey)
    #expect(Set(all.map(\.locale)) == Set(survey.locales))
    #expect(all.count { $0.state == .complete } > 20)

    let sink = MemoryOutput()
    var writer = JSONLinesWriter(survey, includesPersonal: true, to: sink)
    try writer.write(all: all)
    let lines = sink.bytes.split(separator: 0x0A)
    #expect(lines.count == all.count)
    let index = survey.variableIndex
    for (line, response) in zip(lines, all) {
        #expect(try Response(line: line, of: survey, index: index) == response)
    }

    let plan = TallyPlan(survey)
    var tallies = Tallies(plan)
    for response in all { tallies.add(response) }
    let collector = LineCollector(plan, threads: 1)
    try collector.read(.bytes(sink.bytes, name: name))
    #expect(collector.findings.isEmpty && collector.counts.taken == all.count)
    #expect(collector.tallies == tallies)
    #expect(try Tallies(plan: plan, entries: tallies.entries.reversed()) == tallies)

    let statistics = SurveyStatistics(tallies)
    for metric in survey.metrics {
        let figures = statistics.figures.filter { $0.metric == metric.name }
        let everybody = try #require(figures.last { $0.cell == .everybody }, "\(metric.name)")
        for figure in figures {
            if case .unsupported(let reason) = figure.content { Issue.record("\(metric.name): \(reason)") }
        }
        // A figure, or one that is hidden because too few answered, or one that says why it has no value.
        guard let measures = everybody.measures else {
            #expect(everybody.content == .suppressed)
            continue
        }
        if case .success = measures.value { #expect(measures.n > 0, "\(metric.name)") }
        if !metric.by.isEmpty || metric.isByInstance {
            #expect(figures.contains { $0.cell.isGroup }, "\(metric.name) has no groups")
        }
    }
}

@Test(arguments: Instrument.names)
func `it is exported in every form`(name: String) throws {
    let survey = try Instrument.named(name).survey
    let all = Array(try responses(survey).prefix(60))
    let (csv, xml, lines) = (MemoryOutput(), MemoryOutput(), MemoryOutput())
    var table = try CSVWriter(survey, to: csv)
    try table.write(all: all)
    var document = try XMLResponseWriter(survey, to: xml)
    try document.write(all: all)
    var stream = JSONLinesWriter(survey, to: lines)
    try stream.write(all: all)
    #expect(csv.bytes.split(separator: 0x0A).count > all.count)
    #expect(xml.bytes.count > 10_000)
    #expect(lines.bytes.count { $0 == 0x0A } == all.count)

    var tallies = Tallies(TallyPlan(survey))
    for response in all { tallies.add(response) }
    let statistics = SurveyStatistics(tallies)
    for write in [statistics.writeCSV, statistics.writeJSON, statistics.writeXML] {
        let sink = MemoryOutput()
        try write(sink)
        #expect(sink.bytes.count > 500)
    }
}
