"""Statistics as JSON-stat: pyjstat reads them, and every value is looked up in the statistics of our own."""
import json
from itertools import product

from findings import expect, same


def datasets(document):
    """The datasets of a collection; each must be what the standard says."""
    same((document["version"], document["class"]), ("2.0", "collection"), "what it is")
    found = document["link"]["item"]
    for one in found:
        same(one["class"], "dataset", "class")
        sizes = one["size"]
        same(len(one["id"]), len(sizes), "dimensions")
        total = 1
        for name, size in zip(one["id"], sizes):
            index = one["dimension"][name]["category"]["index"]
            same(len(index), size, f"categories of {name}")
            total *= size
        values = one["value"]
        expect(isinstance(values, list) and len(values) == total or isinstance(values, dict), f"{total} values are expected")
    return found


def cells(dataset):
    """Each cell: the categories of its dimensions -> value."""
    indices = []
    for name in dataset["id"]:
        index = dataset["dimension"][name]["category"]["index"]
        indices.append(list(index) if isinstance(index, list) else sorted(index, key=index.get))
    values = dataset["value"]
    for place, keys in enumerate(product(*indices)):
        yield dict(zip(dataset["id"], keys)), values[place] if isinstance(values, list) else values.get(str(place))


class Statistics:
    """What the statistics of our own say in each cell of a dataset."""

    def __init__(self, path):
        document = json.loads(path.read_text(encoding="utf-8"))
        self.cells = {self.locale(one): one for one in document["cells"]}
        self.figures, self.groups = {}, {}
        for figure in document["figures"]:
            by = figure["cell"].get("by")
            if by:
                self.groups[figure["metric"], self.group(by), self.locale(figure)] = figure
            else:
                self.figures[figure["metric"], self.locale(figure)] = figure
        self.distributions = {(one["variable"], self.locale(one)): one for one in document["distributions"]}
        self.summaries = {(one["variable"], self.locale(one)): one for one in document.get("summaries", [])}

    @staticmethod
    def locale(one):
        return one.get("cell", {}).get("locale", "_T")

    @staticmethod
    def group(by):
        return ",".join(f"{one.get('roster') or one.get('variable')}={one['value']}" for one in by)

    def value(self, dataset, keys):
        """The value of a cell; None where there is none or it is hidden."""
        locale = keys["locale"]
        if "state" in keys:
            return self.cells.get(locale, {}).get(keys["state"])
        if "metric" in keys:
            return self.of_figure(self.figures.get((keys["metric"], locale)), keys["measure"])
        if "group" in keys:
            metric = dataset["label"].rpartition(", ")[0]
            return self.of_figure(self.groups.get((metric, keys["group"], locale)), keys["measure"])
        if "variable" in keys:
            return self.summaries.get((keys["variable"], locale), {}).get(keys["measure"])
        return self.of_answer(self.distributions.get((dataset["extension"]["variable"], locale), {}), keys["answer"], keys["measure"])

    @staticmethod
    def of_figure(figure, measure):
        if figure is None:
            return None
        return figure.get("interval", {}).get(measure) if measure in ["low", "high"] else figure.get(measure)

    @staticmethod
    def of_answer(one, answer, measure):
        if "distribution" not in one and "ranks" not in one:
            return None
        count = one["missing"].get(answer[1:]) if answer.startswith(".") else one.get("distribution", {}).get(answer)
        rank = next((rank for rank in one.get("ranks", []) if rank["option"] == answer), {})
        if measure == "count":
            return rank.get("ranked", count)
        if measure == "n":
            return None if answer.startswith(".") else one["n"]
        if measure == "share":
            return None if answer.startswith(".") or not one["n"] else 100 * count / one["n"]
        return rank.get(measure)


def compare(path, json_path):
    """Every value, and every value that is not there, is that of the statistics of our own."""
    document = json.loads(path.read_text(encoding="utf-8"))
    statistics = Statistics(json_path)
    count = 0
    for dataset in datasets(document):
        for keys, value in cells(dataset):
            expected = statistics.value(dataset, keys)
            near = value is not None and expected is not None and abs(value - expected) < 1e-9
            expect(near or value is None and expected is None, f"{dataset['label']}, {keys}: {value} instead of {expected}")
            count += 1
    return {"cells": count}


def by_pyjstat(path):
    """pyjstat makes a table of each dataset."""
    from pyjstat import pyjstat
    document = json.loads(path.read_text(encoding="utf-8"))
    rows = 0
    for one in document["link"]["item"]:
        frame = pyjstat.from_json_stat(json.loads(json.dumps(one)))[0]
        values = [value for _, value in cells(one)]
        same(len(frame), len(values), "rows")
        for found, value in zip(frame["value"].tolist(), values):
            expect(found == value or value is None and found != found or value is None and found is None, f"{found} instead of {value}")
        rows += len(frame)
    return {"cells": rows}
