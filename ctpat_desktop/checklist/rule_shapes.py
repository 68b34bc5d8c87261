"""The shapes of a coherence rule. Values only."""

from dataclasses import dataclass

from ctpat_desktop.checklist.findings import Severity

GAP, WEAK, NOTE = Severity.GAP, Severity.WEAK, Severity.NOTE


@dataclass(frozen=True, slots=True)
class RowsRule:
    """Rows of a fact contradict the first of `criteria` that counts.

    With `needs_claim` that is one said to be in place; without, one not ruled out. Where nobody
    has begun to fill in `mark`, the finding is only a note.
    """

    id: str
    fact: str
    criteria: tuple[str, ...]
    severity: Severity
    field: str
    reason: str
    remedy: str
    needs_claim: bool = True
    mark: str = ""


@dataclass(frozen=True, slots=True)
class NewestRule:
    """The newest entry of a log is older than a limit; `what` names one entry.

    With `counts_empty` a log without any entry of the kind speaks too, as a note where documents
    prove the criterion. `entities` are the kinds of account it is for; () is for all.
    """

    id: str
    fact: str
    criteria: tuple[str, ...]
    severity: Severity
    limit: str
    field: str
    what: str
    remedy: str
    counts_empty: bool = False
    entities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BareRule:
    """A register a criterion speaks of is empty."""

    id: str
    table: str
    criteria: tuple[str, ...]
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class PlainRule:
    """Rows of a fact are amiss, whatever the profile says: in Trade Compliance, or with CBP.

    With `table` something is missing there, and the finding leads to that register.
    """

    id: str
    fact: str
    severity: Severity
    field: str
    reason: str
    remedy: str
    table: str = ""


@dataclass(frozen=True, slots=True)
class LackRule:
    """People lack a training; without `criteria` those of the topic count."""

    id: str
    severity: Severity
    reason: str
    remedy: str
    criteria: tuple[str, ...] = ()
