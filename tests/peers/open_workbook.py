# Opens a spreadsheet and prints its cells, the types of them, and the sum of each column, as JSON.
import json
import sys
from decimal import Decimal

import openpyxl

sheet = openpyxl.load_workbook(sys.argv[1]).active
rows = list(sheet.iter_rows(values_only=True))
head, body = rows[0], rows[1:]
sums = {}
for column, label in enumerate(head):
    numbers = [row[column] for row in body if isinstance(row[column], (int, float))]
    # repr is the shortest decimal of a binary number: the cents as they were meant.
    sums[label] = str(sum((Decimal(repr(number)) for number in numbers), Decimal()))
print(json.dumps({"head": head, "rows": len(body), "sums": sums, "first": [str(c) for c in body[0]],
                  "kinds": [type(c).__name__ for c in body[0]]}))
