"""Finds words in answers, registers and documents; slips of the pen are forgiven.

The index lives in memory only and is forgotten when the file is locked. Words begin anywhere a
word begins ("gua" finds "guard"), accents do not matter, and a word that stands nowhere is
replaced by the nearest that does ("gaurd" finds "guard").
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from threading import Lock

from rapidfuzz import process
from rapidfuzz.distance import OSA

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.catalogue.model import Criterion
from ctpat_desktop.checklist import Place
from ctpat_desktop.reading import editions
from ctpat_desktop.services.accounts.companies import company, dossier
from ctpat_desktop.services.evidence import document_text
from ctpat_desktop.services.search import entries as search_entries
from ctpat_desktop.services.search.entries import CRITERIA, PACKETS, REGISTERS
from ctpat_desktop.services.search.word_index import Entry, WordIndex, spelled
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.progress import Progress, Silent
from ctpat_desktop.support.words import folded
from ctpat_desktop.workspace.changes import Changes
from ctpat_desktop.workspace.unit import Workspace

MOST_HITS = 60
_MOST_TOUCHED = 1_000
"""Changed records of one table that are looked at one by one; more of them anew as a whole."""
_AROUND = 90
_IN_COMPANY = frozenset({"address", "contact", "identifier", "account", "company"})
_ABOUT_ANSWERS = frozenset(
    {"response", "statement", "criterion_overlay", "profile", "evidence_link"}
)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found; `marks` are the places in `snippet` where the words stand."""

    register: str
    record_id: str
    title: str
    snippet: str
    place: Place
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The hits, best first; `instead` says which words were looked for in place of others."""

    hits: tuple[Hit, ...]
    instead: tuple[tuple[str, str], ...] = ()


class Search:
    """The words of one account's company, kept up to date while the file is open.

    Without `has_registers` it holds the answers alone: another account has those of the company.
    One that does not listen is told by `hear` what was changed.
    """

    def __init__(
        self,
        workspace: Workspace,
        account_id: str,
        *,
        has_registers: bool = True,
        listens: bool = True,
    ) -> None:
        """Begin empty; `build` fills it."""
        self.workspace, self.account_id = workspace, account_id
        self.has_registers = has_registers
        self.company_id = company(workspace, account_id).id
        self.index = WordIndex()
        self.words: dict[str, str] = {}
        """Words of documents by SHA-256 that could not be kept, in a file open to read only."""
        self._criteria: dict[str, Criterion] = {}
        self._touched: dict[str, set[str]] = {}
        self._lock = Lock()
        if listens:
            workspace.on_change.append(self._heard)
        workspace.on_suspend.append(self.close)

    @property
    def is_open(self) -> bool:
        """False once the file was locked or closed; then another search must be made."""
        return self.index.is_open

    def build(self, progress: Progress | None = None, *, reads_documents: bool = True) -> None:
        """Take in everything; the words of new documents last, because that may take long."""
        told, of = progress or Silent(), len(REGISTERS) + 2
        told.step(0, of, tr("Preparing the search"))
        self._take_answers()
        if not self.has_registers:
            return
        self._take_packets()
        for at, table in enumerate(REGISTERS, 1):
            told.step(at, of, tr("Preparing the search"))
            for part in search_entries.records(self.workspace, self.company_id, table):
                self.index.put(part)
        self._take_documents()
        if reads_documents:
            self.read_documents(progress)

    def read_documents(self, progress: Progress | None = None) -> None:
        """Read the words of documents that were never looked into."""
        fresh = document_text.read_all(self.workspace, self.company_id, progress)
        if fresh:
            self.words = fresh if self.workspace.reading_only else {}
            self._take_documents()

    @property
    def has_new_documents(self) -> bool:
        """True while there are documents whose words were never looked for."""
        return bool(document_text.unread(self.workspace, self.company_id))

    def find(self, words: str, limit: int = MOST_HITS) -> SearchResult:
        """Return what fits all the words, best first."""
        self._catch_up()
        asked = _asked(words)
        if not asked:
            return SearchResult(())
        near: dict[str, tuple[str, ...]] = {}
        for word in asked:
            if not self.index.knows(_phrase(word)):
                near[word] = self._nearest(word)
        query = " AND ".join(_any_of(near.get(word, (word,))) for word in asked)
        if not all(near.values()):
            return SearchResult(())
        sought = [term for word in asked for term in near.get(word, (word,))]
        hits = tuple(self._hit(entry, sought) for entry in self.index.find(query, limit))
        return SearchResult(hits, tuple((word, terms[0]) for word, terms in near.items()))

    def close(self) -> None:
        """Forget everything and stop listening; closing twice does nothing."""
        if self._heard in self.workspace.on_change:
            self.workspace.on_change.remove(self._heard)
        if self.close in self.workspace.on_suspend:
            self.workspace.on_suspend.remove(self.close)
        if self.index.is_open:
            self.index.close()
        self.words.clear()

    def _nearest(self, word: str) -> tuple[str, ...]:
        """Return the words of the index that differ least from one that stands nowhere."""
        said = folded(word)
        if len(said) < 3 or not said.isalpha():
            return ()
        slips = 1 if len(said) < 8 else 2
        near = process.extract(
            said, self.index.vocabulary(), scorer=OSA.distance, score_cutoff=slips, limit=8
        )
        least = min((found[1] for found in near), default=0)
        return tuple(found[0] for found in near if found[1] == least)

    def hear(self, table: str, ids: Collection[str]) -> None:
        """Look again at records of a table before the next search."""
        with self._lock:
            self._touched.setdefault(table, set()).update(ids)

    def _heard(self, changes: Changes) -> None:
        for table, ids in by_table(changes).items():
            self.hear(table, ids)

    def _catch_up(self) -> None:
        """Look again at the records that were changed since the last search."""
        with self._lock:
            touched, self._touched = self._touched, {}
        if not _ABOUT_ANSWERS.isdisjoint(touched):
            self._take_answers()
        for table, ids in touched.items() if self.has_registers else ():
            if table in REGISTERS:
                self._look_again(table, sorted(ids))
            elif table == PACKETS:
                self._take_packets()
            elif table == "evidence":
                self.index.drop("evidence", ids)
                some = sorted(ids) if len(ids) <= _MOST_TOUCHED else None
                self._take_documents(some)

    def _look_again(self, table: str, ids: Sequence[str]) -> None:
        if len(ids) > _MOST_TOUCHED:
            self.index.clear(table)
            for part in search_entries.records(self.workspace, self.company_id, table):
                self.index.put(part)
            return
        self.index.drop(table, ids)
        entries = search_entries.records_of(self.workspace, self.company_id, table, ids)
        self.index.put(entries)

    def _take_documents(self, ids: Sequence[str] | None = None) -> None:
        found = search_entries.documents(self.workspace, self.company_id, self.words, ids)
        for part in found:
            self.index.put(part)

    def _take_answers(self) -> None:
        read = dossier(self.workspace, self.account_id)
        self._criteria = {answer.criterion.id: answer.criterion for answer in read.answers}
        self.index.clear(CRITERIA)
        self.index.put(search_entries.answers(self.workspace, self.account_id))

    def _take_packets(self) -> None:
        self.index.clear(PACKETS)
        self.index.put(search_entries.packets(self.workspace, self.company_id))

    def _hit(self, entry: Entry, sought: Sequence[str]) -> Hit:
        snippet, marks = snippet_of(entry.body, sought)
        place = self._place(entry)
        return Hit(entry.register, entry.record_id, entry.title, snippet, place, marks)

    def _place(self, entry: Entry) -> Place:
        name = entry.record_id
        if entry.register == CRITERIA:
            return Place(str(self._criteria[name].category), criterion=name, label=entry.title)
        if entry.register == PACKETS:
            return Place("packets", record_id=name, label=entry.title)
        section = "company" if entry.register in _IN_COMPANY else entry.register
        return Place(section, table=entry.register, record_id=name, label=entry.title)


def by_table(changes: Changes) -> dict[str, set[str]]:
    """Return what was changed by table; an edition counts as a profile: others may be asked."""
    found: dict[str, set[str]] = {}
    for item in changes.items:
        is_edition = item.table == "setting" and item.record_id.startswith(editions.FILE)
        found.setdefault("profile" if is_edition else item.table, set()).add(item.record_id)
    return found


def kind_of(register: str) -> str:
    """Return the heading hits of a register stand under."""
    own = {CRITERIA: tr("Answers"), PACKETS: tr("Packets")}
    return own.get(register) or tr(load_form(register).plural)


def snippet_of(body: str, sought: Sequence[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return the part of a text where the words first stand, on one line, and where they do."""
    at = _first(body, sought)
    start = max(0, at - _AROUND)
    if start:
        start = body.find(" ", start, at) + 1 or start
    end = min(len(body), at + 2 * _AROUND)
    text = " ".join(body[start:end].split())
    text = ("… " if start else "") + text + (" …" if end < len(body) else "")
    return text, _marks(text, sought)


def _first(body: str, sought: Sequence[str]) -> int:
    """Return where the first sought word stands; plainly written ones are found fastest."""
    pattern = "|".join(rf"(?<!\w){re.escape(term)}" for term in sought)
    plain = re.search(pattern, body, re.IGNORECASE)
    if plain:
        return plain.start()
    for term in sought:
        if not term.isascii() and term in body:
            return body.index(term)
    wanted = tuple(map(folded, sought))
    for found in _WORD.finditer(body[:200_000]):
        if folded(found[0]).startswith(wanted):
            return found.start()
    return 0


def _marks(text: str, sought: Sequence[str]) -> tuple[tuple[int, int], ...]:
    wanted = tuple(filter(None, map(folded, sought)))
    marks = []
    for found in _WORD.finditer(text):
        if folded(found[0]).startswith(wanted):
            marks.append(found.span())
        else:
            inner = (found[0].find(term) for term in sought if not term.isascii())
            at = next((place for place in inner if place >= 0), -1)
            if at >= 0:
                length = next(len(t) for t in sought if found[0].startswith(t, at))
                marks.append((found.start() + at, found.start() + at + length))
    return tuple(marks)


def _asked(words: str) -> list[str]:
    return list(dict.fromkeys(_WORD.findall(words)))[:12]


def _phrase(word: str) -> str:
    """Return a word as the index is asked for it: what begins so."""
    text = spelled(word).strip().replace('"', "")
    return f'"{text}"' if " " in text or text != word else f'"{text}"*'


def _any_of(words: Sequence[str]) -> str:
    return "(" + " OR ".join(map(_phrase, words)) + ")"
