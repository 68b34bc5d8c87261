"""The small window of the portal desk: it stays above the browser and hides with the lock."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout

from ctpat_desktop.support import home
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.profile.portal_panel import PortalPanel
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.theme import letters

KEPT = "portal_window"
USUAL = QSize(420, 560)
NARROWEST = 45
"""Letters in which the lines of the panel have room."""
NUMBERS = 4
"""What says where a window stands: left, top, width, height."""


class PortalWindow(QDialog):
    """Always on top and without a window it belongs to, so that it stays when that is minimized."""

    article = "portal-desk"

    def __init__(self, desk: Desk) -> None:
        """Stand where it stood last; it goes with the workspace."""
        super().__init__()
        self.panel = PortalPanel(desk)
        self.setWindowTitle(tr("Portal desk"))
        self.setWindowFlags(
            Qt.WindowType.Window
            | Qt.WindowType.WindowStaysOnTopHint
            | Qt.WindowType.WindowMinimizeButtonHint
            | Qt.WindowType.WindowCloseButtonHint
        )
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setProperty("keeps_typing", True)  # the lock hides it and brings it back
        column = QVBoxLayout(self)
        column.addStrut(letters(NARROWEST))
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self.panel)
        self.panel.copy_button.setDefault(True)
        self._stand()
        desk.closed.connect(self.end)

    def come_up(self) -> None:
        """Show it in front."""
        self.showNormal() if self.isMinimized() else self.show()
        self.raise_()
        self.activateWindow()

    def end(self) -> None:
        """Go for good: the workspace is closed."""
        self.close()
        self.deleteLater()

    def showEvent(self, event: QShowEvent) -> None:
        """Give the keyboard to the first thing to do."""
        super().showEvent(event)
        self.panel.copy_button.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave no word of the profile in it, and keep where it stood."""
        super().hideEvent(event)
        if event.spontaneous():  # minimized
            return
        self.panel.clear()
        at = self.geometry()
        kept = [at.x(), at.y(), at.width(), at.height()]
        if home.preferences().get(KEPT) != kept:
            home.prefer(KEPT, kept)

    def _stand(self) -> None:
        screens = [one.availableGeometry() for one in QGuiApplication.screens()]
        kept = _last_geometry()
        if kept is not None and any(room.intersects(kept) for room in screens):
            self.setGeometry(kept)
            return
        room = self.screen().availableGeometry()
        self.resize(USUAL.boundedTo(room.size()))
        self.move(room.right() - self.width() - 24, room.top() + 48)


def _last_geometry() -> QRect | None:
    """Return where the window stood last on this computer."""
    found = home.preferences().get(KEPT)
    numbers = [one for one in found if isinstance(one, int)] if isinstance(found, list) else []
    return QRect(*numbers) if len(numbers) == NUMBERS else None
