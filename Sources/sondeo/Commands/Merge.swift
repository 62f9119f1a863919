internal import ArgumentParser
internal import Collector
internal import ResponseStore
internal import SurveyModel

struct Merge: SondeoCommand {
    static let configuration = CommandConfiguration(
        abstract: "Unite the stores of many kiosks into one.",
        discussion: """
            A STORE is a store, or a folder of stores; they are only read, also while kiosks go on with them. OUT is made if it \
            is not there; in any order and any number of times the result is the same. All surveys come along, in all their \
            versions. Of different responses under one id the one that was taken first counts and the others are kept aside; \
            what OUT holds already stays. Answers of those who withdrew consent in one store are not taken from another. \
            Interviews that are open stay where they are.

            A store that cannot be read is named and left out, and the others are united: exit code 1, or 74 if the system \
            could not read it; 1 also if there was a conflict or something was rejected.

              sondeo merge athens.db malmo.db madrid.db -o all.db
              sondeo merge kiosks/ -o all.db
            """)

    @Argument(help: "Stores, or folders of stores.", completion: .file(extensions: ["db"]))
    var stores: [String]

    @ArgumentParser.Option(
        name: [.customShort("o"), .customLong("store"), .customLong("output")],
        help: "The store that they are united in.", completion: .file())
    var store: String

    @ArgumentParser.Option(
        help: "Write each rejected or conflicting response to FILE as it came.", completion: .file())
    var rejected: String?

    @ArgumentParser.Option(
        help: "Write to FILE why each of them was rejected, a line each.", completion: .file())
    var reasons: String?

    func execute() throws {
        try Stores.translating {
            let found = try Collecting.find(
                stores, excluding: [store, rejected, reasons].compactMap(\.self))
            try RejectedOptions(rejected: rejected, reasons: reasons).check(found, store: store)
            if let other = found.sources.first(where: { $0.kind != .store && stores.contains($0.path) }) {
                throw Failure.findings("\(other.path) is no store; collect it: sondeo collect")
            }
            try Collecting.run(rejected: rejected, reasons: reasons) { try merge(found, $0) }
        }
    }

    private func merge(_ found: FoundSources, _ collecting: Collecting) throws {
        // What is written to is named as a source where kiosks are added to what was united before.
        collecting.note(found.skipped.filter { !Files.isSame($0.path, store) })
        var opened: [Store] = []
        for source in found.sources {
            guard source.kind == .store else {
                Console.note("\(source.path) is skipped: it is no store")
                continue
            }
            do {
                let store = try Store(opening: source.path, mode: .readOnly)
                _ = try store.surveys()
                opened.append(store)
            } catch { collecting.note(error) }
        }
        guard !opened.isEmpty || Files.exists(store) else {
            throw Failure.findings("there is no store to be united; nothing was made")
        }
        let united = try Stores.open(store)
        try united.learnSurveys(of: opened)
        guard try !united.surveys().isEmpty else { return }
        collecting.start("\(counted(opened.count, "store"))")
        let reports = try collecting.collector(united).read(opened)
        for (report, store) in zip(reports, opened) {
            try collecting.add(report, of: store.path, several: opened.count > 1)
        }
        let names = Set(try united.surveys().map(\.name)).sorted()
        if names.count > 1 {
            Console.note("\(store) holds several surveys: \(names.joined(separator: ", "))")
        }
    }
}
