"""Writes posterior.txt: how probable it is that one promoter score is above another.

Run `python3 make_posterior.py` with mpmath 1.3 installed. The density of a score is Gauss' hypergeometric function,
by Euler's integral, which the product does not use; the double integral is taken by mpmath's Gauss-Legendre rule.
"""
from pathlib import Path

from mpmath import beta, binomial, gamma, hyp2f1, loggamma, exp, log, mp, mpf, quad

mp.dps = 16


def density(d, m, p):
    d, m, p = mpf(d) + mpf(1) / 2, mpf(m) + mpf(1) / 2, mpf(p) + mpf(1) / 2
    front = loggamma(d + m + p) - loggamma(d) - loggamma(m) - loggamma(p)

    def of(s):
        q, o = (d, p) if s > 0 else (p, d)
        s = abs(s)
        if s == 0 or s >= 1:
            return mpf(0)
        z = (1 - s) / (1 + s)
        scale = front + loggamma(m) + loggamma(q) - loggamma(m + q)
        power = (m + q - 1) * log(1 - s) + (o - 1) * log((1 + s) / 2) - q * log(2)
        return exp(scale + power) * hyp2f1(1 - o, m, m + q, z)

    return of


def ends(a, cut):
    d, m, p = [mpf(x) + mpf(1) / 2 for x in a]
    n = d + m + p
    mean = (p - d) / n
    sd = ((p + d) / n - mean**2) ** mpf(0.5) / (n + 1) ** mpf(0.5)
    return max(mpf(-1), mean - cut * sd), min(mpf(1), mean + cut * sd), mean, sd


def above(a, b):
    f, g = density(*a), density(*b)
    la, ha, ma, sa = ends(a, 60)
    lb, hb, mb, sb = ends(b, 60)
    marks = {la, ha, lb, hb, mpf(0), ma, mb}
    for m, s in ((ma, sa), (mb, sb)):
        marks |= {m + k * s for k in (-4, 4)}
    marks |= {mpf(10) ** -k * sign for k in (2,) for sign in (-1, 1)}
    marks = sorted(x for x in marks if max(min(la, lb), -1) <= x <= min(max(ha, hb), 1))
    total, below = mpf(0), mpf(0)
    alltotal = mpf(0)
    for low, high in zip(marks, marks[1:]):
        if high - low < mpf(10) ** -15:
            continue
        inner = lambda s: quad(g, [low, s], maxdegree=5) if s > low else mpf(0)
        if high > la and low < ha:
            total += quad(lambda s: f(s) * (below + inner(s)), [low, high], maxdegree=4)
        below += quad(g, [low, high], maxdegree=6)
    return total, below


CASES = [
    ((1, 2, 3), (2, 2, 2)), ((0, 0, 0), (1, 0, 0)), ((0, 0, 1), (1, 0, 0)), ((0, 3, 0), (0, 0, 2)),
    ((0, 5, 0), (0, 4, 1)), ((5, 0, 0), (0, 0, 5)), ((2, 5, 3), (3, 4, 3)), ((12, 30, 58), (20, 30, 50)),
    ((90, 171, 251), (110, 160, 242)), ((10, 20, 30), (1, 0, 1)), ((0, 0, 40), (0, 1, 39)),
    ((0, 40, 0), (1, 40, 1)), ((7, 1, 0), (9, 0, 1)),
]
rows = []
for a, b in CASES:
    value, check = above(a, b)
    print(a, b, mp.nstr(value, 17), mp.nstr(check, 17), flush=True)
    rows.append(" ".join(map(str, a + b)) + " " + mp.nstr(value, 17))
head = "# detractors, passives, promoters of two samples, probability that the score of the first is above; made by make_posterior.py with mpmath 1.3 at 16 digits"
(Path(__file__).parent / "posterior.txt").write_text("\n".join([head] + rows) + "\n")
