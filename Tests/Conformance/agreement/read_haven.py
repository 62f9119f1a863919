"""What R's haven found in a file of SPSS or Stata: haven.R reads all files in one run, since R takes long to start."""
import json
from datetime import date, timedelta

from findings import expect, same
from packages import SPSS_EPOCH, STATA_EPOCH, UNIX_EPOCH, PackageRead
from read_packages import missing_codes
from running import ROOT, run
from truth import EPOCH


def read_all(paths):
    """Has haven read files."""
    run("Rscript", "--vanilla", ROOT / "Tests/Conformance/agreement/haven.R", *paths)


def haven(path, truth):
    """What it found in one of them."""
    found = json.loads(path.with_name(path.name + ".haven.json").read_text(encoding="utf-8"))
    expect("problem" not in found, found.get("problem"))
    columns = dict(zip(found["names"], found["columns"]))
    cells, value_labels, missing = {}, {}, {}
    for column, name in zip(truth.columns, truth.names):
        one = columns[name]
        if column.kind == "text":
            cells[name] = ["" if value is None else value for value in one["values"]]
        else:
            tags = one["tags"] or [None] * len(one["values"])
            codes = set() if truth.is_stata else missing_codes(column)
            cells[name] = [
                f".{tag}" if tag else None if value is None else converted(column.kind, float(value), one["class"], codes, truth)
                for value, tag in zip(one["values"], tags)]
        labelled = one["labelled"] or []
        tags = one["label_tags"] or [None] * len(labelled)
        value_labels[name] = {
            f".{tag}" if tag else float(value): label for value, tag, label in zip(labelled, tags, one["words"] or [])}
        if one["range"]:
            missing[name] = tuple(map(float, one["range"]))
    return PackageRead(
        found["names"], cells, {name: one["label"] for name, one in columns.items()}, value_labels,
        None if truth.is_stata else missing, formats={name: one["format"] for name, one in columns.items()},
        trims=True)


def converted(kind, value, classes, codes, truth):
    """R's days, seconds of a day and seconds as the truth has them. haven makes days of codes of kinds of missing too."""
    if kind == "date":
        seconds = round((value + UNIX_EPOCH - SPSS_EPOCH) * 86400)
        return float(seconds) if seconds in codes else value
    if kind == "time":
        # Stata's times are moments of the first of January 1960.
        return value if value in codes else (value + (UNIX_EPOCH - STATA_EPOCH) * 86400 if truth.is_stata else value) / 60
    if kind == "moment":
        return float(round(value * 1000))
    return value


def haven_dates(path, truth):
    """Days as days, times as times and moments as moments, as a user of R has them."""
    found = json.loads(path.with_name(path.name + ".haven.json").read_text(encoding="utf-8"))
    expect("problem" not in found, found.get("problem"))
    count = 0
    for column, name in zip(truth.columns, truth.names):
        if column.kind not in ["date", "time", "moment"]:
            continue
        expect(name in found["dates"], f"{name} is no date in R")
        codes = set() if truth.is_stata else missing_codes(column)
        for value, expected in zip(found["dates"][name], truth.cells[name]):
            if not isinstance(expected, float) or expected in codes:
                expect(value in [None, "NA", "   NA", "      NA"] or value.strip() == "NA", f"{name}: {value} instead of nothing")
            elif column.kind == "date":
                same(value.rjust(10, "0"), date.fromordinal(int(expected) + UNIX_EPOCH).isoformat(), name)
            elif column.kind == "time":
                shown = f"{int(expected) // 60:02}:{int(expected) % 60:02}"
                expect(shown in value or shown == "00:00", f"{name}: {value} instead of {shown}")
            else:
                same(value[:19], moment_text(expected)[:19], name)
            count += 1
    return {"cells": count}


def moment_text(milliseconds):
    return (EPOCH + timedelta(milliseconds=milliseconds)).strftime("%Y-%m-%d %H:%M:%S")
