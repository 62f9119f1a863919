import SampleSurveys
import Testing
import Translations

@Suite struct CatalogueWriterTests {
    /// Long and short texts, every kind of comment, and a text that just fits on a line.
    static let layout =
        header + """
            #  two blanks and a tail 
            #
            #. a note
            #: x.survey:1 x.survey:2
            #, fuzzy, c-format
            #| msgid "before"
            msgctxt "a"
            msgid ""
            "To be, or not to be, that is the question: whether it is nobler in the mind "
            "to suffer the slings and arrows of outrageous fortune"
            msgstr ""
            "first\\n"
            "second \\"quoted\\"\\t\\\\"

            msgctxt "b"
            msgid "one line"
            msgstr "70 columns fit beside the word; the word and quotes make it 79 columns"

            msgctxt "b2"
            msgid "one line and a break\\n"
            msgstr ""
            "71 columns do not fit beside the word: it and the quotes make 80 colums."

            # kept
            #~| msgid "older"
            #~ msgctxt "c"
            #~ msgid "old"
            #~ msgstr "viejo"

            """

    @Test func theLayoutIsGettexts() throws {
        let catalogue = try #require(Catalogue.read(Array(Self.layout.utf8)).catalogue)
        #expect(catalogue.written() == Self.layout)
        #expect(try Shipped.msgcat(Self.layout) == Self.layout)
    }

    @Test(arguments: Shipped.files)
    func shippedCataloguesAreWrittenAsTheyStand(file: String) throws {
        let bytes = try Shipped.bytes(file)
        let catalogue = try #require(Catalogue.read(bytes).catalogue)
        #expect(Array(catalogue.written().utf8) == bytes)
        #expect(try Shipped.msgcat(catalogue.written()) == catalogue.written())
    }

    @Test func whateverIsWrittenIsReadBackTheSame() throws {
        var generator = Seeded(2)
        for round in 0..<300 {
            var catalogue = try #require(Catalogue.read(Array(header.utf8)).catalogue).withoutLines
            for number in 0..<5 {
                let isCounted = Int.random(in: 0..<4, using: &generator) == 0
                var entry = Catalogue.Entry(
                    context: "\(number)" + generator.text(upTo: 3), source: generator.text(upTo: 30),
                    plural: isCounted ? generator.text(upTo: 30) : nil,
                    translations: (0..<(isCounted ? 2 : 1)).map { _ in generator.text(upTo: 40) })
                entry.isFuzzy = .random(using: &generator)
                entry.isObsolete = .random(using: &generator)
                if .random(using: &generator) { entry.previous = .init(source: generator.text(upTo: 20)) }
                if .random(using: &generator) { entry.comments = ["a comment", "", " indented"] }
                if .random(using: &generator) { entry.notes = ["a note", "~ and | marks"] }
                catalogue.entries.append(entry)
            }
            let text = catalogue.written()
            let reading = Catalogue.read(Array(text.utf8))
            let again = try #require(reading.catalogue, "round \(round): \(reading.faults)")
            #expect(again.withoutLines == catalogue)
            #expect(again.written() == text)
            if round % 50 == 0 {
                // msgfmt also wants line breaks to agree at both ends, which random texts do not.
                let said = try Shipped.msgfmt(text).said.split(separator: "\n")
                #expect(
                    said.allSatisfy {
                        !$0.contains("syntax") && !$0.contains("keyword") && !$0.contains("sequence")
                    })
            }
        }
    }

    @Test func commentsNeverBringControlCharactersIntoTheFile() throws {
        var catalogue = try #require(Catalogue.read(Array(header.utf8)).catalogue)
        catalogue.entries = [
            .init(
                context: "a", source: "A", translations: ["Á"], comments: ["one\u{1B}[1m\r\nmsgid \"evil\""])
        ]
        let again = try #require(Catalogue.read(Array(catalogue.written().utf8)).catalogue)
        #expect(again.entries.count == 1)
        #expect(again.entries.first?.comments == ["one[1m", "msgid \"evil\""])
    }
}
