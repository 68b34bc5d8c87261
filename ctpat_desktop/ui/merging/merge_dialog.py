"""Takes another copy of the file, or a field kit, into the open one: look, settle, merge."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ctpat_desktop.services.files.workspaces import Workspace
from ctpat_desktop.services.merging import other_file
from ctpat_desktop.support.language import N_, ntr, tr
from ctpat_desktop.support.progress import Progress
from ctpat_desktop.ui.files.other_file_dialog import OtherFileDialog
from ctpat_desktop.ui.merging.questions_pane import QuestionsPane
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.parts import label
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import fit

if TYPE_CHECKING:
    from ctpat_desktop.services.merging.merge import Comparison, Outcome


class MergeDialog(OtherFileDialog):
    """Choose the other file; see what comes in; settle what both say differently, or later."""

    article = "field-kit"

    choosing = N_("Choose the other copy or the field kit")
    looking = N_("Comparing both files")

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        """Wait for a file."""
        words = (tr("Merge with another copy"), tr("Compare"), tr("&Merge"))
        super().__init__(parent, desk, words)
        fit(self, 150, 44)
        self.done_with: Outcome | None = None
        self._words = ""
        self.summary = label("")
        self.pane = QuestionsPane()
        self.pane.changed.connect(self._count)
        about = tr(
            "What only one copy changed is taken; what both changed differently is asked. The "
            "other file is only read. Undo takes the whole merge back in one step."
        )
        column, _ = self._lay(about)
        column.addWidget(self.summary)
        column.addWidget(self.pane, 1)
        column.addStretch(0)
        self._lay_below(column)

    def has_work(self) -> bool:
        """Tell whether closing loses something: what was settled and is not merged yet."""
        return bool(self.pane.settled_count())

    def read(self, other: Workspace) -> "Comparison":
        """Compare both files."""
        return other_file.compare(self.desk.workspace, other)

    def take(self) -> None:
        """Take the other file in, with what was settled."""
        workspace, decisions, today = self.desk.workspace, self.pane.decisions(), self.desk.today
        opened = self.other()

        def merge(_progress: Progress) -> "Outcome":
            with opened as other:
                return other_file.take(workspace, other, decisions, today)

        self.banner.read()
        if self.strip.run(tr("Merging"), merge, self._done, self.fail):
            allow(self.go_button, tr("The files are being merged."))

    def offer(self, seen: "Comparison") -> None:
        """Show what comes in and what is asked."""
        taken = ntr("{n} change comes in.", "{n} changes come in.", seen.taken)
        same = ntr(
            "{n} field says the same in both.", "{n} fields say the same in both.", seen.same
        )
        words = f"{taken} {same}"
        if not seen.news:
            words = tr("There is nothing in the other file that this one does not know.")
        self._words = words
        self.pane.show_questions(seen.questions)
        self.pane.setVisible(bool(seen.questions))
        allow(self.go_button, "" if seen.news else words)
        self.look_button.setDefault(False)
        self.go_button.setDefault(bool(seen.news) and not seen.questions)
        (self.pane.list if seen.questions else self.go_button).setFocus()
        self._count()

    def _count(self) -> None:
        """Say what comes in and how much is left to settle."""
        if not self.pane.questions:
            self.summary.setText(self._words)
            return
        left = self.pane.open_count()
        open_words = ntr(
            "{n} difference is not settled: every value is kept, the newest counts until then.",
            "{n} differences are not settled: every value is kept, the newest counts until then.",
            left,
        )
        self.summary.setText(f"{self._words} {open_words if left else tr('All is settled.')}")

    def forget(self) -> None:
        """Offer nothing of a file that is not the one named any more."""
        self._words = ""
        self.summary.clear()
        self.pane.hide()
        self.pane.show_questions(())
        self.look_button.setDefault(True)
        allow(self.go_button, tr("Compare the files first."))

    def _done(self, outcome: "Outcome") -> None:
        self.secret.clear()
        self.done_with = outcome
        self.accept()
