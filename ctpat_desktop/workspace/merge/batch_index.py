"""Which actions are in a copy's history, looked up as they are asked for."""

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ctpat_desktop.records import Revision
from ctpat_desktop.records.merging import ForeignChange
from ctpat_desktop.workspace import bulk


class Recent:
    """What was written in a file after some revision, remembered from one look to the next."""

    def __init__(self) -> None:
        self._after: dict[int, tuple[int, set[str]]] = {}
        """By revision the newest one that was looked at, and the actions between."""

    def after(self, session: Session, number: int) -> set[str]:
        """Return the actions written in an open file after a revision."""
        read, batches = self._after.get(number, (number, set()))
        newest = session.scalar(select(func.max(Revision.number))) or 0
        if newest > read:
            new = select(Revision.batch).where(Revision.number > read).distinct()
            batches.update(session.scalars(new))
            self._after[number] = newest, batches
        return batches


class BatchIndex:
    """Actions by their batch: where they were written here, or by which merge they came.

    A history may hold a hundred thousand: they are read one by one, or all, never twice.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self.own: dict[str, int] = {}
        """The number of an action's first revision; 0 where it was not written here."""
        self.steps: dict[str, str] = {}
        """The merge that brought it; "" where none did."""
        self._is_whole = False

    def has(self, batch: str) -> bool:
        """Return whether an action is in the history."""
        return bool(self.number(batch) or self.step(batch))

    def number(self, batch: str) -> int:
        """Return the number of an action's first revision here; 0 where it is not here."""
        self.look_up((batch,))
        return self.own.get(batch, 0)

    def step(self, batch: str) -> str:
        """Return the merge that brought an action; "" where none did."""
        self.look_up((batch,))
        return self.steps.get(batch, "")

    def look_up(self, batches: Iterable[str]) -> None:
        """Look actions up that were not asked for before."""
        if self._is_whole:
            return
        for some in bulk.parts([batch for batch in batches if batch not in self.own]):
            self.own |= dict.fromkeys(some, 0)
            self.steps |= dict.fromkeys(some, "")
            self._read(some)

    def read_all(self) -> None:
        """Look all actions up."""
        if not self._is_whole:
            self._read(None)
            self._is_whole = True

    def _read(self, some: Iterable[str] | None) -> None:
        first = select(Revision.batch, func.min(Revision.number)).group_by(Revision.batch)
        taken = select(ForeignChange.batch, ForeignChange.merge_id).distinct()
        if some is not None:
            first = first.where(Revision.batch.in_(some))
            taken = taken.where(ForeignChange.batch.in_(some))
        self.own |= self._session.execute(first).all()
        self.steps |= self._session.execute(taken).all()
