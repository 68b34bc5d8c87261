"""A team of 20 people after five years: who joins, a day of all of them, and 5,000 changes at once.

By itself: `python bench/team_rounds.py`.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing, nullcontext
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from ctpat_desktop.exchange.team import members
from ctpat_desktop.exchange.team.folder import Folder
from ctpat_desktop.records.base import new_ids
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.team import joining, ledger, places, rounds
from ctpat_desktop.workspace import door, keys
from ctpat_desktop.workspace.keys import Key
from ctpat_desktop.workspace.unit import Workspace

REVISIONS, PARTNERS, EACH = 200_000, 20_000, 10
"""What was written in five years, to how many records, and how many of them by one action."""
PEOPLE, DAILY, MANY = 20, 8, 5_000
"""Members, changes of one of them on one day, and what is merged at once."""
Lines = dict[str, float]
ALL, JOINED = "five years handed out at once", "five years taken in by who joins"
DAY, MINE, QUIET = "a day of 20 people taken in", "a day of one handed out", "nothing new"
AT_ONCE = f"{MANY:,} changes in one file taken in"
GOALS = {ALL: 30.0, JOINED: 60.0, DAY: 1.0, MINE: 1.0, QUIET: 1.0, AT_ONCE: 10.0}
"""Seconds each may take."""


def measured(folder: Path, key: Key) -> Lines:
    """Return milliseconds by what was done."""
    shared = folder / "shared"
    shared.mkdir()
    with closing(door.create_workspace(folder / "a.ctpat", key)) as ann:
        ids = _make(ann)
        where = places.of_folder(shared)
        joining.start(ann, where, lambda team: nullcontext(Folder(shared, team)), "Ann")
        place = Folder(shared, ledger.needed(ann).membership.team)
        lines = {ALL: _took(lambda: rounds.run(ann, place))}
        invitation = joining.invite(ann, place, {"*": "editor"})
        joining.write_invite(invitation, folder / "invite")
        invited = joining.opened_invite(folder / "invite", invitation.code)
        with closing(door.create_workspace(folder / "b.ctpat", key)) as bob:
            joining.join(bob, invited, where, place, "Bob")
            lines[JOINED] = _took(lambda: rounds.run(bob, place))
            _rounds(ann, bob, place, ids, lines)
    return lines


def _rounds(ann: Workspace, bob: Workspace, place: Folder, ids: list[str], lines: Lines) -> None:
    log = members.read(place, ledger.needed(ann).membership, ledger.needed(ann).entries)
    for person in range(PEOPLE):
        _change(ann, ids[person * DAILY :][:DAILY], f"day {person}")
        rounds.hand_out(ann, log, rounds.Report())
    rounds.run(ann, place)
    lines[DAY] = _took(lambda: rounds.run(bob, place))
    _change(bob, ids[-DAILY:], "mine")
    lines[MINE] = _took(lambda: rounds.run(bob, place))
    lines[QUIET] = _took(lambda: rounds.run(bob, place))
    for at in range(0, MANY, EACH):
        _change(ann, ids[at : at + EACH], "many")
    rounds.run(ann, place)
    lines[AT_ONCE] = _took(lambda: rounds.run(bob, place))


def _make(workspace: Workspace) -> list[str]:
    account = companies.start(workspace, "Acme", "importer", 2026)
    company = companies.dossier(workspace, account).company.id
    ids = new_ids(PARTNERS)
    with workspace.work("Import") as unit:
        rows = [{"id": one, "company_id": company, "name": f"P{one[:6]}"} for one in ids]
        unit.add_many("partner", rows)
    for turn in range(REVISIONS // PARTNERS - 1):
        for at in range(0, PARTNERS, EACH):
            _change(workspace, ids[at : at + EACH], f"turn {turn}")
    return ids


def _change(workspace: Workspace, ids: list[str], words: str) -> None:
    with workspace.work("Change") as unit:
        unit.change_many("partner", {one: {"notes": f"{words} of {one}"} for one in ids})


def _took(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        for what, took in measured(Path(home), keys.fresh("bench")).items():
            print(f"{what:45}{took:10,.0f} ms")
