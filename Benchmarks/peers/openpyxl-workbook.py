"""Times openpyxl writing the sheets of a workbook in its write-only mode, which it has read into memory before:
python openpyxl-workbook.py FILE OUT."""
import sys
import time

import openpyxl

sheets = [(sheet.title, list(sheet.iter_rows(values_only=True)))
          for sheet in openpyxl.load_workbook(sys.argv[1], read_only=True).worksheets]
begin = time.perf_counter()
book = openpyxl.Workbook(write_only=True)
for title, rows in sheets:
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(row)
book.save(sys.argv[2])
print(time.perf_counter() - begin)
