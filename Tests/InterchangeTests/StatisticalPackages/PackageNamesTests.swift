import Interchange
import Testing

@Suite struct PackageNamesTests {
    @Test func `columns of the response keep their names whatever a question is called`() {
        let columns = ["response:id", "response:state", "a:b", "response_id", "response_state", "a_b"]
        let expected = [
            "response_id", "response_state", "a_b_2", "response_id_2", "response_state_2", "a_b",
        ]
        #expect(PackageNames(columns, keys: 2, .spss).names == expected)
        #expect(PackageNames(columns, keys: 2, .stata).names == expected)
        let losses = PackageNames(columns, keys: 2, .spss).losses
        #expect(losses.first { $0.subject == "response_id" }?.became == "response_id_2")
        #expect(losses.first { $0.subject == "response:id" }?.became == "response_id")
    }

    @Test func `a colon becomes an underscore, and points stay in SPSS only`() {
        let names = ["response:id", "quality.reliable", "failings:empathy"]
        #expect(PackageNames(names, .spss).names == ["response_id", "quality.reliable", "failings_empathy"])
        #expect(PackageNames(names, .stata).names == ["response_id", "quality_reliable", "failings_empathy"])
    }

    @Test func `what was typed at an option stands beside the option`() {
        let names = PackageNames(["failings:other", "failings.other"], isText: [false, true], .stata)
        #expect(names.names == ["failings_other", "failings_other_text"])
        #expect(names.losses.map(\.became) == ["failings_other", "failings_other_text"])
    }

    @Test func `a name that needs no change keeps it, wherever it stands`() {
        #expect(PackageNames(["a:b", "A_B", "a:b"], .spss).names == ["a_b_2", "A_B", "a_b_3"])
    }

    @Test(arguments: ["all", "By", "TO", "with", "_x", "1st", "ends.", "ä"])
    func `SPSS gets no word of its own, and no name that it would not take`(_ name: String) {
        let made = PackageNames([name], .spss).names[0]
        #expect(
            made != name && made.first?.isLetter == true && made.last != "."
                && made.utf8.allSatisfy { $0 < 128 })
    }

    @Test(arguments: ["if", "_n", "_N", "strL", "str20", "str5abc", "long", "1st"])
    func `Stata gets no word of its own`(_ name: String) {
        let made = PackageNames([name], .stata).names[0]
        #expect(made != name && made.utf8.count <= 32)
    }

    @Test func `a thousand long names are a thousand names`() {
        let names = (0..<1_000).map { String(repeating: "long_", count: 15) + "\($0):option" }
        for made in [PackageNames(names, .spss).names, PackageNames(names, .stata).names] {
            #expect(Set(made.map { $0.lowercased() }).count == 1_000)
        }
        #expect(PackageNames(names, .spss).names.allSatisfy { $0.utf8.count <= 64 })
        #expect(PackageNames(names, .stata).names.allSatisfy { $0.utf8.count <= 32 })
    }

    @Test func `every new name is a loss, and those by the mere rule say the same`() {
        let losses = PackageNames(["response:id", "response:seed", "to", "kept"], .spss).losses
        #expect(losses.map(\.kind) == [.renamed, .renamed, .renamed])
        #expect(losses.map(\.became) == ["response_id", "response_seed", "v_to"])
        #expect(losses[0].message == losses[1].message && losses[1].message != losses[2].message)
    }
}
