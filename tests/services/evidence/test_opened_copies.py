"""Copies lent to other programs do not outlive the run that lent them."""

import os

import psutil

from ctpat_desktop.services.evidence.opened_copies import OpenedCopies, _own_name


def left(place, name):
    folder = place / name / "inner"
    folder.mkdir(parents=True)
    copy = folder / "secret.pdf"
    copy.write_bytes(b"secret")
    copy.chmod(0o400)
    return copy


def test_what_a_killed_run_left_is_removed_and_that_of_a_running_one_stays(tmp_path):
    gone = left(tmp_path, "999999999-1")
    used_again = left(tmp_path, f"{os.getpid()}-1")
    odd = left(tmp_path, "odd")
    ours = left(tmp_path, _own_name())
    parent = psutil.Process(os.getppid())
    other = left(tmp_path, f"{parent.pid}-{int(parent.create_time())}")
    OpenedCopies(tmp_path).sweep()
    assert [copy.exists() for copy in (gone, used_again, odd, ours, other)] == [
        *(False, False, False),
        *(True, True),
    ]


def test_a_folder_that_leads_elsewhere_is_left_alone(tmp_path):
    elsewhere = left(tmp_path / "elsewhere", "own")
    (tmp_path / "opened").mkdir()
    (tmp_path / "opened" / "1-1").symlink_to(elsewhere.parent.parent)
    before = elsewhere.parent.parent.stat().st_mode
    OpenedCopies(tmp_path / "opened").sweep()
    assert elsewhere.exists()
    assert elsewhere.parent.parent.stat().st_mode == before
