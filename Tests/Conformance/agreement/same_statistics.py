"""Statistics as XML and as CSV against the same as JSON, figure by figure."""
import csv
import re
from decimal import Decimal
from xml.etree import ElementTree

from findings import same
from own_formats import attributes, load, local, scalar

MISSING = ["skipped", "dont_know", "refused", "not_applicable", "not_asked"]


def table(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def same_counts(element, counts, where):
    space = "{urn:sondeo:statistics:1}"
    found = [(count.get("of"), count.get("n")) for count in element.findall(space + "count")]
    same(found, [(key, scalar(value)) for key, value in counts.items()], where)


def statistics_xml_like_json(folder):
    """Every figure, distribution, summary and analysis; gives how many there are."""
    document = load(folder / "statistics.json")
    root = ElementTree.parse(folder / "statistics.xml").getroot()

    def like(element, value, where):
        same(dict(element.attrib), attributes(value), where)
        parts = [
            (key, one) for key, part in value.items() if isinstance(part, (dict, list)) and key not in attributes(value)
            for one in (part if isinstance(part, list) else [part])
        ]
        same([local(child) for child in element], [key for key, _ in parts], where)
        for child, (_, part) in zip(element, parts):
            if local(child) == "distribution":
                same_counts(child, part, where)
            else:
                like(child, part, where)

    same(dict(root.attrib), attributes(document) | {"formatVersion": "1"})
    lists = {
        "cell": "cells", "figure": "figures", "distribution": "distributions", "summary": "summaries", "pooling": "pooling",
        "analysis": "analyses",
    }
    elements = {name: [child for child in root if local(child) == name] for name in lists}
    same(
        [local(child) for child in root], [name for name, plural in lists.items() for _ in document.get(plural, [])])
    for element, value in zip(elements["cell"], document["cells"]):
        same(dict(element.attrib), value["cell"] | attributes(value))
    for element, value in zip(elements["figure"], document["figures"]):
        like(element, value, value["metric"])
    for element, value in zip(elements["distribution"], document["distributions"]):
        same(dict(element.attrib), attributes(value))
        parts = {local(child): child for child in element}
        same(dict(parts["cell"].attrib), value["cell"])
        same_counts(element, value.get("distribution", {}), value["variable"])
        ranks = [dict(child.attrib) for child in element if local(child) == "rank"]
        same(ranks, [attributes(rank) for rank in value.get("ranks", [])], value["variable"])
        same(dict(parts["missing"].attrib) if "missing" in parts else {}, attributes(value.get("missing", {})))
    for element, value in zip(elements["summary"], document.get("summaries", [])):
        like(element, value, value["variable"])
    for element, value in zip(elements["pooling"], document.get("pooling", [])):
        like(element, value, f"version {value['version']}")
    for element, value in zip(elements["analysis"], document.get("analyses", [])):
        like_analysis(element, value)
    return {"figures": sum(map(len, elements.values()))}


def like_analysis(element, value):
    """An analysis as XML: lists of words are attributes, and what has names of its own is elements with `of`."""
    where = f"{value['analysis']} of {value['of']}"

    def alike(one, other):
        """The same number may be written with an exponent or without."""
        def exact(part):
            return {key: Decimal(text) if text and re.fullmatch(r"-?[0-9.]+(e-?[0-9]+)?", text) else text
                    for key, text in part.items()}
        same(exact(one), exact(other), where)

    def in_analysis(value):
        words = {key: " ".join(part) for key, part in value.items() if key in ("caveats", "marks")}
        plain = {key: scalar(part) for key, part in value.items() if not isinstance(part, (dict, list))}
        return plain | words

    def measures(parent, value):
        found = [child for child in parent if local(child) == "measure"]
        same([child.get("of") for child in found], list(value), where)
        for child, measure in zip(found, value.values()):
            alike(dict(child.attrib), {"of": child.get("of")} | in_analysis(measure))
            same([local(part) for part in child], ["interval"] if "interval" in measure else [], where)
            for part in child:
                alike(dict(part.attrib), in_analysis(measure["interval"]))

    def named(parent, name, value):
        found = {child.get("of"): child.get("value") for child in parent if local(child) == name}
        alike(found, {key: scalar(part) for key, part in value.items()})

    same(dict(element.attrib), in_analysis(value), where)
    parts = {name: [child for child in element if local(child) == name] for name in map(local, element)}
    excluded = {child.get("reason"): child.get("count") for child in parts.get("excluded", [])}
    same(excluded, {key: scalar(count) for key, count in value.get("excluded", {}).items()}, where)
    for summary in parts.get("summary", []):
        measures(summary, value["summary"])
    same(len(parts.get("summary", [])), int("summary" in value), where)
    same(len(parts.get("row", [])), len(value.get("rows", [])), where)
    for child, row in zip(parts.get("row", []), value.get("rows", [])):
        same(dict(child.attrib), in_analysis(row), where)
        named(child, "key", row.get("keys", {}))
        measures(child, row.get("measures", {}))
    named(element, "setting", value.get("settings", {}))


def statistics_csv_like_json(folder):
    """Every cell of every figure; gives how many there are."""
    document, rows = load(folder / "statistics.json"), table(folder / "statistics.csv")
    same(len(rows), len(document["figures"]))
    paths = {
        "locale": ["cell", "locale"], "by": ["cell", "by"], "top": ["topBox", "count"], "alpha": ["scale", "alpha"],
        "complete": ["composition", "complete"], **{key: ["lifetime", key] for key in ["margin", "retention"]},
        "mean_low": ["meanInterval", "low"], "mean_high": ["meanInterval", "high"],
        **{key: ["interval", key] for key in ["level", "low", "high", "method"]},
        **{key: ["classes", key] for key in ["detractor", "passive", "promoter"]},
        **{key: ["missing", key] for key in MISSING},
    }
    for row, figure in zip(rows, document["figures"]):
        same(row.pop("survey"), document["survey"])
        for column, cell in row.items():
            value = figure
            for key in paths.get(column, [column]):
                value = value.get(key, {})
            if column == "by":
                groups = [f"{group.get('roster', group.get('variable'))}={group['value']}" for group in value or []]
                same(cell, " ".join(groups), column)
            elif column == "distribution":
                same(cell, " ".join(f"{key}:{count}" for key, count in value.items()))
            elif column == "versions":
                same(cell, " ".join(map(scalar, value)), column)
            else:
                same(cell, "" if value == {} else scalar(value), column)
    return {"cells": sum(map(len, rows))}
