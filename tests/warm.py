"""Runs programs in processes of their own that need not import everything anew.

One process of each run of the tests has imported what the verbs use. It forks for each program: a
process with its own files, locks, limits, environment and end, as one started anew, for a tenth of
the time. It never opens a database itself, so that each draws random numbers of its own. What is
about the start of Python itself (its options, its encoding) is no matter for it.
"""

import atexit
import os
import pickle
import signal
import socket
import subprocess
import sys
import threading
import traceback
from contextlib import suppress
from functools import cache
from pathlib import Path
from threading import Thread

from tests.faults import forked

PROGRAM = "import sys; from ctpat_desktop.__main__ import main; sys.exit(main())"
"""What `python -m ctpat_desktop` does."""
ROOT = Path(__file__).resolve().parents[1]
SECONDS = 120
"""After these a program that hangs is ended."""
MOST = 2**18
"""Bytes of a wish, environment and all."""


class Started:
    """A program in a process of its own, as far as tests use one."""

    def __init__(self, code, *arguments, cwd=None, env=None):
        """Run `code` with these arguments, in this folder and environment (else in ours)."""
        pipes = [os.pipe() for _ in range(3)]
        wanted = (code, [str(word) for word in arguments], str(cwd or Path.cwd()))
        self.pid = _asked(
            ("start", *wanted, dict(env or os.environ)),
            [pipes[0][0], pipes[1][1], pipes[2][1]],
        )
        for given in (pipes[0][0], pipes[1][1], pipes[2][1]):
            os.close(given)
        self.stdin = os.fdopen(pipes[0][1], "wb")
        self.stdout, self.stderr = os.fdopen(pipes[1][0], "rb"), os.fdopen(pipes[2][0], "rb")
        self.returncode = None

    def communicate(self, stdin=b""):
        """Give it `stdin` and the end of input; return all it says once it has ended."""
        if self.stdout.closed:
            return b"", b""
        errors = []
        listening = Thread(target=lambda: errors.append(self.stderr.read()))
        listening.start()
        with suppress(BrokenPipeError):  # it may end without reading
            self.stdin.write(stdin)
            self.stdin.close()
        out = self.stdout.read()
        listening.join()
        self.wait()
        for pipe in (self.stdout, self.stderr):
            pipe.close()
        return out, errors[0]

    def kill(self):
        """End it as a crash does, unless it has ended."""
        if self.returncode is None:
            os.kill(self.pid, signal.SIGKILL)

    def wait(self):
        """Wait for its end and return its code."""
        if self.returncode is None:
            self.returncode = _asked(("wait", self.pid))
        return self.returncode


def run(code, *arguments, stdin=b"", text=True, cwd=None, env=None):
    """Run a program to its end; return what `subprocess.run` returns when it captures."""
    started = Started(code, *arguments, cwd=cwd, env=env)
    out, err = started.communicate(stdin)
    if text:
        out, err = out.decode(), err.decode()
    return subprocess.CompletedProcess([code, *arguments], started.returncode, out, err)


@cache
def _server():
    """Start the warm process; it ends with this one, when its line is cut."""
    ours, its = socket.socketpair(type=socket.SOCK_SEQPACKET)
    command = [sys.executable, "-m", "tests.warm", str(its.fileno())]
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), *sys.path))}
    process = subprocess.Popen(command, pass_fds=[its.fileno()], env=surroundings, cwd=ROOT)
    its.close()
    atexit.register(process.wait)
    atexit.register(ours.close)
    return ours


def _asked(wish, descriptors=()):
    """Return what the warm process answers to a wish."""
    socket.send_fds(_server(), [pickle.dumps(wish)], descriptors)
    answer = _server().recv(MOST)
    assert answer, "the warm process has ended"
    return pickle.loads(answer)


def serve(line):
    """Be the warm process: start programs and wait for their ends."""
    while True:
        wish, descriptors, *_ = socket.recv_fds(line, MOST, 3)
        if not wish:
            return
        what, *more = pickle.loads(wish)
        if what == "wait":
            answer = os.waitstatus_to_exitcode(os.waitpid(more[0], 0)[1])
        else:
            answer = os.fork()
            if answer == 0:
                line.close()
                _be(descriptors, *more)
            for given in descriptors:
                os.close(given)
        line.send(pickle.dumps(answer))


def _be(descriptors, code, arguments, folder, surroundings):
    """Be the program, and end as it does."""
    signal.alarm(SECONDS)
    for place, given in enumerate(descriptors):
        os.dup2(given, place)
        os.close(given)
    sys.stdin, sys.stdout = os.fdopen(0, closefd=False), os.fdopen(1, "w", closefd=False)
    sys.stderr = os.fdopen(2, "w", 1, errors="backslashreplace", closefd=False)
    os.environ.clear()
    os.environ.update(surroundings)
    os.chdir(folder)
    sys.argv = ["-c", *arguments]
    ended = 0
    try:
        exec(compile(code, "<string>", "exec"), {"__name__": "__main__"})
    except SystemExit as leaving:
        ended = _code_of(leaving)
    except BaseException:  # noqa: BLE001 - said as Python says it
        traceback.print_exc()
        ended = 1
    threading._shutdown()
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):
            stream.flush()
    os._exit(ended)


def _code_of(leaving):
    """Return the code of `sys.exit`; words are said on the way out."""
    if leaving.code is None or isinstance(leaving.code, int):
        return leaving.code or 0
    sys.stderr.write(f"{leaving.code}\n")
    return 1


if __name__ == "__main__":
    sys.dont_write_bytecode = True  # where a limit on files is tried, half of it would be written
    forked.warm()
    serve(socket.socket(fileno=int(sys.argv[1])))
