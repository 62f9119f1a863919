/// Whether the texts that stand inside other texts, the arguments of fragments, come to an end.
///
/// A text that pipes itself, directly or around a corner, would never be written out, and ten texts that each pipe the
/// next ten times would fill the memory: what a text holds with everything in it has a limit.
struct TextNesting {
    /// How many bytes the templates inside one text may have in all.
    static let sizeLimit = 1_000_000

    /// What is wrong; nil if nothing is.
    let problem: String?

    /// Linear in the size of the texts.
    init(_ survey: Survey) {
        let inner = survey.texts.map(Self.innerTexts)
        guard inner.contains(where: { !$0.isEmpty }) else {
            problem = nil
            return
        }
        guard let order = Self.innermostFirst(inner) else {
            problem = "a text stands inside itself"
            return
        }
        var sets = [survey.texts.map { [$0.source] + ($0.plural.map { [$0.source] } ?? []) }]
        for localization in survey.localizations {
            sets.append(localization.texts.map { [$0.template] + $0.forms })
        }
        for templates in sets {
            var sizes = [Int](repeating: 0, count: templates.count)
            for index in order {
                sizes[index] = Self.size(templates[index], inner[index], sizes)
                guard sizes[index] <= Self.sizeLimit || inner[index].isEmpty else {
                    problem = "the text \"\(survey.texts[index].key)\" is too long with the texts inside it"
                    return
                }
            }
        }
        problem = nil
    }

    private static func innerTexts(_ text: Text) -> [String: Int] {
        var inner: [String: Int] = [:]
        for pipe in text.pipes {
            if case .text(let id) = pipe.source { inner[pipe.name] = id.position }
        }
        return inner
    }

    /// The texts so that each comes after those inside it; nil if there is no such order.
    private static func innermostFirst(_ inner: [[String: Int]]) -> [Int]? {
        var outer = [[Int]](repeating: [], count: inner.count)
        var waiting = [Int](repeating: 0, count: inner.count)
        for (index, texts) in inner.enumerated() {
            for text in Set(texts.values) {
                outer[text].append(index)
                waiting[index] += 1
            }
        }
        var order = waiting.indices.filter { waiting[$0] == 0 }
        var next = 0
        while next < order.count {
            for index in outer[order[next]] {
                waiting[index] -= 1
                if waiting[index] == 0 { order.append(index) }
            }
            next += 1
        }
        return order.count == inner.count ? order : nil
    }

    /// The bytes of the largest form with what is inside it.
    private static func size(_ templates: [String], _ inner: [String: Int], _ sizes: [Int]) -> Int {
        var largest = 0
        for template in templates {
            var size = template.utf8.count
            if !inner.isEmpty {
                for name in Template(template).names {
                    guard let text = inner[name] else { continue }
                    size = min(sizeLimit + 1, size + sizes[text])
                }
            }
            largest = max(largest, size)
        }
        return largest
    }
}
