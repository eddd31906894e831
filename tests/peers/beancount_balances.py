# Loads a journal with beancount and prints the balance of each account code and currency, as JSON.
import json
import sys

from beancount import loader
from beancount.core import data
from beancount.core.inventory import Inventory

entries, errors, _ = loader.load_file(sys.argv[1])
codes = {e.account: e.meta["code"] for e in entries if isinstance(e, data.Open)}
sums = {}
for entry in entries:
    if isinstance(entry, data.Transaction):
        for posting in entry.postings:
            sums.setdefault(posting.account, Inventory()).add_position(posting)
balances = [
    [codes[account], position.units.currency, str(position.units.number)]
    for account, inventory in sums.items()
    for position in inventory
]
transactions = sum(isinstance(entry, data.Transaction) for entry in entries)
print(json.dumps({
    "errors": [error.message for error in errors],
    "transactions": transactions,
    "balances": balances,
}))
