"""Finds the code of a country in what people write: code, or name in three languages."""

from functools import cache

from ctpat_desktop.catalogue.regions import COUNTRIES
from ctpat_desktop.catalogue.values import countries
from ctpat_desktop.support.language import family
from ctpat_desktop.support.words import folded, natural_key

_OTHER_NAMES = """
US usa, u s a, u s, united states of america, etats unis d amerique, eeuu, ee uu
US estados unidos de america, america
GB uk, u k, great britain, england, scotland, wales, grande bretagne, gran bretana
CN prc, p r china, pr china, people s republic of china, mainland china, 中国, 中國
HK hong kong, hongkong, 香港
MO macau, macao
TW taiwan roc, chinese taipei, 台灣, 臺灣, 台湾
KR korea, korea south, republic of korea, coree, corea, 한국, 대한민국
KP dprk, korea north
JP 日本
VN viet nam
NL holland, the netherlands, hollande, holanda
CZ czech republic, republique tcheque, republica checa
CI ivory coast
TR turkey, turquia
RU russian federation
AE uae, u a e, emirates
DO dominican rep, republica dominicana, republique dominicaine
BO bolivia plurinational state of
VE venezuela bolivarian republic of
TZ tanzania united republic of
LA lao pdr
MM burma
SZ swaziland
MK macedonia
CD drc, congo kinshasa
DE deutschland
MX mejico
BR brasil
"""
"""A code, then other names of that country as `folded` leaves them."""


def country_code(text: str) -> str:
    """Return the code of two letters for a country as written, or "" where it is not known."""
    return _codes().get(folded(text), "")


def listed_countries() -> dict[str, str]:
    """Return the names of the countries that can be chosen, by code."""
    return {code: name for code, name in countries().items() if code in COUNTRIES}


def spellings(code: str) -> tuple[str, ...]:
    """Return the code and the other names a country is found by."""
    return _spellings(family()).get(code, ())


def in_order(name: str) -> str:
    """Return what names are sorted by: accents do not part them."""
    return natural_key(name)


@cache
def _spellings(language: str) -> dict[str, tuple[str, ...]]:
    names = {code: folded(name) for code, name in countries(language).items()}
    found: dict[str, list[str]] = {}
    for words, code in _codes().items():
        is_code = len(words) <= 3 and words.isascii()
        if is_code or words not in names.get(code, ""):
            shown = words.upper() if is_code else words.title()
            found.setdefault(code, []).append(shown)
    return {code: tuple(sorted(set(names), key=len)) for code, names in found.items()}


@cache
def _codes() -> dict[str, str]:
    from babel.core import get_global

    current = set(countries())
    found: dict[str, str] = {}
    for line in _OTHER_NAMES.split("\n"):
        code, _, names = line.partition(" ")
        found |= {folded(name): code for name in names.split(",") if name}
    for language in ("en", "fr", "es"):
        for code, name in countries(language).items():
            found.setdefault(folded(name), code)
            found.setdefault(folded(name.partition("(")[0]), code)
    for alias, codes in get_global("territory_aliases").items():
        if len(alias) == 3 and alias.isalpha() and codes[0] in current:
            found.setdefault(alias.lower(), codes[0])
    return {**found, **{code.lower(): code for code in current}}
