"""Saves what can be read of a damaged file into a new one, and says what was saved and lost."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QFileDialog,
    QFormLayout,
    QFrame,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.support.language import ntr, number_text, tr
from ctpat_desktop.ui.files.new_file_dialog import NewFileDialog
from ctpat_desktop.ui.widgets.dialogs import ask_place
from ctpat_desktop.ui.widgets.file_drop import takes_file
from ctpat_desktop.ui.widgets.parts import button, label, row
from ctpat_desktop.ui.widgets.passphrase import SecretLine
from ctpat_desktop.ui.widgets.read_box import ReadBox
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import fit

FILES = "CTPAT (*.ctpat)"
CHOOSE, RESULT = range(2)

if TYPE_CHECKING:
    from ctpat_desktop.services.files.upkeep import Salvaged


class RepairDialog(NewFileDialog):
    """Choose a damaged file and a new place; the damaged one is only read.

    `made` is the new file once it was written, and stays None until then.
    """

    article = "restore"

    def __init__(self, parent: QWidget | None, path: Path | None = None) -> None:
        """`path` is the damaged file where it is known."""
        super().__init__(parent, tr("Repair a damaged file"), tr("Save what can be read…"))
        fit(self, 90, 24)
        self.place = QLineEdit(str(path) if path else "")
        self.place.setAccessibleName(tr("Damaged file"))
        self.secret = SecretLine(tr("Passphrase"))
        self.steps = QStackedWidget()
        self.steps.addWidget(self._choose_step())
        self.steps.addWidget(self._result_step())
        self.column.addWidget(self.steps, 1)
        self._lay_below()
        takes_file(self, self.take_named)
        (self.secret if path else self.place).setFocus()

    def ask_file(self) -> None:
        """Ask for the damaged file."""
        name, _ = QFileDialog.getOpenFileName(
            self, tr("Choose the damaged file"), self.place.text(), f"{FILES};;All (*)"
        )
        if name:
            self.take_named(Path(name))

    def take_named(self, path: Path) -> None:
        """Name the damaged file, and go on to its passphrase."""
        self.place.setText(str(path))
        self.secret.setFocus()

    def ask_target(self) -> None:
        """Ask where the new file goes, and write it."""
        typed = self.place.text().strip()
        if not typed:
            self.banner.say(tr("Choose the damaged file first."))
            self.place.setFocus()
            return
        path = Path(typed)
        name = str(path.with_name(f"{path.stem} repaired.ctpat"))
        target = ask_place(self, tr("Save what can be read as"), name, FILES, ".ctpat")
        if target is not None:
            self.repair(path, target)

    def repair(self, path: Path, target: Path) -> None:
        """Save what can be read of `path` into `target`, beside the window."""
        from ctpat_desktop.services.files import upkeep

        self.banner.read()
        secret = self.secret.text()
        started = self.strip.run(
            tr("Reading what can be read"),
            lambda _: (target, upkeep.repair(path, target, secret)),
            self._show,
            self._fail,
        )
        if started:
            self._enable(on=False)

    def _enable(self, *, on: bool) -> None:
        self.steps.setEnabled(on)
        allow(self.go_button, "" if on else tr("The file is being read."))

    def _fail(self, words: str) -> None:
        self._enable(on=True)
        self.banner.say(words)
        self.secret.setFocus()

    def _show(self, result: "tuple[Path, Salvaged]") -> None:
        self.made, saved = result
        self.secret.clear()
        rows = sum(saved.saved_rows.values())
        told = ntr(
            "{n} record or entry was saved into {name}.",
            "{n} records and entries were saved into {name}.",
            rows,
            name=self.made.name,
        )
        self.summary.setText(told)
        lost = tr("Lost: {n}. Read the list below.").format(n=len(saved.lost))
        self.lost.setText(lost if saved.lost else tr("Nothing was lost."))
        self.list.setPlainText("\n".join(_lines(saved)))
        self._enable(on=True)
        self.steps.setCurrentIndex(RESULT)
        self._offer_to_open()

    def _choose_step(self) -> QWidget:
        page = QFrame()
        form = QFormLayout()
        choose = button(tr("Choose…"), self.ask_file)
        choose.setAutoDefault(False)
        line = row(self.place, choose)
        line.setStretch(0, 1)
        form.addRow(tr("Damaged file"), line)
        form.addRow(tr("Passphrase"), self.secret)
        about = tr(
            "Everything that can still be read goes into a new file; the damaged one stays as it "
            "is. "
            "If there is a backup from before the damage, it holds more: File, Open."
        )
        hint = tr(
            "Or the line of the QR code on the recovery sheet. Leave it empty where the file is "
            "not encrypted, or where the system's keyring opens it."
        )
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(about))
        column.addLayout(form)
        column.addWidget(label(hint, muted=True))
        column.addStretch(1)
        return page

    def _result_step(self) -> QWidget:
        page = QFrame()
        self.summary, self.lost = label("", h2=True), label("")
        self.list = ReadBox(tr("What was saved and what was lost"))
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.summary)
        column.addWidget(self.lost)
        column.addWidget(self.list, 1)
        return page


def _lines(saved: "Salvaged") -> list[str]:
    """Return what was lost, then what was saved of each table."""
    from ctpat_desktop.services.registers import register_names

    told = tr("Lost: {where}: {what} {remedy}")
    lines = [
        told.format(where=damage.where, what=damage.what, remedy=damage.remedy).rstrip()
        for damage in saved.lost
    ]
    titles = {"response": tr("Answers"), **register_names.titles()}
    rest = 0
    for table, rows in saved.saved_rows.items():
        if table in titles and rows:
            lines.append(tr("Saved: {what}: {n}").format(what=titles[table], n=number_text(rows)))
        elif table not in titles:
            rest += rows
    lines.append(tr("Saved: history, links and settings: {n}").format(n=number_text(rest)))
    return lines
