"""Bare systems to try packages in: a tree of Debian under an overlay that is thrown away.

Needs root. The tree itself is made once and never written to again.
"""

import os
import shutil
import subprocess
import time
from pathlib import Path

FOLDER = Path(os.environ.get("PACKAGE_TREES", "/tmp/trees"))
PERSON = "officer"
PATIENCE = 900
"""Seconds for one command in a tree."""


def mirror():
    """Return where this computer's own apt finds Debian."""
    command = ["apt-get", "indextargets", "--format", "$(SITE)"]
    sites = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return next(site for site in sorted(set(sites)) if site.rstrip("/").endswith("/debian"))


def bare(suite):
    """Return the tree of a suite as debootstrap makes it, with what apt needs to know."""
    tree = FOLDER / suite
    if not (tree / "lists-are-here").exists():
        if not (tree / "usr/bin/apt-get").exists() or (tree / "debootstrap").exists():
            shutil.rmtree(tree, ignore_errors=True)
            command = ["debootstrap", "--variant=minbase", suite, str(tree), mirror()]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        shutil.copy("/etc/resolv.conf", tree / "etc/resolv.conf")
        subprocess.run(["chroot", str(tree), "apt-get", "update", "-qq"], check=True)
        (tree / "lists-are-here").touch()
    return tree


class Tree:
    """A system of its own until it is closed; its programs see the screens of this computer."""

    def __init__(self, suite, folder):
        """Lay an empty layer over a bare tree, and add a person to it."""
        self.root = folder / "root"
        self._layers = [folder / "upper", folder / "work"]
        for path in (self.root, *self._layers):
            path.mkdir(parents=True)
        upper, work = self._layers
        options = f"lowerdir={bare(suite)},upperdir={upper},workdir={work}"
        _run("mount", "-t", "overlay", "overlay", "-o", options, self.root)
        self._mounted = [self.root]
        for name in ("proc", "dev", "sys"):
            _run("mount", "--rbind", f"/{name}", self.root / name)
            _run("mount", "--make-rslave", self.root / name)
            self._mounted.append(self.root / name)
        self.run("useradd", "--create-home", "--uid", "4242", PERSON)
        self.home = f"/home/{PERSON}"

    def close(self):
        """Take the layer away with everything in it."""
        for path in reversed(self._mounted):
            _run("umount", "--lazy" if path == self.root else "--recursive", path)
        for path in (*self._layers, self.root):
            shutil.rmtree(path, ignore_errors=True)

    def path(self, inside):
        """Return where a file of the tree is for this computer."""
        return self.root / inside.lstrip("/")

    def bring(self, file, inside):
        """Copy a file into the tree, for its person."""
        target = self.path(inside)
        shutil.copy(file, target)
        os.chown(target, 4242, 4242)

    def run(self, *command, check=True):
        """Run a command as root; return what it wrote."""
        return _answer(self._command(command), self.surroundings("/root"), check)

    def person(self, *command, check=True, **more):
        """Run a command as the person; return what it wrote."""
        return _answer(self._command(command, PERSON), self.surroundings(self.home, **more), check)

    def start(self, *command, quiet=False, **more):
        """Start a command as the person; return the process, whose errors can be read."""
        return subprocess.Popen(
            self._command(command, PERSON),
            env=self.surroundings(self.home, **more),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL if quiet else subprocess.PIPE,
            text=True,
        )

    def install(self, *names):
        """Install packages of Debian, or files, with what they depend on and nothing else."""
        self.run("apt-get", "install", "-qq", "--yes", "--no-install-recommends", *names)

    def surroundings(self, home, **more):
        """Return the environment of a plain session, and nothing of ours."""
        usual = {"PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "LANG": "C.UTF-8"}
        return {**usual, "HOME": home, "DEBIAN_FRONTEND": "noninteractive", **more}

    def _command(self, words, person=""):
        user = [f"--userspec={person}"] if person else []
        return ["chroot", *user, str(self.root), *map(str, words)]


def until(holds, what, seconds=60):
    """Wait until something is so, and return it."""
    end = time.monotonic() + seconds
    while not (seen := holds()):
        assert time.monotonic() < end, f"{what} did not come"
        time.sleep(0.1)
    return seen


def _answer(command, surroundings, check):
    done = subprocess.run(
        command,
        env=surroundings,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert not check or done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done


def _run(*words):
    subprocess.run([str(word) for word in words], check=True)
