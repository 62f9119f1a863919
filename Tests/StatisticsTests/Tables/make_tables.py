"""Writes the reference tables of the statistics tests.

Run `python3 make_tables.py` with mpmath 1.3 installed. Everything is computed with 45 significant digits from
mpmath's own functions or by bisection on them, never by the formulas of the product, and written with 20 digits. The
tables whose names begin with far need 380 digits.
"""
import functools
import itertools
import math
from pathlib import Path

from mpmath import erfc, exp, log, loggamma, mp, mpf, sqrt, workdps

mp.dps = 45
HERE = Path(__file__).parent


def write(name, heading, rows):
    lines = [f"# {heading}; made by make_tables.py with mpmath at 45 digits"]
    lines += [" ".join(v if isinstance(v, str) else mp.nstr(mpf(v), 20) for v in row) for row in rows]
    (HERE / name).write_text("\n".join(lines) + "\n")


def double(text):
    """The binary64 number that a reader of the table gets, exactly."""
    return mpf(float(text))


def solve(function, target, low, high):
    """The root of an increasing function to 30 digits: bisection, then the Illinois variant of regula falsi."""
    low, high = mpf(low), mpf(high)
    for _ in range(16):
        middle = (low + high) / 2
        low, high = (middle, high) if function(middle) < target else (low, middle)
    below, above = function(low) - target, function(high) - target
    last = None
    while high - low > mpf(10) ** -30 * max(1, abs(low)):
        # Where the ends differ by many orders of magnitude (a tail), a straight line says nothing.
        steep = above <= 0 or below >= 0 or not mpf(10) ** -3 < -above / below < 1000
        middle = (low + high) / 2 if steep else (low * above - high * below) / (above - below)
        value = function(middle) - target
        if value == 0 or min(middle - low, high - middle) < mpf(10) ** -31 * max(1, abs(low)):
            return middle
        if value < 0:
            low, below = middle, value
            above, last = (above / 2 if last == "low" else above), "low"
        else:
            high, above = middle, value
            below, last = (below / 2 if last == "high" else below), "high"
    return (low + high) / 2


BITS = 180


@functools.cache
def log_gamma(a):
    return loggamma(a)


@functools.cache
def log_beta(a, b):
    return loggamma(a) + loggamma(b) - loggamma(a + b)


def beta_lower(a, b, x):
    """I_x(a, b) by the hypergeometric series in fixed point (DLMF 8.17.8 with 15.8.1): every term is positive."""
    def fixed(value):
        return int(mpf(value) * mpf(2) ** BITS)

    numerator, denominator, argument, step = fixed(a + b), fixed(a + 1), fixed(x), fixed(1)
    total = term = step
    while term > total >> 130:
        term = (term * numerator // denominator) * argument >> BITS
        total += term
        numerator += step
        denominator += step
    return exp(a * log(x) + b * log(1 - x) - log(a) - log_beta(a, b)) * total / mpf(2) ** BITS


def beta_tails(a, b, x):
    a, b, x = mpf(a), mpf(b), mpf(x)
    # Close to 1 the series takes 1/(1 - x) terms, and the digits lost by subtracting the other tail are to spare.
    if x <= a / (a + b) and 1 - x > 1e-4:
        lower = beta_lower(a, b, x)
        return lower, 1 - lower
    upper = beta_lower(b, a, 1 - x)
    return 1 - upper, upper


def normal_upper(x):
    return erfc(mpf(x) / sqrt(mpf(2))) / 2


def gamma_lower(a, x):
    """P(a, x) by the series of DLMF 8.7.1, whose terms are all positive."""
    total = term = mpf(1)
    k = 0
    while term > total * mpf(10) ** -40:
        k += 1
        term *= x / (a + k)
        total += term
    return exp(a * log(x) - x - log_gamma(a + 1)) * total


TAILS = ["1e-300", "1e-50", "1e-12", "1e-4", "0.025", "0.1", "0.3", "0.5", "0.7", "0.95", "0.975", "0.999"]


def normal_table():
    points = ["-38", "-20", "-8.5", "-3", "-1.96", "-0.5", "-1e-10", "0", "1e-300", "0.1", "1", "2.5758", "6", "37"]
    return [(x, normal_upper(-double(x)), normal_upper(double(x))) for x in points]


def normal_quantile_table():
    # The quantile of a small tail is sought with the other sign, where the tail is an increasing function.
    return [(p, solve(lambda x: normal_upper(-x), double(p), -40, 40) if p != "0.5" else mpf(0)) for p in TAILS]


def log_gamma_table():
    points = ["1e-300", "1e-5", "0.1", "0.5", "0.999", "1.001", "1.5", "1.999", "2.001", "3", "10", "100.5", "1e6",
              "1e15", "1e300"]
    return [(x, loggamma(double(x))) for x in points]


def beta_table():
    rows = []
    for a, b in itertools.product(["0.1", "0.5", "1", "2.5", "10", "300", "3000"], repeat=2):
        mean = float(a) / (float(a) + float(b))
        sd = math.sqrt(mean * (1 - mean) / (float(a) + float(b) + 1))
        points = {1e-200, 1e-9, 0.001, 0.25, 0.5, 0.9, 0.999}
        points |= {mean + k * sd for k in (-12, -5, -2, -0.5, 0, 0.5, 2, 5, 12)}
        for x in sorted(p for p in points if 0 < p < 1):
            lower, upper = beta_tails(double(a), double(b), double(x))
            # The series needs 1/(1-x) steps; both tails below 1e-300 are of no use to anybody.
            if min(lower, upper) > mpf(10) ** -300:
                rows.append((a, b, repr(x), lower, upper))
    return rows


def t_tails(df, t):
    df, t = double(df), double(t)
    tail = beta_tails(df / 2, mpf(1) / 2, df / (df + t * t))[0] / 2
    return (tail, 1 - tail) if t < 0 else (1 - tail, tail)


def t_table():
    rows = []
    for df in ["0.2", "1", "2", "4.5", "9", "30", "1000", "5000"]:
        for t in ["-1e12", "-300", "-12", "-2", "-0.01", "1e-8", "0.7", "1.96", "5", "40"]:
            lower, upper = t_tails(df, t)
            if min(lower, upper) > mpf(10) ** -300:
                rows.append((df, t, lower, upper))
    for df in ["1e6", "1e8"]:
        rows += [(df, t, *t_tails(df, t)) for t in ["-8", "-1.96", "0.3", "2.5758", "5"]]
    return rows


def t_quantile_table():
    rows = []
    for df in ["0.5", "1", "2", "5", "29", "999", "5000"]:
        for p in ["1e-300", "1e-20", "0.005", "0.025", "0.1", "0.4", "0.4999"]:
            d, a = double(df), double(df) / 2
            # ln(t^2/df); the tail falls as it grows.
            def tail(u):
                odds = exp(u)
                return -beta_tails(a, mpf(1) / 2, 1 / (1 + odds))[0] / 2
            u = solve(tail, -double(p), -60, 2800 / float(df) + 10)
            rows.append((df, p, -sqrt(d * exp(u))))
    return rows


def large_shapes_table():
    rows = []
    for a, b in [("1e6", "1e6"), ("1e6", "30000"), ("2e5", "1e6")]:
        mean = float(a) / (float(a) + float(b))
        sd = math.sqrt(mean * (1 - mean) / (float(a) + float(b)))
        for k in (-30, -6, -1, 0, 1, 6, 30):
            rows.append((a, b, repr(mean + k * sd), *beta_tails(double(a), double(b), double(mean + k * sd))))
    return rows


def f_quantile_table():
    rows = []
    for d1, d2 in [("1", "1"), ("1", "30"), ("4", "8"), ("9", "81"), ("30", "2"), ("199", "597"), ("999", "8991"),
                   ("5000", "15000")]:
        for p in ["1e-30", "0.001", "0.025", "0.05", "0.5", "0.95", "0.975", "0.999"]:
            a, b = double(d1) / 2, double(d2) / 2
            u = solve(lambda u: beta_tails(a, b, exp(u) / (1 + exp(u)))[0], double(p), -200, 200)
            rows.append((d1, d2, p, b / a * exp(u)))
    return rows


def chi_square_table():
    rows = []
    for df in ["0.1", "1", "2", "7", "50", "1000", "1e6"]:
        for p in ["1e-30", "0.001", "0.025", "0.5", "0.95", "0.999", "0.9999999"]:
            a = double(df) / 2
            u = solve(lambda u: gamma_lower(a, exp(u)), double(p), -1600, 15)
            rows.append((df, p, 2 * exp(u)))
    return [row for row in rows if row[2] > mpf(10) ** -300]


# What follows is computed with so many digits that a tail of 1e-300 is still exact when the other one is subtracted from 1.
FAR_DIGITS = 380
FAR_BITS = 1270


def far_series(first, ratio_above, ratio_below, argument):
    """1 + t1 + t2 + ..., t(k+1)/t(k) = (above + k) argument / (below + k), in fixed point; all terms are positive.

    `above` of None is 1 without k: the series of the incomplete gamma function.
    """
    def fixed(value):
        return int(mpf(value) * mpf(2) ** FAR_BITS)

    step = fixed(1)
    numerator = None if ratio_above is None else fixed(ratio_above)
    denominator, argument = fixed(ratio_below), fixed(argument)
    total = term = step
    while term > total >> (FAR_BITS - 10):
        if numerator is None:
            term = term * argument // denominator
        else:
            term = (term * numerator // denominator) * argument >> FAR_BITS
            numerator += step
        total += term
        denominator += step
    return first * total / mpf(2) ** FAR_BITS


def far_beta(a, b, x, y):
    """Both tails of the beta distribution from x, y = 1 - x and the shapes, by the series of DLMF 8.17.8."""
    # Of the two series the one in the smaller argument is short, and the digits that subtraction takes are to spare.
    swapped = x > y
    p, q, u, v = (b, a, y, x) if swapped else (a, b, x, y)
    first = exp(p * log(u) + q * log(v) - log(p) - loggamma(p) - loggamma(q) + loggamma(p + q))
    tail = far_series(first, p + q, p + 1, u)
    return (1 - tail, tail) if swapped else (tail, 1 - tail)


def far_chi_square(df, x):
    a, x = double(df) / 2, double(x) / 2
    lower = far_series(exp(a * log(x) - x - loggamma(a + 1)), None, a + 1, x)
    return lower, 1 - lower


def far_student(df, t):
    df, t = double(df), double(t)
    tail = far_beta(df / 2, mpf(1) / 2, df / (df + t * t), t * t / (df + t * t))[0] / 2
    return (tail, 1 - tail) if t < 0 else (1 - tail, tail)


def far_f(d1, d2, f):
    d1, d2, f = double(d1), double(d2), double(f)
    return far_beta(d1 / 2, d2 / 2, d1 * f / (d1 * f + d2), d2 / (d1 * f + d2))


DEVIATIONS = (-37, -12, -5, -1, -0.001, 0, 1, 5, 12, 37)


def far_rows(rows):
    """Each row with its tails, those left out of which one is too small for a double."""
    with workdps(FAR_DIGITS):
        for function, *arguments in rows:
            lower, upper = function(*arguments)
            if min(lower, upper) > mpf(10) ** -305:
                yield (*arguments, mp.nstr(lower, 20), mp.nstr(upper, 20))


def far_chi_square_table():
    rows = [(far_chi_square, "0.5", x) for x in
            ["1e-300", "1e-20", "0.01", "0.5", "2.5", "3", "100", "1370"]]
    for df in ["1e6", "1e9"]:
        rows += [(far_chi_square, df, repr(float(df) + k * math.sqrt(2 * float(df)))) for k in DEVIATIONS]
    return list(far_rows(rows))


def far_student_table():
    rows = [(far_student, "0.5", t) for t in
            ["-1e300", "-1e30", "-1000", "-2", "-0.3", "-1e-8", "1e-300", "0.7", "12.7", "1e12", "1e200"]]
    for df in ["1e6", "1e9"]:
        rows += [(far_student, df, repr(k)) for k in (-37.0, -12.0, -5.0, -1.96, -0.001, 1e-9, 1.0, 2.5758, 8.0, 36.0)]
    return list(far_rows(rows))


def far_f_table():
    rows = []
    for d1, d2 in itertools.product(["0.5", "1e6", "1e9"], repeat=2):
        if "0.5" in (d1, d2):
            points = ["1e-300", "1e-100", "1e-12", "0.1", "0.9", "1", "1.1", "20", "1000", "1e12", "1e300"]
        else:
            deviation = math.sqrt(2 / float(d1) + 2 / float(d2))
            points = [repr(1 + k * deviation) for k in DEVIATIONS]
        rows += [(far_f, d1, d2, f) for f in points]
    return list(far_rows(rows))


def far_beta_table():
    rows = []
    for a, b in itertools.product(["0.25", "30", "5e5", "5e8"], repeat=2):
        mean = float(a) / (float(a) + float(b))
        deviation = math.sqrt(mean * (1 - mean) / (float(a) + float(b) + 1))
        points = {mean + k * deviation for k in DEVIATIONS} | {1e-300, 1e-12}
        # Far from the mean of large shapes both the series and the exponent of the tail run to hundreds of millions.
        points |= {0.3, 0.999999} if float(a) + float(b) < 1000 else set()
        rows += [(lambda a, b, x: far_beta(double(a), double(b), double(x), 1 - double(x)), a, b, repr(x))
                 for x in sorted(points) if 0 < x < 1]
    return list(far_rows(rows))


def tango_statistic(d, m, p, difference):
    """T. Tango (1998), section 3, in his letters: b and c are the discordant pairs."""
    b, c, n, delta = mpf(p), mpf(d), mpf(d + m + p), mpf(difference)
    A = 2 * n
    B = -b - c + (2 * n - b + c) * delta
    C = -c * delta * (1 - delta)
    q = (sqrt(B * B - 4 * A * C) - B) / (2 * A)
    return (b - c - n * delta) / sqrt(n * (2 * q + delta * (1 - delta)))


def tango_table():
    rows = []
    cases = [(d, m, 5 - d - m) for d in range(6) for m in range(6 - d)]
    cases += [(0, 0, 1), (1, 0, 0), (0, 1, 0), (0, 10, 0), (1, 3, 16), (16, 3, 1), (7, 0, 7), (12, 30, 58),
              (58, 30, 12), (999, 1, 0), (0, 1, 999), (2000, 3000, 5000), (123456, 234567, 345678)]
    for level in ["0.95", "0.99"]:
        z = -solve(lambda x: normal_upper(-x), (1 - double(level)) / 2, -40, 40)
        for d, m, p in cases:
            n, score = d + m + p, mpf(p - d) / (d + m + p)
            falling = lambda x: -tango_statistic(d, m, p, x)
            upper = mpf(1) if p == n else solve(falling, z, score, 1)
            lower = mpf(-1) if d == n else solve(falling, -z, -1, score)
            rows.append((str(d), str(m), str(p), level, 100 * lower, 100 * upper))
    return rows


def wilson_table():
    rows = []
    for level in ["0.9", "0.95"]:
        z = -solve(lambda x: normal_upper(-x), (1 - double(level)) / 2, -40, 40)
        for x, n in [(0, 1), (1, 1), (0, 20), (1, 29), (15, 148), (81, 263), (10, 10), (499999, 1000000)]:
            # The limits are where the score statistic is z: (x - n P)^2 = z^2 n P (1 - P), found by bisection.
            gap = lambda P: (n * P - x) / sqrt(n * P * (1 - P))
            lower = mpf(0) if x == 0 else solve(gap, -z, mpf(10) ** -50, mpf(x) / n)
            upper = mpf(1) if x == n else solve(gap, z, mpf(x) / n, 1 - mpf(10) ** -50)
            rows.append((str(x), str(n), level, lower, upper))
    return rows


if __name__ == "__main__":
    write("normal.txt", "x, lower and upper normal tail (erfc)", normal_table())
    write("normal-quantile.txt", "lower tail, normal quantile (bisection on erfc)", normal_quantile_table())
    write("log-gamma.txt", "x, ln gamma(x) (mpmath.loggamma)", log_gamma_table())
    write("incomplete-beta.txt", "a, b, x, I_x(a,b), 1 - I_x(a,b) (hypergeometric series)", beta_table())
    write("incomplete-beta-large.txt", "a, b, x, I_x(a,b), 1 - I_x(a,b) (hypergeometric series)",
          large_shapes_table())
    write("student-t.txt", "degrees of freedom, t, lower and upper tail (incomplete beta)", t_table())
    write("student-t-quantile.txt", "degrees of freedom, lower tail, quantile (bisection)", t_quantile_table())
    write("f-quantile.txt", "numerator and denominator degrees, lower tail, quantile (bisection)", f_quantile_table())
    write("chi-square-quantile.txt", "degrees of freedom, lower tail, quantile (bisection)", chi_square_table())
    far = "lower and upper tail (positive series, with 380 digits)"
    write("far-chi-square.txt", f"degrees of freedom, x, {far}", far_chi_square_table())
    write("far-student-t.txt", f"degrees of freedom, t, {far}", far_student_table())
    write("far-f.txt", f"numerator and denominator degrees, f, {far}", far_f_table())
    write("far-beta.txt", f"a, b, x, {far}", far_beta_table())
    write("tango.txt", "detractors, passives, promoters, level, Tango limits times 100 (bisection on T)",
          tango_table())
    write("wilson.txt", "count, base, level, Wilson limits (bisection on the score statistic)", wilson_table())
