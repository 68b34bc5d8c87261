"""The outline of the agreement is locked: its words cannot change and keep their version."""

import pytest

from ctpat_desktop.catalogue.agreement import load_outline, read_outline
from ctpat_desktop.catalogue.edition import DefinitionError
from ctpat_desktop.support.shipped import shipped


@pytest.fixture
def copied(tmp_path):
    text = shipped("forms", "mou", "mou.toml").read_text(encoding="utf-8")

    def write(old, new):
        assert old in text
        path = tmp_path / "mou.toml"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return path

    return write


def test_the_shipped_outline_is_what_its_lock_says():
    assert load_outline().parts[1].title == "2. What the importer undertakes"


def test_one_changed_word_is_refused_and_the_new_lock_is_named(copied):
    path = copied("follow customs law", "obey customs law")
    with pytest.raises(DefinitionError, match="the text was changed; give it a new version"):
        read_outline(path)


def test_the_named_lock_opens_the_changed_text(copied):
    path = copied("follow customs law", "obey customs law")
    with pytest.raises(DefinitionError) as told:
        read_outline(path)
    lock = str(told.value).rstrip(".").split()[-1]
    text = path.read_text(encoding="utf-8").replace(load_outline().lock, lock)
    path.write_text(text, encoding="utf-8")
    assert "To obey customs law and the rules of the program." in read_outline(path).parts[1].items


def test_an_enclosure_from_nowhere_is_refused(copied):
    path = copied('source = "bond"', 'source = "moon"')
    with pytest.raises(DefinitionError) as told:
        read_outline(path)
    lock = str(told.value).rstrip(".").split()[-1]
    text = path.read_text(encoding="utf-8").replace(load_outline().lock, lock)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError, match="no enclosure comes from moon"):
        read_outline(path)
