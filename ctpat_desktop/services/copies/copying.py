"""Makes a copy of a workspace for somebody outside, and says what is and is not in it."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from ctpat_desktop.catalogue.edition import DefinitionError
from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.exchange.child_process import Child
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.services.accounts.company_files import Place
from ctpat_desktop.services.copies import scoping
from ctpat_desktop.services.copies.choices import ABOUT, Choice
from ctpat_desktop.services.copies.preparing import prepared
from ctpat_desktop.services.copies.redactor import Redactor, Rules
from ctpat_desktop.services.copies.scoping import Wanted
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.support.progress import Progress, Silent
from ctpat_desktop.workspace import door, open_rows
from ctpat_desktop.workspace import engine as files
from ctpat_desktop.workspace.merge.ops import REDACTED
from ctpat_desktop.workspace.subset.links import IN, asked
from ctpat_desktop.workspace.subset.selection import Roots, Selection, closure
from ctpat_desktop.workspace.subset.writing import Target, Written, write_part
from ctpat_desktop.workspace.unit import Workspace

SECONDS, MEGABYTES = 120.0, 2_000
LARGEST = 100 * 2**20
"""Bytes of the largest document that is marked."""
HELD = 200 * 2**20
"""Bytes of marked documents held in memory between looking at them and writing them."""


@dataclass(frozen=True, slots=True)
class LeftDocument:
    """A document that is not in the copy, and why."""

    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Copied:
    """What is in a copy, what was left out, and what no program could look through."""

    written: Written
    left: tuple[str, ...]
    documents: tuple[LeftDocument, ...]
    unchecked: tuple[str, ...]


def copy(
    workspace: Workspace, wanted: Wanted, place: Place, progress: Progress | None = None
) -> Copied:
    """Write a copy without what was chosen; Problem where it cannot be, and nothing is made."""
    if not wanted.receiver.strip():
        raise Problem(tr("Say who gets the copy."), tr("The name stands on every page of it."))
    target = place.target()
    with open_rows.standing(workspace) as source, Child(MEGABYTES) as child:
        making = _Making(source, wanted, child, progress or Silent())
        selection = making.selection()
        editor = Redactor(making.rules, making.prepare, making.hashes())
        made = Target(target.path, target.key, editor=editor)
        written = write_part(source, selection, made, progress)
    _mark(made, workspace.path.name)
    return Copied(
        written, _left(wanted), tuple(making.left), (*_unchecked(wanted, making.unread, editor),)
    )


def _mark(made: Target, name: str) -> None:
    """Let the copy say that it is one, in nobody's name: its words are never merged into a file."""
    try:
        with closing(door.open_workspace(made.path, made.key)) as copied:
            copied.who = ""
            with copied.work(tr("Redacted copy")) as unit:
                settings.store(unit.session, REDACTED, value=True)
    except Problem:
        files.forget(made.path)
        raise Problem(
            tr("{name} was not copied.").format(name=name), tr("Choose another place.")
        ) from None


class _Making:
    """One copy that is being made."""

    def __init__(self, source: Any, wanted: Wanted, child: Child, progress: Progress) -> None:
        self._source, self._wanted, self._child = source, wanted, child
        self._progress = progress
        self.left: list[LeftDocument] = []
        self.unread = 0
        words, about = scoping.word_list(source, wanted), scoping.secured(source)
        has_security = Choice.SECURITY in wanted.choices
        self._refused = scoping.refused(source, wanted, about)
        self.rules = Rules(
            words,
            Choice.NAMES in wanted.choices,
            Choice.PHONES in wanted.choices,
            has_security,
            about if has_security else {},
        )
        self._names: dict[str, str] = {}
        self._held: dict[str, bytes] = {}
        self._room = HELD

    def selection(self) -> Selection:
        """Return what goes; every document of it was marked once and looked through."""
        before = closure(self._source, self._roots())
        self._name_refused()
        rows = [*self._evidence(before)]
        for at, (key, title, filename, sha256) in enumerate(rows):
            self._progress.step(at, len(rows), title or filename)
            self._names[sha256] = filename
            try:
                self._look(sha256)
            except Problem as problem:
                self._refused["evidence"].add(key)
                self.left.append(LeftDocument(title or filename, str(problem)))
        return closure(self._source, self._roots())

    def hashes(self) -> frozenset[str]:
        """Return the hashes of the documents that go."""
        rows = self._evidence(closure(self._source, self._roots()))
        return frozenset(sha256 for _, _, _, sha256 in rows)

    def prepare(self, sha256: str, data: bytes) -> bytes:
        """Return a marked document."""
        held = self._held.pop(sha256, None)
        return held if held is not None else self._marked(sha256, data)[0]

    def _look(self, sha256: str) -> None:
        """Mark a document and look through its words; Problem where it does not go."""
        pieces = list[bytes]()
        for piece in open_rows.content(self._source, sha256):
            pieces.append(piece)
            if sum(map(len, pieces)) > LARGEST:
                raise Problem(tr("it is too large to be marked"))
        data, unread = self._marked(sha256, b"".join(pieces))
        self.unread += unread
        if self._room >= len(data):
            self._room -= len(data)
            self._held[sha256] = data

    def _marked(self, sha256: str, data: bytes) -> tuple[bytes, int]:
        keeps = Choice.PHOTO_DATA not in self._wanted.choices
        name = self._names[sha256]
        made = self._child.run(prepared, data, name, self._wanted.mark, keeps, seconds=SECONDS)
        if self.rules.words.holds(made.text.replace(self._wanted.mark, "")):
            raise Problem(tr("words that go stand in it"))
        return made.data, made.unread

    def _evidence(self, selection: Selection) -> Iterator[tuple[str, str, str, str]]:
        query = f"SELECT id, title, filename, sha256 FROM evidence WHERE id {IN}"
        return asked(self._source, query, selection.rows.get("evidence", ()))

    def _name_refused(self) -> None:
        """Name the documents that go with what is left out, but none of another company."""
        query = f"SELECT title, filename, company_id FROM evidence WHERE id {IN}"
        why, company = tr("it belongs to what was left out"), self._roots().companies
        for title, filename, owner in asked(self._source, query, self._refused["evidence"]):
            if company is None or owner in company:
                self.left.append(LeftDocument(title or filename, why))

    def _roots(self) -> Roots:
        stays = frozenset({self._wanted.company_id})
        is_one = Choice.OTHER_COMPANIES in self._wanted.choices and self._wanted.company_id
        refused = {table: frozenset(ids) for table, ids in self._refused.items()}
        return Roots(
            companies=stays if is_one else None, without=self._wanted.without, refused=refused
        )


def _left(wanted: Wanted) -> tuple[str, ...]:
    """Say what is not in the copy, in words."""
    always = tr(
        "Submissions, packets, import reports, partner questionnaires, comments and states of "
        "review, older versions of documents, removed records and personal settings are in no copy."
    )
    chosen = [choice for choice in ABOUT if choice in wanted.choices]
    words = tr("{what}: {how}")
    lines = [words.format(what=tr(ABOUT[c].title), how=tr(ABOUT[c].words)) for c in chosen]
    return (*lines, always)


def _unchecked(wanted: Wanted, unread: int, editor: Redactor) -> Iterator[str]:
    """Say what a person has to look through, in words."""
    if unread:
        yield ntr(
            "{n} picture or page has no words that a program can read.",
            "{n} pictures or pages have no words that a program can read.",
            unread,
        )
    if Choice.NAMES in wanted.choices:
        yield tr("A name that stands in no register, or has two letters only, is not known.")
    if Choice.SECURITY in wanted.choices:
        rows = ((_title(table), count) for table, count in editor.speaking.items() if count)
        where = ", ".join(f"{title} ({count})" for title, count in rows)
        if where:
            yield tr("Cameras, alarms or guards are still spoken of in: {where}.").format(
                where=where
            )


def _title(table: str) -> str:
    """Return what the records of a table are called."""
    try:
        return tr(load_form(table).plural)
    except DefinitionError:
        return table.replace("_", " ")
