"""A table of responses as CSV, by every reader of CSV: each cell is the text that Documentation/Formats.md says."""
import csv
from datetime import timedelta
from decimal import Decimal

from findings import same
from survey_model import Missing
from truth import EPOCH

csv.field_size_limit(10_000_000)  # longer than the longest text


def text(column, cell):
    """What stands in a cell."""
    if isinstance(cell, Missing):
        return "." + cell.kind
    if cell is None:
        return ""
    kind = column.kind
    if kind == "option":
        return next(option["name"] for option in column.variable.options if option["code"] == cell)
    if kind == "yesno":
        return "true" if cell else "false"
    if kind in ["number", "weight"]:
        return plain(cell)
    if kind == "time":
        return f"{cell // 60:02}:{cell % 60:02}"
    if kind == "moment":
        return instant(cell)
    if kind == "instance":
        return column.names.get(cell, str(cell))
    if kind in ["flag", "point", "date"]:
        return str(cell)
    if kind == "place":
        return str(cell) if cell else ""
    return "." + cell if cell.startswith(".") else cell


def plain(number):
    """A number as the program writes it."""
    number = Decimal(number)
    digits = format(number, "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def instant(milliseconds):
    moment = EPOCH + timedelta(milliseconds=milliseconds)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{milliseconds % 1000:03}Z"


def expected(columns, table):
    """The texts of all cells. In a ranking without any place all are 0."""
    texts = {}
    for column in columns:
        found = [text(column, cell) for cell in table[column.name]]
        if column.kind == "place":
            siblings = [other for other in columns if other.variable is column.variable]
            for row, cell in enumerate(table[column.name]):
                if cell == 0 and all(table[other.name][row] == 0 for other in siblings):
                    found[row] = "0"
        texts[column.name] = found
    return texts


def compare(columns, table, found, names):
    """Compares texts that a reader gives, cell by cell."""
    same(names, [column.name for column in columns], "columns")
    wanted = expected(columns, table)
    count = 0
    for column in columns:
        same(len(found[column.name]), len(wanted[column.name]), f"rows of {column.name}")
        for row, (one, other) in enumerate(zip(found[column.name], wanted[column.name])):
            same(one, other, f"{column.name} in row {row + 1}")
        count += len(wanted[column.name])
    return {"cells": count}


def by_python(path):
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, strict=True))
    # A row ends with CR LF; a line break that was typed is LF, or it would not come back.
    same(path.read_bytes().count(b"\r\n"), len(rows), "ends of rows")
    for number, row in enumerate(rows):
        same(len(row), len(rows[0]), f"cells of row {number}")
    return rows[0], {name: [row[index] for row in rows[1:]] for index, name in enumerate(rows[0])}


def by_pandas(path):
    import pandas
    frame = pandas.read_csv(path, dtype=str, keep_default_na=False, na_filter=False)
    return list(frame.columns), {name: list(frame[name]) for name in frame.columns}


def by_duckdb(path):
    import duckdb
    with duckdb.connect() as database:
        database.execute("SET threads = 1")
        found = database.execute(
            "SELECT * FROM read_csv(?, header = true, all_varchar = true, delim = ',', quote = '\"', escape = '\"', "
            "nullstr = ['\x01none'], max_line_size = 10000000)", [str(path)])
        names = [column[0] for column in found.description]
        rows = found.fetchall()
    return names, {name: [row[index] or "" for row in rows] for index, name in enumerate(names)}


READERS = {"python csv": by_python, "pandas": by_pandas, "DuckDB": by_duckdb}


def read(reader, columns, table, path):
    names, found = READERS[reader](path)
    return compare(columns, table, found, names)
