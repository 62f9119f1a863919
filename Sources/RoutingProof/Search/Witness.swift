/// Makes choices smaller that were found.
struct Witness {
    let program: Program
    let network: Network
    /// How many facts may be evaluated for it.
    private let effort = 400_000

    init(_ program: Program, _ network: Network) {
        self.program = program
        self.network = network
    }

    /// A choice of what matters for a literal, from one with which it holds: fewer inputs that are made, and then earlier
    /// cells, as far as changing one input at a time gets.
    func smaller(_ classes: [Int32], for literal: Int32) -> Assignment {
        var best = Model(classes, in: network)
        var needed = best.needed(for: literal, in: network)
        best = cleared(best, except: needed)
        var cost = self.cost(of: best)
        var left = effort / max(1, network.count)
        var isBetter = true
        while isBetter && left > 0 {
            isBetter = false
            var index = 0
            while index < needed.count && left > 0 {
                let input = needed[index]
                index += 1
                for choice in 0..<network.choices[input] where choice != best.classes[input] {
                    guard left > 0 else { break }
                    left -= 1
                    var tried = best.classes
                    tried[input] = choice
                    let model = Model(tried, in: network)
                    guard model.holds(literal) else { continue }
                    let fewer = model.needed(for: literal, in: network)
                    let cleared = cleared(model, except: fewer)
                    let cheaper = self.cost(of: cleared)
                    if (cheaper, choice) < (cost, best.classes[input]) {
                        (best, needed, cost) = (cleared, fewer, cheaper)
                        isBetter = true
                        break
                    }
                }
            }
        }
        var assignment = Assignment(count: program.inputs.count)
        for input in needed {
            assignment.cells[input] = network.classes.firstCells(of: InputID(input))[Int(best.classes[input])]
        }
        return assignment
    }

    private func cleared(_ model: Model, except needed: [Int]) -> Model {
        var classes = [Int32](repeating: 0, count: model.classes.count)
        for input in needed { classes[input] = model.classes[input] }
        return classes == model.classes ? model : Model(classes, in: network)
    }

    /// How many inputs are made.
    private func cost(of model: Model) -> Int {
        program.inputs.reduce(0) {
            $0 + (model.holds(network.literals[Int($1.isMade.position)]) ? 1 : 0)
        }
    }
}
