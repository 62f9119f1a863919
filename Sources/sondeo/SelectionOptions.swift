internal import ArgumentParser
internal import Collector
internal import SurveyCompiler
internal import SurveyModel

/// Which responses are looked at.
struct SelectionOptions: ParsableArguments {
    @ArgumentParser.Option(
        name: .customLong("where"),
        help: ArgumentHelp(
            "Only responses of whom this is true, in the survey language: 'channel == phone and recommend <= 6'.",
            valueName: "condition"))
    var condition: String?

    @ArgumentParser.Option(
        help: ArgumentHelp("Only responses started on this day or later: 2026-10-01.", valueName: "day"))
    var since: String?

    @ArgumentParser.Option(
        help: ArgumentHelp("Only responses started on this day or before: 2026-10-31.", valueName: "day"))
    var until: String?

    @ArgumentParser.Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "What the clock on the wall is ahead of UTC, for days and periods: +02:00.", valueName: "offset"))
    var zone = "+00:00"

    func validate() throws {
        _ = try offsetMinutes()
        _ = try moment(since, "--since")
        _ = try moment(until, "--until")
    }

    /// What was asked for, over the variables of a survey. Throws a failure for a condition that does not compile.
    func selection(_ survey: Survey) throws -> ResponseSelection {
        var selection = ResponseSelection()
        if let text = condition {
            switch SurveyCompiler.condition(text, of: survey) {
            case .success(let formula): selection.condition = formula
            case .failure(let fault):
                throw Failure.usage(
                    "--where\(fault.column.map { ", column \($0)" } ?? ""): \(fault.message)")
            }
        }
        selection.since = try moment(since, "--since")
        selection.until = try moment(until, "--until").map {
            // The day itself counts.
            Timestamp(milliseconds: $0.milliseconds + (until?.count == 10 ? 86_400_000 : 0))
        }
        if let since = selection.since, let until = selection.until, since >= until {
            throw Failure.usage("--until is before --since: there is no day between them")
        }
        return selection
    }

    /// A day, from its first moment on the clock on the wall, or a moment.
    private func moment(_ text: String?, _ option: String) throws -> Timestamp? {
        guard let text else { return nil }
        if let moment = Timestamp(text) { return moment }
        guard text.count == 10, let midnight = Timestamp(text + "T00:00:00Z") else {
            throw ValidationError(
                "\(option) must be a day like 2026-10-01, or a moment like 2026-10-01T09:30:00Z.")
        }
        return Timestamp(milliseconds: midnight.milliseconds - Int64(try offsetMinutes()) * 60_000)
    }

    /// How far the clock on the wall is ahead of UTC.
    func offsetMinutes() throws -> Int {
        let bytes = Array(zone.utf8)
        let digits = bytes.dropFirst().filter { $0 >= 0x30 && $0 <= 0x39 }.map { Int($0) - 0x30 }
        guard bytes.count == 6, bytes[0] == 0x2B || bytes[0] == 0x2D, bytes[3] == 0x3A, digits.count == 4,
            digits[2] < 6, digits[0] * 10 + digits[1] <= 14
        else { throw ValidationError("--zone must be an offset from UTC like +02:00.") }
        let minutes = (digits[0] * 10 + digits[1]) * 60 + digits[2] * 10 + digits[3]
        return bytes[0] == 0x2D ? -minutes : minutes
    }
}
