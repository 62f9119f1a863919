/// The plural rules that go into the header of a new catalogue.
enum PluralForms {
    /// The header field for a language, by the longest tag that is known; nil for a language not listed.
    ///
    /// Source: GNU gettext 0.21, `plural-table.c` and the manual, "Plural forms"; where they have no entry, the
    /// cardinal rules for whole numbers of Unicode CLDR 45.
    static func field(for tag: String) -> String? {
        for tag in LanguageTag.fallbacks(of: tag) {
            if let rule = rules.first(where: { $0.tags.contains(tag) }) { return rule.field }
        }
        return nil
    }

    /// Every rule with its languages, for tests.
    static let rules: [(tags: Set<String>, field: String)] = [
        (
            ["id", "ja", "km", "ko", "lo", "ms", "my", "th", "vi", "zh"],
            "nplurals=1; plural=0;"
        ),
        (
            [
                "af", "an", "ast", "az", "bg", "ca", "da", "de", "el", "en", "eo", "es", "et", "eu", "fi",
                "fo",
                "fy", "gl", "he", "hu", "ia", "it", "ka", "kk", "ky", "lb", "ml", "mn", "mr", "nb", "ne",
                "nl",
                "nn", "no", "pt", "rm", "so", "sq", "sv", "sw", "ta", "te", "tk", "tr", "ur", "uz",
            ],
            "nplurals=2; plural=(n != 1);"
        ),
        (
            [
                "ak", "am", "bn", "fa", "fr", "gu", "hi", "hy", "ln", "mg", "oc", "pa", "pt-BR", "ti", "wa",
                "zu",
            ],
            "nplurals=2; plural=(n > 1);"
        ),
        (["is", "mk"], "nplurals=2; plural=(n%10==1 && n%100!=11 ? 0 : 1);"),
        (["lv"], "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2);"),
        (
            ["lt"],
            "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && (n%100<10 || n%100>=20) ? 1 : 2);"
        ),
        (["ro"], "nplurals=3; plural=(n==1 ? 0 : (n==0 || (n%100 > 0 && n%100 < 20)) ? 1 : 2);"),
        (
            ["be", "bs", "hr", "ru", "sr", "uk"],
            "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : "
                + "n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
        ),
        (["cs", "sk"], "nplurals=3; plural=(n==1) ? 0 : (n>=2 && n<=4) ? 1 : 2;"),
        (
            ["pl"],
            "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
        ),
        (["sl"], "nplurals=4; plural=(n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3);"),
        (["ga"], "nplurals=5; plural=(n==1 ? 0 : n==2 ? 1 : n>2 && n<7 ? 2 : n>6 && n<11 ? 3 : 4);"),
        (["gd"], "nplurals=4; plural=(n==1 || n==11 ? 0 : n==2 || n==12 ? 1 : n>2 && n<20 ? 2 : 3);"),
        (["cy"], "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 5);"),
        (
            ["ar"],
            "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"
        ),
    ]
}
