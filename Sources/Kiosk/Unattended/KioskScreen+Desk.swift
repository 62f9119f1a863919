internal import SurveyModel
internal import Terminal
internal import Translations

// What the operator's desk looks like.

extension KioskScreen {
    mutating func drawDesk(on canvas: inout Canvas) {
        guard let desk else { return }
        let texts = wording.texts(operatorLocale)
        var frame = Frame(on: &canvas, theme: theme)
        var foot = Foot(width: frame.width)
        foot.add(KeyHint("Enter", texts[.screenChoose]), nil)
        foot.add(KeyHint("Esc", texts[.operatorClose]), nil)
        frame.foot(foot.lines)
        switch desk.sheet {
        case .pin(let typed, let verdict):
            let said = words(for: verdict, texts).flatMap { $0.wrapped(to: frame.width) }
            let head = [Picture.Line(texts[.operatorPIN], .title), ""]
            frame.window(
                head: head,
                picture: keypad(
                    typed.count, said: said.map { Picture.Line($0, .fault) }, height: frame.free - head.count),
                height: frame.free, wanted: 0)
        case .menu(let focus):
            let head = figureLines(desk.figures, texts, width: frame.width)
            frame.window(
                head: head, picture: menu(focus, texts, width: frame.width), height: frame.free,
                wanted: desk.scroll)
            self.desk?.scroll = frame.scroll
        }
        self.desk?.layout = frame.layout
        canvas = frame.canvas
    }

    private func words(for verdict: PINVerdict?, _ texts: ProgramTexts) -> [String] {
        switch verdict {
        case nil, .right: []
        case .wrong: [texts[.operatorWrong]]
        case .locked(let wait): [texts(.operatorLocked, count: Self.wholeSeconds(wait))]
        }
    }

    /// The field with a mark for each digit, what is said about the last try, and keys for fingers. What is said stands
    /// above the keys, so that a low screen cuts off neither.
    private func keypad(_ count: Int, said: [Picture.Line], height: Int) -> Picture {
        var picture = Picture()
        let most = PINHash.digits.upperBound
        var field = Picture.Line("[")
        field.add(String(repeating: "*", count: count) + String(repeating: " ", count: most - count), .entry)
        field.add("]")
        picture.lines = [field] + (said.isEmpty ? [""] : said)
        let isTall = height >= picture.lines.count + 8
        if isTall, !said.isEmpty { picture.lines.append("") }
        picture.cursor = Position(row: 0, column: 1 + count)
        let labels = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "<-", "0", "OK"]
        for row in 0..<4 {
            if isTall, row > 0 { picture.lines.append("") }
            var line = Picture.Line()
            for column in 0..<3 {
                let number = row * 3 + column
                if column > 0 { line.add("  ") }
                let start = line.width
                line.add("[" + labels[number].padded(to: 4, alignment: .center) + "]", .button)
                let top = picture.lines.count
                picture.targets.append(
                    .init(rows: top..<top + 1, columns: start..<line.width, number: number))
            }
            picture.lines.append(line)
        }
        return picture
    }

    private func menu(_ focus: Int, _ texts: ProgramTexts, width: Int) -> Picture {
        var picture = Picture()
        for (index, item) in OperatorDesk.Item.allCases.enumerated() {
            let words: String =
                switch item {
                case .pause: texts[isPaused ? .operatorResume : .operatorPause]
                case .language: texts(.operatorLanguage, ["language": texts[.languageName]])
                case .exit: texts[.operatorExit]
                case .close: texts[.operatorClose]
                }
            let first = picture.lines.count
            for (place, line) in words.wrapped(to: max(1, width - 5)).enumerated() {
                let mark = place > 0 ? "     " : (index == focus ? "> " : "  ") + "\(index + 1)  "
                picture.lines.append(Picture.Line(mark + line, index == focus ? .focused : .normal))
            }
            let rows = first..<picture.lines.count
            picture.targets.append(.init(rows: rows, columns: 0..<width, number: index))
            if index == focus {
                picture.focus = first...picture.lines.count - 1
                picture.cursor = Position(row: first, column: 0)
            }
        }
        return picture
    }

    /// What the operator wants to know, a line each.
    private func figureLines(_ figures: KioskFigures?, _ texts: ProgramTexts, width: Int) -> [Picture.Line] {
        var lines = [Picture.Line(texts[.operatorTitle], .title), ""]
        var paragraphs: [(String, Role)] = []
        if let figures {
            lines += countLines(figures, texts)
            paragraphs = [
                (texts(.operatorOpen, count: figures.open), .normal),
                (texts(.operatorErased, count: discarded), .normal),
            ]
            if let free = figures.freeBytes {
                paragraphs.append((texts(.operatorDisk, ["size": Self.size(free)]), .normal))
            }
        }
        if let lastFault {
            paragraphs.append((texts(.operatorFault, ["message": lastFault]), .fault))
        } else {
            paragraphs.append((texts[.operatorNoFault], .normal))
        }
        paragraphs.append((texts[.operatorKept], .hint))
        for (text, role) in paragraphs {
            lines += text.wrapped(to: width).map { Picture.Line($0, role) }
        }
        return lines + [""]
    }

    private func countLines(_ figures: KioskFigures, _ texts: ProgramTexts) -> [Picture.Line] {
        let names: [(Disposition, ProgramText)] = [
            (.complete, .complete), (.partial, .partial), (.screened, .screenedOut), (.refused, .refusals),
            (.abandoned, .abandoned),
        ]
        var rows = [["", texts[.operatorToday], texts[.total]]]
        for (state, name) in names {
            let count = figures.responses[state] ?? .init(today: 0, total: 0)
            rows.append([texts[name], "\(count.today)", "\(count.total)"])
        }
        let widths = (0..<3).map { column in rows.map { $0[column].displayWidth }.max() ?? 0 }
        return rows.enumerated().map { index, cells in
            let text =
                cells[0].padded(to: widths[0] + 2) + cells[1].padded(to: widths[1], alignment: .right) + "  "
                + cells[2].padded(to: widths[2], alignment: .right)
            return Picture.Line(text, index == 0 ? .hint : .normal)
        }
    }

    /// A size for people: three digits at most, in units of 1,000.
    static func size(_ bytes: Int64) -> String {
        var (whole, unit) = (max(0, bytes), 0)
        let units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"]
        while whole >= 1_000, unit + 1 < units.count {
            whole /= 1_000
            unit += 1
        }
        return "\(whole) \(units[unit])"
    }
}
