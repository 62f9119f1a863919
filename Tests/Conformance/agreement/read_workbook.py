"""Workbooks, by openpyxl and by ssconvert, which makes CSV of each sheet."""
import csv
from datetime import date, datetime, time, timedelta

from csv_text import plain
from findings import expect, same
from running import run
from survey_model import Missing
from truth import EPOCH

FIRST = date(1900, 3, 1)


def expected(column, cell, siblings, survey, locale, values, losses):
    """What stands in a cell: a number, a day, a time, a text, or None. `Words` are any text that no author wrote."""
    kind = column.kind
    if kind == "instance":
        return instance(survey, column.name, cell, locale)
    if cell is None:
        return None
    if isinstance(cell, Missing):
        text = column.variable.missing_texts.get(cell.kind)
        return Words if text is None else survey.text(text, locale)
    if kind == "option":
        option = next(option for option in column.variable.options if option["code"] == cell)
        return survey.text(option["text"], locale) if values == "labels" else option["code"]
    if kind == "yesno":
        return Words if values == "labels" else cell
    if kind == "place":
        return cell or (0 if all(other == 0 for other in siblings) else None)
    if kind == "date":
        if cell < FIRST:
            losses.need("simplified", column.name, "days before 1900-03-01 are texts")
            return str(cell)
        return datetime(cell.year, cell.month, cell.day)
    if kind == "time":
        return time(cell // 60, cell % 60)
    if kind == "moment":
        return EPOCH.replace(tzinfo=None) + timedelta(milliseconds=cell)
    if kind == "number":
        if len(plain(abs(cell)).replace(".", "").strip("0")) > 15:
            losses.need("simplified", column.name, f"{cell} has too many digits")
        return float(cell)
    if kind == "text":
        if len(cell.encode("utf-16-le")) // 2 > 32767:
            losses.need("cut", column.name, "a text is cut")
            return Beginning(cell)
        return cell or None
    return cell


def instance(survey, level, code, locale):
    """The label of an instance of a roster; a number that is its own label stays a number."""
    for variable in survey.variables:
        for name, _, number, text in variable.instances:
            if name == level and number == code:
                return code if text is None else survey.text(text, locale)
    return None


class Words:
    """Any text."""


class Beginning(str):
    """A text of which a sheet has only the beginning."""


def rows_of(path):
    """The rows of every sheet: names -> rows of values, and of cells for what openpyxl says of them."""
    import openpyxl
    book = openpyxl.load_workbook(path, read_only=True, data_only=False)
    sheets = {sheet.title: [list(row) for row in sheet.iter_rows()] for sheet in book.worksheets}
    book.close()
    return sheets


def openpyxl_cells(path, survey, columns, table, locale, values, losses, name=None):
    """Every cell of the answers, or of the sheet of a roster, and that none is a formula."""
    sheets = rows_of(path)
    sheet = sheets[name] if name else list(sheets.values())[1]
    same([cell.value for cell in sheet[0]], [column.name for column in columns], "heads")
    same(len(sheet) - 1, len(table[columns[0].name]), "rows")
    count = 0
    for index, column in enumerate(columns):
        for number, row in enumerate(sheet[1:]):
            cell = row[index] if index < len(row) else None
            found = None if cell is None else cell.value
            siblings = [table[other.name][number] for other in columns if other.variable is column.variable] if column.kind == "place" else []
            wanted = expected(column, table[column.name][number], siblings, survey, locale, values, losses)
            where = f"{column.name} in row {number + 1}"
            if cell is not None and cell.value is not None:
                expect(cell.data_type != "f", f"{where} is a formula")
            compare_cell(found, wanted, where)
            count += 1
    return {"cells": count}


def compare_cell(found, wanted, where):
    if wanted is Words:
        expect(isinstance(found, str) and found != "", f"{where}: {found!r} is no text")
    elif isinstance(wanted, Beginning):
        expect(isinstance(found, str) and len(found) > 30000 and wanted.startswith(found.rstrip("…")), f"{where} is cut elsewhere")
    elif isinstance(wanted, datetime) and isinstance(found, datetime):
        expect(abs(found - wanted) <= timedelta(milliseconds=1), f"{where}: {found} instead of {wanted}")
    elif isinstance(wanted, float) and isinstance(found, (int, float)):
        near = abs(wanted) * 1e-15
        expect(abs(float(found) - wanted) <= near, f"{where}: {found!r} instead of {wanted!r}")
    elif isinstance(wanted, str) and isinstance(found, str):
        same(unescaped(found), wanted, where)
    else:
        same(found, wanted, where)


def unescaped(text):
    """openpyxl leaves the escapes of the format as they are."""
    import re
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text).replace("\r\n", "\n")


def openpyxl_codebook(path, survey, columns, locale):
    """Labels of variables, values and kinds of missing on the sheet of the codebook."""
    rows = [[cell.value for cell in row] for row in rows_of(path)["Codebook" if locale == "en" else codebook_name(path)]]
    found = {}
    for row in rows[1:]:
        row += [None] * (11 - len(row))
        found.setdefault(row[1], []).append(row)
    count = 0
    for column in columns:
        variable = column.variable
        if variable is None:
            continue
        head = found[variable.name][0]
        same(unescaped(head[2]), survey.label(variable, locale), f"label of {variable.name}")
        if variable.kind in ["option", "point"]:
            listed = {row[8]: unescaped(row[9]) for row in found[variable.name] if row[8] is not None}
            wanted = {option["code"]: survey.text(option["text"], locale) for option in variable.options} or {
                point: survey.text(key, locale) for point, key in variable.points.items()}
            same(listed, wanted, f"labels of values of {variable.name}")
            count += len(wanted)
        if column.option is not None:
            row = found[column.name][0]
            option = variable.options[column.option]
            same((row[8], unescaped(row[9])), (None, survey.text(option["text"], locale)), column.name)
        kinds = {row[10]: row[9] for row in found[variable.name] if row[10]}
        same(set(kinds), set(variable.missing), f"kinds of missing of {variable.name}")
        for kind, key in variable.missing_texts.items():
            if kind in kinds:
                same(unescaped(kinds[kind]), survey.text(key, locale), f"{kind} of {variable.name}")
        count += 1 + len(kinds)
    return {"labels": count}


def codebook_name(path):
    import openpyxl
    book = openpyxl.load_workbook(path, read_only=True)
    return next(name for name in book.sheetnames[2:] if book[name].max_column == 11)


def ssconvert(path, survey, columns, table, locale, losses):
    """The answers as Gnumeric reads them, which shows dates in the formats of their cells."""
    pattern = path.with_name(path.name + ".%n.csv")
    run("ssconvert", "-S", "-O", "separator=, format=raw", "-T", "Gnumeric_stf:stf_assistant", path, pattern)
    with open(path.with_name(path.name + ".1.csv"), encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, strict=True))
    same(rows[0], [column.name for column in columns], "heads")
    same(len(rows) - 1, len(table[columns[0].name]), "rows")
    count = 0
    for index, column in enumerate(columns):
        for number, row in enumerate(rows[1:]):
            siblings = [table[other.name][number] for other in columns if other.variable is column.variable] if column.kind == "place" else []
            wanted = expected(column, table[column.name][number], siblings, survey, locale, "labels", losses)
            compare_shown(row[index], wanted, f"{column.name} in row {number + 1}")
            count += 1
    return {"cells": count}


def compare_shown(found, wanted, where):
    if wanted is None:
        same(found, "", where)
    elif wanted is Words:
        expect(found != "", f"{where} is empty")
    elif isinstance(wanted, Beginning):
        expect(len(found) > 30000, f"{where} is short")
    elif isinstance(wanted, str):
        # Gnumeric leaves the escapes of the format as they are, too.
        same(unescaped(found), wanted, where)
    elif isinstance(wanted, (int, float)) and not isinstance(wanted, bool):
        expect(abs(float(found) - wanted) <= abs(wanted) * 1e-9, f"{where}: {found} instead of {wanted}")
    else:
        expect(found != "", f"{where} is empty")
