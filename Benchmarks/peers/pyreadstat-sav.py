"""Times pyreadstat writing the table of a .sav, which it has read into memory before: python pyreadstat-sav.py FILE OUT."""
import sys
import time

import pyreadstat

# pyreadstat writes no labels of numbers for days.
DAYS = {"came"}
table, meta = pyreadstat.read_sav(sys.argv[1], user_missing=True)
begin = time.perf_counter()
pyreadstat.write_sav(
    table, sys.argv[2], column_labels=meta.column_names_to_labels, variable_value_labels={name: labels for name, labels in meta.variable_value_labels.items() if name not in DAYS},
    missing_ranges={name: ranges for name, ranges in meta.missing_ranges.items() if name not in DAYS})
print(time.perf_counter() - begin)
