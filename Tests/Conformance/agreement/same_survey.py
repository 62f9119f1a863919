"""A compiled survey as XML against the same as JSON, and how far schemas of JSON keep strangers out."""
from xml.etree import ElementTree

from findings import expect, same
from own_formats import load, local, scalar, validator


def objects(value, path=()):
    """Every object in a document, with the keys that lead to it."""
    if isinstance(value, dict):
        yield path, value
        for key, inner in value.items():
            yield from objects(inner, (*path, key))
    if isinstance(value, list):
        for inner in value:
            yield from objects(inner, path)


def refuses_strangers(kind, document):
    """Every object of a document refuses a key that it does not have, and one whose keys are data this one. Of those
    that stand in one place and have the same keys and words, one is tried."""
    validate = validator(kind)
    tried = set()
    for path, value in list(objects(document)):
        words = tuple(value.get(key) for key in ["kind", "role", "op"] if isinstance(value.get(key), str))
        if (path, tuple(value), words) in tried:
            continue
        tried.add((path, tuple(value), words))
        value["a stranger!"] = {}
        is_valid = validate.is_valid(document)
        del value["a stranger!"]
        expect(not is_valid, f"{str(value)[:100]} takes a strange key")


def once(texts):
    """Texts by key: the passes of a loop share theirs, and bear a number from the second on."""
    for key, value in texts.items():
        same(value, texts[key.partition("#")[0]], key)
    return {key: value for key, value in texts.items() if "#" not in key}


def same_survey(folder):
    document = load(folder / "survey.json")
    root = ElementTree.parse(folder / "survey.xml").getroot()
    same(root.tag, "{urn:sondeo:survey:1}survey")
    for key in ["version", "structure", "language", "title"]:
        same(root.get(key), scalar(document[key]), key)
    same(root.get("translations").split(), document["translations"])
    space = "{urn:sondeo:survey:1}"
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    sources = {}
    translations = {tag: {} for tag in document["translations"]}
    for entry in root.find(space + "texts"):
        source = entry.find(space + "source")
        same(source.get(language), document["language"])
        sources[entry.get("key")] = source.text
        for found in entry.findall(space + "translation"):
            translation = {"state": found.get("state"), "text": found.text}
            translations[found.get(language)][entry.get("key")] = translation
    same(sources, {entry["key"]: entry["source"] for entry in document["texts"]})
    same(translations, {entry["language"]: once(entry["texts"]) for entry in document["localizations"]})
    # What is known of a language beside its texts stands in front of them.
    parts = [local(part) for part in root if local(part) != "localizations"]
    same(parts, [key for key in document if key in parts])
    expect({"lists", "variables", "questions", "steps", "metrics"} <= set(parts), f"only {parts} are there")
    for plural in parts[1:]:
        elements = list(root.find(space + plural))
        same(len(elements), len(document[plural]), plural)
        for element, value in zip(elements, document[plural]):
            scalars = {key: scalar(part) for key, part in value.items() if not isinstance(part, (dict, list))}
            for key, part in value.items():
                if isinstance(part, list) and part and not any(isinstance(inner, (dict, list)) for inner in part):
                    scalars[key] = " ".join(map(scalar, part))
            same(dict(element.attrib), scalars, plural)
    options = [option for values in document["lists"] for option in values["options"]]
    elements = list(root.find(space + "lists").iter(space + "option"))
    same(len(elements), len(options), "options")
    for element, option in zip(elements, options):
        same(dict(element.attrib), {key: scalar(value) for key, value in option.items()})
