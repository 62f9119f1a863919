internal import Interview
internal import SurveyModel
internal import Terminal
internal import Translations

/// Draws a grid: as a table where it fits, else the row in focus alone. What can be pressed is told as the row's place times
/// the number of columns, and the column; a column to have in focus as -1 less that, and a row
/// to be shown as its place behind all cells.
struct GridDrawing {
    let table: GridTable
    let place: Int
    let focus: Int
    let marked: (Int) -> Set<Int>
    let typed: String
    let notice: String?
    /// A row to be shown in place of the one in focus.
    let view: Int?
    /// The marks of what is chosen: alone in its row, and beside others.
    let chosenMark: String, chosenBox: String

    /// The least that the texts of rows need beside the columns.
    private static let leastText = 14
    private static let widestColumn = 14
    private static let headLines = 3

    func picture(_ scene: Scene, width: Int, height: Int) -> Picture {
        var picture = Picture()
        if table.isSet, table.items.indices.contains(place) {
            let free = table.answers - table.alone.count
            let said = scene.texts.howMany(marked(place).count, of: table.items[place].select, among: free)
            picture.addText(said, .hint, width: width)
        }
        if let notice { picture.addText(notice, .hint, width: width) }
        if !typed.isEmpty {
            picture.lines.append(Picture.Line(scene.texts(.listNumber, ["typed": typed + "_"]), .entry))
        }
        let room = max(3, height - picture.lines.count)
        if let columns = columns(scene, width) {
            picture.add(drawTable(columns, scene, width: width, height: room))
        } else {
            picture.add(row(scene, width: width, height: room))
            // What the row says belongs to its scale.
            if picture.focus.upperBound < height { picture.focus = 0...picture.focus.upperBound }
        }
        if place == 0, picture.focus.upperBound < height { picture.focus = 0...picture.focus.upperBound }
        return picture.clipped(to: width)
    }

    // MARK: A table

    /// How the columns of a table stand.
    private struct Columns {
        /// How wide each is.
        var width: Int
        /// The lines of their heads, the last with the keys.
        var heads: [String]
        /// What the keys mean, where the heads do not say it.
        var legend: [String]
        /// How wide the texts of the rows are.
        var text: Int
        /// Where the mark stands in a column.
        var lead: Int { max(1, (width - 3) / 2) }
    }

    private func columns(_ scene: Scene, _ width: Int) -> Columns? {
        // So many columns never fit, and their labels need not be looked at.
        guard table.columns > 0, table.columns <= width / 4, table.items.count > 0 else { return nil }
        let least = max(4, (0..<table.columns).map { table.key($0).displayWidth + 2 }.max() ?? 0)
        let room = width - 2 - Self.leastText
        guard table.columns * least <= room else { return nil }
        let labels = labels(scene)
        var columns = Columns(width: least, heads: [], legend: [], text: 0)
        let wide = min(Self.widestColumn, (width - 2 - max(Self.leastText, width * 2 / 5)) / table.columns)
        let heads = table.scale == nil && wide > least ? heads(labels, wide) : nil
        if let heads {
            columns.width = wide
            columns.heads = heads
        } else {
            columns.legend = labels.enumerated().compactMap { column, label in
                label.map { scene.texts(.pointLabel, ["point": table.key(column), "label": cleaned($0)]) }
            }
        }
        columns.heads.append(
            (0..<table.columns).map { column in
                let key = table.key(column)
                let before = max(0, columns.lead + 1 - key.displayWidth / 2)
                return (String(repeating: " ", count: before) + key).padded(to: columns.width)
            }.joined())
        columns.text = width - 2 - table.columns * columns.width
        return columns
    }

    /// What the columns mean, as far as they have labels.
    private func labels(_ scene: Scene) -> [String?] {
        var labels: [String?]
        if let scale = table.scale {
            labels = [String?](repeating: nil, count: table.answers)
            for (point, label) in scene.words.scaleLabels(scene.survey[table.question])
            where scale.bounds.contains(point) {
                labels[scale.place(of: point)] = label
            }
        } else {
            labels = table.items[place].options.map { scene.words.label($0, table.question) }
        }
        return labels + table.missing.map { scene.words.line($0.text) }
    }

    /// The labels wrapped above their columns, nil where a word would be cut or they are too high.
    private func heads(_ labels: [String?], _ width: Int) -> [String]? {
        var wrapped: [[String]] = []
        for label in labels {
            let label = cleaned(label ?? "")
            guard label.split(separator: " ").allSatisfy({ String($0).displayWidth < width }) else {
                return nil
            }
            wrapped.append(label.wrapped(to: width - 1))
        }
        let height = wrapped.map(\.count).max() ?? 0
        guard height <= Self.headLines else { return nil }
        return (0..<height).map { line in
            wrapped.map { label in
                let index = line - (height - label.count)
                return (index < 0 ? "" : label[index]).padded(to: width, alignment: .center)
            }.joined()
        }
    }

    /// The head and below it the rows, or as many as there is room for: the page that holds the row in focus, or the one
    /// that was turned to. Pages keep their places, so that an answer changes two rows and not the screen.
    private func drawTable(_ columns: Columns, _ scene: Scene, width: Int, height: Int) -> Picture {
        var picture = Picture()
        for line in columns.legend.packed(to: width) { picture.addText(line, .hint, width: width) }
        let indent = String(repeating: " ", count: columns.text + 2)
        for head in columns.heads { picture.lines.append(Picture.Line(indent + head, .hint)) }
        let texts = texts(scene)
        let heights = texts.map { $0.text.wrapped(to: columns.text).count + $0.above.count }
        let free = max(1, height - picture.lines.count)
        let isWhole = heights.reduce(0, +) <= free
        let rows = isWhole ? texts.indices : page(heights, room: max(1, free - 1))
        for place in rows {
            for line in texts[place].above { picture.lines.append(Picture.Line(line, .title)) }
            add(place, text: texts[place].text, columns, to: &picture)
        }
        if !rows.contains(place) {
            let top = min(columns.heads.count, picture.lines.count - 1)
            (picture.cursor, picture.focus) = (Position(row: top, column: 0), top...top)
        }
        if !isWhole {
            // What is pressed there is told behind all cells.
            picture.addPlaces(rows, of: texts.count, scene) { table.columns * table.items.count + $0 }
        }
        return picture
    }

    /// What the rows say, cleaned, with the heading of a group above the first of its rows.
    private func texts(_ scene: Scene) -> [(above: [String], text: String)] {
        let question = scene.survey[table.question]
        var group: Int?
        return table.items.map { item in
            guard case .row(let row) = item.part, question.rows.indices.contains(row) else { return ([], "") }
            let isNew = question.rows[row].group != group
            group = question.rows[row].group
            let above = isNew ? scene.words.groupLines(for: item).map { cleaned($0) } : []
            return (above, cleaned(scene.words.line(question.rows[row].text)))
        }
    }

    /// The rows of the page that is shown.
    private func page(_ heights: [Int], room: Int) -> Range<Int> {
        let wanted = min(view ?? place, heights.count - 1)
        var (first, taken) = (0, 0)
        for (row, height) in heights.enumerated() {
            if row > first, taken + height > room {
                if row > wanted { return first..<row }
                (first, taken) = (row, 0)
            }
            taken += height
        }
        return first..<heights.count
    }

    private func add(_ place: Int, text: String, _ columns: Columns, to picture: inout Picture) {
        let isCurrent = place == self.place
        let top = picture.lines.count
        for (number, text) in text.wrapped(to: columns.text).enumerated() {
            var line = Picture.Line(
                (isCurrent && number == 0 ? ">" : " ") + text.padded(to: columns.text) + " ",
                isCurrent ? .focused : .normal)
            if number == 0 { addCells(place, columns, to: &line) }
            picture.lines.append(line)
        }
        let rows = top..<picture.lines.count
        for column in 0..<table.columns where table.offers(column, at: place) {
            let start = columns.text + 2 + column * columns.width
            picture.targets.append(
                .init(
                    rows: rows, columns: start..<start + columns.width,
                    number: place * table.columns + column))
        }
        if isCurrent {
            let column = columns.text + 2 + focus * columns.width + columns.lead + 1
            picture.cursor = Position(row: top, column: column)
            picture.focus = top...max(top, picture.lines.count - 1)
        }
    }

    /// The marks of a row, in as few runs as their roles allow.
    private func addCells(_ place: Int, _ columns: Columns, to line: inout Picture.Line) {
        let chosen = marked(place)
        var text = ""
        var role = Role.normal
        for column in 0..<table.columns {
            let isFocused = place == self.place && column == focus
            let isChosen = chosen.contains(column)
            let own = Role(isFocused: isFocused, isChosen: isChosen)
            if own != role {
                if !text.isEmpty { line.add(text, role) }
                (text, role) = ("", own)
            }
            guard table.offers(column, at: place) else {
                text += String(repeating: " ", count: columns.width)
                continue
            }
            let mark =
                String(repeating: " ", count: columns.lead - 1) + (isFocused ? ">" : " ")
                + mark(column, isChosen)
            text += mark.padded(to: columns.width)
        }
        if !text.isEmpty { line.add(text, role) }
    }

    private func mark(_ column: Int, _ isChosen: Bool) -> String {
        table.isSet && column < table.answers
            ? (isChosen ? chosenBox : "[ ]") : (isChosen ? chosenMark : "( )")
    }

    // MARK: One row

    /// The row in focus alone, with its place among all.
    private func row(_ scene: Scene, width: Int, height: Int) -> Picture {
        let item = table.items[place]
        var picture = Picture()
        picture.addText(
            scene.texts(.row, ["n": "\(place + 1)", "total": "\(table.items.count)"]), .hint, width: width)
        for line in scene.words.groupLines(for: item) { picture.addText(line, .title, width: width) }
        let question = scene.survey[table.question]
        if case .row(let row) = item.part, question.rows.indices.contains(row) {
            picture.addText(scene.words.line(question.rows[row].text), .question, width: width)
        }
        if height > 8 { picture.lines.append(Picture.Line()) }
        let room = max(3, height - picture.lines.count)
        let first = picture.targets.count
        let chosen = marked(place)
        if table.scale != nil {
            var scale = RatingScale(item, scene)
            scale.missingKeys = item.missing.indices.map { table.key(column(table.answers + $0)) }
            let drawing = RatingDrawing(
                scale, of: table.question, focus: own(focus),
                chosen: chosen.min().map(own), typed: "", scene)
            picture.add(drawing.picture(scene, width: width, height: room))
        } else {
            picture.add(options(chosen, scene).picture(scene, width: width, height: room))
        }
        // The drawing knows only this row.
        for index in first..<picture.targets.count {
            let number = picture.targets[index].number
            picture.targets[index].number =
                number < 0 ? -1 - column(-1 - number) : place * table.columns + column(number)
        }
        return picture
    }

    private func options(_ chosen: Set<Int>, _ scene: Scene) -> OptionDrawing {
        let item = table.items[place]
        return OptionDrawing(
            count: table.answers + item.missing.count, place: own(focus), gap: table.answers,
            keyWidth: "\(table.columns)".utf8.count
        ) { index in
            let column = column(index)
            let isChosen = chosen.contains(column)
            let label =
                index < table.answers
                ? scene.words.label(item.options[index], table.question)
                : scene.words.line(item.missing[index - table.answers].text)
            return OptionShown(
                mark: mark(column, isChosen), key: table.key(column), label: cleaned(label),
                isFocused: column == focus, isChosen: isChosen, number: index)
        }
    }

    /// The place of a column among those of the current row.
    private func own(_ column: Int) -> Int {
        table.missingIndex(column, at: place).map { table.answers + $0 } ?? min(column, table.answers)
    }

    /// The column of a place among those of the current row.
    private func column(_ own: Int) -> Int {
        let item = table.items[place]
        guard own >= table.answers, item.missing.indices.contains(own - table.answers) else { return own }
        let kind = item.missing[own - table.answers].kind
        return table.missing.firstIndex { $0.kind == kind }.map { table.answers + $0 } ?? own
    }
}
