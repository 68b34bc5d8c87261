"""Finds words in all companies of a file at once, each with an index of its own."""

from collections.abc import Collection
from dataclasses import dataclass
from threading import Lock

from sqlalchemy import select

from ctpat_desktop.records import Profile, Response, Statement
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.accounts.companies import AccountLine
from ctpat_desktop.services.evidence import document_text
from ctpat_desktop.services.search.search import Hit, Search, by_table
from ctpat_desktop.support.progress import Progress, Silent
from ctpat_desktop.workspace.bulk import parts
from ctpat_desktop.workspace.changes import Changes
from ctpat_desktop.workspace.unit import Workspace

MOST_OF_EACH = 60
"""Hits that are looked for in one account."""


@dataclass(frozen=True, slots=True)
class Share:
    """What was found in one account, best first."""

    account: AccountLine
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Everything:
    """What was found in the file; `instead` says which words were looked for in place of others."""

    shares: tuple[Share, ...]
    instead: tuple[tuple[str, str], ...] = ()

    @property
    def count(self) -> int:
        """How many hits there are."""
        return sum(len(share.hits) for share in self.shares)


class Everywhere:
    """The words of every company that is not archived; registers stand with its first account."""

    def __init__(self, workspace: Workspace) -> None:
        """Begin empty; `build` fills it."""
        self.workspace = workspace
        self.unread = 0
        """Documents whose words were never looked for."""
        self._searches: list[tuple[AccountLine, Search]] = []
        seen: set[str] = set()
        for line in companies.overview(workspace):
            is_first = line.company_id not in seen
            seen.add(line.company_id)
            search = Search(workspace, line.account_id, has_registers=is_first, listens=False)
            self._searches.append((line, search))
        self._touched: dict[str, set[str]] = {}
        self._lock = Lock()
        workspace.on_change.append(self._heard)

    @property
    def is_open(self) -> bool:
        """False once the file was locked or closed; then another must be made."""
        return all(search.is_open for _, search in self._searches)

    @property
    def is_complete(self) -> bool:
        """False once a company came, went or has another name; then another must be made."""
        return companies.overview(self.workspace) == tuple(line for line, _ in self._searches)

    def build(self, progress: Progress | None = None) -> None:
        """Take in all that is in the file, company by company."""
        steps = progress or Silent()
        for at, (line, search) in enumerate(self._searches):
            steps.step(at, len(self._searches), line.company)
            search.build(reads_documents=False)
            if search.has_registers:
                self.unread += len(document_text.unread(self.workspace, line.company_id))

    def find(self, words: str) -> Everything:
        """Return what fits all the words; words as they stand in one company count before slips."""
        self._pass_on()
        found = [(line, search.find(words, MOST_OF_EACH)) for line, search in self._searches]
        found = [(line, result) for line, result in found if result.hits]
        exact = [(line, result) for line, result in found if not result.instead]
        shares = tuple(Share(line, result.hits) for line, result in exact or found)
        near = {} if exact else {word: term for _, result in found for word, term in result.instead}
        return Everything(shares, tuple(near.items()))

    def close(self) -> None:
        """Forget everything and stop listening; closing twice does nothing."""
        if self._heard in self.workspace.on_change:
            self.workspace.on_change.remove(self._heard)
        for _, search in self._searches:
            search.close()

    def _heard(self, changes: Changes) -> None:
        with self._lock:
            for table, ids in by_table(changes).items():
                self._touched.setdefault(table, set()).update(ids)

    def _pass_on(self) -> None:
        """Tell what was changed, answers only to the accounts they are of."""
        with self._lock:
            touched, self._touched = self._touched, {}
        for table, ids in touched.items():
            owners = self._owners(table, ids)
            for line, search in self._searches:
                if owners is None or line.account_id in owners:
                    search.hear(table, ids)

    def _owners(self, table: str, ids: Collection[str]) -> set[str] | None:
        """Return the accounts that changed answers are of; None where that is not known."""
        if table not in ("response", "statement"):
            return None
        query = select(Profile.account_id).join(Response, Response.profile_id == Profile.id)
        key = Response.id
        if table == "statement":
            query, key = query.join(Statement, Statement.response_id == Response.id), Statement.id
        found: list[str] = []
        with self.workspace.read() as session:
            for some in parts(list(ids)):
                found += session.scalars(query.where(key.in_(some)))
        return set(found) if len(found) == len(ids) else None  # else some are gone
