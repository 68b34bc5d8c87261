"""The list at the left: account, pages, and how far each section is."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtWidgets import QFrame, QTreeWidgetItem, QVBoxLayout

from ctpat_desktop.catalogue.areas import (
    SECTIONS,
    is_offered,
    load_groups,
    page_titles,
)
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.accounts.companies import AccountLine
from ctpat_desktop.services.merging import kits
from ctpat_desktop.support import home
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.frame.accounts_box import AccountsBox
from ctpat_desktop.ui.frame.page_tree import PageRow, PageTree
from ctpat_desktop.ui.frame.place_names import chapter_name
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.parts import looks
from ctpat_desktop.ui.widgets.short import ShortLabel

UNFOLDED = "unfolded_groups"
"""The choice of this computer that names the groups a person has unfolded."""


class Sidebar(QFrame):
    """All pages of the open account, in groups that fold."""

    def __init__(
        self, desk: Desk, go: Callable[[str], object], choose: Callable[[str], object]
    ) -> None:
        """`go` opens a page by key; `choose` looks at another account ("" adds one)."""
        super().__init__()
        self.desk, self.go, self.choose = desk, go, choose
        self.setProperty("side", True)
        self.rows: dict[str, PageRow] = {}
        self.heads: dict[str, PageRow] = {}
        """The headings by the id of their group."""
        self.unfolded = _unfolded_before()
        """The groups the person has unfolded; that of the page on the screen is open besides."""
        self._marked, self._is_by_itself, self._is_clicked = "", False, False
        self.is_going = False
        """True while a page of the list is gone to: the keyboard stays in the list then."""
        self._is_one_of_several = False
        self._kit = kits.what_it_is(desk.workspace)
        self.accounts, self.kind = looks(AccountsBox()), ShortLabel()
        self.accounts.setAccessibleName(tr("Company and account"))
        self.accounts.activated.connect(self._chosen)
        self.tree = PageTree()
        self.tree.setAccessibleName(tr("List of pages"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 10, 0, 0)
        top = QVBoxLayout()
        top.setContentsMargins(10, 0, 10, 0)
        top.addWidget(self.accounts)
        self.kind.setProperty("muted", True)
        top.addWidget(self.kind)
        outer.addLayout(top)
        below = QVBoxLayout()
        below.setContentsMargins(6, 0, 1, 4)
        below.addWidget(self.tree)
        outer.addLayout(below, 1)
        self._fill()
        self.tree.wanted.connect(self._open)
        self.tree.itemExpanded.connect(self._is_unfolded)
        self.tree.itemCollapsed.connect(self._is_folded)
        self.show_accounts()
        self.show_state()

    def show_state(self) -> None:
        """Show counts and marks as they are now."""
        dossier, review = self.desk.dossier, self.desk.review
        for part in review.progress:
            row = self.rows.get(part.section)
            if row is not None:
                row.show_state(f"{part.answered}/{part.total}", part.must_open)
        self.rows["evidence"].show_state(str(len(dossier.evidence)), 0)
        self.rows["findings"].show_state(str(review.count), 0)
        self.tree.show_heads()

    def show_pages(self) -> None:
        """Show the pages that the kind of account looked at has."""
        offered = self.offered()
        for category in self.desk.dossier.edition.chapters:
            self.rows[str(category.number)].rename(chapter_name(category))
        for key, row in self.rows.items():
            row.setHidden(key not in offered)
        for head in self.heads.values():
            head.setHidden(all(row.isHidden() for row in head.below()))
        self.tree.show_heads()

    def offered(self) -> list[str]:
        """Return the keys of the pages that the kind of account looked at has."""
        entity = self.desk.dossier.account.entity
        asked = {str(answer.criterion.category) for answer in self.desk.dossier.answers}
        return [
            key
            for key in self.rows
            if is_offered(key, entity)
            and (self._kit is None or self._kit.has_page(key))
            and (not key.isdigit() or key in asked)
            and (key != "companies" or self._has_several)
        ]

    def mark(self, key: str) -> None:
        """Show which page is open, and unfold its group when the page is another than before."""
        if key != self._marked and key in self.rows:
            self._marked = key
            head = next(head for head in self.heads.values() if self.rows[key] in head.below())
            if not self._is_clicked:
                self._fold_others(head)
            self._unfold(head, is_unfolded=True)
            self.tree.show_page(self.rows[key])

    def _open(self, key: str) -> None:
        """Go to a page; nothing folds then, so that nothing moves under the pointer."""
        self._is_clicked = True
        try:
            with self.going():
                self.go(key)
        finally:
            self._is_clicked = False

    @contextmanager
    def going(self) -> Iterator[None]:
        """Leave the keyboard in the list while a page is gone to."""
        self.is_going = True
        try:
            yield
        finally:
            self.is_going = False

    def shown_name(self) -> str:
        """Return what the open page is called here."""
        row = self.rows.get(self._marked)
        return row.text(0) if row is not None else ""

    def _fold_others(self, head: QTreeWidgetItem) -> None:
        """Fold the groups that unfolded by themselves only, now that their page is left."""
        for group, other in self.heads.items():
            if other is not head and group not in self.unfolded:
                self._unfold(other, is_unfolded=False)

    def _unfold(self, head: QTreeWidgetItem, *, is_unfolded: bool) -> None:
        """Unfold or fold a group without taking it for a choice of the person."""
        self._is_by_itself = True
        head.setExpanded(is_unfolded)
        self._is_by_itself = False
        self.tree.show_heads()

    def _is_unfolded(self, head: QTreeWidgetItem) -> None:
        self._choose_fold(head, is_unfolded=True)

    def _is_folded(self, head: QTreeWidgetItem) -> None:
        self._choose_fold(head, is_unfolded=False)

    def _choose_fold(self, head: QTreeWidgetItem, *, is_unfolded: bool) -> None:
        """Keep on this computer which groups the person has unfolded."""
        self.tree.show_heads()
        if self._is_by_itself:
            return
        groups = {group for group, row in self.heads.items() if row is head}
        self.unfolded = self.unfolded | groups if is_unfolded else self.unfolded - groups
        home.prefer(UNFOLDED, sorted(self.unfolded))

    def _fill(self) -> None:
        """Put every group and page into the tree, whatever kind of account it is for."""
        titles = page_titles()
        chapters = {str(c.number): chapter_name(c) for c in self.desk.dossier.edition.chapters}
        for group in load_groups():
            head = self.heads[group.id] = PageRow("", tr(group.title), f"groups/{group.id}")
            self.tree.addTopLevelItem(head)
            for page in group.pages:
                rows = chapters if page == SECTIONS else {page: tr(titles[page])}
                for key, words in rows.items():
                    self.rows[key] = PageRow(key, words)
                    head.addChild(self.rows[key])
            self._unfold(head, is_unfolded=group.id in self.unfolded)

    def show_accounts(self) -> None:
        """Offer the accounts of the workspace, with the one looked at chosen, and its pages."""
        self.accounts.blockSignals(True)
        self.accounts.clear()
        every = companies.overview(self.desk.workspace, with_archived=True)
        shown = {line.account_id for line in companies.overview(self.desk.workspace)}
        self._has_several = len(every) > 1
        for line in every:
            if line.account_id not in {*shown, self.desk.account_id}:
                continue
            self.accounts.addItem(line.title, line.account_id)
            if line.account_id == self.desk.account_id:
                self._show_kind(line, every)
        self.accounts.addItem(tr("Add company or account…"), "")
        self.accounts.setCurrentIndex(self.accounts.findData(self.desk.account_id))
        self.accounts.setToolTip(self.accounts.currentText())
        self.accounts.blockSignals(False)
        self.show_pages()

    def _show_kind(self, line: AccountLine, every: Sequence[AccountLine]) -> None:
        """Say below which account it is, where the name leaves no room for it in the box."""
        owner = self.desk.dossier.company.id
        self._is_one_of_several = sum(other.company_id == owner for other in every) > 1
        self.kind.setText(f"{line.kind} · {line.year}")
        self.kind.setVisible(self._has_several)

    def account_name(self) -> str:
        """Return the company, and which account it is where it has several."""
        company = self.desk.dossier.company.name
        kind = self.kind.text().rpartition(" · ")[0]
        return f"{company} · {kind}" if self._is_one_of_several else company

    def _chosen(self, index: int) -> None:
        chosen = str(self.accounts.itemData(index))
        self.show_accounts()
        with self.going():  # a closed box chooses at each letter: the rest of them are typed here
            self.choose(chosen)


def _unfolded_before() -> frozenset[str]:
    """Return the groups the person left unfolded on this computer."""
    groups = home.preferences().get(UNFOLDED)
    return frozenset(map(str, groups)) if isinstance(groups, list) else frozenset()
