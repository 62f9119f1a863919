internal import SurveyModel

/// Where everything stands in a picture, in pixels.
///
/// A structured program needs no general layout of graphs: each part has an axis on which it is entered above and left
/// below, and takes so much room to the left and to the right of it. What follows each other stands on one axis; the
/// arms of an `if` stand side by side, the first on the axis. Sizes are summed from the innermost parts outwards, then
/// places are given from the outermost inwards: two passes over the parts, whatever their nesting.
struct Layout {
    /// The boxes, one for each part of the outline.
    private(set) var boxes: [Box]
    /// The picture without its heading.
    var width: Int { boxes[0].left + boxes[0].right }
    var height: Int { boxes[0].height }

    /// The room that a part takes, and what is written in it.
    struct Box {
        /// How far it reaches to the left of its axis, and to the right.
        var left = 0
        var right = 0
        var height = 0
        /// Where it is entered, from its upper edge.
        var entry = 0
        /// Where its axis is, and its upper edge.
        var x = 0
        var y = 0
        /// What is written, from the axis and the upper edge.
        var lines: [Line] = []
        /// What leads into the arms of a branch.
        var heads: [Head] = []
        /// How the arms of a branch stand.
        var isStacked = false
        /// Whether a card stands in a page without a box of its own.
        var isBare = false
        /// The lines between the entries of a card; for a page the end of its heading.
        var rules: [Int] = []
        /// The upper edge of each entry of a card, and its height.
        var entries: [Range<Int>] = []
    }

    /// What leads into an arm: its centre from the axis and the upper edge of the branch.
    struct Head {
        var x = 0
        var y = 0
        var height = 0
        var lines: [Line] = []
    }

    /// A line of text.
    struct Line {
        /// From the axis, and the baseline from the upper edge.
        var x: Int
        var y: Int
        var text: String
        var style: TextStyle
        var anchor = Anchor.start
        /// The start of the text that is not struck out.
        var label = ""
        var isStruck = false
        /// The index of the entry in its card.
        var entry: Int?
    }

    enum Anchor: String { case start, middle, end }

    static let half = 160
    static let headHalf = 150
    static let endHalf = 130
    static let gap = 24
    /// The room for the words beside a condition.
    static let aside = 76
    static let lane = 20
    static let framePadding = 14
    /// How far the frames behind that of a roster stand out.
    static let stack = 6
    /// More arms than this stand under each other.
    static let mostBeside = 4

    init(_ outline: Outline) {
        boxes = [Box](repeating: Box(), count: outline.parts.count)
        for index in outline.parts.indices {
            // A page of questions only is one box.
            guard case .page = outline.parts[index].kind, let sequence = outline.parts[index].children.first,
                outline.parts[sequence].children.count == 1,
                let card = outline.parts[sequence].children.first,
                outline.parts[card].kind == .card
            else { continue }
            boxes[card].isBare = true
        }
        for index in outline.parts.indices.reversed() { measure(index, outline) }
        if !boxes.isEmpty { boxes[0].x = boxes[0].left }
        for index in outline.parts.indices { place(index, outline) }
    }

    // MARK: Sizes

    private mutating func measure(_ index: Int, _ outline: Outline) {
        let part = outline.parts[index]
        var box = Box(isBare: boxes[index].isBare)
        switch part.kind {
        case .sequence: measureSequence(part, &box)
        case .start(let givens): box = BoxText.start(outline, givens)
        case .card: box = BoxText.card(part, isBare: box.isBare)
        case .check: box = BoxText.check(part)
        case .ending: box = BoxText.ending(part)
        case .page, .frame: measureFrame(part, outline, &box)
        case .slot(let label): measureSlot(part, label, &box)
        case .branch(let split, let hasBypass):
            box.heads = part.arms.map { BoxText.head($0, isSplit: split != nil) }
            box.isStacked = isStacked(part, outline)
            if box.isStacked {
                measureStacked(part, outline, hasBypass, &box)
            } else {
                measureBeside(part, outline, split, hasBypass, &box)
            }
            if split == nil, let head = box.heads.first { box.entry = head.y - head.height / 2 }
        }
        boxes[index] = box
    }

    private func measureSequence(_ part: Outline.Part, _ box: inout Box) {
        if let first = part.children.first { box.entry = boxes[first].entry }
        for (place, child) in part.children.enumerated() {
            box.left = max(box.left, boxes[child].left)
            box.right = max(box.right, boxes[child].right)
            box.height += boxes[child].height + (place > 0 ? Self.gap : 0)
        }
    }

    private func measureFrame(_ part: Outline.Part, _ outline: Outline, _ box: inout Box) {
        let inner = part.children.map { boxes[$0] }
        let isBare = isBarePage(part, outline)
        let padding = isBare ? 0 : Self.framePadding
        let isFrame = if case .frame = part.kind { true } else { false }
        box.left = max(Self.half, (inner.map(\.left).max() ?? 0) + padding)
        box.right = max(Self.half, (inner.map(\.right).max() ?? 0) + padding)
        BoxText.heading(part, &box)
        box.rules = [box.height]
        if isBare {
            box.height += inner.first?.height ?? 0
        } else {
            box.height += (isFrame ? Self.stack : Self.gap) + inner.map(\.height).reduce(0, +)
            box.height += max(0, inner.count - 1) * Self.framePadding + Self.framePadding
        }
        if case .frame(_, _, isRoster: true) = part.kind {
            box.right += Self.stack
            box.entry = -Self.stack
        }
    }

    private func isBarePage(_ part: Outline.Part, _ outline: Outline) -> Bool {
        guard case .page = part.kind, let sequence = part.children.first,
            let card = outline.parts[sequence].children.first
        else { return false }
        return boxes[card].isBare
    }

    private func measureSlot(_ part: Outline.Part, _ label: String, _ box: inout Box) {
        BoxText.label(label, part.note, &box)
        for child in part.children {
            box.left = max(box.left, boxes[child].left)
            box.right = max(box.right, boxes[child].right)
            box.height += boxes[child].height
        }
    }

    /// Whether arms stand under each other: many, or one that nobody comes back from, so that those who stay go straight
    /// on.
    private func isStacked(_ part: Outline.Part, _ outline: Outline) -> Bool {
        guard case .branch(nil, let hasBypass) = part.kind else { return false }
        if part.arms.count > Self.mostBeside { return true }
        return hasBypass && part.arms.count == 1 && !outline.parts[part.children[0]].goesOn
    }

    private func measureBeside(
        _ part: Outline.Part, _ outline: Outline, _ split: String?, _ hasBypass: Bool, _ box: inout Box
    ) {
        var top = 0
        if let split {
            BoxText.split(split, &box)
            top = box.height + Self.gap
        }
        let row = box.heads.map(\.height).max() ?? 0
        var x = 0
        var bottom = top + row
        var rejoins = hasBypass
        for (place, child) in part.children.enumerated() {
            let inner = boxes[child]
            let (left, right) = (max(Self.headHalf, inner.left), max(Self.headHalf, inner.right))
            if place == 0 { box.left = max(box.left, left) } else { x += Self.aside + left }
            box.heads[place].x = x
            box.heads[place].y = top + row / 2
            x += right
            bottom = max(bottom, top + row + (inner.height > 0 ? Self.gap + inner.height : 0))
            if place > 0, outline.parts[child].goesOn { rejoins = true }
        }
        box.right = max(box.right, x)
        if hasBypass { box.right = max(x + Self.lane, (box.heads.last?.x ?? 0) + Self.headHalf + Self.aside) }
        box.height = bottom + (rejoins ? Self.lane : 0)
    }

    private func measureStacked(
        _ part: Outline.Part, _ outline: Outline, _ hasBypass: Bool, _ box: inout Box
    ) {
        box.left = Self.headHalf
        let axis = stackedAxis(part)
        var y = 0
        var rejoins = false
        var right = Self.headHalf
        for (place, child) in part.children.enumerated() {
            let inner = boxes[child]
            guard part.arms[place].condition != nil else {
                // The rest goes straight on.
                box.left = max(box.left, inner.left)
                right = max(right, inner.right)
                y += inner.height
                continue
            }
            let head = box.heads[place].height
            right = max(right, axis + inner.right)
            if isLoneEnding(child, outline) {
                let row = max(head, inner.height)
                box.heads[place].y = y + row / 2
                y += row + Self.gap
            } else {
                box.heads[place].y = y + head / 2
                let body = head / 2 + Self.gap + inner.height
                let isBack = outline.parts[child].goesOn
                rejoins = rejoins || isBack
                y += max(head, body + (isBack ? Self.lane : 0)) + Self.gap
            }
        }
        box.right = right + (rejoins ? Self.lane : 0)
        box.height = y - (hasBypass ? Self.gap : 0) + (rejoins ? Self.lane : 0)
    }

    /// How far to the right of the axis the arms stand that are under each other.
    private func stackedAxis(_ part: Outline.Part) -> Int {
        var left = 0
        for (place, child) in part.children.enumerated() where part.arms[place].condition != nil {
            left = max(left, boxes[child].left)
        }
        return Self.headHalf + Self.aside / 2 + max(left, 20)
    }

    /// Whether an arm is an ending and nothing else, so that it can stand beside its condition.
    func isLoneEnding(_ sequence: Int, _ outline: Outline) -> Bool {
        guard outline.parts[sequence].children.count == 1, let child = outline.parts[sequence].children.first,
            case .ending = outline.parts[child].kind
        else { return false }
        return true
    }

    // MARK: Places

    private mutating func place(_ index: Int, _ outline: Outline) {
        let part = outline.parts[index]
        let box = boxes[index]
        switch part.kind {
        case .start, .card, .check, .ending: break
        case .sequence:
            var y = box.y
            for child in part.children {
                put(child, box.x, y)
                y += boxes[child].height + Self.gap
            }
        case .page, .frame:
            let isBare = isBarePage(part, outline)
            // The axis of a frame is in the middle of its narrowest: what stands in it shares it.
            let isFrame = if case .frame = part.kind { true } else { false }
            var y = box.y + (box.rules.first ?? 0) + (isBare ? 0 : isFrame ? Self.stack : Self.gap)
            for child in part.children {
                put(child, box.x, y)
                y += boxes[child].height + Self.framePadding
            }
        case .slot:
            for child in part.children { put(child, box.x, box.y + box.height - boxes[child].height) }
        case .branch:
            for (place, child) in part.children.enumerated() {
                let head = box.heads[place]
                if !box.isStacked {
                    let row = box.heads.map(\.height).max() ?? 0
                    put(child, box.x + head.x, box.y + head.y - row / 2 + row + Self.gap)
                } else if part.arms[place].condition == nil {
                    let last = place > 0 ? lastEnd(of: place - 1, part, box, outline) : 0
                    put(child, box.x, box.y + last + Self.gap)
                } else if isLoneEnding(child, outline) {
                    put(child, box.x + stackedAxis(part), box.y + head.y - boxes[child].height / 2)
                } else {
                    put(child, box.x + stackedAxis(part), box.y + head.y + Self.gap)
                }
            }
        }
    }

    /// The lower edge of the row of an arm among those that stand under each other.
    private func lastEnd(of place: Int, _ part: Outline.Part, _ box: Box, _ outline: Outline) -> Int {
        let child = part.children[place]
        let head = box.heads[place]
        if isLoneEnding(child, outline) { return head.y + max(head.height, boxes[child].height) / 2 }
        let body = Self.gap + boxes[child].height + (outline.parts[child].goesOn ? Self.lane : 0)
        return head.y + max(head.height / 2, body)
    }

    private mutating func put(_ index: Int, _ x: Int, _ y: Int) {
        boxes[index].x = x
        boxes[index].y = y
    }
}
