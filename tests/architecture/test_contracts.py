"""The import contracts of `pyproject.toml` are kept; `make lint` runs them too."""

from pathlib import Path

from importlinter.cli import lint_imports


def test_every_import_contract_is_kept(monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(Path(__file__).parents[2])
    code = lint_imports(cache_dir=str(tmp_path))
    assert code == 0, capsys.readouterr().out
