internal import Interview
internal import SurveyModel
internal import Terminal
internal import Translations

// What lies over the question: help, languages, leaving, checks, and all answers before they are sent.

extension InterviewScreen {
    /// A page that lies over the question.
    struct Page {
        /// What stands above its lines.
        var head: [String] = []
        /// Its lines; targets are numbers of choices.
        var picture = Picture()
        /// The keys that mean something.
        var keys: [(hint: KeyHint, target: InterviewLayout.Target?)] = []
    }

    /// Draws a page over everything but the head.
    func draw(_ page: Page, in frame: inout Frame) {
        var foot = Foot(width: frame.width)
        for (hint, target) in page.keys { foot.add(hint, target) }
        frame.foot(foot.lines, areas: foot.areas)
        var head = page.head.flatMap { $0.wrapped(to: frame.width) }.map { Picture.Line($0, .question) }
        if !head.isEmpty { head.append("") }
        frame.window(head: head, picture: page.picture, height: frame.free, wanted: scroll)
        frame.makeChoices()
    }

    /// Help: what the author says about the question, and what keys do.
    func helpPage(width: Int) -> Page {
        var page = Page()
        var lines: [String] = []
        if case .asking(let item) = interview.phase, let help = interview.survey[item.question].help {
            lines += scene.words.text(help) + [""]
        }
        page.head = lines.isEmpty ? [texts[.screenHelpTitle]] : []
        var hints = field.keys(scene)
        hints += [
            KeyHint("Enter, Tab", texts[.screenHelpNext]), KeyHint("Shift-Tab", texts[.helpBack]),
            KeyHint("F1, ?", texts[.helpHelp]),
        ]
        if locales.count > 1 { hints.append(KeyHint("F4, @", texts[.helpLanguage])) }
        if !options.isUnattended { hints.append(KeyHint("Ctrl-C", texts[.helpLeave])) }
        let column = (hints.map(\.key.displayWidth).max() ?? 0) + 2
        page.picture.lines = lines.flatMap { $0.wrapped(to: width) }.map { Picture.Line($0) }
        for hint in hints {
            for (place, does) in hint.does.wrapped(to: max(1, width - column)).enumerated() {
                var line = Picture.Line((place == 0 ? hint.key : "").padded(to: column), .key)
                line.add(does)
                page.picture.lines.append(line)
            }
        }
        page.keys = [(KeyHint("Enter", texts[.screenClose]), .choice(0))]
        return page
    }

    /// The languages, each by its own name.
    func languagePage(_ focus: Int) -> Page {
        var page = Page(head: [texts[.chooseLanguage]])
        let lines = locales.enumerated().map { index, tag in
            (
                text: "\(index + 1)  \(phrasebook.name(of: tag))",
                isChosen: tag == interview.locale
            )
        }
        page.picture = Self.choices(lines, focus: focus)
        page.keys = [
            (KeyHint("Enter", texts[.screenChoose]), .choice(focus)),
            (KeyHint("Esc", texts[.screenClose]), .choice(-1)),
        ]
        return page
    }

    /// Whether to leave.
    func leavingPage(yes: Bool) -> Page {
        let isKept = journal.keepsAnswers && interview.hasAnswers
        var page = Page(head: [
            texts[isKept ? .screenQuit : interview.hasAnswers ? .screenQuitUnkept : .screenQuitEmpty],
            texts[.typeYesNo],
        ])
        page.picture = Self.choices([(texts[.yes], false), (texts[.no], false)], focus: yes ? 0 : 1)
        page.keys = [
            (KeyHint("Ctrl-C", texts[.screenLeave]), .choice(0)),
            (KeyHint("Enter", texts[yes ? .screenLeave : .screenStay]), .choice(yes ? 0 : 1)),
        ]
        return page
    }

    /// A check that fired, which may be overridden.
    func checkPage(_ check: CheckID, yes: Bool) -> Page {
        var page = Page(
            head: scene.words.text(interview.survey[check].text) + [
                texts[.checkConfirm] + " " + texts[.typeYesNo]
            ])
        page.picture = Self.choices([(texts[.yes], false), (texts[.no], false)], focus: yes ? 0 : 1)
        page.keys = [(KeyHint("Enter", texts[yes ? .yes : .screenChange]), .choice(yes ? 0 : 1))]
        return page
    }

    /// All answers before they are sent: first to send them, then each question with its answer.
    func reviewPage(_ focus: Int, width: Int) -> Page {
        let words = scene.words
        var page = Page(head: [texts[.screenReview]])
        var picture = Picture()
        func add(_ lines: [Picture.Line], _ choice: Int) {
            let start = picture.lines.count
            picture.lines += lines
            picture.targets.append(
                .init(rows: start..<picture.lines.count, columns: 0..<width, number: choice))
            if choice == focus {
                picture.focus = start...picture.lines.count - 1
                picture.cursor = Position(row: start, column: 0)
            }
        }
        func line(_ text: String, _ isFocused: Bool, _ role: Role) -> Picture.Line {
            Picture.Line(
                ((isFocused ? "> " : "  ") + text).truncated(to: width), isFocused ? .focused : role)
        }
        add([line(texts[.screenSend], focus == 0, .button), ""], 0)
        for (index, question) in reviewed.enumerated() {
            let asked = words.line(interview.survey[question].text)
            let answers = words.reviewLines(of: question).flatMap { $0.wrapped(to: max(1, width - 6)) }
            add(
                [line(asked, focus == index + 1, .normal)]
                    + answers.map { Picture.Line("      " + $0, .chosen) }, index + 1)
        }
        page.picture = picture
        page.keys = [
            (KeyHint("Enter", texts[focus == 0 ? .screenSend : .screenChange]), .choice(focus)),
            (KeyHint("Shift-Tab", texts[.screenBack]), .back),
        ]
        if locales.count > 1 { page.keys.append((KeyHint("F4", texts[.screenLanguage]), .language)) }
        return page
    }

    /// Lines of which one is chosen.
    static func choices(_ lines: [(text: String, isChosen: Bool)], focus: Int) -> Picture {
        var picture = Picture()
        for (index, line) in lines.enumerated() {
            let role: Role =
                index == focus
                ? (line.isChosen ? .focusedChosen : .focused) : line.isChosen ? .chosen : .normal
            let mark = line.isChosen ? "(*) " : "( ) "
            picture.lines.append(Picture.Line((index == focus ? "> " : "  ") + mark + line.text, role))
            picture.targets.append(
                .init(
                    rows: index..<index + 1, columns: 0..<max(20, picture.lines[index].width), number: index))
        }
        picture.focus = focus...focus
        picture.cursor = Position(row: focus, column: 2)
        return picture
    }
}
