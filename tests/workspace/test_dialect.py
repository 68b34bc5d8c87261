"""Files opened one after the other share what was compiled for the first."""

import shutil

from ctpat_desktop.services.accounts import companies
from ctpat_desktop.workspace import dialect, door


def test_a_second_file_compiles_nothing_again(sample, tmp_path):
    def read(path):
        opened = door.open_workspace(path)
        companies.dossier(opened, companies.choose(opened))
        opened.close()
        return len(dialect.COMPILED)

    first = read(sample)
    assert first > 0
    assert read(shutil.copy(sample, tmp_path / "other.ctpat")) == first
