/// An element of a document that is read whole, since what it says hangs together.
final class XMLElement {
    let name: String
    /// In the order of the document, with prefixes.
    let attributes: [(key: String, value: String)]
    /// Where its tag begins, from 1.
    let line: Int
    /// The text directly in it.
    var text = ""
    var children: [XMLElement] = []
    /// What processing instructions directly in it say, by their targets.
    var instructions: [String: String] = [:]

    init(_ name: String, _ attributes: [(key: String, value: String)], line: Int) {
        self.name = name
        self.attributes = attributes
        self.line = line
    }

    func attribute(_ key: String) -> String? { attributes.first { $0.key == key }?.value }

    func child(_ name: String) -> XMLElement? { children.first { $0.name == name } }

    func children(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }
}

/// Something wrong with a document, at a line and in an element.
struct XMLElementFault: Error {
    var line: Int
    var element: String?
    var message: String

    init(_ element: XMLElement, _ message: String) {
        self.init(line: element.line, element: element.name, message)
    }

    init(line: Int, element: String? = nil, _ message: String) {
        self.line = line
        self.element = element
        self.message = message
    }

    var place: String { "line \(line)" + (element.map { ", <\($0.prefix(60))>" } ?? "") }
}
