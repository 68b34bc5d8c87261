"""The program dies without closing: what was saved is there, what was half done is not."""

import subprocess
import sys

import pytest

from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces

DIES = """
import os, sys
from pathlib import Path
from ctpat_desktop.services.profile import answers
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
workspace = workspaces.open_file(Path(sys.argv[1]))
account = companies.choose(workspace)
answers.save(workspace, account, "1.1", narrative="Saved before.")
with workspace.work("Half") as unit:
    answers.at(unit.session, account, "1.2").narrative = "Half done."
    unit.session.flush()
    if sys.argv[2] == "inside":
        os._exit(9)
os._exit(9)
"""


@pytest.mark.parametrize(("where", "second"), [("inside", False), ("after", True)])
def test_killed(sample, where, second):
    command = [sys.executable, "-c", DIES, str(sample), where]
    assert subprocess.run(command, check=False).returncode == 9
    workspace = workspaces.open_file(sample)
    said = companies.dossier(workspace, companies.choose(workspace))
    assert said.answer("1.1").whole.narrative == "Saved before."
    assert (said.answer("1.2").whole.narrative == "Half done.") is second
    workspace.close()
    assert [path.name for path in sample.parent.iterdir()] == ["sample.ctpat"]
