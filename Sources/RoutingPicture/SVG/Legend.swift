internal import SurveyModel

/// Says what the shapes mean that occur in a picture, and no others.
struct Legend {
    private var items: [(item: Item, x: Int, y: Int)] = []
    /// How high it is.
    private(set) var height = 0
    private static let sample = 30

    private enum Item: Hashable {
        case page, question, condition, check, roster, random
        case ending(Disposition)
        case mark(Marks.Mark)

        var words: String {
            switch self {
            case .page: "page"
            case .question: "questions"
            case .condition:
                "condition: true goes to \u{201C}yes\u{201D}, false and unknown to \u{201C}otherwise\u{201D}"
            case .check: "check"
            case .roster: "asked again for each"
            case .random: "by chance"
            case .ending(.screened): "ending, screened out"
            case .ending(.refused): "consent refused"
            case .ending: "ending"
            case .mark(.dead): "dead: no interview comes here"
            case .mark(.never): "never true"
            case .mark(.trap): "trap: asked, but no ending can be reached from here"
            case .mark(.undecided): "not decided within the budget"
            case .mark(.always): "always true"
            }
        }
    }

    init(_ outline: Outline, width: Int) {
        var x = 0
        var y = 0
        for item in Self.items(in: outline) {
            let own = Self.sample + 8 + TextStyle.detail.face.width(of: item.words) + 20
            if x > 0, x + own - 20 > width {
                x = 0
                y += 22
            }
            items.append((item, x, y))
            x += own
        }
        height = y + 22
    }

    private static func items(in outline: Outline) -> [Item] {
        var found: Set<Item> = []
        func note(_ note: Outline.Note?) { if let note { found.insert(.mark(note.mark)) } }
        for part in outline.parts {
            note(part.note)
            if part.isDead { found.insert(.mark(.dead)) }
            switch part.kind {
            case .page: found.insert(.page)
            case .card: found.insert(.question)
            case .check: found.insert(.check)
            case .ending(_, _, let disposition): found.insert(.ending(disposition))
            case .branch(let split, _): found.insert(split == nil ? .condition : .random)
            case .frame(let heading, _, let isRoster):
                if isRoster { found.insert(.roster) }
                if heading.contains("random") { found.insert(.random) }
            case .sequence, .start, .slot: break
            }
            for arm in part.arms { note(arm.note) }
            for entry in part.entries {
                note(entry.note)
                for detail in entry.details { note(detail.note) }
            }
        }
        let order: [Item] =
            [.page, .question, .condition, .check, .roster, .random]
            + [.complete, .screened, .refused].map(Item.ending)
            + [.dead, .never, .always, .trap, .undecided].map(Item.mark)
        return order.filter(found.contains)
    }

    /// Draws it with its upper left corner at a place.
    mutating func draw(_ out: inout SVGElements, _ x: Int, _ y: Int) {
        for (item, offset, row) in items {
            let (left, top) = (x + offset, y + row + 3)
            out.open("g", item == .mark(.dead) || item == .mark(.never) ? [("class", "isdead")] : [])
            draw(item, &out, left, top)
            out.text(
                .init(x: Self.sample + 8, y: 11, text: item.words, style: .detail), left, top)
            out.close("g")
        }
    }

    private func draw(_ item: Item, _ out: inout SVGElements, _ x: Int, _ y: Int) {
        let width = Self.sample
        switch item {
        case .page: out.rect("frame box", x, y, width, 15, radius: 4)
        case .question: out.rect("card box", x, y, width, 15, radius: 3)
        case .condition: out.path("if box", "M\(x) \(y + 7)l7 -7h\(width - 14)l7 7l-7 7h\(14 - width)z")
        case .check:
            out.path("check box", "M\(x) \(y)h\(width - 6)l6 6v9h\(-width)z")
            out.path("rule", "M\(x + width - 6) \(y)v6h6")
        case .roster:
            out.rect("frame box", x + 4, y - 1, width - 4, 12, radius: 3)
            out.rect("frame box", x, y + 3, width - 4, 12, radius: 3)
        case .random: Sign.draw(.random, &out, x + width / 2, y + 7)
        case .ending(let disposition):
            let thick = disposition == .refused ? " thick" : ""
            out.rect("\(disposition.rawValue) box\(thick)", x, y, width, 15, radius: 7)
            if disposition == .screened {
                out.rect("screened box", x + 3, y + 3, width - 6, 9, radius: 4)
            }
        case .mark(let mark):
            let note = Outline.Note(mark: mark, text: "")
            let sign = String(BoxText.signed(note).prefix(1))
            if mark == .dead || mark == .never { out.rect("card box", x, y, width, 15, radius: 3) }
            out.text(.init(x: width / 2, y: 12, text: sign, style: .note, anchor: .middle), x, y, note: note)
        }
    }
}
