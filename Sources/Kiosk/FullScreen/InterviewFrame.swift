internal import Interview
internal import SurveyModel
internal import Terminal
internal import Translations

// The frame around a question: its head with how far one has come, the question and its field in a window that follows
// the focus, what is said about the entry beside it, and the keys at the foot.

extension InterviewScreen {
    /// The smallest window in which everything is meant to be read.
    static let smallest = (columns: 40, rows: 10)

    /// Draws everything.
    mutating func draw(on canvas: inout Canvas) {
        var frame = Frame(on: &canvas, theme: options.theme)
        width = frame.width
        if frame.canvas.columns < Self.smallest.columns || frame.canvas.rows < Self.smallest.rows {
            let values = [
                "columns": "\(Self.smallest.columns)", "rows": "\(Self.smallest.rows)",
            ]
            frame.head([Picture.Line(texts(.screenTooSmall, values).truncated(to: frame.width), .fault)])
        } else {
            frame.head(headLines(width: frame.width, isTall: frame.canvas.rows >= 16))
        }
        switch overlay {
        case nil: drawQuestion(in: &frame)
        case .help: draw(helpPage(width: frame.width), in: &frame)
        case .languages(let focus): draw(languagePage(focus), in: &frame)
        case .leaving(let yes): draw(leavingPage(yes: yes), in: &frame)
        case .check(let check, let yes): draw(checkPage(check, yes: yes), in: &frame)
        case .review(let focus): draw(reviewPage(focus, width: frame.width), in: &frame)
        }
        scroll = frame.scroll
        layout = frame.layout
        canvas = frame.canvas
    }

    // MARK: The head

    /// The survey's title, and how far one has come.
    private func headLines(width: Int, isTall: Bool) -> [Picture.Line] {
        let size = Said.HeadSize(width: width, isTall: isTall)
        if let lines = said.head[size] { return lines }
        let lines = wordedHead(width: width, isTall: isTall)
        said.head[size] = lines
        return lines
    }

    private func wordedHead(width: Int, isTall: Bool) -> [Picture.Line] {
        let progress = progressLine(width: min(width / 2, 44))
        let room = max(0, width - progress.width - 2)
        let title = interview.survey.title.map(scene.words.line) ?? ""
        var line = Picture.Line(title.fitted(to: room), .title)
        line.add("  ")
        line.runs += progress.runs
        return isTall ? [line, ""] : [line]
    }

    /// What was passed and what is still to come. A part that conditions may skip is told as a range, and the bar counts
    /// with the longest way, so that it never goes back.
    private func progressLine(width: Int) -> Picture.Line {
        let progress = interview.progress
        let (least, most) = (progress.remaining.lowerBound, progress.remaining.upperBound)
        let words =
            most == 0
            ? ""
            : least == most
                ? texts(.screenLeft, count: most)
                : texts(.screenLeftBetween, ["low": "\(least)", "high": "\(most)"])
        var line = Picture.Line()
        let bar = min(20, width - words.displayWidth - 3)
        if bar >= 5 {
            let all = max(1, progress.passed + most)
            let done = progress.passed * bar / all
            line.add("[")
            line.add(String(repeating: "#", count: done), .done)
            line.add(String(repeating: ".", count: bar - done), .rest)
            line.add(words.isEmpty ? "]" : "] ")
        }
        if !words.isEmpty { line.add(words.fitted(to: min(words.displayWidth, width)), .hint) }
        return line
    }

    // MARK: The question

    private mutating func drawQuestion(in frame: inout Frame) {
        guard case .asking(let item) = interview.phase else { return }
        let scene = scene
        let foot = footLines(scene, width: frame.width, height: frame.footHeight)
        frame.foot(foot.lines, areas: foot.areas)
        let isTall = frame.canvas.rows >= 16
        var head = questionHead(item, scene, width: frame.width, isTall: isTall)
        head.append("")
        var notes = message.lines.flatMap { $0.wrapped(to: max(1, frame.width - 2)) }
        let isFault = message.isFault
        if notes.isEmpty, item.isOptional, !item.isNote {
            notes = texts[.screenOptional].wrapped(to: frame.width - 2)
        }
        notes = Array(notes.prefix(max(1, frame.free / 3)))
        let noteLines = notes.map { Picture.Line((isFault ? "! " : "  ") + $0, isFault ? .fault : .hint) }
        let room = max(1, frame.free - noteLines.count - (noteLines.isEmpty || !isTall ? 0 : 1))
        let picture = field.picture(scene, width: frame.width, height: max(3, room - head.count))
        frame.window(
            head: head, picture: picture, height: room, wanted: scroll, gap: isTall ? 1 : 0, notes: noteLines)
    }

    /// The title of the page, and what is asked.
    private func questionHead(
        _ item: Interview.Item, _ scene: Scene, width: Int, isTall: Bool
    ) -> [Picture.Line] {
        let size = Said.HeadSize(width: width, isTall: isTall)
        if let lines = said.question[size] { return lines }
        var head: [Picture.Line] = []
        if let page = item.page, case .page(_, let title?) = scene.survey[page].kind {
            head += scene.words.line(title).wrapped(to: width).map { Picture.Line($0, .title) }
            if isTall { head.append("") }
        }
        head += questionLines(item, scene, width: width)
        said.question[size] = head
        return head
    }

    /// What is asked, in the words of the survey.
    private func questionLines(_ item: Interview.Item, _ scene: Scene, width: Int) -> [Picture.Line] {
        let question = scene.survey[item.question]
        var texts: [(String, Role)] = []
        switch item.part {
        case .specify(let option):
            let label = scene.words.label(option, item.question)
            texts.append((scene.texts(.specify, ["option": label]), .question))
        case .whole, .row, .amount:
            texts += scene.words.text(question.text).map { ($0, item.isNote ? .normal : .question) }
            if question.kind == .consent, let help = question.help {
                texts.append(("", .normal))
                texts += scene.words.text(help).map { ($0, .normal) }
            }
        }
        return texts.flatMap { text, role in
            text.wrapped(to: width).map { Picture.Line($0, role) }
        }
    }

    // MARK: The foot

    /// The keys that mean something now: those of the field, and those of every question. Each can be pressed. Where not all
    /// fit, the field's last ones go, as its first ones are those that most people need; help has all of them.
    private func footLines(_ scene: Scene, width: Int, height: Int) -> (
        lines: [Picture.Line], areas: [InterviewLayout.Area]
    ) {
        var foot = Foot(width: width)
        addKeys(to: &foot)
        let room = height - foot.lines.count
        foot = Foot(width: width)
        for hint in field.keys(scene) where foot.fits(hint, into: room) { foot.add(hint, nil) }
        foot.breakLine()
        addKeys(to: &foot)
        return (foot.lines, foot.areas)
    }

    /// The keys of every question.
    private func addKeys(to foot: inout Foot) {
        let next = field.wantsEnter ? "Tab" : "Enter"
        foot.add(KeyHint(next, texts[.screenNext]), .next)
        if interview.progress.passed > 0 { foot.add(KeyHint("Shift-Tab", texts[.screenBack]), .back) }
        foot.add(KeyHint("F1", texts[.screenHelp]), .help)
        if locales.count > 1 { foot.add(KeyHint("F4", texts[.screenLanguage]), .language) }
        if !options.isUnattended { foot.add(KeyHint("Ctrl-C", texts[.screenLeave]), nil) }
    }
}

/// Keys with what they do, in as many lines as they need.
struct Foot {
    private(set) var lines: [Picture.Line] = []
    private(set) var areas: [InterviewLayout.Area] = []
    private let width: Int

    init(width: Int) { self.width = max(1, width) }

    mutating func add(_ hint: KeyHint, _ target: InterviewLayout.Target?) {
        let own = width(of: hint)
        if beginsLine(own) {
            lines.append(Picture.Line())
            needsLine = false
        }
        let last = lines.count - 1
        if lines[last].width > 0 { lines[last].add("   ") }
        let start = lines[last].width
        lines[last].add(hint.key, .key)
        lines[last].add(" " + hint.does, .hint)
        if let target {
            areas.append(.init(rows: last..<last + 1, columns: start..<start + own, target: target))
        }
    }

    private var needsLine = false

    /// Whether a key can be added within so many lines.
    func fits(_ hint: KeyHint, into height: Int) -> Bool {
        lines.count + (beginsLine(width(of: hint)) ? 1 : 0) <= height
    }

    private func width(of hint: KeyHint) -> Int { hint.key.displayWidth + 1 + hint.does.displayWidth }

    private func beginsLine(_ own: Int) -> Bool {
        guard let last = lines.last, !needsLine else { return true }
        return last.width + 3 + own > width
    }

    mutating func breakLine() { needsLine = !lines.isEmpty }
}
