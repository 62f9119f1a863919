import Codebook
import FoundationEssentials
import Interchange
import SampleSurveys
import SurveyModel
import Tallies
import Testing

@Suite("Answers as a workbook") struct SpreadsheetWriterTests {
    private func written(
        _ survey: Survey, _ responses: [Response], rosters: ColumnLayout.Rosters = .wide,
        personal: Bool = true, _ options: SpreadsheetWriter.Options = .init(), rowLimit: Int = 1_048_576,
        weights: Bool = false
    ) throws -> (RecordedWorkbook, LossReport, ColumnLayout) {
        let layout = ColumnLayout(
            Codebook(survey), includesPersonal: personal, rosters: rosters, hasWeights: weights)
        let workbook = RecordedWorkbook()
        var writer = try SpreadsheetWriter(layout, options: options, in: workbook, rowLimit: rowLimit)
        let row = ResponseRow(TallyPlan(survey))
        for response in responses {
            row.fill(response)
            try writer.write(row)
        }
        try writer.finish()
        #expect(workbook.lost == [])
        return (workbook, writer.losses, layout)
    }

    /// What a cell should be, said without the writer's own tables.
    private func expected(
        _ answer: Answer, _ column: Column, _ entry: Codebook.Entry, isLabelled: Bool
    ) -> RecordedSheet.Cell? {
        switch (answer, column.source) {
        case (.missing(.notAsked), _): return nil
        case (.missing(let kind), _):
            return .text(entry.missing.first { $0.kind == kind }?.label.text(in: 0) ?? "", .missing)
        case (.answered(.option(let index)), _):
            let category = entry.categories[index]
            return isLabelled
                ? .text(category.label?.text(in: 0) ?? "", .plain) : .number(Double(category.code), .plain)
        case (.answered(.options(let chosen)), .option(_, let index)):
            return .number(chosen.contains(index) ? 1 : 0, .plain)
        case (.answered(.order(let order)), .place(_, let index)):
            if order.isEmpty { return .number(0, .plain) }
            return order.firstIndex(of: index).map { .number(Double($0 + 1), .plain) }
        case (.answered(.yesno(let yes)), _):
            return isLabelled ? .text(yes ? "Yes" : "No", .plain) : .number(yes ? 1 : 0, .plain)
        case (.answered(.number(let number)), _): return .number(Double(number.canonicalText) ?? .nan, .plain)
        case (.answered(.text(let text)), _): return .text(text, .plain)
        case (.answered(.date(let day)), _): return .number(Double(day.number) + 25_569, .date)
        case (.answered(.time(let time)), _): return .number(Double(time.minutes) / 1_440, .time)
        default: return .text("this kind of column has no such answer", .title)
        }
    }

    @Test func `a kind of missing that only an earlier version has is no empty cell`() throws {
        let survey = Sample.serviceLoyalty
        var response = try RowTests.responses(survey, count: 1)[0]
        let position = try #require(
            survey.variables.firstIndex { $0.isStored && !$0.missing.contains(.notApplicable) })
        response.answers[position] = .missing(.notApplicable)
        let (workbook, _, _) = try written(survey, [response])
        let sheet = try #require(workbook["Answers"])
        #expect(sheet[1, survey.variables[position].name] == .text("not_applicable", .missing))
    }

    @Test(arguments: [Sample.wholeLanguage, Sample.serviceLoyalty], [true, false])
    func `every cell is what the response has, for every kind of question`(
        survey: Survey, isLabelled: Bool
    ) throws {
        let responses = try RowTests.responses(survey, count: 120)
        let (workbook, losses, layout) = try written(
            survey, responses, .init(values: isLabelled ? .labels : .codes))
        let sheet = try #require(workbook["Answers"])
        #expect(sheet.heads == layout.columns.map(\.name))
        #expect(sheet.cells.count == responses.count + 1)
        #expect(sheet.arrangement?.filteredRows == responses.count + 1)
        var seen: Set<String> = []
        for (index, response) in responses.enumerated() {
            for (place, column) in layout.columns.enumerated() {
                guard let position = column.variable else { continue }
                let entry = layout.codebook.variables[position]
                let cell = expected(response.answers[position], column, entry, isLabelled: isLabelled)
                #expect(sheet.cells[index + 1][place] == cell, "\(column.name) of \(response.id)")
                if cell != nil { seen.insert(entry.type.name) }
            }
        }
        let kinds = Set(layout.columns.compactMap(\.variable).map { layout.codebook.variables[$0].type.name })
        #expect(seen == kinds)
        #expect(losses.losses == [])
    }

    @Test func `what belongs to the response stands in columns of its own`() throws {
        let survey = Sample.serviceLoyalty
        let responses = try RowTests.responses(survey, count: 4)
        let (workbook, _, _) = try written(survey, responses)
        let sheet = try #require(workbook["Answers"])
        #expect(sheet[1, "response:id"] == .text(responses[0].id, .plain))
        #expect(sheet[1, "response:station"] == nil)
        #expect(sheet[2, "response:station"] == .text("αθήνα-1", .plain))
        #expect(sheet[4, "response:seed"] == .text("3", .plain))
        #expect(sheet[1, "response:state"] == .text("complete", .plain))
        #expect(sheet[1, "response:stale"] == .text("No", .plain))
        // 2027-01-15T08:00:00Z.
        #expect(sheet[1, "response:started"] == .number(46_402 + 8.0 / 24, .moment))
        #expect(workbook.properties?.created == 1_800_000_060)
    }

    @Test func `a text that looks like a formula stays a text`() throws {
        let survey = Sample.serviceLoyalty
        let why = try #require(
            survey.variables.firstIndex { if case .text = $0.domain { true } else { false } })
        var response = try RowTests.responses(survey, count: 1)[0]
        response.answers[why] = .answered(.text("=HYPERLINK(\"http://a\")"))
        let (workbook, _, layout) = try written(survey, [response])
        let name = layout.codebook.variables[why].name
        #expect(
            try #require(workbook["Answers"])[1, name] == .text("=HYPERLINK(\"http://a\")", .plain))
    }

    @Test func `a sheet that is full goes on in a further one, and the losses and the first sheet say so`()
        throws
    {
        let survey = Sample.serviceLoyalty
        let responses = try RowTests.responses(survey, count: 25)
        let (workbook, losses, _) = try written(survey, responses, rowLimit: 11)
        let sheets = ["Answers", "Answers 2", "Answers 3"].compactMap { workbook[$0] }
        #expect(sheets.map(\.cells.count) == [11, 11, 6])
        #expect(sheets.map { $0.arrangement?.filteredRows } == [11, 11, 6])
        #expect(Set(sheets.map(\.heads)).count == 1)
        let ids = sheets.flatMap { sheet in
            (1..<sheet.cells.count).compactMap { sheet[$0, "response:id"]?.text }
        }
        #expect(ids == responses.map(\.id))
        #expect(losses.losses.map(\.kind) == [.split])
        #expect(losses.losses.map(\.became) == ["Answers 2, Answers 3"])
        let about = try #require(workbook.sheets.first).cells.flatMap { $0.values.compactMap(\.text) }
        #expect(about.contains("The sheet Answers 2 goes on in Answers 3."))
    }

    @Test func `a long roster is a sheet with a row for each pass in which anything was asked`() throws {
        let survey = Sample.wholeLanguage
        let responses = try RowTests.responses(survey, count: 60)
        let (workbook, _, layout) = try written(survey, responses, rosters: .long)
        #expect(!layout.rosters.isEmpty)
        for table in layout.rosters {
            let sheet = try #require(workbook.sheets.first { $0.name.hasPrefix(table.name.prefix(10)) })
            let levels = table.passes[0].codes.count
            var row = 1
            for response in responses {
                for pass in table.passes {
                    let positions = pass.sources.compactMap { source -> Int? in
                        guard let source else { return nil }
                        var column = layout.columns[0]
                        column.source = source
                        return column.variable
                    }
                    guard positions.contains(where: { response.answers[$0] != .notAsked }) else { continue }
                    #expect(sheet[row, "response:id"] == .text(response.id, .plain))
                    for (place, source) in pass.sources.enumerated() {
                        guard let source, case .stem(let stem) = table.columns[levels + place] else {
                            continue
                        }
                        var column = stem
                        column.source = source
                        let position = try #require(column.variable)
                        let cell = expected(
                            response.answers[position], column, layout.codebook.variables[position],
                            isLabelled: true)
                        #expect(sheet.cells[row][1 + levels + place] == cell)
                    }
                    row += 1
                }
            }
            #expect(sheet.cells.count == row && row > 1)
        }
    }

    @Test func `personal variables are named on the first sheet and nowhere else`() throws {
        let survey = Sample.wholeLanguage
        let personal = survey.variables.filter { $0.isPersonal && $0.isStored }.map(\.name)
        #expect(!personal.isEmpty)
        let (workbook, _, _) = try written(
            survey, try RowTests.responses(survey, count: 5), personal: false)
        for name in personal {
            #expect(try #require(workbook["Answers"]).heads.contains(name) == false)
            let codebook = try #require(workbook["Codebook"]).cells.flatMap { $0.values.compactMap(\.text) }
            #expect(!codebook.contains(name))
        }
        let about = workbook.sheets[0].cells.flatMap { $0.values.compactMap(\.text) }
        #expect(about.contains(personal.joined(separator: ", ")))
    }

    @Test func `the codebook has a row for each variable, option and kind of missing`() throws {
        let survey = Sample.serviceLoyalty
        let (workbook, _, layout) = try written(survey, [])
        let sheet = try #require(workbook["Codebook"])
        let rows = sheet.cells.indices.dropFirst()
        for entry in Set(layout.columns.compactMap(\.variable)).map({ layout.codebook.variables[$0] }) {
            let spread =
                entry.group.map { [.set, .ranking].contains(layout.codebook.groups[$0].kind) } == true
            #expect(
                rows.contains {
                    sheet[$0, "Name"]?.text == entry.name
                        && sheet[$0, "Type"]?.text == layout.codebook.words(forTypeOf: entry, in: 0)
                        && sheet[$0, "Question"]?.text == entry.label.text(in: 0)
                }, "\(entry.name)")
            for category in entry.categories where category.label != nil {
                #expect(
                    rows.contains {
                        sheet[$0, "Name"]?.text == (spread ? "\(entry.name):\(category.name)" : entry.name)
                            && sheet[$0, "Code"] == (spread ? nil : .number(Double(category.code), .wrapped))
                            && sheet[$0, "Label"]?.text == category.label?.text(in: 0)
                    }, "\(entry.name) \(category.name)")
            }
            if case .set = entry.type {
                for (code, label) in [(1.0, "Chosen"), (0, "Not chosen")] {
                    #expect(
                        rows.contains {
                            sheet[$0, "Name"]?.text == entry.name
                                && sheet[$0, "Code"] == .number(code, .wrapped)
                                && sheet[$0, "Label"]?.text == label
                        })
                }
            }
            for kind in entry.missing where kind.kind != .notAsked {
                #expect(
                    rows.contains {
                        sheet[$0, "Name"]?.text == entry.name
                            && sheet[$0, "No answer"]?.text == kind.kind.rawValue
                            && sheet[$0, "Label"] == .text(kind.label.text(in: 0), .missing)
                    })
            }
        }
    }

    @Test func `the codebook says what the columns of the response are`() throws {
        let (workbook, _, layout) = try written(Sample.serviceLoyalty, [])
        let sheet = try #require(workbook["Codebook"])
        let rows = sheet.cells.indices.dropFirst()
        for column in layout.columns where column.variable == nil {
            #expect(rows.contains { sheet[$0, "Name"]?.text == column.name && sheet[$0, "Question"] != nil })
        }
        #expect(!rows.contains { sheet[$0, "Name"]?.text == "response:weight" })
        for (state, label) in [("complete", "Complete"), ("screened", "Screened out")] {
            #expect(
                rows.contains {
                    sheet[$0, "Name"]?.text == "response:state" && sheet[$0, "Code"]?.text == state
                        && sheet[$0, "Label"]?.text == label
                })
        }
    }

    @Test func `labels are in the language that was asked for`() throws {
        let survey = Sample.serviceLoyalty
        let codebook = Codebook(survey)
        let spanish = codebook.index(of: "es")
        let (workbook, _, layout) = try written(
            survey, try RowTests.responses(survey, count: 40), .init(locale: spanish))
        let column = try #require(layout.columns.first { $0.kind == .coded })
        let labels = Set(
            codebook.variables[try #require(column.variable)].categories.compactMap {
                $0.label?.text(in: spanish)
            })
        let sheet = try #require(workbook["Answers"])
        let texts = Set(
            (1..<sheet.cells.count).compactMap { row -> String? in
                if case .text(let text, .plain)? = sheet[row, column.name] { text } else { nil }
            })
        #expect(!texts.isEmpty && texts.isSubset(of: labels))
    }

    @Test func `a weight is a number, and what a double cannot hold is said`() throws {
        let survey = Sample.wholeLanguage
        let days = try #require(
            survey.variables.firstIndex { if case .date = $0.domain { $0.isStored } else { false } })
        let layout = ColumnLayout(Codebook(survey), hasWeights: true)
        let workbook = RecordedWorkbook()
        var writer = try SpreadsheetWriter(layout, options: .init(), in: workbook)
        var response = try RowTests.responses(survey, count: 1)[0]
        response.answers[days] = .answered(.date(CalendarDay(number: -30_000)))
        let row = ResponseRow(response, TallyPlan(survey))
        row.weight = 1_250_000_000
        try writer.write(row)
        try writer.finish()
        let sheet = try #require(workbook["Answers"])
        #expect(sheet[1, "response:weight"] == .number(1.25, .plain))
        #expect(sheet[1, survey.variables[days].name] == .text("1887-11-12", .plain))
        #expect(writer.losses.losses.map(\.kind) == [.simplified])
        #expect(writer.losses.losses.first?.count == 1)
    }

    @Test func `more columns than a sheet has are refused before anything is written`() {
        var survey = Sample.serviceLoyalty
        let given = survey.variables[0]
        for number in 0..<16_400 {
            survey.variables.append(
                Variable(
                    name: "v\(number)", role: .given(isOptional: true), domain: given.domain,
                    missing: given.missing))
        }
        let layout = ColumnLayout(Codebook(survey))
        let sink = MemoryOutput()
        #expect(throws: OutputFault(reason: .columns(layout.columns.count, limit: 16_384))) {
            _ = try SpreadsheetWriter(layout, to: sink, beside: "-")
        }
        #expect(sink.bytes.isEmpty)
    }

    @Test
    func
        `a roster that is called like a sheet of the program, or longer than a name, gets another and says so`()
        throws
    {
        let survey = try PackageWriterTests.survey(
            """
            options ways {
                - store "In the store"
                - phone "By phone"
            }
            choices used from ways "Which?"
            for Codebook in used { yesno again "{Codebook} again?" }
            for a_name_that_is_longer_than_a_sheet_takes in used { yesno good "Good?" }
            """)
        let (workbook, losses, _) = try written(survey, RowTests.responses(survey, count: 3), rosters: .long)
        #expect(
            workbook.sheets.map(\.name) == [
                "About", "Answers", "Codebook 2", "a_name_that_is_longer_than_a_sh", "Codebook",
            ])
        #expect(workbook["Codebook"]?.heads.contains("Who was asked") == true)
        let renamed = losses.losses.filter { $0.kind == .renamed }
        #expect(renamed.map(\.subject) == ["Codebook", "a_name_that_is_longer_than_a_sheet_takes"])
        #expect(renamed.map(\.became) == ["Codebook 2", "a_name_that_is_longer_than_a_sh"])
    }
}
