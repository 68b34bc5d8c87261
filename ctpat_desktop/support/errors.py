"""The failures whose text is meant for a person. Anything else is a bug and rises."""

from ctpat_desktop.support.language import tr


class Problem(Exception):
    """Something a person can mend; `str()` says what happened and `hint` what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep one plain sentence and, if there is one, the way out."""
        super().__init__(message)
        self.hint = hint

    def line(self) -> str:
        """Return message and hint as one line for the command line."""
        return " ".join(f"{self} {self.hint}".split())


class Cancelled(Problem):
    """The person stopped a long job; what was there before is untouched."""

    def __init__(self) -> None:
        """Say so in the program's own words."""
        super().__init__(tr("Stopped as you asked."), tr("Nothing was changed."))


class Unreachable(Problem):
    """The file itself is gone, changed or not answering; what was typed is held in the window."""
