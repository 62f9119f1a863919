internal import SurveyModel

// Why a record does not count, in words that name its column.

extension CSVTranscoder {
    static let oversizedMessage =
        "the record is longer than \(SharedReading.lineLimit >> 20) MiB; a quote that is opened and not closed makes one "
        + "record of all that follows"

    /// The line of the file where the record of a line begins, from 1 in the chunk.
    func number(ofLine line: Int) -> Int { Int(lines[line - 1].number) }

    /// Why no line was made of a record; nil if one was.
    func fault(ofLine line: Int) -> ResponseFault? {
        let line = lines[line - 1]
        guard line.fault.kind != .none else { return nil }
        split(line)
        return ResponseFault(words(line.fault))
    }

    /// What the strict reader says of a line, said of the record.
    func reworded(_ fault: ResponseFault, ofLine line: Int) -> ResponseFault {
        split(lines[line - 1])
        if fault.offset != nil {
            for column in 0..<min(layout.columnCount, cells.capacity) {
                let cell = row[column]
                let bytes = UnsafeBufferPointer(start: cell.start, count: cell.length)
                guard String(validating: bytes, as: UTF8.self) == nil else { continue }
                return ResponseFault(
                    "\(name(column)) is not UTF-8; if an older spreadsheet wrote the file, write encoding "
                        + "windows-1252 into a map")
            }
        }
        guard fault.message.hasPrefix("\""), let end = fault.message.dropFirst().firstIndex(of: "\"") else {
            return ResponseFault(fault.message)
        }
        let name = String(fault.message[fault.message.index(after: fault.message.startIndex)..<end])
        let rest = fault.message[fault.message.index(after: end)...]
        if let subject = subject(name, isHead: isHeadFault(rest, name)) {
            return ResponseFault(subject + rest)
        }
        return ResponseFault(fault.message)
    }

    /// Texts about what belongs to the response; a variable may have the same name.
    private func isHeadFault(_ rest: Substring, _ name: String) -> Bool {
        let form = [
            " must be a text", " must be a time like", " must be a UUIDv7",
            " must be a whole number from 0 to 2^64",
            " must be a language tag", " must be one of complete", " must be true or false",
            " must be a whole number from 1",
        ]
        return form.contains { rest == $0 || rest.hasPrefix($0) && !rest.contains(", not ") }
    }

    /// `column "Betyg" (overall)`
    private func subject(_ name: String, isHead: Bool) -> String? {
        let plan = layout.plan
        let key = name == "response" ? "id" : name
        if isHead, let key = CSVPlan.HeadKey(rawValue: key) {
            guard case .column(let column)? = plan.head[key]?.content else { return nil }
            return self.name(column) + " (response:\(key.rawValue))"
        }
        guard let part = plan.variables.first(where: { layout.survey.variables[$0.variable].name == name })
        else {
            return nil
        }
        return subject(of: part)
    }

    private func subject(of part: CSVPlan.VariablePart) -> String {
        let variable = layout.survey.variables[part.variable].name
        switch part.shape {
        case .column(let column):
            return layout.plan.columns[column] == variable ? name(column) : name(column) + " (\(variable))"
        case .columns(let members):
            return "the columns of \(variable)"
                + (members.first.map { ", from \(name($0.column)) on," } ?? "")
        case .constant: return "the value of \(variable) in the map"
        }
    }

    private func name(_ column: Int) -> String { "column \"\(excerpt(layout.plan.columns[column]))\"" }

    private func split(_ line: Line) {
        _ = cells.split(Position(records.start) + Int(line.record), limit: Position(records.end))
    }

    private func seen(_ column: Int32) -> String {
        let cell = row[Int(column)]
        let text = String(
            decoding: UnsafeBufferPointer(start: cell.start, count: min(cell.length, 200)), as: UTF8.self)
        return cell.length == 0 ? "an empty cell" : "\"\(excerpt(text))\""
    }

    private func words(_ fault: Fault) -> String {
        let column = Int(fault.column)
        switch fault.kind {
        case .none: return "it is no response"
        case .count:
            let columns = layout.columnCount
            return "it has \(column) \(column == 1 ? "cell" : "cells"), but the header has \(columns)"
                + (column > columns
                    ? "; a cell with a separator in it needs quotes"
                    : "; is a quote or a line break where none belongs?")
        case .afterQuote:
            return
                "in \(place(column)) something follows the quote that closes the cell; a quote in a cell is written twice"
        case .openQuote:
            return "in \(place(column)) a quote is opened and not closed before the end of the file"
        case .tooLong: return "it is longer than \(SharedReading.lineLimit >> 20) MiB"
        case .key: return "\(name(column)) (response:key) is empty, so nothing says which response it is"
        case .moment: return moment(column)
        case .value: return value(fault)
        case .mixed, .rank, .twice:
            guard let part = layout.plan.variables.first(where: { $0.variable == Int(fault.variable) }) else {
                return "it is no response"
            }
            switch fault.kind {
            case .mixed: return "\(subject(of: part)) are answered in part; all of them are, or none"
            case .rank: return "\(subject(of: part)) must hold the places 1, 2, 3 and so on, each once"
            default: return "\(subject(of: part)) names an option twice: \(seen(fault.column))"
            }
        }
    }

    private func place(_ column: Int) -> String {
        column < layout.columnCount ? name(column) : "the \(column + 1)th cell"
    }

    private func moment(_ column: Int) -> String {
        let keys: [CSVPlan.HeadKey] = [.started, .ended]
        let part = keys.compactMap { layout.plan.head[$0] }.first { $0.content == .column(column) }
        let expected =
            part?.format == nil
            ? "like 2019-03-01, 2019-03-01 14:30 or 2019-03-01T14:30:05Z, or of the format that a map says for it"
            : "in the format that the map says"
        return "\(name(column)) must be a time \(expected), not \(seen(Int32(column)))"
    }

    private func value(_ fault: Fault) -> String {
        let seen = seen(fault.column)
        guard fault.variable >= 0 else {
            return "\(name(Int(fault.column))) must be true or false, not \(seen)"
        }
        let variable = layout.survey.variables[Int(fault.variable)]
        let subject =
            layout.plan.columns[Int(fault.column)] == variable.name
            ? name(Int(fault.column)) : "\(name(Int(fault.column))) (\(variable.name))"
        let expected: String
        switch variable.domain {
        case .option(let list): expected = "one of the options" + names(of: list, fault.column)
        case .options(let list, _), .order(let list, _):
            let isMember = layout.plan.variables.contains { part in
                if part.variable == Int(fault.variable), case .columns = part.shape { true } else { false }
            }
            if isMember {
                expected = if case .order = variable.domain { "a place from 1" } else { "1 or 0" }
            } else {
                expected = "some of the options" + names(of: list, fault.column)
            }
        case .point(let scale):
            let bounds = layout.survey[scale].bounds
            expected = "a whole number from \(bounds.lowerBound) to \(bounds.upperBound)"
        case .yesno, .truth: expected = "yes or no"
        case .number(let rule): expected = rule.description
        case .text:
            expected = "a text or a kind of missing; a text that begins with a point has another before it"
        case .date(let rule): expected = rule.description()
        case .time(let rule): expected = rule.description
        }
        return "\(subject) must be \(expected), not \(seen)"
    }

    /// ` (store, phone, …)`, or what may have been meant.
    private func names(of list: ListID, _ column: Int32) -> String {
        let names = layout.survey[list].options.map(\.name)
        let cell = row[Int(column)]
        let text = String(
            decoding: UnsafeBufferPointer(start: cell.start, count: min(cell.length, 64)), as: UTF8.self)
        let close = DidYouMean.closest(to: text, among: names)
        return " (" + names.prefix(6).joined(separator: ", ") + (names.count > 6 ? ", …" : "")
            + (close.map { "; did you mean \($0)?" } ?? "") + ")"
    }
}

extension CSVReading {
    /// Gives the line of a row that equals an earlier one its own id.
    func settle(_ line: inout ChunkReader.Line, in buffer: ChunkBuffer) {
        guard line.isResponse,
            let id = settle((line.entry.high, line.entry.low), line: buffer.start + Int(line.offset))
        else { return }
        (line.entry.high, line.entry.low) = (id.high, id.low)
    }
}
