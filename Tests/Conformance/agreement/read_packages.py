"""Readers of files of SPSS and Stata in Python: pyreadstat, pandas, and the command `readstat`."""
import csv
import math
import struct
import warnings
from datetime import date, datetime, time, timezone

from findings import expect, same
from packages import SPSS_EPOCH, STATA_EPOCH, UNIX_EPOCH, PackageRead
from running import run

DATES = {"date", "time", "moment"}


def number(value):
    """A number of a cell; None for the system's missing value."""
    if value is None or isinstance(value, str) and value == "":
        return None
    value = float(value)
    return None if math.isnan(value) else value


def spss(kind, seconds, missing):
    """Seconds since 1582 as the truth has days, times and moments; codes of kinds of missing stay."""
    if seconds is None or kind not in DATES or seconds in missing:
        return seconds
    if kind == "time":
        return seconds / 60
    if kind == "date":
        return seconds / 86400 + SPSS_EPOCH - UNIX_EPOCH
    return float(round((seconds + (SPSS_EPOCH - UNIX_EPOCH) * 86400) * 1000))


def stata(kind, value):
    """Stata's days and milliseconds since 1960 likewise."""
    if not isinstance(value, float) or kind not in DATES:
        return value
    if kind == "time":
        return value / 60000
    if kind == "date":
        return value + STATA_EPOCH - UNIX_EPOCH
    return value + (STATA_EPOCH - UNIX_EPOCH) * 86_400_000.0


def missing_codes(column):
    return {float(column.variable.missing_code(kind)) for kind in ["skipped", "dont_know", "refused", "not_applicable"]} if column.variable else set()


def as_numbers(truth, raw):
    """Cells of a file of SPSS as a reader gives them: numbers or texts."""
    cells = {}
    for column, name in zip(truth.columns, truth.names):
        if column.kind == "text":
            cells[name] = ["" if value is None else value for value in raw[name]]
        else:
            codes = missing_codes(column)
            cells[name] = [spss(column.kind, number(value), codes) for value in raw[name]]
    return cells


def pyreadstat_spss(path, truth):
    import pyreadstat
    frame, meta = pyreadstat.read_sav(str(path), user_missing=True, disable_datetime_conversion=True)
    raw = {name: frame[name].tolist() for name in meta.column_names}
    missing = {
        name: next(((one["lo"], one["hi"]) for one in ranges if one["lo"] != one["hi"]), (None, None))
        for name, ranges in meta.missing_ranges.items()
    }
    long = long_names(path)
    sets = {tuple(long.get(name.upper(), name) for name in one["variable_list"]): one["label"] for one in (meta.mr_sets or {}).values()}
    for one in (meta.mr_sets or {}).values():
        same((one["type"], one["is_dichotomy"], str(one["counted_value"])), ("D", True, "1"), "a multiple-response set")
    return PackageRead(
        list(meta.column_names), as_numbers(truth, raw), dict(zip(meta.column_names, meta.column_labels)),
        {name: {float(value): label for value, label in labels.items()} for name, labels in meta.variable_value_labels.items()},
        missing, meta.variable_measure, meta.original_variable_types, sets)


def long_names(path):
    """Short names of variables to their long ones: pyreadstat shows the short ones in sets. It is a record of the dictionary,
    type 7, subtype 13."""
    data = path.read_bytes()
    start = data.find(struct.pack("<iii", 7, 13, 1))
    expect(start > 0, "long names of variables are missing")
    size = struct.unpack_from("<i", data, start + 12)[0]
    pairs = data[start + 16:start + 16 + size].decode("utf-8").split("\t")
    return dict(pair.rstrip("\0").split("=", 1) for pair in pairs if "=" in pair)


def pyreadstat_dates(path, truth):
    """Dates as dates, times as times: as a user of Python has them without asking for more."""
    import pyreadstat
    frame, _ = pyreadstat.read_sav(str(path))
    count = 0
    for column, name in zip(truth.columns, truth.names):
        if column.kind not in DATES:
            continue
        codes = missing_codes(column)
        for value, expected in zip(frame[name].tolist(), truth.cells[name]):
            if expected is None or expected in codes:
                expect(value is None or value != value, f"{name}: {value!r} instead of nothing")
            elif column.kind == "date":
                same(value, date.fromordinal(int(expected) + UNIX_EPOCH), name)
            elif column.kind == "time":
                same(value, time(int(expected) // 60, int(expected) % 60), name)
            else:
                moment = value.replace(tzinfo=timezone.utc).timestamp() * 1000
                same(round(moment), round(expected), name)
            count += 1
    return {"cells": count}


def readstat_command(path, truth):
    """The command line program of the library, which writes numbers with up to fourteen decimals."""
    out = path.with_name(path.name + ".readstat.csv")
    out.unlink(missing_ok=True)
    run("readstat", "-f", path, out)
    # It says that it cannot read a file, and ends as if it had.
    expect(out.exists(), f"readstat makes nothing of {path.name}")
    with open(out, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, strict=True))
    raw = {name: [row[index] for row in rows[1:]] for index, name in enumerate(rows[0])}
    if not truth.is_stata:
        return PackageRead(rows[0], as_numbers(truth, raw), digits=13)
    cells = {}
    for column, name in zip(truth.columns, truth.names):
        if column.kind == "text":
            cells[name] = raw[name]
            continue
        cells[name] = [
            # It shows every missing value of Stata as an empty cell, and days as days.
            other if value == "" and isinstance(other, str)
            else float(date.fromisoformat(value.rjust(10, "0")).toordinal() - UNIX_EPOCH) if column.kind == "date" and "-" in value[1:]
            else stata(column.kind, number(value)) for value, other in zip(raw[name], truth.cells[name])]
    return PackageRead(rows[0], cells, digits=13, trims=True)


# Stata keeps its missing values as the numbers behind the largest of a long.
STATA_MISSING = {2147483621 + index: "." + ("" if index == 0 else chr(96 + index)) for index in range(27)}


def pandas_stata(path, truth):
    import pandas
    from pandas.io.stata import StataMissingValue
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with pandas.io.stata.StataReader(
                str(path), convert_dates=False, convert_categoricals=False, convert_missing=True, preserve_dtypes=True) as reader:
            frame = reader.read()
            labels, tables = reader.variable_labels(), reader.value_labels()
            sets = dict(zip(frame.columns, reader._lbllist))
            formats = dict(zip(frame.columns, reader._fmtlist))
    cells, value_labels = {}, {}
    for column, name in zip(truth.columns, truth.names):
        values = frame[name].tolist()
        if column.kind == "text":
            cells[name] = values
        else:
            cells[name] = [
                (None if value.string == "." else value.string) if isinstance(value, StataMissingValue)
                else stata(column.kind, number(value)) for value in values]
        value_labels[name] = {
            STATA_MISSING.get(int(value), float(value)): label for value, label in tables.get(sets[name], {}).items()}
    return PackageRead(list(frame.columns), cells, labels, value_labels, formats=formats)


def pandas_dates(path, truth):
    """Days as days and moments as moments, as a user of pandas has them."""
    import pandas
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        frame = pandas.read_stata(str(path), convert_categoricals=False)
    count = 0
    for column, name in zip(truth.columns, truth.names):
        if column.kind not in ["date", "moment"]:
            continue
        for value, expected in zip(frame[name].tolist(), truth.cells[name]):
            if not isinstance(expected, float):
                expect(value is None or value != value, f"{name}: {value!r} instead of nothing")
            elif column.kind == "date":
                found = value.date() if isinstance(value, datetime) else value
                same(found, date.fromordinal(int(expected) + UNIX_EPOCH), name)
            else:
                same(round(value.replace(tzinfo=timezone.utc).timestamp() * 1000), round(expected), name)
            count += 1
    return {"cells": count}
