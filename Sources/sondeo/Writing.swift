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
        if output != "-", Files.exists(output), !Files.isFolder(output), !Files.isDevice(output) {
            if sources.contains(where: { Files.isSame($0, output) }) {
                throw Failure.usage("\(output) is read here, so it cannot be written to; name another file")
            }
            if try Stores.isDatabase(output) {
                throw Failure.inputOutput(
                    "\(output) is a store or another database, and is left as it is; name another file")
            }
            guard try force || isOurs(Files.beginning(of: output)) else {
                throw Failure.inputOutput(
                    "\(output) is there already and is something else; say --force to replace it")
            }
        }
        do {
            try Console.flush()
            try OutputFile.write(to: output, body)
        } catch let fault as OutputFault {
            if output == "-", case .system(EPIPE) = fault.reason { throw ConsoleFault(code: EPIPE) }
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

    static func catalogue(_ beginning: [UInt8]) -> Bool {
        beginning.isEmpty || String(decoding: beginning, as: UTF8.self).contains("msgid")
    }
}
