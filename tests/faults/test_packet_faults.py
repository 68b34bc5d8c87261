"""Issuing and recording when the program is killed, the disk is full, or nothing may be written.

Whatever happens, a packet or a signature is there whole or not at all, and one line says why.
"""

import json
import random
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.packets import (
    certificate_signature,
    issuing,
    record_signature,
    signing,
    store,
)
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.workspace.repair import health
from tests.documents.signing.certificates import DAY, SECRET, Wanted, p12
from tests.faults.test_full_disk import failed, run
from tests.faults.write_matrix import FATAL, MODES, Case, by_lot
from tests.services.packets.test_packets import one_page
from tests.services.trade.trading import TODAY
from tests.workspace.walking import everything

ROOT = Path(__file__).resolve().parents[2]
ACTIONS = ("issue a packet", "record a scan", "record a certificate")


@pytest.fixture(scope="module")
def counted():
    """The counts of twenty failed or killed writes, drawn by lot from these actions alone."""
    command = [sys.executable, "-m", "tests.faults.write_matrix", "--most", "20", "--json"]
    command += ["--operations", *ACTIONS]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    return json.loads(done.stdout)


def test_every_action_was_hit_and_killed(counted):
    assert all(counted[f"cases of: {name}"] >= len(MODES) for name in ACTIONS)
    assert counted["cases with: killed"] >= len(ACTIONS)
    assert counted["said it failed"] > 0


def test_the_lot_takes_each_mode_of_each_action_before_a_second_one():
    every = [Case(name, "write", n, mode=mode) for name in "ab" for mode in MODES for n in range(9)]
    every += [Case("a", "fsync", n, mode="once") for n in range(900)]
    taken = by_lot(every, 8, random.Random(1))
    assert {(case.operation, case.mode) for case in taken} == {
        (name, mode) for name in "ab" for mode in MODES
    }
    assert len(by_lot(every, 10, random.Random(1))) == 10


@pytest.mark.parametrize("kind", FATAL)
def test_nothing_went_wrong(counted, kind):
    assert counted[kind] == 0, counted["troubles"]


@pytest.fixture
def waiting(sample):
    """The sample with this year's packet issued; its file and the packet's id."""
    with closing(workspaces.open_file(sample)) as opened:
        return sample, issuing.issue(Scope.of(opened, companies.choose(opened), TODAY))


def all_of(path):
    """Every record, and the file behind each packet, of a file in order."""
    assert health.verify(path, None) == ()
    with closing(workspaces.open_file(path)) as opened:
        packets = store.every(Scope.of(opened, companies.choose(opened), TODAY))
        files = [store.current_pdf(opened, row.id) for row in packets if row.sha256]
        return everything(opened), files


@pytest.mark.parametrize("limit", [0, 2000, 60_000])
def test_a_full_disk_while_issuing(sample, limit):
    before, out = all_of(sample), sample.with_name("m.pdf")
    failed(run(limit, "packet", "mou", sample, "--to", out))
    assert all_of(sample) == before
    assert [path.name for path in sample.parent.iterdir()] == ["sample.ctpat"]


def test_a_full_disk_for_the_file_only_leaves_a_packet_that_can_be_written_again(sample):
    out = sample.with_name("no") / "m.pdf"
    failed(run(10**9, "packet", "mou", sample, "--to", out))
    before = all_of(sample)
    out = sample.with_name("m.pdf")
    done = run(10**9, "packet", "mou", sample, "--to", out)
    assert done.returncode in (0, 1), done
    assert all_of(sample) == before
    assert out.read_bytes() in before[1]


@pytest.mark.parametrize("limit", [0, 2000, 60_000])
def test_a_full_disk_while_recording_a_scan(waiting, limit, tmp_path):
    path, packet = waiting
    scan = tmp_path / "scan"
    scan.mkdir()
    with closing(workspaces.open_file(path)) as opened:
        (scan / "s.pdf").write_bytes(store.issued(opened, packet).pdf)
    before = all_of(path)
    line = failed(
        run(
            limit, "packet", "match", path, "--scan", scan / "s.pdf", "--record", "--although-empty"
        )
    )
    assert line.count("\n") == 0
    assert all_of(path) == before


def certificate_signed(pdf):
    wanted = Wanted("Dolores Reyes", start=signing.now() - DAY, end=signing.now() + DAY)
    certificate = signing.certificate_of(p12(wanted), SECRET)
    return signing.sign(pdf, certificate, signing.SigningOptions(reason="MOU")).pdf


@pytest.mark.parametrize("action", ["issue", "withdraw", "scan", "certificate"])
def test_a_file_open_to_read_only(waiting, action):
    path, packet = waiting
    before = path.read_bytes()
    with closing(workspaces.open_file(path, reading_only=True)) as opened:
        account = companies.choose(opened)
        pdf = certificate_signed(store.current_pdf(opened, packet))
        actions = {
            "issue": lambda: issuing.issue(Scope.of(opened, account, TODAY.replace(year=2027))),
            "withdraw": lambda: issuing.withdraw(opened, packet),
            "scan": lambda: record_signature.record_scan(
                opened, packet, one_page(), record_signature.ByHand(("D. Reyes",), TODAY)
            ),
            "certificate": lambda: certificate_signature.record(opened, packet, pdf),
        }
        with pytest.raises(Problem, match="is open to read only") as caught:
            actions[action]()
        assert "\n" not in caught.value.line()
        assert store.open_packet(Scope.of(opened, account, TODAY)).id == packet
    assert path.read_bytes() == before
