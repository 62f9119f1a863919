internal import SurveyModel
internal import Terminal
internal import Translations

/// Draws a scale with its ways not to answer: as a row of points, as several, as a list, or as a bar where there are many.
/// What can be pressed is told by its place.
struct RatingDrawing {
    let scale: RatingScale
    /// The labelled points.
    let labels: [(point: Int, label: String)]
    let focus: Int
    let chosen: Int?
    let typed: String

    func picture(_ scene: Scene, width: Int, height: Int) -> Picture {
        if scale.isListed(labels) || scale.points <= RatingScale.mostDrawn && width < 3 * cellWidth {
            var picture = list(0..<scale.count).picture(scene, width: width, height: height)
            addTyped(to: &picture, scene)
            return picture.clipped(to: width)
        }
        var picture = scale.points > RatingScale.mostDrawn ? bar(scene, width) : rows(scene, width)
        addTyped(to: &picture, scene)
        guard !scale.missing.isEmpty else { return picture.clipped(to: width) }
        let (cursor, focus) = (picture.cursor, picture.focus)
        picture.lines.append(Picture.Line())
        let room = max(1, height - picture.lines.count)
        picture.add(
            list(scale.points..<scale.count).picture(
                scene, width: width, height: max(room, scale.missing.count)))
        if self.focus < scale.points { (picture.cursor, picture.focus) = (cursor, focus) }
        return picture.clipped(to: width)
    }

    private func addTyped(to picture: inout Picture, _ scene: Scene) {
        guard !typed.isEmpty else { return }
        picture.lines.append(Picture.Line(scene.texts(.listNumber, ["typed": typed + "_"]), .entry))
    }

    // MARK: A list

    private func list(_ places: Range<Int>) -> OptionDrawing {
        let labels = Dictionary(labels.map { ($0.point, $0.label) }) { first, _ in first }
        let keyWidth = places.lowerBound < scale.points ? scale.pointWidth : 1
        return OptionDrawing(
            count: places.count, place: places.contains(focus) ? focus - places.lowerBound : nil,
            gap: scale.points - places.lowerBound, keyWidth: keyWidth
        ) { index in
            let place = places.lowerBound + index
            let isChosen = place == chosen
            return OptionShown(
                mark: isChosen ? chosenMark : "( )", key: scale.key(place), label: label(place, labels),
                isFocused: place == focus, isChosen: isChosen, number: place)
        }
    }

    private func label(_ place: Int, _ labels: [Int: String]) -> String {
        guard place < scale.points else { return missingLabels[place - scale.points] }
        let face = scale.face(place).padded(to: scale.isFaces ? 5 : 0)
        return (face + cleaned(labels[scale.point(place)] ?? "")).trimmed
    }

    // MARK: Rows of points

    private var hasFaces: Bool { scale.isFaces && scale.points <= 10 }
    private var cellWidth: Int { max(scale.pointWidth + 3, hasFaces ? 7 : 0) }

    private func rows(_ scene: Scene, _ width: Int) -> Picture {
        var picture = Picture()
        let most = max(1, width / cellWidth)
        let rows = (scale.points + most - 1) / most
        let each = (scale.points + rows - 1) / rows
        for first in stride(from: 0, to: scale.points, by: each) {
            let places = first..<min(first + each, scale.points)
            let top = picture.lines.count
            if hasFaces {
                let faces = places.map { scale.face($0).padded(to: cellWidth, alignment: .center) }
                picture.lines.append(Picture.Line(faces.joined()))
            }
            var line = Picture.Line()
            for place in places {
                let (isFocused, isChosen) = (place == focus, place == chosen)
                let point = isChosen ? "(\(scale.key(place)))" : "\(scale.key(place)) "
                let text = ((isFocused ? ">" : "") + point)
                    .padded(to: scale.pointWidth + 3, alignment: .right)
                line.add(
                    text.padded(to: cellWidth, alignment: .center),
                    Role(isFocused: isFocused, isChosen: isChosen))
                let column = (place - first) * cellWidth
                picture.targets.append(
                    .init(
                        rows: top..<picture.lines.count + 1, columns: column..<column + cellWidth,
                        number: place))
                if isFocused {
                    picture.cursor = Position(
                        row: picture.lines.count, column: column + (cellWidth + scale.pointWidth) / 2)
                    picture.focus = top...picture.lines.count
                }
            }
            picture.lines.append(line)
        }
        addLabels(to: &picture, scene, width: width, row: rows == 1 ? each * cellWidth : nil)
        return picture
    }

    /// The labels of both ends below a single row where they fit, else all with their points.
    private func addLabels(to picture: inout Picture, _ scene: Scene, width: Int, row: Int?) {
        let ends = [scale.bounds.lowerBound, scale.bounds.upperBound]
        if let row, labels.map(\.point) == ends {
            let (low, high) = (cleaned(labels[0].label), cleaned(labels[1].label))
            let free = row - 3 - low.displayWidth - high.displayWidth
            if free >= 2 {
                picture.lines.append(
                    Picture.Line("  " + low + String(repeating: " ", count: free) + high, .hint))
                return
            }
        }
        let texts = labels.map { point, label in
            cleaned(scene.texts(.pointLabel, ["point": "\(point)", "label": label]))
        }
        for line in texts.packed(to: width) { picture.addText(line, .hint, width: width) }
    }

    // MARK: A bar

    private static let longestBar = 60

    /// The point in focus and the one that is chosen, and a bar on which both are seen and every part can be pressed.
    private func bar(_ scene: Scene, _ width: Int) -> Picture {
        var picture = Picture()
        var values = Picture.Line()
        if let chosen, chosen != focus, chosen < scale.points {
            values.add(" (*) \(scale.key(chosen))", .chosen)
        }
        if focus < scale.points {
            let isChosen = focus == chosen
            let column = values.width + 2
            values.add(
                (values.runs.isEmpty ? ">" : "  >") + (isChosen ? "(*) " : "( ) ") + scale.key(focus),
                Role(isFocused: true, isChosen: isChosen))
            picture.cursor = Position(row: 0, column: column)
        }
        picture.lines = [values]
        let cells = max(1, min(width - 2, Self.longestBar))
        func cell(_ place: Int) -> Int {
            Int(Double(place) / Double(max(1, scale.points - 1)) * Double(cells - 1) + 0.5)
        }
        var marks = [Character](repeating: "-", count: cells)
        if let chosen, chosen < scale.points { marks[min(cell(chosen), cells - 1)] = "*" }
        if focus < scale.points, focus != chosen { marks[min(cell(focus), cells - 1)] = ">" }
        picture.lines.append(Picture.Line("[" + String(marks) + "]"))
        for cell in 0..<cells {
            let share = Double(cell) / Double(max(1, cells - 1)) * Double(scale.points - 1)
            let place = share < 0x1p62 ? min(Int(share + 0.5), scale.points - 1) : scale.points - 1
            picture.targets.append(.init(rows: 1..<2, columns: cell + 1..<cell + 2, number: place))
        }
        let range = ["low": "\(scale.bounds.lowerBound)", "high": "\(scale.bounds.upperBound)"]
        if labels.isEmpty { picture.addText(scene.texts(.range, range), .hint, width: width) }
        addLabels(to: &picture, scene, width: width, row: cells + 2)
        return picture
    }

    private let missingLabels: [String]
    private let chosenMark: String

    init(_ scale: RatingScale, of item: QuestionID, focus: Int, chosen: Int?, typed: String, _ scene: Scene) {
        self.scale = scale
        self.focus = focus
        self.chosen = chosen
        self.typed = typed
        chosenMark = scene.radioMark(true)
        labels = scene.words.scaleLabels(scene.survey[item])
        missingLabels = scale.missing.map { cleaned(scene.words.line($0.text)) }
    }
}
