"""Reads the walks from `forms/walks`: criteria in the order a person passes them on site."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ctpat_desktop.catalogue.lists import defined
from ctpat_desktop.catalogue.spoken import spoken
from ctpat_desktop.support.shipped import shipped


@dataclass(frozen=True, slots=True)
class Step:
    """One question to answer on the spot: where to stand, and what a photo should show.

    `key` names the question for good: walks of other years are compared by it.
    `was` is the criterion that held its answers before; an account that has any there goes on so.
    """

    key: str
    criterion: str
    question: str
    stand: str
    photo: str
    was: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """One place of the walk with its steps."""

    title: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Walk:
    """All stops of one walk, in order."""

    id: str
    title: str
    stops: tuple[Stop, ...]

    def steps(self) -> tuple[Step, ...]:
        """Return every step in walking order."""
        return tuple(step for stop in self.stops for step in stop.steps)


@spoken
def load_walk(walk: str = "physical") -> Walk:
    """Return one shipped walk."""
    return read_walk(shipped("forms", "walks", f"{walk}.toml"))


def read_walk(path: Path) -> Walk:
    """Read one walk; DefinitionError says which file and what is wrong."""
    return defined(path, _walk)


def _walk(data: dict[str, Any]) -> Walk:
    stops = tuple(
        Stop(row["title"], tuple(Step(**step) for step in row["step"])) for row in data["stop"]
    )
    return Walk(data["id"], data["title"], stops)
