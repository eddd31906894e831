# Sums of usage as DuckDB and plain SQLite make them from the events themselves, and how long each
# takes, as JSON. Called with a CSV file (key, day, meter, customer, quantity; quantities whole, a
# key given twice counted once), a meter, a customer, and from–to of a month and of a year as days.
import csv
import json
import sqlite3
import statistics
import sys
import time

import duckdb

path, meter, customer = sys.argv[1:4]
month, year = [list(map(int, sys.argv[at : at + 2])) for at in (4, 6)]
meter, customer = int(meter), int(customer)

QUESTIONS = {
    "customer_month": (
        "SELECT day, sum(quantity) FROM usage WHERE meter = ? AND customer = ?"
        " AND day >= ? AND day < ? GROUP BY day ORDER BY day",
        [meter, customer, *month],
    ),
    "customers_month": (
        "SELECT customer, sum(quantity) FROM usage WHERE meter = ?"
        " AND day >= ? AND day < ? GROUP BY customer ORDER BY customer",
        [meter, *month],
    ),
    "year_days": (
        "SELECT day, sum(quantity) FROM usage WHERE meter = ?"
        " AND day >= ? AND day < ? GROUP BY day ORDER BY day",
        [meter, *year],
    ),
}


def in_duckdb():
    base = duckdb.connect()
    base.execute(
        "CREATE TABLE usage AS SELECT any_value(day) AS day, any_value(meter) AS meter,"
        " any_value(customer) AS customer, any_value(quantity) AS quantity"
        " FROM read_csv(?, header = true, columns = {'key': 'VARCHAR', 'day': 'INTEGER',"
        " 'meter': 'INTEGER', 'customer': 'INTEGER', 'quantity': 'BIGINT'}) GROUP BY key",
        [path],
    )
    return base


def in_sqlite():
    base = sqlite3.connect(":memory:")
    base.execute(
        "CREATE TABLE usage (key TEXT PRIMARY KEY, day INTEGER, meter INTEGER,"
        " customer INTEGER, quantity INTEGER) WITHOUT ROWID"
    )
    with open(path, newline="") as file:
        rows = csv.reader(file)
        next(rows)
        base.executemany("INSERT OR IGNORE INTO usage VALUES (?, ?, ?, ?, ?)", rows)
    base.execute("CREATE INDEX by_meter ON usage (meter, day, customer, quantity)")
    base.execute("CREATE INDEX by_customer ON usage (meter, customer, day, quantity)")
    return base


def answers(make):
    started = time.perf_counter()
    base = make()
    said = {"load_s": time.perf_counter() - started}
    for name, (question, values) in QUESTIONS.items():
        times = []
        for _ in range(5):
            started = time.perf_counter()
            rows = base.execute(question, values).fetchall()
            times.append((time.perf_counter() - started) * 1000)
        said[name] = {"ms": statistics.median(times), "sums": [[a, int(b)] for a, b in rows]}
    return said


print(json.dumps({"duckdb": answers(in_duckdb), "sqlite": answers(in_sqlite)}))
