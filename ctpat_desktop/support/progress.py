"""How long work tells how far it is, and how it is stopped."""

from typing import Protocol


class Progress(Protocol):
    """What a long job calls between steps; raising `Cancelled` here stops the job."""

    def step(self, at: int, of: int, text: str = "") -> None:
        """Report `at` of `of` steps done."""


class Silent:
    """A progress nobody looks at."""

    def step(self, at: int, of: int, text: str = "") -> None:
        """Take the report and do nothing."""
