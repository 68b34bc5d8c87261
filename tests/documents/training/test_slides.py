"""The slides of the model trainings: nothing is cut on any, and every word can be read."""

import pypdfium2
import pytest

from ctpat_desktop.catalogue.courses import LANGUAGES, load_models
from ctpat_desktop.documents.training.slides import (
    BOTTOM,
    LARGEST,
    SIDE,
    SMALLEST,
    WIDTH,
    Deck,
    Sheet,
    fitted,
    slides_pdf,
)


def deck(model, language):
    words = model.words[language]
    rows = tuple(Sheet(slide.title, slide.lines) for slide in words.slides)
    return Deck(words.title, "12 minutes", rows, language)


def plain(text):
    return "".join(text.split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", load_models())
def test_every_slide_is_whole_and_large(key, language):
    made = deck(load_models()[key], language)
    for sheet in made.sheets:
        found = fitted(sheet)
        assert found.end >= BOTTOM, (sheet.title, found)
        assert found.size >= SMALLEST + 3, (sheet.title, found.size)
    document = pypdfium2.PdfDocument(slides_pdf(made))
    assert len(document) == len(made.sheets) + 1
    for page, sheet in zip(list(document)[1:], made.sheets, strict=True):
        text = page.get_textpage()
        read = plain(text.get_text_bounded())
        for words in (sheet.title, *sheet.lines):
            assert plain(words) in read, words
        boxes = [text.get_rect(at) for at in range(text.count_rects())]
        assert max(right for _, _, right, _ in boxes) <= WIDTH - SIDE + 1
        assert min(bottom for _, bottom, _, _ in boxes) >= 20


def test_a_crowded_slide_gets_smaller_and_a_short_one_stays_large():
    assert fitted(Sheet("Short", ("One", "Two"))).size == LARGEST
    crowded = fitted(Sheet("Long " * 8, ("Word " * 24,) * 6))
    assert SMALLEST <= crowded.size < LARGEST
    assert crowded.end >= BOTTOM


def test_two_runs_give_the_same_bytes():
    one = deck(load_models()["seals"], "fr")
    assert slides_pdf(one) == slides_pdf(one)
