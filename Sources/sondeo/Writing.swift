internal import ArgumentParser
internal import Glibc
internal import Interchange

/// Where results go: `-o FILE`, else standard output.
struct OutputOptions: ParsableArguments {
    @ArgumentParser.Option(
        name: [.short, .long], help: "Write to FILE instead of standard output.", completion: .file())
    var output: String = "-"

    @Flag(help: "Replace FILE if it is there and was not written by this command.")
    var force = false

    func validate() throws {
        if output.isEmpty { throw ValidationError("-o needs the name of a file.") }
    }

    /// Lets `body` write the whole output; nothing stays behind if it fails. Throws `Failure`.
    ///
    /// An existing file is replaced only by a complete one, and only with `--force` or if it is of the form that
    /// `isOurs` recognises from its first bytes.
    ///
    /// What is read is never written to, and neither is a store, whatever `--force` says.
    func write(
        isOurs: ([UInt8]) -> Bool, from sources: [String] = [], _ body: (OutputFile) throws -> Void
    ) throws {
        try check(output, isOurs: isOurs, from: sources)
        let replaces = mayReplace(output)
        try translating {
            try Console.flush()
            try OutputFile.write(to: output, replaces: replaces, body)
        }
    }

    /// The same of several files: `body` gets a function that opens each by its path, in which it is checked. No two of
    /// them may be one file: the later would take the place of the earlier.
    func write(
        from sources: [String],
        _ body: (_ open: (String, ([UInt8]) -> Bool) throws -> OutputFile) throws -> Void
    ) throws {
        try translating {
            try Console.flush()
            try OutputFiles.write { files in
                try body { path, isOurs in
                    if let other = files.paths.first(where: { Files.leadToOne($0, path) }) {
                        let name = other == path ? "" : ", also as \(other)"
                        throw Failure.usage(
                            "\(path == "-" ? "standard output" : path) would be written twice\(name); give each output a name of its own"
                        )
                    }
                    try check(path, isOurs: isOurs, from: sources)
                    return try files.file(at: path, replaces: mayReplace(path))
                }
            }
        }
    }

    /// Throws a failure if nothing may be written to a path.
    private func check(_ path: String, isOurs: ([UInt8]) -> Bool, from sources: [String]) throws {
        // What SQLite keeps beside a store belongs to it.
        for suffix in ["-wal", "-shm", "-journal"] where path.hasSuffix(suffix) {
            let store = String(path.dropLast(suffix.count))
            if Files.exists(store), try Stores.isDatabase(store) {
                throw Failure.inputOutput(
                    "\(path) belongs to the store \(store), and is left as it is; name another file")
            }
        }
        guard path != "-", Files.exists(path), !Files.isFolder(path), !Files.isDevice(path) else { return }
        if sources.contains(where: { Files.isSame($0, path) }) {
            throw Failure.usage("\(path) is read here, so it cannot be written to; name another file")
        }
        if try Stores.isDatabase(path) {
            throw Failure.inputOutput(
                "\(path) is a store or another database, and is left as it is; name another file")
        }
        guard try force || isOurs(Files.beginning(of: path)) else {
            throw Failure.inputOutput(
                path.hasSuffix(".xlsx")
                    ? "\(path) is there already, and was made or saved by another program; say --force to replace it"
                    : "\(path) is there already and is something else; say --force to replace it")
        }
    }

    /// Whether a file that is there when the output is complete is the one that `check` has seen, or may be any.
    private func mayReplace(_ path: String) -> Bool { force || Files.exists(path) }

    private func translating(_ body: () throws -> Void) throws {
        do { try body() } catch var fault as OutputFault {
            // What a library says does not know of which file.
            if fault.path.isEmpty { fault.path = output }
            // Standard output, also where it is named by a path: whoever reads it has enough.
            if fault.path == "-" || Files.isDevice(fault.path), case .system(EPIPE) = fault.reason {
                throw ConsoleFault(code: EPIPE)
            }
            throw Failure.inputOutput(fault.description)
        }
    }

    /// Writes a text.
    func write(_ text: String, isOurs: ([UInt8]) -> Bool) throws {
        try write(isOurs: isOurs) { try $0.write(text) }
    }
}

/// How files that Sondeo wrote begin: with what nothing else writes there, since they are replaced without a question. A file
/// that somebody else made, or worked on and saved, is not ours, whatever it is about. An empty one is nobody's work.
enum OurFiles {
    /// A JSON document of a kind. Statistics have no `format`; how they begin is theirs alone.
    static func json(_ kind: DocumentKind) -> ([UInt8]) -> Bool {
        { beginning in
            let text = bare(beginning)
            return beginning.isEmpty || text.hasPrefix("{\"format\":\"sondeo-\(kind.rawValue)\"")
                || kind == .statistics && beginsLikeStatistics(text)
        }
    }

    static func jsonStat(_ beginning: [UInt8]) -> Bool {
        beginning.isEmpty
            || bare(beginning).hasPrefix(
                #"{"version":"2.0","class":"collection","extension":{"format":"sondeo-statistics""#)
    }

    /// An XML document of a kind, which its root says.
    static func xml(_ kind: DocumentKind) -> ([UInt8]) -> Bool {
        { beginning in
            beginning.isEmpty
                || beginning.starts(
                    with: (xmlDeclaration + "<\(kind.rawValue) xmlns=\"urn:sondeo:\(kind.rawValue):").utf8)
        }
    }

    static func answers(_ beginning: [UInt8]) -> Bool {
        beginning.isEmpty || beginning.starts(with: "{\"format\":\"sondeo-answers\",".utf8)
    }

    static func dot(_ beginning: [UInt8]) -> Bool {
        beginning.isEmpty || beginning.starts(with: "// Made by Sondeo.\n".utf8)
    }

    static func smt2(_ beginning: [UInt8]) -> Bool {
        beginning.isEmpty || beginning.starts(with: "; Made by Sondeo.\n".utf8)
    }

    static func svg(_ beginning: [UInt8]) -> Bool {
        let start = xmlDeclaration + #"<svg xmlns="http://www.w3.org/2000/svg" class="sondeo-routing" "#
        return beginning.isEmpty || beginning.starts(with: start.utf8)
    }

    /// A report for reading has no place for a mark; its first line is told by how it ends.
    static func proof(_ beginning: [UInt8]) -> Bool {
        beginning.isEmpty
            || line(beginning).wholeMatch(
                of: /.+: .+; \d+ statements? about \d+ questions? (proved|looked at, \d+ not decided)/) != nil
    }

    /// Synthetic responses: those of people are not replaced by them.
    static func syntheticLines(_ beginning: [UInt8]) -> Bool {
        guard lines(beginning) else { return false }
        return beginning.isEmpty || line(beginning).contains(",\"channel\":\"simulated\",")
    }

    static func lines(_ beginning: [UInt8]) -> Bool {
        beginning.isEmpty
            || line(beginning).prefixMatch(of: /{"response":"[0-9a-f\-]{36}","survey":"/) != nil
    }

    /// Tables have no place for a mark but the names of their columns.
    static func csv(_ beginning: [UInt8]) -> Bool {
        beginning.isEmpty
            || [
                "response:id,", "survey,metric,kind,locale,by,n,value,level,low,high,",
                "survey,analysis,of,locale,by,keys,measure,value,",
            ].contains { beginning.starts(with: $0.utf8) }
    }

    static func sav(_ beginning: [UInt8]) -> Bool { beginning.isEmpty || PackageMark.isInSPSS(beginning) }

    static func dta(_ beginning: [UInt8]) -> Bool { beginning.isEmpty || PackageMark.isInStata(beginning) }

    static func dataPackage(_ beginning: [UInt8]) -> Bool {
        beginning.isEmpty
            || bare(beginning).hasPrefix(
                #"{"$schema":"https://datapackage.org/profiles/2.0/datapackage.json","generator":"Sondeo","#)
    }

    static func syntax(_ beginning: [UInt8]) -> Bool {
        let first = line(beginning)
        return beginning.isEmpty || first.hasPrefix("* Reads ") && first.hasSuffix(". Made by Sondeo.")
    }

    /// What is in a workbook is compressed, so that it does not begin with whose it is.
    static func xlsx(_ beginning: [UInt8], at path: String) -> Bool {
        beginning.isEmpty || WorkbookOrigin.isOurs(path)
    }

    static func ddi(_ beginning: [UInt8]) -> Bool {
        beginning.isEmpty
            || beginning.starts(with: (xmlDeclaration + "<codeBook xmlns=\"ddi:codebook:2_5\" ").utf8)
                && beginning.firstRange(of: "<software>Sondeo</software>".utf8) != nil
    }

    /// Definitions say behind the first tag who wrote them.
    static func tripleS(_ beginning: [UInt8]) -> Bool {
        let lines = beginning.prefix(1_024).split(separator: 0x0A, maxSplits: 3)
        return beginning.isEmpty
            || lines.count > 3 && lines[0].starts(with: "<?xml ".utf8) && lines[1].starts(with: "<sss ".utf8)
                && lines[2].elementsEqual("<origin>Sondeo</origin>".utf8)
    }

    /// A template for translators in which nobody has begun to translate.
    static func template(_ beginning: [UInt8]) -> Bool {
        guard !beginning.isEmpty else { return true }
        let lines = String(decoding: beginning, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count > 2, lines[0].hasPrefix("# The texts "),
            lines[1] == "# How to translate them: Documentation/Translations.md",
            lines.contains(#""Language: \n""#)
        else { return false }
        // The first one is the head; the last line may have been cut off.
        let translations = lines.indices.dropLast().filter { lines[$0].hasPrefix("msgstr") }.dropFirst()
        return translations.allSatisfy { lines[$0].hasSuffix(" \"\"") && !lines[$0 + 1].hasPrefix("\"") }
    }

    private static let xmlDeclaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

    private static func beginsLikeStatistics(_ text: String) -> Bool {
        let start = /{"survey":"[^"]+","versions":\[[0-9,]*\],"responses":\d+,"complete":\d+,"partial":\d+,/
        return text.prefixMatch(of: start) != nil
    }

    /// How a JSON document begins, without the white space between its words.
    private static func bare(_ beginning: [UInt8]) -> String {
        String(decoding: beginning.prefix(2_048).filter { $0 > 0x20 }, as: UTF8.self)
    }

    private static func line(_ beginning: [UInt8]) -> String {
        String(decoding: beginning.prefix { $0 != 0x0A }, as: UTF8.self)
    }
}
