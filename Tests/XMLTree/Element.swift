internal import Foundation
internal import FoundationXML

/// An XML document as Foundation's own parser sees it.
public final class Element {
    /// Its name.
    public let name: String
    /// Its attributes.
    public let attributes: [String: String]
    /// The elements in it, in the order of the document.
    public fileprivate(set) var children: [Element] = []
    /// The text that stands right in it.
    public fileprivate(set) var text = ""

    fileprivate init(_ name: String, _ attributes: [String: String]) {
        self.name = name
        self.attributes = attributes
    }

    /// It and all that is in it, in the order of the document.
    public var all: [Element] {
        var found: [Element] = []
        var next = [self]
        while let element = next.popLast() {
            found.append(element)
            next += element.children.reversed()
        }
        return found
    }

    /// Its text and that of all that is in it.
    public var wholeText: String { all.map(\.text).joined() }

    /// The first element in it with a name.
    public subscript(_ name: String) -> Element? { children.first { $0.name == name } }

    /// The root of a document; nil where the parser refuses it.
    public static func parse(_ bytes: [UInt8]) -> Element? {
        let reader = Reader()
        let parser = XMLParser(data: Data(bytes))
        parser.delegate = reader
        return parser.parse() ? reader.root : nil
    }

    private final class Reader: NSObject, XMLParserDelegate {
        var root: Element?
        private var open: [Element] = []

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String]
        ) {
            let element = Element(name, attributes)
            open.last?.children.append(element)
            if open.isEmpty { root = element }
            open.append(element)
        }

        func parser(_ parser: XMLParser, didEndElement: String, namespaceURI: String?, qualifiedName: String?)
        {
            open.removeLast()
        }

        func parser(_ parser: XMLParser, foundCharacters text: String) { open.last?.text += text }
    }
}
