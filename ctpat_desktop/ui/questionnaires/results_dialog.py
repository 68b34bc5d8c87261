"""What became of each file of a batch, and of each questionnaire written."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ctpat_desktop.services.questionnaires.receiving import Received
from ctpat_desktop.services.questionnaires.sending import Sent
from ctpat_desktop.support.language import N_, ntr, tr
from ctpat_desktop.ui.questionnaires import words
from ctpat_desktop.ui.widgets.parts import button, label, row
from ctpat_desktop.ui.widgets.read_box import ReadBox
from ctpat_desktop.ui.widgets.rows import Line, RowsTable
from ctpat_desktop.ui.widgets.theme import fit, lines
from ctpat_desktop.ui.widgets.written import folder_button


class ReceivedDialog(QDialog):
    """One line per file: partner, outcome, answers and why."""

    article = "receive-questionnaires"

    def __init__(self, parent: QWidget, received: Sequence[Received]) -> None:
        """Show the lines; those to look at come first."""
        super().__init__(parent)
        self.setWindowTitle(tr("Received files"))
        fit(self, 128, 29)
        self.received = sorted(received, key=lambda one: one.outcome == "matched")
        headers = (N_("File"), N_("Partner"), N_("Outcome"), N_("Answers"), N_("Why"))
        self.table = RowsTable(tr("Received files"), headers, (210, 170, 92, 70, 0))
        self.reason = ReadBox(tr("Why"))
        self.reason.setMaximumHeight(lines(4.6))
        self.table.chosen.connect(self._explain)
        column = QVBoxLayout(self)
        column.addWidget(label(self._summary(), h2=True))
        column.addWidget(self.table, 1)
        column.addWidget(self.reason)
        column.addLayout(row(None, button(tr("Close"), self.accept, "primary")))
        self.table.show_lines(self._line(at, one) for at, one in enumerate(self.received))

    def _line(self, at: int, one: Received) -> Line:
        cells = (
            one.file,
            f"{one.partner} · {one.company}" if one.company else one.partner,
            words.outcome(one.outcome),
            str(one.answers),
            _outcome_text(one),
        )
        return Line(str(at), cells)

    def _summary(self) -> str:
        counts = dict.fromkeys(words.OUTCOMES, 0)
        for one in self.received:
            counts[one.outcome] += 1
        parts = [f"{words.outcome(key)}: {count}" for key, count in counts.items() if count]
        count = ntr("{n} file.", "{n} files.", len(self.received))
        return f"{count} {', '.join(parts)}"

    def _explain(self, line_id: str) -> None:
        self.reason.setPlainText(_outcome_text(self.received[int(line_id)]) if line_id else "")


def _outcome_text(one: Received) -> str:
    """Return why a file has its outcome and what was done with it."""
    words = tr("It answers a request of {company}; look there.").format(company=one.company)
    return " ".join(filter(None, (one.reason, one.done, words if one.company else "")))


class SentDialog(QDialog):
    """One line per written file."""

    def __init__(self, parent: QWidget, sent: Sequence[Sent]) -> None:
        """Show what was written where."""
        super().__init__(parent)
        self.setWindowTitle(tr("Written questionnaires"))
        fit(self, 111, 24)
        headers = (N_("Partner"), N_("Language"), N_("Request"), N_("File"))
        table = RowsTable(tr("Written questionnaires"), headers, (190, 80, 130, 0))
        table.show_lines(
            Line(one.request_id, (one.partner, one.language, one.reference, one.path.name))
            for one in sent
        )
        column = QVBoxLayout(self)
        count = ntr(
            "{n} questionnaire was written to {place}.",
            "{n} questionnaires were written to {place}.",
            len(sent),
            place=sent[0].path.parent,
        )
        column.addWidget(label(count, h2=True))
        column.addWidget(table, 1)
        column.addWidget(
            label(tr("Send each file to its partner by e-mail. It stays as it is now."), muted=True)
        )
        close = button(tr("Close"), self.accept, "primary")
        column.addLayout(row(folder_button(sent[0].path), None, close))
