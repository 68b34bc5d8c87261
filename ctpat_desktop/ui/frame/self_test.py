"""Check this installation: the self-test in a process of its own, line by line."""

import sys

from PySide6.QtCore import QProcess, QProcessEnvironment
from PySide6.QtWidgets import QApplication, QDialog, QListWidget, QVBoxLayout, QWidget

from ctpat_desktop.support.language import N_, ntr, tr
from ctpat_desktop.ui.widgets.dialogs import ask
from ctpat_desktop.ui.widgets.parts import Words, button, label, row
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import fit

OPTION = "--self-test"
NOT_CHECKED = N_("not checked ")
"""How the line of a part begins that this computer does not let the program try."""
PATIENCE_MS = 3_000
"""How long the process gets to end when the dialog is closed."""


def command() -> list[str]:
    """Return the program and the arguments that start this program's self-test."""
    if getattr(sys, "frozen", False):
        return [sys.executable, OPTION]
    return [sys.executable, "-m", "ctpat_desktop", OPTION]


class SelfTestDialog(QDialog):
    """What the program tries on an invented company, and how each part came out."""

    def __init__(self, parent: QWidget) -> None:
        """Start the self-test at once."""
        super().__init__(parent)
        self.setWindowTitle(tr("Check this installation"))
        fit(self, 84, 26)
        self.lines = QListWidget()
        self.lines.setAccessibleName(tr("Parts of the program"))
        self.lines.setWordWrap(True)
        self.outcome = Words(tr("Working on an invented company. Your own file is not touched."))
        self.copy_button = button(tr("Copy"), self.copy)
        self.process = QProcess(self)
        self._rest = ""
        column = QVBoxLayout(self)
        words = tr(
            "The program makes a company up, encrypts it, writes every format and reads it again. "
            "This takes up to a minute or two."
        )
        column.addWidget(label(words, muted=True))
        column.addWidget(self.lines, 1)
        column.addWidget(self.outcome)
        close = button(tr("Close"), self.accept, "primary")
        column.addLayout(row(None, self.copy_button, close))
        close.setFocus()
        allow(self.copy_button, tr("Wait until it is done."))
        self._start()

    def copy(self) -> None:
        """Put all lines on the clipboard, for whoever helps."""
        every = [self.lines.item(at).text() for at in range(self.lines.count())]
        QApplication.clipboard().setText("\n".join([*every, self.outcome.text()]))

    def done(self, code: int) -> None:
        """Close, and end the process if it runs still."""
        self.process.blockSignals(True)
        if self.process.state() is not QProcess.ProcessState.NotRunning:
            self.process.terminate()
            if not self.process.waitForFinished(PATIENCE_MS):
                self.process.kill()
                self.process.waitForFinished(PATIENCE_MS)
        super().done(code)

    def _start(self) -> None:
        surroundings = QProcessEnvironment.systemEnvironment()
        surroundings.insert("PYTHONIOENCODING", "utf-8")
        self.process.setProcessEnvironment(surroundings)
        self.process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
        self.process.readyReadStandardOutput.connect(self._read)
        self.process.finished.connect(self._finish)
        self.process.errorOccurred.connect(self._fail)
        program, *arguments = command()
        self.process.start(program, arguments)

    def _read(self) -> None:
        text = self._rest + bytes(self.process.readAllStandardOutput().data()).decode(
            "utf-8", "replace"
        )
        *whole, self._rest = text.split("\n")
        for line in whole:
            if line.strip():
                self.lines.addItem(line.rstrip())
        self.lines.scrollToBottom()

    def _finish(self, code: int, status: QProcess.ExitStatus) -> None:
        self._read()
        allow(self.copy_button, "")
        if status is not QProcess.ExitStatus.NormalExit:
            self.outcome.setText(tr("Not checked: the self-test was ended before it was done."))
        elif code == 0:
            self.outcome.setText(self._nothing_failed())
        else:
            words = tr("Something is not in order: look at the lines that say FAILED.")
            self.outcome.setText(words)

    def _nothing_failed(self) -> str:
        """Say that all is in order, or how many parts could not be checked."""
        every = (self.lines.item(at).text() for at in range(self.lines.count()))
        count = sum(line.startswith(NOT_CHECKED) for line in every)
        if not count:
            return tr("This installation is in order.")
        return ntr(
            "Nothing failed. One part could not be checked here; its line says why.",
            "Nothing failed. {n} parts could not be checked here; their lines say why.",
            count,
        )

    def _fail(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            allow(self.copy_button, "")
            words = tr("Not checked: the program could not start itself ({why}).")
            self.outcome.setText(words.format(why=self.process.errorString()))


def show_self_test(parent: QWidget) -> None:
    """Show the dialog until it is closed."""
    ask(SelfTestDialog(parent))
