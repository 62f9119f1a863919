internal import SurveyModel

/// Writes the picture as a graph for Graphviz, with a cluster for each page and each frame.
///
/// What follows each other is joined by edges between the node that a part is entered by and the one that it is left
/// by. Labels are in Graphviz's HTML, where only what XML needs is escaped.
struct DOTWriter {
    private let outline: Outline
    /// The node that each part is entered by; nil for what is empty.
    private var entry: [String?]
    /// The node that each part is left by; nil where nobody goes on.
    private var exit: [String?]

    init(_ outline: Outline) {
        self.outline = outline
        entry = [String?](repeating: nil, count: outline.parts.count)
        exit = entry
        for index in outline.parts.indices.reversed() { join(index) }
    }

    // MARK: Ways in and out

    private mutating func join(_ index: Int) {
        let part = outline.parts[index]
        switch part.kind {
        case .sequence:
            entry[index] = part.children.first { entry[$0] != nil }.flatMap { entry[$0] }
            if part.goesOn { exit[index] = part.children.last { entry[$0] != nil }.flatMap { exit[$0] } }
        case .page, .slot:
            let inner = part.children.first
            entry[index] = inner.flatMap { entry[$0] } ?? point("in", index)
            exit[index] = part.goesOn ? inner.flatMap { exit[$0] } ?? point("in", index) : nil
        case .frame:
            entry[index] = point("in", index)
            exit[index] = point("out", index)
        case .branch:
            entry[index] = part.id.isEmpty ? part.arms.first?.id : part.id
            exit[index] = part.goesOn ? point("join", index) : nil
        case .start, .card, .check, .ending:
            entry[index] = name(of: part)
            exit[index] = part.goesOn ? entry[index] : nil
        }
    }

    private func name(of part: Outline.Part) -> String {
        part.id.isEmpty ? part.entries.first?.id ?? "" : part.id
    }

    private func point(_ kind: String, _ index: Int) -> String { "\(kind) \(index)" }

    // MARK: The document

    /// The document.
    var text: String {
        var lines = [
            "// Made by Sondeo.",
            "digraph routing {",
            "  graph [label=<\(escaped(PictureSummary(outline).text))\(legend)>, labelloc=t, labeljust=l,",
            "    fontname=\"Helvetica,Arial,sans-serif\", fontsize=12, nodesep=0.4, ranksep=0.35];",
            "  node [fontname=\"Helvetica,Arial,sans-serif\", fontsize=11, shape=box, style=filled,",
            "    fillcolor=\"#ffffff\", color=\"#6a6d7a\", fontcolor=\"#1b1c20\", margin=\"0.15,0.08\"];",
            "  edge [fontname=\"Helvetica,Arial,sans-serif\", fontsize=10, color=\"#50525a\",",
            "    fontcolor=\"#50525a\", arrowsize=0.7];",
        ]
        var edges: [String] = []
        // Where the clusters that are open end.
        var ends: [Int] = []
        for (index, part) in outline.parts.enumerated() {
            while let end = ends.last, end <= index {
                ends.removeLast()
                lines.append("  }")
            }
            if let heading = heading(part) {
                ends.append(part.end)
                lines += [
                    "  subgraph \(quoted("cluster \(part.id)")) {",
                    "  graph [label=<\(heading)>, style=\"rounded,filled\(part.isDead ? ",dashed" : "")\", "
                        + "fillcolor=\"#f1f2f7\", color=\"\(part.isDead ? Palette.dead.light : "#6a6d7a")\"];",
                ]
            }
            lines += nodes(index)
            edges += self.edges(index)
        }
        lines += ends.map { _ in "  }" }
        return (lines + edges + ["}", ""]).joined(separator: "\n")
    }

    private var legend: String {
        let hasDead =
            outline.parts.contains { part in
                part.isDead || part.arms.contains(where: \.isDead) || part.entries.contains(where: \.isDead)
            }
        return hasDead
            ? "<BR ALIGN=\"LEFT\"/>Dashed and struck out: no interview comes here.<BR ALIGN=\"LEFT\"/>" : ""
    }

    private func heading(_ part: Outline.Part) -> String? {
        switch part.kind {
        case .page(let name, let title):
            label([
                .init(title.isEmpty ? "page \(name)" : title, .title, isStruck: part.isDead),
                .init(title.isEmpty ? "" : "page \(name)", .tag), .init(part.note),
            ])
        case .frame(let heading, let detail, _):
            label([
                .init(heading, .name, most: 2, isStruck: part.isDead), .init(detail, .detail, most: 2),
                .init(part.note),
            ])
        case .slot(let words) where !words.isEmpty || part.note != nil:
            label([.init(words, .name, most: 2), .init(part.note)])
        case .sequence, .start, .card, .check, .ending, .branch, .slot: nil
        }
    }

    // MARK: Nodes

    private func nodes(_ index: Int) -> [String] {
        let part = outline.parts[index]
        switch part.kind {
        case .sequence: return []
        case .page, .slot:
            return entry[index] == point("in", index) ? [pointNode(point("in", index))] : []
        case .frame: return [pointNode(point("in", index)), pointNode(point("out", index))]
        case .start(let givens):
            let given = givens.isEmpty ? "" : "given " + givens.joined(separator: ", ")
            let words = label([
                .init(outline.title, .title, most: 2),
                .init("\(outline.name), version \(outline.version)", .tag),
                .init(given, .code, most: 3),
            ])
            return [node(part.id, words, "style=\"rounded,filled,bold\", color=\"#1b1c20\"", isDead: false)]
        case .card: return [node(name(of: part), card(part), "", isDead: part.isDead)]
        case .check(let word, let name, let condition, let text):
            let words = label([
                .init("\(word) \(name)", .name, isStruck: part.isDead), .init(condition, .code, most: 4),
                .init(text, .detail, most: 2), .init(part.note),
            ])
            return [node(part.id, words, "shape=note, \(colours("check"))", isDead: part.isDead)]
        case .ending(let title, let text, let disposition):
            let words = label([
                .init(title, .name, isStruck: part.isDead), .init(text, .text, most: 3), .init(part.note),
            ])
            let line =
                disposition == .screened ? ", peripheries=2" : disposition == .refused ? ", penwidth=2.5" : ""
            return [
                node(
                    part.id, words,
                    "style=\"rounded,filled\(part.isDead ? ",dashed" : "")\", "
                        + colours(disposition.rawValue) + line, isDead: part.isDead)
            ]
        case .branch(let split, _):
            var nodes: [String] = []
            if let split {
                let words = label([.init("split \(split), at random", .name)])
                nodes.append(node(part.id, words, "shape=ellipse, \(colours("split"))", isDead: part.isDead))
            }
            for arm in part.arms {
                guard let condition = arm.condition else { continue }
                let words = label([.init(condition, .code, most: 6, isStruck: arm.isDead), .init(arm.note)])
                let shape = split == nil ? "shape=hexagon, \(colours("if"))" : colours("split")
                nodes.append(node(arm.id, words, shape, isDead: arm.isDead))
            }
            return part.goesOn ? nodes + [pointNode(point("join", index))] : nodes
        }
    }

    private func card(_ part: Outline.Part) -> String {
        label(
            part.entries.flatMap { entry -> [Words] in
                if entry.tag.isEmpty { return [.init("\(entry.name) \(entry.text)", .code, most: 2)] }
                var words = [
                    Words(entry.name, .name, isStruck: entry.isDead, aside: entry.tag), Words(entry.note),
                    Words(entry.text, .text, most: 2),
                ]
                for detail in entry.details {
                    words.append(
                        Words(
                            detail.text, .detail, most: detail.subjects.isEmpty ? 2 : 3,
                            isStruck: detail.isDead,
                            before: detail.label))
                    if detail.label.isEmpty { words.append(Words(detail.note)) }
                }
                return words
            })
    }

    private func node(_ name: String, _ label: String, _ attributes: String, isDead: Bool) -> String {
        var all = ["label=<\(label)>"]
        if !attributes.isEmpty { all.append(attributes) }
        if isDead {
            if !attributes.contains("style=") { all.append("style=\"filled,dashed\"") }
            all.append("color=\"\(Palette.dead.light)\"")
        }
        return "  \(quoted(name)) [\(all.joined(separator: ", "))];"
    }

    private func pointNode(_ name: String) -> String {
        "  \(quoted(name)) [shape=point, width=0.05, label=\"\", fillcolor=\"#50525a\"];"
    }

    private func colours(_ selector: String) -> String {
        let rule = Palette.boxes.first { $0.selector == selector }
        return
            "fillcolor=\"\(rule?.fill?.light ?? "#ffffff")\", color=\"\(rule?.stroke?.light ?? "#6a6d7a")\""
    }

    // MARK: Edges

    private func edges(_ index: Int) -> [String] {
        let part = outline.parts[index]
        switch part.kind {
        case .start, .card, .check, .ending, .page, .slot: return []
        case .sequence:
            let filled = part.children.filter { entry[$0] != nil }
            return zip(filled, filled.dropFirst()).compactMap { from, to in
                edge(exit[from], entry[to], isDead: outline.parts[to].isDead)
            }
        case .frame:
            return part.children.flatMap { slot in
                [
                    edge(entry[index], entry[slot], isDead: outline.parts[slot].isDead),
                    edge(exit[slot], exit[index], isDead: outline.parts[slot].isDead),
                ].compactMap(\.self)
            }
        case .branch(let split, let hasBypass):
            var edges: [String?] = []
            for (place, arm) in part.arms.enumerated() {
                let child = part.children[place]
                let into = entry[child] ?? (part.goesOn ? exit[index] : nil)
                if split != nil {
                    edges.append(edge(part.id, arm.id, isDead: arm.isDead))
                    edges.append(edge(arm.id, into, isDead: arm.isDead))
                } else if arm.condition != nil {
                    edges.append(edge(arm.id, into, "yes", isDead: arm.isDead))
                    if part.arms.indices.contains(place + 1) {
                        let next = part.arms[place + 1]
                        let rest =
                            next.condition == nil ? entry[part.children[place + 1]] ?? exit[index] : next.id
                        edges.append(edge(arm.id, rest, "otherwise", isDead: part.isNobodyLeft(after: place)))
                    }
                }
                if entry[child] != nil { edges.append(edge(exit[child], exit[index], isDead: arm.isDead)) }
            }
            if hasBypass {
                let from = split == nil ? part.arms.last?.id : part.id
                let isDead = part.isNobodyLeft(after: part.arms.count - 1)
                edges.append(edge(from, exit[index], split == nil ? "otherwise" : "", isDead: isDead))
            }
            return edges.compactMap(\.self)
        }
    }

    private func edge(_ from: String?, _ to: String?, _ words: String = "", isDead: Bool) -> String? {
        guard let from, let to else { return nil }
        var attributes: [String] = []
        if !words.isEmpty { attributes.append("label=\"\(words)\"") }
        if isDead { attributes += ["style=dashed", "color=\"\(Palette.dead.light)\""] }
        let list = attributes.isEmpty ? "" : " [\(attributes.joined(separator: ", "))]"
        return "  \(quoted(from)) -> \(quoted(to))\(list);"
    }

    // MARK: Words

    /// Some words of a label, in a style.
    private struct Words {
        var text: String
        var style: TextStyle
        var most = 1
        var isStruck = false
        var before = ""
        var aside = ""
        var note: Outline.Note?

        init(
            _ text: String, _ style: TextStyle, most: Int = 1, isStruck: Bool = false, before: String = "",
            aside: String = ""
        ) {
            self.text = text
            self.style = style
            self.most = most
            self.isStruck = isStruck
            self.before = before
            self.aside = aside
        }

        init(_ note: Outline.Note?) {
            self.init(note.map(BoxText.signed) ?? "", .note, most: 2)
            self.note = note
        }
    }

    /// A label of lines that begin at the left.
    private func label(_ words: [Words]) -> String {
        var label = ""
        for word in words where !word.text.isEmpty {
            let lines = word.style.face.lines(of: word.text, width: 300, most: word.most)
            for (index, line) in lines.enumerated() {
                var text = escaped(SVGElements.isolated(line))
                if word.isStruck { text = "<S>\(text)</S>" }
                switch word.style {
                case .name, .title: text = "<B>\(text)</B>"
                case .tag, .detail: text = "<FONT COLOR=\"\(Palette.muted.light)\">\(text)</FONT>"
                case .note: text = "<FONT COLOR=\"\(colour(of: word.note))\"><B>\(text)</B></FONT>"
                case .code: text = "<FONT FACE=\"monospace\">\(text)</FONT>"
                case .text: break
                }
                if index == 0, !word.before.isEmpty { text = "<B>\(escaped(word.before))</B>" + text }
                if index == 0, !word.aside.isEmpty {
                    let aside = TextStyle.tag.face.line(of: word.aside, width: 170)
                    text += "   <FONT COLOR=\"\(Palette.muted.light)\">\(escaped(aside))</FONT>"
                }
                label += text + "<BR ALIGN=\"LEFT\"/>"
            }
        }
        return label
    }

    private func colour(of note: Outline.Note?) -> String {
        guard let note else { return Palette.ink.light }
        let style = note.mark == .never ? "dead" : note.mark.rawValue
        return Palette.notes.first { $0.selector == style }?.fill?.light ?? Palette.ink.light
    }

    private func quoted(_ name: String) -> String { "\"\(name)\"" }
}
