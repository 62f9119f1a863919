import Foundation
import RoutingProof
import SampleSurveys
import SurveyModel
import Testing
import XMLTree

@testable import RoutingPicture

/// Everything that a survey has to show, once each.
private func expected(_ survey: Survey) -> [Marks.Subject: Int] {
    var subjects: [Marks.Subject: Int] = [:]
    let instances = Set(survey.rosters.flatMap { $0.instances.map(\.block) })
    for step in survey.steps {
        switch step.action {
        case .ask(let id):
            subjects[.question(id), default: 0] += 1
            if let list = survey[id].list {
                for (index, option) in survey[list].options.enumerated() where option.condition != nil {
                    subjects[.condition(.option(id, index)), default: 0] += 1
                }
            }
            for (index, row) in survey[id].rows.enumerated() where row.condition != nil {
                subjects[.condition(.row(id, index)), default: 0] += 1
            }
        case .check(let id): subjects[.check(id), default: 0] += 1
        case .end(let id): subjects[.ending(id), default: 0] += 1
        case .compute, .draw: break
        }
    }
    for (position, block) in survey.blocks.enumerated() {
        let id = BlockID(position)
        switch block.kind {
        case .page(let name, let title):
            // A question outside pages is its own page and stands there without a frame.
            let asks = survey.steps[block.steps].compactMap { step in
                if case .ask(let id) = step.action { survey[id].name } else { nil }
            }
            if title != nil || block.steps.count != 1 || asks != [name] { subjects[.page(id)] = 1 }
        case .arm(.some, _): subjects[.condition(.block(id))] = 1
        case .unit(let condition) where condition != nil || instances.contains(id):
            subjects[.condition(.block(id))] = 1
        case .root, .arm, .unit, .collection: break
        }
    }
    for index in survey.rosters.indices { subjects[.roster(index)] = 1 }
    return subjects
}

/// What is in a picture, and how often.
private func shown(_ outline: Outline) -> [Marks.Subject: Int] {
    var subjects: [Marks.Subject: Int] = [:]
    for part in outline.parts {
        let all =
            part.subjects + part.arms.flatMap(\.subjects) + part.entries.flatMap(\.subjects)
            + part.entries.flatMap { $0.details.flatMap(\.subjects) }
        for subject in all { subjects[subject.mark, default: 0] += 1 }
    }
    subjects[.ending(nil)] = nil
    return subjects
}

/// Surveys of all kinds, compiled once for all tests.
let manySurveys = Result { try compiledSurveys() }

private func compiledSurveys() throws -> [Survey] {
    var surveys = try instruments() + [Sample.serviceLoyalty, Sample.everything, Sample.wholeLanguage]
    surveys.append(try survey(at: Folder.snapshots.appendingPathComponent("Small.survey")))
    for seed in 1...100 {
        var random = Seeded(UInt64(seed))
        surveys.append(try survey(randomBody(&random)))
    }
    return surveys
}

@Test
func `every question, condition, check and ending stands in the picture once`() throws {
    for survey in try manySurveys.get() {
        let outline = Outline(of: survey, marks: Marks())
        let (shown, expected) = (shown(outline), expected(survey))
        #expect(shown == expected, "\(survey.name)")
    }
}

@Test
func `what stands in the picture is in the documents once, by its own name`() throws {
    for survey in try manySurveys.get() {
        let outline = Outline(of: survey, marks: Marks())
        let picture = RoutingPicture(survey)
        let drawing = try #require(Element.parse(Array(picture.svg.utf8)))
        let ids = drawing.all.compactMap { $0.attributes["id"] }
        #expect(Set(ids).count == ids.count, "\(survey.name): two have one name")
        var names = outline.parts.flatMap { part in
            part.entries.map(\.id) + part.arms.filter { $0.condition != nil }.map(\.id)
        }
        for part in outline.parts {
            switch part.kind {
            case .start, .check, .ending, .page, .frame, .branch(split: .some, _): names.append(part.id)
            case .sequence, .card, .slot, .branch: break
            }
        }
        #expect(Set(names).count == names.count && !names.contains(""))
        #expect(Set(ids).subtracting(["routing-title", "routing-summary"]) == Set(names), "\(survey.name)")
        let graph = try Graph(picture.dot)
        #expect(graph.isSound, "\(survey.name): \(graph.faults)")
        for part in outline.parts {
            switch part.kind {
            case .start, .check, .ending: #expect(graph.nodes[part.id] != nil)
            case .card: #expect(graph.nodes[part.entries[0].id] != nil)
            case .branch:
                for arm in part.arms where arm.condition != nil { #expect(graph.nodes[arm.id] != nil) }
            case .sequence, .page, .frame, .slot: break
            }
        }
    }
}

@Test
func `everything in the graph is reached from its start, and only endings lead nowhere`() throws {
    for survey in try manySurveys.get() {
        let graph = try Graph(RoutingPicture(survey).dot)
        var reached: Set<String> = ["start"]
        var next = ["start"]
        while let node = next.popLast() {
            for target in graph.edges[node] ?? [] where reached.insert(target).inserted {
                next.append(target)
            }
        }
        #expect(reached == Set(graph.nodes.keys), "\(survey.name)")
        for node in graph.nodes.keys where graph.edges[node] == nil {
            let isEnding = node.hasPrefix("finish") || node.hasPrefix("end") || node.hasPrefix("refused")
            #expect(isEnding, "\(survey.name): \(node) leads nowhere")
        }
    }
}
