import SampleSurveys
import SurveyModel
import Testing

@testable import Translations

@Suite struct PluralRuleTests {
    /// Numbers and their forms, from the plural tables of Unicode CLDR 45 for whole numbers, in gettext's order of
    /// forms.
    static let tables: [(String, [(Int, Int)])] = [
        (
            "ar",
            [
                (0, 0), (1, 1), (2, 2), (3, 3), (10, 3), (11, 4), (99, 4), (100, 5), (102, 5), (103, 3),
                (111, 4),
            ]
        ),
        (
            "ru",
            [(1, 0), (2, 1), (4, 1), (5, 2), (11, 2), (12, 2), (21, 0), (22, 1), (25, 2), (111, 2), (0, 2)]
        ),
        (
            "pl",
            [(1, 0), (2, 1), (4, 1), (5, 2), (12, 2), (21, 2), (22, 1), (25, 2), (101, 2), (102, 1), (0, 2)]
        ),
        ("cs", [(0, 2), (1, 0), (2, 1), (4, 1), (5, 2), (21, 2), (22, 2)]),
        ("ja", [(0, 0), (1, 0), (2, 0), (1_000_000, 0)]),
        ("fr", [(0, 0), (1, 0), (2, 1), (17, 1)]),
        ("es", [(0, 1), (1, 0), (2, 1), (1_000_000, 1)]),
        ("sv", [(0, 1), (1, 0), (2, 1)]),
        ("el", [(0, 1), (1, 0), (2, 1)]),
        ("sl", [(1, 0), (101, 0), (2, 1), (102, 1), (3, 2), (4, 2), (5, 3), (0, 3)]),
        ("lv", [(0, 2), (1, 0), (11, 1), (21, 0), (2, 1)]),
        ("lt", [(1, 0), (2, 1), (11, 2), (20, 2), (21, 0), (22, 1), (112, 2)]),
        ("ro", [(1, 0), (0, 1), (2, 1), (19, 1), (20, 2), (101, 1), (120, 2)]),
        ("ga", [(1, 0), (2, 1), (3, 2), (6, 2), (7, 3), (10, 3), (11, 4), (0, 4)]),
    ]

    @Test(arguments: tables)
    func theRuleOfALanguageGivesItsForms(tag: String, forms: [(Int, Int)]) throws {
        let rule = try PluralRule(parsing: try #require(PluralForms.field(for: tag)))
        for (number, form) in forms { #expect(rule.form(for: number) == form, "\(tag), n = \(number)") }
    }

    @Test func everyRuleOfTheTableUsesExactlyItsForms() throws {
        for (tags, field) in PluralForms.rules {
            let rule = try PluralRule(parsing: field)
            let used = Set((0...1_000).map { rule.form(for: $0) })
            #expect(used == Set(0..<rule.forms), "\(tags.sorted())")
        }
        let tags = PluralForms.rules.flatMap(\.tags)
        #expect(Set(tags).count == tags.count)
    }

    @Test func aRegionHasTheRuleOfItsLanguageUnlessItHasItsOwn() {
        #expect(PluralForms.field(for: "es_MX") == PluralForms.field(for: "es"))
        #expect(PluralForms.field(for: "pt-BR") != PluralForms.field(for: "pt"))
        #expect(PluralForms.field(for: "zh-Hans-CN") == PluralForms.field(for: "ja"))
        #expect(PluralForms.field(for: "tlh") == nil)
        #expect(PluralForms.field(for: "") == nil)
    }

    static let expressions: [(String, Int)] = [
        ("1+2*3", 7), ("(1+2)*3", 9), ("10-3-2", 5), ("20/3%4", 2), ("1<2==1", 1), ("!0+1", 2), ("!!5", 1),
        ("0||0&&1", 0), ("1||0&&0", 1), ("0?1:0?2:3", 3), ("1?0?4:5:6", 5), ("2>=2", 1), ("3<=2", 0),
        ("1||1/0", 1),
        ("0&&1/0", 0), ("1?2:1/0", 2),
    ]

    @Test(arguments: expressions)
    func operatorsBindAsInC(expression: String, value: Int) throws {
        let rule = try PluralRule(parsing: "nplurals=16; plural=\(expression);")
        #expect(rule.form(for: 5) == value)
    }

    static let noRules: [String] = [
        "", "nplurals=0; plural=0;", "nplurals=2", "nplurals=2; plural=2;", "nplurals=2; plural=n;",
        "nplurals=2; plural=1/0;", "nplurals=2; plural=n%0;", "nplurals=2; plural=(n;",
        "nplurals=2; plural=n!=1; more",
        "nplurals=2; plural=n=1;", "nplurals=2; plural=m;", "nplurals=99999999999999999999; plural=0;",
        "nplurals=INTEGER; plural=EXPRESSION;", "nplurals=2; plural=99999999999999999999;",
        "nplurals=1; plural=" + String(repeating: "(", count: 900) + "0" + String(repeating: ")", count: 900),
        "nplurals=1; plural=" + String(repeating: "0?0:", count: 400) + "0",
        "nplurals=1; plural=" + String(repeating: "0+", count: 5_000) + "0",
    ]

    @Test(arguments: noRules)
    func whatIsNoRuleIsRefused(field: String) {
        #expect(throws: PluralFault.self) { try PluralRule(parsing: field) }
    }

    @Test func longRowsAndHugeNumbersAreHarmless() throws {
        let row = try PluralRule(parsing: "nplurals=1; plural=" + String(repeating: "0+", count: 900) + "0")
        #expect(row.form(for: .max) == 0)
        let wrapping = try PluralRule(parsing: "nplurals=2; plural=n*18446744073709551615>n;")
        #expect(wrapping.form(for: .min) == 0 || wrapping.form(for: .min) == 1)
        #expect(try PluralRule(parsing: "nplurals=2; plural=n/(n-5000)>0&&0;").form(for: 5_000) == 0)
    }

    @Test func randomFieldsAreReadOrRefused() {
        var generator = Seeded(3)
        let pieces = [
            "n", "1", "2", "10", "(", ")", "!", "?", ":", "+", "-", "*", "/", "%", "==", "&&", "||", "<", ";",
            " ",
        ]
        var read = 0
        for _ in 0..<5_000 {
            let expression = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
                pieces.randomElement(using: &generator) ?? ""
            }
            if let rule = try? PluralRule(parsing: "nplurals=3; plural=" + expression.joined()) {
                read += 1
                for number in [0, 1, 7, 1_001, .max] { #expect((0..<3).contains(rule.form(for: number))) }
            }
        }
        #expect(read > 50)
    }
}
