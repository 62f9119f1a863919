"""Statistics counted again from the exported lines."""
from collections import Counter
from datetime import date

import truth
from findings import expect, same
from own_formats import load
from same_statistics import MISSING

STATES = ["complete", "partial", "screened", "refused", "abandoned"]


def bins(document, variable):
    """The answers that a closed variable can have, none for others."""
    domain = variable["domain"]
    if variable["role"] == "computed":
        return []
    if domain["kind"] == "yesno":
        return ["no", "yes"]
    if domain["kind"] == "point":
        scale = next(entry for entry in document["scales"] if entry.get("id", entry["name"]) == domain["scale"])
        return [str(point) for point in range(scale["low"], scale["high"] + 1)]
    if domain["kind"] in ["option", "options", "order"]:
        values = next(entry for entry in document["lists"] if entry.get("id", entry["name"]) == domain["list"])
        return [option["name"] for option in values["options"]]
    return []


def counted(responses, name, points):
    """How often each answer of a variable was given, and each kind of missing, by complete and partial responses."""
    given, missing, n = Counter(), Counter(), 0
    for line in responses:
        if name not in line["answers"]:
            missing[line["missing"].get(name, "not_asked")] += 1
            continue
        n += 1
        value = line["answers"][name]
        for one in value if isinstance(value, list) else [value]:
            given[("yes" if one else "no") if isinstance(one, bool) else str(one)] += 1
    return {
        "n": n, "distribution": {point: given[point] for point in points},
        "missing": {kind: missing[kind] for kind in MISSING},
    }


def near(one, other, where):
    expect(abs(float(one) - other) < 1e-9 * max(1, abs(other)), f"{where}: {one} is not {other}")


def measured(value):
    """A number, a day in days since 1970, or a time in minutes."""
    if not isinstance(value, str):
        return float(value)
    if ":" in value:
        return int(value[:2]) * 60 + int(value[3:])
    return (date.fromisoformat(value) - date(1970, 1, 1)).days


def recounted_summaries(document, survey, cells, answering):
    """Means and deviations of numbers, days and times, counted again."""
    entries = document.get("summaries", [])
    names = {entry["variable"] for entry in entries}
    kinds = {"number", "date", "time"}
    stored = {
        variable["name"] for variable in survey["variables"]
        if variable["domain"]["kind"] in kinds and not variable.get("personal")
    }
    expect(names <= stored, f"{names - stored} are summarized")
    for entry in entries:
        if "suppressed" in entry:
            continue
        name = entry["variable"]
        if next(variable["role"] for variable in survey["variables"] if variable["name"] == name) == "computed":
            continue
        responses = answering[cells.index(entry["cell"])]
        values = [measured(line["answers"][name]) for line in responses if name in line["answers"]]
        same(entry["n"], len(values), name)
        if "mean" in entry:
            mean = sum(values) / len(values)
            expect(abs(float(entry["mean"]) - mean) < 1e-6 * max(1, abs(mean)), f"{name}: {entry['mean']}, {mean}")


def recounted(folder, survey):
    """Counts the exported lines again."""
    document, exported = load(folder / "statistics.json"), truth.lines(folder / "answers.jsonl")
    known = [survey["language"], *survey["translations"]]
    locales = known + (["und"] if any(line["locale"] not in known for line in exported) else [])
    cells = [{"locale": locale} for locale in locales] + [{}]

    def inside(cell):
        return [
            line for line in exported
            if not cell or (line["locale"] if line["locale"] in known else "und") == cell["locale"]
        ]

    same(document["survey"], survey["survey"])
    same(document["versions"], sorted({line["version"] for line in exported}))
    same(document["cells"], [
        {
            "cell": cell, "responses": len(inside(cell)),
            **{state: sum(line["state"] == state for line in inside(cell)) for state in STATES},
            "stale": sum(line.get("stale", False) for line in inside(cell)),
            "synthetic": sum(line.get("channel") == "simulated" for line in inside(cell)),
        } for cell in cells
    ])
    for key in ["responses", "complete", "partial"]:
        same(document[key], document["cells"][-1][key], key)

    answering = [[line for line in inside(cell) if line["state"] in STATES[:2]] for cell in cells]
    closed = [variable for variable in survey["variables"] if bins(survey, variable)]
    same(
        [(entry["variable"], entry["cell"]) for entry in document["distributions"]],
        [(variable["name"], cell) for variable in closed for cell in cells])
    hidden = shown = 0
    entries = iter(document["distributions"])
    for variable in closed:
        of_cells = [counted(responses, variable["name"], bins(survey, variable)) for responses in answering]
        for count, entry, responses in zip(of_cells, entries, answering):
            if "suppressed" in entry:
                hidden += 1
                same(entry["suppressed"], "fewer than 10")
                # Hidden by its own base, or because a neighbour with less could be found by subtraction.
                expect(any(other["n"] < 10 for other in of_cells), f"{entry} is hidden for nothing")
            else:
                shown += 1
                expect(count["n"] >= 10 or count["n"] == 0, f"{entry} shows {count['n']} answers")
                same({key: entry[key] for key in count}, count, variable["name"])
                places = [
                    [line["answers"][variable["name"]].index(option) + 1 for line in responses
                     if option in line["answers"].get(variable["name"], [])] for option in count["distribution"]
                ] if variable["domain"]["kind"] == "order" else []
                same(len(entry.get("ranks", [])), len(places), variable["name"])
                for rank, given, option in zip(entry.get("ranks", []), places, count["distribution"]):
                    same([rank["option"], rank["ranked"], rank["first"]], [option, len(given), given.count(1)])
                    if given:
                        near(rank["mean"], sum(given) / len(given), f"the place of {option}")
    expect(shown > 0 and hidden > 0, f"{shown} are shown and {hidden} hidden: this is to be tried on both")

    recounted_summaries(document, survey, cells, answering)
    metrics = {metric["name"]: metric for metric in survey["metrics"]}
    figures = [figure for figure in document["figures"] if "by" not in figure["cell"]]
    same(
        [(figure["metric"], figure["cell"]) for figure in figures],
        [(name, cell) for name in metrics for cell in cells])
    values = 0
    for place, figure in enumerate(figures):
        metric = metrics[figure["metric"]]
        if len(metric.get("items", [])) != 1 or "if" in metric or "where" in metric or "condition" in metric:
            continue
        variable = next(entry for entry in survey["variables"] if entry["name"] == metric["items"][0]["variable"])
        points = bins(survey, variable)
        if "suppressed" in figure or not points:
            continue
        values += 1
        count = counted(answering[place % len(cells)], variable["name"], points)
        same({key: figure[key] for key in count}, count, figure["metric"])
        n, given = count["n"], {int(point): times for point, times in count["distribution"].items()}
        if figure["kind"] == "nps":
            classes = [sum(given[point] for point in part) for part in [range(7), range(7, 9), range(9, 11)]]
            same(list(figure["classes"].values()), classes)
            near(figure["value"], 100 * (classes[2] - classes[0]) / n, "nps")
            same(figure["interval"]["method"], "score")
        elif figure["kind"] in ["csat", "ces"]:
            boxes = figure["topBox"]
            times = sum(count for point, count in given.items() if boxes["low"] <= point <= boxes["high"])
            same(boxes["count"], times)
            near(figure["value"], 100 * times / n, figure["kind"])
            near(figure["mean"], sum(point * count for point, count in given.items()) / n, "mean")
            same(figure["interval"]["method"], "wilson")
            # Wilson's limits are where the square of the distance is z² times the variance.
            for limit in [float(figure["interval"][key]) / 100 for key in ["low", "high"]]:
                if 0 < limit < 1:
                    near((times / n - limit) ** 2 * n / (limit * (1 - limit)), 1.959963984540054**2, "Wilson")
        else:
            near(figure["value"], sum(point * count for point, count in given.items()) / n, "mean")
            same(figure["interval"]["method"], "t")
    expect(values > 0, "no figure was counted again")
