"""A session of its own with an accessibility bus, and a reader on it."""

import json
import os
import subprocess
from contextlib import contextmanager
from pathlib import Path

LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
SYSTEM_PYTHON = "/usr/bin/python3"


@contextmanager
def session(environment, folder):
    """Start a message bus and the accessibility bus; give the environment for programs on it."""
    folder.mkdir(mode=0o700)
    environment = environment | {"XDG_RUNTIME_DIR": str(folder), "HOME": str(folder)}
    for name in ("AT_SPI_BUS_ADDRESS", "DBUS_SESSION_BUS_ADDRESS", "NO_AT_BRIDGE"):
        environment.pop(name, None)
    read, write = os.pipe()
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--nopidfile", f"--print-address={write}"],
        pass_fds=[write],
        env=environment,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as lines:
        environment["DBUS_SESSION_BUS_ADDRESS"] = lines.readline().strip()
    environment["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
    launcher = subprocess.Popen(
        [LAUNCHER, "--launch-immediately"], env=environment, stderr=subprocess.DEVNULL
    )
    try:
        yield environment
    finally:
        for process in (launcher, daemon):
            process.terminate()
            process.wait(10)


class Reader:
    """What a screen reader finds on the bus."""

    def __init__(self, environment):
        """Start the reader beside the program."""
        self.process = subprocess.Popen(
            [SYSTEM_PYTHON, str(Path(__file__).with_name("reader.py"))],
            env={k: v for k, v in environment.items() if not k.startswith("PYTHON")},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, **question):
        """Ask the reader one thing."""
        print(json.dumps(question), file=self.process.stdin, flush=True)
        line = self.process.stdout.readline()
        if not line:
            raise AssertionError("the reader has ended")
        return json.loads(line)

    def tree(self):
        """Return all nodes that are showing."""
        return self.ask(tree=1)

    def press(self, at):
        """Do what the node at a place in the last tree does first."""
        return self.ask(press=[at])

    def write(self, at, words):
        """Put a text into the field at a place in the last tree."""
        return self.ask(write=[at, words])

    def spoken(self):
        """Return what was announced since the reader began."""
        return self.ask(spoken=1)

    def close(self):
        """End the reader."""
        self.process.stdin.close()
        self.process.wait(10)
