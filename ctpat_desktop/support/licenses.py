"""The licenses of the program and of everything that comes with it.

In a package they lie in `licenses/`, where `installer/collect_licenses.py` put them. In a checkout
they are read from the metadata of the installed packages, those the program runs on and no others.
"""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

from ctpat_desktop import __version__
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.shipped import shipped

PROGRAM, TITLE = "ctpat-desktop", "CTPAT Desktop"
INDEX = "index.json"
LARGEST = 5_000_000
"""Characters of the longest text that is shown."""
_WITH = re.compile("""extra == ["'](team|binary)["']""")
"""The extras that packages have: the driver of a team's server, and its library."""
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_TEXT = re.compile(r"(?i)licen[cs]e|copying|notice|authors|copyright")
_FOLDED = re.compile(r"(?i)\.dist-info/licen[cs]es/")


@dataclass(frozen=True, slots=True)
class License:
    """A part of the program, its license in a few words, and the files with its texts."""

    name: str
    version: str
    license: str
    note: str
    texts: tuple[str, ...]

    @property
    def title(self) -> str:
        """Name and version in one line."""
        return f"{self.name} {self.version}".strip()

    def text(self) -> str:
        """Return everything its files say; Problem where one is gone."""
        try:
            parts = [
                Path(path).read_text(encoding="utf-8", errors="replace") for path in self.texts
            ]
        except OSError as error:
            raise Problem(
                tr("The license of {package} is not here: {strerror}.").format(
                    package=self.name, strerror=error.strerror
                ),
                tr("Install the program again."),
            ) from error
        rule = "\n\n" + "-" * 72 + "\n\n"
        head = "\n".join(filter(None, (self.title, self.license, self.note)))
        return rule.join((head, *map(str.strip, parts)))[:LARGEST]


def every() -> tuple[License, ...]:
    """Return the program's own license first, then all others by name."""
    index = shipped("licenses", INDEX)
    return _sorted(_packed(index) if index.is_file() else _installed())


def _sorted(rows: Iterable[License]) -> tuple[License, ...]:
    return tuple(sorted(rows, key=lambda one: (one.name != TITLE, one.name.lower())))


def collect(folder: Path, declared: Sequence[str]) -> tuple[License, ...]:
    """Write the licenses of what is installed into a new folder, with an index.

    `declared` are the packages the program asks for itself. The same ones make the same bytes.
    """
    folder.mkdir(parents=True)
    found, rows = _sorted(_installed(declared)), []
    for one in found:
        texts: list[str] = []
        for path in map(Path, one.texts):
            name = f"{_plain(one.name)}-{len(texts) + 1}-{_plain(path.stem)}.txt"
            (folder / name).write_bytes(path.read_bytes())
            texts.append(name)
        rows.append({**asdict(one), "texts": texts})
    words = json.dumps(rows, ensure_ascii=False, indent=1)
    (folder / INDEX).write_text(f"{words}\n", encoding="utf-8", newline="\n")
    return found


def runs_on(declared: Sequence[str] = ()) -> dict[str, metadata.Distribution]:
    """Return the installed packages the program runs on, by their normalized names."""
    found: dict[str, metadata.Distribution] = {}
    waiting = [PROGRAM, *declared]
    while waiting:
        name = normal(waiting.pop())
        if name in found:
            continue
        try:
            found[name] = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # for another system
        rows = found[name].requires or ()
        wanted = [row for row in rows if "extra ==" not in row or _WITH.search(row)]
        waiting += [match[0] for match in map(_NAME.match, wanted) if match]
    return found


def normal(name: str) -> str:
    """Return the name of a package as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _packed(index: Path) -> tuple[License, ...]:
    rows = json.loads(index.read_text(encoding="utf-8"))
    return tuple(
        License(**{**row, "texts": tuple(str(index.parent / name) for name in row["texts"])})
        for row in rows
    )


def _installed(declared: Sequence[str] = ()) -> Iterator[License]:
    packages = runs_on(declared)
    packages.pop(PROGRAM, None)
    yield License(TITLE, __version__, "Apache-2.0", "", (str(_own_text()),))
    taken = set()
    for part in _parts():
        of = packages.get(part["of"])
        if of is None and part["of"]:
            continue
        taken.add(part["of"])
        texts = tuple(str(shipped("resources", *name.split("/"))) for name in part["texts"])
        version = of.version if of else ""
        yield License(part["name"], version, part["license"], part.get("note", ""), texts)
    for package in packages.values():
        texts = tuple(map(str, _texts(package)))
        if texts:
            yield License(package.name, package.version, _words(package), "", texts)
        elif normal(package.name) not in {*taken, "shiboken6"}:
            yield License(package.name, package.version, _words(package), "", ())


@cache
def _parts() -> list[dict[str, str]]:
    path = shipped("resources", "licenses", "parts.toml")
    rows: list[dict[str, str]] = tomllib.loads(path.read_text(encoding="utf-8"))["part"]
    return rows


def _own_text() -> Path:
    """Return the file with the program's license, in a checkout or in an installed package."""
    checkout = Path(__file__).resolve().parents[2] / "LICENSE"
    if checkout.is_file():
        return checkout
    return next(iter(_texts(metadata.distribution(PROGRAM))), checkout)


def _texts(package: metadata.Distribution) -> list[Path]:
    """Return the files of a package's metadata that hold its license or those of its parts."""
    every = [file for file in package.files or () if ".dist-info/" in str(file)]
    named = [f for f in every if _FOLDED.search(str(f)) or _TEXT.search(Path(str(f)).name)]
    return sorted(Path(str(package.locate_file(file))) for file in named)


def _words(package: metadata.Distribution) -> str:
    about = package.metadata
    named = [*(about.get_all("License-Expression") or ()), *(about.get_all("License") or ())]
    words = next(filter(None, map(str.strip, named)), "")
    rows = about.get_all("Classifier") or ()
    kinds = [row.rpartition("::")[2].strip() for row in rows if row.startswith("License")]
    return next(iter(words.splitlines()), "; ".join(kinds))


def _plain(words: str) -> str:
    return re.sub(r"[^A-Za-z0-9.]+", "-", words).strip("-.")
