# Numbers of each country, good and bad, with what python-stdnum says of them, one JSON a line.
import json
import random

from stdnum import get_cc_module
from stdnum.exceptions import ValidationError

DIGITS, UPPER = "0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# 9 is a digit, A a letter, X either; anything else stands for itself.
SHAPES = {
    "AT": ["U99999999"],
    "BE": ["0999999999", "1999999999", "999999999", "9999999999"],
    "BG": ["999999999", "9999999999", "9901019999", "9942019999"],
    "CY": ["99999999A", "12999999A"],
    "CZ": ["99999999", "699999999", "530101999", "8001019999", "8056319999", "0401019999"],
    "DE": ["999999999", "099999999"],
    "DK": ["99999999", "09999999"],
    "EE": ["999999999"],
    "EL": ["999999999", "99999999"],
    "ES": ["A9999999X", "99999999A", "X9999999A", "Y9999999A", "B99999999", "P9999999A"],
    "FI": ["99999999"],
    "FR": ["99999999999", "AA999999999", "9A999999999", "A9999999999", "99000999999"],
    "HR": ["99999999999"],
    "HU": ["99999999"],
    "IE": ["9999999A", "9999999AA", "9A99999A", "9+99999A", "9*99999A"],
    "IT": ["99999990019", "99999990999", "99999991209", "00000000199"],
    "LT": ["999999919", "999999999", "999999999919", "999999999999"],
    "LU": ["99999999"],
    "LV": ["49999999999", "99999999999", "01018019999", "31129919999", "32999999999"],
    "MT": ["99999999", "09999999"],
    "NL": ["999999999B01", "999999999B99", "000000000B99"],
    "PL": ["9999999999"],
    "PT": ["999999999", "099999999"],
    "RO": ["99", "99999", "99999999", "9999999999", "1800101419999", "2991231529999"],
    "SE": ["999999999901", "999999999902"],
    "SI": ["99999999", "09999999"],
    "SK": ["9929999999", "9999999999", "8001019999", "0909999999"],
    "GB": ["999999999", "099999999", "999999999999", "GD999", "HA999"],
    "CH": ["E999999999MWST", "E999999999TVA", "E999999999IVA", "E999999999TPV", "E999999999XXX"],
    "NO": ["999999999MVA"],
}
HEADS = 12


def fill(shape):
    """A text of this shape, at random."""
    sets = {"9": DIGITS, "X": DIGITS + UPPER, "A": UPPER}
    # The first letter of a Spanish company, and what stands in fixed letters, stays.
    keep = len(shape) - len(shape.lstrip("BHMPWGD"))
    return "".join(
        c if at < keep else random.choice(sets.get(c, c)) for at, c in enumerate(shape)
    )


def with_every_ending(shape):
    """Texts of one shape that differ in their last places that vary, so that some are right."""
    for _ in range(HEADS):
        text = fill(shape)
        places = [at for at, c in enumerate(shape) if c in "9XA"][-2:]
        if len(places) < 2:
            yield text
            continue
        for last in range(100):
            letters = list(text)
            for place, value in zip(places, divmod(last, 10)):
                if letters[place] in DIGITS:
                    letters[place] = DIGITS[value]
                elif place == places[-1]:
                    letters[place] = UPPER[last % 26]
            yield "".join(letters)


def is_valid(module, text):
    try:
        module.validate(text)
    except ValidationError:
        return False
    return True


def is_limit_of_the_peer(country, text):
    """What no rule allows and the peer takes: Belgian checks above 97 or of 00, as the check is 97
    less a remainder, and Slovak birthdays in months that are none."""
    if country == "BE":
        return text[-2:] in ("00", "98", "99")
    if country in ("CZ", "SK") and len(text) in (9, 10):
        return int(text[2:4]) % 50 > 32
    return False


def main():
    random.seed(20261120)
    for country, shapes in SHAPES.items():
        name = {"EL": "gr", "NO": "no.mva"}.get(country, country.lower())
        if country == "NO":
            from stdnum.no import mva as module
        else:
            module = get_cc_module(name, "vat")
        for shape in shapes:
            for text in dict.fromkeys(with_every_ending(shape)):
                if is_limit_of_the_peer(country, text):
                    continue
                given = "CH" + text if country == "CH" else text
                print(json.dumps({"id": country + text, "valid": is_valid(module, given)}))


main()
