import Foundation
import Testing

@testable import Kiosk

@Suite struct KioskDocumentationTests {
    private static let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private func read(_ path: String) throws -> String {
        try String(contentsOf: Self.page.appending(path: path), encoding: .utf8)
    }

    @Test func thePageListsEverySettingAsItIs() throws {
        let page = try read("Documentation/Kiosk.md")
        for row in SettingRow.all {
            let standard = row.standard.isEmpty ? "" : "`\(row.standard)`"
            let line = "| `\(row.name)` | \(standard) | \(row.allowed) | \(row.meaning) |\n"
            #expect(page.contains(line), "\(line)")
        }
        #expect(
            page.components(separatedBy: "\n| name | default | allowed | meaning |").count - 1
                == Setting.groups.count)
    }

    @Test func thePageListsEveryEvent() throws {
        let page = try read("Documentation/Kiosk.md")
        for event in TrailTests.everyEvent { #expect(page.contains("`\(event.name)`"), "\(event.name)") }
    }

    @Test func theShippedSettingsHaveNoMistake() throws {
        let reading = SettingsReading(Array(try read("Deployment/kiosk.conf.example").utf8))
        #expect(reading.findings == [])
        #expect(reading.settings.station == "counter-3" && reading.settings.givens == ["branch": "athens-02"])
    }

    @Test func everyLineOfTheServiceIsExplained() throws {
        let page = try read("Documentation/Kiosk.md")
        let table = try #require(page.components(separatedBy: "## The service, line by line").last)
        // Said in prose, or once for several.
        let together: Set<String> = [
            "ProtectHostname", "ProtectKernelLogs", "ProtectKernelModules", "ProtectKernelTunables",
            "ProtectControlGroups", "RestrictNamespaces", "RestrictRealtime", "RemoveIPC", "Description",
            "ExecStart",
            "RestartSec", "WantedBy", "StandardOutput", "StandardError", "StateDirectoryMode",
            "WorkingDirectory",
            "SystemCallErrorNumber",
        ]
        for line in try read("Deployment/sondeo-kiosk@.service").split(separator: "\n") {
            guard !line.hasPrefix("#"), let sign = line.firstIndex(of: "=") else { continue }
            let name = String(line[..<sign])
            #expect(together.contains(name) || table.contains("`\(name)="), "\(name)")
        }
    }
}
