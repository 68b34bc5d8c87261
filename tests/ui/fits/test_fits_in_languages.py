"""Every page has room for its words at 1280x800 in French and Spanish too."""

import pytest

from ctpat_desktop.support import language
from tests.ui.fits import walking

pytestmark = pytest.mark.full


@pytest.fixture(params=["fr_CA", "es_MX"])
def window(qapp, sample_file, request):
    """A window on the sample in a language."""
    del qapp
    language.use(request.param)
    shown = walking.opened(sample_file)
    yield shown
    walking.closed(shown)
    language.use(language.ENGLISH)


def test_every_page_fits(window):
    assert walking.walk(window, [(1266, 766)]) == []  # 1280x800 without the frame of a window
