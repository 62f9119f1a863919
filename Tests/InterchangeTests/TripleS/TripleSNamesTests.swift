import Codebook
import Interchange
import SurveyModel
import Testing

@Suite("Names and labels in Triple-S")
struct TripleSNamesTests {
    static let roster = """
        survey shop
        version 1
        language en
        translations sv
        options ways {
            - store "The store"
            - phone "The telephone"
        }
        for w in ways {
            yesno back "Back to {w}?"
            choice why "Why {w}?" {
                - near "It is near"
                - other "Something else" specify
            }
        }
        """

    private func definitions(_ circle: TripleSCircle, _ name: String) throws -> TripleSDefinitions.Record {
        let bytes = try #require(circle.files[name])
        return try #require(try TripleSDefinitions(parsing: bytes).record)
    }

    @Test func `in the table of a roster labels are those of every instance`() throws {
        let survey = try TripleSMissingTests.compiled(Self.roster)
        let circle = try TripleSCircle(
            survey, try RowTests.responses(survey, count: 9), rosters: .long, locales: [0])
        let variables = try definitions(circle, "answers.w.sss").variables
        func label(_ name: String) -> String? {
            variables.first { $0.name == name }?.label.text(in: nil)
        }
        #expect(label("back") == "Back to …?")
        #expect(label("why")?.contains("Why …?") == true)
        #expect(label("w") == "Round: w")
        #expect(!circle.text("answers.w.sss").contains("Back to The store?"))
        // The instances are told by their labels.
        #expect(
            variables.first { $0.name == "w" }?.values.map { $0.label.text(in: nil) } == [
                "The store", "The telephone",
            ])
    }

    @Test func `what belongs to a response is labelled in words`() throws {
        let survey = try TripleSMissingTests.compiled(Self.roster)
        let circle = try TripleSCircle(survey, [], locales: [0])
        let variables = try definitions(circle, "answers.sss").variables.filter {
            $0.name.hasPrefix("response_")
        }
        let labels = variables.map { "\($0.name): \($0.label.text(in: nil))" }
        #expect(
            labels == [
                "response_id: Response", "response_version: Version of the survey",
                "response_locale: Language", "response_station: Station", "response_channel: Channel",
                "response_seed: Seed of the random orders", "response_started_date: Began (UTC): date",
                "response_started_time: Began (UTC): time of day", "response_ended_date: Ended (UTC): date",
                "response_ended_time: Ended (UTC): time of day", "response_state: How it ended",
                "response_stale: Answered on an outdated translation",
            ])
        let state = try #require(variables.first { $0.name == "response_state" })
        #expect(state.values.first?.label.text(in: nil) == "Complete")
    }

    /// The variable of an option's column.
    private func variable(of column: String) -> String {
        column.hasPrefix("response:") ? column : String(column.prefix { $0 != ":" })
    }

    @Test func `a loss of a name says why, and what the name is elsewhere`() throws {
        let survey = try TripleSMissingTests.compiled(
            """
            survey names
            version 1
            language en
            given serial: text optional
            number response_id 0...9 "How many?"
            choice why "Why?" {
                - near "It is near"
                - other "Something else" specify
            }
            ranking best "Which is best?" {
                select 1
                - a "A"
                - b "B"
            }
            number best_1 0...9 "How many?"
            """)
        let losses = try TripleSCircle(survey, []).losses.losses
        func renamed(_ message: String) -> [String] {
            losses.filter { $0.kind == .renamed && $0.message.contains(message) }.map {
                "\($0.subject ?? "-") > \($0.became ?? "-")"
            }
        }
        #expect(
            renamed("another variable") == [
                "serial > serial_2", "response_id > response_id_2", "best_1 > best_1_2",
            ])
        #expect(
            renamed("has characters") == [
                "response:id > response_id", "response:version > response_version",
                "response:locale > response_locale", "response:station > response_station",
                "response:channel > response_channel", "response:seed > response_seed",
                "response:state > response_state", "response:stale > response_stale",
                "why.other > why_other",
            ])
        // Every loss is of a name that the other formats have for the column too.
        let columns = Set(
            ColumnLayout(Codebook(survey)).columns.flatMap { [$0.name, variable(of: $0.name)] })
        for loss in losses {
            if let subject = loss.subject { #expect(columns.contains(subject), "\(subject)") }
        }
        let moments = losses.filter { $0.message.contains("to the second") }
        #expect(moments.map(\.subject) == ["response:started", "response:ended"])
        #expect(moments.first?.became == "response_started_date response_started_time")
    }
}
