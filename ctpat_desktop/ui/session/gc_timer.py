"""Lets dead circles of objects be found in the window's own thread only.

Python looks for them in whatever thread happens to make objects. Widgets that die in a worker's
thread take the program down, so the search is switched off and done here, a little at a time.
"""

import gc
from functools import cache
from time import monotonic

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1000
LATE = EVERY_MS / 1000 * 1.1
"""Seconds between two ticks from which on the window was busy in between."""


@cache
def spare_program() -> None:
    """Leave what is imported by now out of every search: it stays until the end.

    The first search would go through all of it, a tenth of a second. Done once, before the first
    workspace: what is left out is never let go, so nothing a person typed may be there yet.
    """
    gc.freeze()


class Sweeper(QObject):
    """Searches when Python itself would have."""

    def __init__(self, parent: QObject) -> None:
        """Take the search over from Python."""
        super().__init__(parent)
        gc.disable()
        self._last = monotonic()
        self._waits = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.tick)
        self._timer.start(EVERY_MS)

    def tick(self) -> None:
        """Search, but not where the tick comes late: what kept it is to be painted first.

        Of two late ones in a row the second searches all the same.
        """
        now = monotonic()
        self._waits = not self._waits and now - self._last > LATE
        self._last = now
        if not self._waits:
            self.sweep()

    def sweep(self) -> None:
        """Search the generations that have grown enough, the young ones first."""
        for generation, (count, most) in enumerate(
            zip(gc.get_count(), gc.get_threshold(), strict=True)
        ):
            if count <= most:
                return
            gc.collect(generation)
