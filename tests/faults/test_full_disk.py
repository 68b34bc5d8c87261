"""A disk that is full while writing: one line, no half file, nothing lost."""

import hashlib

import pytest

from tests import warm

LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from ctpat_desktop import cli
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
sys.exit(cli.main(sys.argv[2:]))
"""


def run(limit, *arguments):
    """Run a verb in a process whose files cannot grow past `limit` bytes."""
    return warm.run(LIMITED, limit, *arguments)


def failed(done):
    assert done.returncode == 2, done
    assert "Traceback" not in done.stderr
    (line,) = done.stderr.splitlines()
    return line


@pytest.mark.parametrize("limit", [0, 2000])
@pytest.mark.parametrize("name", ["r.pdf", "r.docx", "r.xlsx"])
def test_report(sample, tmp_path, name, limit):
    failed(run(limit, "export", "report", sample, "--to", tmp_path / name))
    assert [path.name for path in tmp_path.iterdir()] == ["sample.ctpat"]


@pytest.mark.parametrize("name", ["r.pdf", "r.docx", "r.xlsx"])
def test_the_report_of_before_stays(sample, tmp_path, name):
    target = tmp_path / name
    target.write_bytes(b"the report of before")
    failed(run(2000, "export", "report", sample, "--to", target))
    assert target.read_bytes() == b"the report of before"


def test_mou_packet(sample, tmp_path):
    failed(run(2000, "packet", "mou", sample, "--to", tmp_path / "m.pdf"))
    assert [path.name for path in tmp_path.iterdir()] == ["sample.ctpat"]


@pytest.mark.parametrize("limit", [500, 40_000])
def test_portal_package(sample, tmp_path, limit):
    failed(run(limit, "export", "portal", sample, "--to", tmp_path / "out"))
    assert [path.name for path in tmp_path.rglob("*")] == ["sample.ctpat"]


@pytest.mark.parametrize("limit", [0, 5000, 100_000, 400_000])
def test_new_workspace(tmp_path, limit):
    failed(run(limit, "new", tmp_path / "a.ctpat", "--sample", "importer", "--no-passphrase"))
    assert list(tmp_path.iterdir()) == []


def test_evidence_that_does_not_fit(sample, tmp_path):
    proof = tmp_path / "proof.bin"
    limit = sample.stat().st_size + 100_000
    proof.write_bytes(b"x" * (limit + 1_000_000))  # nor into the write-ahead log
    before = listed(sample)
    line = failed(run(limit, "answer", sample, "9.15", "--status", "in_place", "--evidence", proof))
    assert "could not be" in line
    assert listed(sample) == before


def listed(sample):
    done = run(10**9, "list", "evidence", sample, "--json")
    assert done.returncode == 0, done
    return hashlib.sha256(done.stdout.encode()).hexdigest()


@pytest.mark.parametrize(
    ("verb", "name"),
    [
        ("export report", "no/r.pdf"),
        ("export report", "no/r.docx"),
        ("export report", "no/r.xlsx"),
        ("packet mou", "no/m.pdf"),
        ("export portal", "sample.ctpat/out"),
        ("export report", "sample.ctpat/r.pdf"),
    ],
)
def test_place_that_is_not_there(sample, tmp_path, verb, name):
    failed(run(10**9, *verb.split(), sample, "--to", tmp_path / name))
    assert [path.name for path in tmp_path.rglob("*")] == ["sample.ctpat"]
