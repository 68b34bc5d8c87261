"""The installer for Windows compiles over a stub; under wine it installs, upgrades and removes.

What it removes is what it packed: a workspace somebody saved among the program's files stays.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ctpat_desktop import __version__
from installer import pins
from installer.windows import file_list

SCRIPT = pins.ROOT / "installer" / "windows" / "ctpat-desktop.nsi"
TEXT = SCRIPT.read_text(encoding="utf-8")
WINE = shutil.which("wine64") or "/usr/lib/wine/wine64"


def stub(folder):
    """Lay the folder that PyInstaller makes, in small."""
    for name in ("ctpat-desktop.exe", "_internal/a.txt", "_internal/sub/b.txt", "ñ dir/c d.txt"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return folder


def compiled(place, source):
    """Compile and return the setup program; every warning is an error."""
    files, setup = place / "files.nsh", place / f"ctpat-desktop-{__version__}-setup.exe"
    listing = pins.ROOT / "installer" / "windows" / "file_list.py"
    subprocess.run([sys.executable, listing, source, files], check=True)
    named = {"VERSION": __version__, "SOURCE": source, "FILES": files, "OUTPUT": setup}
    words = [f"-D{name}={value}" for name, value in named.items()]
    done = subprocess.run(
        ["makensis", "-V2", "-WX", *words, SCRIPT], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return setup


def test_the_uninstaller_names_every_packed_file_and_no_more(tmp_path):
    lines = file_list.lines(stub(tmp_path / "src"))
    assert lines == [
        'Delete "$INSTDIR\\_internal\\a.txt"',
        'Delete "$INSTDIR\\_internal\\sub\\b.txt"',
        'Delete "$INSTDIR\\ctpat-desktop.exe"',
        'Delete "$INSTDIR\\ñ dir\\c d.txt"',
        'RMDir "$INSTDIR\\ñ dir"',
        'RMDir "$INSTDIR\\_internal\\sub"',
        'RMDir "$INSTDIR\\_internal"',
    ]


@pytest.mark.parametrize("name", ["$WINDIR", 'a"b', "a`b"])
def test_a_name_that_would_end_the_string_is_refused(tmp_path, name):
    (tmp_path / name).write_text("x")
    with pytest.raises(SystemExit, match="cannot write"):
        file_list.lines(tmp_path)


def test_nothing_in_it_needs_an_administrator_or_removes_more_than_it_packed():
    code = "\n".join(line for line in TEXT.splitlines() if not line.lstrip().startswith(";"))
    assert "RequestExecutionLevel user" in code
    assert "Target amd64-unicode" in code
    assert not re.search(r"\bHKLM\b|\bHKCR\b|SHCTX|SetShellVarContext all|PROGRAMFILES", code)
    assert not re.search(r"(?i)RMDir\s+/r|/REBOOTOK|Delete\s+.*\*", code)
    assert "://" not in code


def test_it_is_the_programs_own_ending():
    from ctpat_desktop.ui.frame.opening import FILES

    assert "*.ctpat" in FILES
    assert r"${CLASSES}\.ctpat" in TEXT


@pytest.fixture(scope="module")
def setup(tmp_path_factory):
    """The setup program of the stub."""
    place = tmp_path_factory.mktemp("nsis")
    return compiled(place, stub(place / "src"))


@pytest.mark.full
@pytest.mark.skipif(not shutil.which("makensis"), reason="not checked: makensis is not installed")
class TestCompiled:
    """With the compiler; and with wine where there is one."""

    def test_it_is_a_program_for_64_bits(self, setup):
        data = setup.read_bytes()
        start = int.from_bytes(data[0x3C:0x40], "little")
        assert data[start : start + 4] == b"PE\0\0"
        assert int.from_bytes(data[start + 4 : start + 6], "little") == 0x8664

    def test_a_missing_definition_is_said(self, tmp_path):
        done = subprocess.run(
            ["makensis", "-V2", SCRIPT], capture_output=True, text=True, check=False
        )
        assert done.returncode != 0
        assert "say -DVERSION" in done.stdout + done.stderr

    @pytest.mark.skipif(not Path(WINE).exists(), reason="not checked: there is no 64-bit wine")
    def test_it_installs_upgrades_and_leaves_workspaces(self, setup, tmp_path):
        wine = Wine(tmp_path / "wine")
        try:
            there_and_back(wine, setup, tmp_path)
        finally:
            wine.end()


class Wine:
    """A Windows of its own, as far as wine is one."""

    def __init__(self, prefix):
        self.prefix = prefix
        self.environment = os.environ | {
            "WINEPREFIX": str(prefix),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree=;mshtml=",
            "DISPLAY": "",
        }
        self.run("wineboot", "-i")

    def run(self, *words):
        return subprocess.run(
            [WINE, *words],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=150,
            check=False,
        )

    def value(self, key):
        done = self.run("reg", "query", rf"HKCU\Software\{key}", "/ve")
        return done.stdout.split("REG_SZ")[-1].strip() if done.returncode == 0 else None

    def end(self):
        server = shutil.which("wineserver") or "/usr/lib/wine/wineserver64"
        subprocess.run(
            [server, "-k"], env=self.environment, capture_output=True, timeout=60, check=False
        )


def there_and_back(wine, setup, tmp_path):
    assert wine.run(setup, "/S").returncode == 0
    (program,) = wine.prefix.rglob("Programs/CTPAT Desktop/ctpat-desktop.exe")
    place = program.parent
    packed = {path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file()}
    assert packed == {
        *("ctpat-desktop.exe", "_internal/a.txt", "_internal/sub/b.txt"),
        "ñ dir/c d.txt",
        "uninstall.exe",
    }
    assert wine.value(r"Classes\.ctpat") == "CTPATDesktop.Workspace"
    command = wine.value(r"Classes\CTPATDesktop.Workspace\shell\open\command")
    assert command.endswith('\\CTPAT Desktop\\ctpat-desktop.exe" "%1"')
    assert len(list(wine.prefix.rglob("CTPAT Desktop.lnk"))) == 1

    (place / "My profile.ctpat").write_text("mine")
    (place / "_internal" / "notes.txt").write_text("mine")
    newer = stub(tmp_path / "newer")
    (newer / "_internal" / "a.txt").unlink()
    (tmp_path / "out").mkdir()
    assert wine.run(compiled(tmp_path / "out", newer), "/S").returncode == 0
    assert not (place / "_internal" / "a.txt").exists()
    assert (place / "My profile.ctpat").read_text() == "mine"

    wine.run(
        place / "uninstall.exe", "/S", "_?=" + wine.run("winepath", "-w", place).stdout.strip()
    )
    left = sorted(path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file())
    assert [name for name in left if name != "uninstall.exe"] == [
        "My profile.ctpat",
        "_internal/notes.txt",
    ]
    assert wine.value(r"Classes\.ctpat") is None
    assert list(wine.prefix.rglob("CTPAT Desktop.lnk")) == []
