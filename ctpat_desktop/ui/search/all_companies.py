"""Looks for the words of the search page in all companies of the file."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QListWidget, QListWidgetItem

from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.accounts.companies import AccountLine
from ctpat_desktop.services.search.entries import CRITERIA
from ctpat_desktop.services.search.everywhere import Everything, Everywhere
from ctpat_desktop.services.search.search import Hit
from ctpat_desktop.support.language import ntr, number_text, tr
from ctpat_desktop.ui.session.desk import Desk

HIT = Qt.ItemDataRole.UserRole
ACCOUNT = Qt.ItemDataRole.UserRole + 1
"""The account a hit is in."""
COMPANY = Qt.ItemDataRole.UserRole + 2
"""The company a hit is of."""
MOST_SHOWN = 6
"""Hits of one account that are listed; its heading says how many there are."""


class AllCompanies:
    """The box that widens the search, and the index of all companies while it is ticked."""

    def __init__(self, desk: Desk, changed: Callable[[], object]) -> None:
        """Start with the box not ticked; `changed` looks again."""
        self.desk, self.changed = desk, changed
        self.index: Everywhere | None = None
        self.is_ready = False
        self.box = QCheckBox(tr("All companies"))
        self.box.toggled.connect(self._toggled)
        desk.closed.connect(self.close)

    @property
    def is_on(self) -> bool:
        """Whether all companies are looked through."""
        return self.box.isChecked() and not self.box.isHidden()

    def show_box(self) -> None:
        """Offer the box where the file has more than one account."""
        self.box.setVisible(len(companies.overview(self.desk.workspace)) > 1)

    def needed(self) -> Everywhere | None:
        """Return a new index that is to be built; None where the one there is will do."""
        if self.index is not None and self.index.is_open and self.index.is_complete:
            return None
        self.close()
        self.index, self.is_ready = Everywhere(self.desk.workspace), False
        return self.index

    def fill(self, rows: QListWidget, result: Everything) -> None:
        """List what was found under its companies."""
        rows.clear()
        for share in result.shares:
            line = share.account
            head = QListWidgetItem(f"{line.company} · {line.kind} ({_count(len(share.hits))})")
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            rows.addItem(head)
            for hit in share.hits[:MOST_SHOWN]:
                rows.addItem(_item(hit, line))

    def words_about(self, result: Everything) -> str:
        """Say in how many companies something was found, and what was not looked into."""
        number = len({share.account.company_id for share in result.shares})
        words = [
            ntr(
                "{count} found in {n} company.",
                "{count} found in {n} companies.",
                number,
                count=number_text(result.count),
            )
        ]
        if not result.shares:
            words = [tr("Nothing was found. Try fewer words, or the beginning of a word.")]
        instead = tr("No match for “{word}”. Showing results for “{near}”.")
        words += [instead.format(word=word, near=near) for word, near in result.instead]
        if self.index is not None and self.index.unread:
            told = ntr(
                "{n} document was not looked into yet: the search of its company does it.",
                "{n} documents were not looked into yet: the search of their company does it.",
                self.index.unread,
            )
            words.append(told)
        return " ".join(words)

    def open(self, item: QListWidgetItem) -> bool:
        """Go to a hit in another company; False where it is one of this account."""
        hit, account = item.data(HIT), item.data(ACCOUNT)
        if not isinstance(hit, Hit) or account in (None, self.desk.account_id):
            return False
        if hit.register != CRITERIA and item.data(COMPANY) == self.desk.dossier.company.id:
            return False  # all accounts of a company have its registers
        self.desk.account_wanted.emit(account, hit.place)
        return True

    def _toggled(self, is_on: bool) -> None:
        if not is_on:
            self.close()
        self.changed()

    def close(self) -> None:
        """Let go of the index; another is made when words are looked for."""
        if self.index is not None:
            self.index.close()
        self.index = None


def _count(number: int) -> str:
    some = tr("{n} of {all}").format(n=MOST_SHOWN, all=number)
    return some if number > MOST_SHOWN else str(number)


def _item(hit: Hit, line: AccountLine) -> QListWidgetItem:
    item = QListWidgetItem(f"{hit.title}\n{hit.snippet}")
    item.setData(HIT, hit)
    item.setData(ACCOUNT, line.account_id)
    item.setData(COMPANY, line.company_id)
    said = f"{line.company}. {hit.title}. {hit.snippet}"
    item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
    return item
