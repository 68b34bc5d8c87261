"""Reads amounts as offices write them, with separators and currencies."""

import re

from ctpat_desktop.services.importing.dates import Unfit
from ctpat_desktop.support.language import tr

_NUMBER = re.compile(r"[-(]?\d[\d.,'’ ]*\)?")
_THOUSANDS = re.compile(r"\d{1,3}([.,'’ ]\d{3})(?:\1|[.,'’ ]\d{3})*")
_CURRENCY = re.compile(r"^(?:usd|us\$|eur|mxn|cad|[$€£¥])\s*|\s*(?:usd|eur|mxn|cad|[$€£¥])$", re.I)


def written_number(text: str) -> float:
    """Read a number with separators; "1,234" and "1.234" are thousands, "1,5" is not whole."""
    bare = _CURRENCY.sub("", text)
    bare = re.sub(r"[\s\u00a0\u202f]", " ", bare)
    if not _NUMBER.fullmatch(bare):
        raise Unfit(tr("“{text}” is not a number").format(text=text[:40]))
    sign = -1 if bare[0] in "-(" else 1
    digits = bare.strip("-() ")
    if _is_thousands(digits):
        return sign * float(_digits(digits))
    whole, _, rest = re.sub(r"[.,](?=\d*$)", "|", digits).partition("|")
    if (rest and not rest.isdigit()) or not (whole.isdigit() or _is_thousands(whole)):
        raise Unfit(tr("“{text}” is not a number").format(text=text[:40]))
    return sign * float(f"{_digits(whole)}.{rest or 0}")


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())


def _is_thousands(digits: str) -> bool:
    found = _THOUSANDS.fullmatch(digits)
    return bool(found) and len(set(re.sub(r"\d", "", digits))) == 1
