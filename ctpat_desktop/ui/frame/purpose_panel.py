"""What the page on the screen is for, in two sentences, and the criteria it proves."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ctpat_desktop.checklist import Place
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.frame.place_names import purpose_of
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.parts import FlowLayout, button, clear, label, show_new


class PurposePanel(QWidget):
    """Lies between the way and the page once it is asked for, and goes on with the pages."""

    def __init__(self, desk: Desk) -> None:
        """Start hidden."""
        super().__init__()
        self.desk = desk
        self.words = label("")
        self.proves = FlowLayout(spacing=2)
        self._shown: object = None
        frame = QFrame()
        frame.setProperty("banner", "purpose")
        inside = QVBoxLayout()
        inside.setSpacing(2)
        inside.addWidget(self.words)
        inside.addLayout(self.proves)
        self.close_button = button(tr("Close"), self.toggle, "link", tr("Close the explanation"))
        line = QHBoxLayout(frame)
        line.setContentsMargins(12, 8, 8, 8)
        line.addLayout(inside, 1)
        line.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 6, 24, 0)
        column.addWidget(frame)
        self.hide()

    def toggle(self) -> None:
        """Come or go."""
        self.setVisible(self.isHidden())

    def show_for(self, place: Place, page: str, *, anew: bool = False) -> None:
        """Say what a page or its tab is for; what is said already stays."""
        purpose = purpose_of(place, page)
        titles = {row.criterion.id: row.criterion for row in self.desk.dossier.answers}
        proven = [titles[key] for key in (purpose.proves if purpose else ()) if key in titles]
        content = purpose, [criterion.id for criterion in proven]
        if content == self._shown and not anew:
            return
        self._shown = content
        sentences = (tr(purpose.words), tr(purpose.more)) if purpose and purpose.more else ()
        self.words.setText(" ".join(sentences) or (tr(purpose.words) if purpose else ""))
        clear(self.proves)
        if proven:
            self.proves.addWidget(label(tr("Proves:"), muted=True))
        for criterion in proven:
            place_of = Place(str(criterion.category), criterion.id)
            words = f"{criterion.id}  {criterion.title}"
            go = tr("Go to {name}").format(name=words)
            link = button(words, partial(self.desk.go_to, place_of), "link", go)
            self.proves.addWidget(link)
        show_new(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return
        super().keyPressEvent(event)
