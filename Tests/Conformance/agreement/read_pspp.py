"""PSPP: what GNU's free SPSS finds in a file, or makes of a CSV and the syntax beside it."""
import csv
import re

from findings import expect, same
from packages import PackageRead
from read_packages import as_numbers
from running import run

# Labels of values are shown in the formats of their variables, so a second look is taken at days as numbers.
LOOK = """
SET TVARS=NAMES TNUMBERS=VALUES MXWARNS=1000 WIDTH=32000.
DISPLAY DICTIONARY.
{formats}
DISPLAY DICTIONARY.
MRSETS /DISPLAY NAME=ALL.
"""
WRITE = """
SAVE TRANSLATE /OUTFILE='{out}' /TYPE=CSV /REPLACE /FIELDNAMES /CELLS=VALUES /MISSING=IGNORE /KEEP=ALL.
"""


def pspp(path, truth, syntax=None):
    """Reads a file of SPSS, or runs syntax that reads something else, and gives what PSPP has in memory then."""
    folder = path.parent
    stem = path.name + ".pspp"
    values, tables = folder / f"{stem}.values.csv", folder / f"{stem}.tables.csv"
    dates = [name for column, name in zip(truth.columns, truth.names) if column.kind in ["date", "time", "moment"]]
    formats = f"FORMATS {' '.join(dates)} (F25.3)." if dates else ""
    begin = syntax or f"GET FILE='{path.name}'."
    program = folder / f"{stem}.sps"
    for file in [values, tables]:
        file.unlink(missing_ok=True)
    program.write_text(begin + LOOK.format(formats=formats) + WRITE.format(out=values.name), encoding="utf-8")
    run("pspp", "-O", "format=csv", "-o", tables.name, program.name, cwd=folder)
    found = tables_of(tables)
    text = tables.read_text(encoding="utf-8")
    expect("error:" not in text, "PSPP says: " + text[max(0, text.find("error:") - 200):][:600])
    with open(values, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, strict=True))
    names = rows[0]
    raw = {name: [row[index] if row[index].strip(" ") or name_is_text(truth, name) else "" for row in rows[1:]]
           for index, name in enumerate(names)}
    variables = found["Variables"][:len(names)]
    look = found.get("Value Labels", [])
    labels = {row["Name"]: row["Label"] for row in variables}
    missing = {row["Name"]: missing_range(row["Missing Values"]) for row in variables if row.get("Missing Values")}
    return PackageRead(
        names, as_numbers(truth, raw), labels, value_labels(look[len(look) // 2:]), missing,
        {row["Name"]: row["Measurement Level"].lower() for row in variables},
        {row["Name"]: row["Print Format"] for row in variables}, sets(found.get("Multiple Response Sets", [])))


def name_is_text(truth, name):
    return truth.columns[truth.names.index(name)].kind == "text" if name in truth.names else True


def tables_of(path):
    """The tables of an output: name -> rows. A cell without a text has that of the row above."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    found, current, head = {}, None, None
    for row in rows:
        if row and row[0].startswith("Table: "):
            current, head = found.setdefault(row[0].removeprefix("Table: "), []), None
        elif not row:
            current = None
        elif current is not None and head is None:
            head = row
        elif current is not None and not row[0].startswith("Footnote"):
            current.append(dict(zip([name or "." for name in head], row)) | {"cells": row})
    return found


def missing_range(text):
    found = re.match(r"(-?\d+) THRU (-?\d+)", text)
    return (float(found[1]), float(found[2])) if found else (None, None)


def value_labels(rows):
    """Value labels by variable. A mark behind a value says that it is missing."""
    found, name = {}, None
    for row in rows:
        first, value, label = row["cells"][:3]
        name = first or name
        number = re.sub(r"\[[a-z]\]$", "", value)
        try:
            found.setdefault(name, {})[float(number)] = label
        except ValueError:
            found.setdefault(name, {})[number] = label
    return found


def sets(rows):
    """Multiple-response sets by the names of their variables."""
    found = {}
    for row in rows:
        _, label, encoding, counted, members = row["cells"][:5]
        same((encoding, counted), ("Dichotomies", "1"), "a multiple-response set")
        found[tuple(members.split("\n"))] = label
    return found


def weight_of(path):
    """The variable that PSPP weighs by when it has read a file."""
    program = path.with_name(path.name + ".weight.sps")
    program.write_text(f"GET FILE='{path.name}'.\nSHOW WEIGHT.\n", encoding="utf-8")
    found = re.search(r"response_weight|WEIGHT is off", run("pspp", "-O", "format=csv", program.name, cwd=path.parent))
    return found and found[0]
