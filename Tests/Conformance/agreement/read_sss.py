"""Triple-S by the R package sss, where it can be installed: names, labels, answers.

It knows bytes only, so version 2.0 in Windows-1252 suits it; it finds the label of a code only where the code fills its
field, and that of a value with a score never."""
import json
import subprocess
from datetime import date

from findings import expect, same
from read_triple_s import definitions, records
from running import ENVIRONMENT, ROOT, run


def is_there():
    """Whether R has the package."""
    command = ["Rscript", "--vanilla", "-e", "quit(status = !requireNamespace('sss', quietly = TRUE))"]
    return subprocess.run(command, env=ENVIRONMENT, capture_output=True).returncode == 0


def compare(path):
    """What it reads is what the reader from the standard finds in the same file."""
    root, record, fields = definitions(path)
    data = path.with_name(record.get("href"))
    rows = records(path, root, record, fields)
    run("Rscript", "--vanilla", ROOT / "Tests/Conformance/agreement/sss.R", path, data)
    found = json.loads(path.with_name(path.name + ".json").read_text(encoding="utf-8"))
    names, labels, cells = [], [], []
    for index, field in enumerate(fields):
        column = [row[index] for row in rows]
        if field.type != "multiple":
            names.append(field.name)
            labels.append(field.label)
            cells.append((field, column))
            continue
        for bit in range(field.finish - field.start + 1):
            names.append(f"{field.name}_{bit + 1}" if field.finish > field.start else field.name)
            labels.append(field.label)
            cells.append((field, [text[bit] for text in column]))
    same(found["names"], names, "names")
    same(found["labels"], labels, "labels")
    count = 0
    for name, values, (field, column) in zip(names, found["values"], cells):
        same(len(values), len(column), f"rows of {name}")
        for value, text in zip(values, column):
            count += compare_cell(name, value, text, field)
    return {"cells": count, "labels": len(labels)}


def compare_cell(name, value, text, field):
    """Whether a cell was compared: texts beyond ASCII and codes that do not fill their field are not."""
    if field.type == "single":
        if value is None:
            return 0
        same(value, dict(field.values)[text.strip(" ")], name)
    elif field.type == "character":
        if not text.isascii() or '"' in text:
            return 0
        same(value.rstrip(" "), text.rstrip(" "), name)
    elif text.strip(" ") == "":
        expect(value in [None, "", " "], f"{name}: {value!r} instead of nothing")
    elif field.type == "date":
        same(value, date(int(text[:4]), int(text[4:6]), int(text[6:])).isoformat(), name)
    elif field.type == "logical":
        same(value, "TRUE" if text == "1" else "FALSE", name)
    else:
        number = float(text)
        expect(value is not None and abs(float(value) - number) <= abs(number) * 1e-9, f"{name}: {value} instead of {text}")
    return 1
