"""The door of all texts: what is spoken, for how long, and what a table may hold."""

from datetime import date
from gettext import GNUTranslations, NullTranslations
from threading import Thread

import pytest

from ctpat_desktop.catalogue import load_edition
from ctpat_desktop.catalogue.values import countries
from ctpat_desktop.support import dates, home, language, own_language
from ctpat_desktop.support.language import N_, decimal_text, family, ntr, number_text, speaking, tr


@pytest.fixture(autouse=True)
def english_again(monkeypatch, tmp_path):
    """English before and after; no choice of another test, and none of this computer."""
    monkeypatch.setenv("CTPAT_DESKTOP_HOME", str(tmp_path))
    monkeypatch.delenv("CTPAT_DESKTOP_LANGUAGE", raising=False)
    yield
    language.use("en")
    dates.use(dates.US)


def test_a_text_without_a_language_is_english():
    assert tr("Save") == "Save"
    assert ntr("{n} finding", "{n} findings", 1) == "1 finding"
    assert ntr("{n} finding", "{n} findings", 12_345) == "12,345 findings"
    assert N_("Save") == "Save"


@pytest.mark.parametrize(("code", "word"), [("fr_CA", "Annuler"), ("es_MX", "Cancelar")])
def test_a_language_is_spoken_until_another_is(code, word):
    language.use(code)
    assert tr("Cancel") == word
    language.use("en")
    assert tr("Cancel") == "Cancel"


def test_nothing_is_nothing_in_every_language():
    for code in (*language.LANGUAGES, language.PSEUDO):
        language.use(code)
        assert tr("") == ""


def test_a_language_nobody_knows_is_english():
    language.use("tlh")
    assert language.current() == "en"


def test_a_report_speaks_its_own_language_and_the_screen_goes_on():
    language.use("es_MX")
    with speaking("fr_CA"):
        assert (tr("Cancel"), family()) == ("Annuler", "fr")
    assert tr("Cancel") == "Cancelar"
    with speaking(""):
        assert tr("Cancel") == "Cancelar"


def test_a_report_in_one_thread_does_not_change_the_words_of_another():
    heard = []
    with speaking("fr_CA"):
        other = Thread(target=lambda: heard.append(tr("Cancel")))
        other.start()
        other.join()
    assert heard == ["Cancel"]


def test_french_takes_one_for_nothing_and_spanish_does_not():
    texts = {}
    for code in ("fr_CA", "es_MX"):
        language.use(code)
        texts[code] = [ntr("{n} finding", "{n} findings", n) for n in (0, 1, 2)]
    french, spanish = texts["fr_CA"], texts["es_MX"]
    assert french[0][2:] == french[1][2:] != french[2][2:]
    assert spanish[0][2:] == spanish[2][2:] != spanish[1][2:]


def test_thousands_are_parted_as_people_write_them():
    assert number_text(1_234_567) == "1,234,567"
    assert decimal_text(6.25) == "6.2"
    language.use("fr_CA")
    assert number_text(1_234_567) == "1\u00a0234\u00a0567"
    assert decimal_text(6.25) == "6,2"
    assert decimal_text(99.96) == "100,0"
    assert decimal_text(7.4, 0) == "7"


def test_the_made_up_language_keeps_what_is_filled_in():
    language.use(language.PSEUDO)
    assert tr("Wrote {name}.").format(name="a.pdf") == "[Wröté a.pdf.~~~~]"
    assert ntr("{n} finding", "{n} findings", 3).startswith("[3 ")
    assert tr("<b>Open</b>").count("<") == 2
    assert family() == "en"


def test_criteria_and_countries_are_said_in_the_language():
    language.use("es_MX")
    row = load_edition().criteria["importer"][0]
    assert row.title == "Declaración de apoyo"
    assert row.fingerprint == load_edition(language="en").criteria["importer"][0].fingerprint
    assert countries()["DE"] == "Alemania"
    assert countries("en")["DE"] == "Germany"
    language.use("en")
    assert load_edition().criteria["importer"][0].title == "Statement of support"


def test_what_is_wanted_most_is_spoken():
    assert language.best_of(["de-DE", "es-ES", "fr-FR"]) == "es_MX"
    assert language.best_of(["fr_BE.UTF-8"]) == "fr_CA"
    assert language.best_of(["C", ""]) == "en"


def test_a_choice_goes_before_the_system_and_the_variable_before_both(monkeypatch):
    own_language.begin(["es-MX"])
    assert language.current() == "es_MX"
    own_language.choose("fr_CA")
    own_language.begin(["es-MX"])
    assert language.current() == "fr_CA"
    monkeypatch.setenv("CTPAT_DESKTOP_LANGUAGE", "en")
    own_language.begin(["es-MX"])
    assert language.current() == "en"


def test_a_damaged_choice_counts_as_none():
    home.prefer(own_language.LANGUAGE, ["fr_CA"])
    home.prefer(own_language.DATES, 7)
    own_language.begin(["es-MX"])
    assert language.current() == "es_MX"
    assert dates.day_text(date(2026, 11, 30)) == "30/11/2026"


def test_days_are_written_as_the_language_does_unless_chosen():
    day = date(2026, 3, 9)
    own_language.switch("fr_CA", ())
    assert dates.day_text(day) == "2026-03-09"
    own_language.choose_dates("mdy")
    assert dates.day_text(day) == "03/09/2026"
    own_language.switch("es_MX", ())
    assert dates.day_text(day) == "03/09/2026"
    assert dates.paper_text(day) == "09/03/2026"  # a paper goes by its own language
    assert dates.span_text(day, date(2026, 5, 4)) == "del 9 de marzo al 4 de mayo de 2026"
    assert dates.month_text(day) == "marzo de 2026"


def test_a_file_of_texts_that_is_missing_or_damaged_leaves_english(monkeypatch, tmp_path):
    monkeypatch.setattr(language, "shipped", lambda *parts: tmp_path.joinpath("ctpat.mo"))
    language._texts.cache_clear()
    try:
        assert type(language._texts("fr_CA")) is NullTranslations
        (tmp_path / "ctpat.mo").write_bytes(b"no such file of texts")
        assert type(language._texts("es_MX")) is NullTranslations
    finally:
        language._texts.cache_clear()


def test_the_shipped_files_are_read():
    assert isinstance(language._texts("fr_CA"), GNUTranslations)
    assert isinstance(language._texts("es_MX"), GNUTranslations)


def test_a_paper_writes_days_as_its_language_does():
    day = date(2026, 3, 9)
    for code, written in (("en", "03/09/2026"), ("es_MX", "09/03/2026"), ("fr_CA", "2026-03-09")):
        with language.speaking(code):
            assert dates.paper_text(day) == written


def test_how_a_day_is_written_is_said_in_the_words_of_the_language():
    hints = {}
    for code in ("en", "es_MX", "fr_CA"):
        with language.speaking(code):
            hints[code] = dates.style_of_language(code).hint
    assert hints == {"en": "MM/DD/YYYY", "es_MX": "DD/MM/AAAA", "fr_CA": "AAAA-MM-JJ"}


def test_a_paper_within_something_for_cbp_is_english_too():
    home.prefer(own_language.PAPERS, "es_MX")
    paper = own_language.on_paper(lambda: (tr("Partners"), dates.paper_text(date(2026, 12, 11))))
    assert own_language.for_cbp(paper)() == ("Partners", "12/11/2026")
    assert paper() == ("Socios", "11/12/2026")
