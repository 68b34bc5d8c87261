"""The name that stands beside changes in the history: chosen here, else the login name."""

import getpass
import os

from ctpat_desktop.support import home
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr

SET_OUTSIDE = "CTPAT_DESKTOP_USER"
"""The variable that sets the name for one start of the program, whatever is chosen."""
CHOSEN = "your_name"
LONGEST = 80
"""Letters of a name."""


def login() -> str:
    """Return the login name, or what CTPAT_DESKTOP_USER puts in its place."""
    named = os.environ.get(SET_OUTSIDE, "")
    if named:
        return named
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "somebody"


def chosen() -> str:
    """Return the name chosen on this computer, or ""."""
    name = home.preferences().get(CHOSEN, "")
    return name.strip() if isinstance(name, str) else ""


def own_name() -> str:
    """Return the name that is written beside changes."""
    return os.environ.get(SET_OUTSIDE, "") or chosen() or login()


def choose(name: str) -> str:
    """Keep a name for this computer ("": the login name again); return the one that counts now."""
    named = " ".join(name.split())
    if len(named) > LONGEST or not named.isprintable():
        raise Problem(
            tr("This name cannot be kept."),
            tr("Use one line of at most {n} letters.").format(n=LONGEST),
        )
    if os.environ.get(SET_OUTSIDE):
        raise Problem(
            tr("The variable {name} sets your name here.").format(name=SET_OUTSIDE),
            tr("Take it away, and start the program again."),
        )
    home.prefer(CHOSEN, named)
    return named or login()
