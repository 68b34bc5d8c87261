"""The package in bare Debian systems: installed, checked, opened, upgraded, removed."""

import hashlib
import re
import shutil
import subprocess

import pytest

from tests.hands.screen import screen
from tests.package.screens import classes, end, photographed, windows
from tests.package.trees import Tree, until

pytestmark = pytest.mark.package
DESKTOP = ("desktop-file-utils", "libglib2.0-bin", "shared-mime-info", "xdg-utils")
"""What every desktop has that opens a file for its icon."""
FILE = "Häfen & Söhne 深圳.ctpat"


@pytest.fixture(scope="module")
def display():
    """A screen of its own."""
    with screen() as environment:
        yield environment


@pytest.fixture(scope="module", params=["bookworm", "trixie"])
def system(request, tmp_path_factory):
    """A bare system of a suite; the tests below follow one another in it."""
    tree = Tree(request.param, tmp_path_factory.mktemp(request.param))
    tree.suite = request.param
    yield tree
    tree.close()


@pytest.fixture(scope="module")
def older(deb, tmp_path_factory):
    """The package as an earlier version of it."""
    folder = tmp_path_factory.mktemp("older")
    subprocess.run(["dpkg-deb", "--raw-extract", deb, folder / "all"], check=True)
    control = folder / "all/DEBIAN/control"
    text, count = re.subn("(?m)^Version: .*", "Version: 0.0.1", control.read_text())
    assert count == 1
    control.write_text(text)
    (folder / "all/usr/lib/ctpat-desktop/_internal/of-the-older.txt").touch()
    command = ["dpkg-deb", "-Zgzip", "-z1", "--root-owner-group", "--build", folder / "all"]
    subprocess.run([*command, folder / "older.deb"], check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(folder / "all")
    return folder / "older.deb"


@pytest.fixture(scope="module")
def installed(system, older):
    """The system with the older version in it, and a file of the person."""
    shutil.copy(older, system.path("/tmp/older.deb"))
    system.install("/tmp/older.deb")
    workspace = f"{system.home}/{FILE}"
    system.person("ctpat-desktop", "new", workspace, "--sample", "importer", "--no-passphrase")
    return system, workspace


def sha(system, inside):
    return hashlib.sha256(system.path(inside).read_bytes()).hexdigest()


def test_1_an_older_version_installs_with_nothing_but_what_it_depends_on(installed):
    system, _ = installed
    assert "Version: 0.0.1" in system.run("dpkg", "--status", "ctpat-desktop").stdout
    recommended = system.run("dpkg", "--status", "xdg-utils", check=False)
    assert recommended.returncode != 0


def test_2_an_upgrade_leaves_the_workspace_and_nothing_of_the_older_version(installed, deb):
    system, workspace = installed
    before = sha(system, workspace)
    shutil.copy(deb, system.path("/tmp/newer.deb"))
    system.install("/tmp/newer.deb")
    version = deb.name.split("_")[1]
    assert f"Version: {version}" in system.run("dpkg", "--status", "ctpat-desktop").stdout
    assert not system.path("/usr/lib/ctpat-desktop/_internal/of-the-older.txt").exists()
    assert sha(system, workspace) == before
    assert system.person("ctpat-desktop", "verify", workspace).returncode == 0
    assert system.run("dpkg", "--verify", "ctpat-desktop").stdout == ""


def test_3_every_part_of_the_self_test_is_in_order(installed):
    system, _ = installed
    done = system.person("ctpat-desktop", "--self-test")
    assert " 0 failed" in done.stdout
    assert done.stdout.count("\nok ") >= 14, done.stdout


def test_4_the_window_opens_the_file_named(installed, display, pictures):
    system, workspace = installed
    shown = {name: display[name] for name in ("DISPLAY",)}
    program = system.start("ctpat-desktop", workspace, **shown)
    try:
        (window, *_) = until(lambda: windows(display, "Harborline"), "the window")
        photographed(display, pictures / f"{system.suite}.png")
        assert "ctpat-desktop" in classes(display, window)
    finally:
        program.terminate()
        said = program.communicate(timeout=30)[1]
    assert "error" not in said.lower(), said


def test_5_opening_the_file_from_a_desktop_starts_the_program(installed, display, pictures):
    system, workspace = installed
    system.install(*DESKTOP)
    kind = system.person("xdg-mime", "query", "default", "application/x-ctpat-workspace")
    assert kind.stdout.strip() == "ctpat-desktop.desktop"
    kind = system.person("gio", "info", "-a", "standard::content-type", workspace)
    assert "application/x-ctpat-workspace" in kind.stdout
    shown = {"DISPLAY": display["DISPLAY"], "XDG_CURRENT_DESKTOP": "GNOME"}
    system.start("xdg-open", workspace, quiet=True, **shown)
    (window, *_) = until(lambda: windows(display, "Harborline"), "the window")
    end(display, window)


def test_6_a_second_window_asks_before_it_reads_only(installed, display, pictures):
    system, workspace = installed
    shown = {"DISPLAY": display["DISPLAY"]}
    first = system.start("ctpat-desktop", workspace, **shown)
    until(lambda: windows(display, "Harborline"), "the first window")
    second = system.start("ctpat-desktop", workspace, **shown)
    try:
        until(lambda: windows(display, "Open already"), "the question")
        photographed(display, pictures / f"{system.suite}-second.png")
    finally:
        for program in (second, first):
            program.terminate()
            program.communicate(timeout=30)


def test_7_removing_it_leaves_files_and_settings(installed):
    system, workspace = installed
    before = sha(system, workspace)
    settings = system.path(f"{system.home}/.config/ctpat-desktop")
    assert settings.is_dir()
    system.run("apt-get", "purge", "-qq", "--yes", "ctpat-desktop")
    assert not system.path("/usr/lib/ctpat-desktop").exists()
    assert not system.path("/usr/bin/ctpat-desktop").is_symlink()
    assert sha(system, workspace) == before
    assert settings.is_dir()
    kind = system.person("xdg-mime", "query", "default", "application/x-ctpat-workspace")
    assert kind.stdout.strip() == ""
