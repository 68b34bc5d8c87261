"""A video: opened in the system's own player; the person confirms having watched it to the end."""

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget
from shiboken6 import isValid

from ctpat_desktop.records import Evidence
from ctpat_desktop.services.training import courses
from ctpat_desktop.services.training.courses import Lesson
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.session import lent, tasks
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.parts import button, label, row
from ctpat_desktop.ui.widgets.reasons import allow


class VideoView(QWidget):
    """Opens a video and asks for the confirmation, which counts only after it was opened."""

    confirmed = Signal(bool)

    def __init__(self, desk: Desk, lesson: Lesson) -> None:
        """Start with a video nobody has opened."""
        super().__init__()
        self.desk, self.lesson = desk, lesson
        self.open_button = button(tr("Open the video"), self.open_video, "primary")
        self.box = QCheckBox()
        self.box.toggled.connect(self.confirmed.emit)
        allow(self.box, tr("Open the video first."))
        words = tr(
            "The video opens in this computer's own player. The program cannot see how far it is "
            "watched, so the record will say “confirmed”, never “watched”."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(words))
        column.addLayout(row(self.open_button, None))
        column.addWidget(self.box)
        column.addStretch(1)

    def name_people(self, count: int) -> None:
        """Word the confirmation for one person or for many."""
        one = tr("I have watched it to the end.")
        many = tr("All {n} people chosen have watched it to the end.").format(n=count)
        self.box.setText(one if count == 1 else many)

    def open_video(self) -> None:
        """Open the video, whether it lies in the file or beside it."""
        desk, course = self.desk, self.lesson.course
        if course.evidence_id:
            with desk.workspace.read() as session:
                document = session.get(Evidence, course.evidence_id)
            if document is None:
                desk.warn(tr("The video is not in the library any more."))
            else:
                lent.open_document(self, desk, document, self._may_confirm)
        elif desk.attempt(self._open_outside):
            self._may_confirm()

    def _may_confirm(self) -> None:
        """Let the person confirm, now that the video was opened."""
        if isValid(self):
            allow(self.box)

    def _open_outside(self) -> None:
        """Open the file where it lies, once it is proved to be the one that was added."""
        checked: list[Path] = []
        course = self.lesson.course
        words = tr("Checking the video")
        tasks.wait_or_cancel(
            self.window(),
            words,
            lambda progress: checked.append(courses.check_outside(course, progress)),
        )
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(checked[0]))):
            raise lent.no_program(checked[0].name)
