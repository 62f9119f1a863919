"""Has other people's readers read every export, and compares what they read with the answers.

    main.py SONDEO FOLDER [SURVEY...]      FOLDER is empty and for this alone; Tests/Conformance/readers makes it
"""
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import made_store
import one_survey
import own_formats
import read_po
import read_poedit
import read_sss
import reader_versions
from findings import Findings
from running import ROOT

# Those whose catalogues have marks, notes, plural forms and texts that are gone. A desktop program takes seconds for each.
STRAINING = ["everything", "extremes", "promoter"]


def validators():
    """The folder with other people's schemas; nothing where it is not there."""
    folder = Path(os.environ.get("SONDEO_VALIDATORS", ROOT.parent / "shared/validators"))
    if (folder / "ddi-codebook-2.5").is_dir():
        return folder
    print(f"left   DDI, Triple-S: no schemas in {folder}; everything else is checked", flush=True)
    return None


def main(sondeo, folder, *names):
    folder = Path(folder)
    findings = Findings()
    store, studies, sent, said = made_store.build(sondeo, folder)
    print(f"{said.strip()}: synthetic and made answers to the ten instruments, everything and extremes, in one store", flush=True)
    place, has_sss = validators(), read_sss.is_there()
    if not has_sss:
        print("left   Triple-S: R has no package sss, which is on CRAN only; the other readers of Triple-S are here", flush=True)
    versions = {}
    for source, survey in studies:
        versions.setdefault(survey.name, []).append((source, survey))
    if unknown := set(names) - set(versions):
        sys.exit(f"There is no survey {', '.join(sorted(unknown))}; there are {', '.join(versions)}")
    chosen = [name for name in reversed(versions) if not names or name in names]
    with ProcessPoolExecutor(2) as workers:
        # The largest first, so that both are busy to the end.
        tasks = [
            workers.submit(
                one_survey.examine, sondeo, folder, store, [source for source, _ in versions[name]],
                versions[name][-1][1], sent[name], place, has_sss)
            for name in chosen]
        for name, task in zip(chosen, tasks):
            found = task.result()
            findings.add(found)
            print(f"{'FAILED' if found.faults else 'ok    '} {name}", flush=True)
    # All documents in one run: starting takes longer than reading.
    for form, kind, file in [("XML", "responses", "xml.xml"), ("survey as XML", "survey", "survey.xml"),
                             ("statistics as XML", "statistics", "statistics.xml")]:
        documents = [folder / name / file for name in chosen]
        findings.check(form, "jing", own_formats.jing, ROOT / f"Schemas/sondeo-{kind}.rng", documents)
    findings.check("PO", "of the program", read_po.of_the_program, sondeo, folder)
    if read_poedit.is_there():
        opened = [path for name in STRAINING for path in sorted((folder / name / "Locales" / name).glob("*.po"))]
        findings.check("PO", "Poedit", read_poedit.save, opened)
    else:
        print("left   PO: poedit, Xvfb and xdotool are not all here; the other readers of PO are", flush=True)
    print(findings.table(reader_versions.found()))
    for fault in findings.faults:
        print(f"FAILED {fault}")
    print(f"{sum(sum(counts.values()) for counts in findings.compared.values()):,} things agree, {len(findings.faults)} do not")
    return 1 if findings.faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
