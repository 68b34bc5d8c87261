"""What the portal would not take in the company's own data, as far as public pages tell.

No page seen gives the portal's own rules, so these are doubts to look at, never a refusal to save.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from ctpat_desktop.catalogue.forms import Kind, load_form
from ctpat_desktop.catalogue.regions import CANADIAN_ORIGINS, COUNTRIES, REGIONS, region_code
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.support.words import inside

Values = Mapping[str, str]
CHECKED = ("company", "address", "contact", "identifier", "site")
"""The tables whose values go to the portal."""

POSTAL = {
    "US": (re.compile(r"\d{5}(-\d{4})?"), N_("a ZIP code"), "07102 or 07102-1234"),
    "CA": (
        re.compile(
            r"[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z] ?\d[ABCEGHJ-NPRSTV-Z]\d", re.IGNORECASE
        ),
        N_("a Canadian postal code"),
        "K1A 0B1",
    ),
    "MX": (re.compile(r"\d{5}"), N_("a Mexican postal code"), "64000"),
}
PHONE = re.compile(r"\+?[\d\s().\-/]+(?:(?:x|ext\.?|extension)\s*\d+)?", re.IGNORECASE)
DIGITS = range(7, 16)
"""Digits of a telephone number; the international most is 15."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One value the portal may refuse."""

    field: str
    words: str
    remedy: str


def doubts(table: str, values: Values) -> Iterator[Doubt]:
    """Yield what is doubtful in the values of one record, field by field."""
    form = load_form(table)
    for field in form.columns:
        value = values.get(field.key, "").strip()
        check = SPECIAL.get(field.key)
        if field.kind is Kind.IDENTIFIER:
            yield from _identifier(values)
        elif check is not None:
            yield from check(value, values)
        elif value and field.pattern and not re.fullmatch(field.pattern, value):
            words = tr("“{value}” does not look like a usual {field}").format(
                value=value, field=inside(tr(field.label))
            )
            yield Doubt(field.key, words, tr("Correct it."))


def _identifier(values: Values) -> Iterator[Doubt]:
    kind, value = values.get("kind", ""), values.get("value", "").strip()
    for choice in load_form("identifier").field("kind").choices:
        if choice.value != kind or not value:
            continue
        remedy = (
            tr("Write it like {example}.").format(example=choice.example)
            if choice.example
            else tr("Correct it.")
        )
        if choice.pattern and not re.fullmatch(choice.pattern, value):
            words = tr("“{value}” does not look like a usual {field}").format(
                value=value, field=inside(tr(choice.label))
            )
            yield Doubt("value", words, remedy)
        elif kind == "mid" and value[:2] not in COUNTRIES | CANADIAN_ORIGINS:
            yield Doubt(
                "value",
                tr("“{value}” does not begin with a country's code").format(value=value),
                remedy,
            )


def _email(value: str, _values: Values) -> Iterator[Doubt]:
    pattern = r"[^@\s,;<>()]+@[^@\s,;<>().]+(\.[^@\s,;<>().]+)*\.[^@\s,;<>().\d]{2,}"
    if value and not re.fullmatch(pattern, value):
        words = tr("“{value}” is no whole e-mail address").format(value=value)
        yield Doubt("email", words, tr("Write it like name@company.com."))


def _phone(value: str, _values: Values, field: str = "phone") -> Iterator[Doubt]:
    number = re.split(r"x|ext", value, maxsplit=1, flags=re.IGNORECASE)[0]
    count = sum(map(str.isdigit, number))
    if value and (not PHONE.fullmatch(value) or count not in DIGITS):
        words = tr("“{value}” is no whole telephone number").format(value=value)
        yield Doubt(field, words, tr("Write it like 973-555-0140 or +52 81 5555 0140."))


def _country(value: str, _values: Values) -> Iterator[Doubt]:
    if value and value.upper() not in COUNTRIES:
        yield Doubt(
            "country",
            tr("“{value}” is no country").format(value=value),
            tr("Choose the country from the list."),
        )


def _state(value: str, values: Values) -> Iterator[Doubt]:
    known = REGIONS.get(values.get("country", "").strip().upper())
    if known is None or (not value and not values.get("line1", "").strip()):
        return
    if not value:
        words = tr("the state or province is missing")
        yield Doubt("state", words, tr("Choose it from the list."))
    elif not region_code(values.get("country", ""), value):
        words = tr("“{value}” is no state or province of this country").format(value=value)
        yield Doubt("state", words, tr("Choose it from the list."))


def _postal(value: str, values: Values) -> Iterator[Doubt]:
    pattern, what, example = POSTAL.get(values.get("country", "").strip().upper(), (None, "", ""))
    if pattern is None or (not value and not values.get("line1", "").strip()):
        return
    if not pattern.fullmatch(value):
        named = tr("“{value}” is not {what}").format(value=value, what=tr(what))
        words = named if value else tr("{what} is missing").format(what=tr(what))
        yield Doubt("postal_code", words, tr("Write it like {example}.").format(example=example))


SPECIAL: dict[str, Callable[[str, Values], Iterator[Doubt]]] = {
    "email": _email,
    "phone": _phone,
    "fax": partial(_phone, field="fax"),
    "country": _country,
    "state": _state,
    "postal_code": _postal,
}
