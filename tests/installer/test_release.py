"""What is beside a release: sums over everything, signed, and checked as a stranger would."""

import hashlib
import shutil
import subprocess

import pytest

from ctpat_desktop import RELEASED, __version__
from installer import release


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "release"
    place.mkdir()
    for name in ("ctpat-desktop_0.1.0_amd64.deb", "ctpat-desktop-0.1.0-setup.exe", "b ñ.tar.gz"):
        (place / name).write_bytes(name.encode() * 100)
    return place


def run(*words):
    return release.main([str(word) for word in words])


def test_every_file_and_the_bill_have_a_sum(folder):
    text = release.sums(folder)
    rows = dict(reversed(line.split("  ", 1)) for line in text.splitlines())
    assert rows == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.name != release.SUMS
    }
    assert release.BILL in rows
    assert release.sums(folder) == text


def test_the_usual_program_reads_the_sums(folder):
    release.sums(folder)
    done = subprocess.run(
        ["sha256sum", "-c", "--strict", release.SUMS], cwd=folder, capture_output=True, check=False
    )
    assert done.returncode == 0


def test_new_sums_take_the_old_signature_away(folder):
    (folder / release.SIGNATURE).write_text("of other sums")
    release.sums(folder)
    assert not (folder / release.SIGNATURE).exists()


@pytest.mark.parametrize("kind", ["folder", "link"])
def test_what_is_no_file_is_refused(folder, capsys, kind):
    if kind == "folder":
        (folder / "odd").mkdir()
    else:
        (folder / "odd").symlink_to(folder / "b ñ.tar.gz")
    assert run("sums", folder) == 1
    assert capsys.readouterr().err == "release: odd is no file; a release has files only.\n"


def test_a_key_in_the_source_tree_is_refused(folder, capsys):
    release.sums(folder)
    assert run("sign", folder, "--key", release.pins.ROOT / "LICENSE") == 1
    assert "keep the key outside" in capsys.readouterr().err
    assert run("sign", folder, "--key", folder / "gone") == 1


@pytest.fixture
def keys(tmp_path):
    """A throwaway pair; the releaser's own is nowhere in the source tree."""
    place = tmp_path / "keys"
    place.mkdir()
    pair = place / "a.pub", place / "a.key"
    subprocess.run(
        ["minisign", "-G", "-W", "-p", pair[0], "-s", pair[1]], check=True, capture_output=True
    )
    return pair


@pytest.mark.full
@pytest.mark.skipif(not shutil.which("minisign"), reason="minisign is not installed")
class TestSigned:
    """With minisign, on a throwaway key."""

    @pytest.fixture
    def signed(self, folder, keys):
        release.sums(folder)
        release.sign(folder, keys[1])
        return folder

    def test_what_was_signed_is_in_order_and_says_the_version(self, signed, keys, capsys):
        assert run("check", signed, "--pub", keys[0]) == 0
        assert capsys.readouterr().out == f"In order: ctpat-desktop {__version__} {RELEASED}\n"

    @pytest.mark.parametrize(
        ("hurt", "words"),
        [
            (
                lambda f: (f / "b ñ.tar.gz").write_bytes(b"x"),
                "b ñ.tar.gz is not what was released.",
            ),
            (lambda f: (f / "b ñ.tar.gz").unlink(), "b ñ.tar.gz is missing."),
            (lambda f: (f / "more.exe").write_bytes(b"x"), "more.exe is not among the sums."),
            (lambda f: (f / release.SIGNATURE).unlink(), ""),
            (lambda f: append(f / release.SUMS, "0" * 64 + "  more.exe\n"), "verification failed"),
            (lambda f: release.sums(f), ""),
        ],
    )
    def test_what_was_changed_is_said(self, signed, keys, capsys, hurt, words):
        hurt(signed)
        assert run("check", signed, "--pub", keys[0]) == 1
        error = capsys.readouterr().err
        assert words in error
        assert error.count("\n") == 1

    def test_another_key_does_not_do(self, signed, keys, tmp_path, capsys):
        other = tmp_path / "b.pub"
        subprocess.run(
            ["minisign", "-G", "-W", "-p", other, "-s", tmp_path / "b.key"],
            check=True,
            capture_output=True,
        )
        assert run("check", signed, "--pub", other) == 1


def append(path, text):
    with path.open("a") as file:
        file.write(text)


def test_no_key_is_in_the_source_tree():
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=release.pins.ROOT, capture_output=True, text=True, check=False
    )
    names = tracked.stdout.splitlines()
    assert [name for name in names if name.endswith((".key", ".pem", ".p12"))] == []
    secret = "minisign encrypted " + "secret key"
    texts = [
        release.pins.ROOT / name for name in names if name.startswith(("installer/", ".github/"))
    ]
    assert [
        path for path in texts if path.is_file() and secret in path.read_text("utf-8", "replace")
    ] == []
