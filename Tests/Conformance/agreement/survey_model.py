"""What a survey says about its variables, derived from the compiled survey and not from what is to be checked."""
import json
import re
from dataclasses import dataclass, field
from decimal import Decimal, getcontext

getcontext().prec = 60  # the largest number of a response has 38 digits

KINDS = ["skipped", "dont_know", "refused", "not_applicable"]
PARTS = ["id", "survey", "version", "structure", "locale", "station", "channel", "seed", "started", "ended", "state", "stale"]
# What the program calls a text that was typed at an option, in its languages.
TYPED = {"es": "texto", "sv": "text", "el": "κείμενο"}
PIPE = re.compile(r"\\([{}\\])|\{([^{}|]*)(?:\|([^{}]*))?\}")


def either(texts):
    """Texts one after the other, each once."""
    return " / ".join(dict.fromkeys(text for text in texts if text))


@dataclass(frozen=True)
class Missing:
    """A cell without an answer to what was asked, and why."""

    kind: str


@dataclass
class Variable:
    """A variable that responses hold."""

    name: str
    stem: str
    role: str
    kind: str
    domain: dict
    missing: list
    missing_texts: dict
    personal: bool
    question: dict | None
    part: str | None
    options: list = field(default_factory=list)
    points: dict = field(default_factory=dict)
    instances: tuple = ()

    @property
    def low(self):
        """The smallest whole number that it can have; None where there is no bound."""
        if self.kind == "option":
            return min(option["code"] for option in self.options)
        if self.kind == "point":
            return self.domain["low"]
        if self.kind == "number":
            low = self.domain.get("low")
            return None if low is None else int(Decimal(str(low)).to_integral_value("ROUND_FLOOR"))
        return 0

    def missing_code(self, kind):
        """The number that stands for a kind of missing: four in a row below every value, -99 to -96 where they are free."""
        lowest = -8_999_999_999_999_999
        if self.low is not None:
            candidate = -99
            while candidate + 3 >= self.low and candidate > -10**15:
                candidate = candidate * 10 - 9
            lowest = candidate if candidate + 3 < self.low else lowest
        return lowest + KINDS.index(kind)


@dataclass(frozen=True)
class Column:
    """A column of a table of responses: of a variable, of an option of a set, of the place of an option in a ranking, or
    of what belongs to the response."""

    name: str
    kind: str
    variable: Variable | None = None
    option: int | None = None
    # What instances of a roster are called, by code.
    names: dict = field(default_factory=dict)

    def __hash__(self):
        return hash(self.name)


class Survey:
    """A survey and its columns."""

    def __init__(self, path):
        self.document = document = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        self.name = document["survey"]
        self.version = document["version"]
        self.locales = [document["language"]] + document["translations"]
        self.texts = {entry.get("id", entry["key"]): entry for entry in document["texts"]}
        self.translations = {entry["language"]: entry["texts"] for entry in document["localizations"]}
        self.lists = {entry.get("id", entry["name"]): entry["options"] for entry in document["lists"]}
        self.scales = {entry.get("id", entry["name"]): entry for entry in document["scales"]}
        self.questions = {entry.get("id", entry["name"]): entry for entry in document["questions"]}
        # Questions of one name in several arms are one variable, with the words of all of them.
        self.same_name = {}
        for entry in document["questions"]:
            self.same_name.setdefault(tuple(entry.get("variables", [])), []).append(entry)
        self.instances = self.found_instances()
        self.variables = [self.variable(entry) for entry in document["variables"] if entry["role"] != "computed"]
        self.computed = [entry["name"] for entry in document["variables"] if entry["role"] == "computed"]

    def found_instances(self):
        """For each question the instances of the rosters that it is asked in, outermost first: (roster, name, code, texts)."""
        blocks = {block["id"]: block for block in self.document["blocks"]}
        own = {}
        for roster in self.document.get("rosters", []):
            for instance in roster["instances"]:
                if "option" in instance:
                    option = next(entry for entry in self.lists[roster["list"]] if entry["name"] == instance["option"])
                    own[instance["block"]] = (roster["name"], instance["name"], option["code"], option["text"])
                else:
                    own[instance["block"]] = (roster["name"], instance["name"], instance["number"], None)
        found = {}
        for step in self.document["steps"]:
            if "ask" not in step or step["ask"] in found:
                continue
            around, block = [], step["in"]
            while block:
                if block in own:
                    around.append(own[block])
                block = blocks[block].get("in")
            found[step["ask"]] = tuple(reversed(around))
        return found

    def instance_names(self, level):
        """What the instances of the rosters of a name are called, by code."""
        around = [one for instances in self.instances.values() for one in instances]
        return {code: name for roster, name, code, _ in around if roster == level}

    def variable(self, entry):
        question = self.questions.get(entry.get("question"))
        kind = {"options": "set", "order": "ranking"}.get(entry["domain"]["kind"], entry["domain"]["kind"])
        domain, part, texts = dict(entry["domain"]), None, {}
        options = self.lists[domain["list"]] if "list" in domain else []
        points = {}
        if kind == "point":
            scale = self.scales[domain["scale"]]
            domain |= {"low": scale["low"], "high": scale["high"]}
            points = {label["point"]: label["text"] for label in scale.get("labels", [])}
        if question:
            texts = {given["kind"]: given["text"] for given in question.get("missing", [])}
            if entry["role"] == "row":
                row = next(row for row in question["rows"] if row["name"] == entry["row"])
                part = row["text"]
                texts |= {given["kind"]: given["text"] for given in row.get("missing", [])}
            if entry["role"] in ["amount", "specify"]:
                found = self.lists[question["list"]]
                part = next(option["text"] for option in found if option["name"] == entry["option"])
        instances = self.instances.get(entry.get("question"), ())
        return Variable(
            entry["name"], self.stem(entry["name"], question), entry["role"], kind, domain,
            [kind for kind in KINDS if kind in entry.get("missing", [])], texts, entry.get("personal", False), question,
            part, options, points, instances)

    @staticmethod
    def stem(name, question):
        if not question or "stem" not in question:
            return name
        return question["stem"] + name.removeprefix(question["name"])

    def text(self, key, locale, depth=0):
        """A text in one line, with what is known without a response put in; the forms of a plural one after the other."""
        entry = self.texts[key]
        translated = self.translations.get(locale, {}).get(key)
        forms = [entry["source"]] + ([entry["plural"]["source"]] if "plural" in entry else [])
        if translated and (translated["state"] != "missing" or len(forms) == 1):
            forms = translated.get("forms") or [translated["text"]]
        return either(self.filled(template, entry, locale, depth) for template in forms)

    def filled(self, template, entry, locale, depth):
        pipes = {pipe["name"]: pipe for pipe in entry.get("pipes", [])}

        def filled(match):
            if match[1]:
                return match[1]
            name = match[2].strip()
            pipe = pipes.get(name, {})
            if "number" in pipe:
                return str(pipe["number"])
            if "text" in pipe:
                return self.text(pipe["text"], locale, depth + 1)
            if "option" in pipe and "list" in pipe:
                option = next(entry for entry in self.lists[pipe["list"]] if entry["name"] == pipe["option"])
                return self.text(option["text"], locale, depth + 1)
            return "{" + name + ("" if match[3] is None else " | " + match[3].strip()) + "}"

        return " ".join(line for line in PIPE.sub(filled, template).split("\n") if line)

    def label(self, variable, locale):
        """Question, and behind it the row or option that the variable is about."""
        if not variable.question:
            return variable.name
        label = self.question(variable, locale)
        return label if variable.part is None else f"{label} – {self.part(variable, locale)}"

    def question(self, variable, locale):
        """What is asked, in the words of each arm that asks it."""
        asked = self.same_name[tuple(variable.question["variables"])]
        return either(self.text(question["text"], locale) for question in asked)

    def part(self, variable, locale):
        """What a variable is about within its question: a row, an option, or what was typed at an option."""
        text = self.text(variable.part, locale)
        return f"{text}: {TYPED.get(locale, 'text')}" if variable.role == "specify" else text

    def columns(self, personal=False, rosters="wide", weights=False):
        """The columns of the table of responses."""
        kinds = {"version": "number", "started": "moment", "ended": "moment", "stale": "yesno"}
        columns = [Column(f"response:{part}", kinds.get(part, "text")) for part in PARTS]
        if weights:
            columns.append(Column("response:weight", "weight"))
        for variable in self.variables:
            if variable.personal and not personal or rosters == "long" and variable.instances:
                continue
            columns += self.columns_of(variable, variable.name)
        return columns

    @staticmethod
    def columns_of(variable, name):
        if variable.kind in ["set", "ranking"]:
            kind = "flag" if variable.kind == "set" else "place"
            return [
                Column(f"{name}:{option['name']}", kind, variable, index) for index, option in enumerate(variable.options)
            ]
        return [Column(name, variable.kind, variable)]

    def rosters(self, personal=False):
        """Tables of rosters: name -> (levels, columns by stem, [(codes, {stem column: column})])."""
        tables = {}
        for variable in self.variables:
            if not variable.instances or variable.personal and not personal:
                continue
            name = ".".join(level for level, _, _, _ in variable.instances)
            levels, columns, passes = tables.setdefault(
                name, ([level for level, _, _, _ in variable.instances], {}, {}))
            codes = tuple(code for _, _, code, _ in variable.instances)
            for stem, column in zip(self.columns_of(variable, variable.stem), self.columns_of(variable, variable.name)):
                columns.setdefault(stem.name, stem)
                passes.setdefault(codes, {})[stem.name] = column
        return tables
