"""A small reader of Triple-S, written from the standard (2.0 and 3.0, fixed columns and CSV), and xmllint with the DTDs."""
import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import truth as answers
from findings import expect, same
from running import run
from survey_model import Missing

# Kinds of missing stand behind the categories, in this order.
ORDER = ["dont_know", "refused", "not_applicable", "skipped"]
STATES = ["complete", "partial", "screened", "refused", "abandoned"]


@dataclass
class Field:
    """A variable of a definitions file."""

    name: str
    label: str
    type: str
    start: int
    finish: int
    values: list
    low: str | None
    high: str | None
    size: int | None
    spread: int | None


def text_of(element):
    """The text of a label, which may be in a `text` element for each language."""
    if element is None:
        return ""
    inner = element.findall("text")
    return "".join(inner[0].itertext()) if inner else "".join(element.itertext())


def definitions(path):
    """The variables of a file, and what its record says."""
    root = ElementTree.parse(path).getroot()
    same(root.tag, "sss", "root element")
    record = root.find("survey/record")
    fields, idents = [], set()
    for variable in record.findall("variable"):
        expect(variable.get("ident") not in idents, f"ident {variable.get('ident')} twice")
        idents.add(variable.get("ident"))
        position = variable.find("position")
        start = int(position.get("start"))
        values = variable.find("values")
        listed = [] if values is None else [(value.get("code"), text_of(value)) for value in values.findall("value")]
        bounds = None if values is None else values.find("range")
        size, spread = variable.find("size"), variable.find("spread")
        fields.append(Field(
            text_of(variable.find("name")), text_of(variable.find("label")), variable.get("type"), start,
            int(position.get("finish", start)), listed, None if bounds is None else bounds.get("from"),
            None if bounds is None else bounds.get("to"), None if size is None else int(size.text),
            None if spread is None else int(spread.get("subfields"))))
    return root, record, fields


def encoding_of(root, path, version):
    """Data have the encoding of the definitions; 3.0 may say another in the record."""
    record = root.find("survey/record")
    declared = record.get("encoding") if record is not None else None
    if not declared:
        head = path.read_bytes()[:200]
        declared = head.partition(b'encoding="')[2].partition(b'"')[0].decode() or "utf-8"
    return declared.lower()


def records(path, root, record, fields):
    """The cells of each record, as texts."""
    href = record.get("href") or path.with_suffix(".asc").name
    data = path.with_name(href)
    encoding = encoding_of(root, path, root.get("version"))
    if record.get("format") == "csv":
        with open(data, encoding=encoding, newline="") as file:
            rows = list(csv.reader(file, strict=True))[int(record.get("skip", 0)):]
        for row in rows:
            same(len(row), len(fields), "fields of a record")
        return [[row[field.start - 1] for field in fields] for row in rows]
    lines = data.read_bytes().decode(encoding).split("\r\n")
    same(lines.pop(), "", "behind the last record")
    width = max(field.finish for field in fields)
    taken = set()
    for field in fields:
        places = set(range(field.start, field.finish + 1))
        expect(not places & taken, f"{field.name} overlaps")
        taken |= places
    found = []
    for line in lines:
        same(len(line), width, "length of a record")
        found.append([line[field.start - 1:field.finish] for field in fields])
    return found


def dtd(folder, version, paths):
    """xmllint with the DTD of the standard."""
    run("xmllint", "--noout", "--nonet", "--nowarning", "--dtdvalid", folder / f"triple-s/sss_v{version}.lf.dtd", *paths)
    return {"files": len(paths)}


def codec(encoding):
    """What becomes of a character that an encoding does not have."""
    def shown(text):
        text = "".join(" " if ord(character) < 32 or ord(character) == 127 else character for character in text)
        return text if encoding == "utf-8" else text.encode("cp1252", "replace").decode("cp1252")
    return shown


def compare(path, survey, columns, responses, locale, losses, weights=None):
    """Compares labels and cells of one definitions file and its data with the answers."""
    root, record, fields = definitions(path)
    rows = records(path, root, record, fields)
    same(len(rows), len(responses), "records")
    shown = codec(encoding_of(root, path, root.get("version")))
    by_name = {field.name: index for index, field in enumerate(fields)}
    counts = {"cells": 0, "labels": 0}
    done = set()
    flattened = False
    for column in columns:
        variable = column.variable
        if variable is None or variable.name in done:
            continue
        done.add(variable.name)
        renamed = losses.renamed().get(variable.name, variable.name)
        if variable.kind == "ranking":
            counts["cells"] += compare_ranking(variable, survey, locale, fields, rows, responses, losses, counts)
            continue
        expect(renamed in by_name, f"{variable.name} is not there")
        index = by_name[renamed]
        field = fields[index]
        same(field.label, label(survey, variable, locale), f"label of {variable.name}")
        counts["labels"] += 1 + compare_values(field, variable, survey, locale, losses)
        for row, line in zip(rows, responses):
            cell = answers.part(line, "") if variable is None else answer(line, variable)
            found = decoded(row[index], field, variable, cell)
            wanted = cell
            if isinstance(cell, str) and variable.kind == "text":
                wanted = shown(cell).rstrip(" ")
                flattened = flattened or shown(cell) != cell
            elif isinstance(cell, Missing) and variable.kind in ["text", "date", "time"]:
                losses.need("simplified", variable.name, "kinds of missing of this type are empty")
                wanted = "" if variable.kind == "text" else None
            elif isinstance(cell, Missing) and found is None and variable.kind == "number":
                losses.need("simplified", variable.name, "kinds of missing of a number without room for codes are empty")
                wanted = None
            elif cell is None and variable.kind == "text":
                wanted = ""
            elif variable.kind == "set" and not isinstance(cell, Missing):
                # Nothing chosen and not asked look the same where a set is zeros.
                wanted = cell or []
            same(found, wanted, f"{variable.name} of {line['response']}")
            counts["cells"] += 1
    if flattened:
        losses.need("replaced", None, "characters of texts are replaced")
    counts["cells"] += compare_parts(fields, by_name, rows, responses, shown)
    return counts


def answer(line, variable):
    if variable.name in line["missing"]:
        return Missing(line["missing"][variable.name])
    value = line["answers"].get(variable.name)
    if variable.kind == "number" and value is not None:
        return Decimal(value)
    if variable.kind == "date" and value is not None:
        return date.fromisoformat(value)
    if variable.kind == "time" and value is not None:
        return answers.minutes(value)
    return value


def label(survey, variable, locale):
    text = survey.label(variable, locale)
    unit = variable.question and variable.role == "answer" and variable.question.get("unit")
    return f"{text} ({survey.text(unit, locale)})" if unit else text


def compare_values(field, variable, survey, locale, losses):
    """The labels of values, in the order of options; behind them those of kinds of missing."""
    if variable.kind in ["option", "set"]:
        labels = [survey.text(option["text"], locale) for option in variable.options]
        same([text for _, text in field.values[:len(labels)]], labels, f"labels of values of {field.name}")
        codes = [option["code"] for option in variable.options]
        found = [int(code) for code, _ in field.values[:len(codes)]]
        if found != codes:
            losses.need("simplified", variable.name, "codes are other numbers")
    elif variable.kind == "point":
        listed = {int(code): text for code, text in field.values}
        for point, key in variable.points.items():
            same(listed.get(point), survey.text(key, locale), f"label of {point} of {field.name}")
    kinds = [kind for kind in ORDER if kind in variable.missing]
    if kinds and field.values and variable.kind in ["option", "set", "point", "yesno", "number"]:
        for (_, text), kind in zip(field.values[-len(kinds):], kinds):
            if kind in variable.missing_texts:
                same(text, survey.text(variable.missing_texts[kind], locale), f"label of {kind} of {field.name}")
    return len(field.values)


def missing_of(code, field, variable):
    """The kind of missing that a code stands for; None for an answer."""
    kinds = [kind for kind in ORDER if kind in variable.missing]
    if not kinds:
        return None
    for (value, _), kind in zip(field.values[-len(kinds):], kinds):
        if Decimal(value) == code:
            return Missing(kind)
    return None


def decoded(text, field, variable, cell):
    """A cell as the answers have it."""
    kind = variable.kind
    if kind == "text":
        return text.rstrip(" ")
    if kind == "set":
        codes = {int(code): index for index, (code, _) in enumerate(field.values)}
        if field.spread:
            width = len(text) // field.spread
            # A place that nothing stands in is blank.
            chosen = [int(text[start:start + width].strip() or 0) for start in range(0, len(text), width)]
            chosen = [code for code in chosen if code]
        else:
            chosen = [index + 1 for index, bit in enumerate(text) if bit == "1"]
            expect(set(text.strip()) <= {"0", "1"}, f"{field.name} is no bitstring: {text!r}")
        kinds = [missing_of(Decimal(code), field, variable) for code in chosen]
        if any(kinds):
            return kinds[0]
        return [variable.options[index]["name"] for index in sorted(codes[code] for code in chosen)]
    text = text.strip(" ")
    if text == "":
        return None
    if kind == "date":
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    if kind == "time":
        return int(text[:2]) * 60 + int(text[2:4])
    number = Decimal(text)
    found = missing_of(number, field, variable)
    if found:
        return found
    if field.low is not None:
        expect(Decimal(field.low) <= number <= Decimal(field.high), f"{field.name}: {text} is not from {field.low} to {field.high}")
    if kind == "option":
        codes = [int(code) for code, _ in field.values]
        return variable.options[codes.index(int(number))]["name"]
    if kind == "yesno":
        if field.type == "logical":
            return number == 1
        return [True, False][[int(code) for code, _ in field.values].index(int(number))]
    return int(number) if kind == "point" else number


def compare_ranking(variable, survey, locale, fields, rows, responses, losses, counts):
    """A ranking is a single for each place."""
    losses.need("split", variable.name, "a ranking is several variables")
    became = next(loss["became"].split() for loss in losses.losses if loss["kind"] == "split" and loss["subject"] == variable.name)
    places = [next(index for index, field in enumerate(fields) if field.name == name) for name in became]
    for index in places:
        counts["labels"] += 1 + compare_values(fields[index], variable, survey, locale, losses)
    for row, line in zip(rows, responses):
        cell = answer(line, variable)
        found = []
        for index in places:
            text = row[index].strip(" ")
            if text:
                kind = missing_of(Decimal(text), fields[index], variable)
                codes = [int(code) for code, _ in fields[index].values]
                found.append(kind or variable.options[codes.index(int(text))]["name"])
        if isinstance(cell, Missing):
            same(found, [cell] * len(places), f"{variable.name} of {line['response']}")
        else:
            same(found, cell or [], f"{variable.name} of {line['response']}")
    return len(rows) * len(places)


def compare_parts(fields, by_name, rows, responses, shown):
    """What belongs to the response."""
    count = 0
    for part in ["id", "locale", "station", "channel", "seed", "version"]:
        index = by_name[f"response_{part}"]
        for row, line in zip(rows, responses):
            expected = line["response"] if part == "id" else line.get(part, "")
            same(row[index].strip(" "), shown(str(expected)).strip(" "), f"response_{part}")
            count += 1
    for number, (row, line) in enumerate(zip(rows, responses), 1):
        same(int(row[by_name["serial"]]), number, "serial")
        same(STATES[int(row[by_name["response_state"]]) - 1], line["state"], "response_state")
        same(int(row[by_name["response_stale"]]), int(line.get("stale", False)), "response_stale")
        for part in ["started", "ended"]:
            same(row[by_name[f"response_{part}_date"]], line[part][:10].replace("-", ""), part)
            same(row[by_name[f"response_{part}_time"]], line[part][11:19].replace(":", ""), part)
        count += 7
    return count
