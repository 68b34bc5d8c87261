"""Runs the readers of files from outside in a process of their own, with limits that end it.

A file may be made to fill the memory, to never end, or to bring a library down. All of that
happens to the child; the program goes on and says so in one line. It guards against harm to the
program, not against a library that is taken over. Nothing of an open workspace is in the child.
"""

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread
from types import TracebackType
from typing import IO, Any, TypeVar, TypeVarTuple

from ctpat_desktop.support import dates, language
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import number_text, tr

Result = TypeVar("Result")
Arguments = TypeVarTuple("Arguments")

CHILD_WORD = "--read-in-child"
"""What an installed program is started with to be the child."""
_LOOKS = 0.05
"""Seconds between two looks at a child's time and memory."""
_CODE = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from ctpat_desktop.exchange.child_process import serve; serve()"
)
_is_child = False


class Stopped(Problem):
    """Work in a child was ended: it took too long, needed too much, or broke down."""


class Child:
    """A process that does one piece of work after another; after a death the next one begins anew.

    Use it as a context where many files are read; `run_limited` is for one.
    """

    def __init__(self, megabytes: int) -> None:
        """Nothing is started before the first work."""
        self._megabytes = megabytes
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Child":
        """Return the child itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """End the process."""
        self.end()

    def run(
        self,
        function: Callable[[*Arguments], Result],
        *args: *Arguments,
        seconds: float,
        name: str = "",
    ) -> Result:
        """Return what the function returns; raise what it raises, or Stopped.

        The function is one a module has under its name; it, its arguments and its result are
        pickled. `name` is what the work is about, for messages; a file where none is said.
        """
        if _is_child:  # limits are set already
            return function(*args)
        process = self._running()
        watch = _Watch(process, seconds, self._megabytes)
        try:
            spoken = (language.current(), dates.screen_style())
            done, value = _asked(process, (function, args, seconds, self._megabytes, spoken))
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            self.end()
            raise _stopped(name, watch.ended, seconds, self._megabytes) from error
        except BaseException:
            self.end()
            raise
        finally:
            watch.stop()
        if done:
            return value  # type: ignore[no-any-return]
        kind, arguments, state = value
        if issubclass(kind, MemoryError):
            self.end()
            raise _stopped(name, "memory", seconds, self._megabytes)
        raise _rebuilt(kind, arguments, state)

    def end(self) -> None:
        """End the process, whatever it is doing."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        process.wait()

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is None or self._process.poll() is not None:
            self.end()
            self._process = subprocess.Popen(  # noqa: S603 - our own program, no shell
                _command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        return self._process


def run_limited(
    function: Callable[[*Arguments], Result],
    *args: *Arguments,
    seconds: float,
    megabytes: int,
    name: str = "",
) -> Result:
    """Do one piece of work in a child with limits; see `Child.run`."""
    with Child(megabytes) as child:
        return child.run(function, *args, seconds=seconds, name=name)


class _Watch:
    """Looks at a child's time and memory from outside, and ends it; works on every system."""

    def __init__(self, process: "subprocess.Popen[bytes]", seconds: float, megabytes: int) -> None:
        self.ended = ""
        self._process, self._seconds, self._bytes = process, seconds, megabytes * 2**20
        self._is_over = Event()
        Thread(target=self._look, daemon=True).start()

    def stop(self) -> None:
        """Look no more."""
        self._is_over.set()

    def _look(self) -> None:
        looks = 0
        while not self._is_over.wait(min(_LOOKS, self._seconds)):
            looks += 1
            if looks * _LOOKS >= self._seconds:
                self.ended = "time"
            elif resident(self._process.pid) > self._bytes:
                self.ended = "memory"
            if self.ended:
                self._process.kill()
                return


def resident(pid: int) -> int:
    """Return how many bytes of memory a process holds; 0 where that cannot be told."""
    import psutil

    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.Error:
        return 0


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_WORD]
    return [sys.executable, "-c", _CODE, json.dumps(sys.path)]


def _asked(process: "subprocess.Popen[bytes]", work: Any) -> Any:
    """Send a piece of work and wait for the answer."""
    assert process.stdin is not None and process.stdout is not None  # noqa: PT018, S101 - pipes
    pickle.dump(work, process.stdin, pickle.HIGHEST_PROTOCOL)
    process.stdin.flush()
    return pickle.load(process.stdout)  # noqa: S301 - written by our own child


def _stopped(name: str, why: str, seconds: float, megabytes: int) -> Stopped:
    name = name or tr("The file")
    if why == "time":
        return Stopped(
            tr("{name} was not read: reading it took longer than {limit} seconds.").format(
                name=name, limit=f"{seconds:g}"
            ),
            tr("Save it again in the program it was made with, or ask for a smaller one."),
        )
    if why == "memory":
        return Stopped(
            tr("{name} was not read: it needs more than {limit} MB of memory.").format(
                name=name, limit=number_text(megabytes)
            ),
            tr("Split it, or ask the sender for a new file."),
        )
    return Stopped(
        tr(
            "{name} was not read: it is damaged, or it needs more memory than any list does."
        ).format(name=name),
        tr("Save it again in the program it was made with, or ask the sender for a new file."),
    )


def _rebuilt(kind: type[BaseException], arguments: tuple[Any, ...], state: Any) -> BaseException:
    """Return an exception as it was, whatever its constructor asks for."""
    error: BaseException = kind.__new__(kind)
    error.args = arguments
    error.__dict__.update(state)
    return error


def serve() -> None:
    """Be the child: do what comes in, answer, until nothing comes any more."""
    global _is_child
    _is_child = True
    asks, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    with suppress(OSError):  # what a library prints must not get between the answers
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    with suppress(EOFError, BrokenPipeError, KeyboardInterrupt):
        while True:
            _serve_one(asks, answers)


def _serve_one(asks: IO[bytes], answers: IO[bytes]) -> None:
    function, args, seconds, megabytes, spoken = pickle.load(asks)  # noqa: S301 - our own program's
    bound(seconds, megabytes)
    language.use(spoken[0])
    dates.use(spoken[1])
    try:
        answer: Any = (True, function(*args))
    except BaseException as error:  # noqa: BLE001 - it rises on the other side
        answer = (False, (type(error), error.args, error.__dict__))
    pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
    answers.flush()


def bound(seconds: float, megabytes: int) -> None:
    """Limit this process where the system can: memory, time of computing, no memory dumps."""
    try:
        import resource
    except ImportError:  # Windows; the watch in the parent does it alone
        return
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    wanted = (
        (resource.RLIMIT_AS, megabytes * 2**20),
        (resource.RLIMIT_CPU, int(used + seconds) + 2),
        (resource.RLIMIT_CORE, 0),
    )
    for limit, most in wanted:
        hard = resource.getrlimit(limit)[1]
        soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with suppress(OSError, ValueError):
            resource.setrlimit(limit, (soft, hard))
