"""What the portal package takes beside the evidence: approved procedures and other made papers."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

ReadContent = Callable[[str], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Paper:
    """One file made for the package: its folder in it, its name, and the criteria it goes with."""

    folder: str
    name: str
    criteria: tuple[str, ...]
    make: Callable[[], bytes]
    """Gives the bytes when the file is written."""

    @property
    def path(self) -> str:
        """Where it is in the package."""
        return f"{self.folder}/{self.name}"


@dataclass(frozen=True, slots=True)
class Contents:
    """The bytes of a package: `read` yields those of a document of the library by its id."""

    read: ReadContent
    papers: Sequence[Paper] = ()

    def of(self, criterion: str) -> list[str]:
        """Return the places of the papers that go with a criterion."""
        return [paper.path for paper in self.papers if criterion in paper.criteria]
