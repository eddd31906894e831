# Reads the payment code on a page, and what another writer's code for the same payment says.
import io
import json
import sys
from decimal import Decimal

import segno.helpers
import zxingcpp
from PIL import Image

page, name, iban, bic, amount, text = sys.argv[1:]


def read(picture):
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    return [
        {"text": code.text, "level": code.ec_level, "version": getattr(code, "version", 0)}
        for code in found
    ]


theirs = segno.helpers.make_epc_qr(
    name=name, iban=iban, bic=bic, amount=Decimal(amount), text=text, encoding="utf-8"
)
drawn = io.BytesIO()
theirs.save(drawn, kind="png", scale=8, border=4)
print(json.dumps({"page": read(Image.open(page)), "theirs": read(Image.open(drawn))}))
