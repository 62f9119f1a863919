"""Compares what SPSS syntax made of a CSV with the .sav of the same responses: values, labels, kinds of missing, measures, sets.

    sondeo export answers.db --to csv --syntax -o answers.csv
    sondeo export answers.db --to sav -o answers.sav
    (cat answers.sps; echo "SAVE OUTFILE='read.sav'.") > read.sps && pspp read.sps
    python3 syntax.py read.sav answers.sav
"""

import sys

import pyreadstat


def same(read, written):
    """Whether two cells say the same: a line break became a space, and spaces at an end are none."""
    nothing = [cell is None or cell != cell for cell in (read, written)]
    if isinstance(written, str):
        return (read or "").rstrip() == written.replace("\n", " ").rstrip()
    if any(nothing):
        return all(nothing)
    if hasattr(written, "year") and hasattr(written, "hour"):
        return abs((read - written).total_seconds()) < 0.002
    return read == written or isinstance(written, (int, float)) and abs(read - written) < 1e-9


def main(read_path, written_path):
    read, read_meta = pyreadstat.read_sav(read_path, user_missing=True)
    written, written_meta = pyreadstat.read_sav(written_path, user_missing=True)
    faults = []
    if list(read.columns) != list(written.columns):
        faults.append(f"the variables are {list(read.columns)}, not {list(written.columns)}")
    if len(read) != len(written):
        faults.append(f"there are {len(read)} rows, not {len(written)}")
    for name in read.columns if not faults else []:
        for row, cells in enumerate(zip(read[name], written[name])):
            if not same(*cells):
                faults.append(f"{name}, row {row + 1}: {cells[0]!r}, not {cells[1]!r}")
        for what in ("column_names_to_labels", "variable_value_labels", "missing_ranges", "variable_measure"):
            found, expected = (getattr(meta, what).get(name) for meta in (read_meta, written_meta))
            if found != expected:
                faults.append(f"{name}, {what}: {found!r}, not {expected!r}")
    if read_meta.mr_sets != written_meta.mr_sets:
        faults.append(f"the sets are {read_meta.mr_sets}, not {written_meta.mr_sets}")
    for fault in faults[:20]:
        print(fault)
    print(f"{len(read)} rows, {len(read.columns)} variables, {len(faults)} differences")
    return 1 if faults or len(read) == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
