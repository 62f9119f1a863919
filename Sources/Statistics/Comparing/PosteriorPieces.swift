import Glibc

extension PromoterScorePosterior {
    /// A part of the scale on one side of zero, as a function of 0 to 1.
    struct Piece {
        /// The ends in `size`, or in `rest` if that is the smaller.
        var from: Double
        var to: Double
        var isByRest: Bool
        var isNegative: Bool
        /// Whether it begins at zero, where points lie close.
        var isGraded: Bool

        /// The point at a place from 0 to 1, and how fast it moves there.
        func point(at place: Double) -> (Point, slope: Double) {
            var (along, slope) = (place, 1.0)
            if isGraded {
                let square = place * place
                (along, slope) = (square * square, 4 * square * place)
            }
            let value = from + (to - from) * along
            let point =
                isByRest
                ? Point(size: 1 - value, rest: value, isNegative: isNegative)
                : Point(size: value, rest: 1 - value, isNegative: isNegative)
            return (point, slope * abs(to - from))
        }

        /// The place of a point: below 0 nearer to zero than the piece, above 1 farther out.
        func place(of point: Point) -> Double {
            let along = ((isByRest ? point.rest : point.size) - from) / (to - from)
            return isGraded ? max(0, along).squareRoot().squareRoot() : along
        }
    }

    /// The parts in which the density is not negligible, from the lowest.
    static func pieces(_ exponents: Exponents) -> [Piece] {
        let (d, m, p) = (exponents.detractors, exponents.passives, exponents.promoters)
        let center = 0.5 * (log(2 * p + m) - log(2 * d + m))
        /// Where the density vanishes above the center, or below it if seen from the other end, as the inverse hyperbolic
        /// tangent of the score.
        func end(_ sign: Double) -> Double {
            func isNegligible(_ t: Double) -> Bool {
                Line(exponents, Self.point(t)).leastDeviance > 26
            }
            var (near, far) = (center, sign * 40)
            if !isNegligible(far) { return far }
            for _ in 0..<50 {
                let middle = (near + far) / 2
                if isNegligible(middle) { far = middle } else { near = middle }
                if abs(far - near) < 1e-3 * abs(far - center) { break }
            }
            return far
        }
        let (low, high) = (end(-1), end(1))
        if low < 0, high > 0 {
            let (below, above) = (point(low), point(high))
            // Next to zero the density is smooth but for |S|^(d + p) log |S|.
            let isGraded = d + p < 12
            return [
                Piece(from: 0, to: below.size, isByRest: false, isNegative: true, isGraded: isGraded),
                Piece(from: 0, to: above.size, isByRest: false, isNegative: false, isGraded: isGraded),
            ]
        }
        let (near, far) = low >= 0 ? (point(low), point(high)) : (point(high), point(low))
        let isByRest = far.size > 0.5
        return [
            Piece(
                from: isByRest ? near.rest : near.size, to: isByRest ? far.rest : far.size,
                isByRest: isByRest, isNegative: low < 0, isGraded: false)
        ]
    }

    private static func point(_ t: Double) -> Point {
        let e = exp(-2 * abs(t))
        return Point(size: (1 - e) / (1 + e), rest: 2 * e / (1 + e), isNegative: t < 0)
    }

    /// The distribution function, as a polynomial on each part.
    var cumulated: Cumulated {
        let parts = pieces.map { piece in
            ChebyshevIntegral { place in
                let (point, slope) = piece.point(at: place)
                return slope * density(at: point)
            }
        }
        return Cumulated(pieces: pieces, integrals: parts)
    }

    struct Cumulated {
        var pieces: [Piece]
        var integrals: [ChebyshevIntegral]

        /// The probability of a score below a point.
        func below(_ point: Point) -> Double {
            var (sum, whole) = (0.0, 0.0)
            for (piece, integral) in zip(pieces, integrals) {
                whole += integral.whole
                // How much of the part lies nearer to zero.
                let near: Double
                if point.isNegative == piece.isNegative {
                    near = integral.value(min(1, max(0, piece.place(of: point))))
                } else {
                    near = 0
                }
                if piece.isNegative {
                    // Everything below a positive score, and what is farther out than a negative one.
                    sum += point.isNegative ? integral.whole - near : integral.whole
                } else if !point.isNegative {
                    sum += near
                }
            }
            return sum / whole
        }
    }
}
