"""Dead circles of widgets are found in the window's thread, never in a worker's."""

import gc
import threading
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from ctpat_desktop.support.memory import uncollected
from ctpat_desktop.ui.app import application
from ctpat_desktop.ui.session.gc_timer import Sweeper, spare_program


class Circle(QWidget):
    """A widget that holds itself, and says in which thread it was let go."""

    ends: ClassVar[list[str]] = []

    def __init__(self):
        super().__init__()
        self.own = self

    def __del__(self):
        Circle.ends.append(threading.current_thread().name)


def test_python_does_not_search_by_itself_while_there_is_a_window(qapp):
    application()
    assert not gc.isenabled()


def test_work_that_holds_the_search_back_leaves_it_to_the_window(qapp):
    application()
    with uncollected():
        pass
    assert not gc.isenabled()


def test_a_dead_circle_ends_in_the_windows_thread(qapp, qtbot):
    application()
    Circle.ends.clear()
    Circle()
    hold = []
    worker = threading.Thread(target=lambda: hold.extend([[] for _ in range(60_000)]), name="w")
    worker.start()
    worker.join()
    assert Circle.ends == []
    qtbot.waitUntil(lambda: Circle.ends == ["MainThread"], timeout=20_000)


def test_what_is_made_after_the_first_workspace_is_never_left_out(window, sealed, qtbot):
    """What a person typed is let go: no later opening may put it among what stays."""
    before = gc.get_freeze_count()
    Circle.ends.clear()
    Circle()
    spare_program()
    window.open_path(sealed)
    assert gc.get_freeze_count() <= before
    qtbot.waitUntil(lambda: Circle.ends == ["MainThread"], timeout=20_000)


def test_a_tick_that_comes_late_lets_the_window_paint_first(qapp):
    """What kept the window busy is not searched before it is on the screen, but soon after."""
    sweeper = Sweeper(qapp)
    sweeper.sweep()
    Circle.ends.clear()
    Circle()
    hold = [[] for _ in range(60_000)]
    sweeper._last -= 60
    sweeper.tick()
    assert Circle.ends == []
    sweeper._last -= 60
    sweeper.tick()
    assert Circle.ends == ["MainThread"]
    del hold
    sweeper.deleteLater()
