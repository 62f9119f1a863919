import Interview
import SurveyModel
import Terminal
import Testing

@testable import Kiosk

/// Lists that are searched, and that do not fit.
@Suite struct LongListTests {
    static let cities = [
        "Athens", "Ålborg", "Åre", "Malmö", "Αθήνα", "Ζάκυνθος", "ΗΡΑΚΛΕΙΟ", "Λάρισα", "New York",
        "Yorkton", "São Paulo", "León", "Kraków", "תל אביב", "İzmir", "Tromsø", "Reykjavi\u{301}k",
        "Zu\u{308}rich",
    ]

    private func list(_ labels: [String], isOptional: Bool = false) throws -> FieldTrial {
        try FieldTrial { draft in
            .choice(draft.list(labels.enumerated().map { ("o\($0)", $1) }))
        } adjust: { question, draft in
            question.isOptional = isOptional
            question.missing = [draft.missing(.refused, "Prefer not to say")]
        }
    }

    @Test(arguments: [
        ("ar", ["Λάρισα"], false), ("al", ["Ålborg", "Malmö"], true), ("ÅL", ["Ålborg", "Malmö"], true),
        ("a\u{30A}l", ["Ålborg", "Malmö"], true), ("αθηνα", ["Αθήνα"], true),
        ("ΖΑΚΥΝΘΟΣ", ["Ζάκυνθος"], true),
        ("ζακυνθο", ["Ζάκυνθος"], true), ("ηράκ", ["ΗΡΑΚΛΕΙΟ"], true),
        ("york", ["New York", "Yorkton"], true),
        ("new space yo", ["New York"], true), ("yo space new", ["New York"], true), ("leon", ["León"], true),
        ("paulo", ["São Paulo"], true), ("krakow", ["Kraków"], true), ("אביב", ["תל אביב"], true),
        ("izmir", ["İzmir"], true), ("tromso", ["Tromsø"], true), ("reykjavik", ["Reykjavi\u{301}k"], true),
        ("zür", ["Zu\u{308}rich"], true), ("say", ["Prefer not to say"], true),
        ("leonx backspace", ["León"], true),
    ])
    func lettersFindWordsThatHoldThem(typed: String, found: [String], isFound: Bool) throws {
        var trial = try list(Self.cities)
        trial.type(typed)
        let shown = trial.text(80).split(separator: "\n").dropFirst().map { $0.dropFirst(9) }.map(String.init)
        #expect((shown == found) == isFound, "\(shown)")
        if isFound { trial.type("enter enter"); #expect(try trial.answer() != .notAsked) }
    }

    @Test func aSearchNarrowsWidensAndEnds() throws {
        var trial = try list(Self.cities)
        #expect(
            trial.text(40, 6) == """
                Search: _
                >( )  1  Athens
                 ( )  2  Ålborg
                 ( )  3  Åre
                 ( )  4  Malmö
                << >> 1-4 of 19

                """)
        #expect(trial.field.takesText && !trial.field.wantsEnter)
        trial.type("york")
        #expect(
            trial.text(40, 6) == """
                Search: york_
                >( )  9  New York
                 ( ) 10  Yorkton

                """)
        #expect(trial.field.wantsEnter)
        #expect(trial.field.keys(trial.scene).map(\.key) == ["Enter", "Arrows", "Esc"])
        trial.type("down enter")
        #expect(
            trial.text(40, 6) == """
                Search: _
                 ( )  9  New York
                >(*) 10  Yorkton
                 ( ) 11  São Paulo
                 ( ) 12  León
                << >> 9-12 of 19

                """)
        trial.type("q q")
        #expect(
            trial.text(40, 6) == """
                Search: qq_
                Nothing found for “qq”.

                """)
        #expect(!trial.field.wantsEnter)
        trial.type("space down up home end pagedown")
        trial.type("enter")
        #expect(try trial.answer() == .answered(.option(9)), "what was chosen before the search counts")
        trial = try list(Self.cities)
        trial.type("qq enter")
        #expect(trial.refusal.count == 1)
        trial.type("esc")
        #expect(trial.text(40, 3).hasPrefix("Search: _\n"))
        trial.type("lon enter")
        #expect(trial.refusal.count == 1, "nothing was found, so nothing is taken")
        trial.type("backspace backspace backspace backspace 3 enter")
        #expect(try trial.answer() == .answered(.option(2)))
    }

    @Test func aNumberLeavesTheSearchWhereItsRowIsNotFound() throws {
        var trial = try list(Self.cities)
        trial.type("york 9")
        #expect(trial.text(40, 6).hasPrefix("Search: york_\n>(*)  9  New York\n ( ) 10"))
        trial.type("3")
        #expect(trial.text(40, 6).contains(">(*)  3  Åre"))
        #expect(trial.text(40, 6).hasPrefix("Search: _\n"))
    }

    @Test func aWindowShowsWhereItIsAndIsPaged() throws {
        var trial = try list((1...200).map { "Branch \($0)" })
        #expect(
            trial.text(20, 5)
                == "Search: _\n>( )   1  Branch 1\n ( )   2  Branch 2\n ( )   3  Branch 3\n<< >> 1-3 of 201\n"
        )
        trial.type("down down down")
        #expect(trial.text(20, 5).hasSuffix("\n<< >> 4-6 of 201\n"))
        trial.type("up")
        #expect(trial.text(20, 5).hasSuffix("\n<< >> 1-3 of 201\n"))
        trial.type("end")
        #expect(
            trial.text(20, 7) == """
                Search: _
                 ( ) 199  Branch 199
                 ( ) 200  Branch 200

                >( ) 201  Prefer not
                          to say
                << >> 199-201 of 201

                """)
        // The signs lead to the pages before and behind.
        trial.type("home")
        let on = try #require(trial.picture(40, 8).targets.last)
        #expect(on.columns == 3..<6 && on.rows == 7..<8)
        trial.take(.press(on.number))
        #expect(trial.text(40, 8).hasSuffix("<< >> 7-12 of 201\n"))
        trial.type("enter")
        #expect(trial.refusal.count == 1, "paging is no choice")
        let back = try #require(trial.picture(40, 8).targets.first { $0.columns == 0..<3 })
        trial.take(.press(back.number))
        #expect(trial.text(40, 8).hasSuffix("<< >> 1-6 of 201\n"))
        trial.take(.scroll(7))
        #expect(trial.text(40, 8).contains(">( )   8  Branch 8"))
        trial.take(.scroll(.min))
        trial.take(.scroll(.max))
        #expect(trial.text(40, 8).contains(">( ) 201"))
    }

    @Test func eachOfAThousandIsReachedAndSeen() throws {
        var trial = try list((1...1000).map { "Option number \($0) with a label that has to be wrapped" })
        for row in [0, 1, 499, 998, 999] {
            for height in [1, 2, 3, 7, 24] {
                for width in [1, 8, 20, 40, 80] {
                    trial.type("home \(row + 1)")
                    let picture = trial.picture(width, height)
                    let target = try #require(picture.targets.first { $0.number == row })
                    #expect(target.rows.contains(picture.cursor.row))
                    #expect(picture.focus == target.rows.lowerBound...target.rows.upperBound - 1)
                    if width >= 40, height >= 7 { #expect(picture.lines.count <= height) }
                }
            }
        }
        trial.type("777 enter")
        #expect(try trial.answer() == .answered(.option(776)))
    }

    @Test func aPasteSearches() throws {
        var trial = try list(Self.cities)
        trial.take(.paste("reykjavík"))
        #expect(trial.text(40).contains("17"))
        trial.type("enter tab")
        #expect(try trial.answer() == .answered(.option(16)))
    }
}
