"""The one door for every text a person reads: it comes out in the language that was chosen.

A text is written in English where it is used, and `installer/translations.py` collects it from
there and from `forms/` for the files under `resources/translations/`. A report may speak another
language than the screens: `speaking` holds for the work inside it.
"""

import logging
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations

from ctpat_desktop.support.shipped import shipped

LOG = logging.getLogger(__name__)
ENGLISH = "en"
LANGUAGES = {ENGLISH: "English", "fr_CA": "Français (Canada)", "es_MX": "Español (México)"}
"""The languages by their codes, each called as those who speak it call it."""
PSEUDO = "pseudo"
"""No language: English with accents, longer; pictures show what is cut or not translated."""
DOMAIN = "ctpat"
"""What the files of translations are called."""
GROUPING = {"fr_CA": "\u00a0"}
"""What stands between thousands, where it is no comma."""

_screens = ENGLISH
_spoken: ContextVar[str] = ContextVar("spoken", default="")


def tr(text: str, context: str = "") -> str:
    """Return `text` in the language spoken now.

    `context` tells apart what one English word means in two places: tr("Open", "state").
    """
    if not text:  # gettext answers that with the head of its file
        return ""
    texts = _texts(current())
    return texts.pgettext(context, text) if context else texts.gettext(text)


def ntr(one: str, many: str, n: int, **more: object) -> str:
    """Return the text for `n` things, with the number where it says "{n}": "1 finding".

    `more` fills the other places of the text.
    """
    return _texts(current()).ngettext(one, many, n).format(n=number_text(n), **more)


def N_(text: str) -> str:
    """Mark a text that a table holds, to be translated where it is shown."""
    return text


def number_text(n: int) -> str:
    """Return a whole number as people write it here: "12,345"."""
    return f"{n:,}".replace(",", GROUPING.get(current(), ","))


def decimal_text(number: float, places: int = 1) -> str:
    """Return a number with so many decimals as people write it here: "6.2", in French "6,2"."""
    whole, _, part = f"{number:.{places}f}".partition(".")
    return whole + ("," if family() == "fr" else ".") + part if part else whole


def current() -> str:
    """Return the code of the language spoken now, one of LANGUAGES."""
    return _spoken.get() or _screens


def family(code: str = "") -> str:
    """Return the two letters of a language, of the one spoken now unless named: "fr"."""
    code = code or current()
    return ENGLISH if code == PSEUDO else code[:2]


def tag() -> str:
    """Return the name of the language spoken now as files carry it: "en-US", "fr-CA"."""
    code = current()
    return code.replace("_", "-") if code in LANGUAGES and "_" in code else "en-US"


def of_family(letters: str) -> str:
    """Return the code of a language of two letters: "fr_CA" for "fr"; the one spoken now if fit."""
    if family() == letters:
        return current()
    return next(code for code in LANGUAGES if family(code) == letters)


def use(code: str) -> None:
    """Speak a language from now on, on screens and everywhere `speaking` says nothing else."""
    global _screens
    _screens = code if code in (*LANGUAGES, PSEUDO) else ENGLISH


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak another language for the work inside, in this thread alone; "" changes nothing."""
    token = _spoken.set(code or current())
    try:
        yield
    finally:
        _spoken.reset(token)


def best_of(wanted: Iterable[str]) -> str:
    """Return the language for the names a system lists, the most wanted first: "fr-FR", "es_MX".

    English where none of them is spoken here.
    """
    for name in wanted:
        found = next((code for code in LANGUAGES if code[:2] == name[:2].lower()), "")
        if found:
            return found
    return ENGLISH


def asked_for() -> str:
    """Return the language CTPAT_DESKTOP_LANGUAGE asks for, before all choices; "" for none."""
    own = os.environ.get("CTPAT_DESKTOP_LANGUAGE", "")
    return own if own in ("", *LANGUAGES, PSEUDO) else best_of([own])


def of_terminal() -> list[str]:
    """Return the language a terminal's variables ask for, as a list `best_of` takes."""
    named = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return [next(filter(None, named), "")]


@cache
def _texts(code: str) -> NullTranslations:
    if code == PSEUDO:
        from ctpat_desktop.support.pseudo import Pseudo

        return Pseudo()
    if code == ENGLISH:
        return NullTranslations()
    path = shipped("resources", "translations", code, "LC_MESSAGES", f"{DOMAIN}.mo")
    try:
        with path.open("rb") as file:
            return GNUTranslations(file)
    except (OSError, ValueError) as error:
        LOG.warning("no texts in %s: %s", code, type(error).__name__)
        return NullTranslations()
