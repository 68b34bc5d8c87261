"""The language, and how days are written, as a person chose it on this computer."""

from collections.abc import Callable, Iterable
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from ctpat_desktop.support import dates, home, language

Asked = ParamSpec("Asked")
Made = TypeVar("Made")

LANGUAGE, PAPERS, DATES = "language", "papers_language", "dates"
"""The names of the choices; without one the program speaks, and writes days, as the system does."""


def chosen(choice: str = LANGUAGE) -> str:
    """Return the code the person chose for the screens or for PAPERS; "" where none was."""
    code = home.preferences().get(choice)
    return code if isinstance(code, str) and code in language.LANGUAGES else ""


def choose(code: str, choice: str = LANGUAGE) -> None:
    """Keep a choice; "" for the language of the system, and for papers that of the screens."""
    home.prefer(choice, code)


def chosen_dates() -> str:
    """Return the name of how the person wants days written; "" for as the language does."""
    name = home.preferences().get(DATES)
    return name if isinstance(name, str) and name in dates.STYLES else ""


def choose_dates(name: str) -> None:
    """Keep how days are written, and write them so from now on."""
    home.prefer(DATES, name)
    use_dates()


def use_dates() -> None:
    """Write days as chosen, else as the language spoken now does."""
    name = chosen_dates() or dates.OF_LANGUAGES.get(language.current(), "mdy")
    dates.use(dates.STYLES[name])


def begin(system: Iterable[str]) -> None:
    """Speak the chosen language, else the first the system lists that is spoken here."""
    language.use(language.asked_for() or chosen() or language.best_of(system))
    use_dates()


def switch(code: str, system: Iterable[str]) -> None:
    """Keep a language, "" for the system's, and speak it from now on."""
    choose(code)
    language.use(code or language.best_of(system))
    use_dates()


_is_for_cbp = ContextVar("is_for_cbp", default=False)
"""True while something is written that CBP reads."""


def on_paper(make: Callable[Asked, Made]) -> Callable[Asked, Made]:
    """Have a function write in the language chosen for papers, else in that of the screens.

    What belongs to something for CBP is written as that is.
    """

    @wraps(make)
    def write(*args: Asked.args, **kwargs: Asked.kwargs) -> Made:
        with language.speaking(language.ENGLISH if _is_for_cbp.get() else chosen(PAPERS)):
            return make(*args, **kwargs)

    return write


def for_cbp(make: Callable[Asked, Made]) -> Callable[Asked, Made]:
    """Have a function write in English, whatever the screens speak: CBP reads it."""

    @wraps(make)
    def write(*args: Asked.args, **kwargs: Asked.kwargs) -> Made:
        before = _is_for_cbp.set(True)
        try:
            with language.speaking(language.ENGLISH):
                return make(*args, **kwargs)
        finally:
            _is_for_cbp.reset(before)

    return write
