"""Reads files of SPSS and Stata with pyreadstat and pandas, and compares them with our CSV, cell by cell and label by label.

    packages.py FOLDER [NAME [LANGUAGE]]

FOLDER holds truth.csv (our CSV), codebook.json (sondeo codebook --format json), and any of NAME.sav, NAME.zsav and
NAME.dta (answers, unless told otherwise), all of the same responses; LANGUAGE is that of their labels. Says what differs, and ends with 1 then.
"""
import csv
import json
import math
import sys
from datetime import datetime
from pathlib import Path

import pandas
import pyreadstat

MISSING = {".skipped": 0, ".dont_know": 1, ".refused": 2, ".not_applicable": 3}
LETTERS = {".dont_know": ".a", ".refused": ".b", ".not_applicable": ".c", ".skipped": ".d"}
KINDS = {"skipped": ".skipped", "dont_know": ".dont_know", "refused": ".refused", "not_applicable": ".not_applicable"}
SPSS_DAYS, SPSS_SECONDS = 141_428, 12_219_379_200
STATA_DAYS, STATA_MILLISECONDS = 3_653, 315_619_200_000
RESPONSE_TEXTS = ("id", "survey", "structure", "locale", "station", "channel", "seed", "state")


class Faults:
    def __init__(self):
        self.count = 0

    def __call__(self, text):
        self.count += 1
        if self.count <= 40:
            print("FAILED", text)


LANGUAGE = "en"


def said(label):
    """The text of a label in the language of the files, whatever else the codebook says of it."""
    if isinstance(label, dict):
        for key in ("text", LANGUAGE, *label):
            if key in label:
                return said(label[key])
    return label


class Column:
    """A column of our CSV, and what the codebook knows of it."""

    def __init__(self, header, variables):
        self.header = header
        self.option = None
        self.entry = None
        if header.startswith("response:"):
            self.part = header.split(":")[1]
            self.kind = "text" if self.part in RESPONSE_TEXTS else {
                "version": "number", "stale": "yesno", "started": "moment", "ended": "moment", "weight": "number"}[self.part]
            return
        name, _, option = header.partition(":")
        self.entry = variables[name]
        self.kind = self.entry["type"]
        if option:
            self.option = next(c for c in self.entry.get("categories", []) if c["name"] == option)
            self.kind = {"set": "flag", "ranking": "place"}[self.kind]

    @property
    def codes(self):
        """The codes of kinds of missing: four below every value."""
        low = 0
        if self.kind in ("option", "point"):
            low = min((c["code"] for c in self.entry.get("categories", [])), default=0)
        if self.kind == "point" and self.entry.get("low") is not None:
            low = int(float(self.entry["low"]))
        if self.kind == "number":
            low = self.entry.get("low")
            low = None if low is None else math.floor(float(low))
        first = -99
        while low is not None and first + 3 >= low:
            first = first * 10 - 9
        return -8_999_999_999_999_999 if low is None else first

    def labels(self):
        """The labels that values should have, by number."""
        if self.kind in ("option", "point"):
            return {float(c["code"]): said(c["label"]) for c in self.entry.get("categories", []) if said(c.get("label"))}
        return {}

    def number(self, cell, spss):
        """What a cell should be as a number; a text for a letter of Stata's, None for system-missing."""
        if cell == "":
            return None
        if cell in MISSING:
            return float(self.codes + MISSING[cell]) if spss else LETTERS[cell]
        if self.kind == "option":
            return float(next(c["code"] for c in self.entry["categories"] if c["name"] == cell))
        if self.kind == "yesno":
            return {"true": 1.0, "false": 0.0}[cell]
        if self.kind == "place" and cell == "0":
            return 0.0 if spss else ".e"
        if self.kind == "date":
            days = (datetime.strptime(cell, "%Y-%m-%d") - datetime(1970, 1, 1)).days
            return float((days + SPSS_DAYS) * 86_400 if spss else days + STATA_DAYS)
        if self.kind == "time":
            minutes = int(cell[:2]) * 60 + int(cell[3:])
            return float(minutes * 60 if spss else minutes * 60_000)
        if self.kind == "moment":
            past = datetime.strptime(cell, "%Y-%m-%dT%H:%M:%S.%fZ") - datetime(1970, 1, 1)
            milliseconds = round(past.total_seconds() * 1000)
            return milliseconds / 1000 + SPSS_SECONDS if spss else float(milliseconds + STATA_MILLISECONDS)
        return float(cell)

    def text(self, cell, limit):
        """What a cell should be as a text."""
        if self.entry is not None:
            if cell.startswith(".."):
                cell = cell[1:]
            elif cell in MISSING:
                return ""
        cut = cell.encode()[:limit]
        # A letter that people see is not cut in two; what exactly one is, readers of Unicode may see differently.
        return cell if len(cell.encode()) <= limit else cut.decode(errors="ignore")


def truth(folder, language):
    with open(folder / "truth.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    codebook = json.loads((folder / "codebook.json").read_text(encoding="utf-8"))
    global LANGUAGE
    LANGUAGE = language or codebook.get("language", "en")
    variables = {entry["name"]: entry for entry in codebook["variables"]}
    return [Column(header, variables) for header in rows[0]], rows[1:]


def places(columns, rows):
    """Options without a place are empty in CSV, as if they had not been asked; the ranking says which it is."""
    rows = [list(row) for row in rows]
    groups = {}
    for index, column in enumerate(columns):
        if column.kind == "place":
            groups.setdefault(column.header.split(":")[0], []).append(index)
    for group in groups.values():
        for row in rows:
            if any(row[index] not in ("", *MISSING) for index in group):
                for index in group:
                    row[index] = row[index] or "0"
    return rows


def plain_name(header, spss):
    allowed = "_.$#@" if spss else "_"
    return "".join(c if c.isascii() and c.isalnum() or c in allowed else "_" for c in header)


def compare_names(fault, file, columns, names, spss):
    if len(names) != len(columns):
        fault(f"{file}: {len(names)} variables, not {len(columns)}")
    if len({name.lower() for name in names}) != len(names):
        fault(f"{file}: two names are the same")
    for name, column in zip(names, columns):
        plain = plain_name(column.header, spss)
        stem = plain[: (64 if spss else 32) - 5].rstrip("_")
        if name not in (plain, "v_" + plain) and not name.startswith(stem):
            fault(f"{file}: {column.header} is called {name}")


def close(left, right):
    return left == right or abs(left - right) <= 1e-9 * max(abs(left), abs(right))


def compare_labels(fault, file, column, name, label, limit):
    """The label of a variable has the text of its question, cut where it must be, and that of its row or option."""
    if column.entry is None:
        if not label:
            fault(f"{file}: {name} has no label")
        return
    question = said(column.entry.get("question")) or said(column.entry["label"])
    part = said((column.option or column.entry).get("label" if column.option else "part"))
    if part and len(part.encode()) <= limit / 2 and not label.endswith(part):
        fault(f"{file}: the label of {name} does not end in {part!r}: {label!r}")
    if not label.startswith(question[: min(len(question), 20)]):
        fault(f"{file}: the label of {name} does not begin with its question: {label!r}")


def compare_value_labels(fault, file, column, name, labels, kinds, limit):
    """`labels` by number, or by letter; `kinds` says what each kind of missing is in the file."""
    for number, text in column.labels().items():
        there = labels.get(number)
        if there != text and not (there and there.endswith("…") and text.startswith(there[:-1]) and len(text.encode()) > limit):
            fault(f"{file}: {name} says {there!r} for {number}, not {text!r}")
    if column.kind in ("flag", "yesno") and not {0.0, 1.0} <= set(labels):
        fault(f"{file}: {name} has labels for {sorted(map(str, labels))}")
    if column.entry is None or column.kind == "text":
        return
    for missing in column.entry["missing"]:
        if missing["kind"] in KINDS:
            there = labels.get(kinds(KINDS[missing["kind"]]))
            if not there or said(missing["label"])[:20] not in there[:20]:
                fault(f"{file}: {name} says {there!r} for {missing['kind']}")


def compare_cells(fault, file, columns, rows, name, column, index, values, spss, limit):
    for row, (truth, value) in enumerate(zip(rows, values)):
        cell = truth[index]
        if column.kind == "text":
            wanted = column.text(cell, limit)
            value = "" if value is None or value != value else value
            same = value == wanted or value == wanted.rstrip(" ") and spss
            # Cut between letters, so up to one letter shorter than the bytes allow.
            same = same or len(cell.encode()) > limit and wanted.startswith(value) and len(value.encode()) > limit - 64
        else:
            wanted = column.number(cell, spss)
            if isinstance(value, float) and value != value:
                value = None
            same = value == wanted if wanted is None or isinstance(wanted, str) or value is None or isinstance(value, str) \
                else close(value, wanted)
        if not same:
            fault(f"{file}: row {row + 1}, {name}: {str(value)[:60]!r}, not {str(wanted)[:60]!r} ({cell[:60]!r})")


def spss(fault, file, columns, rows):
    frame, meta = pyreadstat.read_sav(str(file), user_missing=True, disable_datetime_conversion=True)
    raw, _ = pyreadstat.read_sav(str(file), disable_datetime_conversion=True)
    name = file.name
    if len(frame) != len(rows):
        fault(f"{name}: {len(frame)} rows, not {len(rows)}")
    if meta.file_encoding != "UTF-8":
        fault(f"{name}: its encoding is {meta.file_encoding}")
    compare_names(fault, name, columns, meta.column_names, True)
    rows = places(columns, rows)
    sets = {}
    for index, (column, variable) in enumerate(zip(columns, meta.column_names)):
        compare_cells(fault, name, columns, rows, variable, column, index, frame[variable].tolist(), True, 32_767)
        compare_labels(fault, name, column, variable, meta.column_names_to_labels[variable] or "", 256)
        labels = {float(k): v for k, v in meta.variable_value_labels.get(variable, {}).items()} if column.kind != "text" else {}
        compare_value_labels(
            fault, name, column, variable, labels, lambda kind: float(column.codes + MISSING[kind]), 120)
        if column.kind != "text":
            seen = any(row[index] in MISSING for row in rows)
            if raw[variable].notna().sum() > sum(row[index] not in ("", *MISSING) for row in rows):
                fault(f"{name}: a kind of missing of {variable} counts as an answer")
            if seen and variable not in meta.missing_ranges:
                fault(f"{name}: {variable} declares no missing values")
        measure = {"option": "nominal", "flag": "nominal", "yesno": "nominal", "text": "nominal", "point": "ordinal",
                   "place": "ordinal"}.get(column.kind, "scale")
        if meta.variable_measure[variable] != measure:
            fault(f"{name}: {variable} is {meta.variable_measure[variable]}, not {measure}")
        wanted = {"date": "DATE11", "time": "TIME5", "moment": "DATETIME23.2"}.get(column.kind)
        if wanted and meta.original_variable_types[variable] != wanted:
            fault(f"{name}: {variable} has the format {meta.original_variable_types[variable]}")
        if column.kind == "flag":
            sets.setdefault(column.header.split(":")[0], []).append(variable)
    there = {tuple(one["variable_list"]): one for one in meta.mr_sets.values()} if meta.mr_sets else {}
    for set_name, variables in sets.items():
        one = there.get(tuple(variables))
        if len(variables) > 1 and (one is None or one["counted_value"] != 1 or not one["is_dichotomy"] or not one["label"]):
            fault(f"{name}: {set_name} is no multiple-response set of {variables}: {meta.mr_sets}")


def stata(fault, file, columns, rows):
    # pyreadstat returns rubbish for system-missing in integer columns, so pandas reads it.
    name = file.name
    with pandas.read_stata(
            file, iterator=True, convert_dates=False, convert_categoricals=False, convert_missing=True,
            preserve_dtypes=False) as reader:
        frame = reader.read()
        labels = reader.variable_labels()
        value_labels = reader.value_labels()
        sets = dict(zip(reader._varlist, reader._lbllist))
        formats = dict(zip(reader._varlist, reader._fmtlist))
    if len(frame) != len(rows):
        fault(f"{name}: {len(frame)} rows, not {len(rows)}")
    compare_names(fault, name, columns, list(frame.columns), False)
    rows = places(columns, rows)
    first = 2_147_483_622  # what .a is among labels
    for index, (column, variable) in enumerate(zip(columns, frame.columns)):
        values = []
        for value in frame[variable].tolist():
            if isinstance(value, pandas.io.stata.StataMissingValue):
                value = None if value.string == "." else value.string
            elif column.kind != "text" and value is not None:
                value = float(value)
            values.append(value)
        compare_cells(fault, name, columns, rows, variable, column, index, values, False, 2_045)
        compare_labels(fault, name, column, variable, labels[variable], 80)
        ours = {}
        for value, text in value_labels.get(sets[variable], {}).items():
            ours[float(value) if value < first else "." + "abcde"[value - first]] = text
        compare_value_labels(fault, name, column, variable, ours, lambda kind: LETTERS[kind], 32_000)
        wanted = {"date": "%td", "time": "%tcHH:MM", "moment": "%tc"}.get(column.kind)
        if wanted and formats[variable] != wanted:
            fault(f"{name}: {variable} has the format {formats[variable]}")


def main():
    folder = Path(sys.argv[1])
    name = sys.argv[2] if len(sys.argv) > 2 else "answers"
    columns, rows = truth(folder, sys.argv[3] if len(sys.argv) > 3 else None)
    fault = Faults()
    read = 0
    for ending, check in [("sav", spss), ("zsav", spss), ("dta", stata)]:
        file = folder / f"{name}.{ending}"
        if file.exists():
            before = fault.count
            check(fault, file, columns, rows)
            read += 1
            if fault.count == before:
                print(f"ok     {file.name}: {len(rows)} rows of {len(columns)} variables")
    if not read:
        fault(f"{folder}: there is no {name}.sav, .zsav or .dta")
    if fault.count:
        print(f"{fault.count} differences")
    return 1 if fault.count else 0


if __name__ == "__main__":
    sys.exit(main())
