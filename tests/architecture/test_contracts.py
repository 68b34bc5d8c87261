"""The import contracts of `pyproject.toml` are kept; `make lint` runs them too."""

import subprocess
import sys
from pathlib import Path

LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"


def test_every_import_contract_is_kept():
    """In a process of its own: it changes how the whole program logs."""
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", LINT], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout
