"""A team on the command line: started, joined, exchanged, and left, in a folder and on a server."""

import json
from contextlib import contextmanager

import pytest

from ctpat_desktop import cli
from tests.exchange.team.cluster import PASSWORD, Cluster

CANARIES = ("The gate's spare key hangs behind the map", "Camera nine looks the other way")


@pytest.fixture
def desk(capsys, tmp_path, sample):
    """Run verbs in one folder, with a passphrase and a file of the team's."""
    (tmp_path / "secret").write_text("amber lantern river")
    (tmp_path / "shared").mkdir()
    assert cli.main(["backup", str(sample), "--to", str(tmp_path / "a.ctpat"),
                     "--new-passphrase-file", str(tmp_path / "secret")]) == 0
    capsys.readouterr()

    def run(*words, code=0):
        options = ["--passphrase-file", str(tmp_path / "secret")]
        assert cli.main([*map(str, words), *options]) == code
        return capsys.readouterr()

    return run
