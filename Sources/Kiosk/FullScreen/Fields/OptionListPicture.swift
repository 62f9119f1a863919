internal import Terminal
internal import Translations

extension OptionList {
    /// The rows with their marks, below them the number that is being typed, above them the search.
    func picture(
        _ scene: Scene, width: Int, height: Int, mark: (Int) -> (mark: String, isChosen: Bool)
    ) -> Picture {
        var picture = Picture()
        if isSearchable {
            let line = scene.texts(.listSearch, ["typed": search + "_"])
            picture.lines.append(Picture.Line(line.endOf(width), isSearching ? .entry : .hint))
        }
        let hasNumber = !number.typed.isEmpty
        let room = height - picture.lines.count - (hasNumber ? 1 : 0)
        if shown == 0, isSearching {
            picture.addText(
                scene.texts(.listNothing, ["typed": search.trimmed]), .fault, width: width)
            picture.cursor = Position(row: 0, column: picture.lines[0].width - 1)
        } else {
            picture.add(
                withoutActuallyEscaping(mark) {
                    drawing(scene, $0).picture(scene, width: width, height: room)
                })
        }
        if hasNumber {
            picture.lines.append(
                Picture.Line(scene.texts(.listNumber, ["typed": number.typed + "_"]), .entry))
        }
        return picture
    }

    private func drawing(
        _ scene: Scene, _ mark: @escaping (Int) -> (mark: String, isChosen: Bool)
    ) -> OptionDrawing {
        let answers = rows.answers
        let gap = matches.map { $0.firstIndex { $0 >= answers } } ?? answers
        return OptionDrawing(
            count: shown, place: place, gap: gap, keyWidth: String(rows.count).count
        ) { place in
            let row = row(at: place)
            let (sign, isChosen) = mark(row)
            return OptionShown(
                mark: sign, key: "\(row + 1)", label: rows.label(row, scene), isFocused: row == focus,
                isChosen: isChosen, number: row)
        }
    }

    /// What can be done in a list.
    func keys(_ scene: Scene, choosing: String, canTakeBack: Bool) -> [KeyHint] {
        let texts = scene.texts
        if isSearching {
            let enter = place == nil ? [] : [KeyHint("Enter", choosing)]
            return enter + [
                KeyHint(texts[.keyArrows], texts[.keyMoves]), KeyHint("Esc", texts[.keyEndsSearch]),
            ]
        }
        guard rows.count > 0 else { return [] }
        var keys = [
            KeyHint(rows.count == 1 ? "1" : "1-\(rows.count)", choosing),
            KeyHint(texts[.keyArrows], texts[.keyMoves]), KeyHint(texts[.keySpace], choosing),
        ]
        if isSearchable { keys.append(KeyHint(texts[.keyLetters], texts[.keySearches])) }
        if canTakeBack { keys.append(KeyHint(texts[.keyBackspace], texts[.keyTakesBack])) }
        return keys
    }
}

extension String {
    /// The text, or as much of its end as fits.
    func endOf(_ width: Int) -> String {
        var text = self[...]
        while text.displayWidth > width, !text.isEmpty { text.removeFirst() }
        return String(text)
    }
}

extension Substring {
    fileprivate var displayWidth: Int { String(self).displayWidth }
}
