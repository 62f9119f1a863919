"""JSON Lines and XML of our own: against the schemas that ship, by jsonschema, DuckDB, xmllint and jing, and back again."""
import functools
import json
from decimal import Decimal
from xml.etree import ElementTree

import jsonschema

import truth
from csv_text import plain
from findings import expect, same
from running import ROOT, run

SPACE = "{urn:sondeo:responses:1}"


def load(path):
    """A document of JSON; numbers are exact."""
    return json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


@functools.cache
def validator(kind):
    schema = load(ROOT / f"Schemas/sondeo-{kind}.schema.json")
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def conforms(kind, document, where=""):
    error = jsonschema.exceptions.best_match(validator(kind).iter_errors(document))
    expect(error is None, error and f"{where}{error.json_path}: {error.message}")


def document_conforms(kind, path):
    conforms(kind, load(path))
    return {"documents": 1}


def every_line_conforms(path):
    found = truth.lines(path)
    for number, line in enumerate(found, 1):
        conforms("response", line, f"line {number}: ")
    return {"lines": len(found)}


def as_sent(path, sent):
    """What is exported is what was sent, to the byte."""
    found = path.read_bytes().decode("utf-8").removesuffix("\n").split("\n")
    expected = sorted(sent, key=lambda line: json.loads(line)["response"])
    same(len(found), len(expected), "lines")
    for number, (one, other) in enumerate(zip(found, expected), 1):
        same(one, other, f"line {number}")
    return {"cells": sum(len(line["answers"]) + len(line["missing"]) for line in truth.lines(path))}


def by_duckdb(path, survey, responses):
    """Answers one by one out of DuckDB, which reads each line as a document."""
    import duckdb
    count = 0
    with duckdb.connect() as database:
        database.execute("SET threads = 1")
        rows = database.execute(
            "SELECT json FROM read_json_objects(?, format = 'newline_delimited', maximum_object_size = 10000000)",
            [str(path)]).fetchall()
        same(len(rows), len(responses), "lines")
        database.execute("CREATE TABLE lines AS SELECT json FROM read_json_objects(?, format = 'newline_delimited', "
                         "maximum_object_size = 10000000)", [str(path)])
        for variable in survey.variables:
            for part in ["answers", "missing"]:
                key = f'$.{part}."{variable.name}"'
                found = database.execute("SELECT json_extract(json, ?), json ->> ? FROM lines", [key, key]).fetchall()
                for line, (document, text) in zip(responses, found):
                    value = line[part].get(variable.name)
                    expected = None if value is None else value if isinstance(value, str) else "".join(
                        json.dumps(value, ensure_ascii=False, separators=(",", ":"))
                    ) if isinstance(value, (list, bool)) else plain(value)
                    if value is None or isinstance(value, str):
                        same(text, expected, variable.name)
                    elif isinstance(value, (int, Decimal)) and not isinstance(value, bool):
                        same(float(document), float(value), variable.name)  # DuckDB has doubles
                    else:
                        same(document, expected, variable.name)
                    count += value is not None
    return {"cells": count}


def xmllint(option, schema, path):
    run("xmllint", "--nonet", "--noout", option, schema, path)
    return {"files": 1}


def jing(schema, paths):
    run("jing", schema, *paths)
    return {"files": len(paths)}


def xml_like_lines(path, survey, responses):
    """Each answer and each kind of missing, out of ElementTree."""
    root = ElementTree.parse(path).getroot()
    same(root.get("survey"), survey.name)
    same(len(root), len(responses), "responses")
    order = {variable.name: place for place, variable in enumerate(survey.variables)}
    count = 0
    for element, line in zip(root, responses):
        elsewhere = ["response", "survey", "structure", "answers", "missing"]
        attributes = {key: scalar(value) for key, value in line.items() if key not in elsewhere}
        attributes["id"] = line["response"]
        if line["structure"] != root.get("structure"):
            attributes["structure"] = line["structure"]
        same(dict(element.attrib), attributes, "attributes")
        names = [child.get("name") for child in element]
        if line["structure"] == root.get("structure"):
            same(names, sorted(names, key=order.get), "order")
        same(set(names), set(line["answers"]) | set(line["missing"]), line["response"])
        for child in element:
            name = child.get("name")
            if child.tag == SPACE + "missing":
                same(child.get("reason"), line["missing"][name], name)
            elif isinstance(line["answers"][name], list):
                same([option.text for option in child], line["answers"][name], name)
            else:
                same(child.text, scalar(line["answers"][name]), name)
            count += 1
    return {"cells": count}


def local(element):
    """The name of an element without its namespace."""
    return element.tag.partition("}")[2]


def attributes(value):
    """What an object of JSON has as attributes in XML: its words and numbers, and lists of them with spaces between."""
    found = {key: scalar(part) for key, part in value.items() if not isinstance(part, (dict, list))}
    for key, part in value.items():
        if isinstance(part, list) and part and not any(isinstance(inner, (dict, list)) for inner in part):
            found[key] = " ".join(map(scalar, part))
    return found


def scalar(value):
    """A value of JSON as XML attributes and cells of CSV have it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else format(Decimal(value), "f")
