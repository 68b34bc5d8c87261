"""All companies of a file: who needs what next, one key from each."""

from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QHeaderView, QLineEdit, QTableView

from ctpat_desktop.checklist import Place
from ctpat_desktop.services.accounts import archive, companies
from ctpat_desktop.services.overview import account_rows
from ctpat_desktop.services.overview.account_rows import AccountRow, Overview
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.support.words import holds
from ctpat_desktop.ui.overview.model import COLUMNS, COMPANY, SORT_ROLE, AccountsModel
from ctpat_desktop.ui.page import Page
from ctpat_desktop.ui.session import tasks
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.columns import Columns
from ctpat_desktop.ui.widgets.dialogs import confirm
from ctpat_desktop.ui.widgets.head import tell_cut
from ctpat_desktop.ui.widgets.list_menu import offer
from ctpat_desktop.ui.widgets.narrowing import leads_to
from ctpat_desktop.ui.widgets.parts import button, flow, label, looks, page_column, row
from ctpat_desktop.ui.widgets.reading_table import reading
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import letters
from ctpat_desktop.workspace.changes import Changes

Index = QModelIndex | QPersistentModelIndex
IN_THE_MIDDLE = QAbstractItemView.ScrollHint.PositionAtCenter


class _Narrowed(QSortFilterProxyModel):
    """The accounts that hold the words looked for, sorted as the person wants."""

    def __init__(self, model: AccountsModel) -> None:
        super().__init__()
        self.words = ""
        self.accounts = model
        self.setSourceModel(model)

    def look_for(self, words: str) -> None:
        self.beginFilterChange()
        self.words = words
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        del source_parent
        found = self.accounts.rows[source_row]
        return not self.words or holds(f"{found.company} {found.kind}", self.words)

    def lessThan(self, source_left: Index, source_right: Index) -> bool:
        data = self.accounts.data
        return bool(data(source_left, SORT_ROLE) < data(source_right, SORT_ROLE))


class AccountsPage(Page):
    """Every account of the file with its progress, its review and what falls due."""

    tables = (*account_rows.WATCHED, "setting")

    def __init__(self, desk: Desk) -> None:
        """Read the accounts when the page is first seen."""
        super().__init__()
        self.desk = desk
        self._reads = 0
        self.put_off()
        self.head, self.count = label(tr("All companies"), h1=True), label("", muted=True)
        self.words = looks(QLineEdit())
        self.words.setPlaceholderText(tr("Words to look for"))
        self.words.setAccessibleName(tr("Words to look for"))
        self.words.setClearButtonEnabled(True)
        self.words.setMaximumWidth(letters(28))
        self.model = AccountsModel()
        self.shown = _Narrowed(self.model)
        self.table = self._table()
        self.empty = label(tr("No company has these words in its name."), muted=True)
        self.open_button = button(tr("Open company"), self._open_current, "primary")
        self.days_button = button(tr("Deadlines of all companies"), self._open_days)
        self.add_button = button(tr("Add company or account…"), self._ask_new)
        allow(self.add_button, desk.workspace.reading_only)
        self.archived = looks(QCheckBox(tr("Show archived")))
        self.away_button = button("", self._ask_away)
        offer(self.table, self.open_button, self.days_button, self.away_button)
        self.words.textChanged.connect(self.narrow)
        leads_to(self.words, self.table, self._open_current)
        self.archived.toggled.connect(lambda _: self.show_all())
        self._lay()

    def show_all(self) -> None:
        """Read all accounts anew, beside the window."""
        self._reads += 1
        workspace, today = self.desk.workspace, self.desk.today
        if not self.model.rows:
            self.count.setText(tr("Looking through the companies…"))
        take = partial(self._take, self._reads)
        with_archived = self.archived.isChecked()

        def read(_progress: object) -> Overview:
            return account_rows.of_file(workspace, today, with_archived=with_archived)

        tasks.start(read, take, self._failed)

    def refresh(self, changes: Changes) -> None:
        """Read all accounts anew."""
        del changes
        self.show_all()

    def narrow(self) -> None:
        """Show the accounts that hold the words; the one looked at stays the current one."""
        here = self.current()
        self.shown.look_for(self.words.text())
        self._stay_at(here)

    def current(self) -> AccountRow | None:
        """Return the account the person is at."""
        number = self.shown.mapToSource(self.table.currentIndex()).row()
        return self.model.rows[number] if 0 <= number < len(self.model.rows) else None

    def open_account(self, account: AccountRow) -> None:
        """Go to the home page of an account."""
        self._go(account.owner.account_id, Place("home"))

    def _go(self, account_id: str, place: Place) -> None:
        if account_id == self.desk.account_id:
            self.desk.go_to(place)
        else:
            self.desk.account_wanted.emit(account_id, place)

    def _take(self, number: int, overview: Overview) -> None:
        """Show what the newest look has found."""
        if number != self._reads:
            return
        here = self.current()
        self.model.show(overview)
        words = ntr("{n} company", "{n} companies", overview.companies) + ", "
        words += ntr("{n} account", "{n} accounts", len(overview.rows)) + ", "
        self.count.setText(words + tr("{n} late").format(n=overview.late))
        self._stay_at(here)

    def _failed(self, words: str) -> None:
        """Look again after a lock; say anything else."""
        if self.desk.workspace.is_open:
            self.desk.warn(words)
        else:
            self.put_off()

    def _stay_at(self, here: AccountRow | None) -> None:
        """Let the same account be the current one, else the one of the window, else the first."""
        wanted = here.owner.account_id if here else self.desk.account_id
        numbers = {row.owner.account_id: n for n, row in enumerate(self.model.rows)}
        at = self.shown.mapFromSource(self.model.index(numbers.get(wanted, 0), COMPANY))
        has_any = self.shown.rowCount() > 0
        if has_any:
            self.table.setCurrentIndex(at if at.isValid() else self.shown.index(0, COMPANY))
            self.table.scrollTo(self.table.currentIndex(), IN_THE_MIDDLE)
        self.table.setVisible(has_any or not self.words.text())
        self.empty.setVisible(not self.table.isVisibleTo(self))
        self._name_away()
        allow(self.open_button, "" if has_any else tr("No company is chosen."))

    def _open_current(self) -> None:
        account = self.current()
        if account is not None:
            self.open_account(account)

    def _name_away(self) -> None:
        """Let the button say what it does with the company that is chosen."""
        account = self.current()
        is_away = account is not None and account.is_archived
        self.away_button.setText(tr("Bring company back") if is_away else tr("Archive company…"))
        why = "" if account else tr("No company is chosen.")
        allow(self.away_button, why or self.desk.workspace.reading_only)

    def _ask_away(self) -> None:
        """Archive the company that is chosen, once it is agreed to, or bring it back."""
        account, desk = self.current(), self.desk
        if account is None:
            return
        owner = account.owner
        if account.is_archived:
            done = desk.attempt(lambda: archive.bring_back(desk.workspace, owner.company_id))
            if done and owner.company_id == desk.dossier.company.id:
                desk.account_wanted.emit(owner.account_id, Place("companies"))
            return
        words = tr(
            "{company} stays in this file with everything it says. It can be read, but not "
            "changed, and it is out of the lists: the companies to choose from, the deadlines of "
            "all companies and what is counted. Archive it?"
        )
        if confirm(self, tr("Archive company"), words.format(company=owner.company)):
            self.put_away(owner.company_id)

    def put_away(self, company_id: str) -> None:
        """Archive a company; the window goes on with another one where it is the one shown."""
        desk = self.desk
        done = desk.attempt(lambda: archive.archive(desk.workspace, company_id, desk.today))
        if done and company_id == desk.dossier.company.id:
            rest = companies.overview(desk.workspace)
            desk.account_wanted.emit(rest[0].account_id, Place("companies"))

    def _ask_new(self) -> None:
        self.desk.account_wanted.emit("", Place("home"))

    def _open_days(self) -> None:
        self.desk.go_to(Place("deadlines", field="all_companies"))

    def _activated(self, index: QModelIndex) -> None:
        self.open_account(self.model.rows[self.shown.mapToSource(index).row()])

    def _table(self) -> QTableView:
        table = reading(QTableView(), tr("All companies"))
        tell_cut(table)
        table.setModel(self.shown)
        table.setSortingEnabled(True)
        head = table.horizontalHeader()
        head.setSortIndicatorClearable(True)
        head.setStretchLastSection(True)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.shown.sort(-1)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        for number, column in enumerate(COLUMNS):
            table.setColumnWidth(number, letters(column.width))
        Columns(table, "companies")
        table.activated.connect(self._activated)
        table.selectionModel().currentChanged.connect(lambda *_: self._name_away())
        return table

    def _lay(self) -> None:
        column = page_column(self)
        column.addLayout(row(self.head, None, self.count))
        column.addLayout(flow(self.words, self.archived))
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        buttons = (self.open_button, self.days_button, self.add_button, self.away_button)
        column.addLayout(flow(*buttons))
