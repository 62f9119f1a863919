import Foundation
import Interchange
import Testing

@Suite("An output file")
struct OutputFileTests {
    @Test func `is there whole after commit, and nothing stands beside it`() throws {
        let folder = try Folder()
        let text = String(repeating: "Καλημέρα\n", count: 100_000)
        try OutputFile.write(to: folder.file("answers.csv")) { file in
            for _ in 0..<3 { try file.write(text) }
            #expect(folder.names.count == 1)
            #expect(folder.names[0].hasPrefix(".answers.csv.partial-"))
        }
        #expect(folder.names == ["answers.csv"])
        #expect(try String(contentsOfFile: folder.file("answers.csv"), encoding: .utf8) == text + text + text)
    }

    @Test func `leaves the old file and nothing else when the writing fails`() throws {
        struct Stop: Error {}
        let folder = try Folder()
        try "old".write(toFile: folder.file("a"), atomically: true, encoding: .utf8)
        #expect(throws: Stop.self) {
            try OutputFile.write(to: folder.file("a")) { file in
                try file.write(String(repeating: "x", count: 1_000_000))
                throw Stop()
            }
        }
        #expect(folder.names == ["a"])
        #expect(try String(contentsOfFile: folder.file("a"), encoding: .utf8) == "old")
    }

    @Test func `leaves nothing when it goes without a commit`() throws {
        let folder = try Folder()
        do {
            let file = try OutputFile(folder.file("a"))
            try file.write("x")
            #expect(folder.names.count == 1)
        }
        #expect(folder.names == [])
    }

    @Test func `keeps the permissions of the file that it replaces, and a symbolic link a link`() throws {
        let folder = try Folder()
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o640]
        #expect(
            FileManager.default.createFile(atPath: folder.file("real"), contents: nil, attributes: attributes)
        )
        try FileManager.default.createSymbolicLink(atPath: folder.file("link"), withDestinationPath: "real")
        try OutputFile.write(to: folder.file("link")) { try $0.write("new") }
        #expect(folder.names == ["link", "real"])
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.file("link")) == "real")
        #expect(try String(contentsOfFile: folder.file("real"), encoding: .utf8) == "new")
        let mode =
            try FileManager.default.attributesOfItem(atPath: folder.file("real"))[.posixPermissions] as? Int
        #expect(mode == 0o640)
    }

    @Test func `a link to a file that is not there stays one too`() throws {
        let folder = try Folder()
        let files = FileManager.default
        try files.createDirectory(atPath: folder.file("far"), withIntermediateDirectories: false)
        try files.createSymbolicLink(atPath: folder.file("link"), withDestinationPath: "far/next")
        try files.createSymbolicLink(
            atPath: folder.file("far/next"), withDestinationPath: folder.file("real"))
        try OutputFile.write(to: folder.file("link")) { try $0.write("new") }
        #expect(folder.names == ["far", "link", "real"])
        #expect(try files.destinationOfSymbolicLink(atPath: folder.file("link")) == "far/next")
        #expect(try String(contentsOfFile: folder.file("real"), encoding: .utf8) == "new")
        // A ring of links leads nowhere.
        try files.createSymbolicLink(atPath: folder.file("a"), withDestinationPath: "b")
        try files.createSymbolicLink(atPath: folder.file("b"), withDestinationPath: "a")
        #expect(OutputFile.target(of: folder.file("a")).hasPrefix(folder.path))
    }

    @Test func `a file that has come meanwhile is left alone`() throws {
        let folder = try Folder()
        let fault = #expect(throws: OutputFault.self) {
            try OutputFile.write(to: folder.file("a"), replaces: false) { file in
                try file.write("ours")
                try "theirs".write(toFile: folder.file("a"), atomically: true, encoding: .utf8)
            }
        }
        #expect(fault?.reason == .system(EEXIST) && fault?.description.contains("--force") == true)
        #expect(folder.names == ["a"])
        #expect(try String(contentsOfFile: folder.file("a"), encoding: .utf8) == "theirs")
        try OutputFile.write(to: folder.file("b"), replaces: false) { try $0.write("new") }
        #expect(folder.names == ["a", "b"])
    }

    @Test func `two outputs to one name do not meet`() throws {
        let folder = try Folder()
        let (first, second) = (try OutputFile(folder.file("a")), try OutputFile(folder.file("a")))
        try first.write("1")
        try second.write("2")
        try second.commit()
        try first.commit()
        #expect(folder.names == ["a"])
        #expect(try String(contentsOfFile: folder.file("a"), encoding: .utf8) == "1")
    }

    @Test func `a full disk is a fault that says so`() throws {
        let fault = #expect(throws: OutputFault.self) {
            try OutputFile.write(to: "/dev/full") { try $0.write("x") }
        }
        #expect(fault?.reason == .system(ENOSPC))
        #expect(fault?.description.contains("No space left on device; free some space") == true)
        #expect(throws: OutputFault.self) {
            try OutputFile.write(to: "/dev/full") { file in
                for _ in 0..<10 { try file.write(String(repeating: "x", count: 50_000)) }
            }
        }
    }

    @Test func `a directory and a folder that is not there are faults`() throws {
        let folder = try Folder()
        #expect(#expect(throws: OutputFault.self) { try OutputFile(folder.path) }?.reason == .isDirectory)
        #expect(
            #expect(throws: OutputFault.self) { try OutputFile(folder.file("no/a")) }?.reason
                == .system(ENOENT))
        #expect(folder.names == [])
    }

    @Test func `a name as long as names can be is written`() throws {
        let folder = try Folder()
        let name = String(repeating: "ä", count: 127)
        try OutputFile.write(to: folder.file(name)) { try $0.write("x") }
        #expect(folder.names == [name])
    }

    @Test func `nothing can be written after the commit`() throws {
        let folder = try Folder()
        let file = try OutputFile(folder.file("a"))
        try file.commit()
        #expect(throws: OutputFault.self) {
            try file.write("x")
            try file.flush()
        }
        #expect(throws: OutputFault.self) { try file.commit() }
    }
}
