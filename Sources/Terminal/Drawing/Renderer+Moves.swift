extension Renderer {
    /// Moves the cursor by the shortest way: by its address, relative to where it is, from the start of the row, or by writing
    /// again what it passes over. Every way but the address needs to know where it is.
    ///
    /// Line feeds come with a carriage return, since terminals may be set to add one; they never go below the last row.
    mutating func move(row: Int, column: Int, on canvas: Canvas) {
        if place == Position(row: row, column: column) { return }
        var best = Way.address
        var cost = Self.addressCost(row: row, column: column)
        func consider(_ way: Way, _ itsCost: Int) { if itsCost < cost { (best, cost) = (way, itsCost) } }
        if place.row >= 0 {
            let down = row - place.row
            let fromStart = forwardCost(from: 0, to: column, row: row, on: canvas)
            if down >= 0 { consider(.lineFeeds, 1 + down + fromStart) }
            if down < 0 { consider(.returnAndUp, 1 + Self.relativeCost(-down) + fromStart) }
            if down > 1 { consider(.returnAndDown, 1 + Self.relativeCost(down) + fromStart) }
            if place.column >= 0 {
                let vertical = down == 0 ? 0 : Self.relativeCost(abs(down))
                let across =
                    column >= place.column
                    ? forwardCost(from: place.column, to: column, row: row, on: canvas)
                    : min(place.column - column, Self.relativeCost(place.column - column))
                consider(.straight, vertical + across)
            }
        }
        go(best, row: row, column: column, on: canvas)
        place = Position(row: row, column: column)
    }

    /// Ways to move the cursor.
    private enum Way { case address, lineFeeds, returnAndUp, returnAndDown, straight }

    private mutating func go(_ way: Way, row: Int, column: Int, on canvas: Canvas) {
        let down = row - place.row
        switch way {
        case .address:
            switch (row, column) {
            case (0, 0): send("\u{1B}[H")
            case (_, 0): send("\u{1B}[\(row + 1)H")
            default: send("\u{1B}[\(row + 1);\(column + 1)H")
            }
        case .lineFeeds:
            bytes.append(0x0D)
            bytes.append(contentsOf: repeatElement(0x0A, count: down))
            forward(from: 0, to: column, row: row, on: canvas)
        case .returnAndUp, .returnAndDown:
            bytes.append(0x0D)
            relative(abs(down), down < 0 ? "A" : "B")
            forward(from: 0, to: column, row: row, on: canvas)
        case .straight:
            if down != 0 { relative(abs(down), down < 0 ? "A" : "B") }
            if column >= place.column {
                forward(from: place.column, to: column, row: row, on: canvas)
            } else {
                let back = place.column - column
                if back <= Self.relativeCost(back) {
                    bytes.append(contentsOf: repeatElement(0x08, count: back))
                } else {
                    relative(back, "D")
                }
            }
        }
    }

    private mutating func forward(from start: Int, to end: Int, row: Int, on canvas: Canvas) {
        let distance = end - start
        if distance == 0 { return }
        if distance <= Self.relativeCost(distance), isRepeatable(row: row, columns: start..<end, on: canvas) {
            for column in start..<end { bytes.append(canvas[row, column].character?.asciiValue ?? 0x20) }
        } else {
            relative(distance, "C")
        }
    }

    private func forwardCost(from start: Int, to end: Int, row: Int, on canvas: Canvas) -> Int {
        let distance = end - start
        if distance == 0 { return 0 }
        let jump = Self.relativeCost(distance)
        return distance <= jump && isRepeatable(row: row, columns: start..<end, on: canvas) ? distance : jump
    }

    /// Whether cells can be passed over by writing them again: ASCII in the look of the pen. What lies left of the target in
    /// its row is painted already.
    private func isRepeatable(row: Int, columns: Range<Int>, on canvas: Canvas) -> Bool {
        guard let pen else { return false }
        return columns.allSatisfy { column in
            let cell = canvas[row, column]
            guard let value = cell.character?.asciiValue, value >= 0x20, value < 0x7F else { return false }
            let style = capabilities.shown(cell.style)
            return cell.character == " " ? style.isSameBlank(as: pen) : style == pen
        }
    }

    private mutating func relative(_ count: Int, _ letter: Character) {
        send(count == 1 ? "\u{1B}[\(letter)" : "\u{1B}[\(count)\(letter)")
    }

    private static func relativeCost(_ count: Int) -> Int { count == 1 ? 3 : 3 + digits(count) }

    private static func addressCost(row: Int, column: Int) -> Int {
        if column == 0 { return row == 0 ? 3 : 3 + digits(row + 1) }
        return 4 + digits(row + 1) + digits(column + 1)
    }

    private static func digits(_ number: Int) -> Int {
        number < 10 ? 1 : number < 100 ? 2 : number < 1000 ? 3 : number < 10_000 ? 4 : 5
    }
}
