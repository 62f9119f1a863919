"""Runs exports and reads what they say was lost."""
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from findings import expect, same
from running import run
from survey_model import Survey


@dataclass
class Study:
    """One survey in the store: its model, its answers, and where its files go."""

    sondeo: str
    store: Path
    # The files of the survey's versions, the newest last.
    sources: list
    survey: Survey
    folder: Path
    # Other people's schemas; None where they are not there.
    validators: Path | None
    # Whether R has the package sss, which is on CRAN only.
    has_sss: bool
    responses: list = field(default_factory=list)
    codebook: dict | None = None
    catalogues: object = None

    @property
    def source(self):
        """The file of the survey's newest version."""
        return self.sources[-1]

    def surveys(self):
        """The options that name every version."""
        return [part for source in self.sources for part in ["--survey", source]]

    def export(self, form, *options, name=None):
        """Exports the responses, and gives the path and the losses."""
        suffix = {"triple-s": "sss", "ddi": "xml"}.get(form, form)
        path = self.folder / f"{name or form}.{suffix}"
        losses = path.with_name(path.name + ".losses.json")
        run(self.sondeo, "export", self.store, *self.surveys(), "--to", form, "-o", path, "--losses", losses,
            "--force", *options, cwd=self.folder)
        return path, Losses(losses, form, self.survey.name)


class Losses:
    """What an export says that it could not carry."""

    def __init__(self, path, form, survey):
        document = json.loads(path.read_text(encoding="utf-8"))
        same(document["format"], "sondeo-losses", "the format of the loss report")
        self.losses = document["losses"]

    def has(self, kind, subject=None):
        """Whether something of a kind is said about a subject, or about the whole file."""
        return any(
            loss["kind"] == kind and loss.get("subject") in [subject, None] for loss in self.losses)

    def has_subject(self, kind, subject):
        """Whether something of a kind is said about this subject by name."""
        return any(loss["kind"] == kind and loss.get("subject") == subject for loss in self.losses)

    def leaves_out(self, variable, locale):
        """Whether answers of earlier versions to a variable are said to be not comparable; some are so in one language only."""
        return any(
            loss["kind"] == "not_comparable" and loss.get("subject") == variable
            and (" in " not in loss["message"].split(", since")[0] or re.search(rf" in [^,]*\b{locale}\b", loss["message"]))
            for loss in self.losses)

    def need(self, kind, subject, why):
        """Fails unless the report says so."""
        expect(self.has(kind, subject), f"{subject}: {why}, and the loss report does not say {kind}")

    def renamed(self):
        """What became of names: subject -> new name."""
        return {loss["subject"]: loss["became"] for loss in self.losses
                if loss["kind"] == "renamed" and "became" in loss and "subject" in loss}
