/// Draws the ways into the arms of a branch, past them, and back together.
struct BranchEdges {
    let outline: Outline
    let layout: Layout
    let index: Int
    let hasBypass: Bool

    private var part: Outline.Part { outline.parts[index] }
    private var box: Layout.Box { layout.boxes[index] }

    func draw(_ out: inout SVGElements) {
        if box.isStacked {
            drawStacked(&out)
        } else if case .branch(split: _?, _) = part.kind {
            drawSplit(&out)
        } else {
            drawBeside(&out)
        }
    }

    // MARK: Arms side by side

    private func drawBeside(_ out: inout SVGElements) {
        for place in part.arms.indices {
            let head = box.heads[place]
            let (x, y) = (box.x + head.x, box.y + head.y)
            if part.arms[place].condition != nil {
                enter(place, from: y + head.height / 2, &out)
                out.aside("yes", x + 8, y + head.height / 2 + 14)
                past(place, &out)
            }
        }
        rejoin(&out)
    }

    /// From the lower edge of what leads into an arm, down to the arm, or on to where arms come together.
    private func enter(_ place: Int, from y: Int, _ out: inout SVGElements) {
        let child = part.children[place]
        let inner = layout.boxes[child]
        let isEmpty = inner.height == 0
        let x = inner.x
        if isEmpty, !outline.parts[child].goesOn { return }
        out.edge(
            [(x, y), (x, isEmpty ? box.y + box.height : inner.y + inner.entry)],
            isDead: part.arms[place].isDead,
            hasArrow: !isEmpty)
    }

    /// From the right of a condition to the next one, to the arm for the rest, or past all.
    private func past(_ place: Int, _ out: inout SVGElements) {
        let head = box.heads[place]
        let (x, y) = (box.x + head.x + Layout.headHalf, box.y + head.y)
        let isDead = part.isNobodyLeft(after: place)
        if place + 1 < part.arms.count {
            let next = box.heads[place + 1]
            if part.arms[place + 1].condition != nil {
                out.edge([(x, y), (box.x + next.x - Layout.headHalf, y)], isDead: isDead)
            } else {
                let inner = layout.boxes[part.children[place + 1]]
                let isEmpty = inner.height == 0
                out.edge(
                    [(x, y), (inner.x, y), (inner.x, isEmpty ? box.y + box.height : inner.y + inner.entry)],
                    isDead: isDead,
                    hasArrow: !isEmpty)
            }
        } else if hasBypass {
            let lane = box.x + box.right
            out.edge(
                [(x, y), (lane, y), (lane, box.y + box.height), (box.x, box.y + box.height)], isDead: isDead,
                hasArrow: false)
        } else {
            return
        }
        out.aside("otherwise", x + 6, y - 5)
    }

    private func rejoin(_ out: inout SVGElements) {
        let rail = box.y + box.height
        for (place, child) in part.children.enumerated() where outline.parts[child].goesOn {
            let inner = layout.boxes[child]
            let isEmpty = inner.height == 0
            let from = isEmpty ? rail : inner.y + inner.height
            var points = [(inner.x, from)]
            if from < rail { points.append((inner.x, rail)) }
            if place > 0 { points.append((box.x, rail)) }
            if points.count > 1 { out.edge(points, isDead: part.arms[place].isDead, hasArrow: false) }
        }
    }

    private func drawSplit(_ out: inout SVGElements) {
        let bottom = box.y + (box.lines.map(\.y).max() ?? 0) + 12
        for place in part.arms.indices {
            let head = box.heads[place]
            let (x, y) = (box.x + head.x, box.y + head.y - head.height / 2)
            let isDead = part.isDead || part.arms[place].isDead
            if place == 0 {
                out.edge([(x, bottom), (x, y)], isDead: isDead)
            } else {
                let middle = (box.y + bottom) / 2
                out.edge([(box.x + Layout.headHalf, middle), (x, middle), (x, y)], isDead: isDead)
            }
            enter(place, from: y + head.height, &out)
        }
        if hasBypass {
            let (lane, middle) = (box.x + box.right, (box.y + bottom) / 2)
            out.edge(
                [
                    (box.x + Layout.headHalf, middle), (lane, middle), (lane, box.y + box.height),
                    (box.x, box.y + box.height),
                ], isDead: part.isDead, hasArrow: false)
        }
        rejoin(&out)
    }

    // MARK: Arms under each other

    private func drawStacked(_ out: inout SVGElements) {
        let rail = box.y + box.height
        let lane = box.x + box.right
        var rejoins = false
        for (place, child) in part.children.enumerated() {
            let (head, inner) = (box.heads[place], layout.boxes[child])
            let isDead = part.arms[place].isDead
            guard part.arms[place].condition != nil else {
                if outline.parts[child].goesOn {
                    out.edge(
                        [(box.x, inner.y + inner.height), (box.x, rail)], isDead: isDead, hasArrow: false)
                }
                continue
            }
            let (right, y) = (box.x + Layout.headHalf, box.y + head.y)
            if layout.isLoneEnding(child, outline) {
                out.edge([(right, y), (inner.x - inner.left, y)], isDead: isDead)
            } else if inner.height > 0 {
                out.edge([(right, y), (inner.x, y), (inner.x, inner.y + inner.entry)], isDead: isDead)
            }
            out.aside("yes", right + 6, y - 5)
            if outline.parts[child].goesOn {
                rejoins = true
                let start = inner.height > 0 ? inner.y + inner.height : y
                let turn = inner.height > 0 ? start + Layout.lane / 2 : y
                let from = inner.height > 0 ? inner.x : right
                out.edge(
                    [(from, start), (from, turn), (lane, turn), (lane, rail)], isDead: isDead, hasArrow: false
                )
            }
            // On to the next condition, to the arm for the rest, or out below.
            let isLast = place + 1 == part.arms.count
            let next =
                isLast
                ? rail
                : part.arms[place + 1].condition == nil
                    ? layout.boxes[part.children[place + 1]].y
                    : box.y + box.heads[place + 1].y - box.heads[place + 1].height / 2
            let bottom = y + head.height / 2
            if next > bottom {
                out.edge(
                    [(box.x, bottom), (box.x, next)], isDead: part.isNobodyLeft(after: place),
                    hasArrow: !isLast)
            }
            if !isLast || hasBypass { out.aside("otherwise", box.x + 8, bottom + 14) }
        }
        if rejoins { out.edge([(lane, rail), (box.x, rail)], isDead: part.isDead, hasArrow: false) }
    }
}
