"""The sheets of statistics and analyses, by openpyxl, against what `sondeo stats` gives as JSON and CSV of the same store."""
import csv
import io
import json
from datetime import datetime, time, timedelta

from findings import expect, same
from running import run


class Figures:
    """What `stats` says of one survey."""

    def __init__(self, study):
        sources = [study.sondeo, "stats", study.store, *study.surveys(), "--format"]
        self.document = json.loads(run(*sources, "json"))
        self.analyses = self.document.get("analyses", [])
        table = run(*sources, "csv", "--table", "analyses")
        self.rows = list(csv.DictReader(io.StringIO(table, newline=""), strict=True))


def sheets(path):
    """The heads and rows of the last two sheets, rows as wide as heads."""
    import openpyxl
    book = openpyxl.load_workbook(path, read_only=True)
    found = [[[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book.worksheets[-2:]]
    book.close()
    return [(rows[0], [row + [None] * (len(rows[0]) - len(row)) for row in rows[1:]]) for rows in found]


def compare(path, figures, survey, locale, personal):
    """Every figure, count and mean, and every number of every analysis. `personal` is whether personal variables are in it."""
    left = set() if personal else {variable.name for variable in survey.variables if variable.personal}
    (_, statistics), (heads, analyses) = sheets(path)
    count = of_statistics(statistics, figures.document, left)
    return {"cells": count + of_analyses(heads, analyses, figures, survey, locale, left)}


def near(found, wanted, where):
    """A workbook has 16 digits of a number, which is one less than some need."""
    if wanted is None:
        same(found, None, where)
        return 0
    expect(isinstance(found, (int, float)) and abs(found - wanted) <= abs(wanted) * 1e-15, f"{where}: {found!r} instead of {wanted!r}")
    return 1


def language(found, wanted, names, where):
    """Everybody has a word of the program's own, the same everywhere."""
    same(found, names.setdefault(None, found) if wanted is None else wanted, where)


def hidden(note, suppressed, where):
    """`fewer than 10`, in whatever language."""
    expect(note and suppressed.split()[-1] in note, f"{where}: {note!r} does not say that it is hidden")


def of_statistics(rows, document, left):
    """Figures, then distributions, then means, in the order of the document."""
    rows, names, count = iter(rows), {}, 0
    row = next(rows, None)

    def take(name, cell, where):
        nonlocal row
        expect(row is not None and row[0] == name, f"{where}: there is no row")
        language(row[4], cell.get("locale"), names, where)
        taken, row = row, next(rows, None)
        return taken

    for figure in document.get("figures", []):
        where = f"{figure['metric']} {figure['cell']}"
        taken = take(figure["metric"], figure["cell"], where)
        if "suppressed" in figure:
            hidden(taken[11], figure["suppressed"], where)
        interval = figure.get("interval", {})
        for place, wanted in [(6, figure.get("n")), (8, figure.get("value")), (9, interval.get("low")), (10, interval.get("high"))]:
            count += near(taken[place], wanted, where)
        if "mean" in figure:
            interval = figure.get("meanInterval", {})
            taken = take(figure["metric"], figure["cell"], where + " mean")
            for place, wanted in [(6, figure["n"]), (8, figure["mean"]), (9, interval.get("low")), (10, interval.get("high"))]:
                count += near(taken[place], wanted, where + " mean")
    for part in document.get("distributions", []):
        if part["variable"] in left:
            continue
        where = f"{part['variable']} {part['cell']}"
        if "suppressed" in part:
            hidden(take(part["variable"], part["cell"], where)[11], part["suppressed"], where)
            continue
        for number in [*part["distribution"].values(), *(number for number in part["missing"].values() if number)]:
            taken = take(part["variable"], part["cell"], where)
            expect(taken[3], f"{where}: an answer has no name")
            count += near(taken[7], number, where)
    for part in document.get("summaries", []):
        where = f"mean of {part['variable']} {part['cell']}"
        taken = take(part["variable"], part["cell"], where)
        if "suppressed" in part:
            hidden(taken[11], part["suppressed"], where)
            continue
        count += near(taken[6], part["n"], where)
        if part["kind"] != "number":
            of_moment(taken[8], part.get("mean"), where)
            count += 1
            continue
        count += near(taken[8], part.get("mean"), where)
        if "deviation" in part:
            count += near(take(part["variable"], part["cell"], where)[8], part["deviation"], where)
    same(row, None, "rows behind the last mean")
    return count


def of_moment(found, mean, where):
    """A mean day, in days since 1970, or a mean time, in minutes: a cell with a format, which readers round to milliseconds."""
    if isinstance(found, datetime):
        found = (found - datetime(1970, 1, 1)) / timedelta(days=1)
    elif isinstance(found, time):
        found = (found.hour * 60 + found.minute) + (found.second + found.microsecond / 1e6) / 60
    expect(found is None if mean is None else found is not None and abs(found - mean) < 1e-4, f"{where}: {found} instead of {mean}")


def of_analyses(heads, rows, figures, survey, locale, left):
    """Each analysis has a row with its base, and then those of the CSV in their order."""
    rows, words, names, count = iter(rows), {}, {}, 0
    labels = {variable.name: survey.label(variable, locale) for variable in survey.variables}
    bases = iter(figures.analyses)
    before, analysis = None, None
    for wanted in figures.rows:
        place = (wanted["analysis"], wanted["of"], wanted["locale"], wanted["by"])
        if place != before:
            before, analysis = place, next(bases)
            if "n" in analysis and wanted["of"] not in left:
                row = next(rows)
                same((row[1] or "", row[7], row[8]), (wanted["of"], heads[8], analysis["n"]), f"base of {place}")
                names_exclusions(row[13], analysis, place)
        keys = dict(part.split("=", 1) for part in wanted["keys"].split())
        if wanted["of"] in left or left & set(keys.values()):
            continue
        row, where = next(rows), f"{place} {wanted['keys']} {wanted['measure']}"
        same(row[1] or "", wanted["of"], where)
        language(row[3], wanted["locale"] or None, names, where)
        expect(row[0] and bool(row[5] or row[6]) == bool(keys), f"{where}: a row is about {row[5]!r}, {row[6]!r}")
        if keys.get("item") in labels:
            expect(labels[keys["item"]].endswith(row[5]), f"{where}: {row[5]!r} is no question")
        if wanted["suppressed"]:
            hidden(row[13], wanted["suppressed"], where)
            same(row[7:13], [None] * 6, where)
            continue
        if wanted["unavailable"]:
            expect(row[13], f"{where}: no word why there is no number")
        same(row[9] is None, wanted["value"] == "", where)
        base = wanted["n"] or analysis.get("n")
        for found, number in [(8, base), (9, wanted["value"]), (10, wanted["low"]), (11, wanted["high"])]:
            count += near(row[found], None if number in ["", None] else float(number), where)
        expect(bool(row[12]) == bool(wanted["method"]), f"{where}: method {row[12]!r}")
        if wanted["measure"]:
            same(row[7], words.setdefault(wanted["measure"], row[7]), where)
    same(next(rows, None), None, "rows behind the last analysis")
    same(len(set(words.values())), len(words), f"different measures have one name: {words}")
    return count


def names_exclusions(note, analysis, place):
    """How many are left out stands beside the base."""
    for reason, number in analysis.get("excluded", {}).items():
        if number:
            expect(note and str(number) in note, f"{place}: {note!r} does not say that {number} are left out ({reason})")
