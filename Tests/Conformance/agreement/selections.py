"""Exports of some of the responses, in another shape: rosters as tables of their own, weights, a condition, a day, a version."""
import csv
from decimal import Decimal

import csv_text
import read_haven
import read_pspp
import read_workbook
import truth
from findings import expect, same
from packages import PackageTruth, compare
from running import run
from survey_model import Column


def chosen(study, options, keeps):
    """A selection has the responses of whom something is true, and no others."""
    path, _ = study.export("jsonl", "--include-personal", *options, name="selected")
    found = [line["response"] for line in truth.lines(path)]
    expected = [line["response"] for line in study.responses if keeps(line)]
    expect(0 < len(expected) < len(study.responses), "a selection that selects")
    same(found, expected, " ".join(options))
    return {"cells": len(expected)}


def newest_version(study):
    """A store of two versions gives tables of the newest, whichever of them is named."""
    expected, _ = study.export("csv", name="newest")
    for number, source in enumerate(study.sources):
        path = study.folder / f"newest-{number}.csv"
        run(study.sondeo, "export", study.store, "--survey", source, "--to", "csv", "-o", path, "--force", cwd=study.folder)
        same(path.read_bytes() == expected.read_bytes(), True, f"the table of the newest version where {source.name} is named")
    return {"files": len(study.sources)}


def roster_columns(study, name, personal):
    """The columns of the table of a roster, and its cells."""
    levels, stems, rows = truth.roster_table(study.survey, name, study.responses, personal)
    columns = [Column("response:id", "text")] + [Column(level, "instance", names=study.survey.instance_names(level)) for level in levels]
    columns += [Column(stem, column.kind, column.variable, column.option) for stem, column in stems.items()]
    table = {"response:id": [response for response, _, _ in rows]}
    for index, level in enumerate(levels):
        table[level] = [codes[index] for _, codes, _ in rows]
    for stem in stems:
        table[stem] = [cells[stem] for _, _, cells in rows]
    return columns, table


def long_tables(study, form, read):
    """Rosters as linked files: the table of responses without them, and a row for each round in which anything was asked."""
    path, losses = study.export(form, "--rosters", "long", "--include-personal", name="long")
    columns = study.survey.columns(True, "long")
    files = [(path, columns, truth.table(columns, study.responses))]
    for name in study.survey.rosters(True):
        files.append((path.with_name(f"long.{name}.{form}"), *roster_columns(study, name, True)))
    counts = {}
    for file, columns, table in files:
        for what, number in read(file, columns, table, losses).items():
            counts[what] = counts.get(what, 0) + number
    return counts


def long_sheets(study):
    """A sheet for each roster."""
    path, losses = study.export("xlsx", "--rosters", "long", "--include-personal", name="long")
    columns, locale = study.survey.columns(True, "long"), study.survey.locales[0]
    found = read_workbook.openpyxl_cells(
        path, study.survey, columns, truth.table(columns, study.responses), locale, "labels", losses)
    for name in study.survey.rosters(True):
        columns, table = roster_columns(study, name, True)
        more = read_workbook.openpyxl_cells(path, study.survey, columns, table, locale, "labels", losses, name)
        found = {what: number + more[what] for what, number in found.items()}
    return found


def csv_table(path, columns, table, losses):
    return csv_text.read("python csv", columns, table, path)


def package_table(study, form, reader):
    def read(path, columns, table, losses):
        expected = PackageTruth(form, study.survey, columns, table, study.survey.locales[0], losses)
        expected.is_roster = any(column.kind == "instance" for column in columns)
        if reader is read_haven.haven:
            read_haven.read_all([path])
        return compare(reader(path, expected), expected)
    return read


def weights(study):
    """A file of weights comes out as it went in, on the same scale."""
    file = study.folder / "weights.csv"
    given = {line["response"]: Decimal(number % 7 + 1) / 4 for number, line in enumerate(study.responses)}
    with open(file, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["response", "weight"])
        writer.writerows((name, csv_text.plain(weight)) for name, weight in given.items())
    count = 0
    for form in ["csv", "sav", "dta"]:
        path, _ = study.export(form, "--weights", file, name="weighed")
        names, found = read_weights(path, form)
        if form == "csv":
            same(names, [column.name for column in study.survey.columns(weights=True)], "columns")
        same(set(found), set(given), "responses")
        counted = {line["response"] for line in study.responses if line["state"] in ["complete", "partial"]}
        first = next(iter(counted))
        scale = found[first] / float(given[first])
        for name, weight in found.items():
            # Who is in no figure weighs nothing.
            wanted = float(given[name]) * scale if name in counted else 0
            expect(abs(weight - wanted) < 1e-6, f"weight of {name} in {form}: {weight} instead of {wanted}")
        if form == "sav":
            same(read_pspp.weight_of(path), "response_weight", "PSPP's weight variable")
        count += len(found)
    return {"cells": count}


def read_weights(path, form):
    if form == "csv":
        names, cells = csv_text.by_python(path)
        return names, dict(zip(cells["response:id"], map(float, cells["response:weight"])))
    if form == "sav":
        import pyreadstat
        frame, meta = pyreadstat.read_sav(str(path))
    else:
        import pandas
        frame = pandas.read_stata(str(path), convert_categoricals=False, convert_dates=False)
    return list(frame.columns), dict(zip(frame["response_id"], frame["response_weight"].astype(float)))
