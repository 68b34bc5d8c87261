"""Gives the words of an answer to other companies of the file, once it is seen to which."""

from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QVBoxLayout, QWidget

from ctpat_desktop.checklist.findings import named
from ctpat_desktop.services.profile import taking_over
from ctpat_desktop.services.profile.taking_over import Words
from ctpat_desktop.support.language import N_, ntr, tr
from ctpat_desktop.support.words import holds
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.spelled_box import SpelledBox
from ctpat_desktop.ui.widgets.dialogs import ONLY_LOOKS, ask
from ctpat_desktop.ui.widgets.parts import button, changer, label, row
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.rows import Line, RowsTable
from ctpat_desktop.ui.widgets.theme import fit, letters, lines

MOST_NAMED = 6
"""Names of the company that are listed as a warning."""


class TakeOverDialog(QDialog):
    """The words, the companies that are asked the same, and what each of them says now."""

    article = "many-companies"

    def __init__(self, parent: QWidget, desk: Desk, criterion: str, text: str) -> None:
        """Tick nobody at first."""
        super().__init__(parent)
        self.desk, self.criterion = desk, criterion
        self.takers = taking_over.takers(desk.workspace, desk.account_id, criterion)
        self.names = taking_over.names_of(desk.workspace, desk.dossier.company.id)
        self.chosen: set[str] = set()
        self.setWindowTitle(
            tr("Words of {criterion} for other companies").format(criterion=criterion)
        )
        fit(self, 110, 36)
        self.text = SpelledBox(tr("What you do"), text)
        self.text.setMaximumHeight(lines(9))
        company = desk.dossier.company.name
        words = tr("Put each company's own name where “{name}” stands")
        self.own_name = QCheckBox(words.format(name=company))
        self.own_name.setChecked(True)
        self.warning = label("")
        self.sought = QLineEdit()
        self.sought.setProperty(ONLY_LOOKS, True)
        self.sought.setPlaceholderText(tr("Company or kind of account"))
        self.sought.setAccessibleName(tr("Company or kind of account"))
        heads, name = (N_("Company"), N_("Account"), N_("Says now")), tr("Other companies")
        self.table = RowsTable(name, heads, (letters(30), letters(40), 0))
        self.every = button(tr("Tick all shown"), self.tick_shown, "link")
        self.take_button = changer(tr("Take over"), self.take, "primary")
        self.about = label("", muted=True)
        self._lay()
        self.sought.textChanged.connect(self.narrow)
        self.text.textChanged.connect(self._look)
        self.own_name.toggled.connect(lambda _: self._look())
        self.table.lines.ticked.connect(self._hear)
        self.narrow()
        self._look()

    def narrow(self) -> None:
        """Show the accounts that hold what is looked for; what is ticked stays ticked."""
        words = self.sought.text()
        self.table.show_lines(
            Line(
                one.account.account_id,
                (one.account.company, one.account.kind, one.says or tr("nothing yet")),
                one.account.account_id in self.chosen,
            )
            for one in self.takers
            if holds(f"{one.account.company} {one.account.kind}", words)
        )
        self._count()

    def tick_shown(self) -> None:
        """Tick every account that is shown."""
        self.table.lines.tick_all(True)

    def take(self) -> None:
        """Give the ticked accounts the words, and close."""
        desk, words = self.desk, self._words()
        chosen = [one.account for one in self.takers if one.account.account_id in self.chosen]
        if desk.attempt(lambda: taking_over.take_over(desk.workspace, words, chosen)):
            done = ntr(
                "{n} account has the words now. Read them there, and say the status.",
                "{n} accounts have the words now. Read them there, and say the status of each.",
                len(chosen),
            )
            desk.inform(done)
            self.accept()

    def _words(self) -> Words:
        name = self.desk.dossier.company.name if self.own_name.isChecked() else ""
        return Words(self.criterion, self.text.toPlainText().strip(), name)

    def has_work(self) -> bool:
        """Return whether anybody is ticked or the words were changed."""
        return bool(self.chosen) or self.text.document().isModified()

    def _hear(self) -> None:
        """Take over which of the rows shown are ticked."""
        shown = {line.id for line in self.table.lines.lines}
        self.chosen = (self.chosen - shown) | self.table.lines.on
        self._count()

    def _look(self) -> None:
        """Say which names of the company stand in the words."""
        text, company = self.text.toPlainText(), self.desk.dossier.company
        self.own_name.setVisible(taking_over.stands_in(text, company.name))
        left = self._words().of("")
        names = taking_over.names_in(left, dict.fromkeys((company.name, *self.names)))
        words = tr("These names are of {company}: {names}. Change them here first.")
        listed = named(", ", names, MOST_NAMED)
        self.warning.setText(words.format(company=company.name, names=listed) if names else "")
        self.warning.setVisible(bool(names))
        self._count()

    def _count(self) -> None:
        number = len(self.chosen)
        over = taking_over.replaced(self.takers, self.chosen)
        words = ntr(
            "{n} of them says something already: it is replaced, and stays in its history.",
            "{n} of them say something already: it is replaced, and stays in their history.",
            over,
        )
        self.about.setText(words if over else "")
        self.take_button.setText(
            ntr("Take over to {n} account", "Take over to {n} accounts", number)
            if number
            else tr("Take over")
        )
        none = tr("Tick at least one account.")
        blank = "" if self.text.toPlainText().strip() else tr("There are no words to take over.")
        allow(self.take_button, blank or ("" if number else none))

    def _lay(self) -> None:
        column = QVBoxLayout(self)
        about = tr("What is changed here goes to the others; the answer here stays as it is.")
        column.addLayout(self.text.with_note())
        for part in (label(about, muted=True), self.own_name, self.warning):
            column.addWidget(part)
        side = row(self.sought, self.every)
        side.setStretch(0, 1)
        column.addLayout(side)
        column.addWidget(self.table, 1)
        column.addWidget(self.about)
        cancel = button(tr("Cancel"), self.reject)
        column.addLayout(row(None, cancel, self.take_button))


def ask_others(parent: QWidget, desk: Desk, criterion: str, text: str) -> None:
    """Ask which companies take the words over."""
    ask(TakeOverDialog(parent, desk, criterion, text))
