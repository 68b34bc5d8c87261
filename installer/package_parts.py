"""What goes into the packaged program, and what of its libraries is left out.

`trim` works on lists of what PyInstaller found; nothing is deleted afterwards. Whatever is left out
here is tried by the self-test and by the tests of the packages.
"""

import plistlib
import re
import subprocess
import sys
from functools import cache
from pathlib import Path, PurePosixPath

BY_NAME = (
    "ctpat_desktop",
    "keyring.backends",
    "psycopg_binary",
    "reportlab.graphics.barcode",
)
"""Packages whose parts are imported by a name that is put together."""

NOT_WANTED = [
    *("tkinter", "setuptools", "pkg_resources", "_distutils_hack", "distutils", "lib2to3"),
    *("pydoc", "doctest", "unittest", "test", "curses", "readline", "rlcompleter", "sqlite3"),
    *("pytest", "_pytest", "pygments", "IPython", "numpy", "openpyxl", "pillow_heif"),
    *("PySide6.QtNetwork", "PIL.ImageQt", "PIL.ImageTk", "PIL._imagingtk"),
    *("PIL._avif", "PIL.AvifImagePlugin"),
    *("sqlalchemy.testing", "alembic.testing", "lxml.isoschematron", "lxml.objectify"),
]
"""What libraries import if it is there, and never need here."""

LANGUAGES = ("en", "fr", "es")
"""Whose months and countries are known, and whose words Qt's own dialogs have."""

PLUGINS = (
    r"platforms/(lib)?q(xcb|offscreen|windows|cocoa)\b",
    r"xcbglintegrations/",
    r"platforminputcontexts/",
    r"platformthemes/libqxdgdesktopportal",
    r"printsupport/",
    r"iconengines/",
    r"styles/",
    r"imageformats/(lib)?q(gif|ico|jpeg|svg)\b",
)
"""Parts of Qt that are loaded by name and are wanted."""

FROM_THE_SYSTEM = (
    *("libX11", "libX11-xcb", "libXau", "libXdmcp", "libbsd", "libmd", "libdbus-1", "libsystemd"),
    *("libglib-2.0", "libgobject-2.0", "libgthread-2.0", "libgmodule-2.0", "libgio-2.0"),
    *("libfontconfig", "libfreetype", "libexpat", "libpng16", "libbrotlidec", "libbrotlicommon"),
    *("libcups", "libstdc++", "libgcc_s", "libz"),
)
"""Libraries of every Linux desktop: those there are mended with the system, and fit its drivers."""

NO_HOOKS = ("pyi_rth_inspect", "pyi_rth_pkgutil", "pyi_rth_multiprocessing", "pyi_rth_setuptools")
"""What PyInstaller would run first for modules the program does not use that way."""


def version(root):
    """Return the version of the program."""
    text = (root / "ctpat_desktop/__init__.py").read_text(encoding="utf-8")
    return re.search(r'__version__ = "([^"]+)"', text)[1]


def data(root):
    """Return the files shipped as they are: where from, and the folder they go to."""
    wanted = ("forms", "resources", "licenses", "ctpat_desktop/workspace/migrations")
    return [(str(root / name), name) for name in wanted if (root / name).is_dir()]


def icon(root):
    """Return the icon of the program file; Linux has it beside the desktop entry."""
    name = {"win32": "ctpat-desktop.ico", "darwin": "ctpat-desktop.icns"}.get(sys.platform, "")
    path = root / "installer" / "icons" / name
    return str(path) if name and path.is_file() else None


def for_mac(root):
    """Return what macOS is told of the program beside name and version."""
    path = root / "installer/macos/Info.plist"
    return plistlib.loads(path.read_bytes()) if path.is_file() else {}


def trim(analysis):
    """Leave out what is never used, and the libraries nothing refers to after that."""
    for rows in (analysis.datas, analysis.binaries):
        rows[:] = [row for row in rows if _is_wanted(row[0]) and not _is_system(row[0])]
    if sys.platform.startswith("linux"):
        seen = _referred([*analysis.binaries, *analysis.datas])
        for rows in (analysis.datas, analysis.binaries):
            rows[:] = [row for row in rows if row[0] in seen]
    analysis.scripts[:] = [row for row in analysis.scripts if row[0] not in NO_HOOKS]


def _is_wanted(place):
    path = PurePosixPath(place.replace("\\", "/")).as_posix()
    if "/plugins/" in path:
        return any(re.search(f"/plugins/{pattern}", path) for pattern in PLUGINS)
    if "/Qt/translations/" in path or "PySide6/translations/" in path:
        return path.endswith(tuple(f"qtbase_{language}.qm" for language in LANGUAGES))
    if "babel/locale-data/" in path:
        return Path(path).stem in ("root", *LANGUAGES)
    if path.startswith(("lxml/isoschematron/", "lxml/includes/")):
        return False
    if ".dist-info/" in path:  # pip's own notes are of the computer it ran on
        return not path.endswith(("/RECORD", "/INSTALLER", "/REQUESTED", "/direct_url.json"))
    return "__pycache__" not in path and not path.endswith((".po", ".pyi", ".typed"))


def _is_system(place):
    name = place.rpartition("/")[2]
    return sys.platform.startswith("linux") and name.partition(".so")[0] in FROM_THE_SYSTEM


def _referred(rows):
    """Return the places of all rows without the libraries that nothing loads any more.

    What stands in a folder of its package is loaded by its name; what stands on top, or among Qt's
    libraries, is loaded because another file names it.
    """
    by_name = {}
    for row in rows:
        by_name.setdefault(row[0].rpartition("/")[2], []).append(row)
    waiting = [row for row in rows if not _is_library(row[0])]
    seen = {row[0] for row in waiting}
    while waiting:
        _, source, kind = waiting.pop()
        needed = [source.rpartition("/")[2]] if kind == "SYMLINK" else _needed(source)
        for row in (row for name in needed for row in by_name.get(name, ())):
            if row[0] not in seen:
                seen.add(row[0])
                waiting.append(row)
    return seen


def _is_library(place):
    folder, _, name = place.rpartition("/")
    if name.startswith("libpython"):  # the program file itself loads it
        return False
    return name.startswith("lib") and (not folder or folder.endswith(("Qt/lib", ".libs")))


@cache
def _needed(path):
    """Return the libraries a file asks the loader for."""
    if ".so" not in PurePosixPath(path).name:
        return ()
    read = subprocess.run(["objdump", "-p", path], capture_output=True, text=True, check=True)
    return tuple(re.findall(r"NEEDED\s+(\S+)", read.stdout))
