"""Reads the pinned versions of `constraints.txt`, and which of them the program itself runs on."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = "ctpat-desktop (pyproject.toml)"
_PIN = re.compile(
    r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;]+)(?:\s*;\s*(?P<marker>[^\\]+?))?\s*\\"
)


@dataclass(frozen=True, slots=True)
class Pin:
    """One package at its version, the marker under which it is needed, and who needs it."""

    name: str
    version: str
    marker: str
    needed_by: tuple[str, ...]
    hashes: tuple[str, ...]


def every(text: str | None = None) -> dict[str, Pin]:
    """Return all pins by name."""
    lines = (text or (ROOT / "constraints.txt").read_text(encoding="utf-8")).splitlines()
    starts = [at for at, line in enumerate(lines) if _PIN.fullmatch(line)]
    pins = {}
    for at, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        head, block = _PIN.fullmatch(lines[at]), lines[at + 1 : end]
        if head is None:
            continue
        words = (
            line.strip().removeprefix("# via").removeprefix("#").strip()
            for line in block
            if line.strip().startswith("#")
        )
        hashes = re.findall(r"--hash=sha256:([0-9a-f]{64})", "\n".join(block))
        pins[head["name"]] = Pin(
            head["name"],
            head["version"],
            head["marker"] or "",
            tuple(filter(None, words)),
            tuple(hashes),
        )
    return pins


def runtime(text: str | None = None) -> dict[str, Pin]:
    """Return the pins the program runs on: what it declares, and what that needs in turn."""
    pins, found = every(text), {}
    waiting = [name for name in declared() if name in pins]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = pins[name]
            waiting += [other for other, pin in pins.items() if name in pin.needed_by]
    return dict(sorted(found.items()))


def declared() -> list[str]:
    """Return the packages `pyproject.toml` declares for the program itself, normalized.

    Those of a team's server are among them: who installs a package cannot add them later.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["team"]]
    names = [re.match(r"[A-Za-z0-9._-]+", row) for row in wanted]
    return [re.sub(r"[-_.]+", "-", match[0]).lower() for match in names if match]


def own_version() -> tuple[str, str]:
    """Return the program's version and its day."""
    text = (ROOT / "ctpat_desktop" / "__init__.py").read_text(encoding="utf-8")
    found = dict(re.findall(r'(?m)^(__version__|RELEASED) = "([^"]+)"', text))
    return found["__version__"], found["RELEASED"]
