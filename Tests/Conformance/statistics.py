"""Has `sondeo stats` and R compute the same numbers of the same data, and compares them by name.

    statistics.py SONDEO FOLDER      FOLDER has what statistics.R writes; Tests/Conformance/statistics makes it

Each number of R is looked up under its name in what the program says as JSON: `promoter[male].value`,
`promoter[male].value.low` is the lower limit of its interval, `drivers:recommend/e3/coefficient` is a measure of a row of an analysis,
`drivers:recommend/r_squared` one of the whole. Of several analyses of one kind and subject the second is `chain:rating#2`, and a control
chart has its kind, `control:hot(p)`; `distribution:e3/5` is how often an answer was given, `summary:age/mean` a mean
without a metric. At the end each number of R is damaged in turn, which has to be found.
"""
import csv
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

SURVEYS = Path(__file__).resolve().parent / "statistics-surveys"
# Each run: the data, and what is asked for of them.
RUNS = {
    "items": ["items", "--by", "none", "--intervals", "--declare", "metric content = csat(overall) where e4 >= 4"],
    "items-gender": ["items", "--by", "gender", "--compare", "group", "--level", "0.99", "--metrics",
                     "promoter,friends,easy,grown,middle_age,neurotic"],
    "items-where": ["items", "--by", "none", "--where", "gender == female and age >= 30 and e4 != 3"],
    "items-margins": ["items", "--by", "none", "--weights", "{folder}/items-margins.csv"],
    "items-quality": ["items", "--by", "none", "--quality", "--only", "quality"],
    "attitude": ["attitude", "--by", "none"],
    "attitude-bootstrap": ["attitude", "--by", "none", "--bootstrap", "5000", "--seed", "7", "--only", "drivers,chain"],
    "admissions": ["admissions", "--by", "dept", "--compare", "group"],
    "admissions-groups": ["admissions", "--by", "dept,sex", "--compare", "group"],
    "admissions-locales": ["admissions", "--by", "locale", "--compare", "locale"],
    "admissions-cross": ["admissions", "--by", "locale", "--cross", "admit,dept"],
    "colours": ["colours", "--by", "none", "--cross", "hair,eye", "--invited", "1000"],
    "looms": ["looms", "--by", "tension", "--compare", "group"],
    "students": ["students", "--by", "none", "--cross", "smoke,exer", "--level", "0.9"],
    "schools-weights": ["schools", "--by", "none", "--cross", "awards,stype", "--weights", "{folder}/schools-weights.csv"],
    "schools-type": ["schools", "--by", "none", "--cross", "awards,stype", "--weights", "{folder}/schools-type.csv"],
    "schools-margins": ["schools", "--by", "none", "--cross", "awards,stype", "--weights", "{folder}/schools-margins.csv"],
    "days": ["days", "--by", "none", "--trend", "week", "--control", "--all-charts", "--compare", "past", "--since", "2003-05-05",
             "--until", "2003-09-28", "--minimum", "5"],
    "days-zone": ["days", "--by", "none", "--trend", "month", "--zone", "+13:00", "--until", "2003-09-30"],
    "visits": ["visits", "--by", "none", "--customer", "patient", "--cadence", "year"],
    "visits-purchases": ["visits", "--by", "none", "--customer", "patient", "--purchases", "{folder}/visits-purchases.csv",
                         "--cadence", "year", "--margin", "0.5", "--discount", "0.08"],
    "purchases": ["visits", "--by", "none", "--intervals", "--purchases", "{folder}/visits-purchases.csv", "--cadence", "quarter",
                  "--margin", "0.5", "--discount", "0.08"],
}


def command(*arguments):
    done = subprocess.run([str(argument) for argument in arguments], capture_output=True, encoding="utf-8")
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, arguments))} ended with {done.returncode}: {done.stderr}")
    return done.stdout


def cell_name(cell):
    parts = [cell["locale"]] if "locale" in cell else []
    parts += [group["value"] for group in cell.get("by", [])]
    return f"[{','.join(parts)}]" if parts else ""


def measures(prefix, found):
    for name, measure in found.items():
        if "value" in measure:
            yield f"{prefix}/{name}", measure["value"]
        for end in ("low", "high"):
            if "interval" in measure:
                yield f"{prefix}/{name}.{end}", measure["interval"][end]


def figure_numbers(figure):
    name = figure["metric"] + cell_name(figure["cell"])
    for key, interval in (("value", "interval"), ("mean", "meanInterval")):
        if key in figure:
            yield f"{name}.{key}", figure[key]
        for end in ("low", "high"):
            if interval in figure:
                yield f"{name}.{key}.{end}", figure[interval][end]
    if "n" in figure:
        yield f"{name}.n", figure["n"]
    if "alpha" in figure.get("scale", {}):
        scale = figure["scale"]
        yield f"{name}.scale.alpha", scale["alpha"]
        for end in ("low", "high"):
            yield f"{name}.scale.alpha.{end}", scale["interval"][end]


def row_name(keys):
    # The letter of a column follows from its place, and the points of a class from the class.
    return ",".join(value for key, value in keys.items() if key != "letter" and not (key == "level" and "class" in keys))


def analysis_numbers(analysis, name):
    if "n" in analysis:
        yield f"{name}/n", analysis["n"]
    yield from measures(name, analysis.get("summary", {}))
    for row in analysis.get("rows", []):
        prefix = f"{name}/{row_name(row['keys'])}"
        if "n" in row:
            yield f"{prefix}/n", row["n"]
        yield from measures(prefix, row.get("measures", {}))
        if "letter" in row["keys"] and "row" in row["keys"]:
            yield f"{prefix}/marks", " ".join(row.get("marks", []))


def numbers(statistics):
    """Every number that has a name, by that name."""
    found = {}
    for figure in statistics["figures"]:
        found.update(figure_numbers(figure))
    for table in statistics["distributions"]:
        name = f"distribution:{table['variable']}{cell_name(table['cell'])}"
        found.update({f"{name}/{answer}": count for answer, count in table.get("distribution", {}).items()})
        found[f"{name}/n"] = table.get("n", 0)
    for table in statistics.get("summaries", []):
        name = f"summary:{table['variable']}{cell_name(table['cell'])}"
        found.update({f"{name}/{key}": table[key] for key in ("n", "mean", "deviation") if key in table})
    seen = Counter()
    for analysis in statistics.get("analyses", []):
        subject = f":{analysis['of']}" if analysis["of"] else ""
        chart = analysis.get("settings", {}).get("chart")
        name = f"{analysis['analysis']}{subject}" + (f"({chart})" if chart else "") + cell_name(analysis["cell"])
        seen[name] += 1
        if seen[name] > 1:
            name += f"#{seen[name]}"
        for key, value in analysis_numbers(analysis, name):
            found.setdefault(key, value)
    return found


def difference(one, other):
    """The relative difference of two numbers, or of two words none or all."""
    if isinstance(one, str) or isinstance(other, str):
        return 0.0 if str(one) == str(other) else 1.0
    larger = max(abs(one), abs(other))
    return abs(one - other) / larger if larger > 0 else 0.0


def compare(expected, ours, report=None):
    """The rows of R that ours disagree with."""
    wrong = []
    for row in expected:
        name, tolerance = row["name"], float(row["tolerance"])
        value = ours[row["run"]].get(name)
        theirs = row["value"] if name.endswith("/marks") else float(row["value"])
        apart = None if value is None else difference(value, theirs)
        if report:
            report(row, value, theirs, apart)
        if apart is None or not apart <= tolerance:
            wrong.append((row, value, theirs, apart))
    return wrong


def line(row, value, theirs, apart):
    def text(number):
        return "nothing" if number is None else number or "-" if isinstance(number, str) else f"{number:.15g}"
    apart = "missing" if apart is None else f"{apart:.1e}"
    return f"{row['run']:18} {row['name']:64} {text(value):>22} {text(theirs):>22} {apart:>8}  {row['how']}"


def summary(expected, ours):
    """How much was compared: for each of R's ways the largest difference, for each run how many of our numbers."""
    print()
    ways = {}
    compare(expected, ours, lambda row, value, theirs, apart: ways.setdefault((row["how"], row["tolerance"]), []).append(apart))
    for (how, tolerance), apart in sorted(ways.items()):
        largest = "something is missing" if None in apart else f"largest relative difference {max(apart):.1e} of {tolerance}"
        print(f"{how}: {len(apart)} numbers, {largest}")
    for run in RUNS:
        names = {row["name"] for row in expected if row["run"] == run}
        print(f"{run}: {len(names & ours[run].keys())} of our {len(ours[run])} numbers have a counterpart")


def main(sondeo, folder):
    for data in sorted({arguments[0] for arguments in RUNS.values()}):
        mapping = SURVEYS / f"{data}.map"
        command(sondeo, "collect", folder / f"{data}.csv", "--survey", SURVEYS / f"{data}.survey", "--store", folder / f"{data}.db",
                *(["--map", mapping] if mapping.exists() else []))
    ours = {}
    for run, (data, *options) in RUNS.items():
        options = [option.replace("{folder}", str(folder)) for option in options]
        ours[run] = numbers(json.loads(command(sondeo, "stats", folder / f"{data}.db", "--format", "json", *options)))
    with open(folder / "expected.csv", encoding="utf-8", newline="") as file:
        expected = list(csv.DictReader(file))
    print(line({"run": "run", "name": "number", "how": "R's way"}, "ours", "R's", None).replace("missing", "relative"))
    wrong = compare(expected, ours, lambda *found: print(line(*found)))
    summary(expected, ours)
    print(", ".join((folder / "versions").read_text().splitlines()))
    if wrong:
        print(f"\n{len(wrong)} of {len(expected)} disagree:")
        for found in wrong:
            print(line(*found))
        sys.exit(1)
    # A comparison that finds nothing must be one that would have found it.
    for row in expected:
        if row["name"].endswith("/marks"):
            damaged = dict(row, value=row["value"] + " Z")
        else:
            damaged = dict(row, value=repr(float(row["value"]) * (1 + 3 * float(row["tolerance"])) or 1e-300))
        if len(compare([damaged], ours)) != 1:
            sys.exit(f"a damaged {row['name']} of {row['run']} was not found")
    print(f"All {len(expected)} numbers agree with R, and each of them is found if it is damaged.")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
