public import SurveySyntax

/// The edits that write the code of every option that has none: the one the compiler gives it now, its place in its list.
///
/// Rows of grids have no codes. Linear in the file.
public func pinningEdits(of tree: SurveyTree) -> [Diagnostic.Edit] {
    var edits: [Diagnostic.Edit] = []
    for list in codedLists(of: tree) {
        for (index, option) in list.enumerated() where option.codeToken == nil {
            guard let place = option.name?.range.upperBound else { continue }
            edits.append(.init(span: place..<place, replacement: " = \(index + 1)"))
        }
    }
    return edits.sorted { $0.span.lowerBound < $1.span.lowerBound }
}

/// For each list in which some options have a code and others have none, the first of each. Linear in the file.
func mixedCodes(of tree: SurveyTree) -> [(option: Token, pinned: Range<Int>)] {
    codedLists(of: tree).compactMap { list in
        guard let pinned = list.first(where: { $0.codeToken != nil })?.codeToken,
            let option = list.first(where: { $0.codeToken == nil })?.name
        else { return nil }
        return (option, pinned.range)
    }
}

/// The options of every list whose options have codes, in order, out of the blocks they stand in.
private func codedLists(of tree: SurveyTree) -> [[OptionSyntax]] {
    var lists: [[OptionSyntax]] = []
    // Blocks can be nested ten thousand deep, so what is left to look at is kept in a list.
    var open: [Syntax] = [tree.root]
    while let syntax = open.popLast() {
        switch Declaration(syntax) {
        case .statement(.question(let question))?:
            switch question.kind?.word {
            case .choice?, .choices?, .ranking?, .allocate?: lists.append(options(of: question.list))
            default: break
            }
        case .options(let view)?:
            lists.append(options(of: view.list))
        default:
            open += syntax.children
        }
    }
    return lists
}

private func options(of list: ListSyntax?) -> [OptionSyntax] {
    var options: [OptionSyntax] = []
    var open: [ArraySlice<ListLine>] = list.map { [$0.lines[...]] } ?? []
    while var lines = open.popLast() {
        guard let line = lines.popFirst() else { continue }
        open.append(lines)
        switch line {
        case .option(let option): options.append(option)
        case .if(let view): view.list.map { open.append($0.lines[...]) }
        case .group(let view): view.list.map { open.append($0.lines[...]) }
        case .shuffle(let view): view.list.map { open.append($0.lines[...]) }
        case .label, .property: break
        }
    }
    return options
}
