import Foundation
import SurveyModel

@testable import Collector

/// What the transcoder does, written down slowly: cell by cell, a byte at a time, with arrays and dictionaries.
struct PlainTranscoder {
    let plan: CSVPlan
    let survey: Survey

    struct Record: Equatable {
        /// The line where it begins, from 1 after the header.
        var number: Int
        /// Its cells; nil if its quotes are wrong.
        var cells: [[UInt8]]?
    }

    /// The records of a file without its header.
    func records(_ bytes: [UInt8]) -> [Record] {
        var records: [Record] = []
        var place = 0
        var line = 1
        while place < bytes.count {
            var record = Record(number: line, cells: [])
            var isWhole = true
            while true {
                var cell: [UInt8] = []
                if place < bytes.count, bytes[place] == 0x22 {
                    place += 1
                    var isClosed = false
                    while place < bytes.count {
                        let byte = bytes[place]
                        if byte == 0x22 {
                            if place + 1 < bytes.count, bytes[place + 1] == 0x22 {
                                cell.append(0x22)
                                place += 2
                                continue
                            }
                            isClosed = true
                            place += 1
                            break
                        }
                        if byte == 0x0A { line += 1 }
                        if byte == 0x0D {
                            if place + 1 < bytes.count, bytes[place + 1] == 0x0A {
                                place += 1
                                line += 1
                            }
                            cell.append(0x0A)
                        } else {
                            cell.append(byte)
                        }
                        place += 1
                    }
                    if !isClosed { isWhole = false }
                    if place < bytes.count, bytes[place] == 0x0D,
                        place + 1 == bytes.count || bytes[place + 1] == 0x0A
                    {
                        place += 1
                    }
                    while place < bytes.count, bytes[place] != plan.separator, bytes[place] != 0x0A {
                        isWhole = false
                        place += 1
                    }
                } else {
                    while place < bytes.count, bytes[place] != plan.separator, bytes[place] != 0x0A {
                        cell.append(bytes[place])
                        place += 1
                    }
                    if cell.last == 0x0D, place == bytes.count || bytes[place] == 0x0A { cell.removeLast() }
                }
                record.cells?.append(cell)
                if place < bytes.count, bytes[place] == plan.separator {
                    place += 1
                    continue
                }
                place += 1
                line += 1
                break
            }
            if !isWhole { record.cells = nil }
            if record.cells.map({ !$0.allSatisfy(\.isEmpty) }) ?? true { records.append(record) }
        }
        return records
    }

    private struct NoLine: Error {}

    /// The line of a record without its id; nil if it makes none.
    func line(_ cells: [[UInt8]]) -> [UInt8]? {
        guard cells.count == plan.columns.count else { return nil }
        do { return try write(cells) } catch { return nil }
    }

    private func write(_ cells: [[UInt8]]) throws -> [UInt8] {
        if case .column(let column)? = plan.head[.key]?.content, trimmed(cells[column]).isEmpty {
            throw NoLine()
        }
        var out: [UInt8] = []
        out += #""survey":"#.utf8 + head(.survey, cells, text(Array(survey.name.utf8)))
        out += #","version":"#.utf8 + numbered(.version, cells, survey.version)
        out += #","structure":"#.utf8 + head(.structure, cells, text(Array(survey.structure.utf8)))
        out += #","locale":"#.utf8 + head(.locale, cells, text(Array(survey.language.utf8)))
        for (key, usual) in [(CSVPlan.HeadKey.station, nil), (.channel, "import")]
            as [(CSVPlan.HeadKey, String?)]
        {
            let value = head(
                key, cells, plan.head[key] == nil ? usual.map { text(Array($0.utf8)) } ?? [] : [])
            if !value.isEmpty, !(plan.isOurs && value == text([])) {
                out += ",\"\(key.rawValue)\":".utf8 + value
            }
        }
        out += #","seed":"#.utf8 + numbered(.seed, cells, 0)
        out += try #","started":"#.utf8 + moment(.started, .ended, cells)
        out += try #","ended":"#.utf8 + moment(.ended, .started, cells)
        out += #","state":"#.utf8 + head(.state, cells, text(Array("complete".utf8)))
        var answers: [[UInt8]] = []
        var missing: [[UInt8]] = []
        for part in plan.variables {
            let key = text(Array(survey.variables[part.variable].name.utf8)) + [0x3A]
            switch try meaning(part, cells) {
            case .answer(let json, _): answers.append(key + json.utf8)
            case .missing(.notAsked): break
            case .missing(let kind): missing.append(key + "\"\(kind.rawValue)\"".utf8)
            case .flag: throw NoLine()
            }
        }
        out += #","answers":{"#.utf8 + Array(answers.joined(separator: [0x2C]))
        out += #"},"missing":{"#.utf8 + Array(missing.joined(separator: [0x2C])) + [0x7D]
        if let stale = plan.head[.stale] {
            var isStale = stale.content == .constant("true")
            if case .column(let column) = stale.content, !trimmed(cells[column]).isEmpty {
                guard case .answer(let json, _)? = stale.vocabulary.meaning(of: cells[column]) else {
                    throw NoLine()
                }
                isStale = json == "true"
            }
            if isStale { out += #","stale":true"#.utf8 }
        }
        return out + [0x7D]
    }

    // MARK: What belongs to the response

    private func head(_ key: CSVPlan.HeadKey, _ cells: [[UInt8]], _ usual: [UInt8]) -> [UInt8] {
        guard let part = plan.head[key] else { return usual }
        switch part.content {
        case .constant(let json): return Array(json.utf8)
        case .column(let column):
            if case .answer(let json, _)? = part.vocabulary.meaning(of: cells[column]) {
                return Array(json.utf8)
            }
            if plan.isOurs { return text(key == .state ? cells[column] : plain(cells[column])) }
            let cell = trimmed(cells[column])
            return cell.isEmpty ? usual : text(key == .state ? cells[column] : plain(cell))
        }
    }

    private func numbered(_ key: CSVPlan.HeadKey, _ cells: [[UInt8]], _ usual: Int) -> [UInt8] {
        guard let part = plan.head[key] else { return Array(String(usual).utf8) }
        switch part.content {
        case .constant(let json): return Array(json.utf8)
        case .column(let column):
            if case .answer(let json, _)? = part.vocabulary.meaning(of: cells[column]) {
                return Array(json.utf8)
            }
            return number(trimmed(cells[column]), 0x2E) ?? text(cells[column])
        }
    }

    private func moment(_ key: CSVPlan.HeadKey, _ other: CSVPlan.HeadKey, _ cells: [[UInt8]]) throws
        -> [UInt8]
    {
        for key in [key, other] {
            guard let part = plan.head[key] else { continue }
            guard case .column(let column) = part.content else {
                if case .constant(let json) = part.content { return Array(json.utf8) }
                continue
            }
            if case .answer(let json, _)? = part.vocabulary.meaning(of: cells[column]) {
                return Array(json.utf8)
            }
            let cell = trimmed(cells[column])
            if cell.isEmpty, !plan.isOurs { continue }
            let time = cell.withUnsafeBufferPointer { CSVMoment.read($0, part.format, zone: part.zone) }
            guard let time, (-62_135_596_800_000..<253_402_300_800_000).contains(time.milliseconds) else {
                throw NoLine()
            }
            return text(Array(time.text.utf8))
        }
        throw NoLine()
    }

    // MARK: Answers

    private func meaning(_ part: CSVPlan.VariablePart, _ cells: [[UInt8]]) throws -> CSVVocabulary.Meaning {
        let domain = survey.variables[part.variable].domain
        switch part.shape {
        case .constant(let meaning):
            if case .answer(let json, let option) = meaning {
                switch domain {
                case .options, .order: return .answer(json: "[\(json)]", option: option)
                default: break
                }
            }
            return meaning
        case .columns(let members): return try several(part, members, cells, domain)
        case .column(let column): return try meaning(part, cells[column], domain)
        }
    }

    private func meaning(
        _ part: CSVPlan.VariablePart, _ cell: [UInt8], _ domain: Domain
    ) throws -> CSVVocabulary.Meaning {
        func list(_ meaning: CSVVocabulary.Meaning) -> CSVVocabulary.Meaning {
            switch (meaning, domain) {
            case (.answer(let json, let option), .options), (.answer(let json, let option), .order):
                .answer(json: "[\(json)]", option: option)
            default: meaning
            }
        }
        if case .text = domain {
            if cell.isEmpty { return part.empty }
            if let meaning = part.vocabulary.exact[cell] { return meaning }
            if plan.isOurs, cell[0] == 0x2E, cell.count < 2 || cell[1] != 0x2E { throw NoLine() }
            if !plan.isOurs, trimmed(cell).isEmpty { return part.empty }
            return .answer(json: String(decoding: text(plain(cell)), as: UTF8.self), option: 0)
        }
        if cell.isEmpty { return list(part.empty) }
        if let meaning = part.vocabulary.meaning(of: cell) { return list(meaning) }
        let value = trimmed(cell)
        if value.isEmpty { return list(part.empty) }
        func json(_ bytes: [UInt8]) -> CSVVocabulary.Meaning {
            .answer(json: String(decoding: bytes, as: UTF8.self), option: 0)
        }
        switch domain {
        case .point, .number:
            guard let number = number(value, part.decimal) else { throw NoLine() }
            return json(number)
        case .date:
            guard let format = part.format else { return json(text(value)) }
            guard let moment = value.withUnsafeBufferPointer({ format.read($0) }) else { throw NoLine() }
            return json(text(Array(CalendarDay(number: Int(moment.day)).text.utf8)))
        case .time:
            let formats = try part.format.map { [$0] } ?? ["H:mm", "H:mm:ss"].map { try MomentPattern($0) }
            for format in formats {
                if let moment = value.withUnsafeBufferPointer({ format.read($0) }) {
                    return json(text(Array(TimeOfDay(minutes: Int(moment.milliseconds / 60_000)).text.utf8)))
                }
            }
            throw NoLine()
        case .options, .order:
            var options: [Int] = []
            for piece in value.split(separator: part.split) {
                let piece = trimmed(Array(piece))
                if piece.isEmpty { continue }
                guard case .answer(_, let option)? = part.vocabulary.meaning(of: piece),
                    !options.contains(option)
                else { throw NoLine() }
                options.append(option)
            }
            if case .options = domain { options.sort() }
            return answer(options, domain)
        case .option, .yesno, .truth, .text: throw NoLine()
        }
    }

    private func several(
        _ part: CSVPlan.VariablePart, _ members: [CSVPlan.Member], _ cells: [[UInt8]], _ domain: Domain
    ) throws -> CSVVocabulary.Meaning {
        var isRanking = false
        var least = 0
        if case .order(_, let select) = domain { (isRanking, least) = (true, select.lowerBound) }
        if case .options(_, let select) = domain { least = select.lowerBound }
        var kinds: Set<Missing> = []
        var isAnswered = false
        var hasEmpty = false
        var chosen: [(rank: Int, option: Int)] = []
        for member in members {
            let cell = cells[member.column]
            let value = trimmed(cell)
            switch cell.isEmpty ? member.vocabulary.exact[[]] : member.vocabulary.meaning(of: cell) {
            case .missing(.notAsked)?: hasEmpty = true
            case .missing(let kind)?: kinds.insert(kind)
            case .flag(let yes)?:
                if isRanking { throw NoLine() }
                isAnswered = true
                if yes { chosen.append((0, member.option)) }
            case .answer?: throw NoLine()
            case nil where value.isEmpty: hasEmpty = true
            case nil:
                guard isRanking, value.count <= 4, value.allSatisfy({ (0x30...0x39).contains($0) }) else {
                    throw NoLine()
                }
                let rank = Int(String(decoding: value, as: UTF8.self)) ?? 0
                isAnswered = true
                if rank > 0 { chosen.append((rank, member.option)) }
            }
        }
        if isRanking {
            chosen.sort { $0.rank < $1.rank }
            for (index, choice) in chosen.enumerated() where choice.rank != index + 1 { throw NoLine() }
        }
        if kinds.count > 1 || !kinds.isEmpty && isAnswered { throw NoLine() }
        if plan.isOurs, hasEmpty, !kinds.isEmpty || isAnswered && !isRanking { throw NoLine() }
        if let kind = kinds.first { return .missing(kind) }
        if !isAnswered || chosen.isEmpty && least > 0 && !plan.isOurs { return part.empty }
        return answer(chosen.map(\.option), domain)
    }

    private func answer(_ options: [Int], _ domain: Domain) -> CSVVocabulary.Meaning {
        guard let list = domain.list else { return .missing(.notAsked) }
        let names = options.map { JSONValue.string(survey[list].options[$0].name) }
        return .answer(json: JSONValue.array(names).compactText, option: 0)
    }

    // MARK: Bytes

    private func trimmed(_ cell: [UInt8]) -> [UInt8] { Array(CSVVocabulary.trimmed(cell[...])) }

    private func plain(_ cell: [UInt8]) -> [UInt8] {
        var plain = cell
        if plan.isOurs, cell.starts(with: [0x2E, 0x2E]) {
            plain.removeFirst()
        } else if plan.isSpreadsheetSafe, cell.first == 0x27 {
            plain.removeFirst()
        }
        guard plan.isSpreadsheetSafe else { return plain }
        // One behind each separator.
        for place in plain.indices.dropFirst().reversed()
        where plain[place] == 0x27 && [0x3B, 0x09, 0x0A, 0x0D].contains(plain[place - 1]) {
            plain.remove(at: place)
        }
        return plain
    }

    private func number(_ cell: [UInt8], _ decimal: UInt8) -> [UInt8]? {
        var rest = cell[...]
        let isNegative = rest.first == 0x2D
        if isNegative || rest.first == 0x2B { rest.removeFirst() }
        let parts = rest.split(separator: decimal, omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count),
            parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { (0x30...0x39).contains($0) } })
        else { return nil }
        var whole = parts[0]
        while whole.count > 1, whole.first == 0x30 { whole.removeFirst() }
        var fraction = parts.count == 2 ? parts[1] : []
        while fraction.last == 0x30 { fraction.removeLast() }
        let isZero = whole.elementsEqual([0x30]) && fraction.isEmpty
        return (isNegative && !isZero ? [0x2D] : []) + whole + (fraction.isEmpty ? [] : [0x2E] + fraction)
    }

    /// A text in JSON. Bytes that are no UTF-8 stay what they are in comparisons of lossy texts.
    private func text(_ bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = [0x22]
        for byte in bytes {
            switch byte {
            case 0x22: out += Array("\\\"".utf8)
            case 0x5C: out += Array("\\\\".utf8)
            case 0x0A: out += Array("\\n".utf8)
            case 0x0D: out += Array("\\r".utf8)
            case 0x09: out += Array("\\t".utf8)
            case 0..<0x20: out += Array(String(format: "\\u%04x", byte).utf8)
            default: out.append(byte)
            }
        }
        return out + [0x22]
    }
}
