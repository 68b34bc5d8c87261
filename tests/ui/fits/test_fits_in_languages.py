"""Every page has room for its words at 1280x800 in French and Spanish, and all are translated."""

from gettext import NullTranslations

import pytest

from ctpat_desktop.catalogue import load_edition
from ctpat_desktop.support import language
from tests.ui.fits import walking

pytestmark = pytest.mark.full


class Missed(NullTranslations):
    """Is asked for every text that a language does not have."""

    def __init__(self, translated):
        super().__init__()
        self.translated, self.texts = translated, set()

    def gettext(self, message):
        if message not in self.translated:
            self.texts.add(message)
        return message

    def pgettext(self, context, message):
        return self.gettext(message)

    def ngettext(self, one, many, n):
        return self.gettext(one if n == 1 else many)


def words_of_criteria(code):
    """Yield the words of the criteria in a language: they are no texts of the program."""
    for rows in load_edition(language=code[:2]).criteria.values():
        for row in rows:
            yield from (row.title, row.summary, row.evidence_hint, row.guidance)


@pytest.fixture(params=["fr_CA", "es_MX"])
def missed(request, monkeypatch):
    """What was asked for in a language and is neither translated nor a translation."""
    texts = language._texts(request.param)
    missed = Missed({*texts._catalog.values(), *words_of_criteria(request.param)})
    monkeypatch.setattr(texts, "_fallback", missed)
    language.use(request.param)
    yield missed.texts
    language.use(language.ENGLISH)


@pytest.fixture
def window(qapp, sample_file, missed):
    """A window on the sample in a language."""
    del qapp
    shown = walking.opened(sample_file)
    yield shown
    walking.closed(shown)


def test_every_page_fits_and_is_translated(window, missed):
    assert walking.walk(window, [(1266, 766)]) == []  # 1280x800 without the frame of a window
    assert sorted(missed) == []
