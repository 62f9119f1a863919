"""Reads the JSON, JSON Lines and CSV files of a folder as an outsider would, and compares them with each other."""

import copy
import csv
import glob
import json
import os
import sys
from decimal import Decimal
from xml.etree import ElementTree

import jsonschema

schemas, folder = sys.argv[1:]


def validator(name):
    with open(os.path.join(schemas, f"sondeo-{name}.schema.json"), encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file, parse_float=Decimal)


def unescaped(cell):
    """A text that begins with a point has another one before it."""
    return cell[1:] if cell.startswith("..") else cell


def objects(value):
    """Every object in a document."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from objects(inner)


def refuses_strangers(check, document):
    """Every object of a document refuses a key that it does not have, unless its keys are data."""
    refused = 0
    for index, _ in enumerate(objects(document)):
        damaged = copy.deepcopy(document)
        next(value for place, value in enumerate(objects(damaged)) if place == index)["a stranger!"] = {}
        refused += not check.is_valid(damaged)
    return refused


survey, response, statistics = (validator(name) for name in ("survey", "response", "statistics"))
documents = lines = rows = 0
for path in sorted(glob.glob(os.path.join(folder, "*.survey.json"))):
    compiled = load(path)
    survey.validate(compiled)
    name = path.removesuffix(".survey.json")
    figures = load(name + ".statistics.json")
    statistics.validate(figures)
    documents += 2
    if os.path.basename(name) == "sample":
        count = sum(1 for _ in objects(compiled))
        assert refuses_strangers(survey, compiled) == count, "an object of a survey takes a strange key"

    with open(name + ".statistics.csv", encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file, strict=True))
    assert len(table) == len(figures["figures"])
    for row, figure in zip(table, figures["figures"]):
        assert row["metric"] == figure["metric"] and row["locale"] == figure["cell"].get("locale", "")
        assert row["value"] == "" if "value" not in figure else float(row["value"]) == float(figure["value"])

    with open(name + ".responses.jsonl", encoding="utf-8", newline="\n") as file:
        responses = [json.loads(line, parse_float=Decimal) for line in file]
    with open(name + ".responses.csv", encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file, strict=True))
    namespace = "{urn:sondeo:responses:1}"
    elements = ElementTree.parse(name + ".responses.xml").getroot().findall(namespace + "response")
    assert len(responses) == len(table) == len(elements) == 100
    for line, row, element in zip(responses, table, elements):
        response.validate(line)
        for key in ("version", "locale", "station", "channel", "seed", "started", "ended", "state"):
            assert unescaped(row[f"response:{key}"]) == str(line.get(key, "")), key
            assert element.get(key) == (None if key not in line else str(line[key])), key
        found = {child.get("name"): child for child in element}
        assert set(found) == set(line["answers"]) | set(line["missing"])
        for variable, reason in line["missing"].items():
            cells = [row[key] for key in row if key == variable or key.startswith(variable + ":")]
            assert cells and all(cell == "." + reason for cell in cells), variable
            assert found[variable].get("reason") == reason
        for variable, value in line["answers"].items():
            if isinstance(value, list):
                chosen = [key.split(":")[1] for key in row if key.startswith(variable + ":") and row[key] == "1"]
                assert chosen == value, variable
                assert [child.text for child in found[variable]] == value
                continue
            text = ("true" if value else "false") if isinstance(value, bool) else str(value)
            assert unescaped(row[variable]) == text, variable
            assert found[variable].text == text, variable
        lines += 1
        rows += 1
assert documents > 0
print(f"{documents} documents, {lines} lines, {rows} rows: all readers agree")
