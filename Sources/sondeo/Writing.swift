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
        try translating {
            try Console.flush()
            try OutputFile.write(to: output, body)
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
                            "\(path) would be written twice\(name); give each output a name of its own")
                    }
                    try check(path, isOurs: isOurs, from: sources)
                    return try files.file(at: path)
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

    private func translating(_ body: () throws -> Void) throws {
        do { try body() } catch let fault as OutputFault {
            if fault.path == "-", case .system(EPIPE) = fault.reason { throw ConsoleFault(code: EPIPE) }
            throw Failure.inputOutput(fault.description)
        }
    }

    /// Writes a text.
    func write(_ text: String, isOurs: ([UInt8]) -> Bool) throws {
        try write(isOurs: isOurs) { try $0.write(text) }
    }
}

/// How files that Sondeo wrote begin.
enum OurFiles {
    static func json(_ beginning: [UInt8]) -> Bool {
        beginning.isEmpty || beginning.starts(with: "{\n  \"format\": \"sondeo".utf8)
            || beginning.starts(with: "{\n  \"survey\":".utf8) || beginning.starts(with: "{\"survey\":".utf8)
    }

    static func jsonStat(_ beginning: [UInt8]) -> Bool {
        beginning.isEmpty
            || String(decoding: beginning, as: UTF8.self).contains("\"sondeo-statistics\"")
    }

    static func xml(_ beginning: [UInt8]) -> Bool {
        beginning.isEmpty || String(decoding: beginning, as: UTF8.self).contains("urn:sondeo:")
    }

    static func answers(_ beginning: [UInt8]) -> Bool {
        beginning.isEmpty || beginning.starts(with: "{\"seed\":".utf8)
    }

    static func dot(_ beginning: [UInt8]) -> Bool {
        beginning.isEmpty || String(decoding: beginning, as: UTF8.self).contains("digraph")
    }

    static func smt2(_ beginning: [UInt8]) -> Bool {
        beginning.isEmpty || String(decoding: beginning, as: UTF8.self).contains("(set-logic")
    }

    static func svg(_ beginning: [UInt8]) -> Bool {
        beginning.isEmpty || String(decoding: beginning, as: UTF8.self).contains("<svg")
    }

    static func proof(_ beginning: [UInt8]) -> Bool {
        beginning.isEmpty
            || String(decoding: beginning.prefix { $0 != 0x0A }, as: UTF8.self).contains(" statements about ")
    }

    /// Synthetic responses: those of people are not replaced by them.
    static func syntheticLines(_ beginning: [UInt8]) -> Bool {
        guard lines(beginning) else { return false }
        let first = beginning.prefix { $0 != 0x0A }
        return first.isEmpty || String(decoding: first, as: UTF8.self).contains(",\"channel\":\"simulated\",")
    }

    static func lines(_ beginning: [UInt8]) -> Bool {
        beginning.isEmpty || beginning.starts(with: "{\"response\":".utf8)
    }

    static func csv(_ beginning: [UInt8]) -> Bool {
        beginning.isEmpty || beginning.starts(with: "response:id,".utf8)
            || beginning.starts(with: "survey,metric,".utf8)
            || beginning.starts(with: "survey,analysis,".utf8)
    }

    static func sav(_ beginning: [UInt8]) -> Bool {
        beginning.isEmpty || (beginning.starts(with: "$FL".utf8) && names(beginning))
    }

    static func dta(_ beginning: [UInt8]) -> Bool {
        beginning.isEmpty || (beginning.starts(with: "<stata_dta>".utf8) && names(beginning))
    }

    static func dataPackage(_ beginning: [UInt8]) -> Bool {
        beginning.isEmpty || String(decoding: beginning, as: UTF8.self).contains("\"response:id\"")
    }

    static func syntax(_ beginning: [UInt8]) -> Bool {
        let first = beginning.prefix { $0 != 0x0A }
        return beginning.isEmpty || String(decoding: first, as: UTF8.self).contains("Made by Sondeo")
    }

    /// What is in a workbook is compressed, so that it does not begin with whose it is.
    static func xlsx(_ beginning: [UInt8], at path: String) -> Bool {
        beginning.isEmpty || WorkbookOrigin.isOurs(path)
    }

    static func ddi(_ beginning: [UInt8]) -> Bool {
        beginning.isEmpty || String(decoding: beginning, as: UTF8.self).contains("Sondeo</software>")
    }

    static func tripleS(_ beginning: [UInt8]) -> Bool {
        beginning.isEmpty || String(decoding: beginning, as: UTF8.self).contains("<origin>Sondeo")
    }

    /// Tables of ours begin with the columns of the response.
    private static func names(_ beginning: [UInt8]) -> Bool {
        String(decoding: beginning, as: UTF8.self).lowercased().contains("response")
    }

    static func catalogue(_ beginning: [UInt8]) -> Bool {
        beginning.isEmpty || String(decoding: beginning, as: UTF8.self).contains("msgid")
    }
}
