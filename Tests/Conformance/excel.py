"""Reads a workbook of answers with openpyxl and ssconvert, and compares it cell by cell with the CSV of the same responses.

    excel.py ANSWERS.xlsx ANSWERS.csv SURVEY.json [--values codes] [--locale TAG]

The CSV has rosters as wide columns and personal variables where the workbook has. SURVEY.json is the compiled survey
(`sondeo compile --to json`): labels, codes and kinds are its. With `--rosters long` in the workbook the variables of
rosters are looked for on their own sheets.
"""
import argparse
import csv
import datetime
import json
import subprocess
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

from openpyxl import load_workbook

KINDS = ["skipped", "dont_know", "refused", "not_applicable"]
EPOCH = datetime.datetime(1970, 1, 1)


def expect(truth, message):
    if not truth:
        raise SystemExit(f"excel.py: {message}")


def read():
    parser = argparse.ArgumentParser()
    parser.add_argument("workbook", type=Path)
    parser.add_argument("table", type=Path)
    parser.add_argument("survey", type=Path)
    parser.add_argument("--values", default="labels")
    parser.add_argument("--locale")
    return parser.parse_args()


class Survey:
    """What the compiled survey says of columns."""

    def __init__(self, path, locale):
        document = json.loads(path.read_text(encoding="utf-8"))
        self.language = locale or document["language"]
        self.texts = {text["key"]: text["source"] for text in document["texts"]}
        for translated in document["localizations"]:
            if translated["language"] == self.language:
                self.texts.update({key: text["text"] for key, text in translated["texts"].items()})
        self.lists = {entry.get("id", entry["name"]): entry["options"] for entry in document["lists"]}
        self.variables = {variable["name"]: variable for variable in document["variables"]}
        self.rosters = document.get("rosters", [])

    def of(self, column):
        """The variable and option of a column."""
        name, _, option = column.partition(":")
        return self.variables[name], option

    def label(self, variable, option):
        """The label of an option: what pipes something stays, and a line break is a space."""
        text = next(o["text"] for o in self.lists[variable["domain"]["list"]] if o["name"] == option)
        return " ".join(self.texts[text].splitlines())

    def code(self, variable, option):
        return next(o["code"] for o in self.lists[variable["domain"]["list"]] if o["name"] == option)


def is_missing(cell):
    return cell.startswith(".") and not cell.startswith("..") and cell[1:] in KINDS


def same_label(label, value):
    """Whether a cell has a label, in which what stands in braces or brackets may be written out."""
    return value == label or "{" in label and isinstance(value, str) and value != ""


def compare(survey, column, cell, found, values):
    """Whether a cell of the workbook is what the CSV has; the message says what differs."""
    value = found.value
    if cell == "":
        return value is None
    if column.startswith("response:"):
        part = column.partition(":")[2]
        if part == "version":
            return value == int(cell)
        if part == "weight":
            return abs(value - float(cell)) < 1e-9
        if part in ["started", "ended"]:
            moment = datetime.datetime.fromisoformat(cell.replace("Z", "+00:00")).replace(tzinfo=None)
            return isinstance(value, datetime.datetime) and abs(value - moment) < datetime.timedelta(milliseconds=1)
        if part == "stale":
            return value == (cell == "true") if values == "codes" else isinstance(value, str)
        return value == (cell[1:] if cell.startswith("..") else cell)
    variable, option = survey.of(column)
    kind = variable["domain"]["kind"]
    if is_missing(cell):
        grey = found.font.color is not None and str(found.font.color.rgb).endswith("7F7F7F")
        return isinstance(value, str) and value != "" and found.font.i and grey
    expect(not found.font.i, f"{column}: an answer in italics")
    if kind in ["options", "order", "point"]:
        return value == int(cell)
    if kind == "option":
        if values == "codes":
            return value == survey.code(variable, cell)
        return same_label(survey.label(variable, cell), value)
    if kind in ["yesno", "truth"]:
        return value == (1 if cell == "true" else 0) if values == "codes" else isinstance(value, str)
    if kind == "number":
        return isinstance(value, (int, float)) and float(cell) == float(value)
    if kind == "date":
        day = datetime.date.fromisoformat(cell)
        return isinstance(value, datetime.datetime) and value.date() == day if day.year >= 1900 else value == cell
    if kind == "time":
        return isinstance(value, datetime.time) and value.strftime("%H:%M") == cell
    text = cell[1:] if cell.startswith("..") else cell
    return found.data_type in ["s", "inlineStr"] and value == text


def sheets_of(workbook, title):
    """The sheets that a table stands on, in their order."""
    first = workbook.sheetnames.index(title)
    further = [name for name in workbook.sheetnames if name.startswith(title + " ") and name[len(title) + 1:].isdigit()]
    return [workbook.worksheets[first]] + [workbook[name] for name in further]


def answers(workbook, survey, rows, values):
    sheets = sheets_of(workbook, workbook.sheetnames[1])
    heads = [cell.value for cell in sheets[0][1]]
    expect(len(heads) == len(set(heads)), "two columns of one name")
    table = list(csv.DictReader(rows))
    missing = [name for name in heads if name not in table[0]]
    expect(not missing, f"columns that the CSV has not: {missing}")
    count = compared = words = 0
    for sheet in sheets:
        expect([cell.value for cell in sheet[1]] == heads, f"{sheet.title} has another head")
        expect(sheet.freeze_panes is not None, f"{sheet.title} does not keep its head in sight")
        expect(sheet.auto_filter.ref is not None, f"{sheet.title} has no filter")
        for row in sheet.iter_rows(min_row=2):
            line = table[count]
            for name, found in zip(heads, row):
                expect(found.data_type != "f", f"{found.coordinate} is a formula")
                is_same = compare(survey, name, line[name], found, values)
                expect(is_same, f"{sheet.title}!{found.coordinate} {name}: {found.value!r} where the CSV has {line[name]!r}")
                compared += 1
                words += is_missing(line[name])
            count += 1
    expect(count == len(table), f"{count} rows where the CSV has {len(table)}")
    return count, compared, words, heads


def rosters(workbook, survey, rows, values):
    """A sheet of a roster that does not stand in another: each row is what the wide columns of its instance have."""
    table = {line["response:id"]: line for line in csv.DictReader(rows)}
    compared = 0
    for roster in survey.rosters:
        if roster.get("name") not in workbook.sheetnames:
            continue
        sheet = workbook[roster["name"]]
        heads = [cell.value for cell in sheet[1]]
        names = {}
        for instance in roster["instances"]:
            names[instance["name"]] = instance["name"]
            for options in survey.lists.values() if "option" in instance else []:
                for option in options:
                    if option["name"] == instance["option"]:
                        names[option["code"]] = names[" ".join(survey.texts[option["text"]].splitlines())] = instance["name"]
            if "number" in instance:
                names[instance["number"]] = instance["name"]
        asked = 0
        for row in sheet.iter_rows(min_row=2):
            line, instance = table[row[0].value], names[row[1].value]
            for head, found in zip(heads[2:], row[2:]):
                stem, colon, option = head.partition(":")
                column = next(c for c in [f"{stem}.{instance}{colon}{option}", f"{stem}{colon}{option}"] if c in line)
                is_same = compare(survey, column, line[column], found, values)
                expect(is_same, f"{sheet.title}!{found.coordinate} {column}: {found.value!r} where the CSV has {line[column]!r}")
                compared += 1
                asked += line[column] != ""
        wide = [column for column in next(iter(table.values())) for head in heads[2:] for instance in set(names.values())
                if column == head.replace(":", f".{instance}:") or column == f"{head}.{instance}"]
        expect(asked == sum(line[column] != "" for line in table.values() for column in set(wide)), f"{sheet.title} lacks answers")
    return compared


def codebook(workbook, survey, heads):
    """Every option of a column has its code and label there."""
    tables = sheets_of(workbook, workbook.sheetnames[1])
    wide = [sheet for sheet in workbook.worksheets if sheet.max_column == 11 and sheet not in tables]
    sheet = next(sheet for sheet in wide if sheet.cell(1, 1).value != "response:id")
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    by_name = {}
    for row in rows:
        by_name.setdefault(row[1], []).append(row)
    labels = 0
    for column in heads:
        if column.startswith("response:"):
            continue
        variable, option = survey.of(column)
        expect(column in by_name or variable["name"] in by_name, f"the codebook has no {column}")
        if variable["domain"]["kind"] not in ["option", "options", "order"]:
            continue
        for entry in survey.lists[variable["domain"]["list"]]:
            is_spread = variable["domain"]["kind"] != "option"
            name = f"{variable['name']}:{entry['name']}" if is_spread else variable["name"]
            label = survey.label(variable, entry["name"])
            found = [row for row in by_name.get(name, []) if row[8] == entry["code"]]
            expect(len(found) == 1 and same_label(label, found[0][9]), f"the codebook says {found} of {name}")
            labels += 1
    return labels


def ssconvert(path, heads):
    """Gnumeric sees the same table, and no formula."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            ["ssconvert", "--export-file-per-sheet", path, f"{folder}/%n.csv"], capture_output=True, encoding="utf-8")
        expect(done.returncode == 0, f"ssconvert: {done.stderr}")
        files = sorted(Path(folder).glob("*.csv"), key=lambda file: int(file.stem))
        with open(files[1], encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        expect(rows[0][:len(heads)] == heads, "ssconvert reads another head")
        return len(rows) - 1


def main():
    given = read()
    survey = Survey(given.survey, given.locale)
    workbook = load_workbook(given.workbook)
    with open(given.table, encoding="utf-8", newline="") as rows:
        count, compared, words, heads = answers(workbook, survey, rows, given.values)
    with open(given.table, encoding="utf-8", newline="") as rows:
        compared += rosters(workbook, survey, rows, given.values)
    labels = codebook(workbook, survey, heads)
    seen = ssconvert(given.workbook, heads)
    first = len(list(sheets_of(workbook, workbook.sheetnames[1])[0].iter_rows(min_row=2)))
    expect(seen == first, f"ssconvert reads {seen} rows, openpyxl {first}")
    print(f"{count} rows, {compared} cells ({words} of them kinds of missing) and {labels} labels agree")


if __name__ == "__main__":
    sys.exit(main())
