public import RoutingProof
public import SurveyModel

/// What is known about the parts of a survey, as far as a picture shows it. What has no mark is drawn plainly.
public struct Marks: Hashable, Sendable {
    /// What is known about one part.
    public enum Mark: String, Hashable, Sendable, CaseIterable {
        /// No interview comes here, or none chooses it.
        case dead
        /// Interviews come here, and none of them comes to an ending.
        case trap
        /// The budget was used up before this was decided.
        case undecided
        /// A condition is true wherever it is met.
        case always
        /// A condition is met, and never true.
        case never
    }

    /// What a mark is about.
    public enum Subject: Hashable, Sendable {
        /// A question or a note.
        case question(QuestionID)
        /// An option, in a question that offers it.
        case option(QuestionID, Int)
        /// A row of a grid, or a part of an allocation.
        case part(VariableID)
        /// A page.
        case page(BlockID)
        /// A roster, by its index.
        case roster(Int)
        /// A condition.
        case condition(Place)
        /// A check: `never` is one that nobody can satisfy, `always` one that never fires.
        case check(CheckID)
        /// An ending; nil is the end of the file.
        case ending(EndingID?)
    }

    private var marks: [Subject: Mark]

    /// No marks.
    public init() { marks = [:] }

    /// The mark of a part; nil where there is nothing to say.
    public subscript(subject: Subject) -> Mark? {
        get { marks[subject] }
        set { marks[subject] = newValue }
    }

    /// Whether there are none.
    public var isEmpty: Bool { marks.isEmpty }

    /// All of them, in no order.
    var all: [Subject: Mark] { marks }
}

extension Marks {
    /// The marks that a proof gives. Linear in its claims.
    public init(_ proof: Proof) { self.init(claims: proof.program.claims, verdicts: proof.verdicts) }

    /// The marks that verdicts on claims give, both in the same order. Linear.
    init(claims: some Sequence<Claim>, verdicts: some Sequence<Proof.Verdict>) {
        self.init()
        var seen: [Subject: Sides] = [:]
        for (claim, side) in zip(claims, verdicts) {
            switch claim.subject {
            case .asked(let id): seen[.question(id), default: .init(.reached)].first = side
            case .completed(let id): seen[.question(id), default: .init(.reached)].second = side
            case .page(let id): seen[.page(id), default: .init(.reached)].first = side
            case .roster(let index): seen[.roster(index), default: .init(.reached)].first = side
            case .part(let id): seen[.part(id), default: .init(.reached)].first = side
            case .chosen(let id, let option):
                seen[.option(id, option), default: .init(.reached)].first = side
            case .ends(let id): seen[.ending(id), default: .init(.reached)].first = side
            case .holds(let place): seen[.condition(place), default: .init(.judged)].first = side
            case .fails(let place): seen[.condition(place), default: .init(.judged)].second = side
            case .passes(let id): seen[.check(id), default: .init(.judged)].first = side
            case .fires(let id): seen[.check(id), default: .init(.judged)].second = side
            case .passedOver, .left, .unknown, .base: break
            }
        }
        for (subject, sides) in seen { self[subject] = sides.mark }
    }
}

/// What two claims about the same part say together.
private struct Sides {
    enum Kind {
        /// The first claims that it is met, the second that the interview goes on to an ending.
        case reached
        /// The first claims that it is true, the second that it is not.
        case judged
    }

    let kind: Kind
    var first = Proof.Verdict.possible
    var second = Proof.Verdict.possible

    init(_ kind: Kind) { self.kind = kind }

    var mark: Marks.Mark? {
        switch (first, second) {
        case (.possible, .possible): nil
        case (.impossible, .impossible): .dead
        case (.impossible, _): kind == .judged ? .never : .dead
        case (.possible, .impossible): kind == .judged ? .always : .trap
        // Where nothing is known of the one side, the other may still say that it is not even met.
        case (.undecided, _), (_, .undecided): .undecided
        }
    }
}
