package import Translations

// What analyses name by a word: rows, signs, settings and methods. A word that is not known here is shown as it is, and a
// test compares the lists with the words that `Analyses` uses.

/// The words for what analyses name.
package enum NamedWords {
    /// What a row is about: the head of a column.
    package static let keys: [String: ProgramText] = [
        "item": .aboutItem, "period": .aboutPeriod, "left": .aboutLeft, "right": .aboutRight,
        "level": .aboutLevel, "class": .aboutClass, "path": .aboutPath, "column": .aboutColumn,
        "row": .aboutRow, "method": .aboutMethod, "flag": .aboutFlag, "variable": .aboutVariable,
        "group": .aboutPart, "option": .aboutLevel, "category": .aboutLevel, "locale": .languageHead,
        "metric": .metric, "state": .aboutState, "letter": .aboutLetter,
    ]

    /// What a row is about, by key and value.
    package static let values: [String: [String: ProgramText]] = [
        "class": [
            "promoter": .promoters, "passive": .passives, "detractor": .detractors, "top": .classTop,
            "middle": .classMiddle, "bottom": .classBottom,
        ],
        "flag": [
            "straight_lining": .flagStraightLining, "speeder": .flagSpeeder, "duplicate": .flagDuplicate,
            "impossible_time": .flagImpossibleTime, "any": .flagAny,
        ],
        "path": [
            "link": .pathLink, "total": .pathTotal, "direct": .pathDirect, "indirect": .pathIndirect,
        ],
        "state": [
            "complete": .complete, "partial": .partial, "screened": .screenedOut, "refused": .refusals,
            "abandoned": .abandoned,
        ],
        "method": methods,
    ]

    /// Signs beside rows.
    package static let marks: [String: ProgramText] = [
        "above": .markAbove, "below": .markBelow, "run": .markRun, "range": .markRange, "higher": .markHigher,
        "lower": .markLower, "basic": .markBasic, "performance": .markPerformance,
        "excitement": .markExcitement, "negative": .markNegative, "reversed": .markReversed,
        "unfinished": .markUnfinished,
    ]

    /// With what an analysis was computed.
    package static let settings: [String: ProgramText] = [
        "seed": .settingSeed, "replicates": .settingReplicates, "method": .settingMethod,
        "correction": .settingCorrection, "period": .settingPeriod, "chart": .settingChart,
        "discount": .settingDiscount, "discount_of_period": .settingDiscountOfPeriod,
        "periods": .settingPeriods, "lambda": .settingLambda, "items": .settingItems,
        "level": .settingLevel, "comparisons": .settingComparisons, "test": .settingTest,
        "width": .settingWidth,
        "factor": .settingFactor, "range_factor": .settingRangeFactor, "run": .settingRun,
        "rolling": .settingRolling, "offset_minutes": .settingOffsetMinutes, "source": .settingSource,
        "from": .settingFrom, "to": .settingTo, "until": .settingUntil, "margin_factor": .settingMarginFactor,
        "rounds": .settingRounds,
        "lower_cap": .settingLowerCap, "upper_cap": .settingUpperCap, "variance": .settingVariance,
        "weights": .settingWeights, "by": .settingBy, "failed_replicates": .settingFailedReplicates,
        "rows": .settingRows, "columns": .settingColumns,
    ]

    /// How numbers and intervals are made, and lengths of time.
    package static let methods: [String: ProgramText] = [
        "score": .methodScore, "wald": .methodWald, "adjusted_wald": .methodAdjustedWald,
        "posterior": .methodPosterior, "wilson": .methodWilson, "t": .methodT, "normal": .methodNormal,
        "order": .methodOrder, "delta": .methodDelta, "mover": .methodMover, "bootstrap": .methodBootstrap,
        "feldt": .methodFeldt, "lmg": .methodLMG, "relative_weights": .methodRelativeWeights,
        "holm": .methodHolm, "benjamini_hochberg": .methodBenjaminiHochberg, "raking": .methodRaking,
        "post_stratification": .methodPostStratification, "xmr": .methodXmR, "p_chart": .methodPChart,
        "score_chart": .methodScoreChart, "ewma": .methodEwma, "newcombe": .methodNewcombe,
        "welch": .methodWelch, "sobel": .methodSobel, "pearson": .methodPearson,
        "rao_scott": .methodRaoScott, "linearisation": .methodLinearisation,
        "maximum_likelihood": .methodMaximumLikelihood, "responses": .methodResponses,
        "purchases": .methodPurchases, "rao-scott": .methodRaoScott, "p": .methodPChart,
        "promoter_score": .methodScoreChart, "day": .periodDay, "week": .periodWeek, "month": .periodMonth,
        "quarter": .periodQuarter, "year": .periodYear,
    ]
}
