# Opens a ledger with another implementation of SQLCipher 4 and lists its customers, as JSON.
import json
import sys

import apsw

path, key = sys.argv[1], sys.argv[2]
answer = {"ok": False, "error": "", "customers": [], "integrity": ""}
try:
    ledger = apsw.Connection(path)
    if key:
        ledger.pragma("cipher", "sqlcipher")
        ledger.pragma("legacy", 4)
        # A raw key of 32 bytes: nothing is derived from it.
        list(ledger.execute(f"PRAGMA key = \"x'{key}'\""))
    rows = ledger.execute("SELECT name FROM customers ORDER BY sort_name")
    answer["customers"] = [name for (name,) in rows]
    answer["integrity"] = ledger.pragma("integrity_check")
    answer["ok"] = True
except apsw.Error as error:
    answer["error"] = f"{type(error).__name__}: {error}"
print(json.dumps(answer))
