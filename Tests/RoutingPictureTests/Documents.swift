import Foundation
import XMLTree

/// A graph in the form of Graphviz, as far as pictures use it: a statement a line, labels as HTML.
struct Graph {
    /// The label of each node.
    var nodes: [String: String] = [:]
    /// Where each node leads.
    var edges: [String: [String]] = [:]
    /// What is wrong with it.
    var faults: [String] = []
    var isSound: Bool { faults.isEmpty }

    struct Malformed: Error { let line: String }

    init(_ text: String) throws {
        var depth = 0
        var clusters: Set<String> = []
        for line in text.split(separator: "\n") {
            let line = line.drop { $0 == " " }
            if line.hasPrefix("digraph") || line.hasPrefix("subgraph") {
                depth += 1
                if line.hasPrefix("subgraph"), !clusters.insert(String(line)).inserted {
                    faults.append("twice: \(line)")
                }
            } else if line == "}" {
                depth -= 1
            } else if line.hasPrefix("\"") {
                try read(line)
            }
            checkLabel(line)
        }
        if depth != 0 { faults.append("\(depth) braces are open") }
        for (node, targets) in edges {
            for end in [node] + targets where nodes[end] == nil { faults.append("there is no \(end)") }
        }
    }

    private mutating func read(_ line: Substring) throws {
        let parts = line.split(separator: "\"", maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count >= 3, parts[0].isEmpty, line.hasSuffix(";") else {
            throw Malformed(line: String(line))
        }
        let name = String(parts[1])
        if parts[2] == " -> " {
            edges[name, default: []].append(String(parts[3]))
        } else if nodes.updateValue(String(line), forKey: name) != nil {
            faults.append("two nodes are called \(name)")
        }
    }

    /// Labels in HTML must be well formed, as Graphviz reads them with an XML parser.
    private mutating func checkLabel(_ line: Substring) {
        guard let start = line.range(of: "label=<") else { return }
        var depth = 1
        var label = ""
        // A mark after a sign makes one character of both.
        for scalar in line.unicodeScalars[start.upperBound...] {
            if scalar == "<" { depth += 1 }
            if scalar == ">" { depth -= 1 }
            if depth == 0 { break }
            label.unicodeScalars.append(scalar)
        }
        if depth != 0 || label.isEmpty || Element.parse(Array("<label>\(label)</label>".utf8)) == nil {
            faults.append("label: \(line)")
        }
    }
}
