"""A shared folder and what sync programs, people and drives do to it."""

import errno
import os
import resource
import shutil
import signal

import pytest

from ctpat_desktop.exchange.team import folder as folders
from ctpat_desktop.exchange.team.folder import Folder
from ctpat_desktop.exchange.team.folder_names import read_name
from ctpat_desktop.exchange.team.places import CHANGE, PlaceProblem, Slot
from ctpat_desktop.exchange.team.troubles import Kind
from tests.exchange.team.building import path_of, team_of_three

TEAM, DEVICE = "a" * 32, "b" * 32


@pytest.fixture
def place(tmp_path):
    return Folder(tmp_path / "shared", TEAM)


@pytest.fixture(autouse=True)
def shared(tmp_path):
    (tmp_path / "shared").mkdir()


def slots(*numbers):
    return [Slot(CHANGE, DEVICE, number) for number in numbers]


def put(place, *numbers, data=b"sealed"):
    return place.put([(slot, data) for slot in slots(*numbers)])


def numbers(place, after=0):
    return [row.slot.number for row in place.listing(CHANGE, {DEVICE: after}).rows]


def test_what_is_put_is_listed_and_read(place):
    assert put(place, 1, 2, 999, 1000, 12_345_678) == []
    assert numbers(place) == [1, 2, 999, 1000, 12_345_678]
    assert numbers(place, 999) == [1000, 12_345_678]
    assert list(place.read(slots(2, 3))) == [(slots(2)[0], [b"sealed"])]
    assert place.keys(CHANGE) == [DEVICE]
    assert not [path for path in place.root.rglob("*") if path.name.startswith(".")]


def test_nothing_is_replaced(place):
    put(place, 1)
    assert put(place, 1, 2, data=b"other") == slots(1)
    assert dict(place.read(slots(1, 2)))[slots(1)[0]] == [b"sealed"]
    assert place.put([(slots(1)[0], b"good")], again=True) == []
    assert dict(place.read(slots(1)))[slots(1)[0]] == [b"sealed", b"good"]
    assert place.listing(CHANGE, {DEVICE: 0}).troubles == []  # no copy of a sync program


NAME = f"{DEVICE}-00000007"


@pytest.mark.parametrize(
    "name",
    [
        f"{NAME} (1).ctpc",
        f"{NAME} - Copy.ctpc",
        f"{NAME} - Copy (2).ctpc",
        f"Copy of {NAME}.ctpc",
        f"{NAME}-ANNS-LAPTOP.ctpc",
        f"{NAME} (Ann's conflicted copy 2026-12-01).ctpc",
        f"{NAME} (conflicted copy 2026-12-01 101010).ctpc",
        f"{NAME}.sync-conflict-20261201-101010-ABCDEFG.ctpc",
        f"{NAME}-conflict-20261201-101010.ctpc",
        f"{NAME} 2.ctpc",
        f"{NAME}.ctpc (1)",
        f"{NAME}.CTPC.bak",
        f"{NAME.upper()} (1).CTPC",
    ],
)
def test_a_conflict_copy_is_read_like_the_file(place, name):
    assert read_name(name, CHANGE) == (Slot(CHANGE, DEVICE, 7), Kind.CONFLICT_COPY)
    put(place, 6)
    path = place.root / "changes" / DEVICE / "0000" / name
    path.write_bytes(b"copy")
    listing = place.listing(CHANGE, {DEVICE: 6})
    assert [row.slot.number for row in listing.rows] == [7]
    assert [row.kind for row in listing.troubles] == [Kind.CONFLICT_COPY]
    assert listing.troubles[0].is_harmless
    for fresh in (place, Folder(place.shared, TEAM)):
        assert list(fresh.read(slots(7))) == [(slots(7)[0], [b"copy"])]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        (f".{NAME}.ctpc.icloud", Kind.UNFINISHED),
        (f"{NAME}.ctpc.tmp", Kind.UNFINISHED),
        (f"~${NAME}.ctpc", Kind.UNFINISHED),
        (f".{NAME}.ctpc.1a2b3c4d.part", Kind.UNFINISHED),
        (f"{NAME}.ctpc.crdownload", Kind.UNFINISHED),
        ("holiday.jpg", Kind.FOREIGN),
        (f"{NAME}.docx", Kind.FOREIGN),
        ("~$report.docx", Kind.FOREIGN),
        ("desktop.ini", None),
        ("Thumbs.db", None),
        (".DS_Store", None),
    ],
)
def test_what_is_not_a_change_file_is_named_and_left(place, name, kind):
    put(place, 1)
    path = place.root / "changes" / DEVICE / "0000" / name
    path.write_bytes(b"data")
    listing = place.listing(CHANGE, {DEVICE: 0})
    assert [row.slot.number for row in listing.rows] == [1]
    assert [row.kind for row in listing.troubles] == ([kind] if kind else [])
    put(place, 2)
    assert path.read_bytes() == b"data"


def test_an_empty_file_is_not_finished(place):
    put(place, 1)
    (place.root / "changes" / DEVICE / "0000" / f"{NAME}.ctpc").touch()
    listing = place.listing(CHANGE, {DEVICE: 0})
    assert [(row.kind, row.number) for row in listing.troubles] == [(Kind.UNFINISHED, 7)]
    assert numbers(place) == [1]


def test_upper_and_lower_case_do_not_matter(place):
    put(place, 1, 1001)
    folder = place.root / "changes" / DEVICE
    path = folder / "0000" / f"{DEVICE}-00000001.ctpc"
    path.rename(path.with_name(path.name.upper()))
    folder.rename(folder.with_name(DEVICE.upper()))
    again = Folder(place.shared, TEAM)
    assert again.keys(CHANGE) == [DEVICE]
    assert numbers(again) == [1, 1001]
    assert list(again.read(slots(1))) == [(slots(1)[0], [b"sealed"])]


def test_a_folder_that_was_copied_by_a_sync_program_is_looked_into(place):
    put(place, 1)
    folder = place.root / "changes" / DEVICE
    (folder / "0000 (1)").mkdir()
    (folder / "0000 (1)" / f"{DEVICE}-00000002.ctpc").write_bytes(b"two")
    assert numbers(place) == [1, 2]
    assert list(place.read(slots(2))) == [(slots(2)[0], [b"two"])]


def test_a_stick_that_is_pulled_is_said_in_one_line(place):
    put(place, 1)
    shutil.rmtree(place.shared)
    for job in (
        lambda: put(place, 2),
        lambda: place.keys(CHANGE),
        lambda: place.listing(CHANGE, {DEVICE: 0}),
        lambda: list(place.read(slots(1))),
    ):
        with pytest.raises(PlaceProblem, match="is not there") as caught:
            job()
        assert "\n" not in caught.value.line()
        assert "safe on this computer" in caught.value.hint
    assert not place.shared.exists()


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EROFS, "can only be read"),
        (errno.EACCES, "access to it is denied"),
        (errno.EIO, "does not answer"),
    ],
)
def test_a_write_that_fails_leaves_nothing_half(place, monkeypatch, number, words):
    put(place, 1)
    before = sorted(place.root.rglob("*"))

    def fails(_path):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(folders, "sync_content", fails)
    with pytest.raises(PlaceProblem, match=words):
        put(place, 2)
    assert sorted(place.root.rglob("*")) == before


def elsewhere(job):
    """Return what a job says in a process of its own, as a person without rights."""
    reader, writer = os.pipe()
    if os.fork() == 0:
        try:
            job()
        except PlaceProblem as problem:
            os.write(writer, problem.line().encode())
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        words = pipe.read()
    os.wait()
    return words


def test_a_file_that_may_not_grow_is_said(place):
    put(place, 1)

    def job():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))
        put(place, 2, data=b"x" * 5_000)

    assert "larger than it allows" in elsewhere(job)
    assert numbers(place) == [1]
    assert len(list((place.root / "changes" / DEVICE / "0000").iterdir())) == 1


def test_a_folder_that_others_closed_is_said(place):
    put(place, 1)
    folder = place.root / "changes" / DEVICE / "0000"
    folder.chmod(0o500)
    for path in (folder, *folder.parents[:8]):
        if path.stat().st_uid == os.getuid() and path != folder and "pt-" in str(path):
            path.chmod(0o755)

    def job():
        if os.geteuid() == 0:
            os.setuid(65534)
        put(place, 2)

    assert "access to it is denied" in elsewhere(job)
    folder.chmod(0o700)


def test_a_file_has_its_name_only_once_it_is_whole(place, monkeypatch):
    put(place, 1)
    seen = []

    def look(path):
        listing = place.listing(CHANGE, {DEVICE: 0})
        seen.append(([row.slot.number for row in listing.rows], path.read_bytes()))
        seen.append([row.kind for row in listing.troubles])

    monkeypatch.setattr(folders, "sync_content", look)
    put(place, 2)
    assert seen == [([1], b"sealed"), [Kind.UNFINISHED]]
    assert numbers(place) == [1, 2]


def test_who_may_only_read_still_fetches(place, monkeypatch):
    ann, bob, _ = team_of_three(place)
    ann.write(b"news")
    ann.round()
    bob.write(b"mine")

    def refused(*_arguments, **_more):
        raise OSError(errno.EROFS, "Read-only file system")

    with monkeypatch.context() as patch:
        patch.setattr(folders.Path, "write_bytes", refused)
        made = bob.round()
    assert "can only be read" in made.problem.line()
    assert [file.body for file in made.ready] == [b"news"]
    assert bob.round().pushed == 1
    assert [file.body for file in ann.round().ready] == [b"mine"]


def test_reading_changes_nothing(place):
    ann, bob, _ = team_of_three(place)
    ann.write(b"one")
    ann.round()
    path_of(ann, 1).with_name(f"{path_of(ann, 1).stem} (1).ctpc").write_bytes(b"half")

    def state():
        return {path: path.stat().st_mtime_ns for path in place.shared.rglob("*")}

    before = state()
    bob.round()
    assert state() == before


def test_thousands_of_files_are_listed_from_the_newest_folder_alone(place, monkeypatch):
    for number in (1, 1500, 2500, 3500):
        put(place, number)
    looked = []
    entries = Folder._entries
    monkeypatch.setattr(
        Folder, "_entries", staticmethod(lambda path: looked.append(path) or entries(path))
    )
    assert numbers(place, 3400) == [3500]
    assert [path.name for path in looked] == [DEVICE, "0003"]


def test_what_a_killed_process_left_is_removed_by_its_own_device_after_an_hour(place):
    put(place, 1)
    folder = place.root / "changes" / DEVICE / "0000"
    names = [f".{DEVICE}-00000002.ctpc.1a2b3c4d.part", f".{DEVICE}-00000003.ctpc.1a2b3c4d.part"]
    for name in (*names, f".{'c' * 32}-00000002.ctpc.1a2b3c4d.part"):
        (folder / name).write_bytes(b"half")
        os.utime(folder / name, (0, 0))
    os.utime(folder / names[1])
    put(Folder(place.shared, TEAM), 4)
    left = sorted(path.name for path in folder.glob(".*"))
    assert left == sorted([names[1], f".{'c' * 32}-00000002.ctpc.1a2b3c4d.part"])
