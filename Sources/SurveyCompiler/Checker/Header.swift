internal import SurveyModel
internal import SurveySyntax

/// The words of the header that stand once.
enum HeaderWord: String, CaseIterable {
    case survey, version, language, translations, title
}

extension Checker {
    /// Reads the header wherever it stands, and notes which lists and scales there are.
    func checkHeader() {
        for declaration in declarations {
            switch declaration {
            case .survey(let view):
                guard once(.survey, view.range), let name = view.name.map(Name.init) else { continue }
                checkForm(of: name)
                survey.name = name.text
            case .version(let view):
                guard once(.version, view.range), let number = view.number else { continue }
                guard let version = number.integer, version >= 1, version <= 1_000_000 else {
                    report(.badVersion(Name(number)))
                    continue
                }
                survey.version = version
            case .language(let view):
                guard once(.language, view.range), let tag = view.tag else { continue }
                checkForm(of: tag)
                survey.language = tag.text
            case .translations(let view):
                guard once(.translations, view.range) else { continue }
                checkTranslations(view)
            case .title(let view):
                _ = once(.title, view.range)
            case .options, .scale, .fragment: noteShared(declaration)
            default: continue
            }
        }
        checkImported()
        // The language may stand after the translations.
        if let span = headerSpans[.translations], survey.translations.contains(survey.language) {
            report(.translatesItself(survey.language, at: span))
        }
        if isLibrary {
            survey.name = sources.sources[0].stem
        } else {
            if headerSpans[.survey] == nil { report(.missingSurvey(at: fileStart)) }
            if headerSpans[.version] == nil { report(.missingVersion(at: afterHeader(.survey))) }
        }
        if headerSpans[.language] == nil { report(.missingLanguage(at: afterHeader(.version, .survey))) }
    }

    /// Notes a list, a scale or a fragment under its name.
    private func noteShared(_ declaration: Declaration) {
        switch declaration {
        case .options(let view):
            guard let name = view.name.map(Name.init) else { return }
            checkForm(of: name)
            if let first = sharedLists[name.text] {
                report(.duplicateDeclaration("options", name, firstAt: first.name.span))
            } else {
                sharedLists[name.text] = SharedList(name: name, syntax: view)
            }
        case .scale(let view):
            guard let name = view.name.map(Name.init) else { return }
            checkForm(of: name)
            if let first = sharedScales[name.text] {
                report(.duplicateDeclaration("scale", name, firstAt: first.name.span))
            } else {
                sharedScales[name.text] = SharedScale(name: name, syntax: view)
            }
        case .fragment(let view): note(view)
        default: return
        }
    }

    /// Notes what imported files bring, and that they bring nothing else.
    private func checkImported() {
        var blamed: Set<Int> = []
        for declaration in imported {
            switch declaration {
            case .options, .scale, .fragment: noteShared(declaration)
            case .import, .translations: continue
            case .language(let view):
                guard let tag = view.tag else { continue }
                checkForm(of: tag)
                if headerSpans[.language] != nil, tag.text != survey.language {
                    report(
                        .languageOfLibraryDiffers(
                            Name(tag.text, tag.range), survey.language, at: headerSpans[.language]))
                }
            default:
                // One remark for each file.
                let place = declaration.syntax.firstToken?.range ?? declaration.syntax.range
                if blamed.insert(sources.file(of: place.lowerBound)).inserted {
                    report(.notInLibrary(text(at: place), at: place))
                }
            }
        }
    }

    private func once(_ word: HeaderWord, _ span: Range<Int>) -> Bool {
        if let first = headerSpans[word] {
            report(.repeatedHeader(word.rawValue, at: span, firstAt: first))
            return false
        }
        headerSpans[word] = span
        return true
    }

    private func checkTranslations(_ view: TranslationsDecl) {
        var seen: Set<String> = []
        for tag in view.tags {
            checkForm(of: tag)
            if seen.insert(tag.text.lowercased()).inserted {
                survey.translations.append(tag.text)
            } else {
                report(.repeatedTranslation(tag.text, at: tag.range))
            }
        }
    }

    /// A BCP 47 tag in the form that this version reads: a language of two or three letters, then parts of two to
    /// eight letters or digits.
    private func checkForm(of tag: LanguageTag) {
        let parts = tag.text.split(separator: "-", omittingEmptySubsequences: false)
        let isLanguage =
            parts.first.map { (2...3).contains($0.utf8.count) && $0.utf8.allSatisfy(Self.isLetter) } ?? false
        guard isLanguage, Response.isTag(tag.text), parts.dropFirst().allSatisfy({ $0.utf8.count >= 2 })
        else {
            return report(.badTag(Name(tag.text, tag.range)))
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(NameTable.lower(byte)) }

    private var fileStart: Range<Int> {
        let start = declarations.first?.syntax.range.lowerBound ?? tree.root.range.lowerBound
        return start..<start
    }

    private func afterHeader(_ words: HeaderWord...) -> Range<Int> {
        for word in words { if let span = headerSpans[word] { return span.upperBound..<span.upperBound } }
        return fileStart
    }
}
