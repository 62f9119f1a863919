import SampleSurveys
import SurveyModel
import Testing
import Translations

/// The header that every catalogue begins with.
let header = """
    msgid ""
    msgstr ""
    "Project-Id-Version: tiny 1\\n"
    "Language: es\\n"
    "Content-Type: text/plain; charset=UTF-8\\n"
    "Plural-Forms: nplurals=2; plural=(n != 1);\\n"


    """

func faults(_ text: String) -> [String] {
    Catalogue.read(Array(text.utf8)).faults.map { "\($0.line):\($0.column) \($0.message)" }
}

@Suite struct CatalogueReaderTests {
    @Test func everyPartOfAnEntryIsRead() throws {
        let text =
            header + """
                # a translator
                #no blank
                #
                #. for the translator
                #: Surveys/tiny.survey:4
                #, fuzzy, c-format
                #| msgctxt "old.key"
                #| msgid "Old "
                #| "source"
                msgctxt "question.a"
                msgid ""
                "New "
                "\\"source\\"\\t\\\\ \\101\\x42\\n"
                "line two"
                msgstr "Nueva \\"fuente\\""

                msgid "{n} day"
                msgid_plural "{n} days"
                msgstr[0] "{n} día"
                msgstr[1] "{n} días"

                #~ msgctxt "gone"
                #~ msgid "Gone"
                #~ msgstr ""
                #~ "Ido"

                # the end

                """
        for variant in [text, "\u{FEFF}" + text, text.replacing("\n", with: "\r\n")] {
            let reading = Catalogue.read(Array(variant.utf8))
            #expect(reading.faults.isEmpty)
            let catalogue = try #require(reading.catalogue)
            #expect(catalogue.language == "es")
            #expect(catalogue.project == "tiny")
            #expect(catalogue.pluralRule?.forms == 2)
            #expect(catalogue.entries.count == 3)
            #expect(
                catalogue.entries[0]
                    == Catalogue.Entry(
                        context: "question.a", source: "New \"source\"\t\\ AB\nline two",
                        translations: ["Nueva \"fuente\""], flags: ["fuzzy", "c-format"],
                        comments: ["a translator", "no blank", ""], notes: ["for the translator"],
                        references: ["Surveys/tiny.survey:4"],
                        previous: .init(context: "old.key", source: "Old source"), line: 17))
            #expect(catalogue.entries[1].translations == ["{n} día", "{n} días"])
            #expect(catalogue.entries[1].context == nil)
            #expect(catalogue.entries[2].isObsolete)
            #expect(catalogue.entries[2].translations == ["Ido"])
            #expect(catalogue.closingComments == ["the end"])
        }
    }

    /// What follows a header of seven lines, and how the one fault is told.
    static let slips: [(String, String)] = [
        ("msgctxt \"a\"\nmsgid \"x\"\n", "8:1 this entry has no msgstr"),
        ("msgid \"x\"\nmsgstr \"y\nmsgid \"z\"\nmsgstr \"\"\n", "9:8 this text has no closing quote"),
        ("msgid \"x\"\nmsgstr \"\\q\"\n", "9:9 this escape is unknown"),
        ("msgid \"x\"\nmsgstr \"á\\xff\"\n", "9:10 this escape is not one of ASCII"),
        ("msgid \"x\"\nmsgstr \"\\0\"\n", "9:9 this escape is not one of ASCII"),
        ("# c\n\"x\"\n", "9:1 this text belongs to nothing"),
        ("msgid \"x\"\nmsgstr\n\nmsgid \"y\"\nmsgstr \"\"\n", "9:1 expected a text in quotes"),
        ("  mgsid \"x\"\nmsgstr \"y\"\n", "8:3 'mgsid' is no word of a PO file"),
        ("msgid \"x\"\n= \"y\"\n", "9:1 expected msgctxt, msgid, msgstr or a text"),
        ("# c\nmsgstr \"y\"\n", "9:1 expected msgid before this msgstr"),
        ("msgid \"x\"\nmsgid \"y\"\nmsgstr \"z\"\n", "9:1 expected msgstr before the next msgid"),
        ("msgid \"x\"\nmsgstr \"y\"\nmsgstr \"z\"\n", "10:1 this entry has a msgstr already"),
        ("msgid \"x\"\n# late\nmsgstr \"y\"\n", "9:1 this comment stands inside an entry"),
        ("msgid \"x\"\nmsgstr[0] \"y\"\n", "9:1 expected msgid_plural before msgstr[0]"),
        ("msgid \"x\"\nmsgid_plural \"xs\"\nmsgstr \"y\"\n", "10:1 a text with msgid_plural has msgstr[0]"),
        ("msgid \"x\"\nmsgid_plural \"xs\"\nmsgstr[1] \"y\"\n", "10:1 expected msgstr[0], but saw msgstr[1]"),
        (
            "msgid \"x\"\nmsgid_plural \"xs\"\nmsgstr[0] \"y\"\n",
            "8:1 Plural-Forms says 2 forms, but 'xs' has 1"
        ),
        (
            "msgid \"x\"\nmsgid_plural \"xs\"\nmsgstr[99999999999999999999] \"\"\n",
            "10:7 expected the number of a plural"
        ),
        ("#~ msgid \"x\"\nmsgstr \"y\"\n", "9:1 some lines of this entry begin with #~"),
        (
            "msgid \"x\"\nmsgstr \"y\"\n\nmsgid \"x\"\nmsgstr \"z\"\n",
            "11:1 the same text in the same context stands in line 8"
        ),
        ("msgid \"x\"\nmsgstr \"y\u{1B}[0m\"\n", "9:10 a control character (hexadecimal 1B)"),
        ("msgid \"\"\nmsgstr \"\"\n", "8:1 the same text in the same context stands in line 1"),
    ]

    @Test(arguments: slips)
    func aFaultIsToldWhereItIs(text: String, expected: String) {
        let found = faults(header + text)
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix(expected) == true, "\(found)")
    }

    @Test func everyFaultOfAFileIsToldAtOnce() {
        let found = faults(
            header + """
                msgid "a"
                msgstr "unclosed

                msgctxt broken
                msgid "b"
                msgstr "B"

                msgid "c"
                msgstr "C"

                msgid "d"
                """)
        #expect(found.map { $0.prefix { $0 != " " } } == ["9:8", "11:1", "18:1"])
    }

    @Test func theCharacterSetHasToBeUTF8() {
        let latin = header.replacing("UTF-8", with: "ISO-8859-1")
        #expect(faults(latin).first?.contains("saw 'iso-8859-1'") == true)
        #expect(faults(header.replacing("UTF-8", with: "CHARSET")).count == 1)
        #expect(faults("msgid \"x\"\nmsgstr \"y\"\n").first?.hasPrefix("1:1 there is no header") == true)
        #expect(faults("").first?.hasPrefix("1:1 there is no header") == true)
        let bytes = Array((header + "msgid \"ñ").utf8) + [0xE1, 0x22, 0x0A]
        #expect(Catalogue.read(bytes).faults.first?.column == 9)
        #expect(Catalogue.read(bytes).faults.first?.line == 8)
    }

    @Test func aFileFullOfFaultsTellsTheFirstHundred() {
        let text = header + String(repeating: "?\n\nmsgid \"x\"\nmsgstr \"y\"\n", count: 1_000)
        let found = faults(text)
        #expect(found.count == CatalogueReading.faultLimit)
        #expect(found.last?.hasSuffix("mend those above first") == true)
    }

    @Test func noPrefixOfACatalogueTraps() throws {
        let bytes = try Shipped.bytes("Locales/sondeo/el.po").prefix(2_000)
        var readable = 0
        for length in bytes.indices {
            let reading = Catalogue.read(Array(bytes[..<length]))
            #expect((reading.catalogue == nil) != reading.faults.isEmpty)
            if reading.catalogue != nil { readable += 1 }
        }
        #expect(readable > 10)
    }

    @Test func randomAndMutatedBytesAreReadOrRefused() throws {
        var generator = Seeded(1)
        let original = Array(try Shipped.bytes("Locales/service_loyalty/es.po").prefix(1_200))
        let alphabet = Array("msgidctxtrplu_[]0123 \"\\\n\r\t#~|.:,é\u{1}".utf8) + [0xFF, 0xC3, 0x00]
        for _ in 0..<2_000 {
            var bytes: [UInt8]
            if Bool.random(using: &generator) {
                bytes = (0..<Int.random(in: 0...200, using: &generator)).map { _ in
                    alphabet.randomElement(using: &generator) ?? 0
                }
            } else {
                bytes = original
                for _ in 0..<Int.random(in: 1...4, using: &generator) {
                    let position = Int.random(in: bytes.indices, using: &generator)
                    switch Int.random(in: 0...2, using: &generator) {
                    case 0: bytes[position] = alphabet.randomElement(using: &generator) ?? 0
                    case 1: bytes.remove(at: position)
                    default: bytes.insert(.random(in: 0...255, using: &generator), at: position)
                    }
                }
            }
            let reading = Catalogue.read(bytes)
            #expect((reading.catalogue == nil) != reading.faults.isEmpty)
            for fault in reading.faults {
                #expect(fault.line >= 1 && fault.column >= 1)
                #expect(fault.message.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F })
            }
            if let catalogue = reading.catalogue {
                let again = Catalogue.read(Array(catalogue.written().utf8))
                #expect(again.catalogue?.withoutLines == catalogue.withoutLines)
            }
        }
    }
}
