"""What is on a screen, as an onlooker sees it."""

import os
import signal
import subprocess

from tests.package.trees import until

PAINTED = 100
"""Colors a window has at the least; a frame with nothing in it has some twenty."""


def windows(environment, words):
    """Return the ids of the visible windows with these words in their title."""
    command = ["xdotool", "search", "--onlyvisible", "--name", words]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return done.stdout.split()


def classes(environment, window):
    """Return the names a desktop knows the program of a window by."""
    command = ["xprop", "-id", window, "WM_CLASS"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.partition(" = ")[2].strip().replace('"', "").split(", ")


def photographed(environment, path):
    """Take a picture of the whole screen once what is on it is painted."""
    until(lambda: _colors(environment, path) > PAINTED, "a painted window")


def _colors(environment, path):
    """Take a picture; return how many colors are in it."""
    subprocess.run(["import", "-window", "root", str(path)], env=environment, check=True)
    command = ["identify", "-format", "%k", str(path)]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def end(environment, window):
    """End the program a window is of."""
    command = ["xdotool", "getwindowpid", window]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    os.kill(int(done.stdout), signal.SIGTERM)
