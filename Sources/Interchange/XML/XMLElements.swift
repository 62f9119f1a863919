internal import SurveyModel

/// Reads the elements of a document into memory, for formats whose documents are small beside the answers.
///
/// `XMLPushReader` does the reading, with all that keeps a document from doing harm; what is added here are the limits of what
/// is kept. A fault is of the line and the element that it is in.
struct XMLElements {
    /// How large a document may be, in bytes.
    var sizeLimit: Int
    /// How many elements it may have.
    var elementLimit: Int
    /// What the parser bears.
    var limits: XMLPushReader.Limits
    /// The one namespace of elements; nil where they may be in any.
    var namespace: StaticString?
    /// What a document of that namespace is called in messages.
    var kind = "document"
    /// What may stand directly in the root; nil where anything may. An element that may not is refused before what is in it is
    /// kept.
    var sections: Set<String>?
    /// An empty element that stands for a line break in the text around it.
    var lineBreak: String?

    /// The root element of a document. Linear.
    func root(of bytes: [UInt8]) throws(XMLElementFault) -> XMLElement {
        guard bytes.count <= sizeLimit else {
            throw XMLElementFault(line: 1, "the document is larger than \(sizeLimit >> 20) MiB")
        }
        let building = XMLBuilding(self)
        let reader = XMLPushReader(building, limits)
        building.reader = reader
        var start = 0
        while start < bytes.count, reader.problem == nil {
            let end = min(start + 1 << 16, bytes.count)
            reader.take(Array(bytes[start..<end]))
            start = end
        }
        reader.take([])
        if let problem = reader.problem {
            throw XMLElementFault(
                line: problem.line, element: building.open.last?.name, problem.message)
        }
        guard let root = building.root else {
            throw XMLElementFault(line: 1, "no element stands in it")
        }
        return root
    }
}

/// Builds the tree while the document is read.
private final class XMLBuilding: XMLEvents {
    weak var reader: XMLPushReader?
    private(set) var root: XMLElement?
    private(set) var open: [XMLElement] = []
    private let rules: XMLElements
    private var count = 0

    init(_ rules: XMLElements) { self.rules = rules }

    func start(_ tag: XMLStartTag, line: Int) {
        count += 1
        guard count <= rules.elementLimit else {
            reader?.stop("there are more than \(rules.elementLimit) elements", line: line)
            return
        }
        if let namespace = rules.namespace, !tag.isIn(namespace) {
            let seen =
                tag.namespace.isEmpty ? "in no namespace" : "in the namespace \(excerpt(tag.namespace))"
            reader?.stop(
                "<\(tag.name.prefix(60))> is \(seen); a \(rules.kind) is in \(namespace)", line: line)
            return
        }
        if open.count == 1, let sections = rules.sections, !sections.contains(tag.name) {
            reader?.stop("<\(tag.name.prefix(60))>: a \(rules.kind) has no such section", line: line)
            return
        }
        var attributes: [(key: String, value: String)] = []
        attributes.reserveCapacity(tag.attributeCount)
        for index in 0..<tag.attributeCount {
            // Where a schema is, is no part of what a document says.
            if tag.attributeNamespace(index) == XMLSchema.instanceNamespace { continue }
            attributes.append((tag.prefixedAttributeName(index), tag.value(index)))
        }
        let element = XMLElement(tag.name, attributes, line: line)
        if let lineBreak = rules.lineBreak, element.name == lineBreak { open.last?.text += "\n" }
        if let parent = open.last { parent.children.append(element) } else { root = element }
        open.append(element)
    }

    func end() { if !open.isEmpty { open.removeLast() } }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        open.last?.text += String(decoding: bytes, as: UTF8.self)
    }

    func instruction(_ target: String, _ text: String) { open.last?.instructions[target] = text }
}
