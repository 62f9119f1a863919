internal import Analyses
internal import Collector
internal import SurveyModel

// Where methods come from: authors and years, which are no texts to translate.

extension Metric.Function {
    /// Who proposed the figure.
    var source: String? {
        switch self {
        case .nps: "F. Reichheld (2003)"
        case .gap: "A. Parasuraman, V. Zeithaml, L. Berry (1988)"
        case .lifetime: "S. Gupta, D. Lehmann (2003)"
        case .csat, .ces, .mean, .share, .index, .median, .retention, .churn: nil
        }
    }
}

extension Measures.Method {
    /// Who proposed the interval.
    var source: String {
        switch self {
        case .score: "T. Tango (1998), B. Rocks (2016)"
        case .wilson: "E. Wilson (1927), R. Newcombe (1998)"
        case .t: "Student (1908)"
        case .order: "H. David, H. Nagaraja (2003)"
        case .delta: "G. Oehlert (1992)"
        }
    }
}

extension Analysis.Kind {
    /// Who proposed what is done.
    var source: String? {
        switch self {
        case .intervals: "T. Tango (1998), B. Rocks (2016)"
        case .comparison:
            "R. Newcombe (1998), G. Zou, A. Donner (2008), S. Holm (1979), Y. Benjamini, Y. Hochberg (1995)"
        case .crossTable: "K. Pearson (1900), H. Cramér (1946), J. Rao, A. Scott (1984)"
        case .trend: nil
        case .control: "W. Shewhart (1931), S. Roberts (1959), D. Wheeler (2000)"
        case .drivers: "R. Lindeman, P. Merenda, R. Gold (1980), J. Johnson (2000), U. Grömping (2006)"
        case .chain: "R. Baron, D. Kenny (1986), K. Preacher, A. Hayes (2008)"
        case .curve: "T. Jones, W. Sasser (1995)"
        case .penaltyReward: "R. Brandt (1987), N. Kano (1984)"
        case .reliability: "L. Cronbach (1951), L. Feldt (1965), R. McDonald (1999)"
        case .retention: "F. Reichheld, W. Sasser (1990)"
        case .lifetime: "S. Gupta, D. Lehmann (2003)"
        case .responseStyle: "H. Baumgartner, J.-B. Steenkamp (2001)"
        case .response: "AAPOR, Standard Definitions (2016)"
        case .quality: "J. Huang et al. (2012)"
        case .weighting: "L. Kish (1965), W. Deming, F. Stephan (1940)"
        case .weighted: "L. Kish (1965)"
        }
    }
}
