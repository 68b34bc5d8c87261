"""Lets dead circles of objects be found in the window's own thread only.

Python looks for them in whatever thread happens to make objects. Widgets that die in a worker's
thread take the program down, so the search is switched off and done here, a little at a time.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1000


class Sweeper(QObject):
    """Searches when Python itself would have."""

    def __init__(self, parent: QObject) -> None:
        """Take the search over from Python."""
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.sweep)
        self._timer.start(EVERY_MS)

    def sweep(self) -> None:
        """Search the generations that have grown enough, the young ones first."""
        for generation, (count, most) in enumerate(
            zip(gc.get_count(), gc.get_threshold(), strict=True)
        ):
            if count <= most:
                return
            gc.collect(generation)
