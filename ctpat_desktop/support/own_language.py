"""The language a person chose on this computer, for screens and for the command line."""

from collections.abc import Iterable

from ctpat_desktop.support import home, language

PREFERENCE = "language"
"""The name of the choice; without one the program speaks as the system does."""


def chosen() -> str:
    """Return the code the person chose; "" for the language of the system."""
    code = home.preferences().get(PREFERENCE)
    return str(code) if code in language.LANGUAGES else ""


def choose(code: str) -> None:
    """Keep a choice; "" for the language of the system."""
    home.prefer(PREFERENCE, code)


def begin(system: Iterable[str]) -> None:
    """Speak the chosen language, else the first the system lists that is spoken here."""
    language.use(language.asked_for() or chosen() or language.best_of(system))
