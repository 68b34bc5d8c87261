"""Every text of the program is translated into every language, whole and with its places."""

import sys
import tomllib
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from ctpat_desktop.support.language import ENGLISH, LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "installer"))

import translations  # noqa: E402 - it lies beside the packaging, not in the package


@pytest.fixture(scope="module")
def texts():
    return translations.collected()


@pytest.mark.parametrize("code", [code for code in LANGUAGES if code != ENGLISH])
def test_every_text_is_translated_and_no_other(texts, code):
    assert list(translations.faults(code, texts)) == []


def test_texts_of_code_and_forms_are_among_them(texts):
    beginnings = ("Cancel", "Partners", "January", "Say who signed the statement")
    for known in beginnings:
        assert any(str(message.id).startswith(known) for message in texts), known


def test_texts_are_collected_wherever_they_are_asked_for():
    source = """
say(f"{name}: {tr('inside of a string')}")
tr("of two " "lines"), language.tr("by its module"), tr("Open", "state"), N_("for later")
ntr("{n} row", "{n} rows", count, more=tr("among others")), tr(label), tr(LABELS["key"])
"""
    assert list(translations.texts_in(source)) == [
        ("inside of a string", None),
        ("of two lines", None),
        ("by its module", None),
        ("Open", "state"),
        ("for later", None),
        (("{n} row", "{n} rows"), None),
        ("among others", None),
    ]


@pytest.mark.parametrize(
    ("one", "other", "fault"),
    [
        ("Saved {at}", "Enregistré", "places differ"),
        ("Saved {at}", "Enregistré à {hour}", "places differ"),
        ("Saved ", "Enregistré", "blanks or places"),
        ("Saved", "", "not translated"),
        ("Saved: a", "Enregistré : a", "a line may break"),
        ("Saved “a”", "Enregistré « a\u00a0»", "a line may break"),
    ],
)
def test_a_text_that_is_not_whole_is_named(monkeypatch, one, other, fault):
    texts, kept = Catalog(), Catalog(locale="fr_CA")
    texts.add(one)
    kept.add(one, other)
    monkeypatch.setattr(translations, "read", lambda _code: kept)
    (line,) = translations.faults("fr_CA", texts)
    assert fault in line


def test_a_missing_plural_and_a_text_that_is_gone_are_named(monkeypatch):
    texts, kept = Catalog(), Catalog(locale="fr_CA")
    texts.add(("{n} row", "{n} rows"))
    kept.add(("{n} row", "{n} rows"), ("{n} rangée", ""))
    kept.add("Gone", "Disparu")
    monkeypatch.setattr(translations, "read", lambda _code: kept)
    lines = list(translations.faults("fr_CA", texts))
    assert ["not translated" in line for line in lines] == [True, False]
    assert "no text any more" in lines[1]


def test_every_term_of_the_glossary_has_each_language():
    path = ROOT / "resources" / "translations" / "glossary.toml"
    terms = tomllib.loads(path.read_text(encoding="utf-8"))["term"]
    assert len(terms) > 100
    assert [term for term in terms if not all(term.get(code) for code in ("en", "fr", "es"))] == []
    names = [term["en"] for term in terms]
    assert len(set(names)) == len(names)


def test_the_help_of_the_command_line_holds_no_bare_percent_sign(texts):
    for code in ("fr_CA", "es_MX"):
        for message in translations.read(code):
            if any("cli/" in path for path, _ in message.locations):
                assert "%" not in str(message.string), message.id
    del texts


def test_a_text_that_is_counted_from_now_on_has_no_translation_yet():
    texts, before = Catalog(), Catalog(locale="fr_CA")
    texts.add(("{n} row", "{n} rows"))
    before.add("{n} row", "{n} rangée")
    (_, message) = translations.merged(texts, before)
    assert (message.id, list(message.string)) == (("{n} row", "{n} rows"), ["", ""])
