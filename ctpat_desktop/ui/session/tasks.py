"""Runs long work beside the window, with progress and cancel."""

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QEventLoop,
    QObject,
    QRunnable,
    Qt,
    QThreadPool,
    Signal,
    SignalInstance,
)
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QProgressDialog, QWidget
from shiboken6 import isValid

from ctpat_desktop.support.errors import Cancelled, Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.notices import collected, listen
from ctpat_desktop.support.progress import Progress
from ctpat_desktop.ui.widgets.heard import announce
from ctpat_desktop.ui.widgets.parts import button, label

LOG = logging.getLogger(__name__)
Job = Callable[[Progress], Any]


class TaskProgress(QObject):
    """What a job reports to; cancelling takes effect at its next step."""

    stepped = Signal(int, int, str)
    done = Signal(object)
    failed = Signal(str)

    def __init__(self) -> None:
        """Start at nothing."""
        super().__init__()
        self.is_cancelled = False

    def step(self, at: int, of: int, text: str = "") -> None:
        """Tell the window, or stop the job when the person asked for it."""
        if self.is_cancelled or not isValid(self):
            raise Cancelled
        self.stepped.emit(at, of, text)


class Notices(QObject):
    """Passes on what is to be said about work that succeeded beside the window."""

    notice = Signal(str)


NOTICES = Notices()
"""Whoever shows messages listens to it."""
listen(NOTICES.notice.emit)


class _Run(QRunnable):
    """One job in the pool."""

    def __init__(self, job: Job, progress: TaskProgress) -> None:
        super().__init__()
        self._job, self._progress = job, progress

    def run(self) -> None:
        """Do the job and report its end, whatever it is."""
        with collected() as notices:
            self._work()
        for words in notices:
            NOTICES.notice.emit(words)

    def _work(self) -> None:
        try:
            result = self._job(self._progress)
        except Problem as problem:
            self._tell(self._progress.failed, problem.line())
        except Exception:
            LOG.exception("a job failed")
            words = tr("Something went wrong in the program. Your answers are saved.")
            self._tell(self._progress.failed, words)
        else:
            self._tell(self._progress.done, result)

    def _tell(self, signal: SignalInstance, result: object) -> None:
        if isValid(self._progress):  # not when the program was closed meanwhile
            signal.emit(result)


AT_ONCE = 8
"""Jobs that may run side by side: unlocking must not wait behind a backup and an export."""

_WAITING: list[str] = []
"""What `wait_for` waits for."""

_RUNNING: set[TaskProgress] = set()
"""Held until their jobs end; a signal of a forgotten object would vanish."""


def start(
    job: Job, on_done: Callable[[Any], object], on_problem: Callable[[str], object]
) -> TaskProgress:
    """Run a job beside the window; its end is told in the window's thread."""
    progress = TaskProgress()
    _RUNNING.add(progress)

    def end(tell: Callable[[Any], object], result: Any) -> None:
        _RUNNING.discard(progress)
        if _listens(tell):
            tell(result)

    progress.done.connect(lambda result: end(on_done, result))
    progress.failed.connect(lambda text: end(on_problem, text))
    pool = QThreadPool.globalInstance()
    pool.setMaxThreadCount(max(pool.maxThreadCount(), AT_ONCE))
    pool.start(_Run(job, progress))
    return progress


def are_running() -> bool:
    """Return whether any job has not told its end yet."""
    return bool(_RUNNING)


def wait_for(parent: QWidget, words: str, work: Callable[[], object]) -> None:
    """Do something that nobody may interrupt, under words and a bar; its Problem rises here.

    For changes of the whole file, such as another passphrase: the window stays alive but cannot
    be typed into meanwhile.
    """
    _WAITING.append(words)
    try:
        _wait(parent, words, lambda _: work(), "")
    finally:
        _WAITING.pop()


def wait_or_cancel(parent: QWidget, words: str, job: Job) -> None:
    """Do something under words, a bar and Cancel; its Problem rises here, Cancelled too."""
    _wait(parent, words, job, tr("Cancel"))


def _wait(parent: QWidget, words: str, job: Job, cancel: str) -> None:
    box = QProgressDialog(words, cancel, 0, 0, parent)
    box.setWindowTitle(words)
    if not cancel:
        box.setCancelButton(None)
    box.setWindowModality(Qt.WindowModality.WindowModal)
    box.setMinimumDuration(400)
    loop, problems = QEventLoop(), list[Problem]()

    def run(progress: Progress) -> None:
        try:
            job(progress)
        except Problem as problem:
            problems.append(problem)

    def fail(words: str) -> None:
        problems.append(Problem(words))
        loop.exit()

    progress = start(run, lambda _: loop.exit(), fail)
    progress.stepped.connect(lambda at, of, _: _step(box, at, of))
    box.canceled.connect(lambda: setattr(progress, "is_cancelled", True))
    loop.exec()
    box.reset()
    box.deleteLater()
    if problems:
        raise problems[0]


def _step(box: QProgressDialog, at: int, of: int) -> None:
    if not box.wasCanceled():
        box.setMaximum(of)
        box.setValue(at)


def is_waiting() -> bool:
    """Return whether something runs that nobody may interrupt."""
    return bool(_WAITING)


def _listens(tell: Callable[[Any], object]) -> bool:
    """Return whether the widget that asked is still there."""
    owner = getattr(tell.func if isinstance(tell, partial) else tell, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)


class TaskStrip(QWidget):
    """A line with words, a bar and Cancel, shown while a job runs."""

    def __init__(self) -> None:
        """Start hidden."""
        super().__init__()
        self.words = label("")
        self.words.setWordWrap(False)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Progress"))
        self.current: TaskProgress | None = None
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 4, 12, 4)
        line.addWidget(self.words)
        line.addWidget(self.bar, 1)
        line.addWidget(button(tr("Cancel"), self.cancel))
        self.hide()

    def run(
        self,
        words: str,
        job: Job,
        on_done: Callable[[Any], object],
        on_problem: Callable[[str], object],
    ) -> bool:
        """Start a job; False while another one runs."""
        if self.current is not None:
            return False
        self.words.setText(words)
        self.bar.setRange(0, 0)
        self.show()
        announce(words, self)
        self.current = start(
            job,
            partial(self._end, partial(self._say_end, words, on_done)),
            partial(self._end, on_problem),
        )
        self.current.stepped.connect(self._step)
        return True

    def cancel(self) -> None:
        """Ask the job to stop at its next step."""
        if self.current is not None:
            self.current.is_cancelled = True

    def _say_end(self, words: str, on_done: Callable[[Any], object], result: Any) -> None:
        announce(tr("{work}: done").format(work=words.rstrip("…")), self)
        on_done(result)

    def _step(self, at: int, of: int, text: str) -> None:
        self.bar.setRange(0, of)
        self.bar.setValue(at)
        if text:
            self.words.setText(text)

    def _end(self, tell: Callable[[Any], object], result: Any) -> None:
        if isValid(self):  # not when the workspace was closed meanwhile
            self.current = None
            self.hide()
            tell(result)
