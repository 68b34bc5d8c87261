"""The folder of the program and the archive of it: what it does, and what is in it."""

import json
import os
import re
import shutil
import subprocess
import tarfile

import pytest

from ctpat_desktop.exchange.child_process import CHILD_WORD
from ctpat_desktop.workspace import schema
from tests.documents.signing.building import packet
from tests.documents.signing.certificates import SECRET, Wanted, p12
from tests.hands.screen import screen
from tests.package.conftest import MADE, ROOT
from tests.package.screens import photographed, windows
from tests.package.trees import until
from tests.workspace.desktop import Session

pytestmark = pytest.mark.package
SCHEMAS = ROOT / "tests/data/schemas"
PERSON = 65534
"""Somebody who owns nothing here."""
LARGEST_MB = {"deb": 90, "folder": 260}
SYSTEM = re.compile(r"(ld-linux.*|lib(c|m|dl|rt|pthread|resolv|gthread-2\.0|EGL|GL))\.so\.\d+")
"""What is there wherever libc6, libglib2.0-0, libegl1 and libgl1 are."""


@pytest.fixture
def run(program, tmp_path):
    """Run the packaged program with settings of its own."""

    def call(*words, **more):
        surroundings = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LANG": "C.UTF-8"}
        surroundings |= {"QT_QPA_PLATFORM": "offscreen"} | more
        command = [str(word) for word in (program, *words)]
        return subprocess.run(
            command, env=surroundings, capture_output=True, text=True, timeout=600, check=False
        )

    return call


def test_the_whole_main_job_runs(run, tmp_path):
    done = run("demo", "--to", tmp_path / "demo")
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "demo").rglob("*.pdf"))) > 5


def test_a_packet_is_signed_and_verified(run, tmp_path):
    (tmp_path / "mou.pdf").write_bytes(packet())
    (tmp_path / "officer.p12").write_bytes(p12(Wanted("José Peña")))
    (tmp_path / "secret.txt").write_text(f"{SECRET}\n")
    assert run("new", tmp_path / "w.ctpat", "--no-passphrase", "--sample", "importer").stderr == ""
    words = [f"--{name}={tmp_path / file}" for name, file in SIGNING.items()]
    done = run("packet", "sign", tmp_path / "w.ctpat", *words)
    assert (done.returncode, done.stderr) == (0, "")
    done = run("packet", "verify", tmp_path / "signed.pdf", "--json")
    read = json.loads(done.stdout)
    assert (done.returncode, read["valid"]) == (0, True)
    assert [signer["name"] for signer in read["signers"]] == ["José Peña"]


SIGNING = {
    "pdf": "mou.pdf",
    "p12": "officer.p12",
    "to": "signed.pdf",
    "p12-passphrase-file": "secret.txt",
}


@pytest.mark.parametrize("version", range(1, schema.VERSION))
def test_a_file_of_an_earlier_version_is_brought_up(run, tmp_path, version):
    path = shutil.copy(SCHEMAS / f"schema-{version}-plain.ctpat", tmp_path / "old.ctpat")
    (tmp_path / "words.txt").write_text("Written by the package.")
    words = ("--status", "in_place", "--text-file", tmp_path / "words.txt")
    done = run("answer", path, "1.1", *words)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    assert run("verify", path).returncode == 0


def test_the_keyring_keeps_a_key(program, tmp_path):
    session = Session(tmp_path)
    lines = "printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1\n"
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", f'{lines}exec "$0" --self-test', str(program)],
        env=session.environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert "ok           Keyring: a key was kept, read and forgotten" in done.stdout, done.stdout
    assert "15 in order, 0 failed, 0 not checked." in done.stdout


def test_programs_it_starts_do_not_find_its_libraries(program, tmp_path):
    """The reader of files is the first program of all that it starts; `strace` shows with what."""
    plain = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LD_LIBRARY_PATH": "/theirs"}
    (tmp_path / "partners.csv").write_text("Name\nHarbor Lights\n")
    quiet = {"check": True, "env": plain, "stdout": subprocess.DEVNULL}
    file = tmp_path / "w.ctpat"
    subprocess.run([program, "new", file, "--sample", "importer", "--no-passphrase"], **quiet)
    watched = ["strace", "-f", "-v", "-s", "4096", "-e", "trace=execve", "-o", tmp_path / "trace"]
    words = ["import", "partners", file, tmp_path / "partners.csv", "--dry-run"]
    subprocess.run([*watched, program, *words], **quiet)
    lines = (tmp_path / "trace").read_text().splitlines()
    started = [line for line in lines if CHILD_WORD in line and "execve(" in line]
    assert '"LD_LIBRARY_PATH=/theirs"' in started[0]
    assert str(program.parent) in started[1].partition("LD_LIBRARY_PATH=")[2]


def test_what_it_needs_of_the_system_is_what_the_package_depends_on(program):
    depends = (ROOT / "installer/linux/depends.txt").read_text(encoding="utf-8")
    named = set(re.findall(r"(?m)^[^ \n]+|(?<=\| )\S+", depends))
    elf = [path for path in program.parent.rglob("*") if is_elf(path)]
    inside = {path.name for path in program.parent.rglob("*")}
    missing = {}
    for path in elf:
        for name in set(needed(path)) - inside:
            if not SYSTEM.fullmatch(name) and not owners(name) & (named | {"libcups2"}):
                missing.setdefault(name, path.name)
    assert len(elf) > 150
    assert missing == {}


def is_elf(path):
    if not path.is_file() or path.is_symlink():
        return False
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def needed(path):
    done = subprocess.run(["objdump", "-p", path], capture_output=True, text=True, check=True)
    return re.findall(r"NEEDED\s+(\S+)", done.stdout)


def owners(name):
    done = subprocess.run(["dpkg", "-S", name], capture_output=True, text=True, check=False)
    return {line.partition(":")[0] for line in done.stdout.splitlines()}


def test_it_is_as_small_as_wanted(program, deb):
    folder = sum(path.lstat().st_size for path in program.parent.rglob("*") if path.is_file())
    assert deb.stat().st_size < LARGEST_MB["deb"] * 10**6
    assert folder < LARGEST_MB["folder"] * 10**6


def test_nothing_in_it_names_the_computer_it_was_made_on(program):
    ours = program.parent / "_internal/ctpat_desktop"
    named = [path for path in ours.rglob("*.pyc") if str(ROOT).encode() in path.read_bytes()]
    assert named == []
    assert len(list(ours.rglob("*.pyc"))) > 400


@pytest.mark.parametrize(
    "command",
    [
        ("appstreamcli", "validate", "--no-net", "metainfo/ctpat-desktop.metainfo.xml"),
        ("desktop-file-validate", "applications/ctpat-desktop.desktop"),
        ("man", "--warnings", "-l", "man/man1/ctpat-desktop.1"),
    ],
    ids=lambda command: command[0],
)
def test_what_desktops_read_is_valid(command):
    done = subprocess.run(command, cwd=MADE / "share", capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_debian_finds_nothing_that_is_not_explained(deb):
    done = subprocess.run(["lintian", str(deb)], capture_output=True, text=True, check=False)
    assert [line for line in done.stdout.splitlines() if line[:2] != "N:"] == []


@pytest.fixture
def unpacked(archive, tmp_path):
    """The archive in a folder of strange letters below one nobody may write to; then the home."""
    above = tmp_path / "Größe & Maß"
    place = above / "进口 Importación (2)"
    place.mkdir(parents=True)
    with tarfile.open(archive) as packed:
        packed.extractall(place, filter="data")
    home = tmp_path / "home of somebody"
    home.mkdir()
    os.chown(home, PERSON, PERSON)
    for folder in tmp_path.parents:
        if not folder.stat().st_mode & 0o001:
            folder.chmod(folder.stat().st_mode | 0o011)
    for folder in (tmp_path, above, place):
        folder.chmod(0o555)
    (folder,) = place.iterdir()
    yield folder, home
    for path in (tmp_path, above, place):
        path.chmod(0o755)


@pytest.fixture
def somebody(unpacked):
    """Run a command as an ordinary user who owns nothing but a home."""
    _, home = unpacked
    plain = {"HOME": str(home), "PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8"}

    def call(*words, check=True, **more):
        done = subprocess.run(
            [str(word) for word in words],
            user=PERSON,
            group=PERSON,
            extra_groups=[],
            cwd="/",
            env=plain | more,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        assert not check or done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr}"
        return done

    return call


def test_the_archive_runs_for_an_ordinary_user(unpacked, somebody):
    folder, _ = unpacked
    done = somebody(folder / "ctpat-desktop", "--self-test", TMPDIR="/tmp")
    assert " 0 failed" in done.stdout


def test_somebody_has_it_in_the_menu_and_takes_it_out(unpacked, somebody, pictures):
    folder, home = unpacked
    script, workspace = folder / "install-for-me.sh", home / "my profile.ctpat"
    somebody(folder / "ctpat-desktop", "new", workspace, "--sample", "importer", "--no-passphrase")
    somebody(script)
    entry = home / ".local/share/applications/ctpat-desktop.desktop"
    somebody("desktop-file-validate", entry)
    kind = somebody("gio", "mime", "application/x-ctpat-workspace")
    assert "ctpat-desktop.desktop" in kind.stdout.splitlines()[0]
    assert len(list((home / ".local/share/icons/hicolor").rglob("ctpat-desktop.*"))) == 9
    with screen() as environment:
        command = f"exec gio launch '{entry}' '{workspace}'"
        started = subprocess.Popen(
            ["sh", "-c", command],
            user=PERSON,
            env={"HOME": str(home), "PATH": "/usr/bin:/bin", "DISPLAY": environment["DISPLAY"]},
        )
        until(lambda: windows(environment, "Harborline"), "the window")
        photographed(environment, pictures / "archive.png")
    started.wait(30)
    somebody(script, "--uninstall")
    left = [path.name for path in (home / ".local").rglob("*ctpat*")]
    assert left == []
    assert workspace.stat().st_size > 10**6
    assert (folder / "ctpat-desktop").exists()
