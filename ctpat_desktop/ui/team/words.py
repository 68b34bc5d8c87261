"""What an exchange with the team did, in words."""

from collections.abc import Sequence
from datetime import datetime

from ctpat_desktop.services.team.exchanging import Exchange
from ctpat_desktop.support.dates import clock_text
from ctpat_desktop.support.language import ntr, tr

MOST = 4
"""Notes of one exchange that are shown."""


def together(names: Sequence[str]) -> str:
    """Return names as one reads them: "Ann, Bob and Carol"."""
    *before, last = names
    return tr("{names} and {last}").format(names=", ".join(before), last=last) if before else last


def took_in(names: Sequence[str]) -> str:
    """Say whose changes came."""
    return tr("Took in changes of {names}.").format(names=together(names))


def shortened(notes: Sequence[str]) -> list[str]:
    """Return the first of many notes, and how many more there are."""
    more = len(notes) - MOST
    if more <= 1:
        return list(notes)
    return [*notes[:MOST], ntr("and {n} more line", "and {n} more lines", more)]


def asked_each_time(note: str) -> str:
    """Say what follows where no keyring has the password; `note` says why, or is ""."""
    words = tr("{why} The password is asked each time the file is opened.")
    return words.format(why=note) if note else ""


def result(exchange: Exchange | None, at: datetime | None) -> str:
    """Say when the last exchange was and what came of it."""
    if exchange is None or at is None:
        return tr("Nothing was exchanged yet since this file was opened.")
    when = tr("Last exchange at {time}:").format(time=clock_text(at))
    return f"{when} {_outcome(exchange)}"


def _outcome(exchange: Exchange) -> str:
    report = exchange.report
    if exchange.is_elsewhere:
        return tr("nothing, because this file was used on another computer before.")
    if not exchange.is_done:
        return exchange.unreached or exchange.wants_password
    parts = []
    if report.taken:
        names = together(report.names) if report.names else ""
        taken = ntr("took in {n} change", "took in {n} changes", report.taken)
        parts.append(
            tr("{changes} of {names}").format(changes=taken, names=names) if names else taken
        )
    if report.brought:
        parts.append(ntr("{n} change file went out", "{n} change files went out", report.brought))
    return f"{'; '.join(parts)}." if parts else tr("nothing was new.")
