"""Finds words in all companies of a file at once, each with an index of its own."""

from dataclasses import dataclass

from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.accounts.companies import AccountLine
from ctpat_desktop.services.evidence import document_text
from ctpat_desktop.services.search.search import Hit, Search
from ctpat_desktop.support.progress import Progress, Silent
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
            search = Search(workspace, line.account_id, has_registers=is_first)
            self._searches.append((line, search))

    @property
    def is_open(self) -> bool:
        """False once the file was locked or closed; then another must be made."""
        return all(search.is_open for _, search in self._searches)

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
        found = [(line, search.find(words, MOST_OF_EACH)) for line, search in self._searches]
        found = [(line, result) for line, result in found if result.hits]
        exact = [(line, result) for line, result in found if not result.instead]
        shares = tuple(Share(line, result.hits) for line, result in exact or found)
        near = {} if exact else {word: term for _, result in found for word, term in result.instead}
        return Everything(shares, tuple(near.items()))

    def close(self) -> None:
        """Forget everything."""
        for _, search in self._searches:
            search.close()
