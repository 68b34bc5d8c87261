"""Reads the heading of a column the ways people shorten, mark and translate it."""

import re
from functools import lru_cache

from ctpat_desktop.support.words import folded

_SHORT = {
    "ctry": "country",
    "cntry": "country",
    "cty": "city",
    "addr": "address",
    "adr": "address",
    "dir": "direccion",
    "tel": "telephone",
    "tele": "telephone",
    "telf": "telefono",
    "ph": "phone",
    "phn": "phone",
    "fone": "phone",
    "no": "number",
    "nr": "number",
    "nbr": "number",
    "num": "number",
    "numero": "number",
    "prov": "province",
    "dt": "date",
    "dte": "date",
    "emp": "employee",
    "dept": "department",
    "mgr": "manager",
    "cert": "certificate",
    "desc": "description",
    "exp": "expiry",
    "expiration": "expiry",
    "yr": "year",
    "qty": "quantity",
    "mfr": "manufacturer",
    "mfg": "manufacturer",
    "mfgr": "manufacturer",
    "supp": "supplier",
    "suppl": "supplier",
    "vend": "vendor",
    "cust": "customer",
    "co": "company",
    "corp": "company",
    "org": "organization",
    "cntct": "contact",
    "fname": "first name",
    "lname": "last name",
    "firstname": "first name",
    "lastname": "last name",
    "nm": "name",
    "st": "state",
    "ste": "state",
    "zipcode": "zip code",
    "postcode": "postal code",
    "email": "e mail",
    "emails": "e mail",
    "mail": "e mail",
}
"""Shortened words of headings, folded, and what they stand for."""
_NUMBER_SIGNS = re.compile(r"[#№]|\b[Nn][°º]")
_ASIDE = re.compile(r"[(\[{][^)\]}]*[)\]}]")
_SIDES = re.compile(r"\s*[/|\\\n]\s*|\s+[-–—]\s+")


@lru_cache(maxsize=20_000)
def written_out(heading: str) -> str:
    """Return a heading folded, with its abbreviations and number signs written out."""
    words = folded(_NUMBER_SIGNS.sub(" number ", heading)).replace("c tpat", "ctpat")
    return " ".join(_SHORT.get(word, word) for word in words.split())


@lru_cache(maxsize=20_000)
def readings(heading: str) -> tuple[str, ...]:
    """Return what a heading may say: as it stands, written out, and without what is in brackets."""
    bare = _ASIDE.sub(" ", heading)
    found = (folded(heading), written_out(heading), folded(bare), written_out(bare))
    is_number = bool(_NUMBER_SIGNS.search(heading))
    kept = (words for words in found if words)
    if is_number:  # "Vendor #" is not the vendor
        kept = (words for words in found if "number" in words.split())
    return tuple(dict.fromkeys(kept))


@lru_cache(maxsize=20_000)
def sides(heading: str) -> tuple[str, ...]:
    """Return the parts of a heading in two languages or with two words, such as "Zip/Postal"."""
    parts = [part for part in _SIDES.split(_ASIDE.sub(" ", heading)) if part.strip()]
    return tuple(written_out(part) for part in parts) if len(parts) > 1 else ()
